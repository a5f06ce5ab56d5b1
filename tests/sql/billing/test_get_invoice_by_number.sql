-- S84: an invoice by the number that is printed on it.
\ir quarter.sql
select plan(8);
set role shop_app;
select tolsel.issue_invoice(customer_of('ann'), '[{"amount": "1"}]', p_series => 'INV-2026',
    p_request_key => 'series') \g /dev/null
set role shop_read;
select is((tolsel.get_invoice_by_number('INV-2')).invoice_id, invoice_of('a2'), 'S84 found by its number');
select is((tolsel.get_invoice_by_number('INV-2026-1')).invoice_id, invoice_of('series'), 'a series with a hyphen');
select results_eq($$select (tolsel.get_invoice_by_number(i.invoice_number)).invoice_id from tolsel.invoice i
        where i.number is not null$$,
    $$select i.invoice_id from tolsel.invoice i where i.number is not null$$, 'every number leads back to its invoice');
select refuses($$select tolsel.get_invoice_by_number('INV-99')$$, 'UB002', 'INV-99', 'a number that was not given');
select refuses($$select tolsel.get_invoice_by_number('nonsense')$$, 'UB002', 'nonsense', 'no number');
select refuses('select tolsel.get_invoice_by_number(null)', 'UB002', 'NULL', 'nothing');
select refuses($$select tolsel.get_invoice_by_number('INV-1', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
set role twin_app;
select refuses($$select tolsel.get_invoice_by_number('INV-1')$$, 'UB002', 'INV-1', 'A14 another tenant''s number');
select * from finish();
