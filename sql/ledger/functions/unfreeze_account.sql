create or replace function tolsel.unfreeze_account(
    p_account_id bigint, p_reason text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $unfreeze_account$
declare
    v_incident_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_ledger.get_account(p_account_id, p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: a closing of the books waits, or is seen in a later statement.
    perform from tolsel_core.tenant t where t.tenant_id = p_tenant_id for share;
    perform tolsel_ledger.lock_balances(array[p_account_id], p_tenant_id);
    -- Repeat: an account that is not frozen stays as it is.
    select max(b.frozen_incident_id) into v_incident_id from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id;
    if v_incident_id is null then
        return false;
    end if;
    -- Write:
    update tolsel_ledger.balance b
    set frozen_incident_id = null,
        closed_through_on = greatest(
            tolsel_ledger.closed_through_on(p_account_id => null, p_tenant_id => p_tenant_id),
            tolsel_ledger.closed_through_on(p_account_id, p_tenant_id))
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id;
    -- Hand on:
    perform tolsel_core.record_activity(
        'unfreeze_account', 'account ' || p_account_id,
        jsonb_build_object('incident_id', v_incident_id, 'reason', p_reason), p_tenant_id);
    return true;
end
$unfreeze_account$;
comment on function tolsel.unfreeze_account is
$$Releases an account that a check has frozen; answers false where it was not. Who did it and why is
kept in tolsel.activity_log.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UL003 account_not_found$$;
revoke all on function tolsel.unfreeze_account from public;
grant execute on function tolsel.unfreeze_account to tolsel_admin, tolsel_manager;
