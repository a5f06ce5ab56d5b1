create or replace function tolsel_core.job_prune_runs(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_prune_runs$
declare
    v_count integer;
begin
    -- By their periods and not by when they ran: what is left has no gap, whatever the clock did.
    delete from tolsel_core.job_run r
    where (r.tenant_id, r.branch_id, r.job_name, r.from_at) in (
        select d.tenant_id, d.branch_id, d.job_name, d.from_at
        from tolsel_core.job_run d
        left join tolsel_core.job j on j.job_name = d.job_name
        where d.ended_at is not null
            and d.to_at < p_task.to_at
                - make_interval(mins => 500 * coalesce(j.every_minutes, 1440))
        limit p_task.item_limit);
    get diagnostics v_count = row_count;
    return (v_count, case when v_count = p_task.item_limit then 'more' end);
end
$job_prune_runs$;
comment on function tolsel_core.job_prune_runs is
    'Deletes what is known of runs that are done, but for the last 500 periods of each job.';
