-- What the tests of logs and metrics begin with: a clock that stands at noon UTC on 2026-03-10, and
-- words to set it and to see the partitions.
select bursar_core.arrange_test_clock(true), bursar.set_clock('2026-03-10 12:00+00') \g /dev/null
create function tap.at(p_at timestamptz) returns void language sql security definer
as $$select bursar.set_clock(p_at)$$;
create function tap.days(p_table_name text) returns text language sql security definer
as $$select string_agg(to_char(day_on, 'MM-DD'), ' ' order by day_on) from bursar_monitor.day_partition where table_name = p_table_name$$;
