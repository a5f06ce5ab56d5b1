create or replace function tolsel_monitor.window_start(p_from_at timestamptz, p_to_at timestamptz)
returns timestamptz
language plpgsql
stable
as $window_start$
declare
    v_from timestamptz := coalesce(
        p_from_at, least(p_to_at, tolsel_core.clock_at()) - interval '24 hours');
begin
    if (v_from < p_to_at) is not true then
        perform tolsel_core.refuse('UM010', format(
            'From %s to %s.', v_from, coalesce(p_to_at::text, 'null')));
    end if;
    return v_from;
end
$window_start$;
comment on function tolsel_monitor.window_start is
$$Answers where a window of time begins: where it is said, or else 24 hours before its end or now.
raises: UM010 window_not_usable$$;
