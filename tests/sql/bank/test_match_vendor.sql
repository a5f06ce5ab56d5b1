-- G11: what went out pays a vendor.
\ir payments.sql
select plan(9);
set role shop_app;
select tolsel.record_vendor_bill(vendor('Roaster'), 'R1', 35, account_of('3000'), '2026-03-01') \g /dev/null
select tell('[{"amount": "-30"}, {"amount": "-9"}, {"amount": "1"}]') \g /dev/null
select is((m.kind, m.amount)::text, '(vendor,-30.00)', 'a part of a bill')
    from tolsel.match_vendor(detail(1), vendor('Roaster'), bill('R1')) m;
select is(bill_state('R1'), 'partial: paid 30.00 open 5.00', 'is paid');
select is((m.kind, m.amount)::text, '(vendor,-9.00)', 'on account')
    from tolsel.match_vendor(detail(2), vendor('Roaster')) m;
select is((owed('Roaster'), holds('bank')), (-4::numeric, -39::numeric), 'both are booked');
select refuses($$select tolsel.match_vendor(detail(3), vendor('Roaster'))$$, 'UK022', 'is 1',
    'what came in pays nobody');
select refuses($$select tolsel.match_vendor(detail(2), vendor('Roaster'))$$, 'UK013', 'belongs to match',
    'never twice');
select refuses($$select tolsel.match_vendor(null, vendor('Roaster'))$$, 'UK012', 'null', 'no payment');
select refuses($$select tolsel.match_vendor(detail(3), vendor('Roaster'), p_reason => '')$$, 'UC016', 'reason has',
    'no reason');
select refuses($$select tolsel.match_vendor(detail(3), 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
