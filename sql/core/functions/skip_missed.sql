create or replace function tolsel_core.skip_missed(
    p_run tolsel_core.job_run, p_job tolsel_core.job, p_now_at timestamptz
)
returns tolsel_core.job_run
language plpgsql
stable
as $skip_missed$
declare
    v_run tolsel_core.job_run := p_run;
    v_scope tolsel_core.job_scope;
begin
    select * into v_scope from tolsel_core.job_scope s
    where s.scope = p_job.scope and s.tenant_id = p_run.tenant_id
        and s.branch_id = p_run.branch_id;
    -- The newest period that has ended is the one before the present one.
    v_run.to_at := tolsel_core.period_start(
        p_job.every_minutes, v_scope.time_zone, v_scope.day_starts_at, p_now_at);
    if v_run.to_at > p_run.to_at then
        v_run.from_at := tolsel_core.period_start(
            p_job.every_minutes, v_scope.time_zone, v_scope.day_starts_at,
            v_run.to_at - interval '1 microsecond');
        v_run.skipped_count := p_run.skipped_count + tolsel_core.count_periods(
            p_job.every_minutes, v_scope.time_zone, v_scope.day_starts_at, p_run.from_at,
            v_run.from_at);
        v_run.progress := null;
        return v_run;
    end if;
    return p_run;
end
$skip_missed$;
comment on function tolsel_core.skip_missed is
    'Moves a run on to the newest period that has ended, if that is not its own, and counts what it
skips.';
