create or replace function tolsel.recall_ticket(
    p_ticket_id bigint,
    p_counter_id bigint,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $recall_ticket$
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
    v_ticket := tolsel_queue.lock_ticket(p_ticket_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        v_repeated := tolsel_queue.match_call(
            p_counter_id, p_ticket_id, p_request_key, true, p_tenant_id);
        if v_repeated.ticket_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'recall');
    perform tolsel_queue.check_at_counter(v_ticket, p_counter_id);
    -- Write: the waiting ended with the first call, and stays as long as it was.
    return tolsel_queue.call_to_counter(v_ticket, v_counter, v_line, p_request_key);
end
$recall_ticket$;
comment on function tolsel.recall_ticket is
$$Calls a ticket once more that was called to a counter and has not come yet: a further entry on
the board.
raises: UC002 tenant_not_allowed, UC012 request_key_not_usable, UC024 request_key_reused,
UQ006 counter_not_found, UQ008 ticket_not_found, UQ009 transition_not_allowed,
UQ011 ticket_elsewhere, UQ014 ticket_archived$$;
revoke all on function tolsel.recall_ticket from public;
grant execute on function tolsel.recall_ticket to tolsel_app, tolsel_clerk;
