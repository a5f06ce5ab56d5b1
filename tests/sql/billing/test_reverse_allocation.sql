-- S27: an allocation is taken back by a row below 0, in whole or in parts, and the invoice is owed again.
\ir shop.sql
select plan(29);
set role shop_app;
select bill('ann', 100, 'i1'), bill('ann', 50, 'i2') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 120, 'cash', channel_of('Till'), p_paid_on => '2025-03-12',
    p_request_key => 'p1') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 10, 'cash', channel_of('Till'), p_paid_on => '2025-03-11',
    p_request_key => 'p2') \g /dev/null
select is(invoice('i2') || ' / ' || paid_by(payment_of('p2')), 'partial: paid 30 open 20 payments 2 in part 2 / i2 10',
    'an invoice is paid by two payments');
select is(
    (select concat_ws(' ', a.amount::numeric, a.reverses_allocation_id = allocation_of('p1', 'i2'))
        from tolsel.reverse_allocation(allocation_of('p1', 'i2'), 5, 'r1') a),
    '-5.00 t', 'a part is taken back');
select is(invoice('i2') || ' / ' || payment(payment_of('p1')) || ' / ' || owed('ann'),
    'partial: paid 25 open 25 payments 2 in part 2 / completed: allocated 115 refunded 0 left 5 / 20',
    'it is owed again and credit again');
select is((tolsel.reverse_allocation(allocation_of('p1', 'i2'), 5, 'r1')).amount::numeric, -5.00,
    'A1: the same request answers with its reversal');
select is((tolsel.reverse_allocation(allocation_of('p1', 'i2'), null, 'r1')).amount::numeric, -5.00,
    'without an amount, whatever the first call got');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'), 6, 'r1')$$, 'UC024', 'r1',
    'another amount under the key');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i1'), 5, 'r1')$$, 'UC024', 'r1',
    'another allocation under the key');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'), 15.01)$$, 'UB023',
    '15(\.00)? of 20(\.00)? is left', 'a cent more than is left');
select is((tolsel.reverse_allocation(allocation_of('p1', 'i2'), 14.99)).amount::numeric, -14.99, 'a cent less');
select is((tolsel.reverse_allocation(allocation_of('p1', 'i2'), p_request_key => 'rest')).amount::numeric, -0.01,
    'without an amount, the rest');
select is(invoice('i2') || ' / ' || payment(payment_of('p1')),
    'partial: paid 10 open 40 payments 1 in part 1 / completed: allocated 100 refunded 0 left 20',
    'S84: which is a payment less');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'))$$, 'UB023', ' 0(\.00)? of 20',
    'when nothing is left');
select refuses(format('select tolsel.reverse_allocation(%s)',
        (tolsel.reverse_allocation(allocation_of('p1', 'i2'), null, 'rest')).allocation_id), 'UB023',
    'a reversal itself', 'a reversal is not reversed');
-- Allocated again, it is a new allocation.
select is((tolsel.allocate_payment(payment_of('p1'), invoice_of('i2'))).amount::numeric, 20.00,
    'it can be allocated again');
select is((tolsel.reverse_allocation(allocation_of('p2', 'i2'))).amount::numeric, -10.00,
    'the other payment''s is taken back whole');
select is(invoice('i2') || ' / ' || payment(payment_of('p2')),
    'partial: paid 20 open 30 payments 1 in part 1 / completed: allocated 0 refunded 0 left 10', 'and is credit');
select is((tolsel.reverse_allocation(allocation_of('p1', 'i1'))).amount::numeric, -100.00, 'a paid invoice');
select is(invoice('i1') || ' / ' || owed('ann'), 'open: paid 0 open 100 payments 0 in part 0 / 20', 'is open again');
reset role;
select is((select array[i.last_payment_on] from tolsel_billing.invoice i where i.invoice_id = invoice_of('i1')),
    array[null]::tolsel_core.calendar_date[], 'and has no last payment');
select is((select i.last_payment_on::date from tolsel_billing.invoice i where i.invoice_id = invoice_of('i2')),
    '2025-03-12'::date, 'the other one has');
set role shop_app;
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'), 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'), 0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'), 0.001)$$, 'UC010', '3 decimals',
    'a tenth of a cent');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'), 1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'), -1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i2'), 1, repeat('k', 201))$$, 'UC012', '201',
    'a long key');
select refuses($$select tolsel.reverse_allocation(null)$$, 'UB022', 'null', 'no allocation');
select refuses_alike('select tolsel.reverse_allocation(%s)', twin_of('allocation'), '987654', 'UB022',
    'another tenant''s allocation');
select refuses($$select tolsel.reverse_allocation(1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
