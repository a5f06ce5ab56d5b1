-- G8 S121: an event is written with what happened, numbered without gaps within its document.
create function emit(p_document_id bigint, p_topic text default 'payment.completed')
returns bigint language sql
as $$select tolsel_core.emit_event(p_topic, 'payment', p_document_id, '{"amount": "5.00"}', 1)$$;
select plan(19);

select is(emit(7), 1::bigint, 'it answers with the event');
select row_eq(
    $$select topic::text, document::text, document_id, sequence_no, payload::jsonb, request_id, attempts, status,
        is_open
      from tolsel_core.event where document_id = 7$$,
    row('payment.completed'::text collate "C", 'payment'::text collate "C", 7::bigint, 1::bigint,
        '{"amount": "5.00"}'::jsonb, null::text, 0, 'pending'::text, true),
    'it is pending, and the first of its document');
begin;
set local tolsel.request_id = 'req-1';
select emit(7, 'payment.voided'), emit(7), emit(8) \g /dev/null
commit;
select results_eq(
    'select document_id, sequence_no, request_id from tolsel_core.event order by event_id',
    $$values (7::bigint, 1::bigint, null), (7, 2, 'req-1'), (7, 3, 'req-1'), (8, 1, 'req-1')$$,
    'documents are numbered each for itself, and events carry the request');
select tolsel_core.emit_event('invoice.issued', 'invoice', 7, '{}', 1),
    tolsel_core.emit_event('payment.completed', 'payment', 7, '{}', 2) \g /dev/null
select results_eq(
    $$select tenant_id, sequence_no from tolsel_core.event where payload = '{}' order by event_id$$,
    $$values (1::bigint, 1::bigint), (2, 1)$$, 'another kind of document, and another tenant, have their own numbers');
begin;
select emit(7) \g /dev/null
rollback;
select emit(7) \g /dev/null
select is((select max(sequence_no) from tolsel_core.event where document_id = 7 and tenant_id = 1), 4::bigint,
    'what did not happen leaves no gap');

select throws_ok($$select emit(7, 'payment')$$, '23514', null, 'a topic says what happened to what');
select throws_ok($$select emit(7, 'Payment.completed')$$, '23514', null, 'in small letters');
select throws_ok($$select emit(7, null)$$, '23502', null, 'and is there');
select throws_ok($$select tolsel_core.emit_event('a.b', 'a b', 1, '{}', 1)$$, '23514', null, 'so is a document');
select throws_ok($$select tolsel_core.emit_event('a.b', 'a', 1, '[]', 1)$$, '23514', null, 'a payload is an object');

select refuses($$update tolsel_core.event set payload = '{}' where document_id = 8$$, 'UC015', 'UPDATE',
    'what happened is not changed');
select refuses($$update tolsel_core.event set sequence_no = 9 where document_id = 8$$, 'UC015', 'UPDATE',
    'nor renumbered');
select refuses($$delete from tolsel_core.event where document_id = 8$$, 'UC015', 'number 1 of payment 8, is pending',
    'nor deleted');
select refuses('truncate tolsel_core.event', 'UC015', 'TRUNCATE', 'nor all of it');
select tolsel_core.emit_event('a.b', 'a', 1, '{}', 1, '2026-03-01 12:00Z') \g /dev/null
select is((select expires_at from tolsel_core.event where document = 'a'), timestamptz '2026-03-01 12:00Z',
    'S58 it says how long it is worth telling');
select throws_ok($$select tolsel_core.emit_event('a.b', 'a', 1, '{}', 1, 'infinity')$$, '23514', null,
    'which ends some time');
select throws_ok($$select tolsel_core.emit_event('a.b', 'a', 1, '{}', 1, '-infinity')$$, '23514', null,
    'and began some time');
set role shop_app;
select throws_ok($$select tolsel_core.emit_event('a.b', 'a', 1, '{}', 1)$$, '42501', null,
    'an application makes up no event');
set role shop_read;
select throws_ok($$select tolsel_core.emit_event('a.b', 'a', 1, '{}', 1)$$, '42501', null, 'nor does a reader');

select * from finish();
