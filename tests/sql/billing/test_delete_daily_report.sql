-- S34 S35 S38: a report is deleted by an admin, for good, and the log says who and when.
\ir quarter.sql
select plan(17);
create function tap.person(p_name text) returns bigint language sql set role = none
    return (select u.user_id from tolsel_core.user_account u where u.tenant_id = 1 and u.name = p_name);
set role shop_admin;
select tolsel.open_user_account('Ada', 'admin'), tolsel.open_user_account('Carl') \g /dev/null
set role shop_app;
select tolsel.save_daily_report(1, '2026-03-30'), tolsel.save_daily_report(1, '2026-03-31') \g /dev/null
select throws_ok($$select tolsel.delete_daily_report(1, '2026-03-31')$$, '42501', null, 'S35 an app may not');
reset role;
set role shop_admin;
select refuses($$select tolsel.delete_daily_report(1, '2026-03-31')$$, 'UC032', 'not named',
    'S35 an administrator names the person');
begin;
select tolsel.set_context(person('Carl')) \g /dev/null
select refuses($$select tolsel.delete_daily_report(1, '2026-03-31')$$, 'UC032', 'user is', 'S35 a clerk may not');
rollback;
begin;
select set_config('tolsel.user_id', '987654', true) \g /dev/null
select refuses($$select tolsel.delete_daily_report(1, '2026-03-31')$$, 'UC004', '987654', 'nor nobody');
rollback;
begin;
select tolsel.set_context(person('Ada'), 'req-9') \g /dev/null
select is(tolsel.delete_daily_report(1, '2026-03-31'), true, 'S34 it is deleted');
select is(tolsel.delete_daily_report(1, '2026-03-31'), false, 'S38 a second time there is nothing to delete');
select is(tolsel.delete_daily_report(1, '2026-03-01'), false, 'S38 as on a day without a report');
select refuses('select tolsel.delete_daily_report(1, null)', 'UC014', 'null', 'no day');
select refuses($$select tolsel.delete_daily_report(987, '2026-03-31')$$, 'UC018', '987', 'no such branch');
commit;
select refuses($$select tolsel.delete_daily_report(1, '2026-03-31', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
set role shop_read;
select results_eq(
    $$select a.user_id, a.login, a.request_id, a.subject from tolsel.activity_log a
        where a.action = 'delete_daily_report'$$,
    $$values (person('Ada'), 'shop_admin', 'req-9', 'branch 1, 2026-03-31')$$, 'S35 logged once, with who');
select is((select count(*) from tolsel.activity_log a
        where a.action = 'delete_daily_report' and a.recorded_at > now() - interval '1 hour'), 1::bigint,
    'S35 and when');
select results_eq('select reported_on::date from tolsel.list_daily_reports()', $$values (date '2026-03-30')$$,
    'the other one stays');
reset role;
-- It does not come back by what happens to the day.
set role shop_app;
select tolsel.close_day(channel_of('Till'), '2026-03-31', 513) \g /dev/null
set role shop_admin;
select tolsel.reopen_day(channel_of('Till'), '2026-03-31', 'again') \g /dev/null
set role shop_app;
select is((select count(*) from tolsel.list_daily_reports() r where r.reported_on = '2026-03-31'), 0::bigint,
    'S34 it must not reappear');
select refuses($$select tolsel.get_daily_report(1, '2026-03-31')$$, 'UB025', '2026-03-31', 'S34 nor by asking for it');
select is((select sum(closing_balance) from tolsel.list_channel_totals('2026-03-31')), 1113.0,
    'the books are not touched');
select lives_ok($$select tolsel.save_daily_report(1, '2026-03-31')$$, 'only by saving it again');
select * from finish();
