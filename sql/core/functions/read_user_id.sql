create or replace function tolsel_core.read_user_id(p_tenant_id bigint)
returns bigint
language plpgsql
stable
as $read_user_id$
declare
    v_setting text := current_setting('tolsel.user_id', true);
begin
    if tolsel_core.is_id_text(v_setting) then
        perform from tolsel_core.user_account u
        where u.tenant_id = p_tenant_id and u.user_id = v_setting::bigint and u.is_active;
        if found then
            return v_setting::bigint;
        end if;
    end if;
    perform tolsel_core.refuse('UC004', format('tolsel.user_id is %L.', left(v_setting, 40)));
    return null;
end
$read_user_id$;
comment on function tolsel_core.read_user_id is
$$Answers the person that the setting tolsel.user_id names, who must be an active user.
raises: UC004 user_unknown$$;
