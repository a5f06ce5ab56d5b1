create or replace function tolsel_core.day_start(
    p_time_zone text, p_day_starts_at time, p_on date
)
returns timestamptz
language plpgsql
immutable
parallel safe
as $day_start$
declare
    v_at timestamptz := (p_on + p_day_starts_at) at time zone p_time_zone;
    v_before_at timestamptz := v_at - interval '3 hours';
    v_first_at timestamptz := ((p_on + p_day_starts_at) at time zone 'UTC')
        - (v_before_at at time zone p_time_zone - v_before_at at time zone 'UTC');
begin
    -- AT TIME ZONE reads a time that the clock shows twice as the later one: of two midnights the
    -- first begins the day. A time that the clock skips begins it as much later as it skips.
    if v_first_at < v_at and v_first_at at time zone p_time_zone = p_on + p_day_starts_at then
        return v_first_at;
    end if;
    return v_at;
end
$day_start$;
comment on function tolsel_core.day_start is
    'Answers the moment at which a business day begins in a zone whose days begin at a given local
time. A day that the zone skips begins with the next one.';
