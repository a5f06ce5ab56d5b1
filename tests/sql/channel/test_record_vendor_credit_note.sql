-- M10: a vendor's credit note lowers what it is owed, under its number, line by line.
\ir vendors.sql
select plan(44);
select is(
    (select concat_ws(' ', c.kind, c.reference, c.amount, c.unapplied_amount, c.paid_on)
        from tolsel.record_vendor_credit_note(
        vendor('Roaster'), 'C-1', 36, account_of('6000'), p_credited_on => '2026-03-08', p_metadata => '{"a": 1}',
        p_lines => '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]', p_request_key => 'one') c),
    'credit_note C-1 36.00 36.00 2026-03-08', 'a credit note of two lines');
select is(owed('Roaster'), 4::numeric, 'less is owed');
select is(array[balance('6000'), balance('2200')], array[70, -6]::numeric[], 'each line is taken off its account');
select is((tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', p_expense_account_id => account_of('6000'),
            p_metadata => '{"a": 1}', p_lines => '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]',
            p_request_key => 'one')).vendor_payment_id, pay('one'), 'the same request answers with it');
select refuses(format($$select tolsel.record_vendor_credit_note(%s, p_request_key => 'one')$$, a), 'UC024',
    '''one'' belongs to payment', 'another content, ' || n)
from unnest(array[
    $$vendor('Importer'), 'C-1', null, account_of('6000'), null, null, '{"a": 1}',
        '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]'$$,
    $$vendor('Roaster'), 'C-2', null, account_of('6000'), null, null, '{"a": 1}',
        '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]'$$,
    $$vendor('Roaster'), 'C-1', 37, account_of('6000'), null, null, '{"a": 1}',
        '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]'$$,
    $$vendor('Roaster'), 'C-1', null, account_of('6900'), null, null, '{"a": 1}',
        '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]'$$,
    $$vendor('Roaster'), 'C-1', null, account_of('6000'), bill('B-1'), null, '{"a": 1}',
        '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]'$$,
    $$vendor('Roaster'), 'C-1', null, account_of('6000'), null, '2026-03-07', '{"a": 1}',
        '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]'$$,
    $$vendor('Roaster'), 'C-1', null, account_of('6000'), null, null, '{}',
        '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]'$$]) with ordinality c(a, n);
select is(
    (select concat_ws(' ', c.amount, c.allocated_amount, c.unapplied_amount)
        from tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-2', 130, account_of('6000'), bill('B-1'),
            p_request_key => 'two') c),
    '130.00 100.00 30.00', 'against a bill it pays what is open, and the rest is left');
select is(bill_state('B-1'), 'paid: paid 100.00 open 0.00', 'the bill is paid');
select is(told('vendor_payment'), 'vendor_payment.completed vendor_credit_note.recorded vendor_credit_note.recorded',
    'others are told');
select is(told('vendor_bill'), 'vendor_bill.recorded vendor_bill.paid', 'of the bill too');
select is(
    (select concat_ws(' ', c.amount, c.allocated_amount, c.unapplied_amount)
        from tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-3', 7, account_of('6000'), bill('B-1'),
            p_request_key => 'three') c),
    '7.00 0.00 7.00', 'M6 for goods of a paid bill that went back, all of it is left');
select is((tolsel.record_vendor_refund(pay('three'), 7, 'cash', channel('till'))).amount::numeric, 7::numeric,
    'and is refunded');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', 1, account_of('6000'))$$, 'UH067',
    'credit note C-1', 'a number twice');
select tolsel.void_vendor_payment(pay('one'), 'wrong') \g /dev/null
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', null, account_of('6000'),
            p_metadata => '{"a": 1}', p_lines => '[{"amount": "30"}, {"amount": "6", "account_code": "2200"}]',
            p_request_key => 'one')$$, 'UB032', 'which is void: wrong',
    'M18 a request whose credit note was voided says so');
select lives_ok($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', 1, account_of('6000'))$$,
    'a void one may come again');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 36, 'cash', channel('till'), p_request_key => 'one')$$,
    'UC024', 'kind', 'it is no payment');
reset role;
select is(concat_ws(' ', void_reason, voided_on), 'wrong 2026-03-10', 'it is voided on a day of its own')
    from tolsel_channel.vendor_payment where vendor_payment_id = pay('one');
select refuses($$update tolsel_channel.vendor_line set amount = 1$$, 'UC015', 'UPDATE', 'a line is never changed');
set role shop_app;
select refuses(format($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', %s, account_of('6000'))$$, a),
    c, d, c)
from (values ('''NaN''', 'UC008', 'NaN'), ('0', 'UC009', '0'), ('0.001', 'UC010', '3'), ('1e15', 'UC011', '16'),
    ('-1', 'UC025', '-1')) v(a, c, d);
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 1, account_of('6000'),
            p_request_key => ' ')$$, 'UC012', '1 char', 'a blank key');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 1, account_of('6000'),
            p_metadata => '[]')$$, 'UC013', 'array', 'metadata');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 1, account_of('6000'),
            p_credited_on => 'infinity')$$, 'UC014', 'infinity', 'a day that never comes');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), '', 1, account_of('6000'))$$, 'UC016',
    'credit_number', 'no number of its own');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 1, account_of('6000'),
            p_credited_on => '2026-03-11')$$, 'UH004', 'today is 2026-03-10', 'one of tomorrow');
select refuses($$select tolsel.record_vendor_credit_note(987654, 'C-9', 1, account_of('6000'))$$, 'UH007', '987654',
    'no vendor');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Importer'), 'C-9', 1,
            (tolsel.open_account('usd', 'x', 'expense', 'USD')).account_id, bill('B-1'))$$, 'UH008', 'bill',
    'another vendor''s bill');
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-2', 5, account_of('6000')) \g /dev/null
select tolsel.void_vendor_bill(bill('B-2'), 'wrong') \g /dev/null
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 1, account_of('6000'),
            bill('B-2'))$$, 'UH012', 'wrong', 'a void bill');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', p_lines => '[{}]')$$, 'UH060',
    'Line 1', 'a line that is none');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 3,
            p_lines => '[{"amount": 1, "account_code": "6000"}]')$$, 'UH061', '1.00; 3', 'another total');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 3)$$, 'UL003', 'null', 'no account');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Importer'), 'C-9', 3, account_of('6000'))$$, 'UL004',
    'EUR; USD', 'another currency');
select tolsel.open_account('budget', 'Budget', 'asset', p_credit_limit => 0) \g /dev/null
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 1, account_of('budget'))$$, 'UL005',
    'short by 1', 'an account that has not enough');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 3,
            account_of('channel:' || channel('till')))$$, 'UL006', 'channel', 'a managed account');
set role shop_admin;
select tolsel.close_period('2026-02-28', 'x') \g /dev/null
set role shop_app;
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 1, account_of('6000'),
            p_credited_on => '2026-02-28')$$, 'UL007', '2026-02-28', 'closed books');
select refuses($$select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 1, account_of('6000'),
            p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
