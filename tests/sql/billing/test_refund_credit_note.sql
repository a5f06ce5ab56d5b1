-- M6 M11: a credit note is paid out, and a refund of a payment knows what is credited.
\ir shop.sql
select plan(36);
set role shop_app;
select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 25}]', 'goodwill', p_request_key => 'c1') \g /dev/null
select is((select concat_ws(' ', r.method, r.amount::numeric)
        from tolsel.refund_credit_note(payment_of('c1'), 10, null, channel_of('Till'), 'paid out',
            p_request_key => 'r1') r), 'cash 10.00', 'in cash unless a method is named');
select is((tolsel.refund_credit_note(payment_of('c1'), 10.0, null, channel_of('Till'), 'paid out',
            p_request_key => 'r1')).amount::numeric || ' ' || owed('bob'), '10.00 -15', 'once');
select refuses($$select tolsel.refund_credit_note(payment_of('c1'), 11, null, channel_of('Till'), 'paid out',
            p_request_key => 'r1')$$, 'UC024', 'amount', 'another amount under the key');
select refuses($$select tolsel.refund_credit_note(payment_of('c1'), 15.01, null, channel_of('Till'), 'x')$$, 'UB009',
    'credit note \d+ 10(\.00)? of 25(\.00)? is refunded; 15.01 more is 0.01 too much', 'a cent more than is left');
select is(payment(payment_of('c1')) || ' ' || figures('bob'),
    'completed: allocated 0 refunded 10 left 15 payments 0 total 0 average - last -', 'and is no payment');
reset role;
select results_eq($$select payment_id, credit_note_id, amount::numeric from tolsel.refund where tenant_id = 1$$,
    $$values (null::bigint, payment_of('c1'), 10.0)$$, 'tolsel.refund says of what');
set role shop_app;
reset role;
select is((select string_agg(e.topic, ', ' order by e.event_id) from tolsel_core.event e
        where e.document = 'credit_note' and e.document_id = payment_of('c1')),
    'credit_note.issued, credit_note.refunded', 'it is told');
set role shop_app;
-- A paid invoice of 100, goods for 30 back: a credit note, and the money back to the card.
select bill('ann', 100, 'i1', '2025-03-01', '2025-03-01'),
    tolsel.record_payment(customer_of('ann'), 100, 'card', channel_of('Bank'), p_paid_on => '2025-03-10',
    p_request_key => 'p1'),
    tolsel.adjust_customer_ledger(customer_of('ann'), -30, 'goods returned', p_request_key => 'c2'),
    tolsel.refund_payment(payment_of('p1'), 30, 'card', channel_of('Bank'), 'goods returned',
        p_request_key => 'r2') \g /dev/null
select is(invoice('i1') || ' ' || owed('ann') || ' ' || payment(payment_of('c2')) || ' ' || payment(payment_of('p1')),
    'paid: paid 70 open 0 payments 1 in part 1 0 completed: allocated 30 refunded 0 left 0 completed: allocated 70 '
    'refunded 30 left 0', 'nothing is owed where nothing is');
reset role;
select is((select concat_ws(' ', c.balance, trim_scale(c.credit_amount), trim_scale(c.overdue_amount), c.days_overdue)
        from tolsel.customer c where c.customer_id = customer_of('ann')), '0.00 0 0 0', 'or overdue, or credit');
set role shop_app;
select is((select count(*) from tolsel.list_aging(customer_of('ann'))), 0::bigint, 'in aging, too');
-- What is refunded beyond it is owed again, and no credit note pays more than was taken back.
select tolsel.adjust_customer_ledger(customer_of('ann'), -50, 'goodwill', p_request_key => 'c3'),
    tolsel.refund_payment(payment_of('p1'), 10, 'card', channel_of('Bank'), 'x', p_request_key => 'r3') \g /dev/null
select is(invoice('i1') || ' ' || payment(payment_of('c3')),
    'paid: paid 60 open 0 payments 1 in part 1 completed: allocated 10 refunded 0 left 40',
    'only what was taken back is paid by it');
reset role;
select r.refund_id as r3 from tolsel.refund r where r.request_key = 'r3' \gset
set role shop_app;
select tolsel.void_refund(:r3, 'failed') \g /dev/null
select is(invoice('i1') || ' ' || payment(payment_of('p1')) || ' ' || owed('ann'),
    'paid: paid 60 open 0 payments 1 in part 1 completed: allocated 60 refunded 30 left 10 -50',
    'M9 a refund that was none leaves the money as credit');
set role shop_app;
-- What it pays is owed again, where more is refunded than is left.
select bill('bob', 15, 'i2'), tolsel.apply_credit_note(payment_of('c1'), invoice_of('i2')) \g /dev/null
select is((tolsel.refund_credit_note(payment_of('c1'), 5, 'cash', channel_of('Till'), 'x',
            '2025-03-15')).amount::numeric || ' ' || invoice('i2') || ' ' || owed('bob'),
    '5.00 partial: paid 0 open 5 payments 0 in part 0 5', 'what it pays is taken back');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Till'), 'x', '2025-03-14')$$,
    'UB028', '2025-03-14', 'before it was issued');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 0, 'cash', channel_of('Till'), 'x')$$, 'UC009', '0',
    'nothing');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Till'), ' ')$$, 'UC016',
    'reason', 'no reason');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Till'), 'x',
            p_metadata => '[]')$$, 'UC013', 'array', 'metadata that is no object');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'shells', channel_of('Till'), 'x')$$, 'UH003',
    'shells', 'a method that is off');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 'NaN', 'cash', channel_of('Till'), 'x')$$, 'UC008',
    'NaN', 'no number');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 0.001, 'cash', channel_of('Till'), 'x')$$, 'UC010',
    '3 decimals', 'a tenth of a cent');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1e15, 'cash', channel_of('Till'), 'x')$$, 'UC011',
    '16 digits', 'too much');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), -1, 'cash', channel_of('Till'), 'x')$$, 'UC025',
    '-1', 'less than nothing');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Till'), 'x',
            p_request_key => '')$$, 'UC012', '0 char', 'an empty key');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Till'), 'x',
            p_refunded_on => 'infinity')$$, 'UC014', 'infinity', 'a day that never comes');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Till'), 'x',
            p_refunded_on => '2025-03-16')$$, 'UH004', '2025-03-16', 'tomorrow');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', null, 'x')$$, 'UH001', 'null',
    'no channel');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Shut'), 'x')$$, 'UH002',
    'Shut', 'a channel that is not active');
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Yen'), 'x')$$, 'UL004',
    'JPY', 'a channel in another currency');
select tolsel.close_day(channel_of('Bank'), '2025-03-15') \g /dev/null
select refuses($$select tolsel.refund_credit_note(payment_of('c3'), 1, 'cash', channel_of('Bank'), 'x',
            p_refunded_on => '2025-03-15')$$, 'UL007', '2025-03-15', 'a closed day');
select refuses($$select tolsel.refund_credit_note(payment_of('p1'), 1, 'cash', channel_of('Till'), 'x')$$, 'UB061',
    'is a payment', 'a payment');
select refuses($$select tolsel.refund_payment(payment_of('c3'), 1, 'cash', channel_of('Till'), 'x')$$, 'UB003',
    'is a credit note', 'and the other way round');
select refuses($$select tolsel.void_credit_note(payment_of('c1'), 'x')$$, 'UB011', 'credit note \d+ 15(\.00)? of 25',
    'what is refunded is not voided');
select tolsel.issue_credit_note(customer_of('karim'), '[{"amount": 5}]', 'x', p_request_key => 'five'),
    tolsel.issue_invoice(customer_of('karim'), '[{"amount": 999999999999999}]'),
    tolsel.issue_invoice(customer_of('karim'), '[{"amount": 5}]') \g /dev/null
select refuses($$select tolsel.refund_credit_note(payment_of('five'), 5, 'cash', channel_of('Dinar'), 'x')$$, 'UL010',
    'balance', 'more than a balance may be');
select tolsel.issue_credit_note(customer_of('ann'), '[{"amount": 5}]', 'x', p_request_key => 'gone') \g /dev/null
select r.refund_id as back from tolsel.refund_credit_note(payment_of('gone'), 5, 'cash', channel_of('Till'), 'x',
    p_request_key => 'back') r \gset
select tolsel.void_refund(:back, 'not handed out'), tolsel.void_credit_note(payment_of('gone'), 'x') \g /dev/null
select refuses($$select tolsel.refund_credit_note(payment_of('gone'), 5, 'cash', channel_of('Till'), 'x',
            p_request_key => 'back')$$, 'UB032', 'refund \d+, which is void: not handed out',
    'M18 a refund that was voided');
select refuses($$select tolsel.refund_credit_note(payment_of('gone'), 5, 'cash', channel_of('Till'), 'x')$$, 'UB007',
    'credit note \d+ is void', 'a void one');
select refuses($$select tolsel.refund_credit_note(1, 1, 'cash', 1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
