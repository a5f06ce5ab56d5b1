-- Q18: what each person did, by who was named with each act.
\ir office.sql
select plan(7);
create function tap.persons(p_from_on date, p_to_on date) returns text language sql
    return (select string_agg(concat_ws(' ', coalesce(s.name, 'nobody'), s.called_count, s.completed_count,
                s.served_count, s.nothing_count, s.unrecorded_count, s.no_show_count, s.service_s,
                coalesce(s.average_service_s::text, '-')), ', ')
        from tolsel.list_person_stats(tap.branch('Manila'), p_from_on, p_to_on) s);
create function tap.person(p_name text) returns text language sql set role = none
    return (select set_config('tolsel.user_id', u.user_id::text, false) from tolsel_core.user_account u
        where u.tenant_id = 1 and u.name = p_name);
set role shop_admin;
select tolsel.open_user_account('Ana', 'clerk'), tolsel.open_user_account('Ben', 'clerk') \g /dev/null
set role shop_app;
select tolsel.set_queue_line(branch('Manila'), p_call_limit => 1, p_service_limit_minutes => 60) \g /dev/null
select join_as('Cash') from generate_series(1, 6) \g /dev/null
select person('Ana'), next_at('1'), tolsel.recall_ticket(ticket('C001'), counter('1')), minutes_later(2) \g /dev/null
select tolsel.complete_ticket(ticket('C001'), counter('1'), 'served'), next_at('1'), minutes_later(61) \g /dev/null
select tolsel.complete_ticket(ticket('C002'), counter('1'), 'nothing') \g /dev/null
-- Called by one and completed by another, each for what he did.
select next_at('1'), person('Ben'), minutes_later(4), tolsel.complete_ticket(ticket('C003'), counter('1')),
    next_at('1'), tolsel.mark_no_show(ticket('C004'), counter('1')) \g /dev/null
select set_config('tolsel.user_id', '', false), next_at('2') \g /dev/null
select is(persons('2026-03-10', '2026-03-10'),
    'Ana 3 2 1 1 0 0 120.000 120.000, Ben 1 1 0 0 1 1 240.000 240.000, nobody 1 0 0 0 0 0 0.000 -',
    'calls and services of each, and of nobody');
select is(persons('2026-03-11', '2026-03-31'), null, 'of other days there is none');
set role shop_read;
select is((select count(*)::int from tolsel.list_person_stats(branch('Manila'), '2026-03-10', '2026-03-10')), 3,
    'a reader may ask');
set role shop_app;
select refuses($$select tolsel.list_person_stats(branch('Manila'), null, '2026-03-10')$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.list_person_stats(branch('Nowhere'), '2026-03-10', '2026-03-10')$$, 'UQ001', 'Branch',
    'a branch without a queue');
select refuses_alike($$select tolsel.list_person_stats(%s, '2026-03-10', '2026-03-10')$$, twin_of('branch'), '987654',
    'UQ001', 'another tenant''s branch');
select refuses($$select tolsel.list_person_stats(branch('Manila'), '2026-03-10', '2026-03-10', 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select * from finish();
