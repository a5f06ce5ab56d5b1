create or replace view bursar_monitor.breach_odd_partition as
select d.table_name, d.partition_name, f.fault
from bursar_monitor.day_partition d
join pg_class c on c.oid = d.partition_oid
cross join lateral (
    select 'not one day in UTC' as fault
    where (
        (substring(d.bounds from 'FROM \(''([^'']*)''\)')::timestamptz at time zone 'UTC')
            = d.day_on
        and (substring(d.bounds from 'TO \(''([^'']*)''\)')::timestamptz at time zone 'UTC')
            = d.day_on + 1) is not true
    union all
    select 'another owner' as fault
    where c.relowner <> (
        select p.relowner from pg_inherits i join pg_class p on p.oid = i.inhparent
        where i.inhrelid = c.oid)
    union all
    select 'no table that survives a crash' as fault
    where (c.relkind, c.relpersistence) <> ('r', 'p')
    union all
    select 'no row security' as fault
    where not c.relrowsecurity
    union all
    select 'no guard against change' as fault
    where not exists (
        select from pg_trigger g
        where g.tgrelid = c.oid and g.tgenabled = 'A' and g.tgparentid <> 0
            and g.tgname = d.table_name || '_before_change_append_only')
    union all
    select 'a trigger of its own: ' || g.tgname
    from pg_trigger g
    where g.tgrelid = c.oid and not g.tgisinternal and g.tgparentid = 0
    union all
    select 'a rule of its own: ' || r.rulename from pg_rewrite r where r.ev_class = c.oid
    union all
    select 'a policy of its own: ' || p.polname from pg_policy p where p.polrelid = c.oid
    union all
    select 'open to ' || case a.grantee when 0 then 'everybody' else pg_get_userbyid(a.grantee) end
    from aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
    where a.grantee <> c.relowner
    group by a.grantee
) f;
comment on view bursar_monitor.breach_odd_partition is
    'A partition of logs or metrics is not as bursar makes them, one for each day in UTC, closed to
everybody and guarded against change.';
