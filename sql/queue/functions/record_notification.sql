create or replace function tolsel.record_notification(
    p_ticket_id bigint,
    p_template text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.notification
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_notification$
declare
    v_ticket tolsel_queue.ticket;
    v_notification tolsel_queue.notification;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_ticket := tolsel_queue.lock_ticket(p_ticket_id, p_tenant_id);
    -- Refuse:
    perform tolsel_queue.check_open_line(
        tolsel_queue.get_line(v_ticket.branch_id, p_tenant_id));
    if v_ticket.archived_at is not null then
        perform tolsel_core.refuse('UQ014', format(
            'Ticket %s (%s) of %s; the day was closed at %s.', p_ticket_id, v_ticket.token,
            v_ticket.business_on, v_ticket.archived_at));
    elsif (tolsel_queue.find_template(p_template, v_ticket.language, p_tenant_id)).body is null
    then
        perform tolsel_core.refuse('UQ021', format('Template %L.', left(p_template, 200)));
    end if;
    -- Write:
    v_ticket.changed_at := tolsel_queue.moment_after(v_ticket.changed_at);
    v_notification := tolsel_queue.queue_message(v_ticket, p_template);
    if v_notification.notification_id is null then
        perform tolsel_core.refuse('UQ024', format(
            'Ticket %s (%s) has %s.', p_ticket_id, v_ticket.token,
            case when v_ticket.phone is null then 'no number'
                else 'a number that opted out' end));
    end if;
    return v_notification;
end
$record_notification$;
comment on function tolsel.record_notification is
$$Makes a message about a ticket from a template, and tells the outbox, once more each time.
raises: UC002 tenant_not_allowed, UQ002 line_closed, UQ008 ticket_not_found, UQ014 ticket_archived,
UQ021 template_not_found, UQ024 no_recipient$$;
revoke all on function tolsel.record_notification from public;
grant execute on function tolsel.record_notification to tolsel_app;
