-- A payment that was recorded wrong is voided and recorded right, in one step, and pays what it paid.
\ir shop.sql
select plan(44);
set role shop_app;
select bill('ann', 100, 'i1'), bill('ann', 50, 'i2') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 60, 'cash', channel_of('Till'),
    array[invoice_of('i2'), invoice_of('i1')], array[20, 40], p_paid_on => '2025-03-13', p_metadata => '{"a": 1}',
    p_request_key => 'p1') \g /dev/null
-- An older invoice comes to light, which the wrong payment did not pay.
select bill('ann', 500, 'older', '2025-03-01') \g /dev/null
select is(
    (select concat_ws(' ', p.status, p.amount::numeric, p.method, p.channel_id = channel_of('Bank'), p.paid_on,
            p.corrects_payment_id = payment_of('p1'), p.metadata, p.unapplied_amount)
     from tolsel.correct_payment(payment_of('p1'), 'it was a card', p_method => 'cheque',
         p_channel_id => channel_of('Bank'), p_request_key => 'c1') p),
    'completed 60.00 cheque t 2025-03-13 t {"a": 1} 0.00', 'only the method and the channel were wrong');
select is(paid_by(payment_of('c1')) || ' / ' || payment(payment_of('p1')),
    'i2 20, i1 40 / void: allocated 0 refunded 0 left 0', 'the right one pays exactly what the wrong one paid');
select is(invoice('i1') || ' / ' || invoice('i2') || ' / ' || invoice('older'),
    'partial: paid 40 open 60 payments 1 in part 1 / partial: paid 20 open 30 payments 1 in part 1 / open: paid 0 '
    'open 500 payments 0 in part 0', 'and no other invoice');
select is(owed('ann') || ' ' || held_in('Till') || ' ' || held_in('Bank') || ' ' || figures('ann'),
    '590 0 60 payments 1 total 60 average 60.00 last 2025-03-13', 'the money is where it should be');
-- A1 A2
select is((tolsel.correct_payment(payment_of('p1'), 'it was a card', p_method => 'cheque',
            p_channel_id => channel_of('Bank'), p_request_key => 'c1')).payment_id, payment_of('c1'),
    'the same request answers with its payment');
select refuses($$select tolsel.correct_payment(payment_of('p1'), 'it was stolen', p_method => 'cheque',
            p_channel_id => channel_of('Bank'), p_request_key => 'c1')$$, 'UC024', 'c1',
    'another reason under the key');
select refuses($$select tolsel.correct_payment(payment_of('p1'), 'it was a card', p_amount => 61, p_method => 'cheque',
            p_channel_id => channel_of('Bank'), p_request_key => 'c1')$$, 'UC024', 'c1',
    'another amount under the key');
select refuses($$select tolsel.correct_payment(payment_of('p1'), 'it was a card', p_request_key => 'c2')$$, 'UB007',
    'is void', 'it is corrected once');
-- Less: the first invoices it paid keep theirs.
select is(paid_by((tolsel.correct_payment(payment_of('c1'), 'typo', 25, p_request_key => 'c2')).payment_id),
    'i2 20, i1 5', 'a lower amount pays as far as it goes');
select is(owed('ann') || ' ' || held_in('Bank'), '625 25', 'the rest is owed again');
-- More: the invoices it was for.
select tolsel.record_payment(customer_of('bob'), 0.10, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_paid_on => '2025-03-13', p_request_key => 'b1') \g /dev/null
select bill('bob', 5, 'bob'), tolsel.apply_credit(customer_of('bob')) \g /dev/null
select is(paid_by((tolsel.correct_payment(payment_of('b1'), 'typo', p_paid_on => '2025-03-14',
                p_request_key => 'b2')).payment_id), 'bob 0.1', 'what was credit and was applied stays applied');
select is(figures('bob'), 'payments 1 total 0.1 average 0.10 last 2025-03-14', 'on the right day');
select tolsel.record_payment(customer_of('karim'), 1, 'cash', channel_of('Dinar'), '{}', p_surplus => 'keep',
    p_request_key => 'k1') \g /dev/null
select tolsel.issue_invoice(customer_of('yuki'), '[{"amount": 100, "account_code": "sales-jpy"}]',
    p_request_key => 'y1', p_due_on => '2025-03-20'),
    tolsel.issue_invoice(customer_of('yuki'), '[{"amount": 50, "account_code": "sales-jpy"}]', p_request_key => 'y2',
        p_due_on => '2025-03-21') \g /dev/null
select tolsel.record_payment(customer_of('yuki'), 12, 'cash', channel_of('Yen'), p_request_key => 'yp') \g /dev/null
select is(payment((tolsel.correct_payment(payment_of('yp'), 'a digit was missing', 120,
                p_request_key => 'yc')).payment_id) || ' ' || paid_by(payment_of('yc')),
    'completed: allocated 120 refunded 0 left 0 y1 100, y2 20', 'a higher amount pays on, as it would have');
select is(payment((tolsel.correct_payment(payment_of('yc'), 'and another', 1200, p_request_key => 'yd')).payment_id),
    'completed: allocated 150 refunded 0 left 1050', 'and the rest is credit');
select is(payment((tolsel.correct_payment(payment_of('k1'), 'less', 0.999, p_request_key => 'k2')).payment_id) || ' '
    || owed('karim'), 'completed: allocated 0 refunded 0 left 0.999 -0.999', 'credit stays credit');
-- Refusals.
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', 0.9999)$$, 'UC010', '4 decimals',
    'a tenth of a fils');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', 0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', 1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', -1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select tolsel.correct_payment(payment_of('k2'), ' ')$$, 'UC016', 'reason', 'a blank reason');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', p_request_key => ' ')$$, 'UC012', '1 char',
    'a blank key');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', p_paid_on => 'infinity')$$, 'UC014', 'infinity',
    'a day that never comes');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', p_paid_on => '2025-03-16')$$, 'UH004',
    '2025-03-16', 'tomorrow');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', p_channel_id => channel_of('Shut'))$$, 'UH002',
    'Shut', 'a channel that is not active');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', p_channel_id => channel_of('Till'))$$, 'UL004',
    'EUR', 'a channel in another currency');
select refuses($$select tolsel.correct_payment(payment_of('k2'), 'x', p_method => 'shells')$$, 'UH003', 'shells',
    'a method that is not active');
select tolsel.adjust_customer_ledger(customer_of('bob'), -25, 'goodwill', p_request_key => 'cn') \g /dev/null
select refuses($$select tolsel.correct_payment(payment_of('cn'), 'x')$$, 'UB003', 'credit note',
    'a credit note is voided instead');
select tolsel.record_payment(customer_of('bob'), 7, 'stripe', channel_of('Bank'), '{}', p_surplus => 'keep',
    p_provider_reference => 'ch_1', p_request_key => 's1'),
    tolsel.record_payment(customer_of('bob'), 7, 'paypal', channel_of('Bank'), '{}', p_surplus => 'keep',
        p_provider_reference => 'ch_1', p_request_key => 's2') \g /dev/null
select refuses($$select tolsel.correct_payment(payment_of('s1'), 'x', p_method => 'paypal')$$, 'UB026', 'ch_1',
    'its reference is another payment''s by that method');
select is((tolsel.correct_payment(payment_of('s1'), 'x', 8, p_request_key => 's3')).provider_reference, 'ch_1',
    'else the right one has it');
select tolsel.refund_payment(payment_of('s3'), 1, null, channel_of('Bank'), 'x') \g /dev/null
select refuses($$select tolsel.correct_payment(payment_of('s3'), 'x')$$, 'UB011', 'is refunded',
    'a payment of which something is refunded');
select tolsel.close_day(channel_of('Bank'), '2025-03-15') \g /dev/null
select refuses($$select tolsel.correct_payment(payment_of('s2'), 'x', p_paid_on => '2025-03-15')$$, 'UL007',
    '2025-03-15', 'a closed day is not rewritten');
select is((tolsel.correct_payment(payment_of('s2'), 'x', 8)).paid_on::date, date '2025-03-16',
    'what was wrong on it is put right on the next one');
select tolsel.record_payment(customer_of('bob'), 3, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_paid_on => '2025-03-14', p_request_key => 'd1') \g /dev/null
select is((tolsel.correct_payment(payment_of('d1'), 'not the till', p_channel_id => channel_of('Bank'))).paid_on::date,
    date '2025-03-16', 'where the right channel is closed on the day, on the next one there');
select tolsel.close_day(channel_of('Till'), '2025-03-15') \g /dev/null
select tolsel.record_payment(customer_of('bob'), 3, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'd2') \g /dev/null
set role shop_admin;
select tolsel.reopen_day(channel_of('Till'), '2025-03-15', 'too early') \g /dev/null
set role shop_app;
select is((tolsel.correct_payment(payment_of('d2'), 'x', 4, p_request_key => 'd3')).paid_on::date, date '2025-03-15',
    'a payment that counts for tomorrow is put right today, where today was reopened');
reset role;
select results_eq(
    $$select e.effective_on::date from tolsel_billing.payment p
      join tolsel_ledger.entry e on e.tenant_id = p.tenant_id and e.journal_id = p.void_journal_id
      where p.tenant_id = 1 and p.request_key = 'd2'$$,
    array[date '2025-03-16', '2025-03-16'], 'and voided on its own day');
set role shop_app;
select tolsel.record_payment(customer_of('ann'), 999999999999000, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'rich') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 1, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'poor') \g /dev/null
select refuses($$select tolsel.correct_payment(payment_of('poor'), 'x', 999999999999000)$$, 'UL010', 'balance',
    'more than a balance may be');
select refuses_alike('select tolsel.correct_payment(%s, ''x'')', twin_of('payment'), '987654', 'UB003',
    'another tenant''s payment');
select refuses_alike('select tolsel.correct_payment(payment_of(''poor''), ''x'', p_channel_id => %s)',
    twin_of('channel'), '987654', 'UH001', 'another tenant''s channel');
select refuses($$select tolsel.correct_payment(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
-- M18: a repeat of a request whose payment was voided says so.
reset role;
set role shop_app;
select tolsel.record_payment(customer_of('bob'), 25, 'cheque', channel_of('Bank'), '{}', p_surplus => 'keep',
    p_request_key => 'm2'),
    tolsel.correct_payment(payment_of('m2'), 'less', 24, p_request_key => 'm3'),
    tolsel.void_payment(payment_of('m3'), 'bounced') \g /dev/null
select refuses($$select tolsel.correct_payment(payment_of('m2'), 'less', 24, p_request_key => 'm3')$$, 'UB032',
    'which is void: bounced', 'M18: a correction that was voided');
-- What was taken back as a whole is not paid with nothing.
select bill('bob', 4, 'back') \g /dev/null
select tolsel.record_payment(customer_of('bob'), 4, 'cash', channel_of('Till'), array[invoice_of('back')],
    p_request_key => 'r1') \g /dev/null
select tolsel.reverse_allocation(allocation_of('r1', 'back'), 4) \g /dev/null
select is(payment((tolsel.correct_payment(payment_of('r1'), 'typo', 3)).payment_id),
    'completed: allocated 0 refunded 0 left 3', 'an invoice that it does not pay any more is not named');
set role shop_app;
select refuses($$select tolsel.correct_payment(topped_up(), 'x')$$, 'UB140', 'is a top.up', 'what is a wallet''s');
-- M17: what did not come in as most payments do.
reset role;
set role shop_app;
select tolsel.record_cheque(customer_of('bob'), 5, channel_of('Till'), p_invoice_ids => '{}', p_surplus => 'keep',
    p_request_key => 'a cheque') \g /dev/null
select refuses($$select tolsel.correct_payment(payment_of('a cheque'), 'x', p_amount => 4)$$, 'UB114', 'is a cheque',
    'M17 a cheque is taken anew');
select * from finish();
