create or replace function tolsel_monitor.make_day(p_at timestamptz)
returns integer
language plpgsql
volatile
set default_tablespace = ''
set default_table_access_method = 'heap'
as $make_day$
declare
    -- Names go in by %I: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_from timestamptz := date_trunc('day', p_at, 'UTC');
    v_table text;
    v_name text;
    v_count integer := 0;
begin
    -- For everybody, so that nothing the session is set to has a say in it.
    -- All three and always in this order, so that two who lack a day do not wait for each other.
    foreach v_table in array array['system_log', 'api_metric', 'query_metric'] loop
        v_name := tolsel_monitor.day_name(v_table, p_at);
        -- Lock: one makes a day, the others wait for it and then find it. Rows are written
        -- meanwhile, and ONLY, because other days may be analyzed just now.
        execute format(
            'lock table only tolsel_monitor.%I in share update exclusive mode', v_table);
        if to_regclass('tolsel_monitor.' || v_name) is null then
            execute format(
                'create table tolsel_monitor.%I (like tolsel_monitor.%I
                    including defaults including constraints including generated
                    including comments)',
                v_name, v_table);
            execute format(
                'comment on table tolsel_monitor.%I is %L', v_name,
                format('One day of tolsel_monitor.%s.', v_table));
            execute format('alter table tolsel_monitor.%I enable row level security', v_name);
            -- A trigger on TRUNCATE is not passed on to partitions, as those on rows are.
            execute format(
                'create trigger %I before truncate on tolsel_monitor.%I
                    for each statement execute function tolsel_monitor._tg_day_truncate()',
                v_name || '_before_truncate_append_only', v_name);
            execute format(
                'alter table tolsel_monitor.%I enable always trigger %I',
                v_name, v_name || '_before_truncate_append_only');
            -- Attached when it is complete: PARTITION OF would lock out readers and writers of all
            -- days. The bounds are written as every setting of a session reads them.
            execute format(
                'alter table tolsel_monitor.%I attach partition tolsel_monitor.%I
                    for values from (%L) to (%L)',
                v_table, v_name, to_char(v_from at time zone 'UTC', 'YYYY-MM-DD 00:00+00'),
                to_char(v_from at time zone 'UTC' + interval '1 day', 'YYYY-MM-DD 00:00+00'));
            v_count := v_count + 1;
        end if;
    end loop;
    return v_count;
end
$make_day$;
comment on function tolsel_monitor.make_day is
    'Makes what is missing of the partitions for the day of a moment, in UTC, and answers how many
these were.';
