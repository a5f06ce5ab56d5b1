-- S83: how long payments take, by method.
\ir quarter.sql
select plan(6);
-- verify: breaches expected
-- As if providers had taken so long, without their journals: 1 to 20 minutes, where 5 are usual.
reset role;
set session_replication_role = replica;
insert into tolsel_billing.payment (tenant_id, customer_id, status, method, amount, paid_on, processing_ms, opened_at,
    completed_at, journal_id)
select 1, customer_of('ann'), 'completed', 'mobile_money', 1, '2025-06-01', n * 60000, '2025-06-01', '2025-06-01', -n
    from generate_series(1, 20) n;
insert into tolsel_billing.payment (tenant_id, customer_id, status, method, amount, paid_on, processing_ms, opened_at,
    completed_at, journal_id)
select 1, customer_of('ann'), 'completed', 'buy_now_pay_later', 1, '2025-06-01', 59999, '2025-06-01', '2025-06-01', 0;
reset session_replication_role;
set role shop_read;
select results_eq(
    $$select method, processing_minutes, payment_count, average_ms, median_ms, percentile_95_ms, maximum_ms, late_share
      from tolsel.list_processing_times('2025-06-01', '2025-06-30')$$,
    $$values ('buy_now_pay_later', 0, 1::bigint, 59999::bigint, 59999::bigint, 59999::bigint, 59999::bigint, 0.0),
        ('mobile_money', 5, 20, 630000, 600000, 1140000, 1200000, 0.75)$$,
    'average, median, 95th percentile, maximum, and the share that took whole minutes more than usual');
select is_empty($$select * from tolsel.list_processing_times('2024-06-01', '2024-06-30')$$, 'no payments, no times');
select results_eq(
    $$select method, payment_count from tolsel.list_processing_times('2026-01-01', '2026-03-31')$$,
    $$values ('bank_transfer', 1::bigint), ('cash', 3), ('cheque', 1)$$,
    'a failed one was not processed, a bounced one was');
select refuses($$select * from tolsel.list_processing_times('2026-02-01', '2026-01-31')$$, 'UC014', 'From',
    'no period');
select refuses($$select * from tolsel.list_processing_times('2026-02-01', null)$$, 'UC014', 'null', 'no last day');
select refuses($$select * from tolsel.list_processing_times('2026-01-01', '2026-01-31', p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select * from finish();
