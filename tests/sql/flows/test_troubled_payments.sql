-- Four troubles of a shop: a bounced cheque, an overpayment, a late provider, a return. # S31 S32 S33 S73
\ir ../billing/shop.sql
select plan(14);
set role shop_app;
-- A cheque for two invoices is deposited and bounces two days later; a fee is charged for it.
select bill('ann', 80, 'a1', '2025-03-01', '2025-03-10'), bill('ann', 40, 'a2', '2025-03-02', '2025-03-11') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 120, 'cheque', channel_of('Bank'), p_paid_on => '2025-03-12',
    p_request_key => 'cheque') \g /dev/null
select is(invoice('a1') || ' / ' || invoice('a2') || ' / ' || held_in('Bank'),
    'paid: paid 80 open 0 payments 1 in part 0 / paid: paid 40 open 0 payments 1 in part 0 / 120',
    'the cheque pays both');
select tolsel.void_payment(payment_of('cheque'), 'bounced', '2025-03-14'),
    tolsel.adjust_customer_ledger(customer_of('ann'), 15, 'fee for a bounced cheque', account_of('shop'),
    p_request_key => 'fee') \g /dev/null
select is(invoice('a1') || ' / ' || invoice('a2') || ' / ' || held_in('Bank') || ' / ' || owed('ann'),
    'open: paid 0 open 80 payments 0 in part 0 / open: paid 0 open 40 payments 0 in part 0 / 0 / 135',
    'it bounces: both are owed, with the fee');
select is(tolsel.get_balance_at(account_of('channel:' || channel_of('Bank')), '2025-03-13'), 120::numeric,
    'the bank''s book of the 13th still has it');
select tolsel.record_payment(customer_of('ann'), 135, 'cash', channel_of('Till'), p_request_key => 'cash') \g /dev/null
select is(paid_by(payment_of('cash')) || ' / ' || owed('ann') || ' / ' || figures('ann'),
    'a1 80, a2 40, fee 15 / 0 / payments 1 total 135 average 135.00 last 2025-03-15', 'paid in cash');

-- An overpayment is kept and used for the next two invoices.
select bill('bob', 60, 'b1') \g /dev/null
select refuses($$select tolsel.record_payment(customer_of('bob'), 100, 'cash', channel_of('Till'))$$, 'UB006',
    '40(\.00)? is too much', 'S26 nobody keeps money unasked');
select tolsel.record_payment(customer_of('bob'), 100, 'cash', channel_of('Till'), p_surplus => 'keep',
    p_request_key => 'over') \g /dev/null
select is(payment(payment_of('over')) || ' ' || owed('bob'), 'completed: allocated 60 refunded 0 left 40 -40',
    'the rest is credit');
select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 25}]', p_uses_credit => true, p_request_key => 'b2'),
    bill('bob', 30, 'b3') \g /dev/null
select is(tolsel.apply_credit(customer_of('bob')), 15::numeric, 'used at once and on demand');
select is(invoice('b2') || ' / ' || invoice('b3') || ' / ' || owed('bob'),
    'paid: paid 25 open 0 payments 1 in part 0 / partial: paid 15 open 15 payments 1 in part 1 / 15',
    'it pays one and a half');

-- A provider answers after the attempt was given up, and after the customer has paid in cash.
select bill('ann', 200, 'a3') \g /dev/null
select tolsel.open_payment(customer_of('ann'), 200, 'stripe', channel_of('Bank'), array[invoice_of('a3')],
    p_request_key => 'stripe') \g /dev/null
reset role;
select tolsel.set_clock('2025-03-16 13:00+01') \g /dev/null
set role shop_app;
select is(tolsel.mark_unknown_payments(), 1, 'a day later nobody has answered');
select tolsel.record_payment(customer_of('ann'), 200, 'cash', channel_of('Till'), array[invoice_of('a3')]) \g /dev/null
select is(payment((tolsel.complete_payment(payment_of('stripe'), 'ch_9')).payment_id) || ' ' || owed('ann'),
    'completed: allocated 0 refunded 0 left 200 -200', 'the late answer is money all the same: credit');
select is(trail(payment_of('stripe')), '1 initiated, 1 unknown, 2 initiated, 2 completed', 'and the trail tells it');
select tolsel.refund_payment(payment_of('stripe'), 200, null, channel_of('Bank'), 'paid twice') \g /dev/null
select is(owed('ann') || ' ' || invoice('a3') || ' ' || held_in('Bank'),
    '0 paid: paid 200 open 0 payments 1 in part 0 0', 'it is sent back, and the invoice stays paid');

-- A return: a part refund opens the invoice again, and a credit note closes it.
select tolsel.refund_payment(payment_of('cash'), 20, null, channel_of('Till'), 'one lamp back',
    p_request_key => 'back') \g /dev/null
select is(paid_by(payment_of('cash')) || ' / ' || invoice('a2') || ' / ' || invoice('fee') || ' / ' || owed('ann'),
    'a1 80, a2 40, fee 15, fee -15, a2 -5 / partial: paid 35 open 5 payments 1 in part 1 / open: paid 0 open 15 '
        'payments 0 in part 0 / 20', 'the newest allocations go first');
select tolsel.adjust_customer_ledger(customer_of('ann'), -5, 'one lamp back', account_of('shop'), invoice_of('a2')),
    tolsel.adjust_customer_ledger(customer_of('ann'), -15, 'goodwill', p_invoice_id => invoice_of('fee')) \g /dev/null
select is(invoice('a2') || ' / ' || invoice('fee') || ' / ' || owed('ann'),
    'paid: paid 35 open 0 payments 1 in part 1 / credited: paid 0 open 0 payments 0 in part 0 / 0',
    'credit notes close both');
select * from finish();
