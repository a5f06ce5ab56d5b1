create or replace function tolsel_core.fail_job(
    p_run tolsel_core.job_run, p_sqlstate text, p_message text, p_began_at timestamptz
)
returns tolsel_core.job_run
language plpgsql
volatile
as $fail_job$
declare
    v_run tolsel_core.job_run;
begin
    -- Lost to another writer, it is tried again at once; three times, for two could meet for ever.
    update tolsel_core.job_run r
    set error = p_sqlstate || ' ' || p_message,
        attempt_at = case
            when p_sqlstate in ('40001', '40P01') and r.attempts <= 3 then tolsel_core.clock_at()
            else r.attempt_at end,
        worked_ms = r.worked_ms + tolsel_core.count_ms(p_began_at)
    where r.job_run_id = p_run.job_run_id and r.ended_at is null
    returning * into v_run;
    return v_run;
end
$fail_job$;
comment on function tolsel_core.fail_job is
    'Records why a run has failed; it is tried again when its next attempt is due.';
