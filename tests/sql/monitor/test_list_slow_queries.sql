-- S80 S88: the slow queries, the slowest first.
\ir requests.sql
select plan(7);
set role shop_read;
select results_eq(
    $$select description::text, duration_ms::integer, has_error from tolsel.list_slow_queries('2026-03-09Z')$$,
    $$values ('aging', 3000, false), ('aging', 250, true), ('open invoices', 250, false),
        ('open invoices', 100, false)$$,
    'from 100 ms on, of equals the latest first');
select results_eq($$select duration_ms::integer from tolsel.list_slow_queries('2026-03-09Z', '2026-03-10Z', 0)$$,
    'values (250), (100), (99)', 'from another duration on, in a window');
select results_eq($$select duration_ms::integer from tolsel.list_slow_queries('-infinity', p_limit => 1)$$,
    'values (3000)', 'so many at most');
select is_empty($$select * from tolsel.list_slow_queries('-infinity', p_min_duration_ms => 3001)$$, 'none was slower');
select refuses($$select * from tolsel.list_slow_queries('-infinity', p_min_duration_ms => -1)$$, 'UM003', '-1 ms',
    'a negative duration');
select refuses($$select * from tolsel.list_slow_queries(p_to_at => null)$$, 'UM010', 'to null', 'no end');
select refuses_alike($$select * from tolsel.list_slow_queries('2026-03-09Z', p_tenant_id => %s)$$, '2', '987654',
    'UC002', 'another tenant');
select * from finish();
