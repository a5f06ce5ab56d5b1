create or replace function tolsel.run_next_job()
returns tolsel_core.job_run
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $run_next_job$
begin
    return tolsel.run_claimed_job(tolsel.claim_next_job());
end
$run_next_job$;
comment on function tolsel.run_next_job is
    'Claims and runs one slice of the job that has been due longest, in the transaction of its
caller, and answers with the run; null when nothing is due.';
revoke all on function tolsel.run_next_job from public;
grant execute on function tolsel.run_next_job to tolsel_admin;
