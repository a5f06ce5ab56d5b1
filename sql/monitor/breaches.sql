create or replace view tolsel_monitor.breach_odd_partition as
select d.table_name, n.nspname || '.' || d.partition_name as partition_name, f.fault
from tolsel_monitor.list_days() d
join pg_class c on c.oid = d.partition_oid
join pg_namespace n on n.oid = c.relnamespace
join pg_inherits i on i.inhrelid = c.oid
join pg_class p on p.oid = i.inhparent
cross join lateral (
    select 'not the day of its name' as fault
    where (
        n.nspname = 'tolsel_monitor' and d.to_at = d.from_at + interval '24 hours'
        and d.partition_name = tolsel_monitor.day_name(d.table_name, d.from_at)
        and (d.from_at at time zone 'UTC')::time = time '00:00') is not true
    union all
    select 'another owner' as fault where c.relowner <> p.relowner
    union all
    select 'no table that survives a crash' as fault
    where (c.relkind, c.relpersistence) <> ('r', 'p')
    union all
    select 'no row security' as fault where not c.relrowsecurity
    union all
    select 'other columns' as fault
    where tolsel_monitor.columns_of(c.oid) <> tolsel_monitor.columns_of(p.oid)
    union all
    select 'other checks' as fault
    where tolsel_monitor.checks_of(c.oid) is distinct from tolsel_monitor.checks_of(p.oid)
    union all
    select tolsel_core.idle_parts(c.oid) as fault
    where tolsel_core.idle_parts(c.oid) is not null
    union all
    select 'an index that is not used' as fault
    where exists (
        select from pg_index x
        where x.indrelid = c.oid
            and not (x.indisvalid and x.indisready and x.indislive and x.indimmediate))
    union all
    select 'no guard against change' as fault
    where not exists (
        select from pg_trigger g
        where g.tgrelid = c.oid and g.tgenabled = 'A' and g.tgparentid <> 0
            and g.tgname = d.table_name || '_before_change_append_only')
    union all
    select 'no guard against truncate' as fault
    where not exists (
        select from pg_trigger g
        where g.tgrelid = c.oid and g.tgenabled = 'A'
            and g.tgname = d.partition_name || '_before_truncate_append_only'
            and g.tgfoid = 'tolsel_monitor._tg_day_truncate'::regproc)
    union all
    select 'a trigger of its own: ' || g.tgname
    from pg_trigger g
    where g.tgrelid = c.oid and not g.tgisinternal and g.tgparentid = 0
        and g.tgfoid <> 'tolsel_monitor._tg_day_truncate'::regproc
    union all
    select 'a rule of its own: ' || r.rulename from pg_rewrite r where r.ev_class = c.oid
    union all
    select 'a policy of its own: ' || l.polname from pg_policy l where l.polrelid = c.oid
    union all
    select distinct
        'open to ' || case a.grantee when 0 then 'everybody' else pg_get_userbyid(a.grantee) end
    from (
        select c.relacl as acl
        union all
        select t.attacl from pg_attribute t where t.attrelid = c.oid
    ) g, aclexplode(g.acl) a
    where a.grantee <> c.relowner
) f;
comment on view tolsel_monitor.breach_odd_partition is
    'A partition of logs or metrics is not as tolsel makes it: one day of UTC, like its table,
guarded, and closed to everybody.';

create or replace view tolsel_monitor.breach_missing_retention as
select p.relname::text as table_name
from pg_class p
where p.relnamespace = 'tolsel_monitor'::regnamespace and p.relkind = 'p'
    and not exists (select from tolsel_monitor.retention r where r.table_name = p.relname);
comment on view tolsel_monitor.breach_missing_retention is
    'Nothing says for how long a table of logs or metrics is kept: its days are never dropped.';
