create or replace function tolsel.return_ticket(
    p_ticket_id bigint,
    p_counter_id bigint default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $return_ticket$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_ticket := tolsel_queue.lock_at_counter(
        p_ticket_id, p_counter_id, true, p_tenant_id);
    -- Repeat:
    if tolsel_queue.is_repeated(
        v_ticket, array['return'], p_counter_id) then
        return v_ticket;
    end if;

    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'return');
    perform tolsel_queue.check_at_counter(v_ticket, p_counter_id);
    if v_ticket.state = 'no_show' and v_ticket.has_returned then
        perform tolsel_core.refuse('UQ019', format(
            'Ticket %s (%s) did not come until %s.', v_ticket.ticket_id, v_ticket.token,
            v_ticket.ended_at));
    end if;
    -- Write: its place is that of its joining, but for a no-show where the branch says otherwise.
    v_after := v_ticket;
    v_after.state := 'waiting';
    v_after.counter_id := null;
    if v_ticket.state = 'no_show' then
        v_after.has_returned := true;
        v_after.ended_at := null;
        v_after.call_count := 0;
        if not (tolsel_queue.get_line(v_ticket.branch_id, p_tenant_id)).is_place_kept then
            v_after.queued_at := tolsel_queue.moment_after(v_ticket.changed_at);
        end if;
    elsif v_ticket.state = 'called' then
        v_after.call_count := v_ticket.call_count - 1;
    end if;
    return tolsel_queue.change_ticket(v_ticket, v_after, 'return', p_counter_id);
end
$return_ticket$;
comment on function tolsel.return_ticket is
$$Takes a call back, brings a ticket back into the line that is worked on behind a counter, or
takes back, once, somebody who did not come and turns up.
raises: UC002 tenant_not_allowed, UQ006 counter_not_found, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ011 ticket_elsewhere, UQ014 ticket_archived,
UQ019 return_used_up$$;
revoke all on function tolsel.return_ticket from public;
grant execute on function tolsel.return_ticket to tolsel_app, tolsel_clerk;
