create or replace function tolsel.list_request_logs(
    p_request_id text,
    p_from_at timestamptz default null,
    p_to_at timestamptz default 'infinity',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    recorded_at timestamptz, source text, source_id bigint, summary text, duration_ms integer
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $list_request_logs$
declare
    v_from timestamptz;
    v_now timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_from := tolsel_monitor.window_start(p_from_at, p_to_at);
    v_now := tolsel_core.clock_at();
    return query
    select l.recorded_at, 'system_log', l.system_log_id,
        format('%s %s: %s', l.level, l.category, l.message), l.duration_ms::integer
    from tolsel_monitor.system_log l
    where l.tenant_id = p_tenant_id and l.request_id = p_request_id
        and l.recorded_at >= v_from and l.recorded_at < p_to_at
        and (l.expires_at is null or l.expires_at > v_now)
    union all
    select q.recorded_at, 'query_metric', q.query_metric_id,
        q.description || coalesce(': ' || q.error_message, ''), q.duration_ms
    from tolsel_monitor.query_metric q
    where q.tenant_id = p_tenant_id and q.request_id = p_request_id
        and q.recorded_at >= v_from and q.recorded_at < p_to_at
    union all
    select a.recorded_at, 'api_metric', a.api_metric_id,
        format('%s %s: %s', a.method, a.endpoint, a.status_code), a.response_ms
    from tolsel_monitor.api_metric a
    where a.tenant_id = p_tenant_id and a.request_id = p_request_id
        and a.recorded_at >= v_from and a.recorded_at < p_to_at
    order by 1, 2 desc, 3;
end
$list_request_logs$;
comment on function tolsel.list_request_logs is
$$Lists what one request has logged in a window of time, by default in the last 24 hours, with its
queries and its answer. tolsel.request_document lists the documents that it wrote.
raises: UC002 tenant_not_allowed, UM010 window_not_usable$$;
revoke all on function tolsel.list_request_logs from public;
grant execute on function tolsel.list_request_logs to tolsel_app, tolsel_read;
