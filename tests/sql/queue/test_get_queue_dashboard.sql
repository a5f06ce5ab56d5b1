-- S56: what the dashboard says is a recount of the rows.
\ir office.sql
select plan(9);
create function tap.serve(p_no integer) returns void language sql
begin atomic
    select tap.minutes_later(1);
    select tap.next_at('1');
    select tolsel.start_service(tap.ticket('C' || lpad(p_no::text, 3, '0')), tap.counter('1'));
    select tap.minutes_later(2);
    select tolsel.complete_ticket(tap.ticket('C' || lpad(p_no::text, 3, '0')), tap.counter('1'), 'served');
end;
create function tap.recounted() returns text language sql set role = none return
    (select concat_ws(' ', count(*), count(*) filter (where t.state = 'completed' and t.reset_run_id is null),
            count(*) filter (where t.state = 'cancelled' and t.reset_run_id is null),
        count(*) filter (where t.state = 'no_show'), count(t.reset_run_id),
        round(avg(extract(epoch from t.called_at - t.joined_at)) filter (where t.reset_run_id is null), 3),
        (percentile_disc(0.9) within group (order by round(extract(epoch from t.called_at - t.joined_at), 3)) filter (
                where t.called_at is not null and t.reset_run_id is null)),
        round(max(extract(epoch from t.called_at - t.joined_at)) filter (where t.reset_run_id is null), 3),
        round(sum(extract(epoch from t.ended_at - t.served_at)) filter (where t.state = 'completed'
                and t.reset_run_id is null) / 10, 3), count(distinct t.business_on))
     from tolsel_queue.ticket t where t.tenant_id = 1 and t.branch_id = tap.branch('Manila'));
set role shop_app;
select is((select d::text from tolsel.get_queue_dashboard(branch('Manila'), '2026-03-01', '2026-03-31') d),
    '(0,0,0,0,0,,,,,0,0,0,)', 'nothing has happened: no average, and zeros');
select minutes_later(-1440) \g /dev/null
select count(join_as('Cash')) from generate_series(1, 12) \g /dev/null
select serve(n) from generate_series(1, 10) n \g /dev/null
select next_at('1'), tolsel.cancel_ticket(ticket('C012')) \g /dev/null
select minutes_later(1440) \g /dev/null
select close_yesterday(), join_as('Cash') \g /dev/null
-- Waits of 1, 4, 7, ... 28 minutes; the eleventh was called, and ended by the closing of the day.
select is((select concat_ws(' ', d.joined_count, d.completed_count, d.cancelled_count, d.no_show_count, d.reset_count,
            d.day_count, d.ok_reset_count, d.failed_reset_count, d.reset_success_percent)
    from tolsel.get_queue_dashboard(branch('Manila'), '2026-03-01', '2026-03-31') d), '13 10 1 0 1 2 1 0 100.0',
        'counts of both days');
select is((select concat_ws(' ', d.average_wait_s, d.p90_wait_s, d.longest_wait_s, d.average_service_s)
        from tolsel.get_queue_dashboard(branch('Manila'), '2026-03-09', '2026-03-09') d),
    '870.000 1500.000 1680.000 120.000', 'waits of 1, 4, 7, ... 28 minutes and services of two');
select is((select concat_ws(' ', d.joined_count, d.completed_count, d.cancelled_count, d.no_show_count, d.reset_count,
            d.average_wait_s, d.p90_wait_s, d.longest_wait_s, d.average_service_s, d.day_count)
    from tolsel.get_queue_dashboard(branch('Manila'), '2026-03-01', '2026-03-31') d), recounted(),
        'the same, counted row by row');
set role shop_read;
select is((select d.joined_count from tolsel.get_queue_dashboard(branch('Manila'), '2026-03-09', '2026-03-09') d),
    12::bigint, 'a reader may ask');
set role shop_app;
select refuses($$select tolsel.get_queue_dashboard(branch('Manila'), null, '2026-03-09')$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.get_queue_dashboard(branch('Nowhere'), '2026-03-09', '2026-03-09')$$, 'UQ001', 'Branch',
    'a branch without a queue');
select refuses_alike($$select tolsel.get_queue_dashboard(%s, '2026-03-09', '2026-03-09')$$, twin_of('branch'), '987654',
    'UQ001', 'another tenant''s branch');
select refuses($$select tolsel.get_queue_dashboard(branch('Manila'), '2026-03-09', '2026-03-09', 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select * from finish();
