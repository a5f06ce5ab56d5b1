-- M10: a vendor gives back what it was paid ahead, or has credited.
\ir vendors.sql
select plan(38);
select is(
    (select concat_ws(' ', r.amount, r.refunded_on, r.method, r.reason, r.reference)
        from tolsel.record_vendor_refund(pay('ahead'), 20, 'cash', channel('till'), 'too much', '2026-03-09', '17',
            '{"a": 1}', 'one') r),
    '20.00 2026-03-09 cash too much 17', 'a part of what was paid ahead comes back');
select is(book('till'), '2026-03-09 0 + 20 - 0 20', 'it is in the book of the channel''s day');
select is(owed('Roaster'), 60::numeric, 'the vendor owes it no longer');
select is(pay_state('ahead'), '60.00 0.00 20.00 40.00', 'less of the payment is left');
select is(told('vendor_refund'), 'vendor_refund.recorded', 'others are told');
select is((tolsel.record_vendor_refund(pay('ahead'), 20, 'cash', channel('till'), 'too much', null, '17', '{"a": 1}',
            'one')).vendor_refund_id, refund('one'), 'the same request answers with it');
select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', 9, account_of('6000'),
    p_request_key => 'credit') \g /dev/null
select refuses(format($$select tolsel.record_vendor_refund(%s, 'one')$$, a), 'UC024', '''one'' belongs to refund',
    'another content, ' || n)
from unnest(array[
    $$pay('credit'), 20, 'cash', channel('till'), 'too much', null, '17', '{"a": 1}'$$,
    $$pay('ahead'), 21, 'cash', channel('till'), 'too much', null, '17', '{"a": 1}'$$,
    $$pay('ahead'), 20, 'wire', channel('till'), 'too much', null, '17', '{"a": 1}'$$,
    $$pay('ahead'), 20, 'cash', channel('bank'), 'too much', null, '17', '{"a": 1}'$$,
    $$pay('ahead'), 20, 'cash', channel('till'), 'other', null, '17', '{"a": 1}'$$,
    $$pay('ahead'), 20, 'cash', channel('till'), 'too much', '2026-03-10', '17', '{"a": 1}'$$,
    $$pay('ahead'), 20, 'cash', channel('till'), 'too much', null, '18', '{"a": 1}'$$,
    $$pay('ahead'), 20, 'cash', channel('till'), 'too much', null, '17', '{}'$$]) with ordinality c(a, n);
select is((tolsel.record_vendor_refund(pay('credit'), 9, 'cash', channel('till'))).refunded_on::date, date '2026-03-10',
    'a credit note is paid out, today');
select is(pay_state('credit'), '9.00 0.00 9.00 0.00', 'nothing of it is left');
select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 30) \g /dev/null
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 10.01, 'cash', channel('till'))$$, 'UH062',
    '10.00 of 60.00 is unapplied; 10.01', 'what pays a bill does not come back');
select refuses(format($$select tolsel.record_vendor_refund(pay('ahead'), %s, 'cash', channel('till'))$$, a), c, d, c)
from (values ('''NaN''', 'UC008', 'NaN'), ('0', 'UC009', '0'), ('0.001', 'UC010', '3'), ('1e15', 'UC011', '16'),
    ('-1', 'UC025', '-1')) v(a, c, d);
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('till'), p_request_key => '')$$,
    'UC012', '0', 'an empty key');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('till'), p_metadata => '[]')$$,
    'UC013', 'array', 'metadata');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('till'),
            p_refunded_on => '1899-12-31')$$, 'UC014', '1899', 'a day before all');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('till'), '')$$, 'UC016', 'reason',
    'an empty reason');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('till'), p_reference => '')$$,
    'UC016', 'reference', 'an empty reference');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', 987654)$$, 'UH001', '987654',
    'no channel');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'shells', channel('till'))$$, 'UH003', 'shells',
    'no method');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('till'),
            p_refunded_on => '2026-03-11')$$, 'UH004', 'today is 2026-03-10', 'tomorrow');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('till'),
            p_refunded_on => '2026-02-28')$$, 'UH020', '2026-03-01', 'before it was paid');
select refuses($$select tolsel.record_vendor_refund(987654, 1, 'cash', channel('till'))$$, 'UH009', '987654',
    'no payment');
select tolsel.void_vendor_payment((tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'),
            p_request_key => 'void')).vendor_payment_id, 'wrong') \g /dev/null
select refuses($$select tolsel.record_vendor_refund(pay('void'), 1, 'cash', channel('till'))$$, 'UH012', 'wrong',
    'a void payment');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('dollars'))$$, 'UL004', 'USD; EUR',
    'another currency');
select tolsel.set_channel_active(channel('drawer'), false) \g /dev/null
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('drawer'))$$, 'UH002', 'drawer',
    'an inactive channel');
select tolsel.close_day(channel('bank'), '2026-03-09') \g /dev/null
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('bank'),
            p_refunded_on => '2026-03-09')$$, 'UL007', '2026-03-09', 'a closed day');
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 1, 'cash', channel('till'), p_tenant_id => 2)$$,
    'UC002', 'tenant 2', 'another tenant');
select tolsel.void_vendor_refund(refund('one'), 'bounced') \g /dev/null
select refuses($$select tolsel.record_vendor_refund(pay('ahead'), 20, 'cash', channel('till'), 'too much', null, '17',
            '{"a": 1}', 'one')$$, 'UB032', 'which is void: bounced', 'M18 a request whose refund was voided says so');
select * from finish();
