create or replace function bursar_monitor.job_turn_days(p_task bursar_core.job_task)
returns bursar_core.job_slice
language plpgsql
volatile
set lock_timeout = '2s'
as $job_turn_days$
declare
    v_made integer;
begin
    -- A drop waits for who reads the table, and all others wait for the drop: it gives up soon, and
    -- is tried again later.
    select count(*) filter (
        where bursar_monitor.make_day(r.table_name, p_task.to_at + make_interval(hours => 24 * d)))
    into v_made
    from bursar_monitor.retention r cross join generate_series(0, 7) d;
    return (v_made + bursar_monitor.drop_days(p_task.to_at), null::text);
end
$job_turn_days$;
comment on function bursar_monitor.job_turn_days is
    'Makes the partitions of logs and metrics for the week to come, and drops those that are old.';
