create or replace function tolsel_ledger.job_drain_totals(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_drain_totals$
declare
    v_count integer := tolsel_ledger.drain_tenant_totals(p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_drain_totals$;
comment on function tolsel_ledger.job_drain_totals is
    'Adds the parked totals of a tenant to their days.';
