-- What questions about logs share: their window, their steps in time, the order of levels.

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
$$Answers when a window of time begins: as asked, or else 24 hours before its end, or before now
where the end lies ahead.
raises: UM010 window_not_usable$$;

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
$$Answers a level of logs and those above it.
raises: UM001 log_level_unknown$$;

create or replace function tolsel_monitor.check_bucket(p_minutes integer)
returns void
language plpgsql
stable
as $check_bucket$
begin
    if (p_minutes between 1 and 1440 and 1440 % p_minutes = 0) is not true then
        perform tolsel_core.refuse('UM009', format(
            '%s minutes.', coalesce(p_minutes::text, 'null')));
    end if;
end
$check_bucket$;
comment on function tolsel_monitor.check_bucket is
$$Checks that the steps of a trend have a usable length.
raises: UM009 bucket_not_usable$$;

create or replace function tolsel_monitor.bucket_of(p_at timestamptz, p_minutes integer)
returns timestamptz
language sql
immutable
parallel safe
as $bucket_of$
    select date_bin(make_interval(mins => p_minutes), p_at, timestamptz '2000-01-01 00:00Z');
$bucket_of$;
comment on function tolsel_monitor.bucket_of is
    'Answers when the step of a trend began that a moment lies in.';
