-- G8: delivered events are deleted, from the front of their document, and never its last one.
\ir events.sql
select plan(26);
create function tap.kept() returns text language sql set role = none
as $$select string_agg(document_id || ':' || sequence_no, ' ' order by document_id, sequence_no)
    from tolsel_core.event$$;
select emit(1), emit(1), emit(1), emit(2), emit(3), emit(3), emit(4), emit(4), emit(9, p_tenant_id => 2),
    emit(9, p_tenant_id => 2) \g /dev/null
set role shop_admin;
-- 1 and 2 are delivered whole, 3 has a dead letter in front, of 4 nothing is delivered.
select claim('a'), acknowledge(1), acknowledge(2), return_event(3), return_event(4) \g /dev/null
select claim('a'), acknowledge(1, 2) \g /dev/null
select claim('a'), acknowledge(1, 3) \g /dev/null
select later('1 hour'), claim('a'), return_event(3), return_event(4) from generate_series(1, 9) \g /dev/null
select later('1 hour'), claim('a'), return_event(3) from generate_series(1, 2) \g /dev/null
select claim('a'), acknowledge(3, 2) \g /dev/null
select is(state(3), 'dead tried 12 left 0 no route', 'one is dead');
select is(tolsel.prune_events('2026-03-01 12:00Z'), 0, 'of what was delivered before the start nothing is left');
select is(tolsel.prune_events('2026-03-01 12:00:00.000001Z', 1), 1, 'so many at most');
select is(kept(), '1:2 1:3 2:1 3:1 3:2 4:1 4:2 9:1 9:2', 'the first');
select is(tolsel.prune_events('2027-01-01Z', -1), 0, 'a negative number is none');
select is(tolsel.prune_events('2027-01-01Z', null), 1, 'null is all');
select is(kept(), '1:3 2:1 3:1 3:2 4:1 4:2 9:1 9:2',
    'the last of a document stays, and what is not delivered, with all after it');
select is(tolsel.prune_events('2027-01-01Z'), 0, 'a second time nothing is found');
reset role;
select emit(1) \g /dev/null
select is(kept(), '1:3 1:4 2:1 3:1 3:2 4:1 4:2 9:1 9:2', 'the count goes on');
select results_eq(
    $$select subject, detail ->> 'count' from tolsel_core.activity_log where action = 'prune_events'
        order by activity_id$$,
    $$values ('events delivered before 2026-03-01 12:00:00.000001+00', '1'),
        ('events delivered before 2027-01-01 00:00:00+00', '1')$$,
    'who deleted how many is logged') from (select set_config('timezone', 'UTC', false)) z;
set role shop_admin;
select tolsel.replay_event(event_of(1, 3)) \g /dev/null
select is(tolsel.prune_events('2027-01-01Z'), 0, 'what is replayed stays');
select refuses('select tolsel.prune_events(null)', 'UC014', 'null', 'no moment');
select refuses($$select tolsel.prune_events('infinity')$$, 'UC014', 'infinity', 'the end of time');
select refuses($$select tolsel.prune_events('-infinity')$$, 'UC014', '-infinity', 'the beginning');
select refuses_alike($$select tolsel.prune_events('2027-01-01Z', 1, %s)$$, '2', '987654', 'UC002', 'another tenant');
reset role;
select refuses($$delete from tolsel_core.event where event_id = event_of(2)$$, 'UC015',
    'number 1 of payment 2, is delivered', 'past the function, the last of a document is not deleted either');
select refuses($$delete from tolsel_core.event where event_id = event_of(3)$$, 'UC015', 'is dead', 'nor a dead letter');
set session_replication_role = replica;
select refuses($$delete from tolsel_core.event where event_id = event_of(4)$$, 'UC015', 'is claimed',
    'nor, as a replica, a claimed one');
reset session_replication_role;
set role shop_app;
select throws_ok($$select tolsel.prune_events('2027-01-01Z')$$, '42501', null, 'an app prunes nothing');
set role shop_read;
select throws_ok($$select tolsel.prune_events('2027-01-01Z')$$, '42501', null, 'nor does a reader');

reset role;
-- S58: what has expired has gone its way.
select emit(5, p_lasts => '1 hour'), emit(5, p_lasts => '1 hour') \g /dev/null
select later('1 hour') \g /dev/null
set role shop_admin;
select claim('a') \g /dev/null
reset role;
select is(tolsel_core.job_prune_events(row('core.prune_events', 1, 0, null, clock() + interval '30 days', null, 1,
            null)::tolsel_core.job_task)::text, '(0,)', 'the job keeps it for thirty days');
begin;
select is(tolsel_core.job_prune_events(row('core.prune_events', 1, 0, null, clock() + interval '30 days 1 microsecond',
            null, 1, null)::tolsel_core.job_task)::text, '(1,more)',
    'and no longer; a full slice is followed by another');
rollback;
set role shop_admin;
select is(tolsel.prune_events(clock()), 0, 'what has just expired stays');
select is(tolsel.prune_events(clock() + interval '1 microsecond'), 1, 'later it is deleted like what was delivered');
reset role;
select refuses($$delete from tolsel_core.event where event_id = event_of(5, 2)$$, 'UC015',
    'number 2 of payment 5, is dead', 'but for the last of its document');
select is(
    (tolsel_core.job_prune_events(row('core.prune_events', 2, 0, null, '2100-01-01Z', null, 1,
                null)::tolsel_core.job_task))::text,
    '(0,)', 'the job leaves the last of each document');
select * from finish();
