-- S58: what is worth nothing any more is told to nobody, and keeps nothing waiting.
\ir events.sql
select plan(25);
select emit(1, p_lasts => '10 minutes'), emit(1), emit(2, p_lasts => '10 minutes'), emit(2), emit(3),
    emit(9, p_tenant_id => 2, p_lasts => '10 minutes') \g /dev/null
set role shop_app;
set timezone = 'Asia/Kolkata';
select later('9 minutes 59.999999 seconds') \g /dev/null
select is(claim('a', 1), '1:1', 'it is handed out until its last microsecond');
select later('1 microsecond') \g /dev/null
select is(claim('b'), '2:2 3:1', 'then no more, and the next of its document is handed out in its place');
select is(state(2), 'dead tried 0 left 12 Expired at 2026-03-01 12:10:00Z.',
    'it is given up, and says when it expired');
select is(state(1), 'claimed tried 1 left 11', 'a consumer that was told in time is not disturbed');
select is(acknowledge(1), 1, 'and delivers it');
select is(state(1), 'delivered tried 1 left 11', 'for good');
select acknowledge(2, 2), acknowledge(3) \g /dev/null
select is(claim('b'), '1:2', 'what comes after it is handed out');
select acknowledge(1, 2) \g /dev/null
reset role;
select is((select status from tolsel_core.event where tenant_id = 2), 'pending', 'another tenant''s are left alone');
set role twin_app;
select is(claim('a'), null, 'and are not handed out either');

-- A failed attempt is repeated for as long as it is worth it.
set role shop_app;
select emit(4, p_lasts => '15 seconds'), emit(4) \g /dev/null
select is(claim('a'), '4:1', 'it is handed out');
select return_event(4), later('10 seconds') \g /dev/null
select is(claim('a'), '4:1', 'and again after a failure');
select return_event(4), later('5 seconds') \g /dev/null
select is(claim('a'), '4:2', 'until it has expired');
select is(state(4), 'dead tried 2 left 10 Expired at 2026-03-01 12:10:15Z: no route.', 'what it met before is kept');
select is(return_event(4), 'dead', 'a repeated failure finds it given up');
select acknowledge(4, 2) \g /dev/null

-- A consumer that does not come back.
select emit(5, p_lasts => '30 seconds'), emit(5), claim('slow') \g /dev/null
select later('59.999999 seconds') \g /dev/null
select is(claim('quick'), null, 'while the claim lasts, nobody passes it');
select is(state(5), 'claimed tried 1 left 11', 'expired or not');
select later('1 microsecond') \g /dev/null
select is(claim('quick', p_topics => '{x.y}'), null, 'who claims next, whatever topic,');
select is(state(5), 'dead tried 1 left 11 Expired at 2026-03-01 12:10:45Z.', 'has it given up');
select refuses('select acknowledge(5)', 'UC029', 'Event', 'and the late one is refused');
select is(claim('quick'), '5:2', 'its document goes on');
select acknowledge(5, 2) \g /dev/null

-- After a long night.
select emit(n, p_lasts => '1 hour') from generate_series(1001, 2001) n \g /dev/null
select later('1 hour') \g /dev/null
select is(claim('a'), null, 'of a thousand and one that have expired none is handed out');
select is(state(2001), 'pending tried 0 left 12', 'also not the last, for which one claim is not enough');
select is(claim('a'), null, 'nor by the next claim');
select is(state(2001), 'dead tried 0 left 12 Expired at 2026-03-01 13:11:15Z.', 'which ends it');

set role shop_admin;
select set_eq(
    $$select check_name from tolsel.verify() where check_name like 'core.%event%' and status <> 'ok'$$,
    array[]::text[], 'to the validator that is how it should be');

select * from finish();
