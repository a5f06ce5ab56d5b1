-- M10: what pays a bill is taken back.
\ir vendors.sql
select plan(21);
select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 25, 'one') \g /dev/null
select is((select concat_ws(' ', a.amount, a.allocated_on)
        from tolsel.reverse_vendor_allocation(allocated('one'), 5, 'back') a), '-5.00 2026-03-10', 'a part of it');
select is(bill_state('B-1') || ', ' || pay_state('ahead'), 'partial: paid 20.00 open 80.00, 60.00 20.00 0.00 40.00',
    'more is owed, and more is ahead');
select is((tolsel.reverse_vendor_allocation(allocated('one'), 5, 'back')).vendor_allocation_id, allocated('back'),
    'the same request answers with it');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), 6, 'back')$$, 'UC024', 'amount',
    'another amount');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), 20.01)$$, 'UH064', '20.00 of 25.00 is left',
    'more than is left');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('back'))$$, 'UH064', 'it is a reversal itself',
    'a reversal');
select is((tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 25, 'one')).vendor_allocation_id,
    allocated('one'), 'M18: a repeat of the allocation answers with it while something of it stands');
select is((tolsel.reverse_vendor_allocation(allocated('one'))).amount::numeric, -20::numeric,
    'without an amount all that is left');
select refuses($$select tolsel.allocate_vendor_payment(pay('ahead'), bill('B-1'), 25, 'one')$$, 'UB032',
    'one.* belongs to allocation .* all of it was taken back', 'M18: and says so when nothing does');
select is(bill_state('B-1') || ', ' || pay_state('ahead'), 'open: paid 0.00 open 100.00, 60.00 0.00 0.00 60.00',
    'as it was');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'))$$, 'UH064', '0 of 25', 'nothing is left');
select is(told('vendor_bill'), 'vendor_bill.recorded vendor_bill.partly_paid vendor_bill.reopened vendor_bill.reopened',
    'others are told');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), 0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), 0.001)$$, 'UC010', '3', 'too fine');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), 1e15)$$, 'UC011', '16', 'too much');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), -1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), p_request_key => '')$$, 'UC012', '0',
    'an empty key');
select refuses($$select tolsel.reverse_vendor_allocation(null)$$, 'UH063', 'null', 'no allocation');
select refuses($$select tolsel.reverse_vendor_allocation(allocated('one'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
select refuses($$update tolsel_channel.vendor_allocation set amount = 1$$, 'UC015', 'UPDATE', 'it is never changed');
select * from finish();
