create or replace function bursar.record_query_metric(
    p_description text,
    p_duration_ms integer,
    p_error_message text default null,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns bursar_monitor.query_metric
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_query_metric$
declare
    v_now timestamptz;
    v_metric bursar_monitor.query_metric;
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    v_now := bursar_core.clock_at();
    -- Refuse:
    perform bursar_core.check_text(p_description, 'The description', 200),
        bursar_monitor.check_duration(p_duration_ms);
    if p_error_message is not null then
        perform bursar_core.check_text(p_error_message, 'The error message', 4000);
    end if;
    -- Write:
    perform bursar_monitor.ensure_day('query_metric', v_now);
    insert into bursar_monitor.query_metric (
        tenant_id, recorded_at, description, duration_ms, error_message, request_id)
    values (
        p_tenant_id, v_now, p_description, p_duration_ms,
        left(bursar_monitor.redact_secrets(p_error_message, false), 4000),
        bursar_core.context_request_id())
    returning * into v_metric;
    return v_metric;
end
$record_query_metric$;
comment on function bursar.record_query_metric is
$$Writes how long a query of an application took, in milliseconds, under a description that is the
same for each of its runs; with the message of the error if it failed, without passwords and e-mail
addresses, which bursar.record_log leaves out too.
raises: UM003 duration_not_usable, UC002 tenant_not_allowed, UC016 text_not_usable$$;
revoke all on function bursar.record_query_metric from public;
grant execute on function bursar.record_query_metric to bursar_app;
