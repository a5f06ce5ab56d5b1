create or replace function tolsel_core.enter_tenant(p_tenant_id bigint)
returns void
language plpgsql
stable
as $enter_tenant$
begin
    -- Sets nothing, so that two calls of one transaction cannot leak a tenant into each other.
    perform from tolsel_core.login_tenant l
    where l.tenant_id = p_tenant_id
        and l.login = coalesce(nullif(current_setting('role'), 'none'), session_user);
    if not found then
        perform tolsel_core.refuse('UC002', format(
            'Login %s, tenant %s.',
            tolsel_core.acting_login(), coalesce(p_tenant_id::text, 'null')));
    end if;
end
$enter_tenant$;
comment on function tolsel_core.enter_tenant is
$$Checks that the login may act for a tenant: the first statement of every public function.
raises: UC002 tenant_not_allowed$$;
