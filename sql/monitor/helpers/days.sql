-- Days of logs: each table has one partition a day of UTC. They are made ahead by a job, or by the
-- first row of a day, all with the same guards, and dropped when they were kept for long enough.

create or replace function tolsel_monitor.ensure_day(p_table_name text, p_at timestamptz)
returns void
language plpgsql
volatile
as $ensure_day$
begin
    -- Where the jobs run, it was made a week ago.
    if to_regclass('tolsel_monitor.' || tolsel_monitor.day_name(p_table_name, p_at)) is null then
        perform tolsel_monitor.make_day(p_at);
    end if;
end
$ensure_day$;
comment on function tolsel_monitor.ensure_day is
    'Makes the partitions for the day of a moment if that of this table is missing.';

create or replace function tolsel_monitor.make_days(p_at timestamptz)
returns integer
language sql
volatile
as $make_days$
    select sum(tolsel_monitor.make_day(p_at + d * interval '24 hours'))::integer
    from generate_series(0, 7) d;
$make_days$;
comment on function tolsel_monitor.make_days is
    'Makes the partitions that are missing for the day of a moment and the week after it, and
answers how many it made.';

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
    -- The settings above keep the session's own out of what is made for everybody. All three
    -- tables, always in this order: two sessions that lack a day cannot wait for each other in a
    -- circle.
    foreach v_table in array array['system_log', 'api_metric', 'query_metric'] loop
        v_name := tolsel_monitor.day_name(v_table, p_at);
        -- Lock: one session makes the day, others wait and then find it. Rows are written
        -- meanwhile. ONLY, because another day may just be analyzed, which takes the same lock.
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
            -- Partitions inherit triggers on rows, but none on TRUNCATE.
            perform tolsel_core.guard_against(
                ('tolsel_monitor.' || v_name)::regclass, 'before_truncate_append_only',
                'before truncate', 'tolsel_monitor._tg_day_truncate()');
            -- Attached when it is complete: PARTITION OF would lock out readers and writers of all
            -- days. The bounds are written so that every session reads them alike.
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
    'Makes the partitions that are missing for the day of a moment, in UTC, and answers how many it
made.';

create or replace function tolsel_monitor.day_name(p_table_name text, p_at timestamptz)
returns text
language sql
stable
as $day_name$
    select p_table_name || to_char(p_at at time zone 'UTC', '_YYYYMMDD');
$day_name$;
comment on function tolsel_monitor.day_name is
    'Answers the name of the partition of a table for the day of a moment, in UTC.';

create or replace function tolsel_monitor.list_days()
returns table (
    table_name text, partition_name text, partition_oid oid, from_at timestamptz,
    to_at timestamptz
)
language sql
stable
set datestyle = 'ISO, YMD'
set timezone = 'UTC'
as $list_days$
    -- Printed in UTC, because some zones that a session may print in cannot be read back.
    select p.relname::text, c.relname::text, c.oid,
        substring(b.bounds, 'FROM [(]''([^'']*)''[)]')::timestamptz,
        substring(b.bounds, 'TO [(]''([^'']*)''[)]')::timestamptz
    from pg_class p
    join pg_inherits i on i.inhparent = p.oid
    join pg_class c on c.oid = i.inhrelid
    cross join lateral (select pg_get_expr(c.relpartbound, c.oid) as bounds) b
    where p.relnamespace = 'tolsel_monitor'::regnamespace and p.relkind = 'p';
$list_days$;
comment on function tolsel_monitor.list_days is
    'Lists the partitions of logs and metrics, each with the beginning and the end of its range;
null where it has none.';

create or replace function tolsel_monitor.columns_of(p_table_oid oid)
returns text
language sql
stable
as $columns_of$
    select string_agg(
        concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attcollation,
            a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
            (select k.convalidated from pg_constraint k
             where k.conrelid = a.attrelid and k.contype = 'n' and k.conkey = array[a.attnum])),
        ', ' order by a.attname)
    from pg_attribute a
    left join pg_attrdef d on a.atthasdef and d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = p_table_oid and a.attnum > 0 and not a.attisdropped;
$columns_of$;
comment on function tolsel_monitor.columns_of is
    'Answers the columns of a table, their types, defaults and what generates them, as one text.';

create or replace function tolsel_monitor.checks_of(p_table_oid oid)
returns text
language sql
stable
as $checks_of$
    -- Not-null constraints and what comes from the table, such as its key, are compared elsewhere.
    select string_agg(
        concat_ws(' ', k.conname, pg_get_constraintdef(k.oid), k.convalidated), ', '
        order by k.conname)
    from pg_constraint k
    where k.conrelid = p_table_oid and k.contype not in ('n', 'p') and k.conparentid = 0;
$checks_of$;
comment on function tolsel_monitor.checks_of is
    'Answers the checks of a table, and other constraints that do not come from its parent, as one
text.';

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
    -- A drop waits for those who read the table, and all others wait for the drop: it gives up
    -- soon.
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
    'Drops the partitions of logs and metrics that have been kept for long enough at a moment, the
oldest first and at most p_limit, and answers how many it dropped.';

create or replace function tolsel_monitor.job_turn_days(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_turn_days$
declare
    v_count integer;
begin
    -- The new days are a slice of their own: a drop that fails does not undo them.
    if p_task.progress is null then
        return (tolsel_monitor.make_days(p_task.to_at), 'dropping'::text);
    end if;
    v_count := tolsel_monitor.drop_old_days(p_task.to_at, p_task.item_limit);
    return (v_count, case when v_count >= p_task.item_limit then 'dropping' end);
end
$job_turn_days$;
comment on function tolsel_monitor.job_turn_days is
    'Makes the partitions of logs and metrics for the week to come, then drops those that are old.';
