-- S94: jobs are switched and set by an administrator.
\ir jobs.sql
select plan(19);
select job('trial.note', 'branch', 'each') \g /dev/null
set role shop_admin;
select results_eq($$select is_enabled, item_limit, backoff_s from tolsel.set_job('trial.note')$$,
    $$values (true, 2, 60)$$, 'nothing given, nothing changed');
select results_eq($$select is_enabled, item_limit, backoff_s from tolsel.set_job('trial.note', false, 10, 5)$$,
    $$values (false, 10, 5)$$, 'all is set');
select results_eq($$select is_enabled, item_limit, backoff_s from tolsel.set_job('trial.note', p_backoff_s => 86400)$$,
    $$values (false, 10, 86400)$$, 'or one alone');
select refuses($$select tolsel.set_job('trial.absent', true)$$, 'UC033', 'trial.absent', 'an unknown job');
select refuses($$select tolsel.set_job(null)$$, 'UC033', 'NULL', 'no job');
select refuses(format($$select tolsel.set_job('trial.note', p_item_limit => %s)$$, n), 'UC034', n || ' items',
    n || ' items a slice')
from unnest(array['0', '-1', '1000001']) n;
select refuses(format($$select tolsel.set_job('trial.note', p_backoff_s => %s)$$, n), 'UC034', n || ' seconds',
    n || ' seconds')
from unnest(array['0', '-1', '86401']) n;
-- Off for a week, and on again.
select tolsel.set_clock('2026-04-02 12:00Z') \g /dev/null
select is(run_all(), 0::bigint, 'a job that is off does nothing');
select is((select string_agg(distinct state, ' ') from tolsel.list_jobs() where job_name = 'trial.note'), 'off',
    'and its health says so');
select tolsel.set_job('trial.note', true) \g /dev/null
select is(run_all(), 14::bigint, 'switched on it catches up');
reset role;
select is(days(main()), '03-26 03-27 03-28 03-29 03-30 03-31 04-01', 'on each day');
-- A release brings a new definition; what was set stays.
select job('trial.note', 'branch', 'latest') \g /dev/null
select results_eq($$select missed, item_limit, backoff_s from tolsel_core.job where job_name = 'trial.note'$$,
    $$values ('latest', 10, 86400)$$, 'settings outlive a release');
set role shop_read;
select results_eq($$select job_name, missed, is_enabled from tolsel.job$$, $$values ('trial.note', 'latest', true)$$,
    'a reader sees them');
select throws_ok($$select tolsel.set_job('trial.note', false)$$, '42501', null, 'and sets nothing');
set role shop_app;
select throws_ok($$select tolsel.set_job('trial.note', false)$$, '42501', null, 'nor does an app');
select * from finish();
