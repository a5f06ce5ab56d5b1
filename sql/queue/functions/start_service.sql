create or replace function tolsel.start_service(
    p_ticket_id bigint,
    p_counter_id bigint,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $start_service$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_ticket := tolsel_queue.lock_at_counter(
        p_ticket_id, p_counter_id, false, p_tenant_id);
    -- Repeat:
    if v_ticket.state = 'serving'
        and tolsel_queue.is_repeated(v_ticket, array['start'], p_counter_id) then
        return v_ticket;
    end if;

    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'start');
    perform tolsel_queue.check_at_counter(v_ticket, p_counter_id);
    -- Write:
    v_after := v_ticket;
    v_after.state := 'serving';
    return tolsel_queue.change_ticket(v_ticket, v_after, 'start', p_counter_id);
end
$start_service$;
comment on function tolsel.start_service is
$$Says that who was called to a counter has come, and is being served.
raises: UC002 tenant_not_allowed, UQ006 counter_not_found, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ011 ticket_elsewhere, UQ014 ticket_archived$$;
revoke all on function tolsel.start_service from public;
grant execute on function tolsel.start_service to tolsel_app, tolsel_clerk;
