create or replace function tolsel.current_tenant_id()
returns bigint
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $current_tenant_id$
declare
    v_setting text := nullif(current_setting('tolsel.tenant_id', true), '');
    v_tenant_id bigint;
begin
    if v_setting is not null then
        if not tolsel_core.is_id_text(v_setting) then
            perform tolsel_core.refuse('UC003', format('tolsel.tenant_id is %L.', v_setting));
        end if;
        return v_setting::bigint;
    end if;
    select l.tenant_id into v_tenant_id
    from tolsel_core.login_tenant l
    where l.login_role = tolsel_core.acting_role() and l.is_default;
    if not found then
        perform tolsel_core.refuse('UC001', format(
            'Login %s has no default tenant and tolsel.tenant_id is not set.',
            tolsel_core.acting_login()));
    end if;
    return v_tenant_id;
end
$current_tenant_id$;
comment on function tolsel.current_tenant_id is
$$Answers the selected tenant: the setting tolsel.tenant_id, else the default of the login.
It selects and proves nothing: each function checks that the login may act for the tenant.
raises: UC001 tenant_not_selected, UC003 tenant_id_not_a_number$$;
revoke all on function tolsel.current_tenant_id from public;
grant execute on function tolsel.current_tenant_id
    to tolsel_app, tolsel_read, tolsel_admin, tolsel_clerk, tolsel_supervisor,
    tolsel_accountant, tolsel_manager;
