-- One ticket: locked after counter and line, judged, changed. Every change goes through
-- change_ticket, which writes the ticket, its event, and what that adds to the statistics.

create or replace function tolsel_queue.get_ticket(p_ticket_id bigint, p_tenant_id bigint)
returns tolsel_queue.ticket
language plpgsql
stable
as $get_ticket$
declare
    v_ticket tolsel_queue.ticket;
begin
    select * into v_ticket from tolsel_queue.ticket t
    where t.tenant_id = p_tenant_id and t.ticket_id = p_ticket_id;
    if not found then
        perform tolsel_core.refuse('UQ008', format(
            'Ticket %s.', coalesce(p_ticket_id::text, 'null')));
    end if;
    return v_ticket;
end
$get_ticket$;
comment on function tolsel_queue.get_ticket is
$$Answers with a ticket of the tenant.
raises: UQ008 ticket_not_found$$;

create or replace function tolsel_queue.lock_ticket(p_ticket_id bigint, p_tenant_id bigint)
returns tolsel_queue.ticket
language plpgsql
volatile
as $lock_ticket$
declare
    v_ticket tolsel_queue.ticket;
begin
    select * into v_ticket from tolsel_queue.ticket t
    where t.tenant_id = p_tenant_id and t.ticket_id = p_ticket_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UQ008', format(
            'Ticket %s.', coalesce(p_ticket_id::text, 'null')));
    end if;
    return v_ticket;
end
$lock_ticket$;
comment on function tolsel_queue.lock_ticket is
$$Locks a ticket and answers with it.
raises: UQ008 ticket_not_found$$;

create or replace function tolsel_queue.lock_at_counter(
    p_ticket_id bigint, p_counter_id bigint, p_with_line boolean, p_tenant_id bigint
)
returns tolsel_queue.ticket
language plpgsql
volatile
as $lock_at_counter$
begin
    if p_counter_id is not null then
        perform tolsel_queue.lock_counter(p_counter_id, p_tenant_id);
    end if;
    if p_with_line then
        perform tolsel_queue.lock_line(
            (tolsel_queue.get_ticket(p_ticket_id, p_tenant_id)).branch_id, p_tenant_id);
    end if;
    return tolsel_queue.lock_ticket(p_ticket_id, p_tenant_id);
end
$lock_at_counter$;
comment on function tolsel_queue.lock_at_counter is
$$Locks the counter that acts, where there is one, the line of a ticket, where wanted, and the
ticket.
raises: UQ006 counter_not_found, UQ008 ticket_not_found$$;

create or replace function tolsel_queue.is_repeated(
    p_ticket tolsel_queue.ticket, p_actions text[], p_counter_id bigint
)
returns boolean
language plpgsql
stable
as $is_repeated$
begin
    return exists (
        select from tolsel_queue.ticket_event e
        where e.tenant_id = p_ticket.tenant_id and e.ticket_id = p_ticket.ticket_id
            and e.event_no = p_ticket.event_no and e.action = any(p_actions)
            and e.counter_id is not distinct from p_counter_id);
end
$is_repeated$;
comment on function tolsel_queue.is_repeated is
    'Says whether the last that happened to a ticket is one of these acts, at this counter: whoever
asks again has not heard the answer.';

create or replace function tolsel_queue.check_transition(
    p_ticket tolsel_queue.ticket, p_action text
)
returns void
language plpgsql
stable
as $check_transition$
declare
    v_from_states text;
begin
    if p_ticket.archived_at is not null then
        perform tolsel_core.refuse('UQ014', format(
            'Ticket %s (%s) of %s is %s; the day was closed at %s.', p_ticket.ticket_id,
            p_ticket.token, p_ticket.business_on, p_ticket.state, p_ticket.archived_at));
    end if;
    perform from tolsel_queue.transition r
    where r.action = p_action and r.from_state = p_ticket.state;
    if not found then
        select string_agg(distinct r.from_state, ', ' order by r.from_state) into v_from_states
        from tolsel_queue.transition r
        where r.action = p_action;
        perform tolsel_core.refuse('UQ009', format(
            'Ticket %s (%s) is %s since %s; %s wants one that is %s.', p_ticket.ticket_id,
            p_ticket.token, p_ticket.state, p_ticket.changed_at, p_action, v_from_states));
    end if;
end
$check_transition$;
comment on function tolsel_queue.check_transition is
$$Checks that an act may happen to a ticket in its state, whose day is not closed.
raises: UQ009 transition_not_allowed, UQ014 ticket_archived$$;

create or replace function tolsel_queue.check_at_counter(
    p_ticket tolsel_queue.ticket, p_counter_id bigint
)
returns void
language plpgsql
stable
as $check_at_counter$
begin
    -- What is at a counter is handled there; the rest by any counter of its branch, or by none.
    if (case
        when p_ticket.state in ('called', 'serving')
        then p_counter_id is distinct from p_ticket.counter_id
        when p_counter_id is null then false
        else (tolsel_queue.get_counter(p_counter_id, p_ticket.tenant_id)).branch_id
            <> p_ticket.branch_id
    end) then
        perform tolsel_core.refuse('UQ011', format(
            'Ticket %s (%s) is %s at %s; the counter named is %s.', p_ticket.ticket_id,
            p_ticket.token, p_ticket.state,
            coalesce('counter ' || p_ticket.counter_id, 'branch ' || p_ticket.branch_id),
            coalesce(p_counter_id::text, 'none')));
    end if;
end
$check_at_counter$;
comment on function tolsel_queue.check_at_counter is
$$Checks that a counter may handle a ticket: the one where it is, if it is at one.
raises: UQ006 counter_not_found, UQ011 ticket_elsewhere$$;

create or replace function tolsel_queue.change_ticket(
    p_before tolsel_queue.ticket, p_after tolsel_queue.ticket, p_action text, p_counter_id bigint,
    p_call_no integer default null, p_remark text default null
)
returns tolsel_queue.ticket
language plpgsql
volatile
as $change_ticket$
declare
    v_after tolsel_queue.ticket := p_after;
    v_at timestamptz := tolsel_queue.moment_after(p_before.changed_at);
    v_part_ms bigint;
begin
    v_after.event_no := p_before.event_no + 1;
    v_after.changed_at := v_at;
    -- A service that nobody began, but that was completed, began when its ticket was called.
    if v_after.state in ('serving', 'completed') then
        v_after.served_at := coalesce(p_before.served_at,
            case when p_action = 'complete' then p_before.changed_at else v_at end);
    end if;
    if p_before.state = 'serving' or (p_before.state = 'called' and p_action = 'complete') then
        v_part_ms := tolsel_queue.ms_between(p_before.changed_at, v_at);
        v_after.service_ms := p_before.service_ms + v_part_ms;
        -- No limit is below a minute, and most services are.
        if v_part_ms > 60000 then
            v_after.is_left_open := p_before.is_left_open or v_part_ms > 60000 * (
                tolsel_queue.get_line(p_before.branch_id, p_before.tenant_id)
            ).service_limit_minutes;
        end if;
    end if;
    if v_after.state = 'called' and v_after.called_at is null then
        v_after.called_at := v_at;
        v_after.called_event_no := v_after.event_no;
    end if;
    if v_after.state in ('completed', 'cancelled', 'no_show') then
        v_after.ended_at := v_at;
    end if;
    -- Few change the place of a ticket, and what is generated of it: they pay for it alone.
    if (v_after.service_id, v_after.priority, v_after.head_start_s, v_after.queued_at)
        is distinct from
        (p_before.service_id, p_before.priority, p_before.head_start_s, p_before.queued_at)
    then
        update tolsel_queue.ticket t
        set service_id = v_after.service_id, priority = v_after.priority,
            head_start_s = v_after.head_start_s, queued_at = v_after.queued_at
        where t.tenant_id = v_after.tenant_id and t.ticket_id = v_after.ticket_id
        returning t.order_at into v_after.order_at;
    end if;
    if v_after.called_event_no is distinct from p_before.called_event_no then
        update tolsel_queue.ticket t
        set state = v_after.state, counter_id = v_after.counter_id,
            target_counter_id = v_after.target_counter_id, called_at = v_after.called_at,
            returns_at = v_after.returns_at, call_count = v_after.call_count,
            event_no = v_after.event_no, called_event_no = v_after.called_event_no,
            changed_at = v_after.changed_at
        where t.tenant_id = v_after.tenant_id and t.ticket_id = v_after.ticket_id
        returning t.wait_ms into v_after.wait_ms;
    else
        update tolsel_queue.ticket t
        set state = v_after.state, counter_id = v_after.counter_id,
            target_counter_id = v_after.target_counter_id, served_at = v_after.served_at,
            service_ms = v_after.service_ms, is_left_open = v_after.is_left_open,
            returns_at = v_after.returns_at, ended_at = v_after.ended_at,
            outcome = v_after.outcome, call_count = v_after.call_count,
            has_returned = v_after.has_returned, remarks = v_after.remarks,
            event_no = v_after.event_no, changed_at = v_after.changed_at
        where t.tenant_id = v_after.tenant_id and t.ticket_id = v_after.ticket_id;
    end if;
    perform tolsel_queue.add_event(
        p_before, v_after, p_action, p_counter_id, p_call_no, p_remark);
    return v_after;
end
$change_ticket$;
comment on function tolsel_queue.change_ticket is
    'Brings a locked ticket from one state to another at the present moment, and writes the event of
it; what follows from the two states is worked out here.';

create or replace function tolsel_queue.add_event(
    p_before tolsel_queue.ticket, p_after tolsel_queue.ticket, p_action text, p_counter_id bigint,
    p_call_no integer, p_remark text
)
returns void
language plpgsql
volatile
as $add_event$
declare
    v_duration_ms bigint := coalesce(
        tolsel_queue.ms_between(p_before.changed_at, p_after.changed_at), 0);
    v_event tolsel_queue.ticket_event;
begin
    insert into tolsel_queue.ticket_event (
        tenant_id, ticket_id, event_no, branch_id, business_on, action, from_state, to_state,
        happened_at, hour_at, counter_id, service_id, to_service_id, order_at, call_no,
        duration_ms, wait_ms, service_ms, processing_duration_minutes, outcome, remark, login,
        user_id, request_id)
    select p_after.tenant_id, p_after.ticket_id, p_after.event_no, p_after.branch_id,
        p_after.business_on, p_action, coalesce(p_before.state::text, 'new'), p_after.state,
        p_after.changed_at, date_trunc('hour', p_after.changed_at, b.time_zone), p_counter_id,
        coalesce(p_before.service_id, p_after.service_id),
        case p_action when 'transfer' then p_after.service_id end,
        coalesce(p_before.order_at, p_after.order_at), p_call_no, v_duration_ms,
        case p_after.event_no when p_after.called_event_no then p_after.wait_ms end,
        case when p_action = 'complete' and not p_after.is_left_open
            then p_after.service_ms end,
        case when p_before.state in ('serving', 'processing') or p_action = 'complete'
            then round(v_duration_ms / 60000.0, 2) end,
        p_after.outcome, p_remark, tolsel_core.acting_login(),
        tolsel_core.context_user_id(p_after.tenant_id), tolsel_core.context_request_id()
    from tolsel_core.branch b
    where b.tenant_id = p_after.tenant_id and b.branch_id = p_after.branch_id
    returning * into v_event;
    perform tolsel_queue.add_to_now(v_event);
end
$add_event$;
comment on function tolsel_queue.add_event is
    'Writes what has just happened to a ticket, and adds it to the statistics of its hour; before is
null where it has joined.';

create or replace function tolsel_queue.ms_between(p_from_at timestamptz, p_to_at timestamptz)
returns bigint
language sql
immutable
parallel safe
as $ms_between$
    select (extract(epoch from p_to_at - p_from_at) * 1000.0)::bigint;
$ms_between$;
comment on function tolsel_queue.ms_between is
    'Answers the milliseconds from one moment to another, rounded.';
