create or replace function tolsel.list_shards()
returns table (
    shard_no integer, name text, dsn text, is_open boolean, tenant_count bigint,
    added_at timestamptz
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_shards$
    select s.shard_no, s.name, s.dsn, s.is_open,
        (select count(*) from tolsel_cluster.placement p where p.shard_no = s.shard_no),
        s.added_at
    from tolsel_cluster.shard s
    order by s.shard_no;
$list_shards$;
comment on function tolsel.list_shards is
    'Lists the shards of the catalogue, how many tenants each has, and whether new ones go there.';
revoke all on function tolsel.list_shards from public;
grant execute on function tolsel.list_shards to tolsel_admin;
