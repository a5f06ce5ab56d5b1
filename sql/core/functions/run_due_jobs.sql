create or replace procedure tolsel.run_due_jobs(p_limit integer default 1000)
language plpgsql
as $run_due_jobs$
declare
    v_job_run_id bigint;
begin
    -- With the rights of its caller and without settings of its own: only such a procedure may
    -- commit.
    for v_slice_no in 1..coalesce(p_limit, 1000) loop
        v_job_run_id := tolsel.claim_next_job();
        exit when v_job_run_id is null;
        commit;
        perform tolsel.run_claimed_job(v_job_run_id);
        commit;
    end loop;
end
$run_due_jobs$;
comment on procedure tolsel.run_due_jobs is
    'Runs every job that is due, in at most p_limit slices, each in a transaction of its own.';
revoke all on procedure tolsel.run_due_jobs from public;
grant execute on procedure tolsel.run_due_jobs to tolsel_admin;
