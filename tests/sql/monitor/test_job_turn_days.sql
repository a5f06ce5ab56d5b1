-- S77: days are made ahead and dropped when they have been kept for long enough; none is a default.
\ir clock.sql
select plan(19);
set role shop_app;
select tolsel.record_log('info', 'job', 'x') \g /dev/null
reset role;
create function tap.turn(p_progress text default null,
    p_limit integer default 100) returns text language sql security definer as $$
    select tolsel_monitor.job_turn_days(row('monitor.turn_days', 0, 0, null,
            date_trunc('day', tolsel_core.clock_at(), 'UTC'), null, p_limit, p_progress)::tolsel_core.job_task)::text$$;
alter function turn(text, integer) owner to tolsel_owner;
grant usage on schema tap to tolsel_owner;
select is(turn(), '(21,dropping)', 'eight days of each table, of which one was there');
select is(days('query_metric'), '03-10 03-11 03-12 03-13 03-14 03-15 03-16 03-17', 'today and a week to come');
select is(turn(), '(0,dropping)', 'a second time there is nothing to make');
select is(turn('dropping'), '(0,)', 'nor to drop');
select is_empty('select * from tolsel_monitor.breach_odd_partition', 'all are as they should be');
-- 2026-03-10 ends at midnight and is kept for 30 whole days.
select at('2026-04-09 23:59Z') \g /dev/null
select is(turn('dropping'), '(0,)', 'on the last day it is kept');
select ok(days('system_log') ~ '^03-10', 'it is the oldest');
select at('2026-04-10 00:00Z') \g /dev/null
select is(turn('dropping'), '(3,)', 'a day later each table loses one');
select ok(days('system_log') ~ '^03-11', 'the oldest');
set role shop_read;
select is((select count(*) from tolsel.system_log), 0::bigint, 'with its rows');
set role shop_admin;
select tolsel.set_log_retention('system_log', 1) \g /dev/null
reset role;
select at('2026-04-13 00:00Z') \g /dev/null
select is(turn('dropping', 4), '(4,dropping)', 'so many at a time, and then on');
select is(days('system_log') || days('api_metric'), '03-12 03-13 03-14 03-15 03-16 03-1703-13 03-14 03-15 03-16 03-17',
    'the oldest of what is kept for less');
select is(turn('dropping', 4), '(4,dropping)', 'the rest of it');
select is(turn('dropping', 4), '(4,dropping)', 'and of the others');
select is(turn('dropping', 4), '(1,)', 'until nothing is left');
select is(days('system_log') || '-' || days('query_metric'), null, 'of the one table');
-- Nobody ran the jobs for months: rows are still written.
select at('2026-09-01 12:00Z') \g /dev/null
set role shop_app;
select lives_ok($$select tolsel.record_query_metric('x', 1)$$, 'a row makes its day where it is missing');
reset role;
select is((select title from tolsel_core.job where job_name = 'monitor.turn_days' and is_enabled),
    'Makes the partitions of logs and metrics for the week to come, and drops those that are old.', 'it is a job');
select is_empty('select * from tolsel_core.guard_difference', 'the guards know that days come and go');
select * from finish();
