-- S79: how answers went over time.
\ir requests.sql
select plan(12);
set role shop_read;
set timezone = 'Asia/Kathmandu';
select results_eq(
    $$select * from tolsel.list_endpoint_trend('2026-03-09Z')$$,
    $$values (timestamptz '2026-03-09 08:00Z', 2::bigint, 1::bigint, 0.5000, 500::bigint, 900::bigint),
        ('2026-03-09 09:00Z', 1, 0, 0.0000, 10, 10),
        ('2026-03-09 23:00Z', 1, 1, 1.0000, 30, 30), ('2026-03-10 08:00Z', 2, 0, 0.0000, 41, 50),
        ('2026-03-10 10:00Z', 1, 1, 1.0000, 40, 40)$$,
    'by the hour of UTC, wherever it is asked');
select results_eq($$select bucket_at, call_count
        from tolsel.list_endpoint_trend('2026-03-09Z', p_bucket_minutes => 1440)$$,
    $$values (timestamptz '2026-03-09 00:00Z', 4::bigint), ('2026-03-10 00:00Z', 3)$$, 'by the day');
select results_eq($$select call_count from tolsel.list_endpoint_trend('2026-03-09Z', '2026-03-10Z', 1440, '/pay')$$,
    'values (3::bigint)', 'of an endpoint');
select results_eq($$select call_count from tolsel.list_endpoint_trend('2026-03-09Z', '2026-03-10Z', 1440, '/pay',
            'GET')$$, 'values (1::bigint)', 'and a method');
select refuses(format($$select * from tolsel.list_endpoint_trend('2026-03-09Z', p_bucket_minutes => %L)$$, m), 'UM009',
    'minutes', 'steps of ' || coalesce(m, 'null'))
from unnest(array['0', '7', '1000', '1441', '-60', null]) m;
select refuses($$select * from tolsel.list_endpoint_trend('2026-03-09Z', '2026-03-08Z')$$, 'UM010', 'From',
    'a window that ends before it begins');
select refuses_alike($$select * from tolsel.list_endpoint_trend('2026-03-09Z', p_tenant_id => %s)$$, '2', '987654',
    'UC002', 'another tenant');
select * from finish();
