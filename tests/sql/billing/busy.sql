-- A customer with a little of everything, for the tests of guards and of breaches.
set role shop_app;
\o /dev/null
select bill('ann', 100, 'i1', '2025-03-01'), bill('ann', 50, 'i2', '2025-03-02'), bill('ann', 30, 'voided', '2025-03-03');
select bursar.void_invoice(invoice_of('voided'), 'wrong');
select bursar.draft_invoice(customer_of('ann'), '[{"amount": 5}, {"amount": 4}]', p_request_key => 'draft');
select bursar.issue_invoice(customer_of('ann'), '[{"amount": 7}, {"amount": 3}]', p_request_key => 'lines');
select bursar.record_payment(customer_of('ann'), 40, 'cash', channel_of('Till'), p_paid_on => '2025-03-12', p_request_key => 'p1');
select bursar.record_payment(customer_of('ann'), 150, 'cash', channel_of('Bank'), p_surplus => 'keep', p_paid_on => '2025-03-13', p_request_key => 'p2');
select bursar.reverse_allocation(allocation_of('p2', 'i2'), 20);
select bursar.refund_payment(payment_of('p2'), channel_of('Bank'), 35, 'broken');
select bursar.record_payment(customer_of('ann'), 5, 'cheque', channel_of('Bank'), p_surplus => 'keep', p_request_key => 'bounced');
select bursar.void_payment(payment_of('bounced'), 'bounced');
select bursar.attempt_payment(customer_of('ann'), 5000, 'cash', channel_of('Till'), p_request_key => 'failed');
select bursar.retry_payment(payment_of('failed'));
select bursar.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), '{}', p_request_key => 'open'),
    bursar.open_payment(customer_of('ann'), 10, 'stripe', channel_of('Bank'), '{}', p_request_key => 'late');
select bursar.fail_payment(payment_of('late'), 'declined'), bursar.complete_payment(payment_of('late'), 'ch_1');
select bursar.adjust_customer_ledger(customer_of('ann'), -3, 'goodwill', p_request_key => 'cn'), bursar.adjust_customer_ledger(customer_of('ann'), 2, 'fee', p_request_key => 'dn');
reset role;
\o
