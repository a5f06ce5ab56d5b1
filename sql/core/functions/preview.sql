create or replace function tolsel.preview(p_function text, p_arguments jsonb default '{}')
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $preview$
declare
    -- Names go in by %I, values by %L, types by format_type: nothing of the caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_fault text := 'no such function, or other arguments';
    v_read text;
    v_call text;
    v_result jsonb;
begin
    select
        format(
            'select coalesce(jsonb_agg(to_jsonb(answer)), ''[]'') from tolsel.%I(%s) answer',
            p.proname, string_agg(
                format('%I => (%L)::%s', a.name, p_arguments ->> a.name, a.type), ', ')
                filter (where p_arguments ? a.name)),
        'select ' || string_agg(format('(%L)::%s', p_arguments ->> a.name, a.type), ', ')
            filter (where p_arguments ? a.name)
    into v_call, v_read
    from pg_proc p
    left join lateral (
        select n.name, n.place, format_type(n.type_id, null) as type
        from unnest(p.proargnames, string_to_array(p.proargtypes::text, ' ')::oid[])
            with ordinality n(name, type_id, place)
        where n.place <= p.pronargs
    ) a on true
    where p.pronamespace = to_regnamespace('tolsel') and p.proname = p_function and p.prokind = 'f'
        and jsonb_typeof(p_arguments) = 'object'
    group by p.oid
    -- Each argument is one of the function, and each that has no default is there.
    having coalesce(
        bool_and(p_arguments ? a.name or a.place > p.pronargs - p.pronargdefaults), true)
        and not exists (
            select from jsonb_object_keys(p_arguments) k
            where k <> all(coalesce(array_agg(a.name) filter (where a.name is not null), '{}')));
    if v_call is not null then
        begin
            -- Whether the values are of the types, before the function is asked: what is wrong with
            -- the call is told from what the function refuses.
            execute coalesce(v_read, 'select');
            v_fault := null;
        exception when data_exception or integrity_constraint_violation or program_limit_exceeded
        then
            v_fault := sqlerrm;
        end;
    end if;
    if v_fault is not null then
        raise exception using
            errcode = 'UC027',
            message = 'preview_not_possible: there is no such function with these arguments',
            detail = format('Function %L, arguments %s: %s.', left(p_function, 63),
                left(p_arguments::text, 150), left(v_fault, 150)),
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
would raise it; a call that no function answers, whatever is wrong with it, is not possible.
raises: UC027 preview_not_possible, and whatever the function raises$$;
revoke all on function tolsel.preview from public;
grant execute on function tolsel.preview
    to tolsel_app, tolsel_admin, tolsel_clerk, tolsel_supervisor, tolsel_accountant, tolsel_manager;
