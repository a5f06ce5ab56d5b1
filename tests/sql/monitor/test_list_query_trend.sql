-- S80: how queries went over time.
\ir requests.sql
select plan(4);
set role shop_read;
select results_eq($$select * from tolsel.list_query_trend('2026-03-09Z', p_bucket_minutes => 720)$$,
    $$values (timestamptz '2026-03-09 00:00Z', 2::bigint, 0::bigint, 0.0000, 175::bigint, 250::bigint),
        ('2026-03-09 12:00Z', 1, 1, 1.0000, 99, 99), ('2026-03-10 00:00Z', 3, 1, 0.3333, 1084, 3000)$$,
    'by half a day');
select refuses($$select * from tolsel.list_query_trend('2026-03-09Z', p_bucket_minutes => 0)$$, 'UM009', '0 minutes',
    'no steps');
select refuses($$select * from tolsel.list_query_trend(p_to_at => null)$$, 'UM010', 'to null', 'no end');
select refuses_alike($$select * from tolsel.list_query_trend('2026-03-09Z', p_tenant_id => %s)$$, '2', '987654',
    'UC002', 'another tenant');
select * from finish();
