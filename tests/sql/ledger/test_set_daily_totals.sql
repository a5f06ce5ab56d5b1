-- The totals of days are switched on with all the past, and off without a trace.
\ir books.sql
select plan(16);
set role shop_app;
select post('till', 'sales', 10, '2025-01-15') \g /dev/null
select post('sales', 'till', 4, '2025-01-15') \g /dev/null

select is((tolsel.set_daily_totals(account_of('till'), true)).has_daily_totals, true, 'they are on');
set role shop_read;
prepare days as select effective_on::date, opening_balance, debit_amount, credit_amount, closing_balance, entry_count
    from tolsel.account_day where code = 'till' order by 1;
select results_eq('days',
    $$values (date '2025-01-10', 0.0, 150.0, 0.0, 150.0, 2::bigint), ('2025-01-15', 150, 10, 4, 156, 2)$$,
    'with all the past');
set role shop_app;
select post('till', 'sales', 1, '2025-01-15') \g /dev/null
select post('till', 'sales', 2, '2025-01-20') \g /dev/null
select tolsel.post_journal(
    '[{"account_code": "till", "amount": 3}, {"account_code": "till", "amount": -1}, {"account_code": "sales", '
    '"amount": -2}]', p_effective_on => '2025-01-20') \g /dev/null
set role shop_read;
select results_eq('days',
    $$values (date '2025-01-10', 0.0, 150.0, 0.0, 150.0, 2::bigint), ('2025-01-15', 150, 11, 4, 157, 3),
        ('2025-01-20', 157, 5, 1, 161, 3)$$, 'and kept with every posting');
set role shop_app;
select is((tolsel.set_daily_totals(account_of('till'), true)).has_daily_totals, true, 'on twice is on');
select is((tolsel.set_daily_totals(account_of('till'), false)).has_daily_totals, false, 'they are off');
set role shop_read;
select is_empty('days', 'without a trace');
set role shop_app;
select is((tolsel.set_daily_totals(account_of('till'), null)).has_daily_totals, false, 'null is off');
select is((tolsel.set_daily_totals(account_of('4000'), true)).has_daily_totals, true, 'on a hot account');
do $$ begin for i in 1 .. 10 loop perform post('1050', '4000', 1, '2025-02-02'); end loop; end $$;
set role shop_read;
select is((select closing_balance || ' ' || entry_count from tolsel.account_day where code = '4000'), '-10.00 10',
    'which has one book over its slots');
set role shop_app;
select refuses($$select tolsel.set_daily_totals(account_of('managed'), true)$$, 'UL006', 'wallet', 'a managed account');
select refuses($$select tolsel.set_daily_totals(null, true)$$, 'UL003', 'null', 'no account');
select refuses_alike('select tolsel.set_daily_totals(%s, true)', twin_of('alice'), '987654', 'UL003',
    'A14 another tenant''s account');
select refuses('select tolsel.set_daily_totals(1, true, 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.set_daily_totals(1, true)', '42501', null, 'a reader switches nothing');
select is((select count(*) from tolsel.account_day where tenant_id = 2), 0::bigint, 'and sees no other tenant''s days');
reset role;
select is((select string_agg(detail ->> 'has_daily_totals', ' ' order by activity_id) from tolsel_core.activity_log
        where action = 'set_daily_totals'),
    'true true false false true', 'every switch is logged');

select * from finish();
