create or replace function tolsel_core.period_end(
    p_every_minutes integer, p_time_zone text, p_day_starts_at time, p_at timestamptz
)
returns timestamptz
language sql
immutable
parallel safe
as $period_end$
    select case
        when p_every_minutes is null then tolsel_core.day_start(
            p_time_zone, p_day_starts_at,
            tolsel_core.business_date(p_time_zone, p_day_starts_at, p_at) + 1)
        else tolsel_core.period_start(p_every_minutes, p_time_zone, p_day_starts_at, p_at)
            + make_interval(mins => p_every_minutes)
        end;
$period_end$;
comment on function tolsel_core.period_end is
    'Answers when the period ends to which a moment belongs, which is when the next one begins.';
