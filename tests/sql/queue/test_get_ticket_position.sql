-- Q13 Q14: how many are before, the last number called, and an estimate.
\ir office.sql
select plan(13);
create function tap.place_of(p_token text) returns text language sql
    return (select concat_ws(' ', p.before_count, 'before', coalesce(p.last_token, '-'), 'last',
            coalesce(p.estimate_minutes::text, '-'), 'minutes', p.reason)
        from tolsel.get_ticket_position(tap.ticket(p_token)) p);
set role shop_app;
select join_as('Cash'), join_as('Cash'), join_as('Advice'), join_as('Cash'), join_as('Cash') \g /dev/null
select is(place_of('C001'), '0 before - last 0 minutes', 'the next one');
select is(place_of('C002'), '1 before - last - minutes Nobody was served yet.',
    'nothing is known of how long it takes');
select next_at('1'), minutes_later(5) \g /dev/null
select is(place_of('C001'), '0 before C001 last - minutes The ticket does not wait: it is called.',
    'who does not wait');
select tolsel.complete_ticket(ticket('C001'), counter('1'), 'served') \g /dev/null
select is(place_of('C002'), '0 before C001 last 0 minutes', 'the next one, whatever services take');
select is(place_of('A001'), '1 before C001 last - minutes Nobody was served yet.',
    'another service is not known yet, though those before it are');
select is(place_of('C003'), '2 before C001 last 5 minutes', 'two services of five minutes at two counters');
select is(place_of('C004'), '3 before C001 last 8 minutes', 'three at two counters');
select tolsel.change_counter(counter('2'), false) \g /dev/null
select is(place_of('C003'), '1 before C001 last 5 minutes',
    'one at one counter: who waits for another service is not before him');
select is(place_of('A001'), '0 before C001 last - minutes No counter that has the service is open.',
    'a service that nobody gives');
select tolsel.set_queue_line(branch('Manila'), false) \g /dev/null
select is(place_of('C003'), '1 before C001 last - minutes No counter that has the service is open.',
    'a branch that is closed');
-- Q11: what the closing of a day ended is in no estimate.
reset role;
select is((select tolsel_queue.median_service_ms(branch('Manila'), service('Cash'), 1)), 300000::bigint,
    'the median of what people completed');
set role shop_app;
select refuses_alike('select tolsel.get_ticket_position(%s)', twin_of('ticket'), '987654', 'UQ008',
    'another tenant''s ticket');
select refuses('select tolsel.get_ticket_position(1, 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
