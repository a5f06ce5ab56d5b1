create or replace function tolsel.list_logs(
    p_min_level text default 'debug',
    p_category text default null,
    p_from_at timestamptz default null,
    p_to_at timestamptz default 'infinity',
    p_request_id text default null,
    p_user_id bigint default null,
    p_limit integer default 100,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_monitor.system_log
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $list_logs$
declare
    v_from timestamptz;
    v_now timestamptz;
    v_levels text[];
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_from := tolsel_monitor.window_start(p_from_at, p_to_at);
    v_now := tolsel_core.clock_at();
    if p_category is not null then
        perform tolsel_monitor.check_category(p_category);
    end if;
    v_levels := tolsel_monitor.levels_from(coalesce(p_min_level, 'debug'));
    -- Planned each time: what is asked for decides on the index, the window on the days to read.
    return query
    select l.*
    from tolsel_monitor.system_log l
    where l.tenant_id = p_tenant_id and l.recorded_at >= v_from and l.recorded_at < p_to_at
        and (v_levels[1] = 'debug' or l.level = any(v_levels))
        and (p_category is null or l.category = p_category)
        and (p_request_id is null or l.request_id = p_request_id)
        and (p_user_id is null or l.user_id = p_user_id)
        and (l.expires_at is null or l.expires_at > v_now)
    order by l.recorded_at desc, l.system_log_id desc
    limit tolsel_core.row_limit(p_limit, 100);
end
$list_logs$;
comment on function tolsel.list_logs is
$$Lists what was logged in a window of time, by default in the last 24 hours, the latest first: from
a level upwards, in a category, of a request, of a person; null asks for all.
raises: UM001 log_level_unknown, UM002 log_category_unknown, UC002 tenant_not_allowed,
UM010 window_not_usable$$;
revoke all on function tolsel.list_logs from public;
grant execute on function tolsel.list_logs to tolsel_app, tolsel_read;
