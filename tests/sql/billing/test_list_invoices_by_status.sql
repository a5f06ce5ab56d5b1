-- S84: invoices by status, which nobody writes: it follows from what is paid.
\ir quarter.sql
select plan(11);
set role shop_read;
select results_eq($$select invoice_id from tolsel.list_invoices_by_status('open')$$,
    $$values (invoice_of('b1')), (invoice_of('fee')), (invoice_of('a3'))$$, 'S85 open, those due first at the top');
select results_eq($$select invoice_id from tolsel.list_invoices_by_status('partial')$$,
    $$values (invoice_of('a2')), (invoice_of('b2'))$$, 'partial');
select results_eq($$select invoice_id, payment_count, partial_payment_count, last_payment_on::date
        from tolsel.list_invoices_by_status('paid')$$,
    $$values (invoice_of('a1'), 2, 2, date '2026-02-20')$$,
    'S84 paid, with its payments, how many of them were partial, and the last');
select results_eq($$select invoice_id from tolsel.list_invoices_by_status('void')$$, $$values (invoice_of('void'))$$,
    'void');
select results_eq($$select invoice_id from tolsel.list_invoices_by_status('draft')$$, $$values (invoice_of('draft'))$$,
    'draft');
select results_eq($$select invoice_id from tolsel.list_invoices_by_status('open', 1)$$, $$values (invoice_of('b1'))$$,
    'so many of them');
select is_empty($$select * from tolsel.list_invoices_by_status('open', -1)$$, 'or none');
select refuses($$select * from tolsel.list_invoices_by_status('overdue')$$, 'UB029', 'overdue',
    'overdue is no status but a question of the day');
select refuses('select * from tolsel.list_invoices_by_status(null)', 'UB029', 'NULL', 'no status');
select refuses($$select * from tolsel.list_invoices_by_status('open', p_branch_id => 987654)$$, 'UC018',
    'Branch 987654', 'M14 no such branch');
select refuses($$select * from tolsel.list_invoices_by_status('open', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
