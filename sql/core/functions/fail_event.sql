create or replace function tolsel.fail_event(
    p_claim_id bigint,
    p_event_id bigint,
    p_error text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_core.event
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $fail_event$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_event tolsel_core.event;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_error, 'error', 2000);
    -- Lock:
    select * into v_event from tolsel_core.event e
    where e.tenant_id = p_tenant_id and e.event_id = p_event_id
    for no key update;
    -- Repeat: this claim has ended in a failure already.
    if v_event.claim_id = p_claim_id and v_event.status not in ('claimed', 'delivered') then
        return v_event;
    end if;
    -- Refuse:
    if (v_event.claim_id = p_claim_id) is not true or v_event.status = 'delivered' then
        perform tolsel_core.refuse('UC029', format(
            'Event %s, claim %s.', coalesce(p_event_id::text, 'null'),
            coalesce(p_claim_id::text, 'null')));
    end if;
    -- Write: each pause is twice the one before, from ten seconds to an hour.
    update tolsel_core.event e
    set last_error = p_error,
        claim_expires_at = null,
        dead_at = case when e.attempts_left = 0 then v_now end,
        next_attempt_at = case when e.attempts_left > 0 then v_now
            + least(interval '10 seconds' * (1 << (11 - e.attempts_left)), interval '1 hour') end
    where e.tenant_id = p_tenant_id and e.event_id = p_event_id
    returning * into v_event;
    return v_event;
end
$fail_event$;
comment on function tolsel.fail_event is
$$Gives a claimed event back that could not be delivered: it is handed out again after a pause,
unless it has expired by then, and later events of its document wait for it. After 12 attempts it is
a dead letter.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UC029 claim_lost$$;
revoke all on function tolsel.fail_event from public;
grant execute on function tolsel.fail_event to tolsel_app;
