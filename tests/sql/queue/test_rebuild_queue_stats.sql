-- S45 Q10: all statistics can be made anew from what happened, and a dry run says how far they are off.
\ir office.sql
select plan(18);
create function tap.differences(p_is_dry_run boolean) returns text language sql
    return (select string_agg(concat_ws(' ', r.business_on, to_char(r.hour_at at time zone 'Asia/Manila', 'HH24'),
                r.figure, r.stored_amount, r.recounted_amount), ', ')
        from tolsel.rebuild_queue_stats(tap.branch('Manila'), '2026-03-01', '2026-03-31', p_is_dry_run) r);
create function tap.off() returns text language sql return
    '2026-03-05 08 wait_ms 9 0, 2026-03-09 09 joined_count 3 2, 2026-03-09 joined_count 5 3, 2026-03-09 p90_wait_ms 7 '
        '120000, 2026-03-10 09 joined_count 0 1';
set role shop_app;
select minutes_later(-1440) \g /dev/null
select join_as('Cash'), join_as('Cash'), join_as('Advice') \g /dev/null
select minutes_later(2) \g /dev/null
select next_at('1'), next_at('2') \g /dev/null
select tolsel.complete_ticket(ticket('C001'), counter('1'), 'served'), minutes_later(1440) \g /dev/null
select close_yesterday(), join_as('Cash') \g /dev/null
set role shop_admin;
select is(differences(true), null, 'nothing is off');
select is(differences(false), null, 'nor is anything changed by making it anew');
reset role;
update tolsel_queue.hourly_stat set joined_count = joined_count + 1
    where service_id = service('Cash') and business_on = '2026-03-09' and joined_count > 0;
update tolsel_queue.day_summary set p90_wait_ms = 7, joined_count = 5 where tenant_id = 1;
alter table tolsel_queue.hourly_stat disable trigger all;
delete from tolsel_queue.hourly_stat where business_on = '2026-03-10' and tenant_id = 1;
insert into tolsel_queue.hourly_stat (tenant_id, branch_id, business_on, hour_at, service_id, counter_id, wait_ms)
    values (1, branch('Manila'), '2026-03-05', '2026-03-05 00:00Z', 7, 0, 9);
alter table tolsel_queue.hourly_stat enable always trigger hourly_stat_before_delete_append_only,
    enable always trigger hourly_stat_before_truncate_append_only;
set role shop_admin;
select is(differences(true), off(), 'each figure that is off, and what it should be');
select is(differences(null), off(), 'a dry run changes nothing, and null is one');
select is(differences(false), off(), 'it is made anew');
select is(differences(false), null, 'and a second time finds nothing');
reset role;
select is(counted(),
    'called_count 1, joined_count 4, reset_cancelled_count 1, reset_completed_count 1, served_count 1, timed_count 1, '
    'wait_ms 120000',
    'the hours are right, what the closing ended apart');
select is((select count(*)::int from tolsel.verify() v where v.check_name ~ '^queue' and v.status = 'breach'), 0,
    'the checks find nothing');
select is((select a.detail ->> 'row_count' from tolsel_core.activity_log a
        where a.action = 'rebuild_queue_stats' and a.detail ->> 'row_count' <> '0'), '3', 'who did it is kept');
-- A summary that is gone comes back with the closing of its day: the check says so until then.
set role shop_admin;
select is((select count(*)::int from tolsel.rebuild_queue_stats(branch('Manila'), '2026-03-09', '2026-03-09')), 0,
    'of one day');
select refuses($$select tolsel.rebuild_queue_stats(branch('Manila'), null, '2026-03-09')$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.rebuild_queue_stats(branch('Manila'), '2026-03-09', '2026-03-08')$$, 'UC014', 'From',
    'backwards');
select refuses($$select tolsel.rebuild_queue_stats(branch('Nowhere'), '2026-03-09', '2026-03-09')$$, 'UQ001', 'Branch',
    'a branch without a queue');
select refuses_alike($$select tolsel.rebuild_queue_stats(%s, '2026-03-09', '2026-03-09')$$, twin_of('branch'), '987654',
    'UQ001', 'another tenant''s branch');
select refuses($$select tolsel.rebuild_queue_stats(branch('Manila'), '2026-03-09', '2026-03-09', true, 2)$$, 'UC002',
    'tenant 2', 'another tenant');
begin isolation level repeatable read;
select refuses($$select tolsel.rebuild_queue_stats(branch('Manila'), '2026-03-09', '2026-03-09')$$, 'UL026',
    'REPEATABLE READ', 'an old snapshot');
commit;
reset role;
begin;
set local track_functions = 'all';
set local role shop_admin;
select count(*) from tolsel.rebuild_queue_stats(branch('Manila'), '2000-01-01', '2199-12-31') \g /dev/null
select is((select f.calls from pg_stat_xact_user_functions f where f.funcname = 'sum_events'), 3::bigint,
    'of two hundred years, only the days from the first event to the last are read');
commit;
select refuses($$delete from tolsel_queue.hourly_stat$$, 'UC015', 'DELETE', 'no hour is deleted');
select * from finish();
