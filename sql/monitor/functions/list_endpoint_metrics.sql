create or replace function tolsel.list_endpoint_metrics(
    p_from_at timestamptz default null,
    p_to_at timestamptz default 'infinity',
    p_limit integer default 100,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    endpoint text, method text, call_count bigint, error_count bigint, error_rate numeric,
    average_ms bigint, median_ms bigint, percentile_95_ms bigint, maximum_ms bigint
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $list_endpoint_metrics$
#variable_conflict use_column
declare
    v_from timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_from := tolsel_monitor.window_start(p_from_at, p_to_at);
    return query
    select m.endpoint::text, m.method::text, count(*) as call_count,
        count(*) filter (where m.status_code >= 400) as error_count,
        round(count(*) filter (where m.status_code >= 400) / count(*)::numeric, 4),
        round(avg(m.response_ms))::bigint as average_ms,
        (percentile_disc(0.5) within group (order by m.response_ms))::bigint,
        (percentile_disc(0.95) within group (order by m.response_ms))::bigint,
        max(m.response_ms)::bigint
    from tolsel_monitor.api_metric m
    where m.tenant_id = p_tenant_id and m.recorded_at >= v_from and m.recorded_at < p_to_at
    group by m.endpoint, m.method
    order by average_ms desc, m.endpoint, m.method
    limit tolsel_core.row_limit(p_limit, 100);
end
$list_endpoint_metrics$;
comment on function tolsel.list_endpoint_metrics is
$$Lists the endpoints of a window of time, by default of the last 24 hours, the slowest on average
first: how often each was called, how many of these calls were answered with 400 or above, and how
long the answers took, in milliseconds.
raises: UC002 tenant_not_allowed, UM010 window_not_usable$$;
revoke all on function tolsel.list_endpoint_metrics from public;
grant execute on function tolsel.list_endpoint_metrics to tolsel_app, tolsel_read;
