create or replace function tolsel_core.prune_tenant_events(
    p_before timestamptz, p_limit integer, p_tenant_id bigint
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
                    e.delivered_at < p_before
                    or (e.dead_at < p_before and e.dead_at >= e.expires_at), false)
                ) over by_number as is_old
            from tolsel_core.event e
            where e.tenant_id = p_tenant_id
            window by_number as (
                partition by e.document, e.document_id order by e.sequence_no)
        ) p
        where p.is_old and p.has_next
        limit case when p_limit < 0 then 0 else p_limit end
    ) o;
    -- Lock: who replays one of them now waits, and who has done so since keeps his document.
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
    if v_count > 0 then
        perform tolsel_core.record_activity(
            'prune_events', 'events delivered before ' || p_before,
            jsonb_build_object('count', v_count), p_tenant_id);
    end if;
    return v_count;
end
$prune_tenant_events$;
comment on function tolsel_core.prune_tenant_events is
    'Deletes events of a tenant that were delivered or expired before a moment, at most so many, and
answers how many.';
