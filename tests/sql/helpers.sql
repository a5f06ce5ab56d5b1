-- Assertions of our own, loaded into the schema tap beside pgTAP.

create function tap.fingerprint()
returns text
language plpgsql
set role = none
set search_path = pg_catalog, pg_temp
as $fingerprint$
declare
    v_table regclass;
    v_one text;
    v_all text;
begin
    -- The content of every table, so that a test can say that nothing was left behind.
    for v_table in
        select c.oid from pg_class c
        where c.relnamespace::regnamespace::text ~ '^tolsel_(?!meta$)' and c.relkind in ('r', 'p')
            and not c.relispartition and c.relname not in ('release', 'currency')
        order by c.oid::regclass::text collate "C"
    loop
        execute format('select md5(string_agg(t::text, E''\n'' order by t::text)) from %s t', v_table)
        into v_one;
        v_all := concat_ws(E'\n', v_all, concat_ws(' ', v_table, v_one));
    end loop;
    return v_all;
end
$fingerprint$;
comment on function tap.fingerprint is 'Answers a line for each table, which changes with any row of it.';

create function tap.message_of(p_code text)
returns text
language sql
set role = none
set search_path = pg_catalog, pg_temp
as $message_of$
    select e.name || ': ' || e.message from tolsel_core.error_code e where e.code = p_code;
$message_of$;
comment on function tap.message_of is 'Answers the message registered under a code.';

create type tap.refusal as (code text, message text, detail text, hint text);

create function tap.refusal_of(p_sql text)
returns tap.refusal
language plpgsql
as $refusal_of$
declare
    v_refusal tap.refusal;
begin
    execute p_sql;
    return null;
exception when others then
    get stacked diagnostics
        v_refusal.code = returned_sqlstate, v_refusal.message = message_text,
        v_refusal.detail = pg_exception_detail, v_refusal.hint = pg_exception_hint;
    return v_refusal;
end
$refusal_of$;
comment on function tap.refusal_of is 'Runs a statement and answers how it was refused, null if it was not.';

create function tap.refuses(p_sql text, p_code text, p_detail text, p_description text)
returns text
language plpgsql
as $refuses$
declare
    v_found tap.refusal := tap.refusal_of(p_sql);
    v_name text := tap.message_of(p_code);
    v_wrong text := concat_ws(E'\n',
        case when v_found.code is distinct from p_code then 'the code is not ' || p_code end,
        case when v_found.message is distinct from v_name then 'the message is not ' || v_name end,
        case when (v_found.detail ~ p_detail and v_found.detail <> '') is not true
            then 'the detail is not ' || p_detail end,
        case when coalesce(v_found.hint, '') = '' then 'there is no hint' end);
begin
    return tap.ok(v_wrong = '', p_code || ' ' || p_description)
        || case when v_wrong = '' then ''
            else E'\n' || tap.diag(concat_ws(E'\n', p_sql, v_wrong,
                'it was refused with ' || v_found::text)) end;
end
$refuses$;
comment on function tap.refuses is
    'Passes if a statement is refused with a registered code, its message, a DETAIL that matches a pattern and a
HINT. A statement that raises leaves nothing behind: what catches is held by tap.changes_only.';

create function tap.changes_only(p_sql text, p_tables text, p_description text)
returns text
language plpgsql
as $changes_only$
declare
    v_before text := tap.fingerprint();
    v_changed text;
begin
    execute p_sql;
    select string_agg(replace(split_part(was, ' ', 1), 'tolsel_', ''), ' ' order by n) into v_changed
    from string_to_table(v_before, E'\n') with ordinality b (was, n)
    where was <> all (string_to_array(tap.fingerprint(), E'\n'));
    return tap.is(coalesce(v_changed, ''), p_tables, p_description);
end
$changes_only$;
comment on function tap.changes_only is
    'Passes if a statement ends well and has changed the given tables and no other, for a command that catches
a refusal and undoes what it has done by then. Tables are named by domain, as in core.event, and in this order.';

create function tap.refuses_alike(
    p_format text, p_foreign text, p_random text, p_code text, p_description text
)
returns text
language plpgsql
as $refuses_alike$
declare
    v_foreign tap.refusal := tap.refusal_of(format(p_format, p_foreign));
    v_random tap.refusal := tap.refusal_of(format(p_format, p_random));
begin
    v_foreign.detail := replace(v_foreign.detail, p_foreign, '#');
    v_random.detail := replace(v_random.detail, p_random, '#');
    return tap.ok(
            v_foreign.code is not distinct from p_code and v_foreign is not distinct from v_random,
            p_code || ' ' || p_description)
        || case when v_foreign.code is not distinct from p_code
                and v_foreign is not distinct from v_random then ''
            else E'\n' || tap.diag(concat_ws(E'\n', p_format, 'another tenant''s: ' || v_foreign::text,
                'nobody''s: ' || v_random::text)) end;
end
$refuses_alike$;
comment on function tap.refuses_alike is
    'Passes if what belongs to another tenant is refused word for word as what does not exist.';

create function tap.freeze(p_code text)
returns void
language sql
set role = none
set search_path = pg_catalog, pg_temp
as $freeze$
    with found as (
        insert into tolsel_core.incident (check_name, severity, subject, login, cause, before_row)
        values ('test.frozen', 'breach', p_code, 'nobody', 'a test', '{}')
        returning incident_id
    )
    update tolsel_ledger.balance b
    set frozen_incident_id = f.incident_id, closed_through_on = '2199-12-31'
    from tolsel_ledger.account a, found f
    where a.tenant_id = 1 and a.code = p_code and b.tenant_id = 1 and b.account_id = a.account_id;
$freeze$;
comment on function tap.freeze is 'Freezes an account of tenant 1, as a check does.';
