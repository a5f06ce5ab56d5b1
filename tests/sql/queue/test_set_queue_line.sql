-- Q2 Q3: the settings of a queue are a row of its branch.
\ir office.sql
select plan(17);
set role shop_app;
select is((select concat_ws(' ', l.is_open, l.has_nightly_reset, l.is_second_ticket_allowed, l.is_place_kept,
            l.call_limit, l.absence_minutes,
    l.message_minutes, l.service_limit_minutes) from tolsel.set_queue_line(branch('Manila')) l), 't t f t 3 5 10 240',
        'a queue as it is opened');
select is((select concat_ws(' ', l.is_open, l.has_nightly_reset, l.is_second_ticket_allowed, l.is_place_kept,
            l.call_limit, l.absence_minutes,
    l.message_minutes, l.service_limit_minutes) from tolsel.set_queue_line(branch('Manila'), false, false, true, false,
    1, 0, 60, 1440) l), 'f f t f 1 0 60 1440', 'all of it set');
select is((tolsel.set_queue_line(branch('Manila'), p_call_limit => 2)).is_open, false,
    'null leaves a setting as it is');
select is((tolsel.set_queue_line(branch('Nowhere'))).last_call_no::int, 0, 'a queue is opened where there was none');
reset role;
select is((select count(*)::int from tolsel_core.activity_log a where a.tenant_id = 1 and a.action = 'set_queue_line'),
    6, 'who did it is kept');
set role shop_app;
select refuses(format('select tolsel.set_queue_line(branch(''Manila''), %s)', a), 'UQ016', d, a) from (values
    ('p_call_limit => 0', 'Calls 0'), ('p_call_limit => 21', 'Calls 21'), ('p_absence_minutes => -1', 'absence -1'),
    ('p_absence_minutes => 1441', '1441'),
    ('p_message_minutes => -1', 'message -1'), ('p_message_minutes => 1441', '1441'),
    ('p_service_limit_minutes => 0', 'service 0'), ('p_service_limit_minutes => 1441', 'service 1441')) v(a, d);
select refuses('select tolsel.set_queue_line(null)', 'UC018', 'Branch 0', 'no branch');
select refuses_alike('select tolsel.set_queue_line(%s)', twin_of('branch'), '987654', 'UC018',
    'another tenant''s branch');
select refuses('select tolsel.set_queue_line(branch(''Manila''), p_tenant_id => 2)', 'UC002', 'tenant 2',
    'another tenant');
reset role;
select throws_ok($$update tolsel_queue.line set service_limit_minutes = 0$$, '23514', null,
    'nor can a superuser set a limit of no minutes');
select * from finish();
