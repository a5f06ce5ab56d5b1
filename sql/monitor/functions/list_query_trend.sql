create or replace function tolsel.list_query_trend(
    p_from_at timestamptz default null,
    p_to_at timestamptz default 'infinity',
    p_bucket_minutes integer default 60,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    bucket_at timestamptz, run_count bigint, error_count bigint, error_rate numeric,
    average_ms bigint, percentile_95_ms bigint
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $list_query_trend$
declare
    v_from timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_from := tolsel_monitor.window_start(p_from_at, p_to_at);
    perform tolsel_monitor.check_bucket(p_bucket_minutes);
    return query
    select b.at, count(*), count(*) filter (where m.has_error),
        round(count(*) filter (where m.has_error) / count(*)::numeric, 4),
        round(avg(m.duration_ms))::bigint,
        (percentile_disc(0.95) within group (order by m.duration_ms))::bigint
    from tolsel_monitor.query_metric m
    cross join lateral (select tolsel_monitor.bucket_of(m.recorded_at, p_bucket_minutes) as at) b
    where m.tenant_id = p_tenant_id and m.recorded_at >= v_from and m.recorded_at < p_to_at
    group by b.at
    order by b.at;
end
$list_query_trend$;
comment on function tolsel.list_query_trend is
$$Lists runs, errors and durations of queries in a window of time, by default the last 24 hours, in
steps of p_bucket_minutes from midnight UTC on. Steps without a query are left out.
raises: UM009 bucket_not_usable, UC002 tenant_not_allowed, UM010 window_not_usable$$;
revoke all on function tolsel.list_query_trend from public;
grant execute on function tolsel.list_query_trend to tolsel_app, tolsel_read;
