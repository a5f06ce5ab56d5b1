create or replace function tolsel.list_slow_queries(
    p_from_at timestamptz default null,
    p_to_at timestamptz default 'infinity',
    p_min_duration_ms integer default 100,
    p_limit integer default 100,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_monitor.query_metric
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $list_slow_queries$
declare
    v_from timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_from := tolsel_monitor.window_start(p_from_at, p_to_at);
    perform tolsel_monitor.check_duration(p_min_duration_ms);
    return query
    select m.*
    from tolsel_monitor.query_metric m
    where m.tenant_id = p_tenant_id and m.recorded_at >= v_from and m.recorded_at < p_to_at
        and m.duration_ms >= p_min_duration_ms
    order by m.duration_ms desc, m.query_metric_id desc
    limit tolsel_core.row_limit(p_limit, 100);
end
$list_slow_queries$;
comment on function tolsel.list_slow_queries is
$$Lists the queries that took at least p_min_duration_ms in a window of time, by default in the last
24 hours, the slowest first.
raises: UM003 duration_not_usable, UC002 tenant_not_allowed, UM010 window_not_usable$$;
revoke all on function tolsel.list_slow_queries from public;
grant execute on function tolsel.list_slow_queries to tolsel_app, tolsel_read;
