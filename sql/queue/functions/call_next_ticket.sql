create or replace function tolsel.call_next_ticket(
    p_counter_id bigint,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $call_next_ticket$
declare
    v_line tolsel_queue.line;
    v_counter tolsel_queue.counter;
    v_service_ids bigint[];
    v_at timestamptz;
    v_ticket tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    -- Lock: the counter, at which nobody else waits; the line after all that can be judged without.
    v_counter := tolsel_queue.lock_counter(p_counter_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        v_ticket := tolsel_queue.match_call(
            p_counter_id, null, p_request_key, false, p_tenant_id);
        if v_ticket.ticket_id is not null then
            return v_ticket;
        end if;
    end if;
    -- Refuse:
    perform tolsel_queue.check_staff(v_counter);
    perform tolsel_queue.check_free_counter(v_counter);
    v_service_ids := array(
        select s.service_id from tolsel_queue.counter_service s
        where s.tenant_id = p_tenant_id and s.counter_id = p_counter_id);
    v_line := tolsel_queue.lock_line(v_counter.branch_id, p_tenant_id);
    perform tolsel_queue.check_open_line(v_line);
    -- Write:
    v_at := tolsel_queue.moment_after(null);
    perform tolsel_queue.let_in(v_line, v_at);
    v_ticket := tolsel_queue.lock_first_in_line(v_line, p_counter_id, v_service_ids, v_at);
    if v_ticket.ticket_id is null then
        return null;
    end if;
    return tolsel_queue.call_to_counter(v_ticket, v_counter, v_line, p_request_key);
end
$call_next_ticket$;
comment on function tolsel.call_next_ticket is
$$Calls the first in line that a counter may call, and answers with the ticket, or with null where
nobody waits for it. Those whose time of parking is over are let in first.
raises: UC002 tenant_not_allowed, UC012 request_key_not_usable, UC024 request_key_reused,
UQ002 line_closed, UQ006 counter_not_found, UQ007 counter_closed, UQ010 counter_busy,
UQ050 counter_of_others$$;
revoke all on function tolsel.call_next_ticket from public;
grant execute on function tolsel.call_next_ticket to tolsel_app, tolsel_clerk;
