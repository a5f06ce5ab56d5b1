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
    -- Printed in UTC, because not every zone that a session may print can be read again.
    select p.relname::text, c.relname::text, c.oid,
        substring(b.bounds, 'FROM \(''([^'']*)''\)')::timestamptz,
        substring(b.bounds, 'TO \(''([^'']*)''\)')::timestamptz
    from pg_class p
    join pg_inherits i on i.inhparent = p.oid
    join pg_class c on c.oid = i.inhrelid
    cross join lateral (select pg_get_expr(c.relpartbound, c.oid) as bounds) b
    where p.relnamespace = 'tolsel_monitor'::regnamespace and p.relkind = 'p';
$list_days$;
comment on function tolsel_monitor.list_days is
    'Lists the partitions of logs and metrics, each with the moments that it holds; null where these
are no range.';
