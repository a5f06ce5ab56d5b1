-- Q12: served, nothing, and not recorded are three things.
\ir office.sql
select plan(23);
create function tap.left_open(p_minutes integer) returns text language plpgsql as $left_open$
declare
    v_token text := tap.join_as('Cash');
begin
    perform tap.next_at('1'), tolsel.start_service(tap.ticket(v_token), tap.counter('1')), tap.minutes_later(p_minutes);
    return (select concat_ws(' ', t.outcome, t.service_ms / 60000, t.is_left_open)
        from tolsel.complete_ticket(tap.ticket(v_token), tap.counter('1'), 'served') t);
end
$left_open$;
create function tap.averages() returns text language sql
    return (select concat_ws(' ', d.completed_count, d.average_service_s, s.average_service_s, s.service_s)
        from tolsel.get_queue_dashboard(tap.branch('Manila'), '2026-03-10', '2026-03-10') d,
        tolsel.list_queue_stats(tap.branch('Manila'), '2026-03-10', '2026-03-10', 'day') s);
set role shop_app;
select set_stage() \g /dev/null
select close_yesterday() \g /dev/null
select * from refusals('complete_ticket({ticket}, {counter}{tenant})', 'UC002 UQ006 UQ008 UQ009 UQ011 UQ014');
select refuses($$select tolsel.complete_ticket(ticket('C001'))$$, 'UQ011', 'the counter named is none',
    'what is at a counter is completed there');
select refuses($$select tolsel.complete_ticket(ticket('C001'), counter('1'), 'well')$$, 'UQ018', 'well',
    'an outcome there is not');
select minutes_later(2) \g /dev/null
select is((select concat_ws(' ', t.state, t.outcome, t.service_ms, t.served_at = t.called_at)
        from tolsel.complete_ticket(ticket('C001'), counter('1'), 'served') t),
    'completed served 120000 t', 'who was not said to have come, came when he was called');
select is((tolsel.complete_ticket(ticket('C001'), counter('1'), 'served')).event_no, 3, 'once more, nothing happens');
select refuses($$select tolsel.complete_ticket(ticket('C001'), counter('1'), 'nothing')$$, 'UQ009', 'is completed',
    'nor is the outcome changed');
select join_as('Cash'), next_at('1') \g /dev/null
select tolsel.start_service(ticket('C003'), counter('1')) \g /dev/null
select minutes_later(1) \g /dev/null
select is((select concat_ws(' ', t.outcome, t.service_ms)
        from tolsel.complete_ticket(ticket('C003'), counter('1'), 'nothing') t), 'nothing 60000', 'nothing was served');
select join_as('Cash'), next_at('1') \g /dev/null
select is((tolsel.complete_ticket(ticket('C004'), counter('1'))).outcome, null, 'nothing was recorded');
select is(counted(),
    'called_count 3, cancelled_count 1, joined_count 5, nothing_count 1, reset_cancelled_count 1, served_count 1, '
    'service_ms 180000, timed_count 3, unrecorded_count 1', 'each counts for itself');
select is((select string_agg(s.counter_id || ' ' || s.completed_count, ', ')
        from tolsel.list_queue_stats(branch('Manila'), '2026-03-10', '2026-03-10', 'counter') s where s.counter_id > 0),
    counter('1') || ' 3', 'at its counter');
-- Q11: what was left open counts, but not its time.
set role shop_app;
select is(left_open(240), 'served 240 f', 'four hours at a counter are a service');
select is(averages(), '4 3645.000 3645.000 14580.000', 'and count');
reset role;
select is(tolsel_queue.median_service_ms(branch('Manila'), service('Cash'), 1), 60000::bigint, 'in the estimates too');
set role shop_app;
select is(left_open(241), 'served 241 t', 'a minute more was left open');
select is(averages(), '5 3645.000 3645.000 14580.000', 'which is one more, and in no average');
reset role;
select is((select concat_ws(' ', tolsel_queue.median_service_ms(branch('Manila'), service('Cash'), 1),
            e.service_ms is null, e.processing_duration_minutes) from tolsel_queue.ticket_event e
    where e.tenant_id = 1 and e.action = 'complete' order by e.happened_at desc limit 1), '60000 t 241.00',
        'and in no estimate, though it is known');
-- S57 and the repair of old rows: wait and service of every completed ticket are known.
reset role;
select is((select count(*)::int from tolsel_queue.ticket t
        where t.state = 'completed' and t.reset_run_id is null and t.served_at is null), 0,
    'every service has a beginning');
select throws_ok($$update tolsel_queue.ticket set served_at = null where state = 'completed'$$, '23514', null,
    'and cannot lose it');
select * from finish();
