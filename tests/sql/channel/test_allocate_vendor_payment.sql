-- M10: what was paid ahead to a vendor is put to its bill when that comes.
\ir vendors.sql
select plan(28);
select is(
    (select concat_ws(' ', a.amount, a.allocated_on)
        from tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 25, 'one') a),
    '25.00 2026-03-10', 'a part of it pays the bill, today');
select is(bill_state('B-1'), 'partial: paid 25.00 open 75.00', 'less is open of the bill');
select is(pay_state('ahead'), '60.00 25.00 0.00 35.00', 'and less of the payment');
select is(owed('Roaster'), 40::numeric, 'the vendor is owed what it was');
select is((tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 25.00, 'one')).vendor_allocation_id,
    allocated('one'), 'the same request answers with it');
select is((tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), p_request_key => 'one')).vendor_allocation_id,
    allocated('one'), 'without the amount too');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 26, 'one')$$, 'UC024', 'amount',
    'another amount');
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-2', 10, account_of('6000')) \g /dev/null
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-2'), 25, 'one')$$, 'UC024',
    'vendor_bill_id', 'another bill');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-2'), 10.01)$$, 'UH014',
    '10.00 of 10.00 is open; 10.01', 'more than is open');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 35.01)$$, 'UH062',
    '35.00 of 60.00 is unapplied; 35.01', 'more than is left of the payment');
select is((tolsel.allocate_vendor_payment(pay('ahead'), bill('B-2'))).amount::numeric, 10::numeric,
    'without an amount as much as the bill has open');
select is((tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'))).amount::numeric, 25::numeric,
    'or as the payment has left');
select is(bill_state('B-2'), 'paid: paid 10.00 open 0.00', 'a bill is paid');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'))$$, 'UH062',
    '0.00 of 60.00 is unapplied; all', 'nothing is left of the payment');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-2'))$$, 'UH014',
    '0.00 of 10.00 is open; something', 'nothing is open of the bill');
select is(told('vendor_bill'),
    'vendor_bill.recorded vendor_bill.partly_paid vendor_bill.recorded vendor_bill.paid vendor_bill.partly_paid',
    'others are told what became of the bills');

select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 'NaN')$$, 'UC008', 'NaN',
    'no number');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 0.001)$$, 'UC010', '3', 'too fine');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 1e15)$$, 'UC011', '16', 'too much');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), -1)$$, 'UC025', '-1',
    'less than nothing');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), p_request_key => '')$$, 'UC012', '0',
    'an empty key');
select refuses($$select tolsel.allocate_vendor_payment(987654, bill('B-1'))$$, 'UH009', '987654', 'no payment');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), 987654)$$, 'UH008', '987654', 'no bill');
select tolsel.void_vendor_payment((tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'),
            p_request_key => 'void')).vendor_payment_id, 'wrong') \g /dev/null
select refuses($$select tolsel.allocate_vendor_payment(pay('void'), bill('B-1'))$$, 'UH012', 'wrong', 'a void payment');
select tolsel.record_vendor_bill(vendor('Importer'), 'B-3', 10,
    (tolsel.open_account('usd', 'x', 'expense', 'USD')).account_id) \g /dev/null
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-3'))$$, 'UH008', 'bill',
    'another vendor''s bill');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select tolsel.void_vendor_payment(pay('ahead'), 'bounced') \g /dev/null
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 25, 'one')$$, 'UB032',
    'which is void: all of it was taken back', 'M18 a request of which nothing stands says so');
select * from finish();
