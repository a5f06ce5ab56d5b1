create or replace function tolsel.claim_events(
    p_consumer text,
    p_limit integer default 100,
    p_lease_seconds integer default 60,
    p_topics text[] default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_core.event
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $claim_events$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_claim_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_consumer, 'consumer', 200);
    if (p_limit >= 1 and p_limit <= 1000
        and p_lease_seconds >= 1 and p_lease_seconds <= 86400) is not true then
        perform tolsel_core.refuse('UC028', format(
            '%s events for %s seconds.', coalesce(p_limit::text, 'null'),
            coalesce(p_lease_seconds::text, 'null')));
    end if;
    -- Lock, write: what has expired is given up first, so that its document goes on at once; a
    -- claim that has begun in time may end.
    with expired as materialized (
        select e.event_id
        from tolsel_core.event e
        where e.tenant_id = p_tenant_id and e.is_open and e.expires_at <= v_now
            and (e.claim_expires_at is null or e.claim_expires_at <= v_now)
        order by e.expires_at
        limit 1000
        for update of e skip locked
    )
    update tolsel_core.event e
    set dead_at = v_now, claim_expires_at = null,
        last_error = format(
            'Expired at %sZ%s.',
            to_char(e.expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
            ': ' || e.last_error)
    from expired x
    where e.tenant_id = p_tenant_id and e.event_id = x.event_id;
    -- What another consumer is just taking is passed over, not waited for.
    v_claim_id := nextval('tolsel_core.event_claim_id_seq');
    return query
    with due as materialized (
        select e.event_id, e.attempts_left, e.claimed_by
        from tolsel_core.event e
        where e.tenant_id = p_tenant_id and e.is_open
            and (e.claim_expires_at is null or e.claim_expires_at <= v_now)
            and (e.next_attempt_at is null or e.next_attempt_at <= v_now)
            and (e.expires_at is null or e.expires_at > v_now)
            and (p_topics is null or e.topic = any(p_topics))
            -- A document's events are handed out one after the other. A subquery that answers one
            -- value is probed for each event; a join might read everything that is open first.
            and e.sequence_no = (
                select min(f.sequence_no) from tolsel_core.event f
                where f.tenant_id = p_tenant_id and f.document = e.document
                    and f.document_id = e.document_id and f.is_open)
        order by e.event_id
        limit p_limit
        for update of e skip locked
    ),
    given_up as (
        -- Its last consumer has not come back, either.
        update tolsel_core.event e
        set dead_at = v_now, claim_expires_at = null,
            last_error = format('The claim of %s has expired.', d.claimed_by)
        from due d
        where e.tenant_id = p_tenant_id and e.event_id = d.event_id and d.attempts_left = 0
    ),
    claimed as (
        update tolsel_core.event e
        set attempts = e.attempts + 1, attempts_left = e.attempts_left - 1,
            claim_id = v_claim_id, claimed_by = p_consumer, claimed_at = v_now,
            claim_expires_at = v_now + p_lease_seconds * interval '1 second',
            next_attempt_at = null
        from due d
        where e.tenant_id = p_tenant_id and e.event_id = d.event_id and d.attempts_left > 0
        returning e.*
    )
    select c.* from claimed c order by c.event_id;
end
$claim_events$;
comment on function tolsel.claim_events is
$$Hands out the oldest events that are due, for as long as the lease lasts; nobody else gets them
meanwhile. Of a document only the first event that is neither delivered nor given up is handed out:
order is kept. What has expired before it was handed out, or before a later attempt, is given up
instead. Acknowledge or fail each under its claim_id; what is left comes back when the lease has
expired, and is given up when it was handed out 12 times.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UC028 claim_not_usable$$;
revoke all on function tolsel.claim_events from public;
grant execute on function tolsel.claim_events to tolsel_app;
