create or replace function tolsel_core.my_tenant_ids()
returns bigint[]
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $my_tenant_ids$
begin
    -- plpgsql keeps the plan between queries. The setting narrows what the login may read; it never
    -- widens it.
    return array(
        select l.tenant_id
        from tolsel_core.login_tenant l
        where l.login = tolsel_core.acting_login()
            and coalesce(
                l.tenant_id::text = nullif(current_setting('tolsel.tenant_id', true), ''), true));
end
$my_tenant_ids$;
comment on function tolsel_core.my_tenant_ids is
    'Lists the tenants whose rows the login may read; each row-security policy asks it once a
query.';
revoke all on function tolsel_core.my_tenant_ids from public;
grant execute on function tolsel_core.my_tenant_ids to tolsel_read;
