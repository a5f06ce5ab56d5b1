-- How many are before a ticket, and how long that may take.

create or replace function tolsel_queue.count_before(p_ticket tolsel_queue.ticket)
returns integer
language plpgsql
stable
as $count_before$
begin
    -- Those who may be called before it by a counter that may call it; where no such counter is
    -- open, those who wait for the same service.
    return (
        select count(*)
        from tolsel_queue.ticket t
        where p_ticket.state = 'waiting'
            and t.tenant_id = p_ticket.tenant_id and t.branch_id = p_ticket.branch_id
            and t.state = 'waiting' and t.archived_at is null
            and t.business_on >= tolsel_queue.oldest_day(
                tolsel_queue.get_line(p_ticket.branch_id, p_ticket.tenant_id),
                tolsel_core.clock_at())
            and (t.business_on, t.order_at, t.ticket_id)
                < (p_ticket.business_on, p_ticket.order_at, p_ticket.ticket_id)
            and (t.service_id = p_ticket.service_id or exists (
                select from tolsel_queue.counter_service mine
                join tolsel_queue.counter c
                    on c.tenant_id = mine.tenant_id and c.counter_id = mine.counter_id
                    and c.branch_id = p_ticket.branch_id and c.is_open
                join tolsel_queue.counter_service theirs
                    on theirs.tenant_id = mine.tenant_id
                    and theirs.counter_id = mine.counter_id
                where mine.tenant_id = p_ticket.tenant_id
                    and mine.service_id = p_ticket.service_id
                    and theirs.service_id = t.service_id)));
end
$count_before$;
comment on function tolsel_queue.count_before is
    'Answers how many of those in line may be called before a ticket; 0 where it does not wait.';

create or replace function tolsel_queue.count_counters(p_ticket tolsel_queue.ticket)
returns integer
language sql
stable
as $count_counters$
    select count(*)
    from tolsel_queue.counter c
    join tolsel_queue.counter_service s
        on s.tenant_id = c.tenant_id and s.counter_id = c.counter_id
        and s.service_id = p_ticket.service_id
    where c.tenant_id = p_ticket.tenant_id and c.branch_id = p_ticket.branch_id and c.is_open
        and (p_ticket.target_counter_id is null
            or p_ticket.target_counter_id = c.counter_id);
$count_counters$;
comment on function tolsel_queue.count_counters is
    'Answers how many open counters may call a ticket.';

create or replace function tolsel_queue.median_service_ms(
    p_branch_id bigint, p_service_id bigint, p_tenant_id bigint
)
returns bigint
language sql
stable
as $median_service_ms$
    -- Of the last twenty; a median, so that one that took long changes nothing.
    select percentile_disc(0.5) within group (order by t.service_ms)
    from (
        select t.service_ms::bigint as service_ms from tolsel_queue.ticket t
        where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id
            and t.service_id = p_service_id and t.state = 'completed'
            and t.reset_run_id is null and not t.is_left_open
        order by t.ended_at desc
        limit 20
    ) t;
$median_service_ms$;
comment on function tolsel_queue.median_service_ms is
    'Answers how long the last services took that people completed and had not left open, in
milliseconds; null: there was none.';
