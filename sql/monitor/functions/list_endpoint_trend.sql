create or replace function tolsel.list_endpoint_trend(
    p_from_at timestamptz default null,
    p_to_at timestamptz default 'infinity',
    p_bucket_minutes integer default 60,
    p_endpoint text default null,
    p_method text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    bucket_at timestamptz, call_count bigint, error_count bigint, error_rate numeric,
    average_ms bigint, percentile_95_ms bigint
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $list_endpoint_trend$
declare
    v_from timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_from := tolsel_monitor.window_start(p_from_at, p_to_at);
    perform tolsel_monitor.check_bucket(p_bucket_minutes);
    return query
    select b.at, count(*), count(*) filter (where m.status_code >= 400),
        round(count(*) filter (where m.status_code >= 400) / count(*)::numeric, 4),
        round(avg(m.response_ms))::bigint,
        (percentile_disc(0.95) within group (order by m.response_ms))::bigint
    from tolsel_monitor.api_metric m
    cross join lateral (select tolsel_monitor.bucket_of(m.recorded_at, p_bucket_minutes) as at) b
    where m.tenant_id = p_tenant_id and m.recorded_at >= v_from and m.recorded_at < p_to_at
        and (p_endpoint is null or m.endpoint = p_endpoint)
        and (p_method is null or m.method = p_method)
    group by b.at
    order by b.at;
end
$list_endpoint_trend$;
comment on function tolsel.list_endpoint_trend is
$$Lists calls, errors and times of answers in a window of time, by default the last 24 hours, in
steps of p_bucket_minutes from midnight UTC on: of all requests, or of one endpoint or method. Steps
without a request are left out.
raises: UM009 bucket_not_usable, UC002 tenant_not_allowed, UM010 window_not_usable$$;
revoke all on function tolsel.list_endpoint_trend from public;
grant execute on function tolsel.list_endpoint_trend to tolsel_app, tolsel_read;
