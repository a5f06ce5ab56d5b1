create or replace function tolsel_ledger.job_expire_holds(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_expire_holds$
declare
    v_count integer := tolsel_ledger.expire_tenant_holds(p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_expire_holds$;
comment on function tolsel_ledger.job_expire_holds is 'Closes the expired holds of a tenant.';
