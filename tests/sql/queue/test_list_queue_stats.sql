\ir office.sql
select plan(11);
create function tap.stats(p_grouping text) returns text language sql
    return (select string_agg(concat_ws(' ', to_char(s.hour_at at time zone 'Asia/Manila', 'HH24'), s.business_on,
                s.name, s.joined_count, s.called_count, coalesce(s.average_wait_s::text, '-'),
            s.completed_count, coalesce(s.average_service_s::text, '-')), ', ')
        from tolsel.list_queue_stats(tap.branch('Manila'), '2026-03-01', '2026-03-31', p_grouping) s);
set role shop_app;
select join_as('Cash'), join_as('Advice') \g /dev/null
select minutes_later(58) \g /dev/null
select next_at('1'), next_at('2') \g /dev/null
select tolsel.start_service(ticket('C001'), counter('1')) \g /dev/null
select minutes_later(4) \g /dev/null
select tolsel.complete_ticket(ticket('C001'), counter('1'), 'nothing') \g /dev/null
select is(stats('hour'), '09 2026-03-10 2 2 3480.000 0 -, 10 2026-03-10 0 0 - 1 240.000', 'by hour');
select is(stats('day'), '2026-03-10 2 2 3480.000 1 240.000', 'by day');
select is(stats('counter'), '2 0 - 0 -, 1 0 1 3480.000 1 240.000, 2 0 1 3480.000 0 -', 'by counter');
select is(stats('service'), 'Cash 1 1 3480.000 1 240.000, Advice 1 1 3480.000 0 -', 'by service');
select is((select concat_ws(' ', s.served_count, s.nothing_count, s.unrecorded_count, s.service_s)
        from tolsel.list_queue_stats(branch('Manila'), '2026-03-10', '2026-03-10', 'day') s),
    '0 1 0 240.000', 'Q12 nothing served is not unrecorded');
select refuses($$select tolsel.list_queue_stats(branch('Manila'), '2026-03-10', '2026-03-10', 'week')$$, 'UQ028',
    'week', 'another grouping');
select refuses($$select tolsel.list_queue_stats(branch('Manila'), '2026-03-10', '2026-03-10', null)$$, 'UQ028', 'NULL',
    'no grouping');
select refuses($$select tolsel.list_queue_stats(branch('Manila'), null, '2026-03-10')$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.list_queue_stats(branch('Nowhere'), '2026-03-10', '2026-03-10')$$, 'UQ001', 'Branch',
    'a branch without a queue');
select refuses_alike($$select tolsel.list_queue_stats(%s, '2026-03-10', '2026-03-10')$$, twin_of('branch'), '987654',
    'UQ001', 'another tenant''s branch');
select refuses($$select tolsel.list_queue_stats(branch('Manila'), '2026-03-10', '2026-03-10', 'day', 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select * from finish();
