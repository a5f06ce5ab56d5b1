create or replace function tolsel.open_user_account(
    p_name text, p_role text default 'clerk', p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_core.user_account
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_user_account$
declare
    v_user tolsel_core.user_account;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    -- Refuse:
    if p_role is null or p_role not in ('admin', 'clerk') then
        perform tolsel_core.refuse('UC022', format('Role %L.', p_role));
    end if;
    -- Write: where nothing is written, the name is taken.
    insert into tolsel_core.user_account (tenant_id, name, role, created_at)
    values (p_tenant_id, p_name, p_role, tolsel_core.clock_at())
    on conflict do nothing
    returning * into v_user;
    if not found then
        perform tolsel_core.refuse('UC019', format('User %L.', p_name));
    end if;
    -- Hand on:
    perform tolsel_core.record_activity(
        'open_user_account', 'user ' || v_user.user_id, to_jsonb(v_user), p_tenant_id);
    return v_user;
end
$open_user_account$;
comment on function tolsel.open_user_account is
$$Adds a person of the tenant, so that acts can be attributed to them.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UC019 name_taken, UC022 role_unknown$$;
revoke all on function tolsel.open_user_account from public;
grant execute on function tolsel.open_user_account to tolsel_admin, tolsel_manager;
