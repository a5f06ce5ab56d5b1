create or replace function bursar.unfreeze_account(
    p_account_id bigint, p_reason text, p_tenant_id bigint default bursar.current_tenant_id()
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
    perform bursar_core.enter_tenant(p_tenant_id);
    perform bursar_ledger.check_account(p_account_id, p_tenant_id);
    perform bursar_core.check_text(p_reason, 'reason', 1000);
    -- Lock: a closing of the books waits, or is seen in a later statement.
    perform from bursar_core.tenant t where t.tenant_id = p_tenant_id for share;
    perform bursar_ledger.lock_balances(array[p_account_id], p_tenant_id);
    -- Repeat: an account that is not frozen stays as it is.
    select max(b.frozen_incident_id) into v_incident_id from bursar_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id;
    if v_incident_id is null then
        return false;
    end if;
    -- Write:
    update bursar_ledger.balance b
    set frozen_incident_id = null,
        closed_through_on = greatest(
            bursar_ledger.closed_through_on(null, p_tenant_id),
            bursar_ledger.closed_through_on(p_account_id, p_tenant_id))
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id;
    perform bursar_core.record_activity(
        'unfreeze_account', 'account ' || p_account_id,
        jsonb_build_object('incident_id', v_incident_id, 'reason', p_reason), p_tenant_id);
    return true;
end
$unfreeze_account$;
comment on function bursar.unfreeze_account is
$$Releases an account that a check has frozen; answers false where it was not. Who did it and why is
kept in bursar.activity_log.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UL003 account_not_found$$;
revoke all on function bursar.unfreeze_account from public;
grant execute on function bursar.unfreeze_account to bursar_admin;
