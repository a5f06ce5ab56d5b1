create or replace function tolsel.run_claimed_job(p_job_run_id bigint)
returns tolsel_core.job_run
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '30s'
as $run_claimed_job$
declare
    -- The function's name comes from the register and is cast to a function that exists.
    -- @plpgsql_check_options: security_warnings = false
    v_began_at timestamptz := clock_timestamp();
    v_job tolsel_core.job;
    v_run tolsel_core.job_run;
    v_scope tolsel_core.job_scope;
    v_item_count integer;
    v_progress text;
    v_context text;
begin
    perform tolsel_core.check_session();
    -- A job that waits for a lock must not keep all others waiting: hence the setting above.
    -- Lock: waits for another session that claims or runs this row, and finds no open run if that
    -- one has ended it.
    select r.* into v_run
    from tolsel_core.job_run r
    where r.job_run_id = p_job_run_id and r.ended_at is null and r.attempts > 0
        and r.to_at <= tolsel_core.clock_at()
    for no key update;
    select * into v_job from tolsel_core.job j
    where j.job_name = v_run.job_name and j.is_enabled;
    if not found then
        return null;
    end if;
    select * into v_scope from tolsel_core.job_scope s
    where s.scope = v_job.scope and s.tenant_id = v_run.tenant_id
        and s.branch_id = v_run.branch_id;
    begin
        execute format(
            'select s.item_count, s.progress from %s($1) s', v_job.function_name::regproc)
        into v_item_count, v_progress
        using row(
            v_run.job_name, v_run.tenant_id, v_run.branch_id, v_run.from_at, v_run.to_at,
            tolsel_core.business_date(v_scope.time_zone, v_scope.day_starts_at, v_run.from_at),
            v_job.item_limit, v_run.progress)::tolsel_core.job_task;
        -- What a commit would refuse is refused here, where the job answers for it.
        set constraints all immediate;
    exception when lock_not_available then
        get stacked diagnostics v_context = pg_exception_context;
        return tolsel_core.fail_job(
            v_run, sqlstate, concat_ws('; ', sqlerrm, tolsel_core.describe_holder(v_context)),
            v_began_at);
    when others or assert_failure then
        return tolsel_core.fail_job(v_run, sqlstate, sqlerrm, v_began_at);
    end;
    return tolsel_core.finish_slice(
        v_run, v_job, v_item_count, v_progress, v_began_at);
end
$run_claimed_job$;
comment on function tolsel.run_claimed_job is
    'Does one slice of a run that tolsel.claim_next_job gave, and answers with the run: it has
ended, goes on with the next slice, or has failed and says why. What a failed slice wrote is undone.
Null when another session has ended it.';
revoke all on function tolsel.run_claimed_job from public;
grant execute on function tolsel.run_claimed_job to tolsel_admin;
