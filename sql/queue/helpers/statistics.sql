-- Statistics: what events count for, what hours add up to, and how far the stored figures are from
-- that. count_event is the one place that says which event counts for what.

create or replace function tolsel_queue.count_event(p_event tolsel_queue.ticket_event)
returns setof tolsel_queue.stat_change
language sql
immutable
as $count_event$
    -- A set of one, and expressions alone: they become part of the statement that asks.
    select p_event.tenant_id, p_event.branch_id, p_event.business_on::date, p_event.hour_at,
        p_event.service_id, coalesce(p_event.counter_id, 0::bigint),
        case p_event.action when 'join' then 1 else 0 end::bigint,
        case when p_event.wait_ms is null then 0 else 1 end::bigint,
        coalesce(p_event.wait_ms::bigint, 0::bigint),
        case p_event.action when 'recall' then 1 else 0 end::bigint,
        case p_event.action when 'return' then 1 else 0 end::bigint,
        case p_event.action when 'absent' then 1 else 0 end::bigint,
        case p_event.action when 'no_show' then 1 else 0 end::bigint,
        case p_event.action when 'park' then 1 else 0 end::bigint,
        case p_event.action when 'transfer' then 1 else 0 end::bigint,
        case when p_event.outcome = 'served' then 1 else 0 end::bigint,
        case when p_event.outcome = 'nothing' then 1 else 0 end::bigint,
        case when p_event.action = 'complete' and p_event.outcome is null then 1 else 0 end::bigint,
        case when p_event.service_ms is null then 0 else 1 end::bigint,
        coalesce(p_event.service_ms::bigint, 0::bigint),
        case p_event.action when 'cancel' then 1 else 0 end::bigint,
        case when p_event.action = 'reset' and p_event.to_state = 'cancelled' then 1
            else 0 end::bigint,
        case when p_event.action = 'reset' and p_event.to_state = 'completed' then 1
            else 0 end::bigint;
$count_event$;
comment on function tolsel_queue.count_event is
    'Answers what one event adds to the statistics of its hour.';

create or replace function tolsel_queue.add_to_now(p_event tolsel_queue.ticket_event)
returns void
language plpgsql
volatile
as $add_to_now$
begin
    -- The acts of nearly every ticket, each with the columns that count_event counts it in: a
    -- statement is dearer by each column that it names. By differences, never by setting: whatever
    -- others add meanwhile stays.
    case p_event.action
    when 'join' then
        update tolsel_queue.hourly_stat s set joined_count = s.joined_count + c.joined_count
        from tolsel_queue.count_event(p_event) c
        where s.tenant_id = c.tenant_id and s.branch_id = c.branch_id
            and s.business_on = c.business_on and s.hour_at = c.hour_at
            and s.service_id = c.service_id and s.counter_id = c.counter_id;
    when 'call' then
        update tolsel_queue.hourly_stat s
        set called_count = s.called_count + c.called_count, wait_ms = s.wait_ms + c.wait_ms
        from tolsel_queue.count_event(p_event) c
        where s.tenant_id = c.tenant_id and s.branch_id = c.branch_id
            and s.business_on = c.business_on and s.hour_at = c.hour_at
            and s.service_id = c.service_id and s.counter_id = c.counter_id;
    when 'complete' then
        update tolsel_queue.hourly_stat s
        set served_count = s.served_count + c.served_count,
            nothing_count = s.nothing_count + c.nothing_count,
            unrecorded_count = s.unrecorded_count + c.unrecorded_count,
            timed_count = s.timed_count + c.timed_count, service_ms = s.service_ms + c.service_ms
        from tolsel_queue.count_event(p_event) c
        where s.tenant_id = c.tenant_id and s.branch_id = c.branch_id
            and s.business_on = c.business_on and s.hour_at = c.hour_at
            and s.service_id = c.service_id and s.counter_id = c.counter_id;
    else
        perform tolsel_queue.add_stats(array(select c from tolsel_queue.count_event(p_event) c));
        return;
    end case;
    if not found then
        perform tolsel_queue.add_stats(array(select c from tolsel_queue.count_event(p_event) c));
    end if;
end
$add_to_now$;
comment on function tolsel_queue.add_to_now is
    'Adds what has just happened to the statistics of its hour.';

create or replace function tolsel_queue.sum_events(p_events tolsel_queue.ticket_event[])
returns setof tolsel_queue.stat_change
language plpgsql
stable
as $sum_events$
begin
    return query
    select c.tenant_id, c.branch_id, c.business_on, c.hour_at, c.service_id, c.counter_id,
        sum(c.joined_count)::bigint, sum(c.called_count)::bigint, sum(c.wait_ms)::bigint,
        sum(c.recalled_count)::bigint, sum(c.returned_count)::bigint, sum(c.absent_count)::bigint,
        sum(c.no_show_count)::bigint, sum(c.parked_count)::bigint, sum(c.transferred_count)::bigint,
        sum(c.served_count)::bigint, sum(c.nothing_count)::bigint, sum(c.unrecorded_count)::bigint,
        sum(c.timed_count)::bigint, sum(c.service_ms)::bigint, sum(c.cancelled_count)::bigint,
        sum(c.reset_cancelled_count)::bigint, sum(c.reset_completed_count)::bigint
    from (
        select c.*
        from unnest(p_events) e
        cross join lateral tolsel_queue.count_event(e) c
        union all
        -- What the closing of a day ended is in no average: its first call is taken off again where
        -- it was counted.
        select c.tenant_id, c.branch_id, c.business_on, c.hour_at, c.service_id, c.counter_id,
            0, -c.called_count, -c.wait_ms, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        from unnest(p_events) e
        join tolsel_queue.ticket_event f
            on f.tenant_id = e.tenant_id and f.ticket_id = e.ticket_id
            and f.event_no = e.uncounts_event_no
        cross join lateral tolsel_queue.count_event(f) c
    ) c
    group by c.tenant_id, c.branch_id, c.business_on, c.hour_at, c.service_id, c.counter_id;
end
$sum_events$;
comment on function tolsel_queue.sum_events is
    'Answers what events add to the statistics of hours: one row for each that they touch.';

create or replace function tolsel_queue.add_stats(p_changes tolsel_queue.stat_change[])
returns void
language plpgsql
volatile
as $add_stats$
declare
    v_change tolsel_queue.stat_change;
begin
    foreach v_change in array p_changes loop
        continue when tolsel_queue.add_to_hour(v_change);
        -- A row begins with zeros: what takes something off cannot be the row itself.
        insert into tolsel_queue.hourly_stat (
            tenant_id, branch_id, business_on, hour_at, service_id, counter_id)
        values (
            v_change.tenant_id, v_change.branch_id, v_change.business_on, v_change.hour_at,
            v_change.service_id, v_change.counter_id)
        on conflict do nothing;
        perform tolsel_queue.add_to_hour(v_change);
    end loop;
end
$add_stats$;
comment on function tolsel_queue.add_stats is
    'Adds to the statistics of hours, and begins those that there are not.';

create or replace function tolsel_queue.add_to_hour(p_change tolsel_queue.stat_change)
returns boolean
language plpgsql
volatile
as $add_to_hour$
begin
    -- By differences, never by setting: whatever others add meanwhile stays.
    update tolsel_queue.hourly_stat s
    set joined_count = s.joined_count + p_change.joined_count,
        called_count = s.called_count + p_change.called_count,
        wait_ms = s.wait_ms + p_change.wait_ms,
        recalled_count = s.recalled_count + p_change.recalled_count,
        returned_count = s.returned_count + p_change.returned_count,
        absent_count = s.absent_count + p_change.absent_count,
        no_show_count = s.no_show_count + p_change.no_show_count,
        parked_count = s.parked_count + p_change.parked_count,
        transferred_count = s.transferred_count + p_change.transferred_count,
        served_count = s.served_count + p_change.served_count,
        nothing_count = s.nothing_count + p_change.nothing_count,
        unrecorded_count = s.unrecorded_count + p_change.unrecorded_count,
        timed_count = s.timed_count + p_change.timed_count,
        service_ms = s.service_ms + p_change.service_ms,
        cancelled_count = s.cancelled_count + p_change.cancelled_count,
        reset_cancelled_count = s.reset_cancelled_count + p_change.reset_cancelled_count,
        reset_completed_count = s.reset_completed_count + p_change.reset_completed_count
    where s.tenant_id = p_change.tenant_id and s.branch_id = p_change.branch_id
        and s.business_on = p_change.business_on and s.hour_at = p_change.hour_at
        and s.service_id = p_change.service_id and s.counter_id = p_change.counter_id;
    return found;
end
$add_to_hour$;
comment on function tolsel_queue.add_to_hour is
    'Adds to the statistics of one hour, and says whether there was a row for it.';

create or replace function tolsel_queue.list_stat_changes(
    p_branch_id bigint, p_from_on date, p_to_on date, p_tenant_id bigint
)
returns setof tolsel_queue.stat_change
language plpgsql
stable
as $list_stat_changes$
begin
    -- In one statement: an event and what it adds are committed together, so that a snapshot has
    -- both or neither, whoever works meanwhile.
    return query
    select d.tenant_id, d.branch_id, d.business_on, d.hour_at, d.service_id, d.counter_id,
        sum(d.joined_count)::bigint, sum(d.called_count)::bigint, sum(d.wait_ms)::bigint,
        sum(d.recalled_count)::bigint, sum(d.returned_count)::bigint,
        sum(d.absent_count)::bigint, sum(d.no_show_count)::bigint,
        sum(d.parked_count)::bigint, sum(d.transferred_count)::bigint,
        sum(d.served_count)::bigint, sum(d.nothing_count)::bigint,
        sum(d.unrecorded_count)::bigint, sum(d.timed_count)::bigint, sum(d.service_ms)::bigint,
        sum(d.cancelled_count)::bigint, sum(d.reset_cancelled_count)::bigint,
        sum(d.reset_completed_count)::bigint
    from (
        select e.*
        from (
            -- Days without end may be asked for: only those are counted that have events.
            select min(t.business_on) as from_on, max(t.business_on) as to_on
            from tolsel_queue.ticket_event t
            where t.tenant_id = p_tenant_id and t.branch_id = p_branch_id
                and t.business_on between p_from_on and p_to_on
        ) span
        cross join generate_series(span.from_on, span.to_on, interval '1 day') day_at
        cross join lateral tolsel_queue.sum_events(array(
            select e from tolsel_queue.ticket_event e
            where e.tenant_id = p_tenant_id and e.branch_id = p_branch_id
                and e.business_on = day_at::date)) e
        union all
        select s.tenant_id, s.branch_id, s.business_on, s.hour_at, s.service_id, s.counter_id,
            -s.joined_count, -s.called_count, -s.wait_ms, -s.recalled_count, -s.returned_count,
            -s.absent_count, -s.no_show_count, -s.parked_count, -s.transferred_count,
            -s.served_count, -s.nothing_count, -s.unrecorded_count, -s.timed_count,
            -s.service_ms, -s.cancelled_count, -s.reset_cancelled_count, -s.reset_completed_count
        from tolsel_queue.hourly_stat s
        where s.tenant_id = p_tenant_id and s.branch_id = p_branch_id
            and s.business_on between p_from_on and p_to_on
    ) d
    group by d.tenant_id, d.branch_id, d.business_on, d.hour_at, d.service_id, d.counter_id
    having (
        sum(d.joined_count), sum(d.called_count), sum(d.wait_ms), sum(d.recalled_count),
        sum(d.returned_count), sum(d.absent_count), sum(d.no_show_count), sum(d.parked_count),
        sum(d.transferred_count), sum(d.served_count), sum(d.nothing_count),
        sum(d.unrecorded_count), sum(d.timed_count), sum(d.service_ms), sum(d.cancelled_count),
        sum(d.reset_cancelled_count), sum(d.reset_completed_count)
    ) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
end
$list_stat_changes$;
comment on function tolsel_queue.list_stat_changes is
    'Lists what has to be added to the statistics of hours of some days, so that they are what the
events come to.';
