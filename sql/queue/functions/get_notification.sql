create or replace function tolsel.get_notification(
    p_notification_id bigint,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.notification
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_notification$
declare
    v_notification tolsel_queue.notification;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    select * into v_notification from tolsel_queue.notification n
    where n.tenant_id = p_tenant_id and n.notification_id = p_notification_id;
    if not found then
        perform tolsel_core.refuse('UQ022', format(
            'Message %s.', coalesce(p_notification_id::text, 'null')));
    end if;
    -- Refuse: nobody is told that it is his turn when the office is closed, or hours late.
    perform tolsel_queue.check_open_line(tolsel_queue.get_line((tolsel_queue.get_ticket(
        v_notification.ticket_id, p_tenant_id)).branch_id, p_tenant_id));
    if v_notification.recipient is null
        or v_notification.expires_at <= tolsel_core.clock_at()
        or tolsel_queue.is_opted_out(v_notification.recipient, p_tenant_id)
    then
        perform tolsel_core.refuse('UQ027', format(
            'Message %s; it expires at %s, and its recipient %s.', p_notification_id,
            v_notification.expires_at,
            case when v_notification.recipient is null then 'is forgotten'
                when tolsel_queue.is_opted_out(v_notification.recipient, p_tenant_id)
                then 'wants no messages' else 'is known' end));
    end if;
    return v_notification;
end
$get_notification$;
comment on function tolsel.get_notification is
$$Answers with a message for whoever sends it, as long as it is worth sending: text, recipient and
expiry.
raises: UC002 tenant_not_allowed, UQ002 line_closed, UQ022 notification_not_found,
UQ027 message_expired$$;
revoke all on function tolsel.get_notification from public;
grant execute on function tolsel.get_notification to tolsel_app;
