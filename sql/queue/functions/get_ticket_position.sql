create or replace function tolsel.get_ticket_position(
    p_ticket_id bigint,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    ticket_id bigint, token text, state text, before_count integer, last_token text,
    estimate_minutes integer, reason text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_ticket_position$
declare
    v_ticket tolsel_queue.ticket;
    v_count integer;
    v_counters integer;
    v_median_ms bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_ticket := tolsel_queue.get_ticket(p_ticket_id, p_tenant_id);
    v_count := tolsel_queue.count_before(v_ticket);
    v_counters := tolsel_queue.count_counters(v_ticket);
    v_median_ms := tolsel_queue.median_service_ms(
        v_ticket.branch_id, v_ticket.service_id, p_tenant_id);
    reason := case
        when v_ticket.state <> 'waiting' then 'The ticket does not wait: it is '
            || v_ticket.state || '.'
        when v_counters = 0 or not (
            tolsel_queue.get_line(v_ticket.branch_id, p_tenant_id)).is_open
            then 'No counter that has the service is open.'
        when v_count > 0 and v_median_ms is null then 'Nobody was served yet.'
        end;
    if reason is null then
        -- Those before are shared out to the counters: the first of them goes at once.
        estimate_minutes := case v_count when 0 then 0 else
            round(v_median_ms::numeric * v_count / v_counters / 60000) end;
    end if;
    return query
    select v_ticket.ticket_id, v_ticket.token, v_ticket.state::text, v_count,
        (
            select c.token from tolsel_queue.board_call c
            where c.tenant_id = p_tenant_id and c.branch_id = v_ticket.branch_id
            order by c.call_no desc
            limit 1
        ),
        estimate_minutes, reason;
end
$get_ticket_position$;
comment on function tolsel.get_ticket_position is
$$Answers how many may be called before a ticket, which token was called last, and in how many
minutes its turn may come: 0 for the next one, null with the reason where nothing can be said.
raises: UC002 tenant_not_allowed, UQ008 ticket_not_found$$;
revoke all on function tolsel.get_ticket_position from public;
grant execute on function tolsel.get_ticket_position to tolsel_app, tolsel_read, tolsel_clerk;
