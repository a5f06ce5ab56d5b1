create or replace function tolsel.grant_login(
    p_login text, p_tenant_id bigint, p_is_default boolean default true
)
returns tolsel_core.login_tenant
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $grant_login$
declare
    v_role regrole := to_regrole(quote_ident(p_login));
    v_grant tolsel_core.login_tenant;
begin
    perform tolsel_core.check_session();
    -- Lock: two grants to one login queue at the tenant, so that it ends with one default.
    perform from tolsel_core.tenant t where t.tenant_id = p_tenant_id for no key update;
    -- Refuse:
    if not found then
        perform tolsel_core.refuse('UC002', format('Login %s, tenant %s.', p_login, p_tenant_id));
    end if;
    if v_role is null then
        perform tolsel_core.refuse('UC021', format('Login %L.', p_login));
    end if;
    -- Write:
    if p_is_default is not false then
        update tolsel_core.login_tenant set is_default = false
        where login_role = v_role and is_default and tenant_id <> p_tenant_id;
    end if;
    insert into tolsel_core.login_tenant as l
        (tenant_id, login_role, login, is_default, granted_at)
    values (
        p_tenant_id, v_role, p_login, coalesce(p_is_default, true), tolsel_core.clock_at())
    on conflict (tenant_id, login_role) do update
    set login = excluded.login, is_default = excluded.is_default
    returning * into v_grant;
    -- Hand on:
    perform tolsel_core.record_activity(
        'grant_login', 'login ' || p_login, to_jsonb(v_grant), p_tenant_id);
    return v_grant;
end
$grant_login$;
comment on function tolsel.grant_login is
$$Lets a database role act for a tenant, and unless p_is_default is false makes it the one that the
role acts for when none is selected.
raises: UC002 tenant_not_allowed, UC021 login_unknown$$;
revoke all on function tolsel.grant_login from public;
grant execute on function tolsel.grant_login to tolsel_admin;
