-- What the tests of the outbox begin with: a clock that is set, and words for acts and states.
create function tap.emit(p_document_id bigint, p_topic text default 'payment.completed', p_tenant_id bigint default 1,
    p_lasts interval default null)
returns bigint language sql set role = none
as $$select tolsel_core.emit_event(p_topic, 'payment', p_document_id, '{"amount": "5.00"}', p_tenant_id,
        tolsel_core.clock_at() + p_lasts)$$;
-- The events of one claim, as document:number, in the order in which they were handed out.
create function tap.claim(p_consumer text default 'relay', p_limit integer default 100, p_topics text[] default null)
returns text language sql volatile
as $$select string_agg(c.document_id || ':' || c.sequence_no, ' ')
     from tolsel.claim_events(p_consumer, p_limit, 60, p_topics) c$$;
create function tap.event_of(p_document_id bigint, p_sequence_no bigint default 1)
returns bigint language sql set role = none
as $$select event_id from tolsel_core.event where tenant_id = 1 and document_id = p_document_id
    and sequence_no = p_sequence_no and document = 'payment'$$;
create function tap.claim_of(p_document_id bigint, p_sequence_no bigint default 1)
returns bigint language sql set role = none
as $$select claim_id from tolsel_core.event where tenant_id = 1 and document_id = p_document_id
    and sequence_no = p_sequence_no$$;
create function tap.acknowledge(p_document_id bigint, p_sequence_no bigint default 1)
returns integer language sql
as $$select tolsel.acknowledge_events(tap.claim_of(p_document_id, p_sequence_no),
        array[tap.event_of(p_document_id, p_sequence_no)])$$;
create function tap.return_event(p_document_id bigint, p_sequence_no bigint default 1)
returns text language sql
as $$select status from tolsel.fail_event(tap.claim_of(p_document_id, p_sequence_no),
        tap.event_of(p_document_id, p_sequence_no), 'no route')$$;
create function tap.state(p_document_id bigint, p_sequence_no bigint default 1)
returns text language sql set role = none
as $$select concat_ws(' ', status, 'tried', attempts, 'left', attempts_left, last_error) from tolsel_core.event
    where tenant_id = 1 and document_id = p_document_id and sequence_no = p_sequence_no$$;
create function tap.later(p_time interval)
returns void language sql set role = none set search_path = pg_catalog, pg_temp
as $$select tolsel.set_clock(tolsel_core.clock_at() + p_time)$$;
create function tap.clock() returns timestamptz language sql set role = none
as $$select tolsel_core.clock_at()$$;
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2026-03-01 12:00+00') \g /dev/null
