create or replace function tolsel.park_ticket(
    p_ticket_id bigint,
    p_counter_id bigint,
    p_minutes integer default 10,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $park_ticket$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if (p_minutes between 0 and 1440) is not true then
        perform tolsel_core.refuse('UQ016', format(
            'Minutes %s.', coalesce(p_minutes::text, 'null')));
    end if;

    -- Lock:
    v_ticket := tolsel_queue.lock_at_counter(
        p_ticket_id, p_counter_id, true, p_tenant_id);
    -- Repeat:
    if tolsel_queue.is_repeated(
        v_ticket, array['park'], p_counter_id) then
        return v_ticket;
    end if;

    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'park');
    perform tolsel_queue.check_at_counter(v_ticket, p_counter_id);
    -- Write:
    v_after := v_ticket;
    v_after.state := 'parked';
    v_after.counter_id := null;
    v_after.returns_at := tolsel_queue.moment_after(v_ticket.changed_at)
        + make_interval(mins => p_minutes);
    return tolsel_queue.change_ticket(v_ticket, v_after, 'park', p_counter_id);
end
$park_ticket$;
comment on function tolsel.park_ticket is
$$Parks a ticket that is at a counter, for a form or a photo: it is in no line until the minutes
are over, and then at its place as before.
raises: UC002 tenant_not_allowed, UQ006 counter_not_found, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ011 ticket_elsewhere, UQ014 ticket_archived,
UQ016 queue_setting_not_usable$$;
revoke all on function tolsel.park_ticket from public;
grant execute on function tolsel.park_ticket to tolsel_app, tolsel_clerk;
