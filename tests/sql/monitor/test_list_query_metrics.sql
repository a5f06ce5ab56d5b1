-- S80: which queries fail most often, and which are slow.
\ir requests.sql
select plan(5);
set role shop_read;
select results_eq($$select * from tolsel.list_query_metrics('2026-03-09Z')$$,
    $$values ('aging', 3::bigint, 2::bigint, 0.6667, 1116::bigint, 3000::bigint, 3000::bigint),
        ('open invoices', 2, 0, 0.0000, 175, 250, 250), ('one customer', 1, 0, 0.0000, 1, 1, 1)$$,
    'those that fail most often first, of equals the slowest');
select results_eq($$select description, run_count, error_count
        from tolsel.list_query_metrics('2026-03-10Z', '2026-03-10 10:00Z')$$, $$
        values ('aging', 1::bigint, 0::bigint)$$, 'of a window');
select results_eq($$select description from tolsel.list_query_metrics('2026-03-09Z', p_limit => 1)$$,
    $$values ('aging')$$, 'so many at most');
select refuses($$select * from tolsel.list_query_metrics(p_to_at => null)$$, 'UM010', 'to null', 'no end');
select refuses_alike($$select * from tolsel.list_query_metrics('2026-03-09Z', p_tenant_id => %s)$$, '2', '987654',
    'UC002', 'another tenant');
select * from finish();
