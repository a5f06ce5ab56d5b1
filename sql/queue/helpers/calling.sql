-- Calling: always under the line of the branch. Who is due back is let in, the first in line is
-- taken, and the board shows the call.

create or replace function tolsel_queue.let_in(p_line tolsel_queue.line, p_at timestamptz)
returns void
language plpgsql
volatile
as $let_in$
declare
    v_ticket tolsel_queue.ticket;
    v_after tolsel_queue.ticket;
begin
    -- By the next call and by no timer: nobody is let in while nobody calls, so nobody misses it.
    -- Nearly always there is nobody, which a question of its own answers at a third of the cost.
    if not exists (
        select from tolsel_queue.ticket t
        where t.tenant_id = p_line.tenant_id and t.branch_id = p_line.branch_id
            and t.state = 'parked' and t.returns_at <= p_at
    ) then
        return;
    end if;
    for v_ticket in
        select * from tolsel_queue.ticket t
        where t.tenant_id = p_line.tenant_id and t.branch_id = p_line.branch_id
            and t.state = 'parked' and t.returns_at <= p_at
            and t.business_on >= tolsel_queue.oldest_day(p_line, p_at)
        order by t.returns_at, t.ticket_id
        for no key update skip locked
    loop
        v_after := v_ticket;
        v_after.state := 'waiting';
        v_after.returns_at := null;
        perform tolsel_queue.change_ticket(v_ticket, v_after, 'let_in', null);
    end loop;
end
$let_in$;
comment on function tolsel_queue.let_in is
    'Lets those back into a locked line whose time of parking is over at a moment; their place is as
before.';

create or replace function tolsel_queue.lock_first_in_line(
    p_line tolsel_queue.line, p_counter_id bigint, p_service_ids bigint[], p_at timestamptz
)
returns tolsel_queue.ticket
language plpgsql
volatile
as $lock_first_in_line$
declare
    v_first_on date := tolsel_queue.oldest_day(p_line, p_at);
    v_ticket tolsel_queue.ticket;
begin
    -- One probe of the index for all services: one for each would lock a ticket of each. A ticket
    -- that somebody else is changing is passed over; its event says why.
    select * into v_ticket from tolsel_queue.ticket t
    where t.tenant_id = p_line.tenant_id and t.branch_id = p_line.branch_id
        and t.business_on >= v_first_on and t.state = 'waiting'
        and t.service_id = any(p_service_ids)
        and (t.target_counter_id is null or t.target_counter_id = p_counter_id)
    order by t.business_on, t.order_at, t.ticket_id
    limit 1
    for no key update skip locked;
    return v_ticket;
end
$lock_first_in_line$;
comment on function tolsel_queue.lock_first_in_line is
    'Locks the first in line that a counter with these services may call at a moment, and answers
with it, or with null.';

create or replace function tolsel_queue.call_to_counter(
    p_ticket tolsel_queue.ticket, p_counter tolsel_queue.counter, p_line tolsel_queue.line,
    p_request_key text
)
returns tolsel_queue.ticket
language plpgsql
volatile
as $call_to_counter$
declare
    v_after tolsel_queue.ticket := p_ticket;
    v_is_repeated boolean := p_ticket.state = 'called';
begin
    v_after.state := 'called';
    v_after.counter_id := p_counter.counter_id;
    v_after.target_counter_id := null;
    v_after.returns_at := null;
    if not v_is_repeated then
        v_after.call_count := p_ticket.call_count + 1;
    end if;
    v_after := tolsel_queue.change_ticket(
        p_ticket, v_after, case when v_is_repeated then 'recall' else 'call' end,
        p_counter.counter_id, p_line.last_call_no + 1);
    with numbered as (
        update tolsel_queue.line l set last_call_no = l.last_call_no + 1
        where l.tenant_id = p_line.tenant_id and l.branch_id = p_line.branch_id
    )
    insert into tolsel_queue.board_call (
        tenant_id, branch_id, call_no, ticket_id, token, counter_id, is_repeated, called_at,
        request_key)
    values (
        p_line.tenant_id, p_line.branch_id, p_line.last_call_no + 1, v_after.ticket_id,
        v_after.token, p_counter.counter_id, v_is_repeated, v_after.changed_at, p_request_key)
    on conflict (tenant_id, request_key) where request_key is not null do nothing;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'ticket.called', 'ticket', v_after.ticket_id,
        jsonb_build_object(
            'branch_id', p_line.branch_id, 'call_no', p_line.last_call_no + 1,
            'token', v_after.token, 'counter_id', p_counter.counter_id,
            'counter', p_counter.name, 'is_repeated', v_is_repeated),
        p_line.tenant_id,
        v_after.changed_at + make_interval(mins => p_line.message_minutes));
    if not v_is_repeated and v_after.phone is not null then
        perform tolsel_queue.queue_message(v_after, 'ticket_called');
    end if;
    return v_after;
end
$call_to_counter$;
comment on function tolsel_queue.call_to_counter is
$$Calls a locked ticket to a locked counter under its locked line; once more, if it is called.
raises: UC024 request_key_reused$$;

create or replace function tolsel_queue.match_call(
    p_counter_id bigint, p_ticket_id bigint, p_request_key text, p_is_repeated boolean,
    p_tenant_id bigint
)
returns tolsel_queue.ticket
language plpgsql
stable
as $match_call$
declare
    v_call tolsel_queue.board_call;
begin
    select * into v_call from tolsel_queue.board_call c
    where c.tenant_id = p_tenant_id and c.request_key = p_request_key;
    if not found then
        return null;
    elsif v_call.counter_id <> p_counter_id or v_call.is_repeated <> p_is_repeated
        or v_call.ticket_id <> p_ticket_id
    then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to call %s of branch %s, of %s to counter %s.', p_request_key,
            v_call.call_no, v_call.branch_id, v_call.token, v_call.counter_id));
    end if;
    return tolsel_queue.get_ticket(v_call.ticket_id, p_tenant_id);
end
$match_call$;
comment on function tolsel_queue.match_call is
$$Answers with the ticket that a request has called before, or null; p_ticket_id is null where the
request did not name one.
raises: UC024 request_key_reused$$;
