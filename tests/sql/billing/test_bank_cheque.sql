-- M17: a cheque is banked once, on its day or later.
\ir shop.sql
select plan(15);
set role shop_app;
select tolsel.open_channel('Cheques', 'other') \g /dev/null
select tolsel.record_cheque(customer_of('ann'), 100, channel_of('Cheques'), p_invoice_ids => '{}', p_surplus => 'keep',
        p_request_key => 'q1'),
    tolsel.record_payment(customer_of('ann'), 5, 'cheque', channel_of('Cheques'), '{}', p_surplus => 'keep',
        p_request_key => 'p1') \g /dev/null
select is((tolsel.bank_cheque(payment_of('q1'), channel_of('Bank'))).note, 'Cheque ' || payment_of('q1'),
    'a cheque is banked');
select is((tolsel.bank_cheque(payment_of('q1'), channel_of('Bank'), '2025-03-15')).amount::numeric, 100::numeric,
    'a second call answers with the first');
select is(held_in('Bank'), 100::numeric, 'and moves nothing');
select refuses($$select tolsel.bank_cheque(payment_of('q1'), channel_of('Till'))$$, 'UB113',
    'banked on 2025-03-15 in channel', 'elsewhere it is not');
select tolsel.void_channel_transfer((tolsel.bank_cheque(payment_of('q1'), channel_of('Bank'))).channel_transfer_id,
    'not taken') \g /dev/null
select is((tolsel.bank_cheque(payment_of('q1'), channel_of('Till'))).to_channel_id, channel_of('Till'),
    'what a bank did not take is banked elsewhere');
select is(held_in('Bank') || ' ' || held_in('Till') || ' ' || held_in('Cheques'), '0 100 5', 'where it is');
select refuses($$select tolsel.correct_payment(payment_of('q1'), 'x', p_amount => 9)$$, 'UB114', 'is a cheque',
    'a cheque is not corrected');
select tolsel.void_payment(payment_of('q1'), 'bounced') \g /dev/null
select refuses($$select tolsel.bank_cheque(payment_of('q1'), channel_of('Bank'))$$, 'UB007', 'is void',
    'one that bounced is not banked');
select refuses($$select tolsel.bank_cheque(payment_of('p1'), channel_of('Bank'))$$, 'UB112', 'is none',
    'a payment that is none');
select tolsel.record_cheque(customer_of('ann'), 2, channel_of('Cheques'), p_invoice_ids => '{}', p_surplus => 'keep',
    p_request_key => 'q2') \g /dev/null
select refuses($$select tolsel.bank_cheque(payment_of('q2'), channel_of('Bank'), '2025-03-16')$$, 'UH004',
    'today is 2025-03-15', 'tomorrow');
select refuses($$select tolsel.bank_cheque(payment_of('q2'), channel_of('Bank'), 'infinity')$$, 'UC014', 'infinity',
    'never');
select refuses($$select tolsel.bank_cheque(payment_of('q2'), null)$$, 'UH001', 'null', 'nowhere');
select refuses_alike('select tolsel.bank_cheque(%s, 1)', twin_of('payment'), '987654', 'UB003',
    'another tenant''s payment');
select refuses($$select tolsel.bank_cheque(1, 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
-- It is presented where the bank is: in a branch a day ahead, tomorrow's cheque is banked today. Verify agrees.
set role shop_admin;
select tolsel.open_channel('Far bank', 'bank', (tolsel.open_branch('Far', 'Pacific/Kiritimati')).branch_id) \g /dev/null
set role shop_app;
select tolsel.record_cheque(customer_of('ann'), 3, channel_of('Cheques'), p_present_on => '2025-03-16',
    p_invoice_ids => '{}', p_surplus => 'keep', p_request_key => 'q3') \g /dev/null
select is((select t.left_on || ' ' || t.arrived_on from tolsel.bank_cheque(payment_of('q3'), channel_of('Far bank')) t),
    '2025-03-15 2025-03-16', 'a cheque may be presented where its day has begun');
select * from finish();
