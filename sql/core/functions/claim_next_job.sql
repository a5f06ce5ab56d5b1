create or replace function tolsel.claim_next_job()
returns bigint
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $claim_next_job$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_run tolsel_core.job_run;
    v_job tolsel_core.job;
begin
    perform tolsel_core.check_session();
    -- Lock: the run that has waited longest; one that another session has is passed over.
    select r.* into v_run
    from tolsel_core.job_run r
    where r.ended_at is null and r.attempt_at <= v_now and r.to_at <= v_now
        and exists (
            select from tolsel_core.job j where j.job_name = r.job_name and j.is_enabled)
    order by r.attempt_at, r.job_run_id
    limit 1
    for no key update of r skip locked;
    if not found then
        return null;
    end if;
    select * into v_job from tolsel_core.job j where j.job_name = v_run.job_name;
    if v_job.missed = 'latest' then
        v_run := tolsel_core.skip_missed(v_run, v_job, v_now);
    end if;
    -- Write: committed before it runs, so that a run that takes its session down waits before it
    -- is tried again, and keeps no other job waiting.
    update tolsel_core.job_run r
    set from_at = v_run.from_at, to_at = v_run.to_at, skipped_count = v_run.skipped_count,
        progress = v_run.progress, attempts = v_run.attempts + 1, started_at = v_now,
        attempt_at = v_now + least(
            make_interval(secs => v_job.backoff_s) * (1 << least(v_run.attempts, 20)),
            interval '1 day')
    where r.job_run_id = v_run.job_run_id and r.ended_at is null;
    return v_run.job_run_id;
end
$claim_next_job$;
comment on function tolsel.claim_next_job is
    'Takes the run that has been due longest, and answers its number; null when nothing is due.
Commit, and give the number to tolsel.run_claimed_job: nobody else gets the run before its next
attempt is due.';
revoke all on function tolsel.claim_next_job from public;
grant execute on function tolsel.claim_next_job to tolsel_admin;
