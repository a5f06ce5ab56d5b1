-- Q5: parked is a state of its own, and ends by itself.
\ir office.sql
select plan(15);
set role shop_app;
select set_stage() \g /dev/null
select close_yesterday() \g /dev/null
select * from refusals('park_ticket({ticket}, {counter}, 5{tenant})', 'UC002 UQ006 UQ008 UQ009 UQ011 UQ014');
select refuses($$select tolsel.park_ticket(ticket('C001'), counter('1'), -1)$$, 'UQ016', '-1', 'less than no minute');
select refuses($$select tolsel.park_ticket(ticket('C001'), counter('1'), null)$$, 'UQ016', 'null', 'no minutes');
select refuses($$select tolsel.park_ticket(ticket('C001'), counter('1'), 1441)$$, 'UQ016', '1441', 'more than a day');
select minutes_later(2) \g /dev/null
select is((select concat_ws(' ', t.state, t.counter_id, t.returns_at at time zone 'Asia/Manila', t.service_ms)
        from tolsel.park_ticket(ticket('C001'), counter('1'), 5) t),
    'parked 2026-03-10 09:07:00 0', 'parked from its call: no service');
select is((tolsel.park_ticket(ticket('C001'), counter('1'), 9)).returns_at at time zone 'Asia/Manila',
    '2026-03-10 09:07:00', 'once more, nothing happens');
select is(waiting(), null, 'it does not wait');
select minutes_later(5) \g /dev/null
select is(next_at('1'), 'C001', 'it is called again, to the minute');
select tolsel.start_service(ticket('C001'), counter('1')) \g /dev/null
select minutes_later(4) \g /dev/null
select is((tolsel.park_ticket(ticket('C001'), counter('1'))).service_ms::int, 240000,
    'parked from a service: what was served is kept');
select is(counted(), 'called_count 1, cancelled_count 1, joined_count 3, parked_count 2, reset_cancelled_count 1',
    'one wait only counts');
select * from finish();
