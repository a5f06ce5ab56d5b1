-- M10: of a vendor that is not active no bills are recorded, and what it is owed is paid.
\ir vendors.sql
select plan(15);
set role shop_app;
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-2', 7, account_of('6000'), p_request_key => 'b2') \g /dev/null
select is((tolsel.set_vendor_active(vendor('Roaster'), false)).is_active, false, 'it is deactivated');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'B-3', 1, account_of('6000'))$$, 'UH068',
    'Roaster', 'no bill');
select is((tolsel.record_vendor_bill(vendor('Roaster'), 'B-2', 7, account_of('6000'), p_request_key => 'b2')
    ).vendor_bill_id, bill('B-2'), 'a repeat answers with the bill that was');
select is((tolsel.pay_vendor(vendor('Roaster'), 7, 'cash', channel('till'), bill('B-2'))).amount::numeric, 7::numeric,
    'it is paid');
select is((tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'))).amount::numeric, 1::numeric,
    'on account, too: what left is written down');
select is((tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', 5, account_of('6000'), bill('B-1'))
    ).amount::numeric, 5::numeric, 'it credits');
select is((tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 50, p_request_key => 'a1')).amount::numeric,
    50::numeric, 'what was paid ahead is put to its bills');
select is((tolsel.record_vendor_refund(pay('ahead'), 10, 'cash', channel('till'), 'too much')).amount::numeric,
    10::numeric, 'it gives back');
select tolsel.pay_vendor(vendor('Roaster'), 2, 'cash', channel('till'), p_request_key => 'wrong') \g /dev/null
select is((tolsel.void_vendor_payment(pay('wrong'), 'wrong')).void_reason, 'wrong', 'and what was wrong is voided');
set role shop_read;
select is((select is_active from tolsel.vendor where name = 'Roaster'), false, 'readers see it');
set role shop_app;
select is((tolsel.set_vendor_active(vendor('Roaster'), true)).is_active, true, 'it is active again');
select is((tolsel.record_vendor_bill(vendor('Roaster'), 'B-3', 1, account_of('6000'))).status, 'open',
    'and sends bills');
select is((tolsel.set_vendor_active(vendor('Roaster'), null)).is_active, false, 'null is no');
select refuses_alike('select tolsel.set_vendor_active(%s, false)', twin_of('vendor'), '987654', 'UH007',
    'another tenant''s vendor');
select refuses($$select tolsel.set_vendor_active(1, false, 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
