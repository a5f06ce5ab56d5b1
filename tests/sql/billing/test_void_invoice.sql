-- I9: an invoice of which nothing is paid is voided; its number stays used.
\ir shop.sql
select plan(21);
set role shop_app;
select bill('ann', 100, 'i1'), bill('ann', 50, 'i2') \g /dev/null
select is(
    (select concat_ws(' ', i.status, i.void_reason, i.voided_at, i.void_journal_id is not null, i.number)
        from tolsel.void_invoice(invoice_of('i1'), 'wrong customer') i),
    'void wrong customer 2025-03-15 11:00:00+00 t 1', 'an invoice is voided');
select is(owed('ann') || ' ' || balance('4000'), '50 -50', 'its journal is reversed');
select is((tolsel.void_invoice(invoice_of('i1'), 'wrong customer')).status || ' ' || owed('ann'), 'void 50',
    'A1: with the same reason it answers with the void invoice');
select refuses($$select tolsel.void_invoice(invoice_of('i1'), 'typo')$$, 'UH012', 'voided at .*: wrong customer',
    'another reason is another void');
select refuses($$select tolsel.record_payment(customer_of('ann'), 60, 'cash', channel_of('Till'))$$, 'UB006',
    '50(\.00)? is open', 'nobody pays it any more');
select tolsel.record_payment(customer_of('ann'), 0.01, 'cash', channel_of('Till'), p_request_key => 'p1') \g /dev/null
select refuses($$select tolsel.void_invoice(invoice_of('i2'), 'x')$$, 'UB012', '0.01 of 50', 'a cent is paid');
select tolsel.reverse_allocation(allocation_of('p1', 'i2')) \g /dev/null
select is((tolsel.void_invoice(invoice_of('i2'), 'x', '2025-03-10')).status || ' ' || owed('ann'), 'void -0.01',
    'after its reversal it can be voided, on its own day');
select tolsel.draft_invoice(customer_of('ann'), '[{"amount": 5}]', p_request_key => 'd1') \g /dev/null
select is((select concat_ws(' ', i.status, i.void_journal_id, i.number)
        from tolsel.void_invoice(invoice_of('d1'), 'not wanted') i), 'void', 'a draft is voided without a journal');
select bill('ann', 5, 'i3', '2025-03-12') \g /dev/null
select refuses($$select tolsel.void_invoice(invoice_of('i3'), 'x', '2025-03-11')$$, 'UH020',
    '2025-03-11, the document 2025-03-12', 'before it was issued');
select refuses($$select tolsel.void_invoice(invoice_of('i3'), 'x', '2025-03-16')$$, 'UH004', '2025-03-16', 'tomorrow');
select refuses($$select tolsel.void_invoice(invoice_of('i3'), 'x', 'infinity')$$, 'UC014', 'infinity',
    'a day that never comes');
select refuses($$select tolsel.void_invoice(invoice_of('i3'), ' ')$$, 'UC016', 'reason', 'a blank reason');
select refuses($$select tolsel.void_invoice(invoice_of('i3'), repeat('x', 1001))$$, 'UC016', '1001', 'a long one');
set role shop_admin;
select tolsel.close_period('2025-03-13', 'early march') \g /dev/null
set role shop_app;
select refuses($$select tolsel.void_invoice(invoice_of('i3'), 'x', '2025-03-13')$$, 'UL007', '2025-03-13',
    'on a closed day');
select lives_ok($$select tolsel.void_invoice(invoice_of('i3'), repeat('x', 1000))$$, 'after it');
-- Debit notes are invoices; what a line has put on a guarded account must still be there.
select tolsel.adjust_customer_ledger(customer_of('bob'), 15, 'late fee', p_request_key => 'dn') \g /dev/null
select is((tolsel.void_invoice(invoice_of('dn'), 'goodwill')).status || ' ' || owed('bob'), 'void 0',
    'a debit note is voided');
select tolsel.open_account('voucher', 'Voucher', 'liability', p_credit_limit => 0) \g /dev/null
select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 10, "account_code": "voucher"}]',
    p_request_key => 'v') \g /dev/null
select tolsel.post_journal(
    '[{"account_code": "voucher", "amount": 4}, {"account_code": "4000", "amount": -4}]') \g /dev/null
select refuses($$select tolsel.void_invoice(invoice_of('v'), 'x')$$, 'UL005', 'short by 4', 'a voucher that was spent');
select tolsel.open_customer('Rich', 'rich') \g /dev/null
select tolsel.record_payment(customer_of('rich'), 999999999999999, 'wire', channel_of('Bank'),
    p_surplus => 'keep') \g /dev/null
select bill('rich', 10, 'rich', '2025-03-15'),
    tolsel.record_payment(customer_of('rich'), 10, 'cash', channel_of('Till'), '{}', p_surplus => 'keep') \g /dev/null
select refuses($$select tolsel.void_invoice(invoice_of('rich'), 'x')$$, 'UL010', 'balance',
    'more credit than a balance may be');
select refuses_alike('select tolsel.void_invoice(%s, ''x'')', twin_of('invoice'), '987654', 'UB002',
    'another tenant''s invoice');
select refuses($$select tolsel.void_invoice(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select refuses(format('select tolsel.void_invoice(%s, ''x'')', indebted('debt')), 'UB141', 'wallet:',
    'the debt of a wallet');
select * from finish();
