create or replace function tolsel.place_tenants(
    p_shard_name text, p_tenant_ids bigint[], p_names text[]
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $place_tenants$
declare
    v_shard tolsel_cluster.shard;
    v_placed tolsel_cluster.placement;
    v_count integer;
begin
    perform tolsel_core.check_session();
    -- Lock: so that two shards that have the same tenant do not pass each other.
    lock table tolsel_cluster.placement in share row exclusive mode;
    v_shard := tolsel_cluster.lock_shard(p_shard_name);
    -- Refuse:
    select p.* into v_placed
    from tolsel_cluster.placement p
    where p.tenant_id = any(p_tenant_ids) and p.shard_no <> v_shard.shard_no
    order by p.tenant_id
    limit 1;
    if found then
        perform tolsel_core.refuse('US004', format(
            'Tenant %s (%s) is on shard %s, not on %s (%s).', v_placed.tenant_id, v_placed.name,
            v_placed.shard_no, v_shard.shard_no, v_shard.name));
    end if;
    -- Write: what is placed there already stays as it is.
    insert into tolsel_cluster.placement (tenant_id, name, shard_no, placed_at, login)
    select t.tenant_id, coalesce(t.name, 'Tenant ' || t.tenant_id), v_shard.shard_no,
        tolsel_core.clock_at(), tolsel_core.acting_login()
    from unnest(p_tenant_ids, p_names) t(tenant_id, name)
    where t.tenant_id is not null
    on conflict (tenant_id) do nothing;
    get diagnostics v_count = row_count;
    return v_count;
end
$place_tenants$;
comment on function tolsel.place_tenants is
$$Records that tenants are on a shard, each by its number and name in the same place of both lists;
answers how many of them are new to the catalogue.
raises: US001 shard_not_found, US004 tenant_placed_elsewhere$$;
revoke all on function tolsel.place_tenants from public;
grant execute on function tolsel.place_tenants to tolsel_admin;
