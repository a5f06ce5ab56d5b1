create or replace function bursar_monitor.make_day(p_table_name text, p_at timestamptz)
returns boolean
language plpgsql
volatile
as $make_day$
declare
    -- Names go in by %I: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_from timestamptz := date_trunc('day', p_at, 'UTC');
    v_name text := p_table_name || to_char(p_at at time zone 'UTC', '_YYYYMMDD');
begin
    if to_regclass(format('bursar_monitor.%I', v_name)) is not null then
        return false;
    end if;
    -- Lock: one makes a day, the others wait for it and then find it. Rows are written meanwhile.
    execute format('lock table bursar_monitor.%I in share update exclusive mode', p_table_name);
    if to_regclass(format('bursar_monitor.%I', v_name)) is not null then
        return false;
    end if;
    -- Attached when it is complete: PARTITION OF would lock out readers and writers of all days.
    execute format(
        'create table bursar_monitor.%I (like bursar_monitor.%I
            including defaults including constraints including generated including comments)',
        v_name, p_table_name);
    execute format('alter table bursar_monitor.%I enable row level security', v_name);
    execute format(
        'alter table bursar_monitor.%I attach partition bursar_monitor.%I
            for values from (%L) to (%L)',
        p_table_name, v_name, v_from, v_from + interval '24 hours');
    return true;
end
$make_day$;
comment on function bursar_monitor.make_day is
    'Makes the partition of a table of logs or metrics for the day of a moment, in UTC, and
answers whether it was missing. The guards of the table hold for it as well.';
