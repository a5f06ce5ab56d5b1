-- S57: served_at is when the first service began.
\ir office.sql
select plan(10);
set role shop_app;
select set_stage() \g /dev/null
select close_yesterday() \g /dev/null
select * from refusals('start_service({ticket}, {counter}{tenant})', 'UC002 UQ006 UQ008 UQ009 UQ011 UQ014');
select minutes_later(1) \g /dev/null
select is((select concat_ws(' ', t.state, t.served_at at time zone 'Asia/Manila')
        from tolsel.start_service(ticket('C001'), counter('1')) t), 'serving 2026-03-10 09:01:00',
    'the service begins');
select minutes_later(1) \g /dev/null
select is((tolsel.start_service(ticket('C001'), counter('1'))).event_no, 3, 'once more, nothing happens');
select tolsel.park_ticket(ticket('C001'), counter('1'), 0), next_at('1') \g /dev/null
select is((select concat_ws(' ', t.state, t.served_at at time zone 'Asia/Manila')
        from tolsel.start_service(ticket('C001'), counter('1')) t),
    'serving 2026-03-10 09:01:00', 'a second service of it begins no other time');
select is(story('C001'), 'join>waiting call>called start>serving park>parked let_in>waiting call>called start>serving',
    'all of it is kept');
select * from finish();
