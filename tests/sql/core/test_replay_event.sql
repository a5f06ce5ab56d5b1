-- G8: an event is delivered once more by its id, and who had it so is kept.
\ir events.sql
select plan(31);
select emit(1), emit(1), emit(2), emit(9, p_tenant_id => 2) \g /dev/null
set role shop_admin;
select claim('a'), return_event(2) \g /dev/null
select claim_of(1) as first_claim \gset
select acknowledge(1) \g /dev/null
select is((tolsel.replay_event(event_of(1))).status, 'pending', 'what was delivered is pending again');
select is(state(1), 'pending tried 1 left 12', 'with all its attempts left, and those it had kept');
select is(claim('b'), '1:1', 'later events that nobody has claimed wait for it');
select refuses(format('select tolsel.acknowledge_events(%s, array[event_of(1)])', :first_claim), 'UC029', 'claim',
    'its first claim is over');
select is(acknowledge(1), 1, 'it is delivered again');
select is(claim('b'), '1:2', 'and then they come');

-- S58: what has expired is worth nothing, unless somebody says how long it is.
select emit(3, p_lasts => '1 hour'), emit(4, p_lasts => '1 hour') \g /dev/null
select claim('e'), acknowledge(3), later('1 hour'), claim('e') \g /dev/null
select refuses('select tolsel.replay_event(event_of(3))', 'UC035', 'expires at',
    'what was delivered before it expired');
select later('1 minute'), claim('e') \g /dev/null
select is(state(4), 'dead tried 1 left 11 Expired at 2026-03-01 13:00:00Z.', 'what has expired');
select refuses('select tolsel.replay_event(event_of(4))', 'UC035', 'expires at', 'is not replayed either');
select refuses('select tolsel.replay_event(event_of(4), clock())', 'UC035', 'expires at',
    'nor with a time that is over');
select refuses($$select tolsel.replay_event(event_of(4), '-infinity')$$, 'UC035', '-infinity',
    'nor from the beginning of time');
select refuses($$select tolsel.replay_event(event_of(4), 'infinity')$$, 'UC014', 'infinity', 'nor for ever');
select is((tolsel.replay_event(event_of(4), clock() + interval '1 minute')).status, 'pending',
    'with a new expiry it is');
select later('59.999999 seconds') \g /dev/null
select is(claim('e'), '4:1', 'and handed out');
select return_event(4), later('1 microsecond'), claim('e') \g /dev/null
select is(state(4), 'dead tried 2 left 11 Expired at 2026-03-01 13:02:00Z: no route.', 'until then');
select is((tolsel.replay_event(event_of(3), clock() + interval '1 minute')).status, 'pending',
    'what was delivered too');
select claim('e'), acknowledge(3) \g /dev/null

-- A dead letter.
select claim('c'), return_event(1, 2), later('1 hour') from generate_series(1, 12) \g /dev/null
select is(state(1, 2), 'dead tried 12 left 0 no route', 'an event was given up');
select is((tolsel.replay_event(event_of(1, 2))).last_error, 'no route', 'it is replayed, with its error');
select is(claim('c', p_topics => '{payment.completed}'), '1:2', 'at once');
select is(state(1, 2), 'claimed tried 13 left 11 no route', 'and its attempts are counted on');
select is(return_event(1, 2), 'pending', 'if it fails again, it has a full number of attempts');
select refuses($$select tolsel.replay_event(event_of(1, 2))$$, 'UC031', 'is pending',
    'a pending event is not replayed');
select later('1 hour') \g /dev/null
select claim('d') \g /dev/null
select refuses($$select tolsel.replay_event(event_of(1, 2))$$, 'UC031', 'is claimed', 'nor is a claimed one');
reset role;
select results_eq(
    $$select subject, login, detail ->> 'status', detail ->> 'attempts' from tolsel_core.activity_log
        where action = 'replay_event' and detail ->> 'expires_at' is null order by 1$$,
    format($$values ('event %s', 'shop_admin', 'delivered', '1'), ('event %s', 'shop_admin', 'dead', '12')$$,
        event_of(1), event_of(1, 2)),
    'each replay is logged, and no refusal');
select results_eq(
    $$select subject, (detail ->> 'expires_at')::timestamptz from tolsel_core.activity_log
        where detail ->> 'expires_at' is not null order by activity_id$$,
    format($$values ('event %s', timestamptz '2026-03-01 13:02Z'), ('event %s', '2026-03-01 13:03Z')$$, event_of(4),
        event_of(3)),
    'and so is a new expiry');
select is((select replayed_at from tolsel_core.event where event_id = event_of(1)), timestamptz '2026-03-01 12:00Z',
    'and the event says when');
set role shop_admin;
select refuses('select tolsel.replay_event(null)', 'UC030', 'null', 'no event');
select refuses_alike('select tolsel.replay_event(%s)', (event_of(2) + 1)::text, '987654', 'UC030',
    'another tenant''s event is nobody''s');
select refuses_alike('select tolsel.replay_event(1, null, %s)', '2', '987654', 'UC002', 'another tenant');
set role shop_app;
select throws_ok('select tolsel.replay_event(1)', '42501', null, 'an app replays nothing');
set role shop_read;
select throws_ok('select tolsel.replay_event(1)', '42501', null, 'nor does a reader');

select * from finish();
