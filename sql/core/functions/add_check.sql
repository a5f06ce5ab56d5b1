create or replace function tolsel.add_check(
    p_check_name text,
    p_view_name text,
    p_title text,
    p_severity text default 'breach',
    p_is_freezing boolean default false
)
returns tolsel_core.check_rule
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $add_check$
declare
    v_check tolsel_core.check_rule;
begin
    perform tolsel_core.check_session();
    perform tolsel_core.check_text(p_title, 'title', 1000);
    -- Refuse:
    if (p_check_name ~ '^[a-z_]+[.][a-z_]+$' and p_severity in ('breach', 'notice')
        and case when p_view_name ~ '^[a-z_][a-z0-9_]*[.][a-z_][a-z0-9_]*$' then
            to_regclass(p_view_name) is not null end
        and (p_is_freezing is false or tolsel_core.can_freeze(to_regclass(p_view_name)))
    ) is not true then
        perform tolsel_core.refuse('UC023', format(
            'Check %L, view %L, severity %L, to freeze: %L.', p_check_name, p_view_name, p_severity,
            p_is_freezing));
    end if;
    -- Write: where nothing is written, the name is taken.
    insert into tolsel_core.check_rule (
        check_name, view_name, severity, title, is_own, is_freezing)
    values (
        p_check_name, to_regclass(p_view_name)::text, p_severity, p_title, false, p_is_freezing)
    on conflict do nothing
    returning * into v_check;
    if not found then
        perform tolsel_core.refuse('UC019', format('Check %L.', p_check_name));
    end if;
    return v_check;
end
$add_check$;
comment on function tolsel.add_check is
$$Registers a view of your own as a check: verify reports every row it finds there, and with
p_is_freezing a validation freezes the account that tenant_id and account_id of the row name.
For the owner alone, because verify reads the view with the owner's rights.
raises: UC016 text_not_usable, UC019 name_taken, UC023 check_not_usable$$;
revoke all on function tolsel.add_check from public;
