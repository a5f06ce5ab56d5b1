-- S80 S121: how long a query took, and whether it failed.
\ir clock.sql
select plan(17);
set role shop_app;
begin;
select tolsel.set_context(p_request_id => 'req-1') \g /dev/null
select results_eq($$select description::text, duration_ms::integer, has_error, error_message::text, request_id,
        recorded_at from tolsel.record_query_metric('open invoices', 120)$$,
    $$values ('open invoices', 120, false, null::text, 'req-1', timestamptz '2026-03-10 12:00+00')$$, 'all is kept');
commit;
select results_eq($$select has_error, error_message::text
        from tolsel.record_query_metric('open invoices', 0, 'lock timeout')$$, $$values (true, 'lock timeout')$$,
    'what has a message has failed');
select lives_ok($$select tolsel.record_query_metric('x', 1, repeat('x', 4000))$$, 'a long one');
set role shop_read;
select results_eq($$select source from tolsel.list_request_logs('req-1')$$, $$values ('query_metric')$$,
    'S121 a request has its queries');
select is((select count(*) from tolsel.query_metric), 3::bigint, 'a reader sees them');
set role shop_app;
select refuses(format($$select tolsel.record_query_metric(%L, 1)$$, d), 'UC016', 'description',
    'a description of ' || coalesce(length(d)::text, 'no') || ' characters')
from unnest(array['', repeat('x', 201), null]) d;
select refuses(format($$select tolsel.record_query_metric('x', 1, %L)$$, m), 'UC016', 'error message',
    'an error of ' || length(m) || ' characters')
from unnest(array['', repeat('x', 4001)]) m;
select refuses(format($$select tolsel.record_query_metric('x', %L)$$, m), 'UM003', ' ms',
    'took ' || coalesce(m, 'null'))
from unnest(array['-1', null]) m;
select refuses_alike($$select tolsel.record_query_metric('x', 1, p_tenant_id => %s)$$, '2', '987654', 'UC002',
    'another tenant');
reset role;
select throws_ok($$insert into tolsel_monitor.query_metric (tenant_id, recorded_at, description, duration_ms, has_error)
        values (1, now(), 'x', 1, true)$$, '428C9', null, 'whether it failed is worked out');
select refuses($$delete from tolsel_monitor.query_metric$$, 'UC015', 'DELETE', 'none is deleted');
set role shop_read;
select throws_ok($$select tolsel.record_query_metric('x', 1)$$, '42501', null, 'a reader writes nothing');
set role shop_app;
select throws_ok($$select from tolsel_monitor.query_metric$$, '42501', null, 'the table is closed');
select * from finish();
