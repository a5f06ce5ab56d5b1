-- G8: an event is delivered once more by its id, and who had it so is kept.
\ir events.sql
select plan(20);
select emit(1), emit(1), emit(2), emit(9, p_tenant_id => 2) \g /dev/null
set role shop_admin;
select claim('a'), return_event(2) \g /dev/null
select claim_of(1) as first_claim \gset
select acknowledge(1) \g /dev/null
select is((bursar.replay_event(event_of(1))).status, 'pending', 'what was delivered is pending again');
select is(state(1), 'pending 1 12', 'with all its attempts left, and those it had kept');
select is(claim('b'), '1:1', 'later events that nobody has claimed wait for it');
select refuses(format('select bursar.acknowledge_events(%s, array[event_of(1)])', :first_claim), 'UC029', 'claim', 'its first claim is over');
select is(acknowledge(1), 1, 'it is delivered again');
select is(claim('b'), '1:2', 'and then they come');

-- A dead letter.
select claim('c'), return_event(1, 2), later('1 hour') from generate_series(1, 12) \g /dev/null
select is(state(1, 2), 'dead 12 0 no route', 'an event was given up');
select is((bursar.replay_event(event_of(1, 2))).last_error, 'no route', 'it is replayed, with its error');
select is(claim('c', p_topics => '{payment.completed}'), '1:2', 'at once');
select is(state(1, 2), 'claimed 13 11 no route', 'and its attempts are counted on');
select is(return_event(1, 2), 'pending', 'if it fails again, it has a full number of attempts');
select refuses($$select bursar.replay_event(event_of(1, 2))$$, 'UC031', 'is pending', 'a pending event is not replayed');
select later('1 hour') \g /dev/null
select claim('d') \g /dev/null
select refuses($$select bursar.replay_event(event_of(1, 2))$$, 'UC031', 'is claimed', 'nor is a claimed one');
reset role;
select results_eq(
    $$select subject, login, detail ->> 'status', detail ->> 'attempts' from bursar_core.activity_log where action = 'replay_event' order by 1$$,
    format($$values ('event %s', 'shop_admin', 'delivered', '1'), ('event %s', 'shop_admin', 'dead', '12')$$, event_of(1), event_of(1, 2)),
    'each replay is logged, and no refusal');
select is((select replayed_at from bursar_core.event where event_id = event_of(1)), timestamptz '2026-03-01 12:00Z', 'and the event says when');
set role shop_admin;
select refuses('select bursar.replay_event(null)', 'UC030', 'null', 'no event');
select refuses_alike('select bursar.replay_event(%s)', (event_of(2) + 1)::text, '987654', 'UC030', 'another tenant''s event is nobody''s');
select refuses_alike('select bursar.replay_event(1, %s)', '2', '987654', 'UC002', 'another tenant');
set role shop_app;
select throws_ok('select bursar.replay_event(1)', '42501', null, 'an app replays nothing');
set role shop_read;
select throws_ok('select bursar.replay_event(1)', '42501', null, 'nor does a reader');

select * from finish();
