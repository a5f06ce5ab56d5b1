-- A customer with a little of everything, for the tests of guards and of breaches.
set role shop_app;
\o /dev/null
select bill('ann', 100, 'i1', '2025-03-01'), bill('ann', 50, 'i2', '2025-03-02'),
    bill('ann', 30, 'voided', '2025-03-03');
select tolsel.void_invoice(invoice_of('voided'), 'wrong');
select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 5}, {"amount": 4}]', p_request_key => 'draft');
select tolsel.issue_invoice(customer_of('ann'), '[{"amount": 7}, {"amount": 3}]', p_request_key => 'lines');
select tolsel.record_payment(customer_of('ann'), 40, 'cash', channel_of('Till'), p_paid_on => '2025-03-12',
    p_request_key => 'p1');
select tolsel.record_payment(customer_of('ann'), 150, 'cash', channel_of('Bank'), p_surplus => 'keep',
    p_paid_on => '2025-03-13', p_request_key => 'p2');
select tolsel.reverse_allocation(allocation_of('p2', 'i2'), 20);
select tolsel.refund_payment(payment_of('p2'), 35, null, channel_of('Bank'), 'broken');
select tolsel.record_payment(customer_of('ann'), 5, 'cheque', channel_of('Bank'), p_surplus => 'keep',
    p_request_key => 'bounced');
select tolsel.void_payment(payment_of('bounced'), 'bounced');
select tolsel.attempt_payment(customer_of('ann'), 5000, 'cash', channel_of('Till'), p_request_key => 'failed');
select tolsel.retry_payment(payment_of('failed'));
select tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), '{}', p_request_key => 'open'),
    tolsel.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), '{}', p_request_key => 'late');
select tolsel.fail_payment(payment_of('late'), 'declined'), tolsel.complete_payment(payment_of('late'), 'ch_1');
select tolsel.adjust_customer_ledger(customer_of('ann'), -3, 'goodwill', p_request_key => 'cn'),
    tolsel.adjust_customer_ledger(customer_of('ann'), 2, 'fee', p_request_key => 'dn');
select tolsel.open_channel('Hand', 'other'), tolsel.set_cash_rounding(0.05);
select tolsel.record_cheque(customer_of('ann'), 5, channel_of('Hand'), p_surplus => 'keep', p_request_key => 'cheque'),
    tolsel.record_payment(customer_of('ann'), 0.97, 'cash', channel_of('Till'), p_surplus => 'keep',
        p_received_amount => 0.95, p_request_key => 'rounded'),
    tolsel.record_suspense(channel_of('Bank'), 9, 'cash', p_request_key => 'whose');
select tolsel.bank_cheque(payment_of('cheque'), channel_of('Bank')),
    tolsel.assign_suspense(s.suspense_id, customer_of('ann'), 4, p_request_key => 'hers')
from tolsel.record_suspense(channel_of('Bank'), 9, 'cash', p_request_key => 'whose') s;
reset role;
\o
