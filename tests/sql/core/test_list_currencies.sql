-- Currencies have their own number of decimals.
select plan(2);
set role shop_read;
select results_eq(
    $$select currency, scale::integer from tolsel.list_currencies() where currency in ('EUR', 'JPY') order by 1$$,
    $$values ('EUR', 2), ('JPY', 0)$$, 'with their decimals');
reset role;
set role shop_app;
select results_eq('select currency from tolsel.list_currencies()',
    'select currency from tolsel.list_currencies() order by 1', 'in order');
select * from finish();
