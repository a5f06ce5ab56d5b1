create or replace function tolsel.list_query_metrics(
    p_from_at timestamptz default null,
    p_to_at timestamptz default 'infinity',
    p_limit integer default 100,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    description text, run_count bigint, error_count bigint, error_rate numeric, average_ms bigint,
    percentile_95_ms bigint, maximum_ms bigint
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $list_query_metrics$
#variable_conflict use_column
declare
    v_from timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_from := tolsel_monitor.window_start(p_from_at, p_to_at);
    return query
    select m.description::text, count(*) as run_count,
        count(*) filter (where m.has_error) as error_count,
        round(count(*) filter (where m.has_error) / count(*)::numeric, 4) as error_rate,
        round(avg(m.duration_ms))::bigint as average_ms,
        (percentile_disc(0.95) within group (order by m.duration_ms))::bigint,
        max(m.duration_ms)::bigint
    from tolsel_monitor.query_metric m
    where m.tenant_id = p_tenant_id and m.recorded_at >= v_from and m.recorded_at < p_to_at
    group by m.description
    order by error_rate desc, average_ms desc, m.description
    limit tolsel_core.row_limit(p_limit, 100);
end
$list_query_metrics$;
comment on function tolsel.list_query_metrics is
$$Lists the queries of a window of time, by default of the last 24 hours, by their descriptions: how
often each ran and failed, and how long it took, in milliseconds; those that fail most often first,
among equals the slowest.
raises: UC002 tenant_not_allowed, UM010 window_not_usable$$;
revoke all on function tolsel.list_query_metrics from public;
grant execute on function tolsel.list_query_metrics to tolsel_app, tolsel_read;
