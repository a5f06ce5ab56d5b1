-- What the tests of the queue begin with: names for ids, an office in Manila with two services and three
-- counters, a second one in London, another tenant's, and a clock that stands at 9 in Manila on 2026-03-10.
create function tap.branch(p_name text) returns bigint language sql set role = none
    return (select b.branch_id from tolsel_core.branch b where b.tenant_id = 1 and b.name = p_name);
create function tap.service(p_name text) returns bigint language sql set role = none
    return (select s.service_id from tolsel_queue.service s where s.tenant_id = 1 and s.name = p_name);
create function tap.counter(p_name text) returns bigint language sql set role = none
    return (select c.counter_id from tolsel_queue.counter c where c.tenant_id = 1 and c.name = p_name);
create function tap.ticket(p_token text) returns bigint language sql set role = none
    return (select max(t.ticket_id) from tolsel_queue.ticket t where t.tenant_id = 1 and t.token = p_token);
create function tap.customer(p_name text) returns bigint language sql set role = none
    return (select c.customer_id from tolsel_billing.customer c where c.tenant_id = 1 and c.name = p_name);
-- Token, state, counter and calls of a ticket.
create function tap.stands(p_token text) returns text language sql set role = none
    return (select concat_ws(' ', t.token, t.state, c.name, 'calls', t.call_count) from tolsel_queue.ticket t
            left join tolsel_queue.counter c on c.tenant_id = 1 and c.counter_id = t.counter_id
            where t.tenant_id = 1 and t.ticket_id = tap.ticket(p_token));
-- All that happened to a ticket.
create function tap.story(p_token text) returns text language sql set role = none
    return (select string_agg(e.action || '>' || e.to_state, ' ' order by e.event_no) from tolsel_queue.ticket_event e
            where e.tenant_id = 1 and e.ticket_id = tap.ticket(p_token));
-- Those who wait at a branch, in their order.
create function tap.waiting(p_branch text default 'Manila') returns text language sql set role = none
    return (select string_agg(t.token, ' ' order by t.business_on, t.order_at, t.ticket_id) from tolsel_queue.ticket t
            where t.tenant_id = 1 and t.branch_id = tap.branch(p_branch) and t.state = 'waiting');
-- Figures of all hours that are not 0, of a branch.
create function tap.counted(p_branch text default 'Manila') returns text language sql set role = none
    return (select string_agg(f.figure || ' ' || f.amount, ', ' order by f.figure) from (
                select f.figure, sum(f.amount) as amount from tolsel_queue.hourly_stat h
                cross join lateral tolsel_queue.list_figures(to_jsonb(h)) f
                where h.tenant_id = 1 and h.branch_id = tap.branch(p_branch) group by f.figure) f
            where f.amount <> 0);
create function tap.at(p_time text) returns void language sql set role = none
    return tolsel.set_clock(timestamptz '2026-03-10 00:00+08' + p_time::interval);
create function tap.minutes_later(p_minutes integer) returns void language sql set role = none
    return tolsel.set_clock((select c.set_to_at from tolsel_core.test_clock c) + make_interval(mins => p_minutes));
create function tap.topics(p_document text, p_id bigint) returns text language sql set role = none
    return (select string_agg(e.topic, ' ' order by e.sequence_no) from tolsel_core.event e
            where e.tenant_id = 1 and e.document = p_document and e.document_id = p_id);
create function tap.join_as(p_service text, p_priority text default null) returns text language sql
    return (tolsel.join_queue(tap.branch('Manila'), tap.service(p_service), p_priority)).token;
create function tap.next_at(p_counter text) returns text language sql
    return (tolsel.call_next_ticket(tap.counter(p_counter))).token;

select tolsel_core.arrange_test_clock(true), tap.at('-15:00') \g /dev/null
set role shop_admin;
\o /dev/null
select tolsel.open_branch('Manila', 'Asia/Manila'), tolsel.open_branch('London', 'Europe/London'),
    tolsel.open_branch('Nowhere', 'UTC');
set role shop_app;
select tolsel.set_queue_line(tap.branch('Manila')), tolsel.set_queue_line(tap.branch('London'));
select tolsel.open_queue_service('Cash', 'C'), tolsel.open_queue_service('Advice', 'A'),
    tolsel.open_queue_service('Closed', 'X');
select tolsel.change_queue_service(tap.service('Closed'), p_is_active => false);
select tolsel.open_counter('1', tap.branch('Manila'), array[tap.service('Cash')]),
    tolsel.open_counter('2', tap.branch('Manila'), array[tap.service('Cash'), tap.service('Advice')]),
    tolsel.open_counter('shut', tap.branch('Manila'), array[tap.service('Cash'), tap.service('Advice')]),
    tolsel.open_counter('far', tap.branch('London'), array[tap.service('Cash'), tap.service('Advice')]);
select tolsel.change_counter(tap.counter('shut'), p_is_open => false);
select tolsel.open_customer('Ann'), tolsel.open_customer('Ben');
-- Another tenant has as much, under other ids.
reset role;
create function tap.twin_of(p_kind text) returns text language sql set role = none
    return (select case p_kind
        when 'branch' then (select min(b.branch_id) from tolsel_core.branch b where b.tenant_id = 2)
        when 'service' then (select min(s.service_id) from tolsel_queue.service s where s.tenant_id = 2)
        when 'counter' then (select min(c.counter_id) from tolsel_queue.counter c where c.tenant_id = 2)
        when 'ticket' then (select min(t.ticket_id) from tolsel_queue.ticket t where t.tenant_id = 2)
        when 'customer' then (select min(c.customer_id) from tolsel_billing.customer c where c.tenant_id = 2)
        when 'invoice' then (select min(i.invoice_id) from tolsel_billing.invoice i where i.tenant_id = 2)
        when 'notification' then (select min(n.notification_id) from tolsel_queue.notification n where n.tenant_id = 2)
        end::text);
set role twin_app;
select tolsel.set_queue_line(tap.twin_of('branch')::bigint), tolsel.open_queue_service('Twin', 'T');
select tolsel.open_counter('twin', tap.twin_of('branch')::bigint, array[tap.twin_of('service')::bigint]);
select tolsel.set_sms_template('ticket_joined', 'en', 'TWIN {token}');
select tolsel.join_queue(tap.twin_of('branch')::bigint, tap.twin_of('service')::bigint, p_phone => '1');
select tolsel.open_customer('Twin');
select tolsel.issue_invoice(tap.twin_of('customer')::bigint, '[{"amount": 1}]');
reset role;
select tap.at('09:00');
\o
-- What a command at a counter refuses, on a stage with a ticket that is called to counter 1, one that was
-- cancelled, and one of a day that is closed; p_call has the places {ticket}, {counter} and {tenant}.
create function tap.set_stage() returns void language sql
begin atomic
    select tap.minutes_later(-1440);
    select tap.join_as('Cash');
    select tap.minutes_later(1440);
    select tap.join_as('Cash'), tap.next_at('1'), tap.join_as('Cash');
    select tolsel.cancel_ticket(tap.ticket('C002'));
end;
create function tap.close_yesterday() returns void language sql set role = none
    return (select tolsel_queue.close_day(tap.branch('Manila'), '2026-03-09', false, 1)) is null;
create function tap.refusals(p_call text, p_codes text) returns setof text language plpgsql
as $refusals$
declare
    v_called text := tap.ticket('C001');
    v_at text := tap.counter('1');
    v_code text;
begin
    foreach v_code in array string_to_array(p_codes, ' ') loop
        return next case v_code
            when 'UC002' then tap.refuses(tap.staged(p_call, v_called, v_at, ', p_tenant_id => 2'), v_code, 'tenant 2',
                'another tenant')
            when 'UQ006' then tap.refuses_alike(tap.staged(p_call, v_called, '%s', ''), tap.twin_of('counter'),
                '987654', v_code, 'another tenant''s counter')
            when 'UQ008' then tap.refuses_alike(tap.staged(p_call, '%s', v_at, ''), tap.twin_of('ticket'), '987654',
                v_code, 'another tenant''s ticket')
            when 'UQ009' then tap.refuses(tap.staged(p_call, tap.ticket('C002')::text, v_at, ''), v_code,
                'C002\) is cancelled since .* wants one that is', 'a ticket that left')
            when 'UQ011' then tap.refuses(tap.staged(p_call, v_called, tap.counter('2')::text, ''), v_code,
                'C001\) is called at counter', 'another counter''s ticket')
            when 'UQ014' then tap.refuses(tap.staged(p_call, tap.old_ticket(), v_at, ''), v_code,
                'C001\) of 2026-03-09 is cancelled; the day was closed', 'a ticket of a closed day')
            end;
    end loop;
end
$refusals$;
create function tap.old_ticket() returns text language sql set role = none
    return (select min(t.ticket_id)::text from tolsel_queue.ticket t where t.tenant_id = 1);
create function tap.staged(p_call text, p_ticket text, p_counter text, p_tenant text) returns text language sql
    return 'select tolsel.' || replace(replace(replace(p_call, '{ticket}', p_ticket), '{counter}', p_counter),
        '{tenant}', p_tenant);
