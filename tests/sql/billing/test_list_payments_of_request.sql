-- S83: the payments of a request, and all it did.
\ir quarter.sql
select plan(5);
-- Another tenant has a request of that name.
set role twin_app;
select set_config('tolsel.request_id', 'req-1', false),
    tolsel.open_payment(twin_customer()::bigint, 5, 'stripe', p_invoice_ids => '{}') \g /dev/null
select set_config('tolsel.request_id', '', false) \g /dev/null
set role shop_read;
select results_eq(
    $$select payment_id from tolsel.list_payments_of_request('req-1')$$,
    $$values (payment_of('p1')), (payment_of('p2'))$$, 'S83 in order');
select is_empty($$select * from tolsel.list_payments_of_request('req')$$, 'another request did nothing');
select is_empty('select * from tolsel.list_payments_of_request(null)', 'no request is none');
select results_eq(
    $$select document, count(*) from tolsel.request_document where request_id = 'req-1' group by document
        order by document collate "C"$$,
    $$values ('allocation', 2::bigint), ('journal', 2), ('payment', 2), ('payment_tracking', 4)$$,
    'everything that one request did');
select refuses($$select * from tolsel.list_payments_of_request('req-1', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
