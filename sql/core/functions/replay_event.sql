create or replace function tolsel.replay_event(
    p_event_id bigint,
    p_expires_at timestamptz default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_core.event
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $replay_event$
declare
    v_event tolsel_core.event;
    v_replayed tolsel_core.event;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    select * into v_event from tolsel_core.event e
    where e.tenant_id = p_tenant_id and e.event_id = p_event_id
    for no key update;
    -- Refuse:
    if not found then
        perform tolsel_core.refuse('UC030', format(
            'Event %s.', coalesce(p_event_id::text, 'null')));
    elsif v_event.is_open then
        perform tolsel_core.refuse('UC031', format(
            'Event %s is %s.', p_event_id, v_event.status));
    elsif p_expires_at >= timestamptz '2200-01-01 00:00Z' then
        perform tolsel_core.refuse('UC014', format(
            'Event %s was to expire at %s.', p_event_id, p_expires_at));
    elsif coalesce(p_expires_at, v_event.expires_at) <= tolsel_core.clock_at() then
        perform tolsel_core.refuse('UC035', format(
            'Event %s expires at %s.', p_event_id, coalesce(p_expires_at, v_event.expires_at)));
    end if;
    -- Write:
    update tolsel_core.event e
    set delivered_at = null, dead_at = null, next_attempt_at = null, attempts_left = 12,
        replayed_at = tolsel_core.clock_at(), expires_at = coalesce(p_expires_at, e.expires_at)
    where e.tenant_id = p_tenant_id and e.event_id = p_event_id
    returning * into v_replayed;
    -- Hand on: how it stood before.
    perform tolsel_core.record_activity(
        'replay_event', 'event ' || p_event_id,
        jsonb_build_object(
            'topic', v_event.topic, 'status', v_event.status, 'attempts', v_event.attempts,
            'last_error', v_event.last_error, 'expires_at', p_expires_at),
        p_tenant_id);
    return v_replayed;
end
$replay_event$;
comment on function tolsel.replay_event is
$$Has a delivered event or a dead letter delivered once more, out of turn; events of its document
that nobody has claimed yet wait for it. Its attempts and its last error are kept.
An event that has expired is replayed only with a new p_expires_at: nobody is told by mistake what
is worth nothing any more. Null keeps the expiry that it has, if any.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC030 event_not_found,
UC031 event_still_open, UC035 event_expired$$;
revoke all on function tolsel.replay_event from public;
grant execute on function tolsel.replay_event to tolsel_admin, tolsel_manager;
