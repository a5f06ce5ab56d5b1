create or replace function bursar_core.day_start(
    p_time_zone text, p_day_starts_at time, p_on date
)
returns timestamptz
language sql
immutable
parallel safe
as $day_start$
    -- AT TIME ZONE reads a time that the clock shows twice as the later one: of two midnights the
    -- first begins the day. A time that the clock skips begins it as much later as it skips.
    select case
        when first.at at time zone p_time_zone = usual.shown then least(first.at, usual.at)
        else usual.at end
    from (select p_on + p_day_starts_at as shown,
        (p_on + p_day_starts_at) at time zone p_time_zone as at) usual
    cross join lateral (select usual.at - interval '3 hours' as at) before
    cross join lateral (select usual.shown at time zone 'UTC'
        - (before.at at time zone p_time_zone - before.at at time zone 'UTC') as at) first;
$day_start$;
comment on function bursar_core.day_start is
    'Answers the moment at which a business day begins in a zone whose days begin at a given local
time. A day that the zone skips begins with the next one.';
