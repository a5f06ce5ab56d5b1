-- Only the days on which the source printed something else.
select plan(5);
set role shop_app;
select count(tolsel.open_account(c, c, 'asset')) as made from (values ('till'), ('sales')) v(c) \gset
select count(*) as posted
from (values (date '2026-01-02', '10.00'), ('2026-01-03', '19.90'), ('2026-01-04', '29.90')) v(d, p)
cross join lateral tolsel.post_journals(jsonb_build_array(jsonb_build_object(
    'lines', jsonb_build_array(
        jsonb_build_object('account_code', 'till', 'amount', '10.00'),
        jsonb_build_object('account_code', 'sales', 'amount', '-10.00')),
    'effective_on', d, 'metadata', jsonb_build_object('source', 'bank', 'printed_balance', p),
    'request_key', 'import:bank:' || d))) \gset

select results_eq(
    $$select code, effective_on, expected, printed, difference
      from tolsel.list_printed_balance_differences('bank')$$,
    $$values ('till', date '2026-01-03', 20.00, 19.90, -0.10)$$, 'one day differs, and the next goes on from it');
select refuses('select tolsel.list_printed_balance_differences(null)', 'UC016', 'source', 'no source');
select refuses_alike('select tolsel.list_printed_balance_differences(''bank'', %s)', '2', '987654', 'UC002',
    'another tenant');
set role twin_app;
select is_empty($$select from tolsel.list_printed_balance_differences('bank')$$, 'another tenant sees nothing of it');
set role shop_read;
select is((select count(*) from tolsel.list_printed_balance_differences('bank')), 1::bigint, 'readers may ask');
reset role;

select * from finish();
