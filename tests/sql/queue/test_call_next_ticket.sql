-- S40 S43: the first in line is called to a counter that has nobody.
\ir office.sql
select plan(31);
set role shop_admin;
select (tolsel.open_user_account('Ana', 'clerk')).user_id as ana \gset
reset role;
set role shop_app;
select tolsel.open_counter('own', branch('Manila'), array[service('Cash')]) \g /dev/null
select tolsel.change_counter(counter('own'), p_user_ids => array[:ana]) \g /dev/null
select refuses($$select tolsel.call_next_ticket(counter('own'))$$, 'UQ050', 'own\) was given to',
    'Q18 a counter of somebody else');
select is(next_at('1'), null, 'nobody waits');
select join_as('Advice'), join_as('Cash'), join_as('Cash') \g /dev/null
select minutes_later(2) \g /dev/null
select is((select concat_ws(' ', t.token, t.state, t.wait_ms, t.call_count)
        from tolsel.call_next_ticket(counter('1'), 'k1') t), 'C001 called 120000 1',
    'the first whom the counter may call');
select is((tolsel.call_next_ticket(counter('1'), 'k1')).token, 'C001', 'the same request answers with him');
select refuses($$select tolsel.call_next_ticket(counter('2'), 'k1')$$, 'UC024', 'of C001 to counter',
    'another counter');
select is((refusal_of($$select tolsel.call_next_ticket(counter('1'))$$)).hint,
    'Complete, park, transfer or take back C001 first.', 'a counter has one at a time, and is told whom');
select refuses($$select tolsel.call_next_ticket(counter('1'))$$, 'UQ010', 'C001\) is called', 'while he is called');
select is(next_at('2'), 'A001', 'a counter with more services takes the first of all');
select tolsel.start_service(ticket('A001'), counter('2')) \g /dev/null
select refuses($$select tolsel.call_next_ticket(counter('2'))$$, 'UQ010', 'A001\) is serving', 'while he is served');
select tolsel.process_ticket(ticket('A001'), counter('2')) \g /dev/null
select is(next_at('2'), 'C002', 'what is worked on behind does not keep the counter');
select is((select string_agg(concat_ws(' ', c.call_no, c.token), ', ') from tolsel.list_calls(branch('Manila')) c),
    '1 C001, 2 A001, 3 C002', 'the board shows them in order');
reset role;
select is((select string_agg(concat_ws(' ', e.topic, e.payload ->> 'token',
                to_char(e.expires_at at time zone 'Asia/Manila', 'HH24:MI')), ', ' order by e.event_id)
        from tolsel_core.event e
    where e.tenant_id = 1 and e.document = 'ticket'),
        'ticket.called C001 09:12, ticket.called A001 09:12, ticket.called C002 09:12',
        'others are told, for as long as it is of use');
select is((select count(*)::int from tolsel_queue.ticket_event e join tolsel_queue.ticket t using (tenant_id, ticket_id)
    where e.tenant_id = 1 and e.call_no > 0 and e.order_at = t.order_at), 3, 'the place is kept with each call');
set role shop_app;
-- Q5: parked ones are let in by the next call.
select tolsel.park_ticket(ticket('C001'), counter('1'), 5), join_as('Cash') \g /dev/null
select minutes_later(4) \g /dev/null
select is(next_at('1'), 'C003', 'who is parked is passed over');
select tolsel.complete_ticket(ticket('C003'), counter('1'), 'served'), join_as('Cash') \g /dev/null
select minutes_later(1) \g /dev/null
select is(next_at('1'), 'C001', 'until his time is over: then at his place as before');
select is(story('C001'), 'join>waiting call>called park>parked let_in>waiting call>called', 'all of it is kept');
select tolsel.complete_ticket(ticket('C001'), counter('1')),
    tolsel.complete_ticket(ticket('C002'), counter('2')) \g /dev/null
-- S48: in the morning nobody of yesterday is called, whether the day was closed or not.
select minutes_later(1440) \g /dev/null
select is(next_at('1'), null, 'who waited yesterday has gone');
select join_as('Cash') \g /dev/null
select is((select t.token || ' ' || t.business_on from tolsel.call_next_ticket(counter('1')) t), 'C001 2026-03-11',
    'today''s are called');
select tolsel.complete_ticket(ticket('C001'), counter('1')) \g /dev/null
-- Q15: where no day is reset, those of the oldest day go first.
select tolsel.set_queue_line(branch('Manila'), p_has_nightly_reset => false), join_as('Cash', 'senior') \g /dev/null
select is((select t.token || ' ' || t.business_on from tolsel.call_next_ticket(counter('1')) t), 'C004 2026-03-10',
    'where no day is reset the oldest goes first');
select tolsel.complete_ticket(ticket('C004'), counter('1')) \g /dev/null
select is((select t.token || ' ' || t.business_on from tolsel.call_next_ticket(counter('1')) t), 'C002 2026-03-11',
    'and then the next');
select refuses($$select tolsel.call_next_ticket(counter('2'), '')$$, 'UC012', '0', 'an empty key');
select refuses($$select tolsel.call_next_ticket(counter('shut'))$$, 'UQ007', 'shut', 'a closed counter');
select refuses($$select tolsel.call_next_ticket(null)$$, 'UQ006', 'null', 'no counter');
select refuses_alike('select tolsel.call_next_ticket(%s)', twin_of('counter'), '987654', 'UQ006',
    'another tenant''s counter');
select tolsel.set_queue_line(branch('Manila'), false) \g /dev/null
select refuses($$select tolsel.call_next_ticket(counter('2'))$$, 'UQ002', 'Branch', 'a closed branch');
select refuses($$select tolsel.call_next_ticket(counter('2'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
select refuses($$update tolsel_queue.board_call set token = 'x'$$, 'UC015', 'UPDATE', 'what the board showed stays');
select throws_ok($$update tolsel_queue.ticket set state = 'called', counter_id = counter('1'), called_at = joined_at,
        called_event_no = 2, ended_at = null where token = 'C001' and business_on = '2026-03-11' and tenant_id = 1$$,
    '23505', null,
    'not even the owner puts two at a counter');
select throws_ok($$update tolsel_queue.ticket set counter_id = null where state = 'called' and tenant_id = 1$$, '23514',
    null, 'or calls one to none');
select throws_ok($$update tolsel_queue.ticket set state = 'lost' where tenant_id = 1$$, '23514', null,
    'or makes up a state');
select throws_ok($$update tolsel_queue.ticket set counter_id = counter('far')
        where state = 'called' and tenant_id = 1$$, '23503', null, 'or names a counter of another branch');
select * from finish();
