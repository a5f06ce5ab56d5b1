-- M16: a customer that is not active gets no invoices, and pays what it owes.
\ir shop.sql
select plan(12);
set role shop_app;
select bill('ann', 10, 'i1'), tolsel.draft_invoice(customer_of('ann'), '[{"amount": 5}]',
    p_request_key => 'd1') \g /dev/null
select is((tolsel.set_customer_active(customer_of('ann'), false)).is_active, false, 'it is deactivated');
select refuses($$select bill('ann', 10, 'i2')$$, 'UB064', 'Ann', 'no invoice');
select refuses($$select tolsel.issue_draft(invoice_of('d1'))$$, 'UB064', 'Ann', 'no draft is issued');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), 1, 'fee')$$, 'UB064', 'Ann', 'no debit note');
select is((tolsel.record_payment(customer_of('ann'), 4, 'cash', channel_of('Till'))).status::text || ' ' || owed('ann'),
    'completed 6', 'it pays');
select is((tolsel.adjust_customer_ledger(customer_of('ann'), -6, 'bad debt',
            p_invoice_id => invoice_of('i1'))).journal_id is not null, true, 'and is written off');
select is((tolsel.set_customer_active(customer_of('ann'), true)).is_active, true, 'it is active again');
select is((bill('ann', 3, 'i3')).status::text, 'open', 'and gets invoices');
select is((tolsel.set_customer_active(customer_of('ann'), null)).is_active, false, 'null is no');
select refuses_alike('select tolsel.set_customer_active(%s, false)', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses($$select tolsel.set_customer_active(1, false, 2)$$, 'UC002', 'tenant 2', 'another tenant');
select tolsel.open_customer('Carl', 'carl'), tolsel.open_customer('Dora', 'dora') \g /dev/null
select tolsel.merge_customers(customer_of('carl'), customer_of('dora'), 'the same') \g /dev/null
select refuses($$select tolsel.set_customer_active(customer_of('carl'), true)$$, 'UB118', 'merged into',
    'M16 nor one that was merged into another');
select * from finish();
