create or replace function tolsel_monitor.ensure_day(p_table_name text, p_at timestamptz)
returns void
language plpgsql
volatile
as $ensure_day$
begin
    -- The job has made it a week ago, but where nobody runs the jobs.
    if to_regclass('tolsel_monitor.' || tolsel_monitor.day_name(p_table_name, p_at)) is null then
        perform tolsel_monitor.make_day(p_at);
    end if;
end
$ensure_day$;
comment on function tolsel_monitor.ensure_day is
    'Makes the partitions for the day of a moment if that of this table is missing.';
