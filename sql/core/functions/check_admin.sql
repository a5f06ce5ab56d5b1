create or replace function tolsel_core.check_admin(p_tenant_id bigint)
returns void
language plpgsql
stable
as $check_admin$
declare
    v_user_id bigint := tolsel_core.context_user_id(p_tenant_id);
begin
    -- The grant of the function asks for the database role; this asks for the person.
    perform from tolsel_core.user_account u
    where u.tenant_id = p_tenant_id and u.user_id = v_user_id and u.role = 'admin';
    if not found then
        perform tolsel_core.refuse('UC032', format(
            'The user is %s.', coalesce(v_user_id::text, 'not named')));
    end if;
end
$check_admin$;
comment on function tolsel_core.check_admin is
$$Checks that the transaction is attributed to a person who is an admin of the tenant.
raises: UC004 user_unknown, UC032 admin_needed$$;
