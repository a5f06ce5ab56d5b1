-- S37: all reports.
\ir quarter.sql
select plan(5);
set role shop_app;
select is_empty('select * from tolsel.list_daily_reports()', 'nothing was reported');
select tolsel.save_daily_report(1, d::date) from generate_series('2026-03-29', '2026-03-31',
    interval '1 day') d \g /dev/null
set role shop_read;
select results_eq('select reported_on::date from tolsel.list_daily_reports()',
    $$values (date '2026-03-31'), ('2026-03-30'), ('2026-03-29')$$, 'S37 all, the latest first');
select is((select count(*) from tolsel.list_daily_reports(1)), 3::bigint, 'of one branch');
select refuses_alike('select * from tolsel.list_daily_reports(%s)', '2', '987654', 'UC018',
    'of another tenant''s branch');
select refuses('select * from tolsel.list_daily_reports(p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
