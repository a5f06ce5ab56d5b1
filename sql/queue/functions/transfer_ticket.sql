create or replace function tolsel.transfer_ticket(
    p_ticket_id bigint,
    p_service_id bigint,
    p_counter_id bigint default null,
    p_to_counter_id bigint default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $transfer_ticket$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
    v_service tolsel_queue.service;
    v_counter tolsel_queue.counter;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_ticket := tolsel_queue.lock_at_counter(
        p_ticket_id, p_counter_id, true, p_tenant_id);
    -- Repeat:
    if tolsel_queue.is_repeated(
        v_ticket, array['transfer'], p_counter_id)
        and v_ticket.service_id = p_service_id
        and v_ticket.target_counter_id is not distinct from p_to_counter_id then
        return v_ticket;
    end if;

    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'transfer');
    perform tolsel_queue.check_at_counter(v_ticket, p_counter_id);
    v_service := tolsel_queue.get_active_service(p_service_id, p_tenant_id);
    if p_to_counter_id is not null then
        v_counter := tolsel_queue.get_counter(p_to_counter_id, p_tenant_id);
        perform tolsel_queue.check_open_counter(v_counter);
        perform tolsel_queue.check_offered(v_counter, p_service_id);
        if v_counter.branch_id <> v_ticket.branch_id then
            perform tolsel_core.refuse('UQ011', format(
                    'Ticket %s (%s) is at branch %s; counter %s is at branch %s.',
                    v_ticket.ticket_id, v_ticket.token, v_ticket.branch_id, p_to_counter_id,
                    v_counter.branch_id),
                format('Send it to a counter of branch %s.', v_ticket.branch_id));
        end if;
    end if;
    -- Write: the token and the time of joining stay.
    perform tolsel_queue.lock_series(v_ticket.branch_id, p_service_id, p_tenant_id);
    v_after := v_ticket;
    v_after.service_id := p_service_id;
    v_after.priority := v_service.priority;
    v_after.head_start_s := tolsel_queue.get_head_start(v_service.priority, p_tenant_id);
    v_after.state := 'waiting';
    v_after.counter_id := null;
    v_after.target_counter_id := p_to_counter_id;
    v_after.call_count := 0;
    return tolsel_queue.change_ticket(v_ticket, v_after, 'transfer', p_counter_id);
end
$transfer_ticket$;
comment on function tolsel.transfer_ticket is
$$Sends a ticket to another service, or to one counter of it: token and time of joining stay, the
priority is that of the service.
raises: UC002 tenant_not_allowed, UQ003 service_not_found, UQ004 service_not_active,
UQ006 counter_not_found, UQ007 counter_closed, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ011 ticket_elsewhere, UQ012 service_not_offered,
UQ014 ticket_archived$$;
revoke all on function tolsel.transfer_ticket from public;
grant execute on function tolsel.transfer_ticket to tolsel_app, tolsel_clerk;
