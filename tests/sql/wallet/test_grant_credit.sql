-- G13: credit is granted at the cost of an account, and spent before what was paid. # W2
\ir cloud.sql
\ir lots.sql
create function tap.give(p_amount numeric, p_key text default null, p_until timestamptz default null,
    p_reason text default 'Welcome', p_priority integer default 50, p_account text default null,
    p_metadata jsonb default '{}', p_wallet bigint default tap.wallet_of('ann'))
returns tolsel_wallet.lot language sql
    return tolsel.grant_credit(p_wallet, p_amount, p_reason, p_until, p_priority, tap.account_of(p_account),
        p_metadata, p_request_key => p_key);
select plan(32);
set role shop_app;
select top_up('ann', 100, 't1') \g /dev/null
select results_eq(
    $$select kind, trim_scale(amount::numeric), trim_scale(left_amount), priority::integer, valid_from_at, expires_at,
        reason::text from give(50, 'g1', '2025-05-01')$$,
    $$values ('granted', 50.0, 50.0, 50, timestamptz '2025-04-01 00:00+00', timestamptz '2025-05-01 00:00+00',
        'Welcome')$$, 'credit is granted until an hour');
select is(purse('ann') || ' / ' || lots('ann'), '150 0 150 / g1 50, t1 100', 'W2 and is available at once');
select is(balance('6060') || ' ' || balance('4060'), '50 0', 'it is an expense');
select is((give(50, 'g1', '2025-05-01')).amount::numeric || ' ' || purse('ann'), '50.00 150 0 150', 'A1 once');
select refuses($$select give(51, 'g1', '2025-05-01')$$, 'UC024', 'amount', 'A2 another amount under the key');
select refuses($$select give(50, 'g1')$$, 'UC024', 'expires_at', 'another end');
select refuses($$select give(50, 'g1', '2025-05-01', p_wallet => wallet_of('ann', 'JPY'))$$, 'UC024', 'account_id',
    'another wallet');
select is((give(5, p_account => '4000')).lot_id is not null and balance('4000') = 5, true, 'of any account');
set role shop_read;
select is((select string_agg(e.topic || ' ' || (e.payload ->> 'amount'), ', ' order by e.event_id)
    from tolsel.event e where e.document = 'lot'), 'lot.granted 50.00, lot.granted 5.00', 'it is told');
select is((select string_agg(concat_ws(' ', t.document, trim_scale(t.amount)), ', ' order by t.version)
    from tolsel.wallet_transaction t where t.wallet_id = wallet_of('ann')), 'top_up 100, grant 50, grant 5',
    'S103 and listed');
set role shop_app;
select refuses($$select give('NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select give(0)$$, 'UC009', 'amount', 'nothing');
select refuses($$select give(0.001)$$, 'UC010', '3 decimals', 'a part of a cent');
select refuses($$select give(1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select give(999999999999999) from generate_series(1, 2)$$, 'UL010', '.',
    'twice as much as fits');
select refuses($$select give(-1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select give(1, '')$$, 'UC012', '0 characters', 'an empty key');
select refuses($$select give(1, p_metadata => '[]')$$, 'UC013', 'array', 'metadata that is no object');
select refuses($$select give(1, p_reason => ' ')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.grant_credit(wallet_of('ann'), 1, 'x', p_account_id => 987654)$$, 'UL003', '987654',
    'of no account');
select refuses($$select give(1, p_account => 'sales-jpy')$$, 'UL004', 'JPY', 'of an account in another currency');
select refuses(format('select tolsel.grant_credit(%s, 1, ''x'', p_account_id => account_of(''wallet:%1$s''))',
    wallet_of('ann')), 'UL006', 'wallet', 'of an account that is managed');
select refuses($$select give(1, p_until => '2025-04-01')$$, 'UW014', '2025-04-01', 'until now')
    || E'\n' || refuses($$select give(1, p_until => '2025-04-02 00:30')$$, 'UW014', '00:30', 'until half an hour')
    || E'\n' || refuses($$select give(1, p_until => 'infinity')$$, 'UW014', 'infinity', 'until no hour')
    || E'\n' || refuses($$select give(1, p_priority => 101)$$, 'UW014', '101', 'a priority too high')
    || E'\n' || refuses($$select give(1, p_priority => null)$$, 'UW014', 'null', 'no priority');
select tolsel.close_wallet(wallet_of('ann', 'JPY')) \g /dev/null
select refuses($$select give(1, p_wallet => wallet_of('ann', 'JPY'))$$, 'UW011', 'closed', 'W25 to a closed wallet');
select refuses_alike('select tolsel.grant_credit(%s, 1, ''x'')', twin_wallet(), '987654', 'UW001',
    'A14 another tenant''s');
select refuses($$select tolsel.grant_credit(1, 1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select freeze('wallet:' || wallet_of('ann')) \g /dev/null
select refuses($$select give(1)$$, 'UL027', 'test.frozen', 'to a frozen wallet');
set role shop_read;
select throws_ok($$select tolsel.grant_credit(1, 1, 'x')$$, '42501', null, 'a reader grants nothing');
select * from finish();
