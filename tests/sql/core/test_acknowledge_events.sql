-- G8: an event is delivered by the claim that has it, and by no other.
\ir events.sql
select plan(21);
select emit(1), emit(2), emit(3), emit(9, p_tenant_id => 2) \g /dev/null
set role shop_app;
select is(claim('a'), '1:1 2:1 3:1', 'three are claimed');
select is(tolsel.acknowledge_events(claim_of(1), array[event_of(1), event_of(2), event_of(1)]), 2,
    'several are acknowledged in one call');
select is(state(1) || ', ' || state(2), 'delivered tried 1 left 11, delivered tried 1 left 11', 'and are delivered');
reset role;
select is((select count(*) from tolsel_core.event
        where delivered_at = '2026-03-01 12:00Z' and claim_expires_at is null), 2::bigint,
    'now, and nobody has them any more');
select later('1 second') \g /dev/null
set role shop_app;
select is(tolsel.acknowledge_events(claim_of(1), array[event_of(1), event_of(3)]), 2, 'a repeat is answered again');
reset role;
select is((select delivered_at from tolsel_core.event where document_id = 1), timestamptz '2026-03-01 12:00Z',
    'and changes nothing');
set role shop_app;
select is(tolsel.acknowledge_events(claim_of(1), '{}'), 0, 'nothing is nothing');
select is(tolsel.acknowledge_events(claim_of(1), null), 0, 'so is null');

-- Late.
select emit(4), emit(5), claim('slow') \g /dev/null
select claim_of(4) as slow \gset
select later('2 minutes') \g /dev/null
select is(acknowledge(5), 1, 'after the lease an acknowledgement still counts');
select is(claim('quick'), '4:1', 'until another has claimed the event');
select refuses(format('select tolsel.acknowledge_events(%s, array[event_of(4)])', :slow), 'UC029', 'claim ' || :slow,
    'the late one is refused');
select is(state(4), 'claimed tried 2 left 10', 'and takes nothing from the other');
select emit(6) \g /dev/null
select claim('quick') \g /dev/null
select refuses(format('select tolsel.acknowledge_events(%s, array[event_of(6), event_of(4)])', claim_of(6)), 'UC029',
    'Event ' || event_of(4), 'with an event of another claim all are refused');
select is(state(6), 'claimed tried 1 left 11', 'all or none');
select return_event(6) \g /dev/null
select refuses($$select acknowledge(6)$$, 'UC029', 'Event', 'what was given back is not delivered');
select refuses($$select tolsel.acknowledge_events(null, array[event_of(4)])$$, 'UC029', 'claim null', 'no claim');
select refuses($$select tolsel.acknowledge_events(claim_of(4), array[null]::bigint[])$$, 'UC029', 'Event null',
    'no event');
set role twin_app;
select id as foreign_id, claim_id as foreign_claim
    from (select event_id as id, claim_id from tolsel.claim_events('twin')) c \gset
set role shop_app;
select refuses_alike(format('select tolsel.acknowledge_events(%s, array[%%s])', :foreign_claim), :'foreign_id',
    '987654', 'UC029', 'another tenant''s event is nobody''s');
select refuses_alike('select tolsel.acknowledge_events(1, ''{1}'', %s)', '2', '987654', 'UC002', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.acknowledge_events(1, ''{1}'')', '42501', null, 'a reader acknowledges nothing');
set role twin_app;
select is(tolsel.acknowledge_events(:foreign_claim, array[:foreign_id]), 1, 'its own tenant delivers it');

select * from finish();
