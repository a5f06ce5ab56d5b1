create or replace function tolsel.record_query_metric(
    p_description text,
    p_duration_ms integer,
    p_error_message text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_monitor.query_metric
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_query_metric$
declare
    v_now timestamptz;
    v_metric tolsel_monitor.query_metric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_now := tolsel_core.clock_at();
    -- Refuse:
    perform tolsel_core.check_text(p_description, 'The description', 200),
        tolsel_monitor.check_duration(p_duration_ms);
    if p_error_message is not null then
        perform tolsel_core.check_text(p_error_message, 'The error message', 4000);
    end if;
    -- Write:
    perform tolsel_monitor.ensure_day('query_metric', v_now);
    insert into tolsel_monitor.query_metric (
        tenant_id, recorded_at, description, duration_ms, error_message, request_id)
    values (
        p_tenant_id, v_now, p_description, p_duration_ms,
        left(tolsel_monitor.redact_secrets(p_error_message, p_is_json => false), 4000),
        tolsel_core.context_request_id())
    returning * into v_metric;
    return v_metric;
end
$record_query_metric$;
comment on function tolsel.record_query_metric is
$$Writes how long a query of an application took, in milliseconds, under a description that is the
same for each of its runs; with the message of the error if it failed, without passwords and e-mail
addresses, which tolsel.record_log leaves out too.
raises: UM003 duration_not_usable, UC002 tenant_not_allowed, UC016 text_not_usable$$;
revoke all on function tolsel.record_query_metric from public;
grant execute on function tolsel.record_query_metric to tolsel_app;
