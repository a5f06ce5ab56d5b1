-- Q3: nobody came: called again, not sooner than after some minutes, until the calls are used up.
\ir office.sql
select plan(18);
set role shop_app;
select tolsel.set_queue_line(branch('Manila'), p_call_limit => 2, p_absence_minutes => 5) \g /dev/null
select set_stage() \g /dev/null
select close_yesterday() \g /dev/null
select join_as('Cash') \g /dev/null
select * from refusals('mark_no_show({ticket}, {counter}{tenant})', 'UC002 UQ006 UQ008 UQ009 UQ011 UQ014');
select is((tolsel.mark_no_show(ticket('C001'), counter('1'))).state, 'parked', 'the first time');
select is((tolsel.mark_no_show(ticket('C001'), counter('1'))).event_no, 3, 'once more, nothing happens');
select is(next_at('1'), 'C003', 'the next is called');
select minutes_later(4) \g /dev/null
select tolsel.complete_ticket(ticket('C003'), counter('1')) \g /dev/null
select is(next_at('1'), null, 'it is not called sooner');
select minutes_later(1) \g /dev/null
select is(next_at('1'), 'C001', 'than after the minutes');
select is((tolsel.recall_ticket(ticket('C001'), counter('1'))).call_count::int, 2, 'a repeated call uses none up');
select is((select concat_ws(' ', t.state, t.counter_id = counter('1'), t.ended_at is not null)
        from tolsel.mark_no_show(ticket('C001'), counter('1')) t), 'no_show t t', 'the last time');
select is((tolsel.mark_no_show(ticket('C001'), counter('1'))).state, 'no_show', 'once more, nothing happens');
select minutes_later(60) \g /dev/null
select is(next_at('1'), null, 'it is called no more');
select is(story('C001'),
    'join>waiting call>called absent>parked let_in>waiting call>called recall>called no_show>no_show',
    'all of it is kept');
select is(counted() ~ 'absent_count 1, called_count 2', true, 'and its wait counts, once');
select is(counted() ~ 'no_show_count 1', true, 'as does that it did not come');
select * from finish();
