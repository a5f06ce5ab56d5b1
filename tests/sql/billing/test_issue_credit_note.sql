-- M11: a credit note is a document: a number of a series without gaps, lines, an invoice that it credits.
\ir shop.sql
create function tap.note(p_key text) returns text language sql set role = none
    return (select concat_ws(' ', n.credit_note_number, n.status, trim_scale(n.total_amount::numeric),
            trim_scale(n.applied_amount::numeric), trim_scale(n.unapplied_amount))
        from tolsel.credit_note n where n.tenant_id = 1 and n.request_key = p_key);
select plan(47);
set role shop_app;
select bill('ann', 100, 'i1'), tolsel.issue_invoice(customer_of('ann'),
    '[{"amount": 100, "description": "Lamp"}, {"amount": 19, "account_code": "2200"}]', p_issued_on => '2025-03-10',
    p_request_key => 'i2') \g /dev/null
select is(
    (select concat_ws(' ', n.series, n.number, n.invoice_id = invoice_of('i2'), n.reference, n.reason)
        from tolsel.issue_credit_note(
        customer_of('ann'),
        '[{"amount": 50, "description": "Lamp", "quantity": 1}, {"amount": "9.5", "account_code": "2200"}]',
        'came back',
        invoice_of('i2'), p_reference => 'R-9', p_metadata => '{"a": 1}', p_request_key => 'c1') n),
    'CN 1 t R-9 came back', 'half of an invoice is credited');
select is(note('c1') || ' / ' || invoice('i2') || ' / ' || owed('ann'),
    'CN-1 used 59.5 59.5 0 / partial: paid 0 open 59.5 payments 0 in part 0 / 159.5',
    'it pays what is open of it, and is no payment');
select is(balance('2200') || ' ' || balance('4000') || ' ' || figures('ann'),
    '-9.5 -150 payments 0 total 0 average - last -', 'each account has its part back');
reset role;
select results_eq($$select line_no::integer, code, amount::numeric, quantity, description from tolsel.credit_note_line
        where tenant_id = 1 order by line_no$$,
    $$values (1, '4000', 50.0, 1.0, 'Lamp'), (2, '2200', 9.5, null, null)$$, 'its lines stand');
set role shop_app;
reset role;
select is((select trim_scale(i.credited_amount::numeric) from tolsel_billing.invoice i
        where i.invoice_id = invoice_of('i2')), 59.5, 'M7 the invoice says what was credited');
set role shop_app;
-- A1
select is((tolsel.issue_credit_note(customer_of('ann'),
            '[{"amount": 50.00, "description": "Lamp", "quantity": 1}, {"amount": 9.50, "account_code": "2200"}]',
            'came back',
    invoice_of('i2'), p_reference => 'R-9', p_metadata => '{"a": 1}', p_request_key => 'c1')).number, 1::bigint,
        'the same request answers with it');
select refuses(format($$select tolsel.issue_credit_note(customer_of(%L), %L, %L, invoice_of(%L), %L, %L, %L, %L,
                null, 'c1')$$,
    c, coalesce(l, '[{"amount": 50, "description": "Lamp", "quantity": 1}, {"amount": 9.5, "account_code": "2200"}]'),
    r, i, d, f, s, m), 'UC024', 'another ' || what || '\.', 'another ' || what)
from (values
    ('bob', null, 'came back', 'i2', null, 'R-9', 'CN', '{"a": 1}', 'customer_id'),
    ('ann', '[{"amount": 59.5}]', 'came back', 'i2', null, 'R-9', 'CN', '{"a": 1}', 'lines'),
    ('ann', null, 'came bak', 'i2', null, 'R-9', 'CN', '{"a": 1}', 'reason'),
    ('ann', null, 'came back', 'i1', null, 'R-9', 'CN', '{"a": 1}', 'invoice_id'),
    ('ann', null, 'came back', 'i2', '2025-03-14', 'R-9', 'CN', '{"a": 1}', 'issued_on'),
    ('ann', null, 'came back', 'i2', null, 'R-8', 'CN', '{"a": 1}', 'reference'),
    ('ann', null, 'came back', 'i2', null, 'R-9', 'CN-2', '{"a": 1}', 'series'),
    ('ann', null, 'came back', 'i2', null, 'R-9', 'CN', '{"a": 2}', 'metadata')) v(c, l, r, i, d, f, s, m, what);
select refuses($$select tolsel.record_payment(customer_of('ann'), 59.5, 'cash', channel_of('Till'),
            p_request_key => 'c1')$$, 'UC024', 'credit note|c1', 'a payment under its key');
select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'p1') \g /dev/null
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 1}]', 'x', p_request_key => 'p1')$$,
    'UC024', 'belongs to payment', 'and it under that of a payment');
-- No more than was invoiced, together with others that stand.
select refuses($$select tolsel.issue_credit_note(customer_of('ann'), '[{"amount": 59.51}]', 'x', invoice_of('i2'))$$,
    'UB060', 'over 119(\.00)? 59.5(0)? is credited; 59.51 more is 0.01 too much', 'a cent more than the invoice had');
select tolsel.record_payment(customer_of('ann'), 100, 'cash', channel_of('Till'), array[invoice_of('i1')]) \g /dev/null
select is((tolsel.issue_credit_note(customer_of('ann'), '[{"amount": 30}]', 'scratched', invoice_of('i1'),
            p_request_key => 'c2')).number || ' ' || note('c2') || ' ' || invoice('i1'),
    '2 CN-2 open 30 0 30 paid: paid 100 open 0 payments 1 in part 0', 'what credits a paid invoice is credit');
-- M6
select is((tolsel.refund_credit_note(payment_of('c2'), 30, 'card', channel_of('Bank'), 'scratched')).amount::numeric
    || ' ' || note('c2') || ' ' || invoice('i1') || ' ' || owed('ann'),
    '30.00 CN-2 used 30 0 0 paid: paid 100 open 0 payments 1 in part 0 59.5',
    'M6 which goes back to the card, and nothing is owed anew');
select tolsel.void_credit_note(payment_of('c1'), 'wrong') \g /dev/null
select is((tolsel.issue_credit_note(customer_of('ann'), '[{"amount": 119}]', 'all', invoice_of('i2'),
            p_request_key => 'c3')).number || ' ' || invoice('i2'), '3 credited: paid 0 open 0 payments 0 in part 0',
    'M7 what was credited as a whole is not paid');
select refuses($$select tolsel.issue_credit_note(customer_of('ann'),
            '[{"amount": 50, "description": "Lamp", "quantity": 1}, {"amount": 9.5, "account_code": "2200"}]',
            'came back', invoice_of('i2'), p_reference => 'R-9', p_metadata => '{"a": 1}', p_request_key => 'c1')$$,
    'UB032', 'credit note CN-1, which is void: wrong', 'M18 a request whose credit note was voided says so');
-- Free, and in a series that invoices have, too.
select is((tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'sorry', p_issued_on => '2025-03-14',
            p_series => 'INV', p_request_key => 'c4')).number::text || ' ' || owed('bob'), '3 -6',
    'free, numbered among the invoices');
select is((bill('bob', 2, 'i3')).number, 4::bigint, 'which go on after it');
select is((tolsel.issue_credit_note(customer_of('yuki'), '[{"amount": 5}]', 'sorry')).number, 4::bigint, 'in yen');
-- Events of their own.
reset role;
select is((select string_agg(concat_ws(' ', e.topic, e.payload ->> 'amount', e.payload ->> 'credit_note_number',
                e.payload ->> 'invoice_id' = invoice_of('i2')::text), ', ' order by e.event_id)
    from tolsel_core.event e where e.document = 'credit_note' and e.document_id = payment_of('c1')),
    'credit_note.issued 59.50 CN-1 t, credit_note.applied 59.50 t, credit_note.applied -59.50 t, credit_note.voided',
    'it is told as what it is');
set role shop_app;
-- Refusals.
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'x', invoice_of('i1'))$$,
    'UB002', 'Invoice', 'another customer''s invoice');
select tolsel.draft_invoice(customer_of('bob'), '[{"amount": 5}]', p_request_key => 'draft') \g /dev/null
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'x', invoice_of('draft'))$$,
    'UB004', 'is draft', 'a draft');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[]', 'x')$$, 'UB014', '0 lines', 'no lines');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}, {"amount": -5}]', 'x')$$, 'UB015',
    'add up to 0', 'nothing');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'x', p_series => 'cn')$$,
    'UB016', 'cn', 'a series in small letters');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'),
            '[{"amount": 5}, {"amount": 1, "tax_rate": 19, "base_amount": 5}]', 'x')$$, 'UB062',
    '19 percent of 5.00 are 0.95, not 1.00', 'M12 a tax that is another');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 0.001}]', 'x')$$, 'UC010',
    '3 decimals', 'a tenth of a cent');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 1e15}]', 'x')$$, 'UC011', 'Line 1',
    'too much');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'x', p_request_key => '')$$,
    'UC012', '0 char', 'an empty key');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'x', p_metadata => '[]')$$,
    'UC013', 'array', 'metadata that is no object');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'x',
            p_issued_on => 'infinity')$$, 'UC014', 'infinity', 'a day that never comes');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', ' ')$$, 'UC016', 'reason',
    'no reason');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'x',
            p_issued_on => '2025-03-16')$$, 'UH004', '2025-03-16', 'tomorrow');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5, "account_code": "nil"}]', 'x')$$,
    'UL003', 'nil', 'an unknown account');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5, "account_code": "sales-jpy"}]',
            'x')$$, 'UL004', 'JPY', 'an account in another currency');
select refuses(format($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5, "account_id": "%s"}]',
                'x')$$, account_of('customer:' || customer_of('ann'))), 'UL006', 'managed', 'a managed account');
select tolsel.open_account('voucher', 'Voucher', 'liability', p_credit_limit => 0) \g /dev/null
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5, "account_code": "voucher"}]',
            'x')$$, 'UL005', 'short by 5', 'an account that has not enough');
select tolsel.record_payment(customer_of('karim'), 999999999999990, 'cash', channel_of('Dinar'), '{}',
    p_surplus => 'keep') \g /dev/null
select refuses($$select tolsel.issue_credit_note(customer_of('karim'), '[{"amount": 10}]', 'x')$$, 'UL010', 'balance',
    'more than a balance may be');
set role shop_admin;
select tolsel.close_period('2025-02-28', 'february') \g /dev/null
set role shop_app;
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 5}]', 'x',
            p_issued_on => '2025-02-28')$$, 'UL007', '2025-02-28', 'a closed period');
select refuses_alike($$select tolsel.issue_credit_note(%s, '[{"amount": 5}]', 'x')$$, twin_of('customer'), '987654',
    'UB001', 'another tenant''s customer');
select refuses($$select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 1}]', 'x',
            p_branch_id => 987654)$$, 'UC018',
    'Branch 987654', 'M14 no such branch');
select refuses($$select tolsel.issue_credit_note(1, '[{"amount": 5}]', 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
