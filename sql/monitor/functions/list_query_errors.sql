create or replace function tolsel.list_query_errors(
    p_from_at timestamptz default null,
    p_to_at timestamptz default 'infinity',
    p_limit integer default 100,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_monitor.query_metric
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $list_query_errors$
declare
    v_from timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_from := tolsel_monitor.window_start(p_from_at, p_to_at);
    return query
    select m.*
    from tolsel_monitor.query_metric m
    where m.tenant_id = p_tenant_id and m.recorded_at >= v_from and m.recorded_at < p_to_at
        and m.has_error
    order by m.recorded_at desc, m.query_metric_id desc
    limit tolsel_core.row_limit(p_limit, 100);
end
$list_query_errors$;
comment on function tolsel.list_query_errors is
$$Lists the queries that failed in a window of time, by default in the last 24 hours, the latest
first.
raises: UC002 tenant_not_allowed, UM010 window_not_usable$$;
revoke all on function tolsel.list_query_errors from public;
grant execute on function tolsel.list_query_errors to tolsel_app, tolsel_read;
