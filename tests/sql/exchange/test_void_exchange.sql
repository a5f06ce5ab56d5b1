-- G10: an exchange between accounts that was none is taken back, in both currencies, once.
\ir desk.sql
select plan(18);
set role shop_app;
select exchange('safe', 'safe-usd', 100, p_key => 'e1') \g /dev/null
select is((tolsel.void_exchange(exchange_of('e1'), 'Typed twice')).void_reason::text, 'Typed twice', 'it is void');
select is(concat_ws(' ', balance('safe'), balance('safe-usd'), balance('1070'), balance('1070-USD')),
    '1000 0 0 0', 'in both currencies');
select is((tolsel.void_exchange(exchange_of('e1'), 'Typed twice')).voided_on::date, '2025-03-15'::date, 'A1 once');
select refuses($$select tolsel.void_exchange(exchange_of('e1'), 'Wrong rate')$$,
    'UH012', 'Typed twice', 'A2 not again');
select refuses($$select exchange('safe', 'safe-usd', 100, p_key => 'e1')$$, 'UB032', 'Typed twice',
    'what was voided is not exchanged again under its key');
select exchange('safe', 'safe-usd', 100, p_key => 'e2') \g /dev/null
select exchange('safe-usd', 'safe', 100) \g /dev/null
select refuses($$select tolsel.void_exchange(exchange_of('e2'), 'x')$$, 'UL005', 'short by', 'what has gone again');
select refuses($$select tolsel.void_exchange(exchange_of('e2'), 'x', '2025-03-14')$$,
    'UH020', '2025-03-14', 'too early');
select refuses($$select tolsel.void_exchange(exchange_of('e2'), 'x', '2025-03-16')$$, 'UH004', '2025-03-16', 'ahead');
select refuses($$select tolsel.void_exchange(exchange_of('e2'), ' ')$$, 'UC016', 'reason', 'without a reason');
select refuses($$select tolsel.void_exchange(987654, 'x')$$, 'UX009', '987654', 'A14 none');
select refuses($$select tolsel.void_exchange(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant''s');
select refuses($$select tolsel.void_exchange(exchange_of('e2'), 'x', 'infinity')$$, 'UC014', 'infinity', 'no day');
select tolsel.open_wallet(customer_of('ann')), tolsel.open_wallet(customer_of('ann'), 'JPY') \g /dev/null
set role shop_read;
select wallet_id as eur from tolsel.wallet where currency = 'EUR' \gset
select wallet_id as jpy from tolsel.wallet where currency = 'JPY' \gset
set role shop_app;
select tolsel.top_up_wallet(:eur, 10, 'cash', channel_of('Till')),
    tolsel.exchange_wallet(:eur, :jpy, 1, 150, p_request_key => 'w1') \g /dev/null
select refuses($$select tolsel.void_exchange(exchange_of('w1'), 'x')$$, 'UL006', 'managed by wallet',
    'between wallets');
select tolsel.open_account('gbp-' || n, 'Sales', 'revenue', 'GBP') from generate_series(1, 2) n \g /dev/null
select exchange('safe-gbp', 'safe', 600000000000000, 0.5, 'e3', p_on => '2025-03-12') \g /dev/null
select tolsel.post_journal(jsonb_build_array(
    jsonb_build_object('account_code', 'safe-gbp', 'amount', 600000000000000),
    jsonb_build_object('account_code', 'gbp-' || n, 'amount', -600000000000000)))
from generate_series(1, 2) n \g /dev/null
select refuses($$select tolsel.void_exchange(exchange_of('e3'), 'x')$$, 'UL010', 'safe-gbp', 'where it does not fit');
set role shop_admin;
select tolsel.close_period('2025-03-13', 'Week') \g /dev/null
set role shop_app;
select refuses($$select tolsel.void_exchange(exchange_of('e3'), 'x', '2025-03-13')$$, 'UL007', '2025-03-13',
    'on a closed day');
select freeze('safe') \g /dev/null
select refuses($$select tolsel.void_exchange(exchange_of('e3'), 'x')$$, 'UL027', 'test.frozen', 'of a frozen account');
set role shop_read;
select is((select count(*)::integer from tolsel.event where topic = 'exchange.voided'), 1, 'it is told once');
select throws_ok($$select tolsel.void_exchange(1, 'x')$$, '42501', null, 'a reader voids nothing');
select * from finish();
