-- Messages to customers: made in the transaction of what they tell, sent by whoever follows the
-- outbox. The outbox names the message and holds neither its text nor its recipient, so that both
-- can be forgotten.

create or replace function tolsel_queue.queue_message(
    p_ticket tolsel_queue.ticket, p_template text
)
returns tolsel_queue.notification
language plpgsql
volatile
as $queue_message$
declare
    v_template tolsel_queue.sms_template;
    v_notification tolsel_queue.notification;
begin
    v_template := tolsel_queue.find_template(p_template, p_ticket.language, p_ticket.tenant_id);
    if v_template.body is null or p_ticket.phone is null
        or tolsel_queue.is_opted_out(p_ticket.phone, p_ticket.tenant_id)
    then
        return null;
    end if;
    insert into tolsel_queue.notification (
        tenant_id, ticket_id, template, language, version, recipient, body, queued_at,
        expires_at)
    select p_ticket.tenant_id, p_ticket.ticket_id, v_template.template, v_template.language,
        v_template.version, p_ticket.phone, tolsel_queue.fill_in(v_template.body, p_ticket),
        p_ticket.changed_at, p_ticket.changed_at + make_interval(mins => l.message_minutes)
    from tolsel_queue.line l
    where l.tenant_id = p_ticket.tenant_id and l.branch_id = p_ticket.branch_id
    returning * into v_notification;
    perform tolsel_core.emit_event(
        'notification.queued', 'notification', v_notification.notification_id,
        jsonb_build_object(
            'ticket_id', p_ticket.ticket_id, 'template', p_template),
        p_ticket.tenant_id, v_notification.expires_at);
    return v_notification;
end
$queue_message$;
comment on function tolsel_queue.queue_message is
    'Makes a message about a ticket, worth sending for as long as the branch says; null where there
is no such template, or nobody who wants it.';

create or replace function tolsel_queue.find_template(
    p_template text, p_language text, p_tenant_id bigint
)
returns tolsel_queue.sms_template
language plpgsql
stable
as $find_template$
declare
    v_template tolsel_queue.sms_template;
begin
    -- In the language asked for, else without its country, else in English, else in any.
    select * into v_template
    from (
        select distinct on (s.language) s.*
        from tolsel_queue.sms_template s
        where s.tenant_id = p_tenant_id and s.template = p_template
        order by s.language, s.version desc
    ) s
    where s.body is not null
    order by s.language = p_language desc,
        s.language = split_part(p_language, '-', 1) desc, s.language = 'en' desc, s.language
    limit 1;
    return v_template;
end
$find_template$;
comment on function tolsel_queue.find_template is
    'Finds the newest version of a template in a language or the next best, or null.';

create or replace function tolsel_queue.is_opted_out(p_phone text, p_tenant_id bigint)
returns boolean
language sql
stable
as $is_opted_out$
    select exists (
        select from tolsel_queue.opt_out o
        where o.tenant_id = p_tenant_id and o.phone = tolsel_queue.digits_of(p_phone));
$is_opted_out$;
comment on function tolsel_queue.is_opted_out is
    'Says whether a number wants no messages, however it is written.';

create or replace function tolsel_queue.digits_of(p_phone text)
returns text
language sql
immutable
parallel safe
as $digits_of$
    select coalesce(nullif(regexp_replace(p_phone, '[^0-9]', '', 'g'), ''), p_phone);
$digits_of$;
comment on function tolsel_queue.digits_of is
    'Answers the digits of a telephone number, which are the same however it is written.';

create or replace function tolsel_queue.fill_in(p_body text, p_ticket tolsel_queue.ticket)
returns text
language plpgsql
stable
as $fill_in$
declare
    v_value record;
    v_text text := p_body;
begin
    for v_value in
        select 'token' as name, p_ticket.token as text
        union all
        select 'service', s.name from tolsel_queue.service s
        where s.tenant_id = p_ticket.tenant_id and s.service_id = p_ticket.service_id
        union all
        select 'branch', b.name from tolsel_core.branch b
        where b.tenant_id = p_ticket.tenant_id and b.branch_id = p_ticket.branch_id
        union all
        select 'counter', coalesce((
            select c.name::text from tolsel_queue.counter c
            where c.tenant_id = p_ticket.tenant_id and c.counter_id = p_ticket.counter_id), '')
        union all
        select 'before', tolsel_queue.count_before(p_ticket)::text
        where p_body ~ '[{]before[}]'
        union all
        -- Last, so that nothing in a name is filled in.
        select 'name', coalesce(p_ticket.customer_name, '')
    loop
        v_text := replace(v_text, '{' || v_value.name || '}', v_value.text);
    end loop;
    return left(v_text, 1000);
end
$fill_in$;
comment on function tolsel_queue.fill_in is
    'Fills the placeholders of a message with what is true of a ticket.';

create or replace function tolsel_queue.check_message(p_body text)
returns void
language plpgsql
stable
as $check_message$
declare
    v_unknown text;
begin
    perform tolsel_core.check_text(p_body, 'body', 500);
    select string_agg(distinct m[1], ', ' order by m[1]) into v_unknown
    from regexp_matches(p_body, '[{]([^{}]*)[}]', 'g') m
    where m[1] <> all(array['token', 'counter', 'service', 'branch', 'name', 'before']);
    if v_unknown is not null then
        perform tolsel_core.refuse('UQ020', format('Placeholder %s.', left(v_unknown, 200)));
    end if;
end
$check_message$;
comment on function tolsel_queue.check_message is
$$Checks that a message can be kept, and has only placeholders that there are.
raises: UC016 text_not_usable, UQ020 placeholder_unknown$$;
