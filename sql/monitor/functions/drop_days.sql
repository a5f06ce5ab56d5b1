create or replace function bursar_monitor.drop_days(p_at timestamptz)
returns integer
language plpgsql
volatile
as $drop_days$
declare
    -- Names go in by %I: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_name text;
    v_count integer := 0;
begin
    for v_name in
        select d.partition_name
        from bursar_monitor.day_partition d
        join bursar_monitor.retention r on r.table_name = d.table_name
        where d.day_on + 1 + r.keep_days <= (p_at at time zone 'UTC')::date
        order by d.day_on, d.partition_name
    loop
        execute format('drop table bursar_monitor.%I', v_name);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$drop_days$;
comment on function bursar_monitor.drop_days is
    'Drops the partitions of logs and metrics whose days had been kept for long enough by a moment,
and answers how many.';
