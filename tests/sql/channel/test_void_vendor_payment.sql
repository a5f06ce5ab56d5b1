-- A void payment is back in its channel, and its bill is open again. # S7
\ir office.sql
select plan(26);
set role shop_app;
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-1', 100, account_of('6000'), '2026-03-01') \g /dev/null
select tolsel.pay_vendor(vendor('Roaster'), 60, 'cash', channel('till'), bill('B-1'), '2026-03-08',
    p_request_key => 'a') \g /dev/null
select tolsel.pay_vendor(vendor('Roaster'), 40, 'cash', channel('till'), bill('B-1'), '2026-03-09',
    p_request_key => 'b') \g /dev/null
select is((tolsel.void_vendor_payment(keyed('vendor_payment', 'a'), 'bounced')).void_reason, 'bounced', 'it is void');
select is(bill_state('B-1'), 'partial: paid 40.00 open 60.00', 'the bill is open again');
select is(owed('Roaster'), 60::numeric, 'and owed');
select is(book('till'), '2026-03-08 0 + 0 - 60 -60, 2026-03-09 -60 + 0 - 40 -100, 2026-03-10 -100 + 60 - 0 -40',
    'the money is back today');
select is(topics('vendor_payment', keyed('vendor_payment', 'a')), 'vendor_payment.completed vendor_payment.voided',
    'others are told');
select is((tolsel.void_vendor_payment(keyed('vendor_payment', 'a'), 'bounced')).vendor_payment_id,
    keyed('vendor_payment', 'a'), 'repeated, it answers the same');
select is(bill_state('B-1'), 'partial: paid 40.00 open 60.00', 'and opens nothing more');
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'a'), 'x')$$, 'UH012',
    'voided at .*: bounced', 'another reason');
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'b'), 'x', '2026-03-08')$$, 'UH020',
    '2026-03-08, the document 2026-03-09', 'before its day');
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'b'), 'x', '2026-03-11')$$, 'UH004',
    '2026-03-11', 'tomorrow');
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'b'), 'x', 'infinity')$$, 'UC014',
    'infinity', 'never');
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'b'), null)$$, 'UC016', 'reason',
    'no reason');
select refuses($$select tolsel.void_vendor_payment(null, 'x')$$, 'UH009', 'null', 'no payment');
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'b'), 'x', p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select tolsel.close_day(channel('till'), '2026-03-09') \g /dev/null
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'b'), 'x', '2026-03-09')$$, 'UL007',
    '2026-03-09', 'on a closed day');
select is((tolsel.void_vendor_payment(keyed('vendor_payment', 'b'), 'x')).void_reason, 'x',
    'a payment of a closed day is voided later');
select is(bill_state('B-1'), 'open: paid 0.00 open 100.00', 'nothing is paid');
set role twin_app;
select tolsel.pay_vendor(twin_of('vendor')::bigint, 1, 'cash', twin_of('channel')::bigint) \g /dev/null
reset role;
select max(vendor_payment_id)::text as twins from tolsel_channel.vendor_payment where tenant_id = 2 \gset
set role shop_app;
select refuses_alike($$select tolsel.void_vendor_payment(%s, 'x')$$, :'twins', '987654', 'UH009',
    'another tenant''s payment');
-- The reason and the day of a void are history, too.
reset role;
select refuses($$update tolsel_channel.vendor_payment set void_reason = 'y' where voided_at is not null$$, 'UC015',
    'void_reason', 'a reason is never changed');
select refuses($$update tolsel_channel.vendor_payment set voided_at = null, void_reason = null, void_journal_id = null
        where voided_at is not null$$,
    'UC015', 'void_journal_id, void_reason, voided_at', 'nor is a void undone');
select throws_ok($$update tolsel_channel.vendor_payment set voided_at = now()
        where voided_at is null and tenant_id = 2$$, '23514', null, 'nor is one half made');
-- A document that counts for tomorrow, because today was closed, is not voided before it.
set role shop_app;
select tolsel.close_day(channel('till'), '2026-03-10') \g /dev/null
select tolsel.pay_vendor(vendor('Roaster'), 3, 'cash', channel('till'), p_request_key => 'c') \g /dev/null
set role shop_admin;
select tolsel.reopen_day(channel('till'), '2026-03-10', 'x') \g /dev/null
set role shop_app;
select tolsel.void_vendor_payment(keyed('vendor_payment', 'c'), 'x') \g /dev/null
select is(
    (select string_agg(business_date || ' ' || in_amount || ' ' || out_amount, ', ' order by business_date)
        from tolsel.list_channel_days(channel('till'), '2026-03-11', '2026-12-31')),
    '2026-03-11 3.00 3.00', 'it is voided on its day');
-- M10: what was put to a bill later, a refund, and a credit note.
select tolsel.pay_vendor(vendor('Roaster'), 9, 'cash', channel('drawer'), p_request_key => 'd') \g /dev/null
select tolsel.allocate_vendor_payment(keyed('vendor_payment', 'd'), bill('B-1'), 4, 'put') \g /dev/null
select tolsel.reverse_vendor_allocation(keyed('vendor_allocation', 'put'), 1) \g /dev/null
select tolsel.record_vendor_refund(keyed('vendor_payment', 'd'), 2, 'cash', channel('drawer'),
    p_request_key => 'back') \g /dev/null
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'd'), 'x')$$, 'UH065',
    '2.00 of 9.00 was refunded',
    'its refund first');
select tolsel.void_vendor_refund(keyed('vendor_refund', 'back'), 'x') \g /dev/null
select is((select concat_ws(' ', p.allocated_amount, p.unapplied_amount)
        from tolsel.void_vendor_payment(keyed('vendor_payment', 'd'), 'x') p) || ', ' || bill_state('B-1'),
    '0.00 0.00, open: paid 0.00 open 100.00', 'nothing of it pays any more');
select tolsel.open_account('store', 'Store', 'expense', p_credit_limit => 0),
    tolsel.post_journal('[{"account_code": "store", "amount": 5}, {"account_code": "3000", "amount": -5}]') \g /dev/null
select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-1', 5, account_of('store'), bill('B-1'),
    p_request_key => 'e') \g /dev/null
select is(topics('vendor_payment', keyed('vendor_payment', 'e')) || ', ' || bill_state('B-1'),
    'vendor_credit_note.recorded, partial: paid 5.00 open 95.00', 'a credit note');
select tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-2', 5,
    (tolsel.open_account('loan', 'Loan', 'liability', p_credit_limit => 0)).account_id,
    p_request_key => 'f') \g /dev/null
select tolsel.post_journal(
    '[{"account_code": "loan", "amount": 5}, {"account_code": "3000", "amount": -5}]') \g /dev/null
select refuses($$select tolsel.void_vendor_payment(keyed('vendor_payment', 'f'), 'x')$$, 'UL005', 'short by 5',
    'one whose account has spent it');
select * from finish();
