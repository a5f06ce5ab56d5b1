-- S47 S55: the job closes each day that has ended, the missed ones too, oldest first. J1
\ir office.sql
select plan(16);
-- No other job is due, and the day that runs is that of the clock.
delete from tolsel_core.job where job_name <> 'queue.reset_days';
delete from tolsel_core.job_run where job_name <> 'queue.reset_days';
update tolsel_core.job_run set from_at = tolsel_core.branch_day_start(branch_id, '2026-03-10', tenant_id),
    to_at = tolsel_core.branch_day_start(branch_id, '2026-03-11', tenant_id),
    attempt_at = tolsel_core.branch_day_start(branch_id, '2026-03-11', tenant_id);
create function tap.days(p_branch text) returns text language sql set role = none
    return (select string_agg(concat_ws(' ', to_char(r.business_on, 'DD'), r.outcome, r.cancelled_count,
                r.completed_count, r.is_automatic), ', ' order by r.business_on)
        from tolsel_queue.reset_run r where r.branch_id = tap.branch(p_branch));
create function tap.tick() returns void language plpgsql as $$
begin
    while (tolsel.run_next_job()).job_run_id is not null loop null; end loop;
end$$;
set role shop_app;
select join_as('Cash'), join_as('Cash'), next_at('1'), tolsel.join_queue(branch('London'), service('Cash')) \g /dev/null
reset role;
select tick() \g /dev/null
select is(days('Manila'), null, 'today is not closed');
select at('24:00'), tick() \g /dev/null
select is(days('Manila'), '10 ok 1 1 t', 'at midnight yesterday is');
select is(days('London'), null, 'at the midnight of the branch');
select at('32:00'), tick() \g /dev/null
select is(days('London'), '10 ok 1 0 t', 'which is later in London');
select is((select string_agg(concat_ws(' ', r.status, r.item_count, r.attempts), ', ') from tolsel_core.job_run r
        where r.branch_id = branch('Manila') and r.ended_at is not null), 'done 2 1', 'the run says what it did');
-- Nobody ticks for days.
set role shop_app;
select at('50:00'), join_as('Cash'), join_as('Cash') \g /dev/null
select at('98:00'), join_as('Cash') \g /dev/null
reset role;
select at('130:00'), tick() \g /dev/null
select is(days('Manila'), '10 ok 1 1 t, 11 ok 0 0 t, 12 ok 2 0 t, 13 ok 0 0 t, 14 ok 1 0 t',
    'missed days are made up for, each for itself');
select is((select string_agg(concat_ws(' ', to_char(d.business_on, 'DD'), d.joined_count, d.reset_cancelled_count), ', '
            order by d.business_on) from tolsel_queue.day_summary d where d.branch_id = branch('Manila')),
    '10 2 1, 11 0 0, 12 2 2, 13 0 0, 14 1 1', 'and have their summaries');
select is((select string_agg(to_char(h.hour_at at time zone 'Asia/Manila', 'DD HH24') || ' ' || h.reset_cancelled_count,
            ', ' order by h.hour_at) from tolsel_queue.hourly_stat h
    where h.branch_id = branch('Manila') and h.reset_cancelled_count > 0), '11 00 1, 13 00 2, 15 00 1',
        'and their hours, as if they had been closed in time');
-- Q15: a branch that opted out keeps what is open.
set role shop_app;
select tolsel.set_queue_line(branch('Manila'), p_has_nightly_reset => false) \g /dev/null
select join_as('Cash'), join_as('Cash'), next_at('1') \g /dev/null
select tolsel.complete_ticket(ticket('C001'), counter('1'), 'served') \g /dev/null
reset role;
select at('145:00'), tick() \g /dev/null
select is((select string_agg(concat_ws(' ', t.token, t.state, t.archived_at is not null), ', ' order by t.ticket_id)
        from tolsel_queue.ticket t where t.business_on = '2026-03-15' and t.tenant_id = 1),
    'C001 completed t, C002 waiting f', 'what has ended is archived, what waits stays');
select is(days('Manila') ~ '15 ok', false, 'no day was closed');
set role shop_app;
select is((select t.token || ' ' || t.business_on from tolsel.call_next_ticket(counter('1')) t), 'C002 2026-03-15',
    'and is called the next day');
select minutes_later(5), tolsel.complete_ticket(ticket('C002'), counter('1'), 'served') \g /dev/null
reset role;
select at('170:00'), tick() \g /dev/null
select is((select string_agg(concat_ws(' ', to_char(d.business_on, 'DD'), d.joined_count, d.served_count), ', '
            order by d.business_on) from tolsel_queue.day_summary d
        where d.branch_id = branch('Manila') and d.business_on > '2026-03-14'),
    '15 2 2, 16 0 0', 'then its day is complete');
-- Back again: what was left of earlier days is closed, too.
set role shop_app;
select join_as('Cash') \g /dev/null
reset role;
select at('194:00'), tick() \g /dev/null
set role shop_app;
select tolsel.set_queue_line(branch('Manila'), p_has_nightly_reset => true), join_as('Cash') \g /dev/null
reset role;
select at('218:00'), tick() \g /dev/null
select is((select string_agg(concat_ws(' ', to_char(r.business_on, 'DD'), r.cancelled_count), ', '
            order by r.business_on) from tolsel_queue.reset_run r
    where r.branch_id = branch('Manila') and r.business_on > '2026-03-14'), '17 1, 18 1',
        'a branch that resets its days again');
-- S54: a closing that fails is counted, and the next attempt succeeds.
create function tap.break_off() returns trigger language plpgsql as $$begin raise 'disk full'; end$$;
create trigger day_summary_before_insert_break before insert on tolsel_queue.day_summary
    for each row execute function tap.break_off();
select at('242:00'), tick() \g /dev/null
select is((select r.error from tolsel_core.job_run r where r.branch_id = branch('Manila') and r.ended_at is null),
    'P0001 disk full', 'a closing fails');
drop trigger day_summary_before_insert_break on tolsel_queue.day_summary;
select at('244:00'), tick() \g /dev/null
select tolsel.grant_login('postgres', 1, true) \g /dev/null
select is((select concat_ws(' ', d.ok_reset_count, d.failed_reset_count, d.reset_success_percent, d.day_count)
        from tolsel.get_queue_dashboard(branch('Manila'), '2026-03-10', '2026-03-19') d), '8 1 88.9 6',
    'both are counted');
select is((select count(*)::int from tolsel.verify() v where v.check_name ~ '^queue' and v.status = 'breach'), 0,
    'the checks find nothing');
select * from finish();
