-- What the tests of logs and metrics begin with: no day yet, a clock that stands at noon UTC on
-- 2026-03-10, and words to set it and to see the days.
do $$
declare
    v_name text;
begin
    for v_name in select partition_name from tolsel_monitor.list_days() loop
        execute format('drop table tolsel_monitor.%I', v_name);
    end loop;
end
$$;
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2026-03-10 12:00+00') \g /dev/null
create function tap.at(p_at timestamptz) returns void language sql set role = none
as $$select tolsel.set_clock(p_at)$$;
create function tap.days(p_table_name text) returns text language sql set role = none
as $$select string_agg(to_char(from_at at time zone 'UTC', 'MM-DD'), ' ' order by from_at)
    from tolsel_monitor.list_days() where table_name = p_table_name$$;
