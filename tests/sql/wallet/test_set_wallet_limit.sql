-- S105: how far a wallet may go is changed later, and never below what it uses already.
\ir cloud.sql
select plan(14);
set role shop_app;
select is((tolsel.set_wallet_limit(wallet_of('ann'), 200)).wallet_id || ' ' || purse('ann'),
    wallet_of('ann') || ' 0 0 200',
    'a limit is had at once');
select provision('ann', 'small', 'r1') \g /dev/null
select is(purse('ann'), '0 150 50', 'and spent');
select refuses($$select tolsel.set_wallet_limit(wallet_of('ann'), 149.99)$$, 'UL005', 'short by 0\.01 EUR',
    'what is held stays covered');
select is((tolsel.set_wallet_limit(wallet_of('ann'), 150)).wallet_id || ' ' || purse('ann'),
    wallet_of('ann') || ' 0 150 0',
    'to the cent');
select top_up('ann', 150) \g /dev/null
select is((tolsel.set_wallet_limit(wallet_of('ann'), 0)).wallet_id || ' ' || purse('ann'),
    wallet_of('ann') || ' 150 150 0',
    'what is paid in takes its place');
select refuses($$select tolsel.set_wallet_limit(wallet_of('ann'), null)$$, 'UL014', '0 or more', 'no limit at all');
select refuses($$select tolsel.set_wallet_limit(wallet_of('ann'), -1)$$, 'UL014', '-1', 'a limit below nothing');
select refuses($$select tolsel.set_wallet_limit(wallet_of('ann'), 0.001)$$, 'UC010', '3 decimals',
    'a part of a cent');
select refuses($$select tolsel.set_wallet_limit(wallet_of('ann'), 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.set_wallet_limit(wallet_of('ann'), 1e15)$$, 'UC011', '16 digits', 'too much');
select tolsel.close_wallet(wallet_of('ann', 'JPY')) \g /dev/null
select refuses($$select tolsel.set_wallet_limit(wallet_of('ann', 'JPY'), 1)$$, 'UW011', 'was closed',
    'W25 of a closed wallet');
select refuses_alike('select tolsel.set_wallet_limit(%s, 1)', twin_wallet(), '987654', 'UW001',
    'A14 another tenant''s');
select refuses('select tolsel.set_wallet_limit(1, 1, 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.set_wallet_limit(1, 1)', '42501', null, 'a reader sets nothing');
select * from finish();
