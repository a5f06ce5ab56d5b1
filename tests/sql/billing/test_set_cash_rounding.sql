-- M17: cash is rounded in the call that records it, and the difference has its account.
\ir shop.sql
select plan(31);
set role shop_app;
select bill('ann', 19.97, 'i1'), bill('ann', 19.97, 'i2'), bill('ann', 19.97, 'i3') \g /dev/null
create function pg_temp.pay(p_received numeric, p_key text, p_invoice text, p_place text default 'Till') returns text
language sql as $$
    select concat_ws(' ', p.amount, p.rounding_amount, p.status) from tolsel.record_payment(customer_of('ann'), 19.97,
        'cash', channel_of(p_place), array[invoice_of(p_invoice)], p_received_amount => p_received,
        p_request_key => p_key) p $$;
select refuses($$select pg_temp.pay(19.95, 'p1', 'i1')$$, 'UB110', 'Currency EUR', 'cash is not rounded yet');
select is((select r.step_amount || ' ' || (r.account_id = account_of('6800')) from tolsel.set_cash_rounding(0.05) r),
    '0.05 true', 'it is, to five cents');
select is(pg_temp.pay(19.95, 'p1', 'i1'), '19.97 0.02 completed', 'two cents less');
select is(invoice('i1') || ' / ' || held_in('Till') || ' / ' || balance('6800'),
    'paid: paid 19.97 open 0 payments 1 in part 0 / 19.95 / 0.02', 'the invoice is paid, the rest an expense');
select is(pg_temp.pay(20.00, 'p2', 'i2'), '19.97 -0.03 completed', 'or three cents more');
select is(invoice('i2') || ' / ' || held_in('Till') || ' / ' || balance('6800'),
    'paid: paid 19.97 open 0 payments 1 in part 0 / 39.95 / -0.01', 'which are a gain');
select is(pg_temp.pay(20, 'p2', 'i2'), '19.97 -0.03 completed', 'a repeat books nothing');
select is(held_in('Till'), 39.95, 'nothing more is held');
select refuses($$select pg_temp.pay(19.95, 'p2', 'i2')$$, 'UC024', 'another rounding_amount', 'a repeat of another');
select refuses($$select pg_temp.pay(19.94, 'x', 'i3')$$, 'UB111', '19.94 of 19.97 .* multiple of 0.05',
    'what no coins make');
select refuses($$select pg_temp.pay(19.90, 'x', 'i3')$$, 'UB111', '19.90', 'more than the step');
select refuses($$select pg_temp.pay('NaN', 'x', 'i3')$$, 'UC008', 'NaN', 'no number');
select refuses($$select pg_temp.pay(19.95, 'x', 'i3', 'Bank')$$, 'UB111', 'is bank, not cash', 'a bank rounds nothing');
select is(pg_temp.pay(19.97, 'p3', 'i3', 'Bank'), '19.97 completed', 'where nothing is rounded all is as ever');
select tolsel.correct_payment(payment_of('p1'), 'other day', p_paid_on => '2025-03-14', p_request_key => 'c1')
    \g /dev/null
select is(payment(payment_of('c1')) || ' ' || held_in('Till') || ' ' || balance('6800'),
    payment(payment_of('c1')) || ' 39.95 -0.01', 'corrected, it stays rounded');
select tolsel.void_payment(payment_of('c1'), 'x'), tolsel.void_payment(payment_of('p2'), 'x') \g /dev/null
select is(held_in('Till') || ' ' || balance('6800') || ' ' || owed('ann'), '0 0 39.94', 'void, all is as before');
set role shop_read;
select is((select collected_amount from tolsel.get_collection_metrics('2025-03-01', '2025-03-31')), 19.97,
    'what was rounded away is not collected');
select is((select string_agg(concat_ws(' ', r.currency, r.step_amount), ', ') from tolsel.cash_rounding r), 'EUR 0.05',
    'what is set');
set role shop_app;
select is((tolsel.set_cash_rounding(5, account_of('sales-jpy'), 'JPY')).step_amount::numeric, 5::numeric,
    'each currency has its own');
select is((tolsel.set_cash_rounding(null)).step_amount::numeric, null, 'no more');
select refuses($$select pg_temp.pay(19.95, 'x', 'i1')$$, 'UB110', 'EUR', 'then cash is not rounded');
select refuses($$select tolsel.set_cash_rounding(0.05, p_currency => 'XXX')$$, 'UC007', 'XXX', 'no currency');
select refuses($$select tolsel.set_cash_rounding('NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.set_cash_rounding(0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.set_cash_rounding(0.001)$$, 'UC010', '3 decimals', 'too fine');
select refuses($$select tolsel.set_cash_rounding(1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.set_cash_rounding(-1)$$, 'UC025', '-1', 'below nothing');
select refuses($$select tolsel.set_cash_rounding(0.05, 987654)$$, 'UL003', '987654', 'no account');
select refuses($$select tolsel.set_cash_rounding(0.05, account_of('sales-jpy'))$$, 'UL004', 'JPY', 'another currency');
select refuses(format('select tolsel.set_cash_rounding(0.05, %s)', account_of('1200')), 'UL006', 'billing',
    'an account of a domain');
select refuses($$select tolsel.set_cash_rounding(0.05, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
