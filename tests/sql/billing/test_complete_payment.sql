-- S31 S33: what a provider has taken is booked once, whenever the answer comes.
\ir shop.sql
select plan(54);
set role shop_app;
select bill('ann', 100, 'i1', '2025-03-01'), bill('ann', 50, 'i2', '2025-03-02') \g /dev/null
select tolsel.open_payment(customer_of('ann'), 100, 'stripe', channel_of('Bank'), p_request_key => 'o1') \g /dev/null
reset role;
select tolsel.set_clock('2025-03-15 12:00:02.5+01') \g /dev/null
set role shop_app;
select is(
    (select concat_ws(' ', p.status, p.paid_on, p.provider_reference, p.processing_ms between 2500 and 60000,
            p.completed_at, p.journal_id is not null)
     from tolsel.complete_payment(payment_of('o1'), 'ch_1') p),
    'completed 2025-03-15 ch_1 t 2025-03-15 11:00:02.5+00 t', 'an open payment is completed');
select is(trail(payment_of('o1')) || ' / ' || paid_by(payment_of('o1')) || ' / ' || owed('ann') || ' / '
    || held_in('Bank') || ' / ' || figures('ann'),
    '1 initiated, 1 completed / i1 100 / 50 / 100 / payments 1 total 100 average 100.00 last 2025-03-15',
    'booked and allocated');
select is((tolsel.complete_payment(payment_of('o1'), 'ch_1')).payment_id || ' ' || held_in('Bank'),
    payment_of('o1') || ' 100', 'A1: a second call books nothing');
select is((tolsel.complete_payment(payment_of('o1'))).provider_reference, 'ch_1', 'nor does one without the reference');
select refuses($$select tolsel.complete_payment(payment_of('o1'), 'ch_2')$$, 'UB063',
    'completed under ''ch_1''; ''ch_2'' is another charge', 'M18 another reference is a second charge');
select refuses($$select tolsel.complete_payment(payment_of('o1'), 'ch_1', '2025-03-14')$$, 'UB020', 'is completed',
    'another day, too');
select refuses($$select tolsel.fail_payment(payment_of('o1'), 'declined')$$, 'UB020', 'is completed',
    'what is completed does not fail');
-- The invoice was paid or voided meanwhile: the money is there, so it is credit.
select tolsel.open_payment(customer_of('ann'), 50, 'stripe', channel_of('Bank'), array[invoice_of('i2')], array[50],
    p_request_key => 'o2') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 30, 'cash', channel_of('Till'), array[invoice_of('i2')]) \g /dev/null
select is(payment((tolsel.complete_payment(payment_of('o2'), 'ch_2')).payment_id),
    'completed: allocated 20 refunded 0 left 30', 'what cannot be allocated any more is credit');
select is(invoice('i2') || ' ' || owed('ann'), 'paid: paid 50 open 0 payments 2 in part 2 -30',
    'and the invoice is paid once');
select bill('ann', 10, 'i3') \g /dev/null
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), array[invoice_of('i3')],
    p_request_key => 'o3') \g /dev/null
select tolsel.void_invoice(invoice_of('i3'), 'mistake') \g /dev/null
select is(payment((tolsel.complete_payment(payment_of('o3'), 'ch_3')).payment_id),
    'completed: allocated 0 refunded 0 left 10', 'a void invoice is not paid');
-- Late answers.
select tolsel.open_payment(customer_of('ann'), 7, 'stripe', channel_of('Bank'), '{}', p_request_key => 'o4'),
    tolsel.open_payment(customer_of('ann'), 8, 'stripe', channel_of('Bank'), '{}', p_request_key => 'o5') \g /dev/null
select tolsel.fail_payment(payment_of('o4'), 'declined', '51'), tolsel.mark_unknown_payments('2025-03-16') \g /dev/null
select is((tolsel.complete_payment(payment_of('o4'), 'ch_4')).retry_count || ' ' || trail(payment_of('o4')),
    '1 1 initiated, 1 failed 51, 2 initiated, 2 completed', 'an answer after a failure is an attempt of its own');
select is((tolsel.complete_payment(payment_of('o5'), 'ch_5')).failure_reason is null, true,
    'after an unknown end as well');
select is(trail(payment_of('o5')), '1 initiated, 1 unknown, 2 initiated, 2 completed', 'which its trail shows');
select is((tolsel.complete_payment(payment_of('o5'), 'ch_5')).payment_id || ' ' || trail(payment_of('o5')),
    payment_of('o5') || ' 1 initiated, 1 unknown, 2 initiated, 2 completed', 'and once more, nothing happens');
select tolsel.void_payment(payment_of('o5'), 'charged back') \g /dev/null
select refuses($$select tolsel.complete_payment(payment_of('o5'), 'ch_5')$$, 'UB020', 'is void',
    'a void payment is not completed again');
-- Refusals.
select tolsel.open_payment(customer_of('ann'), 9, 'stripe', channel_of('Bank'), '{}',
    p_request_key => 'o6') \g /dev/null
select refuses($$select tolsel.complete_payment(payment_of('o6'), 'ch_4')$$, 'UB026', 'ch_4',
    'I11: a reference of another payment');
select refuses($$select tolsel.complete_payment(payment_of('o6'), ' ')$$, 'UC016', 'provider reference',
    'a blank reference');
select refuses($$select tolsel.complete_payment(payment_of('o6'), p_paid_on => 'infinity')$$, 'UC014', 'infinity',
    'a day that never comes');
select refuses($$select tolsel.complete_payment(payment_of('o6'), p_paid_on => '2025-03-16')$$, 'UH004', '2025-03-16',
    'tomorrow');
select tolsel.close_day(channel_of('Bank'), '2025-03-13') \g /dev/null
select refuses($$select tolsel.complete_payment(payment_of('o6'), p_paid_on => '2025-03-13')$$, 'UL007', '2025-03-13',
    'a closed day');
-- The provider has the money, whatever was switched off here since it was asked.
select tolsel.set_channel_active(channel_of('Bank'), false) \g /dev/null
set role shop_admin;
select tolsel.set_payment_method('stripe', 'Stripe', 'card', p_is_active => false) \g /dev/null
set role shop_app;
select is((tolsel.complete_payment(payment_of('o6'), p_paid_on => '2025-03-14')).paid_on::date, '2025-03-14'::date,
    'on the day the provider says');
set role shop_admin;
select tolsel.set_channel_active(channel_of('Bank'), true),
    tolsel.set_payment_method('stripe', 'Stripe', 'card') \g /dev/null
set role shop_app;
select tolsel.open_payment(customer_of('yuki'), 9, 'stripe', p_request_key => 'o7') \g /dev/null
select is((tolsel.complete_payment(payment_of('o7'))).status, 'completed', 'undeposited yen');
select tolsel.record_payment(customer_of('bob'), 999999999999000, 'cash', channel_of('Till'), '{}',
    p_surplus => 'keep') \g /dev/null
select tolsel.open_payment(customer_of('bob'), 1000, 'stripe', channel_of('Bank'), p_request_key => 'o8') \g /dev/null
select refuses($$select tolsel.complete_payment(payment_of('o8'))$$, 'UL010', 'balance', 'more than a balance may be');
select tolsel.record_payment(customer_of('ann'), 3, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'cash') \g /dev/null
select refuses($$select tolsel.complete_payment(payment_of('cash'))$$, 'UB020', 'no provider decides it',
    'a payment without a provider');
-- A test clock that went back makes no time negative.
reset role;
select tolsel.set_clock('2025-03-14 12:00+01') \g /dev/null
set role shop_app;
select tolsel.open_payment(customer_of('ann'), 9, 'stripe', channel_of('Bank'), '{}',
    p_request_key => 'o9') \g /dev/null
reset role;
select tolsel.set_clock('2025-03-14 11:00+01') \g /dev/null
set role shop_app;
select is((tolsel.complete_payment(payment_of('o9'), 'ch_9')).processing_ms, 0::bigint, 'no time is negative');
select refuses_alike('select tolsel.complete_payment(%s)', twin_of('payment'), '987654', 'UB003',
    'another tenant''s payment');
select refuses($$select tolsel.complete_payment(null)$$, 'UB003', 'null', 'no payment');
select refuses($$select tolsel.complete_payment(1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
-- A payment that failed has lost its number to another one, and comes through under a new one.
reset role;
set role shop_app;
select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_invoice_ids => '{}', p_provider_reference => 'lost',
    p_request_key => 'lost'),
    tolsel.fail_payment(payment_of('lost'), 'declined'),
    tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_invoice_ids => '{}', p_provider_reference => 'lost',
        p_request_key => 'taker') \g /dev/null
select refuses($$select tolsel.complete_payment(payment_of('lost'))$$, 'UB026', 'lost',
    'a number that another payment has by now');
select is((tolsel.complete_payment(payment_of('lost'), 'found')).status, 'completed', 'but not under a new one');
-- M1: an answer belongs to an attempt.
select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_invoice_ids => '{}', p_provider_reference => 'pi_1',
    p_request_key => 'm1'),
    tolsel.fail_payment(payment_of('m1'), 'declined'), tolsel.retry_payment(payment_of('m1'), 'pi_2') \g /dev/null
select is((tolsel.complete_payment(payment_of('m1'), p_attempt_no => 1)).status || ' ' || trail(payment_of('m1')),
    'open 1 initiated, 1 failed, 2 initiated', 'M1: attempt 1 had failed');
select is((tolsel.complete_payment(payment_of('m1'), 'pi_1')).status, 'open', 'M1: it is known by its reference');
reset role;
select is((select string_agg(e.payload::text, ' ' order by e.event_id) from tolsel_core.event e
        where e.topic = 'payment.contradicted' and e.document_id = payment_of('m1')),
    (select format(
            '{"ended_as": "failed", "attempt_no": 1, "customer_id": %s} {"ended_as": "failed", "attempt_no": 1, '
            '"customer_id": %s, "provider_reference": "pi_1"}', customer_of('ann'), customer_of('ann'))),
    'M1: as money may have come, it is told');
set role shop_app;
select is((tolsel.complete_payment(payment_of('m1'), 'pi_2')).status || ' ' || trail(payment_of('m1')),
    'completed 1 initiated, 1 failed, 2 initiated, 2 completed', 'M1: attempt 2 goes through');
select is((tolsel.complete_payment(payment_of('m1'), 'pi_1', p_attempt_no => 1)).provider_reference, 'pi_2',
    'M1: and stays so when attempt 1 is heard of once more');
select tolsel.open_payment(customer_of('ann'), 1, 'stripe', p_invoice_ids => '{}', p_provider_reference => 'same',
    p_request_key => 'm2'),
    tolsel.fail_payment(payment_of('m2'), 'declined'), tolsel.retry_payment(payment_of('m2')) \g /dev/null
select is((tolsel.complete_payment(payment_of('m2'), 'same')).status, 'completed',
    'M1: a provider that keeps one reference for all attempts has the money');
select refuses($$select tolsel.complete_payment(payment_of('m2'), 'other', p_attempt_no => 0)$$, 'UB030', '0 is none',
    'M1: an attempt that was not made');
-- M2: what is not open any more is kept as credit, and told.
select bill('bob', 100, 'm3') \g /dev/null
select tolsel.open_payment(customer_of('bob'), 120, 'stripe', p_invoice_ids => array[invoice_of('m3')],
    p_request_key => 'm3'),
    tolsel.record_payment(customer_of('bob'), 70, 'cash', channel_of('Till'), array[invoice_of('m3')]) \g /dev/null
select is(payment((tolsel.complete_payment(payment_of('m3'))).payment_id), 'completed: allocated 30 refunded 0 left 90',
    'M2: of 100 that was open 30 is left');
reset role;
select is((select string_agg(e.document_id || ' ' || (e.payload ->> 'amount'), ', ') from tolsel_core.event e
        where e.topic = 'payment.kept_as_credit' and e.document_id in (payment_of('m2'), payment_of('m3'))),
    payment_of('m3') || ' 70.00', 'M2: 70 was to pay an invoice and is credit');
set role shop_app;
-- M18: what was captured, by the provider's own number, and a second number beside the first.
reset role;
set role shop_app;
select bill('bob', 80, 'cap'), bill('bob', 20, 'cap2') \g /dev/null
select tolsel.open_payment(customer_of('bob'), 100, 'stripe',
    p_invoice_ids => array[invoice_of('cap'), invoice_of('cap2')], p_invoice_amounts => array[80, 20],
    p_provider_reference => 'pi_cap', p_request_key => 'cap') \g /dev/null
select is((select concat_ws(' ', p.payment_id = payment_of('cap'), p.amount::numeric, p.asked_amount::numeric,
            p.provider_reference, p.second_reference) from tolsel.complete_payment(null, 'pi_cap', p_amount => 90) p),
    't 90.00 100.00 pi_cap', 'M18 the payment is found by its reference, and has what was captured');
select is(paid_by(payment_of('cap')), 'cap 80, cap2 10', 'M18 and pays as much');
select is((tolsel.complete_payment(null, 'pi_cap', p_amount => 90.00)).payment_id, payment_of('cap'), 'M18 once');
select is((tolsel.open_payment(customer_of('bob'), 100, 'stripe',
            p_invoice_ids => array[invoice_of('cap'), invoice_of('cap2')], p_invoice_amounts => array[80, 20],
            p_provider_reference => 'pi_cap', p_request_key => 'cap')).status::text, 'completed',
    'M18 the request that asked for more is repeated as it was');
select tolsel.open_payment(customer_of('bob'), 5, 'stripe', p_invoice_ids => '{}', p_provider_reference => 'pi_two',
    p_request_key => 'two') \g /dev/null
select is((select concat_ws(' ', p.provider_reference, p.second_reference, p.amount::numeric)
        from tolsel.complete_payment(payment_of('two'), 'ch_two', p_amount => 7) p), 'pi_two ch_two 7.00',
    'M18 a second reference stands beside the first, and more than was asked for is money, too');
select is((tolsel.complete_payment(null, 'ch_two')).payment_id || ' '
    || (tolsel.complete_payment(null, 'pi_two')).payment_id, payment_of('two') || ' ' || payment_of('two'),
    'M18 either finds it');
select refuses($$select tolsel.complete_payment(payment_of('two'), 'ch_three')$$, 'UB063',
    'of 7(\.00)? is completed under ''pi_two'' and ''ch_two''; ''ch_three''', 'M18 a third is another charge');
select tolsel.open_payment(customer_of('bob'), 5, 'stripe', p_invoice_ids => '{}',
    p_request_key => 'three') \g /dev/null
select refuses($$select tolsel.complete_payment(payment_of('three'), 'ch_two')$$, 'UB026', 'ch_two',
    'M18 a second reference is one payment''s, too');
select refuses($$select tolsel.complete_payment(null, 'nobody')$$, 'UB003', '''nobody'' is that of 0 payments',
    'M18 a reference that nobody has');
select refuses(format('select tolsel.complete_payment(payment_of(''three''), p_amount => %s)', a), c, d, 'M18 ' || d)
    from (values ('''NaN''', 'UC008', 'NaN'), ('0', 'UC009', '0'), ('0.001', 'UC010', '3 decimals'),
    ('1e15', 'UC011', '16 digits'), ('-1', 'UC025', '-1')) v(a, c, d);
set role shop_app;
select refuses($$select tolsel.complete_payment(topped_up())$$, 'UB140', 'is a top.up', 'what is a wallet''s');
select * from finish();
