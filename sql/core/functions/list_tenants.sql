create or replace function tolsel.list_tenants(
    p_after_tenant_id bigint default null, p_limit integer default 1000
)
returns table (tenant_id bigint, name text, currency text, opened_at timestamptz)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_tenants$
    select t.tenant_id, t.name::text, t.currency, t.opened_at
    from tolsel_core.tenant t
    where p_after_tenant_id is null or t.tenant_id > p_after_tenant_id
    order by t.tenant_id
    limit tolsel_core.row_limit(p_limit, 1000);
$list_tenants$;
comment on function tolsel.list_tenants is
    'Lists all tenants of the database by number, for an administrator, whoever may act for them;
pages go on after the last number. tolsel.tenant has those the login may read.';
revoke all on function tolsel.list_tenants from public;
grant execute on function tolsel.list_tenants to tolsel_admin;
