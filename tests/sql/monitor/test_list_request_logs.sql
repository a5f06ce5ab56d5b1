-- S121: what a request has logged, its queries and its answer.
\ir clock.sql
select plan(7);
set role shop_app;
begin;
select tolsel.set_context(p_request_id => 'req-1') \g /dev/null
select tolsel.record_log('info', 'payment', 'Paid', 12),
    tolsel.record_log('info', 'payment', 'Gone', p_expires_at => '2026-03-10 12:30Z'),
    tolsel.record_query_metric('aging', 7), tolsel.record_query_metric('aging', 8, 'cancelled'),
    tolsel.record_api_metric('/pay', 'POST', 201, 30) \g /dev/null
commit;
begin;
select tolsel.set_context(p_request_id => 'req-2') \g /dev/null
select tolsel.record_log('info', 'payment', 'Another') \g /dev/null
commit;
select at('2026-03-10 12:30Z') \g /dev/null
set role shop_read;
select results_eq($$select source, source_id, summary, duration_ms from tolsel.list_request_logs('req-1')$$,
    $$values ('system_log', 1::bigint, 'info payment: Paid', 12), ('query_metric', 1, 'aging', 7),
        ('query_metric', 2, 'aging: cancelled', 8), ('api_metric', 1, 'POST /pay: 201', 30)$$,
    'in order, and nothing that has expired');
select is_empty($$select * from tolsel.list_request_logs('req-3')$$, 'an unknown request has nothing');
select is_empty($$select * from tolsel.list_request_logs(null)$$, 'nor has none');
select is_empty($$select * from tolsel.list_request_logs('req-1', '2026-03-10 12:00:01Z')$$, 'of a window');
select is_empty($$select * from tolsel.list_request_logs('req-1', p_to_at => '2026-03-10 12:00Z')$$,
    'that is open at its end');
select refuses($$select * from tolsel.list_request_logs('req-1', '2026-03-10Z', '2026-03-09Z')$$, 'UM010', 'From',
    'a window that ends before it begins');
select refuses_alike($$select * from tolsel.list_request_logs('req-1', p_tenant_id => %s)$$, '2', '987654', 'UC002',
    'another tenant');
select * from finish();
