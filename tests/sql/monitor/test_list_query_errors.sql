-- S80: the queries that failed, the latest first.
\ir requests.sql
select plan(4);
set role shop_read;
select results_eq($$select description::text, error_message::text from tolsel.list_query_errors('2026-03-09Z')$$,
    $$values ('aging', 'lock timeout'), ('aging', 'cancelled')$$, 'with what they failed with');
select results_eq($$select error_message::text from tolsel.list_query_errors('2026-03-09Z', '2026-03-10 10:00Z', 5)$$,
    $$values ('cancelled')$$, 'of a window');
select refuses($$select * from tolsel.list_query_errors(p_to_at => null)$$, 'UM010', 'to null', 'no end');
select refuses_alike($$select * from tolsel.list_query_errors('2026-03-09Z', p_tenant_id => %s)$$, '2', '987654',
    'UC002', 'another tenant');
select * from finish();
