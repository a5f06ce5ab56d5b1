-- W25: an empty wallet is closed, nothing comes into it then, and it may be opened again.
\ir cloud.sql
select plan(15);
set role shop_app;
select top_up('ann', 150, 't1') \g /dev/null
select provision('ann', 'small', 'r1') \g /dev/null
select refuses($$select tolsel.close_wallet(wallet_of('ann'))$$, 'UW010',
    'has 150(\.00)? EUR, of which 150(\.00)? is held, and 1 resources', 'a wallet that has something stays open');
select at('2025-05-01 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(purse('ann'), '0 0 0', 'what it had is spent');
select isnt((tolsel.close_wallet(wallet_of('ann'))).closed_at, null, 'so it is closed');
select is((tolsel.close_wallet(wallet_of('ann'))).closed_at, '2025-05-01 00:00+00', 'once');
select refuses($$select top_up('ann', 5)$$, 'UW011', 'was closed', 'nothing comes into it');
select is((top_up('ann', 150, 't1')).status, 'completed', 'though what came before is answered');
select refuses($$select provision('ann', 'cheap')$$, 'UW011', 'was closed', 'nor out of it');
select refuses($$select * from tolsel.explain_funds(wallet_of('ann'), 'cheap')$$, 'UW011', 'was closed',
    'nor is it judged');
select refuses($$select tolsel.set_wallet_limit(wallet_of('ann'), 5)$$, 'UW011', 'was closed',
    'nor is its limit set');
set role shop_read;
select is((select closed_at from tolsel.wallet where wallet_id = wallet_of('ann')), '2025-05-01 00:00+00',
    'which is shown');
set role shop_app;
select is((tolsel.open_wallet(customer_of('ann'), p_credit_limit => 7)).wallet_id || ' ' || purse('ann'),
    wallet_of('ann') || ' 0 0 7', 'it is opened again, with a limit of its own');
select is((top_up('ann', 5)).status, 'completed', 'and paid into');
select tolsel.close_wallet(wallet_of('ann', 'JPY')) \g /dev/null
select refuses_alike('select tolsel.close_wallet(%s)', twin_wallet(), '987654', 'UW001', 'A14 another tenant''s');
select refuses('select tolsel.close_wallet(1, 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.close_wallet(1)', '42501', null, 'a reader closes nothing');
select * from finish();
