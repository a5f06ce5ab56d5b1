create or replace function tolsel.cancel_ticket(
    p_ticket_id bigint,
    p_reason text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $cancel_ticket$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_reason is not null then
        perform tolsel_core.check_text(p_reason, 'reason', 1000);
    end if;
    -- Lock: the ticket alone, so that no customer waits for the line in order to leave it.
    v_ticket := tolsel_queue.lock_ticket(p_ticket_id, p_tenant_id);
    -- Repeat:
    if v_ticket.state = 'cancelled' and v_ticket.reset_run_id is null then
        return v_ticket;
    end if;
    -- Refuse:
    perform tolsel_queue.check_transition(v_ticket, 'cancel');
    -- Write:
    v_after := v_ticket;
    v_after.state := 'cancelled';
    v_after.returns_at := null;
    v_after.remarks := p_reason;
    return tolsel_queue.change_ticket(
        v_ticket, v_after, 'cancel', v_ticket.counter_id, p_remark => p_reason);
end
$cancel_ticket$;
comment on function tolsel.cancel_ticket is
$$Takes somebody off the line who leaves: one who waits, is parked, or was called and is not being
served yet.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UQ008 ticket_not_found,
UQ009 transition_not_allowed, UQ014 ticket_archived$$;
revoke all on function tolsel.cancel_ticket from public;
grant execute on function tolsel.cancel_ticket to tolsel_app, tolsel_clerk;
