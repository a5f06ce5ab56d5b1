create or replace function tolsel_monitor.bucket_of(p_at timestamptz, p_minutes integer)
returns timestamptz
language sql
immutable
parallel safe
as $bucket_of$
    select date_bin(make_interval(mins => p_minutes), p_at, timestamptz '2000-01-01 00:00Z');
$bucket_of$;
comment on function tolsel_monitor.bucket_of is
    'Answers the beginning of the step of a trend that a moment lies in.';
