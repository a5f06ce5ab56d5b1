create or replace function tolsel.call_ticket(
    p_counter_id bigint,
    p_token text,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $call_ticket$
declare
    v_line tolsel_queue.line;
    v_counter tolsel_queue.counter;
    v_ticket tolsel_queue.ticket;
    v_repeated tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    -- Lock:
    v_counter := tolsel_queue.lock_counter(p_counter_id, p_tenant_id);
    v_line := tolsel_queue.lock_line(v_counter.branch_id, p_tenant_id);
    select * into v_ticket from tolsel_queue.ticket t
    where t.tenant_id = p_tenant_id and t.branch_id = v_line.branch_id
        and t.archived_at is null and t.token = p_token
    order by t.business_on desc
    limit 1
    for no key update;
    if not found then
        perform tolsel_core.refuse('UQ008', format(
            'Token %L at branch %s.', left(p_token, 200), v_line.branch_id));
    end if;
    -- Repeat:
    if p_request_key is not null then
        v_repeated := tolsel_queue.match_call(
            p_counter_id, v_ticket.ticket_id, p_request_key, false, p_tenant_id);
        if v_repeated.ticket_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Refuse:
    perform tolsel_queue.check_open_line(v_line);
    perform tolsel_queue.check_staff(v_counter);
    perform tolsel_queue.check_transition(v_ticket, 'call');
    perform tolsel_queue.check_offered(v_counter, v_ticket.service_id);
    perform tolsel_queue.check_free_counter(v_counter);
    if v_ticket.target_counter_id <> p_counter_id then
        perform tolsel_core.refuse('UQ011', format(
            'Ticket %s (%s) waits for counter %s; the counter named is %s.', v_ticket.ticket_id,
            p_token, v_ticket.target_counter_id, p_counter_id));
    end if;
    -- Write:
    return tolsel_queue.call_to_counter(v_ticket, v_counter, v_line, p_request_key);
end
$call_ticket$;
comment on function tolsel.call_ticket is
$$Calls one ticket by its token, out of turn: one that waits or is parked at the branch of the
counter.
raises: UC002 tenant_not_allowed, UC012 request_key_not_usable, UC024 request_key_reused,
UQ002 line_closed, UQ006 counter_not_found, UQ007 counter_closed, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ010 counter_busy, UQ011 ticket_elsewhere,
UQ012 service_not_offered, UQ050 counter_of_others$$;
revoke all on function tolsel.call_ticket from public;
grant execute on function tolsel.call_ticket to tolsel_app, tolsel_clerk;
