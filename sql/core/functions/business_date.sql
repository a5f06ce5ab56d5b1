create or replace function bursar_core.business_date(
    p_time_zone text, p_day_starts_at time, p_at timestamptz
)
returns date
language sql
immutable
parallel safe
as $business_date$
    -- Where days begin at midnight the local date is the day. Elsewhere they may begin in the very
    -- hour that the clock skips or shows twice.
    select case
        when p_day_starts_at = time '00:00' then d.guess
        when p_at < bursar_core.day_start(p_time_zone, p_day_starts_at, d.guess) then d.guess - 1
        when p_at >= bursar_core.day_start(p_time_zone, p_day_starts_at, d.guess + 1)
            then d.guess + 1
        else d.guess end
    from (select ((p_at at time zone p_time_zone) - p_day_starts_at::interval)::date as guess) d;
$business_date$;
comment on function bursar_core.business_date is
    'Answers the business day to which a moment belongs in a zone whose days begin at a given local
time.';
