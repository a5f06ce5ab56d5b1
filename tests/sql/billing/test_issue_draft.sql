-- A draft is numbered and booked when it is issued. # S24 I12
\ir shop.sql
select plan(21);
set role shop_app;
select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 100}]', p_request_key => 'd1'),
    tolsel.draft_invoice(customer_of('ann'), '[{"amount": 50}]', true, p_request_key => 'd2') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 20, 'cash', channel_of('Till'), p_surplus => 'keep',
    p_request_key => 'p1') \g /dev/null
select is(
    (select concat_ws(' ', i.number, i.status, i.issued_on, i.due_on, i.balance_amount)
        from tolsel.issue_draft(invoice_of('d2'), '2025-03-31') i),
    '1 partial 2025-03-15 2025-03-31 30.00',
    'the first to be issued gets the first number, and uses the credit where the draft says so');
select is(
    (select concat_ws(' ', i.number, i.status, i.issued_on, i.due_on)
        from tolsel.issue_draft(invoice_of('d1'), p_issued_on => '2025-03-14') i),
    '2 open 2025-03-14 2025-03-14', 'the next one the next; it is due at once unless a day is named');
select is(owed('ann') || ' ' || paid_by(payment_of('p1')), '130 d2 20', 'both are booked');
select is((tolsel.issue_draft(invoice_of('d1'))).number, (tolsel.issue_draft(invoice_of('d1'))).number,
    'M18: it is issued once, and a second call answers with it');
select refuses($$select tolsel.issue_draft(invoice_of('d1'), '2025-12-31')$$, 'UB027', 'is open',
    'but with another due date it is another request');
select tolsel.change_invoice(invoice_of('d2'), 'asked for time', '2025-04-30') \g /dev/null
select is((tolsel.issue_draft(invoice_of('d2'), '2025-03-31')).due_on::date, '2025-04-30'::date,
    'M18 repeated after its due date was changed it answers with the invoice');
select refuses($$select tolsel.issue_draft(invoice_of('d2'), '2025-04-30')$$, 'UB027', 'is partial',
    'M18 and not as if it had been asked for the new one');
select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 30}]', p_request_key => 'd3') \g /dev/null
select refuses($$select tolsel.issue_draft(invoice_of('d3'), '2025-03-14')$$, 'UB017', 'due on 2025-03-14',
    'due before it is issued');
select refuses($$select tolsel.issue_draft(invoice_of('d3'), 'infinity')$$, 'UC014', 'infinity', 'never due');
select refuses($$select tolsel.issue_draft(invoice_of('d3'), p_issued_on => 'infinity')$$, 'UC014', 'infinity',
    'never issued');
select refuses($$select tolsel.issue_draft(invoice_of('d3'), p_issued_on => '2025-03-16')$$, 'UH004', '2025-03-16',
    'tomorrow');
set role shop_admin;
select tolsel.close_period('2025-02-28', 'february') \g /dev/null
set role shop_app;
select refuses($$select tolsel.issue_draft(invoice_of('d3'), p_issued_on => '2025-02-28')$$, 'UL007', '2025-02-28',
    'a closed period');
select tolsel.set_owed_limit(customer_of('ann'), 159.99) \g /dev/null
select refuses($$select tolsel.issue_draft(invoice_of('d3'))$$, 'UB013', '0.01 too much',
    'a cent more than may be owed');
select tolsel.set_owed_limit(customer_of('ann'), 160) \g /dev/null
select is((tolsel.issue_draft(invoice_of('d3'))).number, 3::bigint, 'what may be owed; no number was lost');
select tolsel.draft_invoice(customer_of('bob'), '[{"amount": 1}]', p_request_key => 'd4'),
    tolsel.void_invoice(invoice_of('d4'), 'not wanted') \g /dev/null
select refuses($$select tolsel.issue_draft(invoice_of('d4'))$$, 'UB027', 'is void', 'a draft that was voided');
select tolsel.open_account('voucher', 'Voucher', 'liability', p_credit_limit => 0) \g /dev/null
select tolsel.draft_invoice(customer_of('bob'), '[{"amount": 9}, {"amount": -5, "account_code": "voucher"}]',
    p_request_key => 'd5') \g /dev/null
select refuses($$select tolsel.issue_draft(invoice_of('d5'))$$, 'UL005', 'short by 5',
    'an account of a line that has not enough');
select tolsel.draft_invoice(customer_of('bob'), '[{"amount": 999999999999999}]', p_request_key => 'd6'),
    bill('bob', 1, 'i1') \g /dev/null
select refuses($$select tolsel.issue_draft(invoice_of('d6'))$$, 'UL010', 'balance', 'more than a balance may be');
set role twin_app;
select tolsel.draft_invoice(twin_of('customer')::bigint, '[{"amount": 1}]') \g /dev/null
set role shop_app;
select refuses_alike('select tolsel.issue_draft(%s)', twin_of('draft'), '987654', 'UB002', 'another tenant''s draft');
select refuses($$select tolsel.issue_draft(null)$$, 'UB002', 'null', 'no draft');
select refuses($$select tolsel.issue_draft(1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
set role shop_app;
select d.invoice_id as late_id from tolsel.draft_invoice(customer_of('bob'), '[{"amount": 3}]') d \gset
select tolsel.set_customer_active(customer_of('bob'), false) \g /dev/null
select refuses(format('select tolsel.issue_draft(%s)', :late_id), 'UB064', 'Bob', 'M16 one that is not active');
select * from finish();
