-- G10 S119: prepaid money goes from one wallet of its owner to another in another currency, never by itself. # W27
\ir cloud.sql
\ir lots.sql
create function tap.swap(p_from text, p_to text, p_amount numeric, p_rate numeric default null, p_key text default null)
returns tolsel_exchange.exchange language sql
    return tolsel.exchange_wallet(tap.wallet_of('ann', p_from), tap.wallet_of('ann', p_to), p_amount, p_rate,
        p_request_key => p_key);
select plan(38);
set role shop_app;
select tolsel.record_exchange_rates('ECB', '[{"currency": "JPY", "on": "2025-03-31", "rate": "160"}]',
    'EUR') \g /dev/null
select tolsel.open_wallet(customer_of('bob'), 'JPY') \g /dev/null
select top_up('ann', 100, 't1'), grant_lot('ann', 20, 'g1') \g /dev/null
select is(trim_scale((swap('EUR', 'JPY', 50, p_key => 'x1')).to_amount::numeric), 8000::numeric,
    'at the rate of the day, or the last before it');
select is(purse('ann') || ' / ' || purse('ann', 'JPY'), '70 0 70 / 8000 0 8000', 'from one wallet to the other');
select is(lots('ann'), 'g1 20, t1 50', 'out of what is paid, in its order: a grant does not become money');
select is((select string_agg(concat_ws(' ', kind, trim_scale(left_amount)), ', ')
    from tolsel.list_lots(wallet_of('ann', 'JPY'))), 'paid 8000', 'and what comes in is paid');
select is(trim_scale((swap('EUR', 'JPY', 50.00, p_key => 'x1')).to_amount::numeric), 8000::numeric, 'A1 once');
select is(purse('ann'), '70 0 70', 'and not again');
select is(trim_scale((swap('JPY', 'EUR', 800, 0.006)).to_amount::numeric), 4.8, 'and back, at a rate that is stated');
set role shop_read;
select is((select string_agg(concat_ws(' ', document, trim_scale(amount)), ', ' order by version)
    from tolsel.wallet_transaction where wallet_id = wallet_of('ann')),
    'top_up 100, grant 20, exchange -50, exchange 4.8',
    'S103 it is listed with its document');
set role shop_app;
select refuses($$select swap('EUR', 'JPY', 55)$$, 'UL005', 'has 54.8.* neither granted nor held: short by 0.2',
    'what is granted is not exchanged');
select tolsel.set_plan_price('half', 40), provision('ann', 'half', 'r1') \g /dev/null
select is(purse('ann'), '74.8 40 34.8', 'what runs is held');
select refuses($$select swap('EUR', 'JPY', 35)$$, 'UL005', 'has 34.8.* EUR .*: short by 0.2',
    'what is held is not exchanged');
select tolsel.set_wallet_limit(wallet_of('ann'), 500) \g /dev/null
select refuses($$select swap('EUR', 'JPY', 35)$$, 'UL005', 'short by 0.2', 'nor is what a limit allows');
select at('2025-04-01 05:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(purse('ann', 'JPY'), '7200 0 7200', 'W27 what is charged in euro never reaches the yen');
select refuses($$select tolsel.provision_resource(wallet_of('ann', 'JPY'), 'cheap', 'web')$$, 'UW004', 'JPY',
    'W27 nor does what has a price in euro alone run on yen');
select tolsel.set_wallet_limit(wallet_of('ann'), 0) \g /dev/null
select refuses($$select swap('EUR', 'JPY', 51, p_key => 'x1')$$, 'UC024', 'from_amount', 'A2 another amount');
select refuses($$select swap('EUR', 'JPY', 0.01, 40)$$, 'UX006', '0.4 JPY', 'W23 nothing in its decimals');
select refuses($$select swap('EUR', 'EUR', 1)$$, 'UX004', 'EUR', 'one currency');
select refuses($$select tolsel.exchange_wallet(wallet_of('ann'), wallet_of('bob', 'JPY'), 1)$$, 'UW022', 'customer',
    'another''s wallet');
select refuses($$select swap('EUR', 'JPY', 0)$$, 'UC009', '0', 'nothing');
select refuses($$select swap('EUR', 'JPY', 1, 0)$$, 'UX002', '0', 'no rate');
select refuses($$select swap('EUR', 'JPY', 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select swap('EUR', 'JPY', 0.001)$$, 'UC010', '3 decimals', 'a part of a cent');
select refuses($$select swap('EUR', 'JPY', 1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select swap('EUR', 'JPY', 1, p_key => ' ')$$, 'UC012', 'key', 'no key');
select refuses($$select tolsel.exchange_wallet(1, 2, 1, p_metadata => '[]')$$, 'UC013', 'array', 'no object');
select refuses($$select tolsel.exchange_wallet(1, 2, 1, p_description => ' ')$$, 'UC016', 'description', 'blank');
select refuses($$select swap('EUR', 'JPY', -1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select swap('EUR', 'JPY', 1, 600000000000000) from generate_series(1, 2)$$, 'UL010', '.',
    'twice as much as fits');
select indebted('debt') \g /dev/null
select refuses($$select tolsel.exchange_wallet(wallet_of('bob'), wallet_of('bob', 'JPY'), 1)$$, 'UW015', 'owes',
    'out of one that owes');
select at('2025-04-09 00:00+00') \g /dev/null
select refuses($$select swap('EUR', 'JPY', 1)$$, 'UX003', '2025-03-31', 'no rate of the day');
select refuses_alike('select tolsel.exchange_wallet(%s, wallet_of(''ann''), 1)', twin_wallet(), '987654', 'UW001',
    'A14 another tenant''s');
select tolsel.close_wallet(wallet_of('bob', 'JPY')) \g /dev/null
select refuses($$select tolsel.exchange_wallet(wallet_of('ann'), wallet_of('bob', 'JPY'), 1)$$, 'UW011', 'closed',
    'W25 into a closed one');
select freeze('wallet:' || wallet_of('ann', 'JPY')) \g /dev/null
select refuses($$select swap('EUR', 'JPY', 1, 160)$$, 'UL027', 'test.frozen', 'into a frozen one');
select refuses($$select tolsel.exchange_wallet(1, 2, 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
select is_empty($$select * from tolsel_wallet.breach_wrong_lot$$, 'its lots are explained');
select is_empty($$select * from tolsel_wallet.breach_unexplained_entry$$, 'and its entries');
select is_empty($$select * from tolsel_exchange.breach_wrong_exchange$$, 'and what was exchanged');
set role shop_read;
select throws_ok($$select tolsel.exchange_wallet(1, 2, 1)$$, '42501', null, 'a reader exchanges nothing');
select * from finish();
