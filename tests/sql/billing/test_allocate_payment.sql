-- S26 S27 S85: unapplied money pays an open invoice of the same customer.
\ir shop.sql
select plan(35);
set role shop_app;
select bill('ann', 100, 'i1'), bill('ann', 50, 'i2'), bill('bob', 70, 'bob') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 120, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'p1') \g /dev/null
select is(
    (select concat_ws(' ', a.amount::numeric, a.payment_id = payment_of('p1'), a.invoice_id = invoice_of('i1'),
            a.customer_id = customer_of('ann'), a.reverses_allocation_id)
     from tolsel.allocate_payment(payment_of('p1'), invoice_of('i1'), 30, 'k1') a),
    '30.00 t t t', 'a part is allocated');
select is(invoice('i1') || ' / ' || payment(payment_of('p1')) || ' / ' || owed('ann'),
    'partial: paid 30 open 70 payments 1 in part 1 / completed: allocated 30 refunded 0 left 90 / 30',
    'what is owed altogether stays');
-- A1 A2
select is((tolsel.allocate_payment(payment_of('p1'), invoice_of('i1'), 30.00, 'k1')).allocation_id,
    allocation_of('p1', 'i1'), 'the same request answers with its allocation');
select is((tolsel.allocate_payment(payment_of('p1'), invoice_of('i1'), null, 'k1')).amount::numeric, 30.00,
    'without an amount, whatever the first call got');
select is(payment(payment_of('p1')), 'completed: allocated 30 refunded 0 left 90', 'and allocates no more');
select refuses($$select tolsel.allocate_payment(payment_of('p1'), invoice_of('i1'), 31, 'k1')$$, 'UC024', 'k1',
    'another amount under the key');
select refuses($$select tolsel.allocate_payment(payment_of('p1'), invoice_of('i2'), 30, 'k1')$$, 'UC024', 'k1',
    'another invoice under the key');
select refuses($$select tolsel.reverse_allocation(allocation_of('p1', 'i1'), 30, 'k1')$$, 'UC024', 'k1',
    'a reversal under the key');
select tolsel.record_payment(customer_of('bob'), 5, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'bob') \g /dev/null
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('bob'), 5, 'k1')$$, 'UC024', 'k1',
    'another customer''s payment under the key');
-- Boundaries.
select refuses($$select tolsel.allocate_payment(payment_of('p1'), invoice_of('i1'), 70.01)$$, 'UB005',
    '70(\.00)? of 100(\.00)? is open; 70.01', 'a cent more than is open');
select bill('ann', 200, 'i3') \g /dev/null
select refuses($$select tolsel.allocate_payment(payment_of('p1'), invoice_of('i3'), 90.01)$$, 'UB008',
    '90(\.00)? of 120(\.00)? is unapplied; 90.01', 'a cent more than is unapplied');
select is((tolsel.allocate_payment(payment_of('p1'), invoice_of('i1'))).amount::numeric, 70.00,
    'without an amount as much as is open');
select is((tolsel.allocate_payment(payment_of('p1'), invoice_of('i3'))).amount::numeric, 20.00,
    'or as much as is unapplied');
select is(invoice('i1') || ' / ' || invoice('i3') || ' / ' || payment(payment_of('p1')),
    'paid: paid 100 open 0 payments 1 in part 0 / partial: paid 20 open 180 payments 1 in part 1 / completed: '
    'allocated 120 refunded 0 left 0', 'S84: two allocations of one payment are one payment');
select refuses($$select tolsel.allocate_payment(payment_of('p1'), invoice_of('i3'))$$, 'UB008', ' 0(\.00)? of 120',
    'when nothing is left');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('i1'))$$, 'UB002',
    'Invoice ' || invoice_of('i1'), 'another customer''s invoice');
select refuses($$select tolsel.allocate_payment(payment_of('p1'), invoice_of('i1'), 1)$$, 'UB004', 'is paid',
    'a paid invoice');
select tolsel.draft_invoice(customer_of('bob'), '[{"amount": 5}]', p_request_key => 'draft') \g /dev/null
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('draft'), 1)$$, 'UB004', 'is draft',
    'a draft');
select tolsel.void_invoice(invoice_of('draft'), 'x') \g /dev/null
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('draft'), 1)$$, 'UB004', 'is void',
    'a void invoice');
select tolsel.open_payment(customer_of('bob'), 5, 'stripe', p_request_key => 'open') \g /dev/null
select refuses($$select tolsel.allocate_payment(payment_of('open'), invoice_of('bob'), 1)$$, 'UB007', 'is open',
    'a payment that waits');
select tolsel.fail_payment(payment_of('open'), 'x') \g /dev/null
select refuses($$select tolsel.allocate_payment(payment_of('open'), invoice_of('bob'), 1)$$, 'UB007', 'is failed',
    'one that failed');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('bob'), 'NaN')$$, 'UC008', 'NaN',
    'no number');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('bob'), 0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('bob'), 0.005)$$, 'UC010', '3 decimals',
    'half a cent');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('bob'), 1e15)$$, 'UC011', '16 digits',
    'too much');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('bob'), -1)$$, 'UC025', '-1',
    'less than nothing');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('bob'), 1, ' ')$$, 'UC012', '1 char',
    'a blank key');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), null)$$, 'UB002', 'null', 'no invoice');
select refuses($$select tolsel.allocate_payment(null, invoice_of('bob'))$$, 'UB003', 'null', 'no payment');
select refuses_alike('select tolsel.allocate_payment(%s, invoice_of(''bob''))', twin_of('payment'), '987654', 'UB003',
    'another tenant''s payment');
select refuses_alike('select tolsel.allocate_payment(payment_of(''bob''), %s)', twin_of('invoice'), '987654', 'UB002',
    'another tenant''s invoice');
select refuses($$select tolsel.allocate_payment(payment_of('bob'), invoice_of('bob'), p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
-- S121
set role shop_admin;
select user_id from tolsel.open_user_account('Eve') \gset
set role shop_app;
begin;
select tolsel.set_context(:user_id, 'r-1') \g /dev/null
select is((select a.user_id || ' ' || a.request_id
        from tolsel.allocate_payment(payment_of('bob'), invoice_of('bob')) a), :'user_id' || ' r-1',
    'an allocation tells the person and the request');
commit;
set role shop_app;
select bill('bob', 9, 'last'), tolsel.record_payment(customer_of('bob'), 9, 'cash', channel_of('Till'), '{}',
    p_surplus => 'keep', p_request_key => 'kept') \g /dev/null
select tolsel.allocate_payment(payment_of('kept'), invoice_of('last'), 9, 'k9') \g /dev/null
select tolsel.reverse_allocation(allocation_of('kept', 'last'), 8.99) \g /dev/null
select is((tolsel.allocate_payment(payment_of('kept'), invoice_of('last'), 9, 'k9')).allocation_id,
    allocation_of('kept', 'last'), 'M18: a repeat answers while a cent of it stands');
select tolsel.reverse_allocation(allocation_of('kept', 'last')) \g /dev/null
select refuses($$select tolsel.allocate_payment(payment_of('kept'), invoice_of('last'), 9, 'k9')$$, 'UB032',
    'k9.* belongs to allocation .* all of it was taken back', 'M18: and says so when nothing does');
select * from finish();
