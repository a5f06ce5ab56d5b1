create or replace function tolsel.set_check_freezing(p_check_name text, p_is_freezing boolean)
returns tolsel_core.check_rule
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_check_freezing$
declare
    v_check tolsel_core.check_rule;
begin
    perform tolsel_core.check_session();
    select * into v_check from tolsel_core.check_rule r where r.check_name = p_check_name;
    -- Refuse:
    if not found or p_is_freezing is null
        or (p_is_freezing and tolsel_core.can_freeze(to_regclass(v_check.view_name)) is not true)
    then
        perform tolsel_core.refuse(
            'UC023', format('Check %L, to freeze: %L.', p_check_name, p_is_freezing),
            'Name a registered check; to freeze, its rows need tenant_id and account_id.');
    end if;
    -- Write:
    update tolsel_core.check_rule r set is_freezing = p_is_freezing
    where r.check_name = p_check_name
    returning * into v_check;
    return v_check;
end
$set_check_freezing$;
comment on function tolsel.set_check_freezing is
$$Chooses whether a validation that finds an offender of this check freezes the account it names.
raises: UC023 check_not_usable$$;
revoke all on function tolsel.set_check_freezing from public;
grant execute on function tolsel.set_check_freezing to tolsel_admin;
