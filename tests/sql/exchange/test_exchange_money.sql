-- G10 W23: money of one account becomes money of another one in another currency, at a rate.
\ir desk.sql
select plan(49);
set role shop_app;
select is(told(exchange('safe', 'safe-usd', 100, p_key => 'e1')), '100 EUR at 1.25 125 USD of 2025-03-10',
    'at the rate of the day, or the last before it');
select is(concat_ws(' ', balance('safe'), balance('safe-usd'), balance('1070'), balance('1070-USD')),
    '900 125 100 -125', 'in each currency through the account Currency exchange');
select is(told(exchange('safe', 'safe-usd', 100.00,
    p_key => 'e1')), '100 EUR at 1.25 125 USD of 2025-03-10', 'A1 once');
select is(balance('safe'), 900::numeric, 'and not again');
select is(told(exchange('safe-usd', 'safe', 50, 0.9, 'e2')), '50 USD at 0.9 45 EUR of', 'at a rate that is stated');
select is(told(exchange('safe-usd', 'safe-gbp', 25)), '25 USD at 0.64 16 GBP of 2025-03-10',
    'between two others through the euro');
select is(told(exchange('safe-usd', 'safe-jpy', 10.11)), '10.11 USD at 128 1294 JPY of 2025-03-10',
    'rounded to the decimals of what comes in');
select is(told(exchange('safe-usd', 'safe', 10.01, 0.79, 'e3', 7.87)), '10.01 USD at 0.79 7.87 EUR of',
    'what really came in');
select is(concat_ws(' ', balance('6070'), balance('6070-USD')), '0.04 0', 'and the rest is rounding');
select is((exchange('safe-usd', 'safe', 1, 0.79, 'e3b', 0.80)).rounding_amount, -0.01, 'or a gain');
select results_eq($$select currency, sum(debit) - sum(credit) from tolsel.list_trial_balance() group by 1 order by 1$$,
    $$values ('EUR', 0::numeric), ('GBP', 0), ('JPY', 0), ('USD', 0)$$, 'G10 each currency adds up to nothing');
select is((exchange('safe', 'safe-usd', 1, 1.2, p_on => '2025-03-11')).exchanged_on::date, '2025-03-11'::date,
    'on a day that is past');
select is(told(exchange('safe', 'safe-usd', 1, p_on => '2025-03-11', p_key => 'e4')),
    '1 EUR at 1.25 1.25 USD of 2025-03-10', 'at the rate of that day');
select refuses($$select exchange('safe', 'safe-usd', 101, p_key => 'e1')$$, 'UC024', 'from_amount', 'A2 another amount')
    || E'\n' || refuses($$select exchange('safe', 'safe-usd', 100, 1.25, 'e1')$$, 'UC024', 'rate', 'a stated rate')
    || E'\n' || refuses($$select exchange('safe-usd', 'safe', 50, 0.91, 'e2')$$, 'UC024', 'rate', 'another rate')
    || E'\n' || refuses($$select exchange('safe', 'safe-gbp', 100, p_key => 'e1')$$,
        'UC024', 'to_account_id', 'another account')
    || E'\n' || refuses($$select exchange('safe', 'safe-usd', 1, null, 'e4', p_on => '2025-03-12')$$,
        'UC024', 'exchanged_on',
        'another day');
select refuses($$select exchange('safe-usd', 'safe-jpy', 0.01, 40)$$, 'UX006',
    '0.01 USD at 40 are 0.4 JPY, which has 0 decimals', 'W23 nothing in its decimals');
select refuses($$select exchange('safe', 'safe-usd', 10, 1.25, null, 12.60)$$,
    'UX007', '12.50 USD; 12.60 differ by 0.10',
    'a rounding that is none');
select refuses($$select exchange('safe', 'safe-usd', 1, p_on => '2025-03-09')$$, 'UX003', 'none before', 'no rate yet');
select refuses($$select exchange('safe', 'safe', 1)$$, 'UX004', 'EUR to EUR', 'one currency');
select refuses($$select exchange('safe-usd', 'safe', 1000000)$$, 'UL005', 'short by', 'more than there is');
select refuses($$select exchange('safe-usd', 'safe', 1, -1)$$, 'UX002', '-1', 'a rate below nothing')
    || E'\n' || refuses($$select exchange('safe-usd', 'safe', 1, 'NaN')$$, 'UX002', 'NaN', 'no rate');
select refuses($$select exchange('safe', 'loan-usd', 1)$$, 'UX008', 'safe .* asset, account loan-usd', 'two sides');
select refuses($$select exchange('1070', 'safe-usd', 1)$$, 'UL006', 'managed by exchange', 'out of the clearing')
    || E'\n' || refuses($$select tolsel.post_journal('[{"account_code": "1070", "amount": 1},
        {"account_code": "safe", "amount": -1}]')$$, 'UL006', '1070', 'which nobody posts to');
select refuses($$select exchange('safe', 'safe-usd', 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select exchange('safe', 'safe-usd', 0)$$, 'UC009', '0', 'nothing');
select refuses($$select exchange('safe', 'safe-usd', 0.001)$$, 'UC010', '3 decimals', 'a part of a cent')
    || E'\n' || refuses($$select exchange('safe', 'safe-usd', 1, 1, null, 0.999)$$,
        'UC010', '3 decimals', 'or comes in');
select refuses($$select exchange('safe-gbp', 'safe-usd', 999999999999999, 2)$$,
    'UC011', '1999999999999998', 'too much comes in');
select refuses($$select exchange('safe', 'safe-usd', -1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select exchange('safe', 'safe-usd', 1, p_key => ' ')$$, 'UC012', 'key', 'no key');
select refuses($$select exchange('safe', 'safe-usd', 1, p_on => '2025-03-16')$$, 'UH004', '2025-03-16', 'a day ahead');
select refuses($$select tolsel.exchange_money(account_of('safe'), 987654, 1)$$, 'UL003', '987654', 'no account');
select refuses($$select tolsel.exchange_money(1, 2, 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select refuses($$select tolsel.exchange_money(account_of('safe'), account_of('safe-usd'), 1,
    p_metadata => '[]')$$, 'UC013', 'array', 'metadata that is no object');
select refuses($$select exchange('safe', 'safe-usd', 1, p_on => 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.exchange_money(account_of('safe'), account_of('safe-usd'), 1,
    p_description => ' ')$$, 'UC016', 'description', 'a blank description');
select tolsel.void_exchange(exchange_of('e3b'), 'Wrong') \g /dev/null
select refuses($$select exchange('safe-usd', 'safe', 1, 0.79, 'e3b', 0.80)$$, 'UB032', 'Wrong', 'what was voided');
select refuses($$select exchange('safe-gbp', 'safe-usd', 900000000000000, 1)$$, 'UC011', '1125000000000000.00 EUR',
    'what is too much in euro');
select refuses($$select exchange('safe-gbp', 'safe-usd', 600000000000000, 0.5) from generate_series(1, 2)$$,
    'UL010', '.',
    'twice as much as fits');
set role shop_admin;
select tolsel.close_period('2025-03-10', 'Week') \g /dev/null
set role shop_app;
select refuses($$select exchange('safe', 'safe-usd', 1, 1, p_on => '2025-03-10')$$, 'UL007', '2025-03-10',
    'a closed day');
set role shop_read;
select is((select string_agg(e.topic || ' ' || (e.payload ->> 'to_amount'), ', ' order by e.event_id)
    from tolsel.event e where e.document = 'exchange' and e.event_id <= (select min(event_id) + 1 from tolsel.event
        where document = 'exchange')), 'exchange.recorded 125.00, exchange.recorded 45.00', 'it is told');
select throws_ok($$select tolsel.exchange_money(1, 2, 1)$$, '42501', null, 'a reader exchanges nothing');
set role shop_app;
select is(told(exchange('safe', 'safe-usd', 1.01, 1.256)), '1.01 EUR at 1.256 1.27 USD of', 'what comes is rounded');
select freeze('safe') \g /dev/null
select refuses($$select exchange('safe', 'safe-usd', 1, 1)$$, 'UL027', 'test.frozen', 'of a frozen account');
select * from finish();
