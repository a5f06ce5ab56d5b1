create or replace function tolsel_billing.job_mark_payments(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_mark_payments$
declare
    v_count integer := tolsel_billing.mark_tenant_payments(
        p_task.to_at - interval '1 day', p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_mark_payments$;
comment on function tolsel_billing.job_mark_payments is
    'Ends the attempts to pay of a tenant that no provider has answered for a day.';
