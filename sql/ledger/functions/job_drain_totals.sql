create or replace function bursar_ledger.job_drain_totals(p_task bursar_core.job_task)
returns bursar_core.job_slice
language plpgsql
volatile
as $job_drain_totals$
declare
    v_count integer := bursar_ledger.drain_tenant_totals(p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_drain_totals$;
comment on function bursar_ledger.job_drain_totals is
    'Adds the parked totals of a tenant to their days.';
