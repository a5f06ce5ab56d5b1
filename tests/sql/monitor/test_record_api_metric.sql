-- S79 S121: how a request was answered.
\ir clock.sql
select plan(26);
set role shop_app;
begin;
select tolsel.set_context(p_request_id => 'req-1') \g /dev/null
select results_eq($$select endpoint::text, method::text, status_code::integer, response_ms::integer, request_id,
        recorded_at from tolsel.record_api_metric('/invoices/:id', 'GET', 200, 12)$$,
    $$values ('/invoices/:id', 'GET', 200, 12, 'req-1', timestamptz '2026-03-10 12:00+00')$$, 'all is kept');
commit;
select is((tolsel.record_api_metric('/login?password=secret', 'POST', 401, 0)).endpoint::text, '/login',
    'S93 what follows a question mark is left out');
select is((tolsel.record_api_metric('/a#token=secret', 'GET', 401, 0)).endpoint::text, '/a', 'S93 or a hash');
select is((tolsel.record_api_metric('/users/ann@shop.example/orders', 'GET', 200, 0)).endpoint::text,
    '/users/***@***/orders', 'S93 and an address in it');
select is((tolsel.record_api_metric('/' || repeat('x', 5000), 'GET', 404, 0)).endpoint::text, '/' || repeat('x', 199),
    'a path that nobody has is cut, and the request goes on');
select lives_ok(format($$select tolsel.record_api_metric('/a', 'GET', %s, 1)$$, s), 'status ' || s)
    from unnest(array[100, 599]) s;
set role shop_read;
select results_eq($$select source from tolsel.list_request_logs('req-1')$$, $$values ('api_metric')$$,
    'S121 a request has its answer');
select is((select count(*) from tolsel.api_metric), 7::bigint, 'a reader sees them');
set role shop_app;
select refuses(format($$select tolsel.record_api_metric(%L, 'GET', 200, 1)$$, e), 'UC016', 'endpoint',
    'an endpoint of ' || coalesce(length(e)::text, 'no') || ' characters')
from unnest(array['', '?a=1', null]) e;
select refuses(format($$select tolsel.record_api_metric('/a', %L, 200, 1)$$, m), 'UM004', 'Method',
    'method ' || coalesce(m, 'null'))
from unnest(array['get', '', repeat('X', 21), E'GET\n', null]) m;
select refuses(format($$select tolsel.record_api_metric('/a', 'GET', %L, 1)$$, s), 'UM005', 'Status',
    'status ' || coalesce(s, 'null'))
from unnest(array['99', '600', '-200', null]) s;
select refuses(format($$select tolsel.record_api_metric('/a', 'GET', 200, %L)$$, m), 'UM003', ' ms',
    'took ' || coalesce(m, 'null'))
from unnest(array['-1', null]) m;
select refuses_alike($$select tolsel.record_api_metric('/a', 'GET', 200, 1, %s)$$, '2', '987654', 'UC002',
    'another tenant');
reset role;
select refuses($$update tolsel_monitor.api_metric set response_ms = 0$$, 'UC015', 'UPDATE',
    'nothing is made quicker later');
set role shop_read;
select throws_ok($$select tolsel.record_api_metric('/a', 'GET', 200, 1)$$, '42501', null, 'a reader writes nothing');
select * from finish();
