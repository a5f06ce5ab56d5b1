-- G8: events are handed out one after the other within a document, to one consumer at a time.
\ir events.sql
select plan(37);
select emit(1), emit(1), emit(2, 'invoice.issued'), emit(3), emit(9, p_tenant_id => 2) \g /dev/null
set role shop_app;

select is(claim('a', 2), '1:1 2:1', 'the oldest first, one of a document, so many at most');
select is(claim('b'), '3:1', 'another consumer gets what is left');
select is(claim('c'), null, 'and then there is nothing');
select is(state(1), 'claimed tried 1 left 11', 'the attempt is counted');
select is(state(1, 2), 'pending tried 0 left 12', 'what waits for an earlier event is untouched');
reset role;
select results_eq(
    $$select document_id, claimed_by, claimed_at, claim_expires_at from tolsel_core.event where status = 'claimed'
        order by 1$$,
    $$values (1::bigint, 'a', timestamptz '2026-03-01 12:00Z', timestamptz '2026-03-01 12:01Z'),
        (2, 'a', '2026-03-01 12:00Z', '2026-03-01 12:01Z'), (3, 'b', '2026-03-01 12:00Z', '2026-03-01 12:01Z')$$,
    'who has it, since when and until when is kept');
select is(claim_of(1), claim_of(2), 'what is claimed together has one claim');
select isnt(claim_of(1), claim_of(3), 'each claim has its own');
set role shop_app;
select is(acknowledge(1), 1, 'once it is delivered');
select is(claim('c'), '1:2', 'the next of its document is handed out');

-- A consumer that never comes back.
select later('59.999999 seconds') \g /dev/null
select is(claim('c'), null, 'until the lease has expired nobody else gets it');
select later('1 microsecond') \g /dev/null
select is(claim('d'), '1:2 2:1 3:1', 'then everything of the dead comes back');
select is(state(2), 'claimed tried 2 left 10', 'as another attempt');
select acknowledge(1, 2), acknowledge(2), acknowledge(3) \g /dev/null
select is(claim('d'), null, 'what is delivered is not handed out again');

-- Topics.
select emit(4, 'invoice.issued'), emit(4, 'payment.completed'), emit(5, 'payment.completed') \g /dev/null
select is(claim('pay', 10, '{payment.completed}'), '5:1', 'of the wanted topics only what waits for no other');
select is(claim('pay', 10, '{}'), null, 'of no topic nothing');
select is(claim('inv', 10, '{x.y,invoice.issued}'), '4:1', 'of several topics any');
select acknowledge(4), acknowledge(5) \g /dev/null
select is(claim('pay', 10, '{payment.completed}'), '4:2', 'what was waited for has been delivered');
select acknowledge(4, 2) \g /dev/null

-- An event that kills its consumer.
select emit(6), emit(6) \g /dev/null
select claim('x'), later('61 seconds') from generate_series(1, 12) \g /dev/null
select is(state(6), 'claimed tried 12 left 0', 'an event is handed out twelve times');
select is(claim('x'), null, 'then it is given up');
select is(state(6), 'dead tried 12 left 0 The claim of x has expired.', 'as a dead letter that says why');
select is(claim('x'), '6:2', 'for which later events of its document do not wait');
select acknowledge(6, 2) \g /dev/null

select refuses($$select tolsel.claim_events('x', 0)$$, 'UC028', '^0 events for 60', 'no event');
select refuses($$select tolsel.claim_events('x', 1001)$$, 'UC028', '1001', 'too many events');
select refuses($$select tolsel.claim_events('x', null)$$, 'UC028', '^null events', 'no limit');
select refuses($$select tolsel.claim_events('x', 1, 0)$$, 'UC028', 'for 0 seconds', 'no lease');
select refuses($$select tolsel.claim_events('x', 1, 86401)$$, 'UC028', '86401', 'a long lease');
select refuses($$select tolsel.claim_events('x', 1, null)$$, 'UC028', 'null seconds', 'an endless lease');
select refuses($$select tolsel.claim_events('')$$, 'UC016', 'consumer has 0', 'a consumer without a name');
select refuses($$select tolsel.claim_events(null)$$, 'UC016', 'consumer has no', 'nobody');
select refuses_alike($$select tolsel.claim_events('x', 1, 60, null, %s)$$, '2', '987654', 'UC002', 'another tenant');
reset role;
select is((select status from tolsel_core.event where tenant_id = 2), 'pending',
    'another tenant''s events are left alone');
set role twin_app;
select is(claim('a'), '9:1', 'and are its own');
set role shop_read;
select throws_ok($$select tolsel.claim_events('x')$$, '42501', null, 'a reader claims nothing');
select results_eq(
    $$select document_id, sequence_no, status, claimed_by from tolsel.event where document_id in (5, 6, 9) order by 1,
        2$$,
    $$values (5::bigint, 1::bigint, 'delivered', 'pay'), (6, 1, 'dead', 'x'), (6, 2, 'delivered', 'x')$$,
    'but sees how far each event of its tenant has come');
set role shop_admin;
select is((select status || ' ' || row_count from tolsel.verify() where check_name = 'core.dead_event'), 'notice 1',
    'and the validator tells of dead letters');
reset role;
select emit(7), emit(7) \g /dev/null
alter table tolsel_core.event disable trigger event_before_update_append_only;
update tolsel_core.event set created_at = created_at - interval '25 hours' where document_id = 7;
alter table tolsel_core.event enable always trigger event_before_update_append_only;
set role shop_admin;
select is((select status || ' ' || row_count from tolsel.verify() where check_name = 'core.waiting_event'), 'notice 1',
    'and of topics that nobody takes');

select * from finish();
