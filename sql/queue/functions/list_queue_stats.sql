create or replace function tolsel.list_queue_stats(
    p_branch_id bigint,
    p_from_on date,
    p_to_on date,
    p_grouping text default 'hour',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    hour_at timestamptz, business_on date, counter_id bigint, service_id bigint, name text,
    joined_count bigint, called_count bigint, average_wait_s numeric, completed_count bigint,
    served_count bigint, nothing_count bigint, unrecorded_count bigint, service_s numeric,
    average_service_s numeric, cancelled_count bigint, no_show_count bigint, reset_count bigint
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_queue_stats$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    perform tolsel_queue.get_line(p_branch_id, p_tenant_id);
    -- Refuse:
    if (p_grouping in ('hour', 'day', 'counter', 'service')) is not true then
        perform tolsel_core.refuse('UQ028', format('Grouping %L.', left(p_grouping, 200)));
    end if;
    return query
    select g.hour_at, g.business_on, g.counter_id, g.service_id,
        coalesce(c.name, s.name)::text, g.joined_count, g.called_count,
        round(g.wait_ms / 1000.0 / nullif(g.called_count, 0), 3), g.completed_count,
        g.served_count, g.nothing_count, g.unrecorded_count, round(g.service_ms / 1000.0, 3),
        round(g.service_ms / 1000.0 / nullif(g.timed_count, 0), 3), g.cancelled_count,
        g.no_show_count, g.reset_count
    from (
        select k.hour_at, k.business_on, k.counter_id, k.service_id,
            sum(h.joined_count) as joined_count, sum(h.called_count) as called_count,
            sum(h.wait_ms) as wait_ms,
            sum(h.served_count + h.nothing_count + h.unrecorded_count) as completed_count,
            sum(h.served_count) as served_count, sum(h.nothing_count) as nothing_count,
            sum(h.unrecorded_count) as unrecorded_count, sum(h.service_ms) as service_ms,
            sum(h.timed_count) as timed_count, sum(h.cancelled_count) as cancelled_count,
            sum(h.no_show_count) as no_show_count,
            sum(h.reset_cancelled_count + h.reset_completed_count) as reset_count
        from tolsel_queue.hourly_stat h
        cross join lateral (
            select case p_grouping when 'hour' then h.hour_at end as hour_at,
                case when p_grouping in ('hour', 'day') then h.business_on::date end
                    as business_on,
                case p_grouping when 'counter' then h.counter_id end as counter_id,
                case p_grouping when 'service' then h.service_id end as service_id
        ) k
        where h.tenant_id = p_tenant_id and h.branch_id = p_branch_id
            and h.business_on between p_from_on and p_to_on
        group by k.hour_at, k.business_on, k.counter_id, k.service_id
    ) g
    left join tolsel_queue.counter c
        on c.tenant_id = p_tenant_id and c.counter_id = g.counter_id
    left join tolsel_queue.service s
        on s.tenant_id = p_tenant_id and s.service_id = g.service_id
    order by g.business_on, g.hour_at, g.counter_id, g.service_id;
end
$list_queue_stats$;
comment on function tolsel.list_queue_stats is
$$Lists the statistics of a branch from a first to a last business day, by hour, day, counter (0:
at none) or service; what the closing of a day ended counts there alone, and in no average.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UQ001 line_not_found,
UQ028 grouping_unknown$$;
revoke all on function tolsel.list_queue_stats from public;
grant execute on function tolsel.list_queue_stats to tolsel_app, tolsel_read;
