-- An app finds accounts by their codes without any right to read a table.
select plan(8);
set role shop_app;
select tolsel.open_account('b', 'B', 'liability') is not null as made \gset
select tolsel.open_account('a', 'A', 'asset', 'JPY') is not null as made \gset

select results_eq($$select code, name, type, sign, currency, scale from tolsel.list_accounts('{b,a,nobody}')$$,
    $$values ('a', 'A', 'asset', 1::smallint, 'JPY', 0::smallint),
        ('b', 'B', 'liability', -1::smallint, 'EUR', 2::smallint)$$,
    'the accounts with these codes, in their order; one that is not there is left out');
select is_empty($$select from tolsel.list_accounts('{}')$$, 'no code, no account');
select is_empty($$select from tolsel.list_accounts(array[null, 'A', ' a'])$$, 'a code is compared as it is');
select is((select count(*) from tolsel.list_accounts()), 2 + 22::bigint, 'all of them with the tenant''s chart');
select refuses_alike('select tolsel.list_accounts(null, %s)', '2', '987654', 'UC002', 'another tenant');
set role twin_app;
select is_empty($$select from tolsel.list_accounts('{a,b}')$$, 'another tenant has other accounts');
set role shop_read;
select is((select count(*) from tolsel.list_accounts('{a}')), 1::bigint, 'readers may ask');
reset role;
select throws_ok($$select tolsel.list_accounts('{a}')$$, 'UC001', null, 'a login without a tenant is refused');

select * from finish();
