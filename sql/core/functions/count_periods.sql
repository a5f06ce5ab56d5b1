create or replace function tolsel_core.count_periods(
    p_every_minutes integer, p_time_zone text, p_day_starts_at time,
    p_from_at timestamptz, p_to_at timestamptz
)
returns integer
language sql
immutable
parallel safe
as $count_periods$
    select case
        when p_every_minutes is null then
            tolsel_core.business_date(p_time_zone, p_day_starts_at, p_to_at)
            - tolsel_core.business_date(p_time_zone, p_day_starts_at, p_from_at)
        else (extract(epoch from p_to_at - p_from_at) / 60 / p_every_minutes)::integer
        end;
$count_periods$;
comment on function tolsel_core.count_periods is
    'Counts the periods between the beginnings of two; a day that a zone skipped counts as one.';
