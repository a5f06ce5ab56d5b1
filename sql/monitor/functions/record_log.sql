create or replace function tolsel.record_log(
    p_level text,
    p_category text,
    p_message text,
    p_duration_ms integer default null,
    p_expires_at timestamptz default null,
    p_metadata jsonb default '{}',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_monitor.system_log
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_log$
declare
    v_now timestamptz;
    v_message text;
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_log tolsel_monitor.system_log;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_now := tolsel_core.clock_at();
    -- Refuse:
    perform tolsel_monitor.levels_from(p_level), tolsel_monitor.check_category(p_category),
        tolsel_core.check_text(p_message, 'The message', 4000),
        tolsel_core.check_metadata(v_metadata);
    if p_duration_ms is not null then
        perform tolsel_monitor.check_duration(p_duration_ms);
    end if;
    if p_expires_at <= v_now or p_expires_at = 'infinity' then
        perform tolsel_core.refuse('UM006', format(
            'It is %s, and the row expires %s.', v_now, p_expires_at));
    end if;
    -- What is redacted may be longer than it was.
    v_message := left(tolsel_monitor.redact_secrets(p_message, p_is_json => false), 4000);
    v_metadata := tolsel_monitor.redact_secrets(v_metadata::text, p_is_json => true)::jsonb;
    perform tolsel_core.check_metadata(v_metadata);
    -- Write:
    perform tolsel_monitor.ensure_day('system_log', v_now);
    insert into tolsel_monitor.system_log (
        tenant_id, recorded_at, level, category, message, request_id, user_id, duration_ms,
        expires_at, metadata)
    values (
        p_tenant_id, v_now, p_level, p_category, v_message, tolsel_core.context_request_id(),
        tolsel_core.context_user_id(p_tenant_id), p_duration_ms, p_expires_at, v_metadata)
    returning * into v_log;
    return v_log;
end
$record_log$;
comment on function tolsel.record_log is
$$Writes a row of the log, for the request and the person that the transaction is attributed to. It
is kept for as long as tolsel.set_log_retention says, or until it expires. Passwords in URLs, what
is named password, secret, token, key or authorization, and e-mail addresses become ***.
raises: UM001 log_level_unknown, UM002 log_category_unknown, UM003 duration_not_usable,
UM006 expiry_not_usable, UC002 tenant_not_allowed, UC013 metadata_not_usable,
UC016 text_not_usable$$;
revoke all on function tolsel.record_log from public;
grant execute on function tolsel.record_log to tolsel_app;
