-- S74: a customer's credit pays its invoices, the oldest money first, the oldest invoice first.
\ir shop.sql
select plan(14);
set role shop_app;
select is(tolsel.apply_credit(customer_of('ann')), 0::numeric, 'where there is nothing, nothing is applied');
select tolsel.record_payment(customer_of('ann'), 30, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'p1'),
    tolsel.record_payment(customer_of('ann'), 40, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
        p_request_key => 'p2'),
    tolsel.adjust_customer_ledger(customer_of('ann'), -50, 'goodwill', p_request_key => 'cn') \g /dev/null
select is(tolsel.apply_credit(customer_of('ann')), 0::numeric, 'nor where nothing is open');
select bill('ann', 60, 'i1', p_due_on => '2025-03-20'), bill('ann', 35, 'i2', p_due_on => '2025-03-12'),
    bill('ann', 100, 'i3', p_due_on => '2025-03-30'), bill('bob', 70, 'bob') \g /dev/null
select tolsel.adjust_customer_ledger(customer_of('ann'), 15, 'late fee', p_adjusted_on => '2025-03-11',
    p_request_key => 'dn') \g /dev/null
select is(tolsel.apply_credit(customer_of('ann'), invoice_of('i2')), 35::numeric, 'to one invoice');
select is(invoice('i2') || ' / ' || paid_by(payment_of('p1')) || ' / ' || paid_by(payment_of('p2')),
    'paid: paid 35 open 0 payments 2 in part 2 / i2 30 / i2 5', 'the oldest payment goes first, and to no other');
select is(tolsel.apply_credit(customer_of('ann')), 85::numeric, 'to all of them');
select is(invoice('i1') || ' / ' || invoice('i3') || ' / ' || payment(payment_of('cn')),
    'paid: paid 20 open 0 payments 1 in part 1 / partial: paid 0 open 90 payments 0 in part 0 / completed: allocated '
    '50 refunded 0 left 0', 'what was due first, and credit notes are spent too');
select is(owed('ann') || ' ' || figures('ann'), '90 payments 2 total 70 average 35.00 last 2025-03-15',
    'and what is owed altogether stays');
select is(tolsel.apply_credit(customer_of('ann')), 0::numeric, 'then there is nothing left');
-- More credit than is open.
select tolsel.record_payment(customer_of('bob'), 100, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'bob') \g /dev/null
select is(tolsel.apply_credit(customer_of('bob')), 70::numeric, 'no more than is open');
select refuses($$select tolsel.apply_credit(customer_of('bob'), invoice_of('bob'))$$, 'UB004', 'is paid',
    'a paid invoice');
select refuses($$select tolsel.apply_credit(customer_of('bob'), invoice_of('i3'))$$, 'UB002', 'Invoice',
    'another customer''s invoice');
select refuses_alike('select tolsel.apply_credit(%s)', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses_alike('select tolsel.apply_credit(customer_of(''bob''), %s)', twin_of('invoice'), '987654', 'UB002',
    'another tenant''s invoice');
select refuses($$select tolsel.apply_credit(customer_of('bob'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
