create or replace function bursar_core.business_date(
    p_time_zone text, p_day_starts_at time, p_at timestamptz
)
returns date
language sql
immutable
parallel safe
as $business_date$
    select ((p_at at time zone p_time_zone) - p_day_starts_at::interval)::date;
$business_date$;
comment on function bursar_core.business_date is
    'Answers the business day to which a moment belongs in a zone whose days begin at a given local
time.';
