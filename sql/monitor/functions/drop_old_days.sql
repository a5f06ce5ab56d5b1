create or replace function tolsel_monitor.drop_old_days(p_at timestamptz, p_limit integer)
returns integer
language plpgsql
volatile
set lock_timeout = '200ms'
as $drop_old_days$
declare
    -- Names go in by %I: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_name text;
    v_count integer := 0;
begin
    -- A drop waits for who reads the table, and all others wait for the drop: it gives up soon.
    for v_name in
        select d.partition_name
        from tolsel_monitor.list_days() d
        join tolsel_monitor.retention r on r.table_name = d.table_name
        where d.to_at + r.keep_days * interval '24 hours' <= p_at
        order by d.to_at, d.partition_name
        limit p_limit
    loop
        execute format('drop table tolsel_monitor.%I', v_name);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$drop_old_days$;
comment on function tolsel_monitor.drop_old_days is
    'Drops partitions of logs and metrics whose days had been kept for long enough by a moment, the
oldest first, so many at most, and answers how many.';
