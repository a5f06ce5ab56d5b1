-- A bill that nothing is paid of can be voided.
\ir office.sql
select plan(19);
set role shop_app;
select tolsel.record_vendor_bill(vendor('Roaster'), n, 100, account_of('6000'), '2026-03-01')
    from unnest(array['V-1', 'V-2', 'V-3']) n \g /dev/null
select is((select b.status || ' ' || b.void_reason from tolsel.void_vendor_bill(bill('V-1'), 'wrong') b), 'void wrong',
    'it is void');
select is(owed('Roaster'), 200::numeric, 'and no longer owed');
select is(topics('vendor_bill', bill('V-1')), 'vendor_bill.recorded vendor_bill.voided', 'others are told');
select is((tolsel.void_vendor_bill(bill('V-1'), 'wrong')).status, 'void', 'repeated, it answers the same');
select is(owed('Roaster'), 200::numeric, 'and reverses nothing more');
select refuses($$select tolsel.void_vendor_bill(bill('V-1'), 'other')$$, 'UH012', 'voided at .*: wrong',
    'another reason');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'), bill('V-1'))$$, 'UH012',
    'wrong', 'it cannot be paid');
select lives_ok($$select tolsel.record_vendor_bill(vendor('Roaster'), 'V-1', 50, account_of('6000'))$$,
    'its number may come again');
select tolsel.pay_vendor(vendor('Roaster'), 40, 'cash', channel('till'), bill('V-2'), p_request_key => 'p') \g /dev/null
select refuses($$select tolsel.void_vendor_bill(bill('V-2'), 'x')$$, 'UH015', '40.00 of 100.00 is paid',
    'one that was paid of');
select tolsel.void_vendor_payment(keyed('vendor_payment', 'p'), 'x') \g /dev/null
select is((tolsel.void_vendor_bill(bill('V-2'), 'x', '2026-03-05')).status, 'void', 'its payment void, it can be');
select refuses($$select tolsel.void_vendor_bill(bill('V-3'), 'x', '2026-02-28')$$, 'UH020',
    '2026-02-28, the document 2026-03-01', 'before its day');
select refuses($$select tolsel.void_vendor_bill(bill('V-3'), 'x', '2026-03-11')$$, 'UH004', 'today is 2026-03-10',
    'tomorrow');
select refuses($$select tolsel.void_vendor_bill(bill('V-3'), 'x', 'infinity')$$, 'UC014', 'infinity', 'never');
select refuses($$select tolsel.void_vendor_bill(bill('V-3'), ' ')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.void_vendor_bill(null, 'x')$$, 'UH008', 'null', 'no bill');
set role twin_app;
select tolsel.record_vendor_bill(twin_of('vendor')::bigint, 'T', 1, twin_of('6000')::bigint) \g /dev/null
reset role;
select max(vendor_bill_id)::text as twins from tolsel_channel.vendor_bill where tenant_id = 2 \gset
set role shop_app;
select refuses_alike($$select tolsel.void_vendor_bill(%s, 'x')$$, :'twins', '987654', 'UH008',
    'another tenant''s bill');
select refuses($$select tolsel.void_vendor_bill(bill('V-3'), 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
set role shop_admin;
select tolsel.close_period('2026-03-09', 'x') \g /dev/null
set role shop_app;
select refuses($$select tolsel.void_vendor_bill(bill('V-3'), 'x', '2026-03-09')$$, 'UL007', '2026-03-09',
    'closed books');
select tolsel.open_account('store', 'Store', 'asset', p_credit_limit => 0) \g /dev/null
select tolsel.record_vendor_bill(vendor('Roaster'), 'V-4', 10, account_of('store')) \g /dev/null
select tolsel.post_journal(jsonb_build_array(jsonb_build_object('account_code', 'store', 'amount', -10),
        jsonb_build_object('account_code', '6000', 'amount', 10))) \g /dev/null
select refuses($$select tolsel.void_vendor_bill(bill('V-4'), 'x')$$, 'UL005', 'short by 10',
    'bought for an account that has spent it');
select * from finish();
