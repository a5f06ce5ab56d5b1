create or replace function tolsel_core.emit_event(
    p_topic text, p_document text, p_document_id bigint, p_payload jsonb, p_tenant_id bigint,
    p_expires_at timestamptz default null
)
returns bigint
language plpgsql
volatile
as $emit_event$
declare
    v_event_id bigint;
begin
    -- The caller has locked the document, so the first try succeeds. Where it has not, two events
    -- of one document queue at their number, and the later one takes the next.
    loop
        insert into tolsel_core.event (
            tenant_id, topic, document, document_id, sequence_no, payload, request_id, expires_at)
        select p_tenant_id, p_topic, p_document, p_document_id,
            coalesce(max(e.sequence_no), 0) + 1, p_payload, tolsel_core.context_request_id(),
            p_expires_at
        from tolsel_core.event e
        where e.tenant_id = p_tenant_id and e.document = p_document
            and e.document_id = p_document_id
        on conflict (tenant_id, document, document_id, sequence_no)
            where document_id is not null do nothing
        returning event_id into v_event_id;
        exit when found;
    end loop;
    return v_event_id;
end
$emit_event$;
comment on function tolsel_core.emit_event is
$$Writes one event of a document into the outbox, in the transaction of what happened.
Who is told of it later than p_expires_at is not told at all; null: however late.
raises: UC005 request_id_too_long$$;
