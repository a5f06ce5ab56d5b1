-- W1: settled, held and available are three figures.
\ir cloud.sql
select plan(6);
set role shop_app;
select top_up('ann', 100) \g /dev/null
select provision('ann', 'cheap') \g /dev/null
set role shop_read;
select results_eq(
    $$select currency, mode, credit_limit, settled_amount, held_amount, available_amount
      from tolsel.get_wallet(wallet_of('ann'))$$,
    $$values ('EUR', 'payg', 0.0, 100.0, 1.0, 99.0)$$, 'what it has, what is held, what is available');
select results_eq(
    $$select owner_customer_id, customer_id = owner_customer_id, settled_amount
      from tolsel.get_wallet(wallet_of('ann', 'JPY'))$$,
    $$values (customer_of('ann'), false, 0.0)$$, 'each currency has its own');
select refuses('select tolsel.get_wallet(null)', 'UW001', 'null', 'no wallet');
select refuses_alike('select tolsel.get_wallet(%s)', twin_wallet(), '987654', 'UW001', 'A14 another tenant''s');
select refuses('select tolsel.get_wallet(1, 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select is((select available_amount from tolsel.get_wallet(wallet_of('ann'))), 99.0, 'an application asks, too');
select * from finish();
