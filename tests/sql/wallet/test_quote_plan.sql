-- S106: what a plan costs, before anything is provisioned.
\ir cloud.sql
select plan(8);
set role shop_read;
select results_eq(
    $$select plan, currency, price_amount, cost_amount, from_at, until_at from tolsel.quote_plan('small')$$,
    $$values ('small', 'EUR', 150.0, 150.0, timestamptz '2025-04-01 00:00+00', timestamptz '2025-05-01 00:00+00')$$,
    'at the beginning of a month it is the price');
select at('2025-04-16 00:59:59+00') \g /dev/null
select is((select cost_amount from tolsel.quote_plan('small')), 75.00, 'in the middle half of it, this hour included');
select at('2025-04-30 23:30+00') \g /dev/null
select is((select cost_amount from tolsel.quote_plan('small')), 0.21, 'in the last hour what that costs');
select is((select cost_amount from tolsel.quote_plan('cheap')), 0.00, 'or nothing, where the last cent came before');
select refuses($$select tolsel.quote_plan('small', 'JPY')$$, 'UW004', 'small.*JPY',
    'a plan without a price in a currency');
select refuses($$select tolsel.quote_plan('none')$$, 'UW004', 'none', 'no plan');
select refuses($$select tolsel.quote_plan(null)$$, 'UW004', 'NULL', 'nothing');
select refuses($$select tolsel.quote_plan('small', null, 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
