create or replace function tolsel.join_queue(
    p_branch_id bigint,
    p_service_id bigint,
    p_priority text default null,
    p_customer_name text default null,
    p_phone text default null,
    p_email text default null,
    p_customer_id bigint default null,
    p_language text default 'en',
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $join_queue$
declare
    v_series tolsel_queue.token_series;
    v_line tolsel_queue.line;
    v_service tolsel_queue.service;
    v_ticket tolsel_queue.ticket;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_queue.check_person(
        p_customer_name, p_phone, p_email, p_language, p_metadata);
    -- Lock: joins queue at the tokens of their service, and at nothing else.
    v_series := tolsel_queue.lock_series(p_branch_id, p_service_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_ticket from tolsel_queue.ticket t
        where t.tenant_id = p_tenant_id and t.request_key = p_request_key;
        if found then
            perform tolsel_queue.check_same_joining(
                v_ticket, p_branch_id, p_service_id, p_priority, p_customer_id,
                coalesce(p_metadata, '{}'));
            return v_ticket;
        end if;
    end if;

    -- Refuse:
    v_line := tolsel_queue.get_line(p_branch_id, p_tenant_id);
    perform tolsel_queue.check_open_line(v_line);
    v_service := tolsel_queue.get_active_service(p_service_id, p_tenant_id);
    v_ticket.priority := coalesce(p_priority, v_service.priority);
    v_ticket.head_start_s := tolsel_queue.get_head_start(v_ticket.priority, p_tenant_id);
    if p_customer_id is not null then
        perform tolsel_billing.get_customer(p_customer_id, p_tenant_id);
        perform tolsel_queue.check_second_ticket(v_line, p_service_id, p_customer_id);
    end if;

    -- Write: a token of a day that is closed is not given any more, whatever the clock says.
    v_ticket.joined_at := tolsel_queue.moment_after(null);
    v_ticket.business_on := tolsel_core.branch_date(
        p_branch_id, v_ticket.joined_at, p_tenant_id);
    if v_ticket.business_on < v_series.last_on then
        v_ticket.business_on := v_series.last_on;
        v_ticket.joined_at := tolsel_core.branch_day_start(
            p_branch_id, v_ticket.business_on, p_tenant_id);
    end if;
    update tolsel_queue.token_series s
    set last_on = v_ticket.business_on,
        last_no = case when s.last_on = v_ticket.business_on then s.last_no else 0 end + 1
    where s.tenant_id = p_tenant_id and s.branch_id = p_branch_id
        and s.service_id = p_service_id
    returning * into v_series;
    insert into tolsel_queue.ticket (
        tenant_id, branch_id, business_on, prefix, token_no, service_id, priority, head_start_s,
        state, joined_at, queued_at, event_no, changed_at, customer_name, email, phone, language,
        customer_id, user_id, request_key, request_id, metadata)
    values (
        p_tenant_id, p_branch_id, v_ticket.business_on, v_service.prefix, v_series.last_no,
        p_service_id, v_ticket.priority, v_ticket.head_start_s, 'waiting', v_ticket.joined_at,
        v_ticket.joined_at, 1, v_ticket.joined_at, p_customer_name, p_email, p_phone,
        coalesce(p_language, 'en'), p_customer_id, tolsel_core.context_user_id(p_tenant_id),
        p_request_key, tolsel_core.context_request_id(), coalesce(p_metadata, '{}'))
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_ticket;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    perform tolsel_queue.add_event(null, v_ticket, 'join', null, null, null);
    -- Hand on:
    if p_phone is not null then
        perform tolsel_queue.queue_message(v_ticket, 'ticket_joined');
    end if;
    return v_ticket;
end
$join_queue$;
comment on function tolsel.join_queue is
$$Gives somebody a ticket for a service of a branch: a token, and a place by the time of joining
and the head start of a priority (null: that of the service).
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC016 text_not_usable, UC024 request_key_reused, UQ001 line_not_found,
UQ002 line_closed, UQ003 service_not_found, UQ004 service_not_active, UQ005 priority_not_found,
UQ013 second_ticket, UQ017 queue_key_not_usable$$;
revoke all on function tolsel.join_queue from public;
grant execute on function tolsel.join_queue to tolsel_app, tolsel_clerk;
