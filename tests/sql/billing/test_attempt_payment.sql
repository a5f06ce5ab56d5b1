-- S30 S31 S32 S33 S38 S83: a refused payment is kept as a failed one, with its trail; nothing of it is booked.
\ir shop.sql
select plan(40);
set role shop_app;
select bill('ann', 100, 'i1'), bill('bob', 70, 'bob') \g /dev/null
select is(
    (select concat_ws(' ', p.status, p.amount::numeric, p.journal_id is not null, p.retry_count,
            p.failure_reason is null, p.next_retry_at is null)
     from tolsel.attempt_payment(customer_of('ann'), 60, 'cash', channel_of('Till'), p_request_key => 'a1') p),
    'completed 60.00 t 0 t t', 'an attempt that succeeds is a payment');
select is(trail(payment_of('a1')) || ' / ' || invoice('i1'),
    '1 initiated, 1 completed / partial: paid 60 open 40 payments 1 in part 1', 'with its trail, and paid');
select is(
    (select concat_ws(' ', p.status, p.journal_id is null, p.retry_count, p.failure_reason, p.next_retry_at)
     from tolsel.attempt_payment(customer_of('ann'), 40.01, 'cash', channel_of('Till'), p_request_key => 'a2') p),
    'failed t 0 surplus_not_wanted: the payment is more than is open. Payment of 40.01: 40.00 is open of the invoices '
        'it is for, 0.01 is too much. 2025-03-15 11:01:00+00',
    'one that is refused has failed, says why, and when to try again');
select is(trail(payment_of('a2')), '1 initiated, 1 failed UB006', 'and its trail has the code');
select is(owed('ann') || ' ' || held_in('Till') || ' ' || figures('ann') || ' ' || invoice('i1'),
    '40 60 payments 1 total 60 average 60.00 last 2025-03-15 partial: paid 60 open 40 payments 1 in part 1',
    'and nothing is booked');
select changes_only(
    $$select tolsel.attempt_payment(customer_of('ann'), 40.01, 'cash', channel_of('Till'))$$,
    'billing.payment billing.payment_tracking core.event',
    'an attempt that fails leaves its payment, its trail and an event, and nothing of what it tried');
-- A1: whatever has become of it.
select changes_only(
    $$select tolsel.attempt_payment(customer_of('ann'), 40.01, 'cash', channel_of('Till'), p_request_key => 'a2')$$,
    '', 'a repeated attempt that has failed leaves nothing more');
select is(
    (select p.payment_id || ' ' || p.status from tolsel.attempt_payment(customer_of('ann'), 40.01, 'cash',
            channel_of('Till'), p_request_key => 'a2') p),
    payment_of('a2') || ' failed', 'the same request answers with its payment, and tries nothing');
select is(trail(payment_of('a2')), '1 initiated, 1 failed UB006', 'so that its trail stands');
-- A2
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 40, 'cash', channel_of('Till'),
            p_request_key => 'a2')$$, 'UC024', 'a2', 'another amount under the key');
select refuses($$select tolsel.open_payment(customer_of('ann'), 40.01, 'cash', channel_of('Till'),
            p_request_key => 'a2')$$, 'UC024', 'a2', 'another command under the key');
-- Every refusal of the books is kept.
select is(trail((tolsel.attempt_payment(customer_of('ann'), 5, 'cash', channel_of('Till'),
                array[invoice_of('bob')])).payment_id), '1 initiated, 1 failed UB002', 'another customer''s invoice');
select is(trail((tolsel.attempt_payment(customer_of('ann'), 50, 'cash', channel_of('Till'), array[invoice_of('i1')],
                array[50])).payment_id), '1 initiated, 1 failed UB005', 'more than is open');
select is(trail((tolsel.attempt_payment(customer_of('ann'), 5, 'cash', channel_of('Till'), array[invoice_of('i1')],
                array[6])).payment_id), '1 initiated, 1 failed UB019', 'amounts beyond the payment');
select is(trail((tolsel.attempt_payment(customer_of('ann'), 5, 'cash', channel_of('Till'),
                p_paid_on => '2025-03-16')).payment_id), '1 initiated, 1 failed UH004', 'tomorrow');
select is(trail((tolsel.attempt_payment(customer_of('yuki'), 5, 'cash', p_surplus => 'keep')).payment_id),
    '1 initiated, 1 completed', 'undeposited yen');
select tolsel.close_day(channel_of('Till'), '2025-03-14') \g /dev/null
select is(trail((tolsel.attempt_payment(customer_of('ann'), 5, 'cash', channel_of('Till'),
                p_paid_on => '2025-03-14')).payment_id), '1 initiated, 1 failed UL007', 'a closed day');
select tolsel.record_payment(customer_of('bob'), 999999999999999, 'cash', channel_of('Bank'), '{}',
    p_surplus => 'keep') \g /dev/null
select is(trail((tolsel.attempt_payment(customer_of('bob'), 1, 'cash', channel_of('Bank'), '{}',
                p_surplus => 'keep')).payment_id), '1 initiated, 1 failed UL010', 'more than a balance may be');
select tolsel.record_payment(customer_of('ann'), 40, 'cash', channel_of('Till')) \g /dev/null
select is(trail((tolsel.attempt_payment(customer_of('ann'), 5, 'cash', channel_of('Till'),
                array[invoice_of('i1')])).payment_id), '1 initiated, 1 failed UB004', 'a paid invoice');
select is(owed('ann') || ' ' || figures('ann'), '0 payments 2 total 100 average 50.00 last 2025-03-15',
    'and none of them was booked');
-- What cannot be written down is raised.
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 'NaN', 'cash')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), null, 'cash')$$, 'UC008', 'null', 'no amount');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 0, 'cash')$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 0.001, 'cash')$$, 'UC010', '3 decimals',
    'a tenth of a cent');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1e15, 'cash')$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), -1, 'cash')$$, 'UC025', '-1', 'less than nothing');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', p_request_key => '')$$, 'UC012', '0 char',
    'an empty key');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', p_metadata => 'null')$$, 'UC013', 'null',
    'metadata that is no object');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', p_paid_on => '-infinity')$$, 'UC014',
    'infinity', 'a day that never was');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', p_provider_reference => ' ')$$, 'UC016',
    'provider reference', 'a blank reference');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', p_surplus => 'x')$$, 'UB018', 'x',
    'an unknown wish for the surplus');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', p_invoice_ids => array[1, 1])$$, 'UB019',
    'Invoice 1 is named twice', 'an invoice named twice');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', channel_of('Shut'))$$, 'UH002', 'Shut',
    'a channel that is not active');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'shells')$$, 'UH003', 'shells',
    'a method that is not active');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', channel_of('Yen'))$$, 'UL004', 'JPY',
    'a channel in another currency');
select tolsel.record_payment(customer_of('ann'), 1, 'stripe', channel_of('Till'), '{}', p_surplus => 'keep',
    p_provider_reference => 'ch_1') \g /dev/null
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'stripe', channel_of('Bank'),
            p_provider_reference => 'ch_1')$$, 'UB026', 'ch_1', 'a reference of another payment');
-- A14
select refuses_alike('select tolsel.attempt_payment(%s, 1, ''cash'')', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses_alike('select tolsel.attempt_payment(customer_of(''ann''), 1, ''cash'', %s)', twin_of('channel'),
    '987654', 'UH001', 'another tenant''s channel');
select refuses($$select tolsel.attempt_payment(customer_of('ann'), 1, 'cash', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
set role shop_app;
select tolsel.void_payment(p.payment_id, 'bounced')
    from tolsel.attempt_payment(customer_of('yuki'), 3, 'cash', null, '{}', p_surplus => 'keep',
    p_request_key => 'undone') p \g /dev/null
select refuses($$select tolsel.attempt_payment(customer_of('yuki'), 3, 'cash', null, '{}', p_surplus => 'keep',
            p_request_key => 'undone')$$, 'UB032', 'payment \d+, which is void: bounced',
    'M18 a request whose payment was voided says so');
select * from finish();
