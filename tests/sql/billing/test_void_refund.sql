-- M9: a refund that was none is taken back, and its payment is as free as before.
\ir shop.sql
create function tap.refund_of(p_key text) returns bigint language sql set role = none
    return (select r.refund_id from tolsel_billing.refund r where r.tenant_id = 1 and r.request_key = p_key);
select plan(27);
set role shop_app;
select bill('ann', 100, 'i1', '2025-03-01'), bill('ann', 50, 'i2', '2025-03-02'),
    bill('ann', 30, 'i3', '2025-03-03') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 200, 'card', channel_of('Bank'), p_surplus => 'keep',
    p_paid_on => '2025-03-14', p_request_key => 'p1') \g /dev/null
select tolsel.refund_payment(payment_of('p1'), 90, null, channel_of('Bank'), 'broken',
    p_request_key => 'r1') \g /dev/null
select is(paid_by(payment_of('p1')) || ' / ' || owed('ann') || ' / ' || held_in('Bank'),
    'i1 100, i2 50, i3 30, i3 -30, i2 -40 / 70 / 110', 'a refund takes the credit and two invoices');
select is(
    (select concat_ws(' ', r.voided_at, r.void_reason, r.void_journal_id is not null, r.amount::numeric)
        from tolsel.void_refund(refund_of('r1'), 'card is gone') r),
    '2025-03-15 11:00:00+00 card is gone t 90.00', 'it is voided');
select is(paid_by(payment_of('p1')), 'i1 100, i2 50, i3 30, i3 -30, i2 -40, i2 40, i3 30',
    'what it took back is paid again, newest last');
select is(invoice('i2') || ' / ' || invoice('i3') || ' / ' || payment(payment_of('p1')),
    'paid: paid 50 open 0 payments 1 in part 0 / paid: paid 30 open 0 payments 1 in part 0 / completed: allocated 180 '
    'refunded 0 left 20', 'and all is as it was');
select is(owed('ann') || ' ' || held_in('Bank') || ' ' || figures('ann'),
    '-20 200 payments 1 total 200 average 200.00 last 2025-03-14', 'in the books, too');
select is((tolsel.void_refund(refund_of('r1'), 'card is gone')).refund_id || ' ' || held_in('Bank'),
    refund_of('r1') || ' 200', 'A1: a second call voids nothing');
select refuses($$select tolsel.void_refund(refund_of('r1'), 'other')$$, 'UH012', 'card is gone',
    'nor for another reason');
reset role;
select is((select string_agg(concat_ws(' ', e.topic, e.payload ->> 'amount', e.payload ->> 'reason'), ', '
            order by e.event_id) from tolsel_core.event e
        where e.document = 'payment' and e.document_id = payment_of('p1')),
    'payment.completed 200.00, payment.refunded 90.00, refund.voided 90.00 card is gone', 'it is told');
set role shop_app;
select is((select concat_ws(' ', t.payment_count, t.refund_count, trim_scale(t.refunded_amount), t.void_count,
            trim_scale(t.net_amount)) from tolsel.list_method_totals('2025-03-15') t), '0 1 0 0 0',
    'the day has a refund that gave nothing back');
-- What was paid otherwise meanwhile is credit; what was voided, too.
select tolsel.refund_payment(payment_of('p1'), 110, null, channel_of('Bank'), 'broken',
    p_request_key => 'r2') \g /dev/null
select is(paid_by(payment_of('p1')),
    'i1 100, i2 50, i3 30, i3 -30, i2 -40, i2 40, i3 30, i3 -30, i2 -40, i2 -10, i1 -10', 'a larger refund');
select tolsel.record_payment(customer_of('ann'), 45, 'cash', channel_of('Till'), array[invoice_of('i2')], array[45],
    p_request_key => 'p2'), tolsel.void_invoice(invoice_of('i3'), 'mistake') \g /dev/null
select tolsel.void_refund(refund_of('r2'), 'failed') \g /dev/null
select is(invoice('i1') || ' / ' || invoice('i2') || ' / ' || invoice('i3'),
    'paid: paid 100 open 0 payments 1 in part 0 / paid: paid 50 open 0 payments 2 in part 2 / void: paid 0 open 30 '
    'payments 0 in part 0', 'what is open still is paid');
select is(payment(payment_of('p1')) || ' ' || owed('ann'), 'completed: allocated 105 refunded 0 left 95 -95',
    'the rest is credit');
-- As free as before.
select is((tolsel.refund_payment(payment_of('p1'), 200, null, channel_of('Bank'), 'all',
            p_request_key => 'r3')).amount::numeric, 200::numeric, 'all of it is refunded anew');
select refuses($$select tolsel.void_payment(payment_of('p1'), 'charged back')$$, 'UB011', '200',
    'what is refunded is not voided');
select tolsel.void_refund(refund_of('r3'), 'failed') \g /dev/null
select is((tolsel.void_payment(payment_of('p1'), 'charged back')).status, 'void', 'but is when the refund is void');
-- A day, a closed channel, and what is not there.
select tolsel.adjust_customer_ledger(customer_of('bob'), -25, 'goodwill', p_request_key => 'cn') \g /dev/null
select tolsel.refund_credit_note(payment_of('cn'), 25, 'cash', channel_of('Till'), 'paid out',
    p_request_key => 'r4') \g /dev/null
select refuses($$select tolsel.void_refund(refund_of('r4'), 'x', '2025-03-14')$$, 'UH020', '2025-03-14',
    'a void before the refund');
select refuses($$select tolsel.void_refund(refund_of('r4'), 'x', '2025-03-16')$$, 'UH004', '2025-03-16', 'tomorrow');
select refuses($$select tolsel.void_refund(refund_of('r4'), 'x', 'infinity')$$, 'UC014', 'infinity',
    'a day that never comes');
select refuses($$select tolsel.void_refund(refund_of('r4'), ' ')$$, 'UC016', 'reason', 'no reason');
select tolsel.set_channel_active(channel_of('Till'), false) \g /dev/null
select is((tolsel.void_refund(refund_of('r4'), 'not handed out', '2025-03-15')).voided_at is not null, true,
    'a refund of a credit note, out of a channel that is closed since');
select is(payment(payment_of('cn')) || ' ' || owed('bob'), 'completed: allocated 0 refunded 0 left 25 -25',
    'is credit again');
set role shop_app;
select tolsel.record_payment(customer_of('bob'), 10, 'cash', channel_of('Bank'), '{}', p_surplus => 'keep',
    p_request_key => 'p5'),
    tolsel.refund_payment(payment_of('p5'), 10, null, channel_of('Bank'), 'x', p_request_key => 'r5'),
    tolsel.close_day(channel_of('Bank'), '2025-03-15') \g /dev/null
select refuses($$select tolsel.void_refund(refund_of('r5'), 'x', '2025-03-15')$$, 'UL007', '2025-03-15',
    'a closed day');
select tolsel.record_payment(customer_of('karim'), 999999999999990, 'cash', channel_of('Dinar'), '{}',
    p_surplus => 'keep', p_request_key => 'p6'),
    tolsel.refund_payment(payment_of('p6'), 10, null, channel_of('Dinar'), 'x', p_request_key => 'r6'),
    tolsel.record_payment(customer_of('karim'), 19, 'cash', channel_of('Dinar'), '{}', p_surplus => 'keep') \g /dev/null
select refuses($$select tolsel.void_refund(refund_of('r6'), 'x')$$, 'UL010', 'balance', 'more than a balance may be');
select refuses($$select tolsel.void_refund(null, 'x')$$, 'UB033', 'null', 'no refund');
set role twin_app;
select tolsel.refund_payment(twin_of('payment')::bigint, 1, 'cash', twin_of('channel')::bigint, 'twin') \g /dev/null
set role shop_app;
reset role;
select max(r.refund_id) as twin from tolsel_billing.refund r where r.tenant_id = 2 \gset
set role shop_app;
select refuses_alike('select tolsel.void_refund(%s, ''x'')', :'twin', '987654', 'UB033', 'another tenant''s refund');
select refuses($$select tolsel.void_refund(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
select refuses($$update tolsel_billing.refund set amount = 1$$, 'UC015', 'amount', 'the figures of a refund stay');
select * from finish();
-- UB140 payment_is_top_up: the test of tolsel.refund_top_up provokes it.
