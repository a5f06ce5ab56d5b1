create or replace function tolsel.record_delivery(
    p_notification_id bigint,
    p_state text,
    p_provider_reference text default null,
    p_error text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.notification
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_delivery$
declare
    v_notification tolsel_queue.notification;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_provider_reference is not null then
        perform tolsel_core.check_text(p_provider_reference, 'provider_reference', 200);
    end if;
    if p_error is not null then
        perform tolsel_core.check_text(p_error, 'error', 1000);
    end if;
    -- Lock:
    select * into v_notification from tolsel_queue.notification n
    where n.tenant_id = p_tenant_id and n.notification_id = p_notification_id
    for no key update;
    -- Refuse:
    if not found then
        perform tolsel_core.refuse('UQ022', format(
            'Message %s.', coalesce(p_notification_id::text, 'null')));
    elsif (p_state in ('sent', 'delivered', 'failed')) is not true then
        perform tolsel_core.refuse('UQ023', format('State %L.', left(p_state, 200)));
    end if;
    -- Repeat: providers tell things twice and in any order; what was delivered stays so.
    if v_notification.state = 'delivered' or v_notification.state = p_state
        and p_state <> 'failed'
    then
        return v_notification;
    end if;
    -- Write:
    update tolsel_queue.notification n
    set state = p_state, changed_at = tolsel_queue.moment_after(n.queued_at),
        attempts = least(n.attempts + case p_state when 'failed' then 1 else 0 end, 32767),
        provider_reference = coalesce(p_provider_reference, n.provider_reference),
        error = coalesce(p_error, n.error)
    where n.tenant_id = p_tenant_id and n.notification_id = p_notification_id
    returning * into v_notification;
    return v_notification;
end
$record_delivery$;
comment on function tolsel.record_delivery is
$$Records what became of a message: sent, delivered, or failed, which counts as one more attempt;
another attempt may follow.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UQ022 notification_not_found,
UQ023 delivery_state_unknown$$;
revoke all on function tolsel.record_delivery from public;
grant execute on function tolsel.record_delivery to tolsel_app;
