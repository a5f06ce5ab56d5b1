create or replace function tolsel_core.period_start(
    p_every_minutes integer, p_time_zone text, p_day_starts_at time, p_at timestamptz
)
returns timestamptz
language sql
immutable
parallel safe
as $period_start$
    select case
        when p_every_minutes is null then tolsel_core.day_start(
            p_time_zone, p_day_starts_at,
            tolsel_core.business_date(p_time_zone, p_day_starts_at, p_at))
        else date_bin(
            make_interval(mins => p_every_minutes), p_at, timestamptz '2000-01-01 00:00Z')
        end;
$period_start$;
comment on function tolsel_core.period_start is
    'Answers when the period began to which a moment belongs: so many minutes of UTC, or a business
day where minutes are null.';
