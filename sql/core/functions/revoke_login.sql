create or replace function tolsel.revoke_login(p_login text, p_tenant_id bigint)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $revoke_login$
declare
    v_had_it boolean;
begin
    perform tolsel_core.check_session();
    -- Write:
    -- The role of that name, and what is left of roles that are gone and bore it.
    delete from tolsel_core.login_tenant l
    where l.tenant_id = p_tenant_id
        and (l.login_role = to_regrole(quote_ident(p_login))
            or (l.login = p_login
                and not exists (select from pg_roles r where r.oid = l.login_role)));
    v_had_it := found;
    -- Hand on:
    if v_had_it then
        perform tolsel_core.record_activity(
            'revoke_login', 'login ' || p_login, '{}', p_tenant_id);
    end if;
    return v_had_it;
end
$revoke_login$;
comment on function tolsel.revoke_login is
    'Takes from a database role the right to act for a tenant, also when the role is gone; answers
false where it had none.';
revoke all on function tolsel.revoke_login from public;
grant execute on function tolsel.revoke_login to tolsel_admin;
