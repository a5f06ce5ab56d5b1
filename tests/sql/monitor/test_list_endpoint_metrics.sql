-- S79 S88: the slowest endpoints, and how many of their answers were errors.
\ir requests.sql
select plan(7);
set role shop_read;
select results_eq(
    $$select * from tolsel.list_endpoint_metrics('2026-03-09Z')$$,
    $$values ('/pay', 'POST', 2::bigint, 1::bigint, 0.5000, 500::bigint, 100::bigint, 900::bigint, 900::bigint),
        ('/list', 'GET', 4, 2, 0.5000, 38, 31, 50, 50), ('/pay', 'GET', 1, 0, 0.0000, 10, 10, 10, 10)$$,
    'the slowest on average first; 400 and above is an error');
select results_eq(
    $$select endpoint, method, call_count, error_count
        from tolsel.list_endpoint_metrics('2026-03-09 08:50Z', '2026-03-10 08:00Z')$$,
    $$values ('/pay', 'POST', 1::bigint, 1::bigint), ('/list', 'GET', 1, 1), ('/pay', 'GET', 1, 0)$$, 'of a window');
select results_eq($$select endpoint from tolsel.list_endpoint_metrics('-infinity', p_limit => 1)$$, $$values ('/pay')$$,
    'so many at most');
select is((select sum(call_count) from tolsel.list_endpoint_metrics()), 4::numeric,
    'of the last 24 hours, where nothing is said');
select is_empty($$select * from tolsel.list_endpoint_metrics('2026-03-11Z')$$, 'nothing was asked since');
select refuses($$select * from tolsel.list_endpoint_metrics(p_to_at => null)$$, 'UM010', 'to null', 'no end');
select refuses_alike($$select * from tolsel.list_endpoint_metrics('2026-03-09Z', p_tenant_id => %s)$$, '2', '987654',
    'UC002', 'another tenant');
select * from finish();
