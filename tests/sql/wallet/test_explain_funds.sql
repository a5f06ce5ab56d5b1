-- S100 S105: why a wallet can have a plan, or cannot.
\ir cloud.sql
select plan(13);
set role shop_app;
select top_up('ann', 500) \g /dev/null
select provision('ann', 'medium') \g /dev/null
select results_eq(
    $$select is_enough, settled_amount, held_amount, available_amount, cost_amount, shortfall_amount, currency
      from tolsel.explain_funds(wallet_of('ann'), 'medium')$$,
    $$values (false, 500.0, 300.0, 200.0, 300.0, 100.0, 'EUR')$$, 'what there is, what is held, what is missing');
select results_eq(
    $$select is_enough, cost_amount, shortfall_amount from tolsel.explain_funds(wallet_of('ann'), 'small')$$,
    $$values (true, 150.0, 0.0)$$, 'a smaller one can be had');
select bill('ann', 40, 'i1', '2025-04-01') \g /dev/null
select is((select owed_amount from tolsel.explain_funds(wallet_of('ann'), 'small')), 0.0,
    'what is owed beside a wallet without a limit does not matter');
select tolsel.open_wallet(customer_of('bob'), p_credit_limit => 150) \g /dev/null
select is((select is_enough from tolsel.explain_funds(wallet_of('bob'), 'small')), true, 'a limit may be used');
select bill('bob', 0.01, 'i2', '2025-04-01') \g /dev/null
select results_eq(
    $$select is_enough, owed_amount, available_amount, shortfall_amount
      from tolsel.explain_funds(wallet_of('bob'), 'small')$$,
    $$values (false, 0.01, 149.99, 0.01)$$, 'and what is owed beside it is used already');
-- A lot that has expired, and hours before, that no run has taken yet: a refusal says the same figures.
select tolsel.open_customer('Cleo', 'cleo') \g /dev/null
select tolsel.open_wallet(customer_of('cleo')), top_up('cleo', 160) \g /dev/null
select tolsel.grant_credit(wallet_of('cleo'), 20, 'Welcome', '2025-04-02 00:00+00'), provision('cleo', 'small')
\g /dev/null
select at('2025-04-02 02:30+00') \g /dev/null
set role shop_read;
select results_eq(
    $$select settled_amount, held_amount, available_amount from tolsel.explain_funds(wallet_of('cleo'), 'medium')$$,
    $$values (159.58, 144.58, 15.00)$$, 'the hours of a day came from what has expired, the rest of it is gone');
select results_eq(
    $$select settled_amount, held_amount, available_amount from tolsel.get_wallet(wallet_of('cleo'))$$,
    $$values (159.58, 144.58, 15.00)$$, 'get_wallet says so');
set role shop_app;
select refuses($$select provision('cleo', 'medium')$$, 'UW005', (
    select format('balance %s, held %s, owed %s, cost %s, shortfall %s %s', settled_amount, held_amount, owed_amount,
        cost_amount, shortfall_amount, currency)
    from tolsel.explain_funds(wallet_of('cleo'), 'medium')), 'the refusal does, word for word');
select tolsel.meter_usage(5000, wallet_of('bob')) \g /dev/null
select is(purse('cleo'), '159.58 144.58 15', 'and the run makes it so');
select refuses($$select tolsel.explain_funds(wallet_of('ann'), 'none')$$, 'UW004', 'none', 'no plan');
select refuses_alike($$select tolsel.explain_funds(%s, 'small')$$, twin_wallet(), '987654', 'UW001',
    'A14 another tenant''s wallet');
select refuses($$select tolsel.explain_funds(1, 'small', 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select tolsel.close_wallet(wallet_of('ann', 'JPY')) \g /dev/null
select refuses($$select tolsel.explain_funds(wallet_of('ann', 'JPY'), 'small')$$, 'UW011', 'was closed',
    'W25 of a closed wallet');
select * from finish();
