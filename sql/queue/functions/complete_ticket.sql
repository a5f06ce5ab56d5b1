create or replace function tolsel.complete_ticket(
    p_ticket_id bigint,
    p_counter_id bigint default null,
    p_outcome text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $complete_ticket$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_outcome not in ('served', 'nothing') then
        perform tolsel_core.refuse('UQ018', format('Outcome %L.', left(p_outcome, 200)));
    end if;

    -- Lock:
    v_ticket := tolsel_queue.lock_at_counter(
        p_ticket_id, p_counter_id, false, p_tenant_id);
    -- Repeat:
    if v_ticket.state = 'completed' and v_ticket.outcome is not distinct from p_outcome
        and tolsel_queue.is_repeated(
            v_ticket, array['complete'], coalesce(p_counter_id, v_ticket.counter_id)) then
        return v_ticket;
    end if;

    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'complete');
    perform tolsel_queue.check_at_counter(v_ticket, p_counter_id);
    -- Write:
    v_after := v_ticket;
    v_after.state := 'completed';
    v_after.outcome := p_outcome;
    return tolsel_queue.change_ticket(
        v_ticket, v_after, 'complete', coalesce(p_counter_id, v_ticket.counter_id));
end
$complete_ticket$;
comment on function tolsel.complete_ticket is
$$Completes the service of a ticket at its counter, or that goes on behind one, and says what it
led to: served, nothing, or null where that is not recorded.
raises: UC002 tenant_not_allowed, UQ006 counter_not_found, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ011 ticket_elsewhere, UQ014 ticket_archived,
UQ018 outcome_unknown$$;
revoke all on function tolsel.complete_ticket from public;
grant execute on function tolsel.complete_ticket to tolsel_app, tolsel_clerk;
