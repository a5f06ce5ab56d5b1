-- J3: how jobs stand is worked out when it is read, for an engine that stands still reports nothing.
\ir jobs.sql
select plan(20);
select job('trial.note', 'tenant', 'each', 60), job('trial.slice', 'branch', 'each'),
    job('trial.fail', 'database', 'latest', 5) \g /dev/null
create function tap.state(p_job text) returns text language sql
    return (select string_agg(distinct concat_ws(' ', l.state, 'missed', l.missed_count, 'overdue', l.overdue_s), ', ')
        from tolsel.list_jobs() l where l.job_name = p_job);
set role shop_admin;
select is((select count(*) from tolsel.list_jobs()), 2 + 2 + 1::bigint, 'one line for each of those a job runs for');
select is(state('trial.note'), 'ok missed 0 overdue 0', 'not due yet');
select tolsel.set_clock('2026-03-26 13:00Z') \g /dev/null
select is(state('trial.note'), 'due missed 1 overdue 0', 'due');
select is(state('trial.fail'), 'stalled missed 12 overdue 3300', 'a job of minutes is missed first');
select tolsel.set_clock('2026-03-26 14:59:59Z') \g /dev/null
select is(state('trial.note'), 'due missed 2 overdue 7199', 'still within two periods');
select tolsel.set_clock('2026-03-26 15:00Z') \g /dev/null
select is(state('trial.note'), 'stalled missed 3 overdue 7200', 'with the second nobody can have looked');
select is(state('trial.slice'), 'ok missed 0 overdue 0', 'a day has not even ended');
reset role;
select results_eq($$select status, row_count from tolsel.verify() where check_name = 'core.job_in_trouble'$$,
    $$values ('notice', 3::bigint)$$, 'the validator notices, for two tenants and the database');
-- Somebody ticks, and has a backlog: that is no stall.
set role shop_admin;
set trial.code = 'UC019';
select tolsel.run_next_job(), tolsel.run_next_job() \g /dev/null
select is(state('trial.fail'), 'failing missed 1 overdue 0', 'a job that fails is tried');
select results_eq($$select tenant_id, state, missed_count, last_success_at from tolsel.list_jobs()
        where job_name = 'trial.note'$$,
    $$values (1::bigint, 'due', 2, timestamptz '2026-03-26 15:00Z'), (2, 'stalled', 3, null)$$,
    'one tenant had its turn');
select tolsel.set_clock('2026-03-26 15:30Z') \g /dev/null
select is(state('trial.fail'), 'stalled missed 7 overdue 1800', 'one that nobody tries again stands still');
set trial.code = '';
select is(run_all(), 2 + 3 + 1::bigint, 'it catches up');
select is(state('trial.note'), 'ok missed 0 overdue 0', 'and is well');
select is(state('trial.fail'), 'ok missed 0 overdue 0', 'as is the other');
-- Each reader sees the jobs of its tenants.
set role shop_read;
select results_eq('select distinct tenant_id from tolsel.job_health', 'values (1::bigint)',
    'a reader sees its own tenant');
select results_eq($$select distinct tenant_id, status from tolsel.job_run order by 2$$,
    $$values (1::bigint, 'done'), (1, 'planned')$$, 'in the history too');
select throws_ok('select tolsel.list_jobs()', '42501', null, 'and not the list of all');
set role shop_app;
select throws_ok('select tolsel.list_jobs()', '42501', null, 'nor does an app');

-- What was removed behind the back of the jobs. # A17
reset role;
begin;
delete from tolsel_core.job_run where job_name = 'trial.note' and tenant_id = 1 and from_at = '2026-03-26 13:00Z';
delete from tolsel_core.job_run where job_name = 'trial.slice' and tenant_id = 2;
insert into tolsel_core.job_run (tenant_id, branch_id, job_name, from_at, to_at, attempt_at, attempts, ended_at)
values (2, 0, 'trial.note', '2026-03-26 13:30Z', '2026-03-26 14:30Z', now(), 1, now());
select results_eq($$select check_name, row_count from tolsel.verify() where status = 'breach' order by 1$$,
    $$values ('core.job_history', 3::bigint), ('core.unplanned_job', 1)$$,
    'a gap, an overlap and a missing plan are breaches');
rollback;
select tolsel_core.plan_jobs() \g /dev/null
select is_empty($$select check_name, sample from tolsel.verify() where status = 'breach'$$, 'as it was, all is well');
select * from finish();
