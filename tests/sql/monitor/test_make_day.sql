-- S77 F15: what a session is set to has no say in which day it makes, and where it lies.
\ir clock.sql
select plan(16);
create function tap.made(p_at timestamptz, p_settings text) returns text language plpgsql as $$
begin
    execute p_settings;
    perform tap.at(p_at);
    set local role shop_app;
    perform tolsel.record_log('info', 'job', 'x'), tolsel.record_log('info', 'job', 'y');
    reset role;
    return (select string_agg(concat_ws(' ', to_char(d.from_at at time zone 'UTC', 'MM-DD HH24:MI'),
                d.to_at - d.from_at), ', ')
        from tolsel_monitor.list_days() d where d.partition_name = 'system_log_'
            || to_char(p_at at time zone 'UTC', 'YYYYMMDD'));
end
$$;
select is(made(at, format('set datestyle = %L; set timezone = %L', style, zone)),
    to_char(at at time zone 'UTC', 'MM-DD') || ' 00:00 1 day', concat_ws(' ', 'made in', style, zone))
from (select s, z, timestamptz '2026-05-01 20:30Z' + interval '24 hours' * (row_number() over ())
    from unnest(array['ISO, MDY', 'SQL, DMY', 'German', 'Postgres, MDY']) s,
    unnest(array['Asia/Kolkata', 'Africa/Harare', 'America/Havana']) z) t(style, zone, at);
select is_empty('select * from tolsel_monitor.breach_odd_partition',
    'read in the last of these settings, they are as they should be');
select is_empty($$select check_name, sample from tolsel.verify() where status = 'breach'$$, 'and so is all else');
reset timezone; reset datestyle;
select at('2026-06-01 12:00Z') \g /dev/null
set role shop_app;
set default_tablespace = 'pg_global';
select lives_ok($$select tolsel.record_log('info', 'job', 'x')$$, 'the session names no place for it');
reset default_tablespace;
begin;
set local timezone = 'Pacific/Apia';
select is((select count(*) from tolsel.list_logs()), 1::bigint, 'nor does it matter to who reads');
commit;
select * from finish();
