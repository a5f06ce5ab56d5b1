-- S25: what has paid an invoice, the latest first.
\ir quarter.sql
select plan(6);
set role shop_read;
select results_eq(
    $$select payment_id, amount::numeric from tolsel.list_allocations(invoice_of('a1'))$$,
    $$values (payment_of('p2'), 600.0), (payment_of('p1'), 400)$$, 'S25 by paid_at, descending');
select results_eq(
    $$select payment_id, amount::numeric, reverses_allocation_id is not null
        from tolsel.list_allocations(invoice_of('b1'))$$,
    $$values (payment_of('bounced'), -250.0, true), (payment_of('bounced'), 250, false)$$,
    'what was taken back is below 0');
select is_empty($$select * from tolsel.list_allocations(invoice_of('a3'))$$, 'nothing is paid');
select refuses('select * from tolsel.list_allocations(null)', 'UB002', 'null', 'no invoice');
reset role;
set role twin_app;
select refuses('select * from tolsel.list_allocations(invoice_of(''a1''))', 'UB002', 'Invoice',
    'A14 another tenant''s invoice');
select refuses('select * from tolsel.list_allocations(1, p_tenant_id => 1)', 'UC002', 'tenant 1', 'another tenant');
select * from finish();
