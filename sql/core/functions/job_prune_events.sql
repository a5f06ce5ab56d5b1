create or replace function tolsel_core.job_prune_events(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_prune_events$
declare
    v_count integer := tolsel_core.prune_tenant_events(
        p_task.to_at - interval '30 days', p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_prune_events$;
comment on function tolsel_core.job_prune_events is
    'Deletes the events of a tenant that were delivered or expired a month ago.';
