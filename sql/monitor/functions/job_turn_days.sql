create or replace function tolsel_monitor.job_turn_days(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_turn_days$
declare
    v_count integer;
begin
    -- A slice of their own for the new days, which no drop that fails may undo.
    if p_task.progress is null then
        return (tolsel_monitor.make_days(p_task.to_at), 'dropping'::text);
    end if;
    v_count := tolsel_monitor.drop_old_days(p_task.to_at, p_task.item_limit);
    return (v_count, case when v_count >= p_task.item_limit then 'dropping' end);
end
$job_turn_days$;
comment on function tolsel_monitor.job_turn_days is
    'Makes the partitions of logs and metrics for the week to come, then drops those that are old.';
