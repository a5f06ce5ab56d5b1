-- G11: own transfers, from either side.
\ir payments.sql
select plan(7);
set role shop_app;
select tell('[{"amount": "-30"}, {"amount": "12"}, {"amount": "0.00"}]') \g /dev/null
select is((m.kind, m.amount)::text, '(transfer,-30.00)', 'to the till')
    from tolsel.match_transfer(detail(1), channel('till')) m;
select is((m.kind, m.amount)::text, '(transfer,12.00)', 'and from it')
    from tolsel.match_transfer(detail(2), channel('till')) m;
select is((holds('bank'), holds('till')), (-18::numeric, 18::numeric), 'both are booked');
select refuses($$select tolsel.match_transfer(detail(3), channel('till'))$$, 'UC009', 'is 0', 'nothing to transfer');
select refuses($$select tolsel.match_transfer(detail(1), channel('till'))$$, 'UK013', 'belongs to match',
    'never twice');
select refuses($$select tolsel.match_transfer(detail(3), channel('till'), '')$$, 'UC016', 'reason has', 'no reason');
select refuses($$select tolsel.match_transfer(detail(3), 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
