create or replace function bursar_ledger.move_close(
    p_through_on date, p_previous_through_on date, p_reason text, p_tenant_id bigint
)
returns bursar_ledger.period_close
language plpgsql
volatile
as $move_close$
declare
    v_period_close bursar_ledger.period_close;
begin
    -- Lock: every balance, in the order that postings follow; a posting in flight ends first.
    perform from bursar_ledger.balance b
    where b.tenant_id = p_tenant_id
    order by b.account_id, b.slot
    for no key update;
    update bursar_ledger.balance b set closed_through_on = p_through_on
    where b.tenant_id = p_tenant_id and b.frozen_incident_id is null;
    -- Never before what is booked already, even where the wall clock has been set back since.
    insert into bursar_ledger.period_close (
        tenant_id, recorded_at, closed_through_on, previous_through_on, user_id, login, request_id,
        reason)
    values (
        p_tenant_id,
        (select greatest(clock_timestamp(), max(b.last_booked_at)) from bursar_ledger.balance b
         where b.tenant_id = p_tenant_id),
        p_through_on, p_previous_through_on, bursar_core.context_user_id(p_tenant_id),
        bursar_core.acting_login(), bursar_core.context_request_id(), p_reason)
    returning * into v_period_close;
    return v_period_close;
end
$move_close$;
comment on function bursar_ledger.move_close is
    'Moves the closing day of a tenant on every balance row, which each posting locks anyway, and
records it.';
