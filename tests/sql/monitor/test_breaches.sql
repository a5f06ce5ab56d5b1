-- verify: breaches expected
-- V1 G15: a partition that is not as tolsel makes them is found.
\ir clock.sql
select plan(23);
set role shop_app;
select tolsel.record_log('info', 'job', 'x') \g /dev/null
reset role;
create function tap.faults(p_sql text) returns text language plpgsql as $$
declare
    v_faults text;
begin
    begin
        execute p_sql;
        select string_agg(fault, '; ' order by fault collate "C") into v_faults
            from tolsel_monitor.breach_odd_partition;
        raise exception using errcode = 'UT001', message = coalesce(v_faults, 'none');
    exception when sqlstate 'UT001' then
        return sqlerrm;
    end;
end
$$;
select is(faults('select'), 'none', 'a partition as it is made');
select is(faults('alter table tolsel_monitor.system_log_20260310 ' || d), f, d) from (values
    ('disable row level security', 'no row security'),
    ('disable trigger system_log_before_change_append_only', 'no guard against change'),
    ('disable trigger system_log_20260310_before_truncate_append_only', 'no guard against truncate'),
    ('set unlogged', 'no table that survives a crash'),
    ('owner to postgres', 'another owner'),
    ('rename to system_log_old', 'no guard against truncate; not the day of its name'),
    ('rename to system_log_20260311', 'no guard against truncate; not the day of its name'),
    ('rename to system_log_20261399', 'no guard against truncate; not the day of its name'),
    ('set schema tap', 'not the day of its name'),
    ('alter level set default ''info''', 'other columns'),
    ('add constraint quiet check (level <> ''error'')', 'other checks')) t(d, f);
select is(faults('drop trigger system_log_20260310_before_truncate_append_only on tolsel_monitor.system_log_20260310'),
    'no guard against truncate', 'a guard that is gone');
select is(faults('create table tolsel_monitor.system_log_rest partition of tolsel_monitor.system_log default'),
    'another owner; no guard against truncate; no row security; not the day of its name', 'a partition for all else');
select is(faults($$create table tap.system_log_20260312 partition of tolsel_monitor.system_log for values
            from ('2026-03-12 00:00Z') to ('2026-03-13 00:00Z')$$),
    'another owner; no guard against truncate; no row security; not the day of its name', 'one in another schema');
select is(faults(
        'create trigger spy before insert on tolsel_monitor.system_log_20260310 for each row execute function '
        'suppress_redundant_updates_trigger()'), 'a trigger of its own: spy', 'a trigger');
select is(faults('create rule lose as on insert to tolsel_monitor.system_log_20260310 do instead nothing'),
    'a rule of its own: lose', 'a rule');
select is(faults('create policy open on tolsel_monitor.system_log_20260310'), 'a policy of its own: open', 'a policy');
select is(faults('grant select on tolsel_monitor.system_log_20260310 to public, shop_read'),
    'open to everybody; open to shop_read', 'rights');
select is(faults('grant update (message) on tolsel_monitor.system_log_20260310 to public'), 'open to everybody',
    'rights on a column');
select is_empty('select * from tolsel_monitor.breach_missing_retention', 'each table has its retention');
create temp table kept as select table_name from tolsel_monitor.retention;
delete from tolsel_monitor.retention;
select results_eq('select table_name::text collate "C" from tolsel_monitor.breach_missing_retention order by 1',
    'select table_name::text collate "C" from kept order by 1', 'one that has none');
select throws_ok($$insert into tolsel_monitor.retention (table_name, keep_days) values ('nothing', 5)$$, '23514', null,
    'nothing else is kept');
select * from finish();
