create or replace function tolsel_core.finish_slice(
    p_run tolsel_core.job_run, p_job tolsel_core.job, p_item_count integer, p_progress text,
    p_began_at timestamptz
)
returns tolsel_core.job_run
language plpgsql
volatile
as $finish_slice$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_run tolsel_core.job_run;
begin
    update tolsel_core.job_run r
    set item_count = r.item_count + coalesce(p_item_count, 0),
        progress = p_progress,
        error = null,
        -- The next slice queues behind what is due by now.
        attempts = case when p_progress is null then r.attempts else 0 end,
        attempt_at = v_now,
        ended_at = case when p_progress is null then v_now end,
        worked_ms = r.worked_ms + tolsel_core.count_ms(p_began_at)
    where r.job_run_id = p_run.job_run_id and r.ended_at is null
    returning * into v_run;
    if v_run.ended_at is not null then
        -- Of periods that were missed each begins where the one before ended, and queues as well.
        insert into tolsel_core.job_run
            (tenant_id, branch_id, job_name, from_at, to_at, attempt_at)
        select v_run.tenant_id, v_run.branch_id, v_run.job_name, v_run.to_at, p.to_at,
            greatest(p.to_at, v_now)
        from tolsel_core.job_scope s
        cross join lateral (select tolsel_core.period_end(
            p_job.every_minutes, s.time_zone, s.day_starts_at, v_run.to_at) as to_at) p
        where s.scope = p_job.scope and s.tenant_id = v_run.tenant_id
            and s.branch_id = v_run.branch_id;
    end if;
    return v_run;
end
$finish_slice$;
comment on function tolsel_core.finish_slice is
    'Records what a slice has done. With the last one the run has ended, and the next is planned.';
