-- Q4: token and time of joining stay, the priority is that of the service.
\ir office.sql
select plan(22);
set role shop_app;
select tolsel.change_queue_service(service('Advice'), p_priority => 'senior') \g /dev/null
select set_stage() \g /dev/null
select close_yesterday() \g /dev/null
select join_as('Advice') \g /dev/null
select * from refusals('transfer_ticket({ticket}, service(''Advice''), {counter}{tenant})',
    'UC002 UQ006 UQ008 UQ009 UQ011 UQ014');
select refuses($$select tolsel.transfer_ticket(ticket('C001'), service('Advice'), counter('1'), counter('shut'))$$,
    'UQ007', 'shut', 'to a closed counter');
select refuses($$select tolsel.transfer_ticket(ticket('C001'), service('Advice'), counter('1'), counter('1'))$$,
    'UQ012', 'Counter', 'to one without that service');
select refuses($$select tolsel.transfer_ticket(ticket('C001'), service('Advice'), counter('1'), counter('far'))$$,
    'UQ011', 'counter .* is at branch', 'to one of another branch');
select is((refusal_of($$select tolsel.transfer_ticket(
        ticket('C001'), service('Advice'), counter('1'), counter('far'))$$)).hint,
    'Send it to a counter of branch ' || branch('Manila') || '.', 'and the hint names the one where it is');
select refuses($$select tolsel.transfer_ticket(ticket('C001'), service('Closed'), counter('1'))$$, 'UQ004', 'Closed',
    'to a service out of use');
select refuses_alike($$select tolsel.transfer_ticket(ticket('C001'), %s, counter('1'))$$, twin_of('service'), '987654',
    'UQ003', 'to another tenant''s service');
select tolsel.start_service(ticket('C001'), counter('1')) \g /dev/null
select minutes_later(3) \g /dev/null
select is((select concat_ws(' ', t.token, t.state, t.priority, t.head_start_s, t.service_ms,
            t.joined_at at time zone 'Asia/Manila')
    from tolsel.transfer_ticket(ticket('C001'), service('Advice'), counter('1')) t),
        'C001 waiting senior 600 180000 2026-03-10 09:00:00', 'to another service');
select is((tolsel.transfer_ticket(ticket('C001'), service('Advice'), counter('1'))).event_no, 4,
    'once more, nothing happens');
select is(waiting(), 'C001 A001', 'its place is that of its time and new priority');
select is(next_at('1'), null, 'the counter that sent it has not that service');
select is(next_at('2'), 'C001', 'another has');
select join_as('Cash'), join_as('Cash') \g /dev/null
select is((tolsel.transfer_ticket(ticket('C003'), service('Cash'), p_to_counter_id => counter('2'))).target_counter_id,
    counter('2'), 'one who waits, to one counter');
select is(next_at('1'), 'C004', 'no other calls him');
select tolsel.complete_ticket(ticket('C001'), counter('2'), 'served') \g /dev/null
select is(next_at('2'), 'A001', 'he has his place in the line of that one');
reset role;
select is((select string_agg(concat_ws(' ', s.name, h.transferred_count, h.served_count), ', ' order by s.name)
        from tolsel_queue.hourly_stat h
    join tolsel_queue.service s using (tenant_id, service_id) where h.transferred_count + h.served_count > 0),
        'Advice 0 1, Cash 1 0, Cash 1 0',
    'a transfer counts for the service it leaves, a completion for the one it has');
select is((select concat_ws(' ', e.from_state, e.service_id = service('Cash'), e.to_service_id = service('Advice'))
        from tolsel_queue.ticket_event e
    where e.ticket_id = ticket('C001') and e.action = 'transfer'), 'serving t t', 'both are kept');
select * from finish();
