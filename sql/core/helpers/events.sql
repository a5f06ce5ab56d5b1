-- The outbox and the trail: an event or activity is a row written in the transaction it tells of.

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
        values (
            p_tenant_id, p_topic, p_document, p_document_id,
            coalesce((
                select max(e.sequence_no) from tolsel_core.event e
                where e.tenant_id = p_tenant_id and e.document = p_document
                    and e.document_id = p_document_id), 0) + 1,
            p_payload, tolsel_core.context_request_id(), p_expires_at)
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
From p_expires_at on nobody is told any more; null: it never expires.
raises: UC005 request_id_too_long$$;

create or replace function tolsel_core.emit_first_events(
    p_topic text, p_document text, p_document_ids bigint[], p_payloads jsonb[], p_tenant_id bigint
)
returns void
language sql
volatile
as $emit_first_events$
    insert into tolsel_core.event (
        tenant_id, topic, document, document_id, sequence_no, payload, request_id)
    select p_tenant_id, p_topic, p_document, e.document_id, 1, e.payload,
        tolsel_core.context_request_id()
    from unnest(p_document_ids, p_payloads) with ordinality e(document_id, payload, place)
    order by e.place;
$emit_first_events$;
comment on function tolsel_core.emit_first_events is
$$Writes the first event of each of many documents, which this transaction has made, into the
outbox.
raises: UC005 request_id_too_long$$;

create or replace function tolsel_core.emit_next_events(
    p_topics text[], p_document text, p_document_ids bigint[], p_payloads jsonb[],
    p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $emit_next_events$
begin
    insert into tolsel_core.event (
        tenant_id, topic, document, document_id, sequence_no, payload, request_id)
    select p_tenant_id, n.topic, p_document, n.document_id,
        row_number() over (partition by n.document_id order by n.place) + coalesce((
            select max(e.sequence_no) from tolsel_core.event e
            where e.tenant_id = p_tenant_id and e.document = p_document
                and e.document_id = n.document_id), 0),
        n.payload, tolsel_core.context_request_id()
    from unnest(p_topics, p_document_ids, p_payloads)
        with ordinality n(topic, document_id, payload, place)
    order by n.place;
end
$emit_next_events$;
comment on function tolsel_core.emit_next_events is
$$Writes the next events of many documents, which the caller has locked, into the outbox: those of
one document in their order.
raises: UC005 request_id_too_long$$;

create or replace function tolsel_core.record_activity(
    p_action text, p_subject text, p_detail jsonb, p_tenant_id bigint
)
returns void
language sql
volatile
as $record_activity$
    insert into tolsel_core.activity_log
        (tenant_id, login, user_id, request_id, action, subject, detail)
    values (
        p_tenant_id, tolsel_core.acting_login(), tolsel_core.context_user_id(p_tenant_id),
        tolsel_core.context_request_id(), p_action, p_subject, p_detail);
$record_activity$;
comment on function tolsel_core.record_activity is
    'Writes one act of administration into the activity log.';

create or replace function tolsel_core.record_operation(
    p_action text, p_subject text, p_detail jsonb
)
returns void
language sql
volatile
as $record_operation$
    insert into tolsel_core.activity_log (tenant_id, login, request_id, action, subject, detail)
    values (
        0, tolsel_core.acting_login(), tolsel_core.context_request_id(), p_action, p_subject,
        p_detail);
$record_operation$;
comment on function tolsel_core.record_operation is
    'Writes one act on the database as a whole into the activity log, under tenant 0.';

create or replace function tolsel_core.prune_tenant_events(
    p_before_at timestamptz, p_limit integer, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
as $prune_tenant_events$
declare
    v_event_ids bigint[];
    v_count integer;
begin
    -- From the front of each document, so that what stays has no gap. The last event stays, because
    -- it carries the count.
    select array_agg(o.event_id) into v_event_ids
    from (
        select p.event_id
        from (
            select e.event_id, lead(e.event_id) over by_number is not null as has_next,
                bool_and(coalesce(
                    e.delivered_at < p_before_at
                    or (e.dead_at < p_before_at and e.dead_at >= e.expires_at), false)
                ) over by_number as is_old
            from tolsel_core.event e
            where e.tenant_id = p_tenant_id
            window by_number as (
                partition by e.document, e.document_id order by e.sequence_no)
        ) p
        where p.is_old and p.has_next
        limit case when p_limit < 0 then 0 else p_limit end
    ) o;
    -- Lock: a replay of one of them waits; a document with one that was replayed meanwhile is kept.
    perform from tolsel_core.event e
    where e.tenant_id = p_tenant_id and e.event_id = any(v_event_ids)
    order by e.event_id
    for update;
    -- Write:
    delete from tolsel_core.event e
    where e.tenant_id = p_tenant_id and e.event_id = any(v_event_ids)
        and not exists (
            select from tolsel_core.event f
            where f.tenant_id = p_tenant_id and f.document = e.document
                and f.document_id = e.document_id and f.sequence_no <= e.sequence_no
                and f.is_open);
    get diagnostics v_count = row_count;
    -- Hand on:
    if v_count > 0 then
        perform tolsel_core.record_activity(
            'prune_events', 'events delivered before ' || p_before_at,
            jsonb_build_object('count', v_count), p_tenant_id);
    end if;
    return v_count;
end
$prune_tenant_events$;
comment on function tolsel_core.prune_tenant_events is
    'Deletes events of a tenant that were delivered or expired before a moment, at most p_limit, and
answers how many it deleted.';

create or replace function tolsel_core.job_prune_events(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_prune_events$
declare
    v_count integer := tolsel_core.prune_tenant_events(
        p_task.to_at - interval '30 days', p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_prune_events$;
comment on function tolsel_core.job_prune_events is
    'Deletes the events of a tenant that were delivered or expired a month ago.';
