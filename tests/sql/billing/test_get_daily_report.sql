-- S37 S38: a report that was not saved is not answered as an empty one.
\ir quarter.sql
select plan(6);
set role shop_app;
select tolsel.save_daily_report(1, '2026-03-30', 12, 'quiet') \g /dev/null
set role shop_read;
select results_eq($$select reported_on::date, counted_amount::numeric, note
        from tolsel.get_daily_report(1, '2026-03-30')$$,
    $$values (date '2026-03-30', 12.0, 'quiet')$$, 'S37 as it was saved');
select refuses($$select tolsel.get_daily_report(1, '2026-03-29')$$, 'UB025', '2026-03-29', 'S38 nothing was reported');
select refuses('select tolsel.get_daily_report(1, null)', 'UC014', 'null', 'no day');
select throws_ok($$select tolsel.get_daily_report(1, '2026-02-30')$$, '22008', null, 'S36 a day that is none');
select refuses($$select tolsel.get_daily_report(987, '2026-03-30')$$, 'UC018', '987', 'no such branch');
select refuses($$select tolsel.get_daily_report(1, '2026-03-30', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
