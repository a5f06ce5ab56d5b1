create or replace function tolsel.get_balance_at(
    p_account_id bigint,
    p_effective_on date default null,
    p_booked_at timestamptz default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns numeric
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_balance_at$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_ledger.get_account(p_account_id, p_tenant_id);
    if p_effective_on is not null then
        perform tolsel_core.check_date(p_effective_on, 'The effective date');
    end if;
    return tolsel_ledger.balance_at(p_account_id, p_effective_on, p_booked_at, p_tenant_id);
end
$get_balance_at$;
comment on function tolsel.get_balance_at is
$$Answers the balance of an account, debit above 0: at the end of a business day, as it was booked
by a moment, or both at once (what was known then about that day). Without either: now.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UL003 account_not_found$$;
revoke all on function tolsel.get_balance_at from public;
grant execute on function tolsel.get_balance_at to tolsel_app, tolsel_read;
