-- A claim is committed before its run: a run that takes its session down waits, longer each time.
\ir jobs.sql
select plan(14);
select job('trial.note', 'database', 'each', 5), job('trial.slice', 'database', 'each', 60) \g /dev/null
set role shop_admin;
select is(tolsel.claim_next_job(), null, 'nothing is due');
select tolsel.set_clock('2026-03-26 13:00Z') \g /dev/null
select is(tolsel.claim_next_job(), (run_of('trial.note')).job_run_id, 'what has been due longest comes first');
select is(tolsel.claim_next_job(), (run_of('trial.slice')).job_run_id, 'then the other');
select is(tolsel.claim_next_job(), null, 'what is claimed is not claimed again');
select results_eq($$select (r).status, (r).attempts, (r).started_at, (r).attempt_at from run_of('trial.note') r$$,
    $$values ('started', 1, timestamptz '2026-03-26 13:00Z', timestamptz '2026-03-26 13:01Z')$$,
    'a run that has started says so');
-- Nobody runs it: its session is gone.
select tolsel.set_clock('2026-03-26 13:00:59Z') \g /dev/null
select is(tolsel.claim_next_job(), null, 'for a minute');
select tolsel.set_clock('2026-03-26 13:01Z') \g /dev/null
select is(tolsel.claim_next_job(), (run_of('trial.note')).job_run_id, 'then it is given out again');
select is((run_of('trial.note')).attempt_at, '2026-03-26 13:03Z'::timestamptz, 'and now waits for two');
select is(tolsel.claim_next_job(), (run_of('trial.slice')).job_run_id, 'it keeps no other waiting');
reset role;
update tolsel_core.job_run set attempts = 30, attempt_at = '2026-03-26 13:02Z' where job_name = 'trial.note';
select tolsel.set_clock('2026-03-26 13:02Z'), tolsel.claim_next_job() \g /dev/null
select is((run_of('trial.note')).attempt_at, '2026-03-27 13:02Z'::timestamptz, 'a day at the most');
select tolsel.set_clock('2026-03-28 13:02Z'), tolsel.set_job('trial.note', false),
    tolsel.set_job('trial.slice', false) \g /dev/null
set role shop_admin;
select is(tolsel.claim_next_job(), null, 'a job that is off is given to nobody');
set role shop_app;
select throws_ok('select tolsel.claim_next_job()', '42501', null, 'an app claims no jobs');
set role shop_read;
select throws_ok('select tolsel.claim_next_job()', '42501', null, 'nor does a reader');
reset role;
select tolsel.set_job('trial.note', true), tolsel.set_clock('2026-03-26 11:00Z') \g /dev/null
update tolsel_core.job_run set attempt_at = '2026-03-26 10:00Z' where ended_at is null;
set role shop_admin;
select is(tolsel.claim_next_job(), null, 'nor is a period that has not ended, since the clock was set back');
select * from finish();
