-- Q2: a call that is taken back leaves everything as it was; Q3: a no-show comes back once.
\ir office.sql
select plan(22);
set role shop_app;
select tolsel.set_queue_line(branch('Manila'), p_call_limit => 1) \g /dev/null
select set_stage() \g /dev/null
select close_yesterday() \g /dev/null
select join_as('Cash') \g /dev/null
select * from refusals('return_ticket({ticket}, {counter}{tenant})', 'UC002 UQ006 UQ008 UQ009 UQ011 UQ014');
select refuses($$select tolsel.return_ticket(ticket('C001'))$$, 'UQ011', 'the counter named is none',
    'what is at a counter is taken back there');
select minutes_later(1) \g /dev/null
select is((select concat_ws(' ', t.state, t.counter_id, t.call_count, t.wait_ms)
        from tolsel.return_ticket(ticket('C001'), counter('1')) t), 'waiting 0 0', 'a call is taken back');
select is((tolsel.return_ticket(ticket('C001'), counter('1'))).event_no, 3, 'once more, nothing happens');
select is(waiting(), 'C001 C003', 'it is where it was');
select is(next_at('2'), 'C001', 'any counter may call it, and counter 1 is free');
select tolsel.start_service(ticket('C001'), counter('2')),
    tolsel.process_ticket(ticket('C001'), counter('2')) \g /dev/null
select is((tolsel.return_ticket(ticket('C001'))).state, 'waiting',
    'what is worked on behind comes back, without a counter');
select is(waiting(), 'C001 C003', 'at its place');
select next_at('1') \g /dev/null
select tolsel.mark_no_show(ticket('C001'), counter('1')) \g /dev/null
select refuses($$select tolsel.return_ticket(ticket('C001'), counter('far'))$$, 'UQ011', 'the counter named',
    'at another branch');
select minutes_later(1) \g /dev/null
select is((select concat_ws(' ', t.state, t.ended_at, t.has_returned)
        from tolsel.return_ticket(ticket('C001'), counter('1')) t), 'waiting t', 'a no-show turns up');
select is(waiting(), 'C001 C003', 'and has the place of his join time');
select next_at('1') \g /dev/null
select tolsel.mark_no_show(ticket('C001'), counter('1')) \g /dev/null
select refuses($$select tolsel.return_ticket(ticket('C001'), counter('1'))$$, 'UQ019', 'C001\) did not come', 'once');
select tolsel.set_queue_line(branch('Manila'), p_is_place_kept => false) \g /dev/null
select next_at('1'), join_as('Cash') \g /dev/null
select tolsel.mark_no_show(ticket('C003'), counter('1')) \g /dev/null
select minutes_later(1) \g /dev/null
select is((select concat_ws(' ', t.state, t.queued_at - t.joined_at)
        from tolsel.return_ticket(ticket('C003'), counter('1')) t), 'waiting 00:03:00', 'where the branch says so');
select is(waiting(), 'C004 C003', 'he is behind the line');
select is(next_at('1'), 'C004', 'and called after the others');
reset role;
select is((select count(*)::int from tolsel_queue.ticket t where t.joined_at > t.queued_at), 0, 'when he joined stays');
select is(story('C003'), 'join>waiting call>called no_show>no_show return>waiting', 'all of it is kept');
select * from finish();
