create or replace function tolsel_core.business_date(
    p_time_zone text, p_day_starts_at time, p_at timestamptz
)
returns date
language plpgsql
immutable
parallel safe
as $business_date$
declare
    v_on date := ((p_at at time zone p_time_zone) - p_day_starts_at::interval)::date;
begin
    -- Where days begin at midnight the local date is the day. Elsewhere they may begin in the very
    -- hour that the clock skips or shows twice.
    if p_day_starts_at = time '00:00' then
        return v_on;
    elsif p_at < tolsel_core.day_start(p_time_zone, p_day_starts_at, v_on) then
        return v_on - 1;
    elsif p_at >= tolsel_core.day_start(p_time_zone, p_day_starts_at, v_on + 1) then
        return v_on + 1;
    end if;
    return v_on;
end
$business_date$;
comment on function tolsel_core.business_date is
    'Answers the business day to which a moment belongs in a zone whose days begin at a given local
time.';
