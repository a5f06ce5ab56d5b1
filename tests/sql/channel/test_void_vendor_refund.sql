-- M10: a refund of a vendor that was none is taken back.
\ir vendors.sql
select plan(16);
select tolsel.record_vendor_refund(pay('ahead'), 20, 'cash', channel('till'), p_refunded_on => '2026-03-08',
    p_request_key => 'one') \g /dev/null
select refuses($$select tolsel.void_vendor_payment(pay('ahead'), 'x')$$, 'UH065', '20.00 of 60.00 was refunded',
    'its payment is not voided before');
select is((select concat_ws(' ', r.void_reason, r.voided_on)
        from tolsel.void_vendor_refund(refund('one'), 'bounced', '2026-03-09') r), 'bounced 2026-03-09',
    'it is void on a day of its own');
select is(pay_state('ahead'), '60.00 0.00 0.00 60.00', 'its payment is as free as before');
select is(book('till'), '2026-03-08 0 + 20 - 0 20, 2026-03-09 20 + 0 - 20 0', 'the money is out again');
select is(owed('Roaster'), 40::numeric, 'and owed by the vendor');
select is((tolsel.void_vendor_refund(refund('one'), 'bounced')).vendor_refund_id, refund('one'),
    'the same void answers with it');
select refuses($$select tolsel.void_vendor_refund(refund('one'), 'other')$$, 'UH012', 'bounced', 'another reason');
select is(told('vendor_refund'), 'vendor_refund.recorded vendor_refund.voided', 'others are told');
select refuses($$select tolsel.void_vendor_refund(987654, 'x')$$, 'UH066', '987654', 'no refund');
select refuses($$select tolsel.void_vendor_refund(refund('one'), '')$$, 'UC016', 'reason', 'no reason');
select tolsel.record_vendor_refund(pay('ahead'), 5, 'cash', channel('till'), p_refunded_on => '2026-03-08',
    p_request_key => 'two') \g /dev/null
select refuses($$select tolsel.void_vendor_refund(refund('two'), 'x', 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.void_vendor_refund(refund('two'), 'x', '2026-03-11')$$, 'UH004', '2026-03-10',
    'tomorrow');
select refuses($$select tolsel.void_vendor_refund(refund('two'), 'x', '2026-03-07')$$, 'UH020', '2026-03-08',
    'before it');
select tolsel.close_day(channel('till'), '2026-03-09') \g /dev/null
select refuses($$select tolsel.void_vendor_refund(refund('two'), 'x', '2026-03-09')$$, 'UL007', '2026-03-09',
    'a closed day');
select refuses($$select tolsel.void_vendor_refund(refund('two'), 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
set role shop_app;
select tolsel.open_channel('box', 'cash', p_is_guarded => true) \g /dev/null
select tolsel.pay_vendor(vendor('Roaster'), 3, 'cash', channel('till'), p_request_key => 'for box') \g /dev/null
select tolsel.record_vendor_refund(keyed('vendor_payment', 'for box'), 3, 'cash', channel('box'), 'x',
    p_request_key => 'spent') \g /dev/null
select put('box', -3) \g /dev/null
select refuses($$select tolsel.void_vendor_refund(keyed('vendor_refund', 'spent'), 'x')$$, 'UL005', 'short by 3',
    'M17 what is spent is not given back');
select * from finish();
