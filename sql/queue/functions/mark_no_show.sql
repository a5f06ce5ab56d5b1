create or replace function tolsel.mark_no_show(
    p_ticket_id bigint,
    p_counter_id bigint,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $mark_no_show$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
    v_line tolsel_queue.line;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_ticket := tolsel_queue.lock_at_counter(
        p_ticket_id, p_counter_id, true, p_tenant_id);
    -- Repeat:
    if tolsel_queue.is_repeated(
        v_ticket, array['absent', 'no_show'], p_counter_id) then
        return v_ticket;
    end if;

    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'no_show');
    perform tolsel_queue.check_at_counter(v_ticket, p_counter_id);
    -- Write:
    v_line := tolsel_queue.get_line(v_ticket.branch_id, p_tenant_id);
    v_after := v_ticket;
    if v_ticket.call_count >= v_line.call_limit then
        v_after.state := 'no_show';
        return tolsel_queue.change_ticket(v_ticket, v_after, 'no_show', p_counter_id);
    end if;
    v_after.state := 'parked';
    v_after.counter_id := null;
    v_after.returns_at := tolsel_queue.moment_after(v_ticket.changed_at)
        + make_interval(mins => v_line.absence_minutes);
    return tolsel_queue.change_ticket(v_ticket, v_after, 'absent', p_counter_id);
end
$mark_no_show$;
comment on function tolsel.mark_no_show is
$$Says that nobody came: the ticket is called again at its place, not sooner than the branch's
minutes, until its calls are used up; then it is a no-show.
raises: UC002 tenant_not_allowed, UQ006 counter_not_found, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ011 ticket_elsewhere, UQ014 ticket_archived$$;
revoke all on function tolsel.mark_no_show from public;
grant execute on function tolsel.mark_no_show to tolsel_app, tolsel_clerk;
