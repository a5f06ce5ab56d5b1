-- Who joins, and whether he may.

create or replace function tolsel_queue.check_person(
    p_customer_name text, p_phone text, p_email text, p_language text, p_metadata jsonb
)
returns void
language plpgsql
stable
as $check_person$
begin
    if p_customer_name is not null then
        perform tolsel_core.check_text(p_customer_name, 'customer_name', 200);
    end if;
    if p_email is not null or p_phone is not null then
        perform tolsel_billing.check_contact(p_email, p_phone);
    end if;
    if p_language <> 'en' then
        perform tolsel_queue.check_language(p_language);
    end if;
    if p_metadata <> '{}' then
        perform tolsel_core.check_metadata(p_metadata);
    end if;
end
$check_person$;
comment on function tolsel_queue.check_person is
$$Checks what is told of somebody who joins.
raises: UC013 metadata_not_usable, UC016 text_not_usable, UQ017 queue_key_not_usable$$;

create or replace function tolsel_queue.check_language(p_language text)
returns void
language plpgsql
stable
as $check_language$
begin
    if (p_language ~ '^[a-z]{2,3}(-[A-Z]{2})?$') is not true then
        perform tolsel_core.refuse('UQ017', format('Language %L.', left(p_language, 200)));
    end if;
end
$check_language$;
comment on function tolsel_queue.check_language is
$$Checks that a language is named as one.
raises: UQ017 queue_key_not_usable$$;

create or replace function tolsel_queue.check_same_joining(
    p_ticket tolsel_queue.ticket, p_branch_id bigint, p_service_id bigint, p_priority text,
    p_customer_id bigint, p_metadata jsonb
)
returns void
language plpgsql
stable
as $check_same_joining$
declare
    v_joining tolsel_queue.ticket_event;
begin
    select * into v_joining from tolsel_queue.ticket_event e
    where e.tenant_id = p_ticket.tenant_id and e.ticket_id = p_ticket.ticket_id
        and e.event_no = 1;
    -- A transfer gives another priority since; names and numbers may be forgotten.
    if (p_ticket.branch_id, v_joining.service_id, p_ticket.customer_id, p_ticket.metadata::jsonb)
            is distinct from (p_branch_id, p_service_id, p_customer_id, p_metadata)
        or (p_ticket.priority <> p_priority and not exists (
            select from tolsel_queue.ticket_event e
            where e.tenant_id = p_ticket.tenant_id and e.ticket_id = p_ticket.ticket_id
                and e.action = 'transfer'))
    then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to ticket %s (%s).', p_ticket.request_key, p_ticket.ticket_id,
            p_ticket.token));
    end if;
end
$check_same_joining$;
comment on function tolsel_queue.check_same_joining is
$$Checks that a repeated request asks for the ticket it has had.
raises: UC024 request_key_reused$$;

create or replace function tolsel_queue.check_second_ticket(
    p_line tolsel_queue.line, p_service_id bigint, p_customer_id bigint
)
returns void
language plpgsql
volatile
as $check_second_ticket$
declare
    v_ticket tolsel_queue.ticket;
begin
    if p_line.is_second_ticket_allowed then
        return;
    end if;
    select * into v_ticket from tolsel_queue.ticket t
    where t.tenant_id = p_line.tenant_id and t.customer_id = p_customer_id
        and t.branch_id = p_line.branch_id and t.service_id = p_service_id
        and t.state in ('waiting', 'parked')
        and t.business_on >= tolsel_queue.oldest_day(p_line, tolsel_queue.moment_after(null))
    limit 1;
    if found then
        perform tolsel_core.refuse('UQ013', format(
                'Customer %s has ticket %s (%s), which is %s.', p_customer_id,
                v_ticket.ticket_id, v_ticket.token, v_ticket.state),
            format('Wait with %s, or allow a second ticket with tolsel.set_queue_line.',
                v_ticket.token));
    end if;
end
$check_second_ticket$;
comment on function tolsel_queue.check_second_ticket is
$$Checks that a customer does not wait for a service already, unless the branch allows it.
raises: UQ013 second_ticket$$;
