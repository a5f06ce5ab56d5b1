create or replace function tolsel.process_ticket(
    p_ticket_id bigint,
    p_counter_id bigint,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $process_ticket$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_ticket := tolsel_queue.lock_at_counter(
        p_ticket_id, p_counter_id, false, p_tenant_id);
    -- Repeat:
    if tolsel_queue.is_repeated(
        v_ticket, array['process'], p_counter_id) then
        return v_ticket;
    end if;

    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'process');
    perform tolsel_queue.check_at_counter(v_ticket, p_counter_id);
    -- Write: the counter is free; the work goes on behind it.
    v_after := v_ticket;
    v_after.state := 'processing';
    return tolsel_queue.change_ticket(v_ticket, v_after, 'process', p_counter_id);
end
$process_ticket$;
comment on function tolsel.process_ticket is
$$Says that the work on a ticket goes on behind its counter, which is free for the next; it ends
with tolsel.complete_ticket or tolsel.return_ticket.
raises: UC002 tenant_not_allowed, UQ006 counter_not_found, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ011 ticket_elsewhere, UQ014 ticket_archived$$;
revoke all on function tolsel.process_ticket from public;
grant execute on function tolsel.process_ticket to tolsel_app, tolsel_clerk;
