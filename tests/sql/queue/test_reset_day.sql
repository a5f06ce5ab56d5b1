-- S43 S46 S49 S50 S51 S52 S53: a day that is over is closed in one transaction, and no counter keeps anybody.
\ir office.sql
select plan(38);
set role shop_app;
select minutes_later(-1440) \g /dev/null
-- One of each state.
select count(join_as('Cash')) from generate_series(1, 9) \g /dev/null
select minutes_later(1) \g /dev/null
select next_at('1'), next_at('2') \g /dev/null
select tolsel.complete_ticket(ticket('C001'), counter('1'), 'served'),
    tolsel.start_service(ticket('C002'), counter('2')) \g /dev/null
select minutes_later(1) \g /dev/null
select tolsel.process_ticket(ticket('C002'), counter('2')) \g /dev/null
select next_at('1'), next_at('2') \g /dev/null
select tolsel.start_service(ticket('C003'), counter('1')), tolsel.park_ticket(ticket('C004'), counter('2')),
    next_at('2') \g /dev/null
select tolsel.cancel_ticket(ticket('C006'), 'Gone') \g /dev/null
select is((select string_agg(stands(t), ', ')
        from unnest(array['C001', 'C002', 'C003', 'C004', 'C005', 'C006', 'C007']) t),
    'C001 completed 1 calls 1, C002 processing 2 calls 1, C003 serving 1 calls 1, C004 parked calls 1, C005 called 2 '
        'calls 1, C006 cancelled calls 0, C007 waiting calls 0', 'a day in the middle');
set role shop_admin;
select refuses($$select tolsel.reset_day(branch('Manila'), '2026-03-09')$$, 'UQ015', 'today is 2026-03-09',
    'a day that is not over');
select at('00:00') \g /dev/null
set role shop_app;
select is(next_at('far'), null, 'a new day begins');
select is((tolsel.join_queue(branch('Manila'), service('Cash'))).token, 'C001', 'and has tickets of its own');
-- Some clerk works on after midnight.
select minutes_later(3) \g /dev/null
set role shop_admin;
-- A preview closes it for real, on a copy.
select is((select concat_ws(' ', p -> 0 ->> 'cancelled_count', p -> 0 ->> 'completed_count', p -> 0 ->> 'outcome')
    from tolsel.preview('reset_day', jsonb_build_object('p_branch_id', branch('Manila'), 'p_business_on',
            '2026-03-09')) p), '3 4 ok', 'a preview');
select is(stands('C007'), 'C007 waiting calls 0', 'leaves all as it is');
begin;
set local tolsel.request_id = 'req-9';
select is((select concat_ws(' ', r.outcome, r.cancelled_count, r.completed_count, r.archived_count, r.is_automatic,
            r.login, r.request_id)
    from tolsel.reset_day(branch('Manila'), '2026-03-09') r), 'ok 3 4 9 f shop_admin req-9', 'it is closed');
commit;
select is((tolsel.reset_day(branch('Manila'), '2026-03-09')).message,
    'Queue reset: 3 customers cancelled, 4 customers completed', 'once more, it answers the same');
reset role;
select is((select count(*)::int from tolsel_queue.reset_run), 1, 'and nothing is done');
select is((select string_agg(concat_ws(' ', t.token, t.state, t.ended_at at time zone 'Asia/Manila', t.remarks), ', '
            order by t.token) from tolsel_queue.ticket t where t.business_on = '2026-03-09' and t.tenant_id = 1),
    'C001 completed 2026-03-09 09:01:00, C002 completed 2026-03-10 00:00:00 The day was closed., C003 completed '
        '2026-03-10 00:00:00 The day was closed., '
    'C004 completed 2026-03-10 00:00:00 The day was closed., C005 completed 2026-03-10 00:00:00 The day was closed., '
        'C006 cancelled 2026-03-09 09:02:00 Gone, '
    'C007 cancelled 2026-03-10 00:00:00 The day was closed., C008 cancelled 2026-03-10 00:00:00 The day was closed., '
        'C009 cancelled 2026-03-10 00:00:00 The day was closed.',
    'who waited is cancelled, who was called completed, when the day ended');
select is((select count(*)::int from tolsel.ticket_history h where h.tenant_id = 1), 9,
    'all of it is in the history, once');
select is((select string_agg(concat_ws(' ', t.token, t.business_on), ', ') from tolsel.ticket t where t.tenant_id = 1),
    'C001 2026-03-10', 'what is of today stays');
select is((select count(*)::int from tolsel_queue.ticket t where t.tenant_id = 1 and t.state in ('called', 'serving')),
    0, 'no counter has anybody');
select is((select string_agg(concat_ws(' ', e.from_state, e.to_state, e.remark), ', ' order by e.ticket_id)
        from tolsel_queue.ticket_event e where e.action = 'reset'),
    'processing completed The day was closed., serving completed The day was closed., parked completed The day was '
        'closed., called completed The day was closed., '
    'waiting cancelled The day was closed., waiting cancelled The day was closed., waiting cancelled The day was '
        'closed.', 'one event a change');
-- Q11: the waits of those whom the closing ended, and their services, are in no average.
select is((select concat_ws(' ', d.joined_count, d.called_count, d.wait_ms, d.served_count, d.service_ms,
            d.cancelled_count, d.reset_cancelled_count, d.reset_completed_count, d.longest_wait_ms, d.p90_wait_ms)
    from tolsel_queue.day_summary d where d.business_on = '2026-03-09' and d.tenant_id = 1),
        '9 1 60000 1 0 1 3 4 60000 60000', 'what the day came to');
select is(counted(),
    'called_count 1, cancelled_count 1, joined_count 10, parked_count 1, reset_cancelled_count 3, '
    'reset_completed_count 4, served_count 1, timed_count 1, wait_ms 60000', 'and its hours');
select is((select count(*)::int from tolsel_queue.hourly_stat h, jsonb_each(to_jsonb(h)) f where f.value = 'null'), 0,
    'nothing of it is null');
-- The board is told after the commit, through the outbox.
select is(topics('queue_line', branch('Manila')), 'queue.reset', 'others are told, once');
select is((select e.payload ->> 'message' from tolsel_core.event e where e.topic = 'queue.reset'),
    'Queue reset: 3 customers cancelled, 4 customers completed', 'what was done');
select is((select string_agg(concat_ws(' ', a.login, a.request_id, a.detail ->> 'outcome'), ', ' order by a.activity_id)
        from tolsel_core.activity_log a where a.action = 'reset_day'), 'shop_admin req-9 ok, shop_admin ok',
    'and who did it');
select is((select count(*)::int from tolsel.verify() v where v.check_name ~ '^queue' and v.status = 'breach'), 0,
    'the checks find nothing');
-- F16: a clock behind the closing gives no token of the closed day.
set role shop_app;
select minutes_later(-10) \g /dev/null
select is((select t.token || ' ' || t.business_on from tolsel.join_queue(branch('Manila'), service('Cash')) t),
    'C002 2026-03-10', 'nothing joins a closed day');
select refuses($$select tolsel.complete_ticket(
            (select h.ticket_id from tolsel.list_calls(branch('Manila')) h where h.token = 'C005'), counter('2'))$$,
    'UQ014', 'of 2026-03-09', 'nor is a ticket of it changed');
select is((tolsel.call_next_ticket(counter('1'))).business_on::date, '2026-03-10', 'nor is one of it called');
select minutes_later(10) \g /dev/null
-- A day without a ticket, and one before the queue was opened.
set role shop_admin;
select is((tolsel.reset_day(branch('Manila'), '2026-03-08')).message,
    'Queue reset: 0 customers cancelled, 0 customers completed', 'an empty day');
reset role;
select is((select concat_ws(' ', d.joined_count, d.p90_wait_ms) from tolsel_queue.day_summary d
        where d.business_on = '2026-03-08'), '0 0', 'has a summary, too');
-- S54: the outcome of one that fails is kept, and nothing else of it.
set role shop_app;
select minutes_later(1440) \g /dev/null
reset role;
create function tap.break_off() returns trigger language plpgsql as $$begin raise 'disk full'; end$$;
create trigger day_summary_before_insert_break before insert on tolsel_queue.day_summary
    for each row execute function tap.break_off();
set role shop_admin;
select is((select concat_ws(' ', r.outcome, r.cancelled_count, r.completed_count, r.error)
        from tolsel.reset_day(branch('Manila'), '2026-03-10') r), 'failed 0 0 P0001 disk full',
    'a closing that fails answers with why');
reset role;
select is((select count(*)::int from tolsel.ticket t where t.business_on = '2026-03-10' and t.tenant_id = 1), 2,
    'and has changed nothing');
drop trigger day_summary_before_insert_break on tolsel_queue.day_summary;
set role shop_admin;
select is((tolsel.reset_day(branch('Manila'), '2026-03-10')).outcome, 'ok', 'the next one succeeds');
select is((select concat_ws(' ', d.ok_reset_count, d.failed_reset_count, d.reset_success_percent)
        from tolsel.get_queue_dashboard(branch('Manila'), '2026-03-08', '2026-03-10') d), '3 1 75.0',
    'how often each happened');
-- Q15: who asks for it closes a day of a branch that opted out, too.
select refuses($$select tolsel.reset_day(branch('Manila'), '2026-03-11')$$, 'UQ015', 'today is 2026-03-11', 'today');
select refuses($$select tolsel.reset_day(branch('Manila'), '2026-03-12')$$, 'UQ015', 'The day is 2026-03-12',
    'tomorrow');
select refuses($$select tolsel.reset_day(branch('Manila'), null)$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.reset_day(branch('Nowhere'), '2026-03-10')$$, 'UQ001', 'Branch',
    'a branch without a queue');
select refuses_alike($$select tolsel.reset_day(%s, '2026-03-10')$$, twin_of('branch'), '987654', 'UQ001',
    'another tenant''s branch');
select refuses($$select tolsel.reset_day(branch('Manila'), '2026-03-10', 2)$$, 'UC002', 'tenant 2', 'another tenant');
begin isolation level repeatable read;
select refuses($$select tolsel.reset_day(branch('Manila'), '2026-03-10')$$, 'UL026', 'REPEATABLE READ',
    'an old snapshot');
commit;
reset role;
select refuses($$update tolsel_queue.reset_run set outcome = 'ok'$$, 'UC015', 'UPDATE', 'how it went is never changed');
select * from finish();
