create or replace function tolsel.close_wallet_month(
    p_wallet_id bigint,
    p_month_on date,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.month_statement
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $close_wallet_month$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_month_on, 'The month');
    -- Lock, repeat, refuse, write and hand on:
    return tolsel_wallet.close_month(
        p_wallet_id, tolsel_wallet.start_of_month(p_month_on), p_tenant_id);
end
$close_wallet_month$;
comment on function tolsel.close_wallet_month is
$$Closes a UTC month of a wallet, named by a day of it, once it is over and all its hours are
charged, and the month before is closed: its statement stands, nothing counts for it any more, and
where the wallet is below nothing that is invoiced, a line a resource. A second call answers with
the first statement. The job wallet.close_months does it for all wallets.
raises: UB064 customer_not_active, UC002 tenant_not_allowed, UC014 date_not_usable,
UL027 account_frozen, UW001 wallet_not_found, UW021 month_not_over$$;
revoke all on function tolsel.close_wallet_month from public;
grant execute on function tolsel.close_wallet_month to tolsel_app, tolsel_accountant;
