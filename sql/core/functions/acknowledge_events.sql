create or replace function tolsel.acknowledge_events(
    p_claim_id bigint,
    p_event_ids bigint[],
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $acknowledge_events$
declare
    v_event_id bigint;
    v_count integer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: who claims one of them meanwhile waits.
    perform from tolsel_core.event e
    where e.tenant_id = p_tenant_id and e.event_id = any(p_event_ids)
    order by e.event_id
    for no key update;
    -- Refuse: a claim that has expired still counts until somebody else has claimed the event.
    -- What this claim has delivered already is a repeat.
    select i into v_event_id
    from unnest(p_event_ids) i
    where not exists (
        select from tolsel_core.event e
        where e.tenant_id = p_tenant_id and e.event_id = i and e.claim_id = p_claim_id
            and e.status in ('claimed', 'delivered'))
    limit 1;
    if found then
        perform tolsel_core.refuse('UC029', format(
            'Event %s, claim %s.', coalesce(v_event_id::text, 'null'),
            coalesce(p_claim_id::text, 'null')));
    end if;
    -- Write:
    update tolsel_core.event e
    set delivered_at = tolsel_core.clock_at(), claim_expires_at = null
    where e.tenant_id = p_tenant_id and e.event_id = any(p_event_ids) and e.is_open;
    select count(distinct i) into v_count from unnest(p_event_ids) i;
    return v_count;
end
$acknowledge_events$;
comment on function tolsel.acknowledge_events is
$$Marks claimed events as delivered, all or none, and answers how many they are.
raises: UC002 tenant_not_allowed, UC029 claim_lost$$;
revoke all on function tolsel.acknowledge_events from public;
grant execute on function tolsel.acknowledge_events to tolsel_app;
