create or replace function tolsel.stop_recurring_grant(
    p_wallet_id bigint,
    p_name text,
    p_until_at timestamptz default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.recurring_grant
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $stop_recurring_grant$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_wallet tolsel_wallet.wallet;
    v_last tolsel_wallet.recurring_grant;
    v_grant tolsel_wallet.recurring_grant;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: the wallet, then its customer.
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Refuse:
    select * into v_last from tolsel_wallet.recurring_grant g
    where g.tenant_id = p_tenant_id and g.account_id = v_wallet.account_id and g.name = p_name
    order by g.from_at desc, g.recurring_grant_id desc
    limit 1;
    if not found then
        perform tolsel_core.refuse('UW024', format(
            'Wallet %s, %s.', p_wallet_id, coalesce(quote_literal(p_name), 'null')));
    elsif (p_until_at >= v_now and isfinite(p_until_at)) is false then
        perform tolsel_core.refuse('UW023', format('Until %s; it is %s.', p_until_at, v_now));
    end if;
    -- Write: what is due by now is granted before.
    perform tolsel_wallet.settle_lots(v_wallet);
    perform tolsel_wallet.end_grants(
        v_wallet.account_id, p_name, coalesce(p_until_at, v_now), p_tenant_id);
    select * into v_grant from tolsel_wallet.recurring_grant g
    where g.tenant_id = p_tenant_id and g.recurring_grant_id = v_last.recurring_grant_id;
    -- Hand on:
    if v_grant.until_at is distinct from v_last.until_at then
        perform tolsel_core.record_activity(
            'stop_recurring_grant', 'wallet ' || p_wallet_id, to_jsonb(v_grant), p_tenant_id);
    end if;
    return v_grant;
end
$stop_recurring_grant$;
comment on function tolsel.stop_recurring_grant is
$$Ends what a wallet is granted every period under a name, at a moment (null: now): from then on
nothing of it is granted. What was granted stays until it expires. What ends before goes on to end
then.
raises: UC002 tenant_not_allowed, UW001 wallet_not_found, UW023 recurring_grant_not_usable,
UW024 recurring_grant_not_found$$;
revoke all on function tolsel.stop_recurring_grant from public;
grant execute on function tolsel.stop_recurring_grant to tolsel_app, tolsel_supervisor;
