create or replace function tolsel_monitor.make_days(p_at timestamptz)
returns integer
language sql
volatile
as $make_days$
    select sum(tolsel_monitor.make_day(p_at + d * interval '24 hours'))::integer
    from generate_series(0, 7) d;
$make_days$;
comment on function tolsel_monitor.make_days is
    'Makes what is missing of the partitions for the day of a moment and the week after it, and
answers how many these were.';
