-- S4 S21 S26 S31 S73 S85: one call takes money, books it and pays invoices, all or nothing.
\ir shop.sql
select plan(112);
set role shop_app;
create function pg_temp.pay(
    p_amount numeric, p_ids bigint[] default null, p_amounts numeric[] default null, p_surplus text default 'refuse',
    p_key text default null, p_code text default 'ann')
returns text language sql
    return tap.payment((tolsel.record_payment(
        tap.customer_of(p_code), p_amount, 'cash', tap.channel_of('Till'), p_ids, p_amounts, p_surplus,
        p_request_key => p_key)).payment_id);
select bill('ann', 1000, 'i1', '2025-03-01', '2025-03-20'), bill('ann', 200, 'i2', '2025-03-02', '2025-03-12'),
    bill('ann', 50, 'i3', '2025-03-03', '2025-03-12'), bill('bob', 70, 'bob') \g /dev/null

-- The oldest due day first, then the older invoice.
select is(pg_temp.pay(230, p_key => 'p1'), 'completed: allocated 230 refunded 0 left 0',
    'without a name the oldest due invoices are paid');
select is(paid_by(payment_of('p1')), 'i2 200, i3 30', 'in the order in which they are due');
select is(invoice('i2') || ' / ' || invoice('i3') || ' / ' || invoice('i1'),
    'paid: paid 200 open 0 payments 1 in part 0 / partial: paid 30 open 20 payments 1 in part 1 / open: paid 0 open '
    '1000 payments 0 in part 0', 'S84: which count it');
select is(owed('ann') || ' ' || held_in('Till'), '1020 230', 'the customer owes less, the till holds more');
select is(figures('ann'), 'payments 1 total 230 average 230.00 last 2025-03-15', 'S86: the customer has its figures');
select is(trail(payment_of('p1')), '1 initiated, 1 completed', 'S30: and the attempt its trail');
-- A1: the same key and content is one payment.
select is(
    (tolsel.record_payment(customer_of('ann'), 230.00, 'cash', channel_of('Till'), p_request_key => 'p1')).payment_id,
    payment_of('p1'), 'the same request answers with its payment');
select is(figures('ann') || ' ' || owed('ann'), 'payments 1 total 230 average 230.00 last 2025-03-15 1020',
    'and takes nothing more');
-- A2
select refuses(
    format('select tolsel.record_payment(customer_of(''ann''), 230, ''cash'', channel_of(''Till''), %s, p_request_key '
    '=> ''p1'')', what), 'UC024', 'p1.*payment ' || payment_of('p1'), what || ' under the key')
from unnest(array['p_invoice_ids => array[invoice_of(''i2'')]', 'p_surplus => ''keep''', 'p_paid_on => ''2025-03-14''',
        'p_provider_reference => ''x''', 'p_metadata => ''{"a": 1}''']) what;
select refuses($$select tolsel.record_payment(customer_of('ann'), 230.01, 'cash', channel_of('Till'),
            p_request_key => 'p1')$$, 'UC024', 'p1', 'another amount under the key');
select refuses($$select tolsel.record_payment(customer_of('bob'), 70, 'cash', channel_of('Till'),
            p_request_key => 'p1')$$, 'UC024', 'p1', 'another customer');
select refuses($$select tolsel.record_payment(customer_of('ann'), 230, 'cheque', channel_of('Till'),
            p_request_key => 'p1')$$, 'UC024', 'p1', 'another method');
select refuses($$select tolsel.record_payment(customer_of('ann'), 230, 'cash', channel_of('Bank'),
            p_request_key => 'p1')$$, 'UC024', 'p1', 'another channel');
select lives_ok($$select tolsel.record_payment(customer_of('ann'), 230, 'cash', channel_of('Till'),
            p_paid_on => '2025-03-15', p_request_key => 'p1')$$, 'its day may be named');

-- S26 S29: exactly what is open, a cent less, a cent more.
select refuses($$select pg_temp.pay(1020.01)$$, 'UB006', '1020.01: 1020(\.00)? is open.*0.01 is too much',
    'a cent more than is open');
select refuses($$select pg_temp.pay(20.01, array[invoice_of('i3')])$$, 'UB006', '20.01: 20(\.00)? is open',
    'a cent more than is open of the invoice named');
select is(pg_temp.pay(19.99, array[invoice_of('i3')], p_key => 'p2'), 'completed: allocated 19.99 refunded 0 left 0',
    'a cent less is taken');
select is(invoice('i3'), 'partial: paid 49.99 open 0.01 payments 2 in part 2', 'and leaves it partial');
select is(pg_temp.pay(0.01, array[invoice_of('i3')]), 'completed: allocated 0.01 refunded 0 left 0', 'the last cent');
select is(invoice('i3'), 'paid: paid 50 open 0 payments 3 in part 3', 'pays it');
select refuses($$select pg_temp.pay(1, array[invoice_of('i3')])$$, 'UB004', 'is paid', 'a paid invoice takes nothing');
select refuses($$select pg_temp.pay(1, array[invoice_of('i3')], p_surplus => 'keep')$$, 'UB004', 'is paid',
    'not even where a surplus is kept');

-- By name, with and without amounts.
select is(pg_temp.pay(100, array[invoice_of('i1')], array[60], 'keep', 'p3'),
    'completed: allocated 60 refunded 0 left 40', 'an amount for an invoice; the rest is kept');
select refuses($$select pg_temp.pay(100, array[invoice_of('i1')], array[60])$$, 'UB006',
    'of 100.00: 60.00 of it is for the invoices named, 40.00 is for none',
    'M18: or refused, with the right figures');
select bill('ann', 30, 'i4'), bill('ann', 40, 'i5') \g /dev/null
select is(pg_temp.pay(50, array[invoice_of('i5'), invoice_of('i4')], p_key => 'p4'),
    'completed: allocated 50 refunded 0 left 0', 'without amounts as much as is open');
select is(paid_by(payment_of('p4')), 'i5 40, i4 10', 'in the order of the list');
select is(pg_temp.pay(30, array[invoice_of('i4'), invoice_of('i1')], array[20, 10], p_key => 'p5'),
    'completed: allocated 30 refunded 0 left 0', 'each by its amount');
select is(paid_by(payment_of('p5')), 'i4 20, i1 10', 'exactly');
select refuses($$select pg_temp.pay(1000, array[invoice_of('i1')], array[930.01], 'keep')$$, 'UB005',
    '930(\.00)? of 1000(\.00)? is open; 930.01', 'a cent more for an invoice than is open of it');
select refuses($$select pg_temp.pay(100, array[invoice_of('i1')], array[100.01])$$, 'UB019', '100.00: .* 100.01',
    'amounts that are more than the payment');
select refuses($$select pg_temp.pay(100, array[invoice_of('i1'), invoice_of('i1')])$$, 'UB019',
    'Invoice ' || invoice_of('i1') || ' is named twice', 'an invoice named twice');
select refuses($$select pg_temp.pay(1860, array[invoice_of('i1'), invoice_of('i1')], array[930, 930])$$, 'UB019',
    'twice', 'with amounts too');
select is(pg_temp.pay(5, '{}', p_surplus => 'keep', p_key => 'kept'), 'completed: allocated 0 refunded 0 left 5',
    'an empty list pays nothing');
select is(pg_temp.pay(5, '{}', '{}', 'keep'), 'completed: allocated 0 refunded 0 left 5',
    'with an empty list of amounts, too');
select refuses($$select pg_temp.pay(5, '{}')$$, 'UB006', '5(\.00)? is too much',
    'which is refused where no surplus is wanted');
select refuses($$select pg_temp.pay(5, null, array[5])$$, 'UB019', 'No invoices and 1 amounts',
    'amounts for no invoice');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1')], '{}')$$, 'UB019', '1 invoices and 0 amounts',
    'too few amounts');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1'), null])$$, 'UB019', 'null', 'an invoice of null');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1')], array[null::numeric])$$, 'UB019', 'null',
    'an amount of null');
select refuses($$select pg_temp.pay(5, array[[invoice_of('i1')],[invoice_of('i4')]])$$, 'UB019', 'one dimension',
    'a list of two dimensions');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1'), invoice_of('i4')], array[[1],[4]])$$, 'UB019',
    'one dimension', 'amounts of two dimensions');
select refuses($$select pg_temp.pay(5, ('[0:1]={' || invoice_of('i1') || ',' || invoice_of('i4') || '}')::bigint[])$$,
    'UB019', 'begins at 1', 'a list that begins at 0');
select refuses($$select pg_temp.pay(5, array_agg(i)) from generate_series(1000001, 1001001) i$$, 'UB019',
    '1001 invoices', '1,001 invoices');
select refuses($$select pg_temp.pay(5, array_agg(i)) from generate_series(1000001, 1001000) i$$, 'UB002',
    'Invoice 1000001', '1,000 are looked at');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1')], array['NaN'::numeric])$$, 'UC008',
    'for an invoice is NaN', 'no number for an invoice');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1')], array[0])$$, 'UC009', 'for an invoice',
    'nothing for an invoice');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1')], array[-5])$$, 'UC025', 'for an invoice',
    'less than nothing for an invoice');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1')], array[4.999])$$, 'UC010', 'for an invoice',
    'a tenth of a cent for an invoice');
select refuses($$select pg_temp.pay(5, array[invoice_of('i1')], array[1e15])$$, 'UC011', 'for an invoice',
    'too much for an invoice');
select refuses($$select pg_temp.pay(70, array[invoice_of('bob')])$$, 'UB002', 'Invoice ' || invoice_of('bob'),
    'another customer''s invoice');
select refuses($$select pg_temp.pay(5, array[0])$$, 'UB002', 'Invoice 0', 'no invoice');
select refuses($$select pg_temp.pay(5, p_surplus => 'spend')$$, 'UB018', 'spend', 'an unknown wish for the surplus');
select refuses($$select pg_temp.pay(5, p_surplus => null)$$, 'UB018', 'NULL', 'or none');

-- A8
select refuses($$select pg_temp.pay('NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select pg_temp.pay('-Infinity')$$, 'UC008', 'Infinity', 'no end');
select refuses($$select pg_temp.pay(null)$$, 'UC008', 'null', 'no amount');
select refuses($$select pg_temp.pay(0)$$, 'UC009', '0', 'nothing');
select refuses($$select pg_temp.pay(-1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select pg_temp.pay(0.001)$$, 'UC010', '3 decimals', 'a tenth of a cent');
select refuses($$select pg_temp.pay(1e15)$$, 'UC011', '16 digits', 'too much');
-- Currencies of no and of three decimals.
select tolsel.issue_invoice(customer_of('yuki'), '[{"amount": 1001, "account_code": "sales-jpy"}]',
    p_request_key => 'yen') \g /dev/null
select tolsel.issue_invoice(customer_of('karim'), '[{"amount": 10.005, "account_code": "sales-kwd"}]',
    p_request_key => 'kwd') \g /dev/null
select refuses($$select tolsel.record_payment(customer_of('yuki'), 0.5, 'cash', channel_of('Yen'))$$, 'UC010',
    '1 decimals; the currency has 0', 'half a yen');
select is(payment((tolsel.record_payment(customer_of('yuki'), 334.00, 'cash', channel_of('Yen'))).payment_id) || ' '
    || invoice('yen'), 'completed: allocated 334 refunded 0 left 0 partial: paid 334 open 667 payments 1 in part 1',
    'yen have no decimals');
select tolsel.record_payment(customer_of('yuki'), 333, 'cash', channel_of('Yen')),
    tolsel.record_payment(customer_of('yuki'), 333, 'cash', channel_of('Yen')) \g /dev/null
select is(figures('yuki'), 'payments 3 total 1000 average 333 last 2025-03-15', 'the average is rounded to the yen');
select is(payment((tolsel.record_payment(customer_of('karim'), 10.004, 'cash', channel_of('Dinar'))).payment_id) || ' '
    || invoice('kwd'),
    'completed: allocated 10.004 refunded 0 left 0 partial: paid 10.004 open 0.001 payments 1 in part 1',
    'dinar have three');
select refuses($$select tolsel.record_payment(customer_of('karim'), 0.0011, 'cash', channel_of('Dinar'))$$, 'UC010',
    '4 decimals', 'and not four');
select refuses($$select tolsel.record_payment(customer_of('yuki'), 1, 'cash', channel_of('Till'))$$, 'UL004',
    'kept in EUR; JPY', 'a channel in another currency');
select is((tolsel.record_payment(customer_of('yuki'), 1, 'cash', p_invoice_ids => '{}', p_surplus => 'keep')).status,
    'completed', 'undeposited yen');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Shut'))$$, 'UH002', 'Shut',
    'S15: a channel that is not active');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'shells', channel_of('Till'))$$, 'UH003', 'shells',
    'a method that is not active');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, null, channel_of('Till'))$$, 'UH003', 'NULL',
    'no method');
-- S4: without a channel the money is undeposited.
select is((select (p.channel_id is null) || ' ' || p.paid_on
        from tolsel.record_payment(customer_of('bob'), 20, 'cheque') p), 'true 2025-03-15',
    'a payment without a channel');
select is(balance('1050'), 20::numeric, 'is undeposited');

-- A9, S15: days.
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Till'),
            p_paid_on => 'infinity')$$, 'UC014', 'infinity', 'a day that never comes');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Till'),
            p_paid_on => '2025-03-16')$$, 'UH004', '2025-03-16; .*today is 2025-03-15', 'tomorrow');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', p_paid_on => '2025-03-16')$$, 'UH004',
    'today is 2025-03-15', 'tomorrow without a channel');
select is((tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Till'),
            p_paid_on => '2025-03-14')).paid_on::date, '2025-03-14'::date, 'yesterday is open');
select is(figures('bob'), 'payments 2 total 21 average 10.50 last 2025-03-15',
    'a backdated payment is not the last one');
select tolsel.close_day(channel_of('Till'), '2025-03-14') \g /dev/null
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Till'),
            p_paid_on => '2025-03-14')$$, 'UL007', '2025-03-14', 'until it is closed');
select tolsel.close_day(channel_of('Till'), '2025-03-15', p_counted_amount => held_in('Till')) \g /dev/null
select is((tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Till'),
            p_request_key => 'late')).paid_on::date, '2025-03-16'::date,
    'after an early closing today''s payment counts for tomorrow');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Till'),
            p_paid_on => '2025-03-15')$$, 'UL007', '2025-03-15', 'and not for today');
select is((tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Bank'))).paid_on::date, '2025-03-15'::date,
    'another channel is not closed');
reset role;
-- 23:30 in Berlin, where it is the 15th still, and the next day in the server's zone is not asked for.
select tolsel.set_clock('2025-03-15 23:30+00') \g /dev/null
set role shop_app;
select is((tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Bank'))).paid_on::date, '2025-03-16'::date,
    'S15: the day is the branch''s, whatever it is in Greenwich');

-- A10
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Bank'),
            p_provider_reference => '')$$, 'UC016', 'provider reference has 0', 'a blank reference');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Bank'),
            p_provider_reference => repeat('x', 201))$$, 'UC016', '201', 'a long one');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Bank'), p_metadata => '[]')$$,
    'UC013', 'array', 'metadata that is no object');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Bank'),
            p_request_key => ' ')$$, 'UC012', '1 char', 'a blank key');
select lives_ok($$select tolsel.record_payment(customer_of('bob'), 1, 'card', channel_of('Bank'),
            p_provider_reference => repeat('x', 200), p_request_key => repeat('k', 200))$$,
    'a reference and a key of 200 characters');
select refuses($$select tolsel.record_payment(customer_of('bob'), 2, 'card', channel_of('Bank'),
            p_provider_reference => repeat('x', 200))$$, 'UB026', 'belongs to payment ' || payment_of(repeat('k', 200)),
    'a reference of another payment by this method');
select lives_ok($$select tolsel.record_payment(customer_of('bob'), 1, 'cheque', channel_of('Bank'),
            p_provider_reference => repeat('x', 200))$$, 'another method has its own references');

-- A14
select tolsel.record_payment(customer_of('karim'), 999999999999900, 'cash', channel_of('Dinar'), '{}',
    p_surplus => 'keep') \g /dev/null
select refuses($$select tolsel.record_payment(customer_of('karim'), 100, 'cash', channel_of('Dinar'), '{}',
            p_surplus => 'keep')$$, 'UL010', 'balance of account', 'more than a balance may be');
select refuses_alike('select tolsel.record_payment(%s, 1, ''cash'', channel_of(''Bank''))', twin_of('customer'),
    '987654', 'UB001', 'another tenant''s customer');
select refuses_alike('select tolsel.record_payment(customer_of(''bob''), 1, ''cash'', %s)', twin_of('channel'),
    '987654', 'UH001', 'another tenant''s channel');
select refuses_alike('select tolsel.record_payment(customer_of(''bob''), 1, ''cash'', channel_of(''Bank''), array[%s])',
    twin_of('invoice'), '987654', 'UB002', 'another tenant''s invoice');
select refuses($$select tolsel.record_payment(null, 1, 'cash')$$, 'UB001', 'null', 'no customer');
select refuses($$select tolsel.record_payment(customer_of('bob'), 1, 'cash', p_tenant_id => 2)$$, 'UC002',
    'shop_app, tenant 2', 'another tenant');

-- An attempt that failed is no payment: whoever asks for one under its key does not get that answer.
select is((tolsel.attempt_payment(customer_of('ann'), 5000, 'cash', channel_of('Bank'),
            p_request_key => 'failed')).status, 'failed', 'an attempt under a key fails');
select refuses($$select tolsel.record_payment(customer_of('ann'), 5000, 'cash', channel_of('Bank'),
            p_request_key => 'failed')$$, 'UC024', 'attempt that failed',
    'a payment under that key is not answered with it');
-- UL010
set role shop_read;
select throws_ok($$select tolsel.record_payment(1, 1, 'cash')$$, '42501', null, 'a reader takes no money');
-- M18: a repeat of a request whose payment was voided or corrected says so.
reset role;
set role shop_app;
select tolsel.record_payment(customer_of('bob'), 25, 'cheque', channel_of('Bank'), '{}', p_surplus => 'keep',
    p_request_key => 'm1'),
    tolsel.void_payment(payment_of('m1'), 'bounced') \g /dev/null
select refuses($$select tolsel.record_payment(customer_of('bob'), 25, 'cheque', channel_of('Bank'), '{}',
            p_surplus => 'keep', p_request_key => 'm1')$$, 'UB032', 'payment [0-9]+, which is void: bounced',
    'M18: a void payment looks like money');
select refuses($$select tolsel.record_payment(customer_of('bob'), 26, 'cheque', channel_of('Bank'), '{}',
            p_surplus => 'keep', p_request_key => 'm1')$$, 'UC024', 'm1', 'and other content is another request');
select tolsel.record_payment(customer_of('bob'), 25, 'cheque', channel_of('Bank'), '{}', p_surplus => 'keep',
    p_request_key => 'm2'),
    tolsel.correct_payment(payment_of('m2'), 'less', 24, p_request_key => 'm3') \g /dev/null
select refuses($$select tolsel.record_payment(customer_of('bob'), 25, 'cheque', channel_of('Bank'), '{}',
            p_surplus => 'keep', p_request_key => 'm2')$$, 'UB032',
    'payment [0-9]+ .payment ' || payment_of('m3') || ' stands in its place., which is void: less',
    'M18: one that was corrected names the right one');
-- M5: a reference is one payment's where a provider vouches for it; cheques, cash and transfers may share one.
select is((select string_agg(m.method, ' ' order by m.method) from tolsel.list_payment_methods() m
        where m.has_unique_reference),
    'buy_now_pay_later card cryptocurrency digital_wallet mobile_money paypal stripe',
    'M5: the methods that a provider vouches for');
select is(
    (select count(distinct (p).payment_id) from (
        select tolsel.record_payment(customer_of(c), 2, m, channel_of('Bank'), '{}', p_surplus => 'keep',
            p_provider_reference => '000123') as p
        from unnest(array['ann', 'bob']) c, unnest(array['cheque', 'bank_transfer', 'cash']) m offset 0) x),
    6::bigint, 'M5: two customers hand in cheques of the same number, and share a transfer');
select tolsel.open_payment(customer_of('bob'), 1, 'bank_transfer', channel_of('Bank'), '{}',
    p_provider_reference => '000124') \g /dev/null
select refuses($$select tolsel.open_payment(customer_of('ann'), 1, 'bank_transfer', channel_of('Bank'), '{}',
            p_provider_reference => '000124')$$, 'UB026', '000124',
    'M5: but where a provider decides it, it is its own');
select is((tolsel.record_payment(customer_of('ann'), 1, 'bank_transfer', channel_of('Bank'), '{}', p_surplus => 'keep',
            p_provider_reference => '000124')).status, 'completed', 'M5: which keeps no transfer out');
-- M17: cash that is rounded.
reset role;
set role shop_app;
select refuses($$select tolsel.record_payment(customer_of('bob'), 0.97, 'cash', channel_of('Till'), '{}',
            p_surplus => 'keep', p_received_amount => 0.95)$$, 'UB110', 'Currency EUR', 'M17 nothing is rounded');
select tolsel.set_cash_rounding(0.05) \g /dev/null
select refuses($$select tolsel.record_payment(customer_of('bob'), 0.97, 'cash', channel_of('Till'), '{}',
            p_surplus => 'keep', p_received_amount => 0.96)$$, 'UB111', 'multiple of 0.05', 'M17 what no coins make');
select is((tolsel.record_payment(customer_of('bob'), 0.97, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
            p_received_amount => 1)).rounding_amount::numeric, -0.03, 'M17 three cents more were received');
select * from finish();
