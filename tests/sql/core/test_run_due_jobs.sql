-- F18: a tick works off what is due, each slice committed, and no more of them than it is told.
\ir jobs.sql
select plan(12);
select job('trial.note', 'branch', 'each'), job('trial.slice', 'database', 'latest', 60),
    job('trial.fail', 'tenant', 'latest', 60) \g /dev/null
select tolsel.set_clock('2026-05-01 12:00Z') \g /dev/null
set role shop_admin;
set trial.code = 'UC019';
call tolsel.run_due_jobs(10);
reset role;
select is((select count(*) from trial.done), 10 - 2::bigint, 'ten slices, of which the two that fail leave nothing');
select cmp_ok((select count(distinct xmin::text) from trial.done), '=', 8::bigint, 'each was committed on its own');
select cmp_ok((select count(distinct job_name) from trial.done), '=', 2::bigint, 'a long backlog lets the others pass');
call tolsel.run_due_jobs();
select is(days(main()), (select string_agg(to_char(d, 'MM-DD'), ' ' order by d)
        from generate_series(timestamp '2026-03-26', '2026-04-30', '1 day') d),
    'in the end every day is done');
select is((select count(*) from trial.done where job_name = 'trial.slice'), 3::bigint, 'and three slices of one hour');
select is((select count(*) from tolsel_core.job_run where job_name = 'trial.fail' and status = 'failed'), 2::bigint,
    'what failed is tried once in a tick');
call tolsel.run_due_jobs(null);
call tolsel.run_due_jobs(0);
call tolsel.run_due_jobs(-1);
select is((select count(*) from trial.done), 36 * 2 + 3::bigint, 'nothing is left to do');
-- 400 days.
select tolsel.set_clock('2027-06-05 12:00Z') \g /dev/null
call tolsel.run_due_jobs(500);
select cmp_ok((select count(*) from trial.done), '<=', 75 + 500::bigint, 'after 400 days a tick is as long as any');
call tolsel.run_due_jobs();
select is((select count(*) from trial.done where branch_id = main()), 36 + 400::bigint, 'and the next ones finish');
-- A job that is due now does not wait for another that has weeks to make up for.
select tolsel.set_job('trial.note', false), job('trial.fail', 'database', 'latest', 5),
    tolsel.set_clock('2027-07-01 11:55Z') \g /dev/null
set trial.code = '';
call tolsel.run_due_jobs();
truncate trial.done;
select tolsel.set_job('trial.note', true), tolsel.set_clock('2027-07-01 12:00Z') \g /dev/null
call tolsel.run_due_jobs(4);
select is((select count(*) from trial.done where job_name = 'trial.fail'), 1::bigint,
    'what is missed queues behind what is due');
call tolsel.run_due_jobs();
select is_empty($$select check_name, sample from tolsel.verify() where status = 'breach'$$, 'the history has no gap');
set role shop_app;
select throws_ok('call tolsel.run_due_jobs()', '42501', null, 'an app runs no jobs');
select * from finish();
