\ir office.sql
select plan(11);
set role shop_app;
select set_stage() \g /dev/null
select close_yesterday() \g /dev/null
select * from refusals('process_ticket({ticket}, {counter}{tenant})', 'UC002 UQ006 UQ008 UQ009 UQ014');
select tolsel.start_service(ticket('C001'), counter('1')) \g /dev/null
select refuses($$select tolsel.process_ticket(ticket('C001'), counter('2'))$$, 'UQ011', 'is serving at counter',
    'another counter''s ticket');
select minutes_later(3) \g /dev/null
select is((tolsel.process_ticket(ticket('C001'), counter('1'))).state, 'processing', 'the work goes on behind');
select is((tolsel.process_ticket(ticket('C001'), counter('1'))).event_no, 4, 'once more, nothing happens');
select join_as('Cash') \g /dev/null
select is(next_at('1'), 'C003', 'the counter is free');
select minutes_later(7) \g /dev/null
select is((select concat_ws(' ', t.state, t.service_ms, t.outcome)
        from tolsel.complete_ticket(ticket('C001'), p_outcome => 'served') t), 'completed 180000 served',
    'it ends without a counter');
reset role;
-- S44
select is((select string_agg(concat_ws(' ', e.action, e.duration_ms, e.processing_duration_minutes), ', '
            order by e.event_no) from tolsel_queue.ticket_event e where e.ticket_id = ticket('C001')),
    'join 0, call 0, start 0, process 180000 3.00, complete 420000 7.00', 'both times are kept, in minutes too');
select * from finish();
