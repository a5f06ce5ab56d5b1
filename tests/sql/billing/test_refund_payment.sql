-- S26 S28: money goes back out of a channel, credit first, then the newest allocations, never more than was paid.
\ir shop.sql
select plan(52);
set role shop_app;
select bill('ann', 100, 'i1', '2025-03-01'), bill('ann', 50, 'i2', '2025-03-02'),
    bill('ann', 30, 'i3', '2025-03-03') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 200, 'bank_transfer', channel_of('Bank'), p_surplus => 'keep',
    p_paid_on => '2025-03-14', p_request_key => 'p1') \g /dev/null
select is(payment(payment_of('p1')) || ' ' || owed('ann'), 'completed: allocated 180 refunded 0 left 20 -20',
    'a payment with a credit of 20');
select is(
    (select concat_ws(' ', r.amount::numeric, r.method, r.refunded_on, r.reason, r.customer_id = customer_of('ann'))
     from tolsel.refund_payment(payment_of('p1'), 15, null, channel_of('Bank'), 'too much', p_request_key => 'r1') r),
    '15.00 bank_transfer 2025-03-15 too much t', 'a part of the credit, by the payment''s own method');
select is(payment(payment_of('p1')) || ' ' || owed('ann') || ' ' || held_in('Bank'),
    'completed: allocated 180 refunded 15 left 5 -5 185', 'goes out of the channel');
-- A1 A2
select is((tolsel.refund_payment(payment_of('p1'), 15.00, null, channel_of('Bank'), 'too much',
            p_request_key => 'r1')).amount::numeric || ' ' || held_in('Bank'), '15.00 185',
    'the same request refunds once');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 16, null, channel_of('Bank'), 'too much',
            p_request_key => 'r1')$$, 'UC024', 'r1', 'another amount under the key');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 'NaN', null, channel_of('Bank'), 'too much',
            p_request_key => 'r1')$$, 'UC024', 'r1', 'or none');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 15, null, channel_of('Till'), 'too much',
            p_request_key => 'r1')$$, 'UC024', 'r1', 'another channel');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 15, null, channel_of('Bank'), 'broken',
            p_request_key => 'r1')$$, 'UC024', 'r1', 'another reason');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 15, 'cash', channel_of('Bank'), 'too much',
            p_request_key => 'r1')$$, 'UC024', 'r1', 'another method');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 15, null, channel_of('Bank'), 'too much',
            p_refunded_on => '2025-03-14', p_request_key => 'r1')$$, 'UC024', 'r1', 'another day');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 15, null, channel_of('Bank'), 'too much',
            p_metadata => '{"a": 1}', p_request_key => 'r1')$$, 'UC024', 'r1', 'other metadata');
-- Beyond the credit: 5 of it, then 30 of i3 and 10 of i2.
select is((tolsel.refund_payment(payment_of('p1'), 45, 'cash', channel_of('Till'), 'broken')).method, 'cash',
    'out of another channel, by another method');
select is(paid_by(payment_of('p1')), 'i1 100, i2 50, i3 30, i3 -30, i2 -10',
    'the newest allocations are taken back first');
select is(invoice('i1') || ' / ' || invoice('i2') || ' / ' || invoice('i3'),
    'paid: paid 100 open 0 payments 1 in part 0 / partial: paid 40 open 10 payments 1 in part 1 / open: paid 0 open '
    '30 payments 0 in part 0', 'their invoices are owed again');
select is(payment(payment_of('p1')) || ' ' || owed('ann') || ' ' || held_in('Till') || ' ' || figures('ann'),
    'completed: allocated 140 refunded 60 left 0 40 -45 payments 1 total 200 average 200.00 last 2025-03-14',
    'and the customer''s figures are of what was paid');
-- After a partial reversal by hand, what is left of each allocation is taken.
select tolsel.reverse_allocation(allocation_of('p1', 'i2'), 15) \g /dev/null
select tolsel.refund_payment(payment_of('p1'), 50, null, channel_of('Bank'), 'broken') \g /dev/null
select is(paid_by(payment_of('p1')), 'i1 100, i2 50, i3 30, i3 -30, i2 -10, i2 -15, i2 -25, i1 -10',
    'partial reversals are no obstacle');
select is(invoice('i1') || ' / ' || invoice('i2') || ' / ' || payment(payment_of('p1')),
    'partial: paid 90 open 10 payments 1 in part 1 / open: paid 0 open 50 payments 0 in part 0 / completed: allocated '
    '90 refunded 110 left 0', 'nothing is taken back twice');
-- A6: all refunds together.
select refuses($$select tolsel.refund_payment(payment_of('p1'), 90.01, null, channel_of('Bank'), 'x')$$, 'UB009',
    '110(\.00)? of 200(\.00)? is refunded; 90.01 more is 0.01 too much', 'a cent more than is left');
select lives_ok($$select tolsel.refund_payment(payment_of('p1'), 89.99, null, channel_of('Bank'), 'x')$$,
    'a cent less');
select lives_ok($$select tolsel.refund_payment(payment_of('p1'), 0.01, null, channel_of('Bank'), 'x')$$,
    'and the last one');
select is(payment(payment_of('p1')) || ' ' || invoice('i1') || ' ' || owed('ann'),
    'completed: allocated 0 refunded 200 left 0 open: paid 0 open 100 payments 0 in part 0 180',
    'then all of it is back');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 0.01, null, channel_of('Bank'), 'x')$$, 'UB009',
    '200(\.00)? of 200', 'and nothing more');
-- A credit note is refunded like a payment, in cash unless a method is named.
select tolsel.adjust_customer_ledger(customer_of('bob'), -25, 'goodwill', p_request_key => 'cn') \g /dev/null
select is((tolsel.refund_credit_note(payment_of('cn'), 25, null, channel_of('Till'), 'paid out')).method, 'cash',
    'a credit note is paid out');
select is(owed('bob') || ' ' || payment(payment_of('cn')) || ' ' || figures('bob'),
    '0 completed: allocated 0 refunded 25 left 0 payments 0 total 0 average - last -', 'and is no payment');
-- Refusals.
select tolsel.record_payment(customer_of('bob'), 10, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'bob') \g /dev/null
select tolsel.open_payment(customer_of('bob'), 10, 'stripe', p_request_key => 'open') \g /dev/null
select refuses($$select tolsel.refund_payment(payment_of('open'), 1, null, channel_of('Till'), 'x')$$, 'UB007',
    'is open', 'a payment that waits');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 'Infinity', null, channel_of('Till'), 'x')$$, 'UC008',
    'Infinity', 'no end');
select refuses($$select tolsel.refund_payment(payment_of('bob'), null, null, channel_of('Till'), 'x')$$, 'UC008',
    'null', 'no amount');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 0, null, channel_of('Till'), 'x')$$, 'UC009', '0',
    'nothing');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 0.001, null, channel_of('Till'), 'x')$$, 'UC010',
    '3 decimals', 'a tenth of a cent');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1e15, null, channel_of('Till'), 'x')$$, 'UC011',
    '16 digits', 'too much');
select refuses($$select tolsel.refund_payment(payment_of('bob'), -1, null, channel_of('Till'), 'x')$$, 'UC025', '-1',
    'less than nothing');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), ' ')$$, 'UC016', 'reason',
    'a blank reason');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), repeat('x', 1001))$$,
    'UC016', '1001', 'a long one');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), 'x',
            p_metadata => '[]')$$, 'UC013', 'array', 'metadata that is no object');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), 'x',
            p_request_key => '')$$, 'UC012', '0 char', 'an empty key');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), 'x',
            p_refunded_on => 'infinity')$$, 'UC014', 'infinity', 'a day that never comes');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), 'x',
            p_refunded_on => '2025-03-16')$$, 'UH004', '2025-03-16', 'tomorrow');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), 'x',
            p_refunded_on => '2025-03-14')$$, 'UB028', '2025-03-14, the payment 2025-03-15', 'before it was paid');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Shut'), 'x')$$, 'UH002', 'Shut',
    'a channel that is not active');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, null, 'x')$$, 'UH001', 'null', 'no channel');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Yen'), 'x')$$, 'UL004', 'JPY',
    'a channel in another currency');
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, 'shells', channel_of('Till'), 'x')$$, 'UH003',
    'shells', 'a method that is not active');
select tolsel.close_day(channel_of('Till'), '2025-03-15') \g /dev/null
select refuses($$select tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), 'x',
            p_refunded_on => '2025-03-15')$$, 'UL007', '2025-03-15', 'a closed day');
select is((tolsel.refund_payment(payment_of('bob'), 1, null, channel_of('Till'), 'x')).refunded_on::date,
    '2025-03-16'::date, 'after an early closing it counts for tomorrow');
-- A payment of tomorrow, for the till was closed, is refunded tomorrow, out of any channel.
select tolsel.record_payment(customer_of('bob'), 10, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'late') \g /dev/null
select is((tolsel.refund_payment(payment_of('late'), 1, null, channel_of('Bank'), 'x')).refunded_on::date,
    '2025-03-16'::date, 'never before it was paid');
select tolsel.record_payment(customer_of('yuki'), 999999999999999, 'cash', channel_of('Yen'), '{}', p_surplus => 'keep',
    p_request_key => 'rich') \g /dev/null
-- UL010: somebody owes as much as can be.
select bill('ann', 999999999999819, 'vast') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 5, 'cash', channel_of('Bank'), array[invoice_of('vast')],
    p_request_key => 'five'),
    tolsel.issue_invoice(customer_of('ann'), '[{"amount": 5, "account_code": "shop"}]') \g /dev/null
select refuses($$select tolsel.refund_payment(payment_of('five'), 5, null, channel_of('Bank'), 'x')$$, 'UL010',
    '1000000000000004', 'more than a balance may be');
select refuses_alike('select tolsel.refund_payment(%s, 1, null, channel_of(''Till''), ''x'')', twin_of('payment'),
    '987654', 'UB003', 'another tenant''s payment');
select refuses_alike('select tolsel.refund_payment(payment_of(''bob''), 1, null, %s, ''x'')', twin_of('channel'),
    '987654', 'UH001', 'another tenant''s channel');
select refuses($$select tolsel.refund_payment(1, 1, null, 1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
-- M18: a repeat of a request whose refund was voided says so.
reset role;
select r.refund_id as r1 from tolsel_billing.refund r where r.tenant_id = 1 and r.request_key = 'r1' \gset
set role shop_app;
select tolsel.set_channel_active(channel_of('Bank'), true), tolsel.void_refund(:r1, 'failed') \g /dev/null
select refuses($$select tolsel.refund_payment(payment_of('p1'), 15, null, channel_of('Bank'), 'too much',
            p_request_key => 'r1')$$, 'UB032', 'refund [0-9]+, which is void: failed',
    'M18: a void refund looks like money that went back');
reset role;
set role shop_app;
select tolsel.open_channel('box', 'cash', p_is_guarded => true) \g /dev/null
select tolsel.record_payment(customer_of('bob'), 4, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'four') \g /dev/null
select refuses($$select tolsel.refund_payment(payment_of('four'), 4, 'cash', channel_of('box'), 'x')$$, 'UL005',
    'short by 4', 'M17 out of an empty drawer that is guarded');
set role shop_app;
select refuses($$select tolsel.refund_payment(topped_up(), 1, null, channel_of('Till'), 'x')$$, 'UB140', 'is a top.up',
    'what is a wallet''s');
select * from finish();
