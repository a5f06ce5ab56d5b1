create or replace function tolsel.list_placements(
    p_shard_name text default null, p_after_tenant_id bigint default null,
    p_limit integer default 1000
)
returns table (
    tenant_id bigint, name text, shard_no integer, shard_name text, placed_at timestamptz
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_placements$
    select p.tenant_id, p.name::text, s.shard_no, s.name, p.placed_at
    from tolsel_cluster.placement p
    join tolsel_cluster.shard s on s.shard_no = p.shard_no
    where (p_shard_name is null or s.name = p_shard_name)
        and (p_after_tenant_id is null or p.tenant_id > p_after_tenant_id)
    order by p.tenant_id
    limit tolsel_core.row_limit(p_limit, 1000);
$list_placements$;
comment on function tolsel.list_placements is
    'Lists where tenants are, by number: of one shard, or of all (null); pages go on after the last
number.';
revoke all on function tolsel.list_placements from public;
grant execute on function tolsel.list_placements to tolsel_admin;
