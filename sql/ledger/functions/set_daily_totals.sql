create or replace function tolsel.set_daily_totals(
    p_account_id bigint,
    p_has_daily_totals boolean,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.account
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_daily_totals$
declare
    v_account tolsel_ledger.account;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_account := tolsel_ledger.get_account(p_account_id, p_tenant_id);
    -- Lock: no entry comes between the change of the account and the totals of what it has.
    perform tolsel_ledger.lock_balances(array[p_account_id], p_tenant_id);
    -- Refuse:
    if v_account.is_managed then
        perform tolsel_core.refuse('UL006', format(
            'Account %s is managed by %s.', v_account.code, v_account.managed_by));
    end if;
    -- Write: the balances are changed to what they are, so that a posting with an older snapshot,
    -- which would not see the account changed, fails to serialize.
    update tolsel_ledger.balance b set held_amount = b.held_amount
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id;
    update tolsel_ledger.account a set has_daily_totals = coalesce(p_has_daily_totals, false)
    where a.tenant_id = p_tenant_id and a.account_id = p_account_id
    returning * into v_account;
    perform tolsel_ledger.repair_daily_totals(
        p_account_id, p_from_on => null, p_to_on => null, p_tenant_id => p_tenant_id);
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_daily_totals', 'account ' || p_account_id,
        jsonb_build_object('has_daily_totals', v_account.has_daily_totals), p_tenant_id);
    return v_account;
end
$set_daily_totals$;
comment on function tolsel.set_daily_totals is
$$Switches the daily totals of an account on, for all its past too, or off.
raises: UC002 tenant_not_allowed, UL003 account_not_found, UL006 account_managed$$;
revoke all on function tolsel.set_daily_totals from public;
grant execute on function tolsel.set_daily_totals to tolsel_app, tolsel_accountant;
