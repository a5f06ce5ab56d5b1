create or replace function tolsel.set_log_retention(p_table_name text, p_keep_days integer)
returns tolsel_monitor.retention
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_log_retention$
declare
    v_retention tolsel_monitor.retention;
begin
    perform tolsel_core.check_session();
    -- Refuse:
    if (p_keep_days between 1 and 400) is not true then
        perform tolsel_core.refuse('UM008', format(
            '%s days.', coalesce(p_keep_days::text, 'null')));
    end if;
    -- Write:
    update tolsel_monitor.retention r
    set keep_days = p_keep_days, set_at = tolsel_core.clock_at(),
        login = tolsel_core.acting_login()
    where r.table_name = p_table_name
    returning * into v_retention;
    if not found then
        perform tolsel_core.refuse('UM007', format('Table %L.', left(p_table_name, 200)));
    end if;
    return v_retention;
end
$set_log_retention$;
comment on function tolsel.set_log_retention is
$$Sets for how many days system_log, api_metric or query_metric is kept, for all tenants. The next
run of the job monitor.turn_days drops what has been kept for longer. Every question locks the days
that it reads: beyond some 100 days, raise max_locks_per_transaction.
raises: UM007 log_table_unknown, UM008 retention_not_usable$$;
revoke all on function tolsel.set_log_retention from public;
grant execute on function tolsel.set_log_retention to tolsel_admin;
