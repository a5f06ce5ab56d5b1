create or replace function tolsel_monitor.levels_from(p_level text)
returns text[]
language plpgsql
stable
as $levels_from$
declare
    v_levels text[] := array['debug', 'info', 'warning', 'error', 'critical'];
    v_position integer := array_position(v_levels, p_level);
begin
    if v_position is null then
        perform tolsel_core.refuse('UM001', format('Level %L.', left(p_level, 200)));
    end if;
    return v_levels[v_position:];
end
$levels_from$;
comment on function tolsel_monitor.levels_from is
$$Answers a level of logs and those that are graver.
raises: UM001 log_level_unknown$$;
