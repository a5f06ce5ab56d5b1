-- S47 S48 J1 J2 F18: each period once, for its day, missed ones oldest first or the newest alone.
\ir jobs.sql
select plan(22);
select job('trial.note', 'branch', 'each') \g /dev/null
set role shop_admin;
select is((tolsel.run_next_job()).job_run_id, null, 'a day that has not ended is not due');
select tolsel.set_clock('2026-03-26 18:29:59.999999Z') \g /dev/null
select is(run_all(), 0::bigint, 'until its last microsecond, in Kolkata');
select tolsel.set_clock('2026-03-26 18:30Z') \g /dev/null
select is(run_all(), 1::bigint, 'where it ends first');
select tolsel.set_clock('2026-03-26 22:59:59.999999Z') \g /dev/null
select is((tolsel.run_next_job()).job_run_id, null, 'until its last microsecond, in Berlin');
select tolsel.set_clock('2026-03-26 23:00Z') \g /dev/null
select results_eq(
    $$select job_name, status, from_at, to_at, item_count, attempts, skipped_count, error from tolsel.run_next_job()$$,
    $$values ('trial.note', 'done', timestamptz '2026-03-25 23:00Z', timestamptz '2026-03-26 23:00Z', 1::bigint, 1, 0,
            null::text)$$,
    'with its end it is due, and answers for the day that has ended');
select is(days(main()), '03-26', 'the job is given the day before, not the one that begins');
select is(run_all(), 0::bigint, 'and it is due no more');
select tolsel.set_clock('2026-03-31 12:00Z') \g /dev/null
select is(run_all(), 8::bigint, 'of four missed days in each zone');
reset role;
select is(days(main()), '03-26 03-27 03-28 03-29 03-30', 'each is run');
select is((select string_agg(extract(epoch from to_at - from_at)::integer / 3600 || 'h', ' ' order by from_at)
        from trial.done where branch_id = main()),
    '24h 24h 24h 23h 24h', 'the day of 23 hours too');
select is_empty($$select from trial.done a join trial.done b on a.branch_id = b.branch_id and a.from_at < b.from_at
        and a.ctid > b.ctid$$,
    'oldest first');

-- A clock that jumps back runs nothing twice, and says so; when it has caught up, all goes on.
select tolsel.set_clock('2026-03-28 12:00Z') \g /dev/null
select is(run_all(), 0::bigint, 'a clock that is set back runs nothing');
select results_eq($$select status, row_count from tolsel.verify() where check_name = 'core.clock_set_back'$$,
    $$values ('notice', 2::bigint)$$, 'and is noticed');
select tolsel.set_clock('2026-04-01 12:00Z') \g /dev/null
select is(run_all(), 2::bigint, 'when it has caught up, the next day is run');
select is(days(main()), '03-26 03-27 03-28 03-29 03-30 03-31', 'each day once');

-- The newest alone.
select job('trial.note', 'tenant', 'latest', 60) \g /dev/null
select tolsel.set_clock('2026-04-02 09:30Z') \g /dev/null
truncate trial.done;
select is(run_all(), 2::bigint, 'of 21 missed hours one is run for each tenant');
select results_eq(
    $$select tenant_id, branch_id, from_at, to_at from trial.done order by 1$$,
    $$select t, 0::bigint, timestamptz '2026-04-02 08:00Z', timestamptz '2026-04-02 09:00Z'
        from unnest(array[1::bigint, 2]) t$$, 'the newest');
select results_eq(
    $$select sum(skipped_count) from tolsel_core.job_run where status = 'done' and tenant_id = 1 and branch_id = 0$$,
    $$values (20::bigint)$$, 'which says how many were skipped');
select is_empty($$select check_name, sample from tolsel.verify() where status = 'breach'$$, 'the history has no gap');

-- Once for the database, in days of UTC.
select job('trial.note', 'database', 'each') \g /dev/null
select tolsel.set_clock('2026-04-03 00:00Z') \g /dev/null
truncate trial.done;
select is(run_all(), 1::bigint, 'once for the database');
select results_eq('select tenant_id, branch_id, day_on from trial.done',
    $$values (0::bigint, 0::bigint, date '2026-04-02')$$, 'by the days of UTC');
set role shop_app;
select throws_ok('select tolsel.run_next_job()', '42501', null, 'an app runs no jobs');
select * from finish();
