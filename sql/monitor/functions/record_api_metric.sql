create or replace function tolsel.record_api_metric(
    p_endpoint text,
    p_method text,
    p_status_code integer,
    p_response_ms integer,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_monitor.api_metric
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_api_metric$
declare
    v_now timestamptz;
    v_endpoint text;
    v_metric tolsel_monitor.api_metric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_now := tolsel_core.clock_at();
    -- A query string belongs to one call, and may hold secrets.
    v_endpoint := left(
        tolsel_monitor.redact_secrets(
            regexp_replace(p_endpoint, '[?#].*', ''), p_is_json => false), 200);
    -- Refuse:
    perform tolsel_core.check_text(v_endpoint, 'The endpoint', 200),
        tolsel_monitor.check_duration(p_response_ms);
    if (p_method ~ '^[A-Z]{1,20}$') is not true then
        perform tolsel_core.refuse('UM004', format('Method %L.', left(p_method, 200)));
    end if;
    if (p_status_code between 100 and 599) is not true then
        perform tolsel_core.refuse('UM005', format(
            'Status %s.', coalesce(p_status_code::text, 'null')));
    end if;
    -- Write:
    perform tolsel_monitor.ensure_day('api_metric', v_now);
    insert into tolsel_monitor.api_metric (
        tenant_id, recorded_at, endpoint, method, status_code, response_ms, request_id)
    values (
        p_tenant_id, v_now, v_endpoint, p_method, p_status_code, p_response_ms,
        tolsel_core.context_request_id())
    returning * into v_metric;
    return v_metric;
end
$record_api_metric$;
comment on function tolsel.record_api_metric is
$$Writes how a request to an application was answered: its endpoint as a path with a placeholder for
each id, its method, the status and the milliseconds it took. A query string is left out, as are
secrets in the path and what is beyond 200 characters.
raises: UM003 duration_not_usable, UM004 http_method_not_usable, UM005 http_status_not_usable,
UC002 tenant_not_allowed, UC016 text_not_usable$$;
revoke all on function tolsel.record_api_metric from public;
grant execute on function tolsel.record_api_metric to tolsel_app;
