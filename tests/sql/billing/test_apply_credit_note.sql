-- M11: what is left of a credit note is applied to an invoice.
\ir shop.sql
select plan(22);
set role shop_app;
select bill('ann', 100, 'i1'), bill('bob', 5, 'i2'),
    tolsel.issue_credit_note(customer_of('ann'), '[{"amount": 40}]', 'sorry', p_request_key => 'c1') \g /dev/null
select is((tolsel.apply_credit_note(payment_of('c1'), invoice_of('i1'), 15, 'a1')).amount::numeric, 15.0,
    'a part of it');
select is((tolsel.apply_credit_note(payment_of('c1'), invoice_of('i1'), 15.00, 'a1')).amount::numeric || ' '
    || invoice('i1'), '15.00 partial: paid 0 open 85 payments 0 in part 0', 'once');
select refuses($$select tolsel.apply_credit_note(payment_of('c1'), invoice_of('i1'), 16, 'a1')$$, 'UC024', 'amount',
    'another amount under the key');
select refuses($$select tolsel.apply_credit_note(payment_of('c1'), invoice_of('i1'), 25.01)$$, 'UB008',
    'credit note \d+ 25(\.00)? of 40', 'a cent more than is left');
select is((tolsel.apply_credit_note(payment_of('c1'), invoice_of('i1'))).amount::numeric, 25.0,
    'then all that is left');
select is(payment(payment_of('c1')) || ' ' || invoice('i1') || ' ' || owed('ann'),
    'completed: allocated 40 refunded 0 left 0 partial: paid 0 open 60 payments 0 in part 0 60', 'it is used');
reset role;
select results_eq($$select payment_id, credit_note_id, amount::numeric from tolsel.allocation where tenant_id = 1
        order by allocation_id$$,
    $$values (null::bigint, payment_of('c1'), 15.0), (null, payment_of('c1'), 25.0)$$,
    'tolsel.allocation says what it was');
set role shop_app;
select tolsel.issue_credit_note(customer_of('ann'), '[{"amount": 70}]', 'sorry', p_request_key => 'c2'),
    tolsel.record_payment(customer_of('ann'), 1, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
        p_request_key => 'p1') \g /dev/null
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i1'), 60.01)$$, 'UB005',
    '60(\.00)? of 100(\.00)? is open', 'a cent more than is open');
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i2'), 1)$$, 'UB002', 'Invoice',
    'another customer''s invoice');
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i1'), 'NaN')$$, 'UC008', 'NaN',
    'no number');
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i1'), 0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i1'), 1e15)$$, 'UC011', '16 digits',
    'too much');
select tolsel.issue_invoice(customer_of('ann'), '[{"amount": 1}]', p_request_key => 'gone') \g /dev/null
select tolsel.void_invoice(invoice_of('gone'), 'x') \g /dev/null
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('gone'))$$, 'UB004', 'is void',
    'a void invoice');
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i1'), 0.001)$$, 'UC010', '3 decimals',
    'a tenth of a cent');
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i1'), -1)$$, 'UC025', '-1',
    'less than nothing');
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i1'), 1, '')$$, 'UC012', '0 char',
    'an empty key');
select refuses($$select tolsel.apply_credit_note(payment_of('p1'), invoice_of('i1'), 1)$$, 'UB061', 'is a payment',
    'a payment is allocated');
select refuses($$select tolsel.allocate_payment(payment_of('c2'), invoice_of('i1'), 1)$$, 'UB003', 'is a credit note',
    'and a credit note is not');
select tolsel.void_credit_note(payment_of('c2'), 'x') \g /dev/null
select refuses($$select tolsel.apply_credit_note(payment_of('c2'), invoice_of('i1'), 1)$$, 'UB007',
    'credit note \d+ is void', 'a void one');
select refuses($$select tolsel.apply_credit_note(987654, invoice_of('i1'), 1)$$, 'UB061', '987654', 'none at all');
select refuses($$select tolsel.apply_credit_note(1, 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
select min(a.allocation_id) as first_id from tolsel.allocation a where a.tenant_id = 1 \gset
set role shop_app;
select tolsel.reverse_allocation(:first_id) \g /dev/null
select refuses($$select tolsel.apply_credit_note(payment_of('c1'), invoice_of('i1'), 15, 'a1')$$, 'UB032',
    'a1.* belongs to allocation .* all of it was taken back', 'M18: a repeat of what was taken back says so');
select * from finish();
