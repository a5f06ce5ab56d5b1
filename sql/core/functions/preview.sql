create or replace function tolsel.preview(p_function text, p_arguments jsonb default '{}')
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $preview$
declare
    -- Names go in by %I, values by %L, types by format_type: nothing of the caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_call text;
    v_result jsonb;
begin
    select format(
        'select coalesce(jsonb_agg(to_jsonb(answer)), ''[]'') from tolsel.%I(%s) answer', p.proname,
        (select string_agg(
            format('%I => (%L)::%s', a.name, a.value, format_type(t.type_id, null)), ', ')
        from jsonb_each_text(p_arguments) a(name, value)
        join unnest(p.proargnames, string_to_array(p.proargtypes::text, ' ')::oid[])
            t(name, type_id) on t.name = a.name))
    into v_call
    from pg_proc p
    where p.pronamespace = to_regnamespace('tolsel') and p.proname = p_function and p.prokind = 'f'
        and jsonb_typeof(p_arguments) = 'object'
        and not exists (
            select from jsonb_object_keys(p_arguments) k
            where k <> all(coalesce(p.proargnames[1:p.pronargs], '{}')));
    if v_call is null then
        raise exception using
            errcode = 'UC027',
            message = 'preview_not_possible: there is no such function with these arguments',
            detail = format('Function %L, arguments %s.', p_function, left(p_arguments::text, 500)),
            hint =
                'Name a function of the schema tolsel and its arguments: {"p_name": value, ...}.';
    end if;
    begin
        execute v_call into v_result;
        -- What a commit would refuse is refused here, before everything is unwound.
        set constraints all immediate;
        raise exception using errcode = 'UC026', message = 'preview_unwound';
    exception when sqlstate 'UC026' then
        return v_result;
    end;
end
$preview$;
comment on function tolsel.preview is
$$Runs any function of the schema tolsel for real, with the rights of the caller, answers with its
result as a JSON array of rows, and unwinds all it did. A refusal is raised as the function itself
would raise it.
raises: UC027 preview_not_possible, and whatever the function raises$$;
revoke all on function tolsel.preview from public;
grant execute on function tolsel.preview
    to tolsel_app, tolsel_admin, tolsel_clerk, tolsel_supervisor, tolsel_accountant, tolsel_manager;
