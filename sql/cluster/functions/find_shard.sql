create or replace function tolsel.find_shard(p_tenant_id bigint)
returns table (shard_no integer, name text, dsn text)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $find_shard$
begin
    return query
    select s.shard_no, s.name, s.dsn
    from tolsel_cluster.placement p
    join tolsel_cluster.shard s on s.shard_no = p.shard_no
    where p.tenant_id = p_tenant_id;
    if not found then
        perform tolsel_core.refuse('US005', format(
            'Tenant %s.', coalesce(p_tenant_id::text, 'null')));
    end if;
end
$find_shard$;
comment on function tolsel.find_shard is
$$Answers which shard a tenant is on, and how to connect to it, to whoever may log in: it may do
nothing there that it was not granted there.
raises: US005 tenant_not_placed$$;
revoke all on function tolsel.find_shard from public;
grant execute on function tolsel.find_shard
    to tolsel_app, tolsel_read, tolsel_admin, tolsel_clerk, tolsel_supervisor, tolsel_accountant,
    tolsel_manager;
