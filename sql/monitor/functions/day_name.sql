create or replace function tolsel_monitor.day_name(p_table_name text, p_at timestamptz)
returns text
language sql
stable
as $day_name$
    select p_table_name || to_char(p_at at time zone 'UTC', '_YYYYMMDD');
$day_name$;
comment on function tolsel_monitor.day_name is
    'Answers the name of the partition of a table for the day of a moment, in UTC.';
