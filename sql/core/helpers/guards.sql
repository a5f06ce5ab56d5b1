-- What triggers.sql and policies.sql of every domain call, one line a table: which of its rows may
-- change or go, and which of them a reader sees. The migrator makes all triggers and policies anew
-- when this file changes.

create or replace function tolsel_core.guard_history(p_table regclass)
returns void
language sql
volatile
as $guard_history$
    select tolsel_core.guard_against(
        p_table, 'before_change_append_only', 'before update or delete');
    select tolsel_core.guard_truncate(p_table);
$guard_history$;
comment on function tolsel_core.guard_history is
    'Makes the triggers that keep a table append-only: no row is changed or removed.';

create or replace function tolsel_core.guard_rows(p_table regclass)
returns void
language sql
volatile
as $guard_rows$
    select tolsel_core.guard_against(p_table, 'before_delete_append_only', 'before delete');
    select tolsel_core.guard_truncate(p_table);
$guard_rows$;
comment on function tolsel_core.guard_rows is
    'Makes the triggers that keep the rows of a table from being removed; they may change.';

create or replace function tolsel_core.guard_document(p_table regclass, p_once text[])
returns void
language plpgsql
volatile
as $guard_document$
begin
    perform tolsel_core.guard_against(
        p_table, 'before_change_set_once', 'before update or delete',
        format('tolsel_core._tg_any_set_once(%s)', (
            select string_agg(quote_literal(c.name), ', ' order by c.position)
            from unnest(p_once) with ordinality c(name, position))));
    perform tolsel_core.guard_truncate(p_table);
end
$guard_document$;
comment on function tolsel_core.guard_document is
    'Makes the triggers that keep the rows of a table as they are, but for columns that are null and
may be filled in once.';

create or replace function tolsel_core.guard_truncate(p_table regclass)
returns void
language sql
volatile
as $guard_truncate$
    select tolsel_core.guard_against(p_table, 'before_truncate_append_only', 'before truncate');
$guard_truncate$;
comment on function tolsel_core.guard_truncate is
    'Makes the trigger that keeps a table from being truncated.';

create or replace function tolsel_core.guard_against(
    p_table regclass, p_name text, p_event text,
    p_function text default 'tolsel_core._tg_any_append_only()'
)
returns void
language plpgsql
volatile
as $guard_against$
declare
    -- Only the files of a release call this: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_trigger text := (select c.relname from pg_class c where c.oid = p_table) || '_' || p_name;
begin
    execute format(
        'create trigger %I %s on %s for each %s execute function %s',
        v_trigger, p_event, p_table,
        case p_event when 'before truncate' then 'statement' else 'row' end, p_function);
    -- Always: a session whose replication role turns other triggers off is refused, too.
    execute format('alter table %s enable always trigger %I', p_table, v_trigger);
end
$guard_against$;
comment on function tolsel_core.guard_against is
    'Makes a trigger that calls a refusing function before an event on a table, and is named for the
table and p_name.';

create or replace function tolsel_core.close_rows(p_table regclass)
returns void
language plpgsql
volatile
as $close_rows$
begin
    -- Only the files of a release call this: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    execute format('alter table %s enable row level security', p_table);
end
$close_rows$;
comment on function tolsel_core.close_rows is
    'Shows the rows of a table to the owner alone, and lets nobody else write them: not even a login
that may read or write all data.';

create or replace function tolsel_core.show_rows(p_table regclass)
returns void
language plpgsql
volatile
as $show_rows$
declare
    -- Only the files of a release call this: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_table name := (select c.relname from pg_class c where c.oid = p_table);
begin
    perform tolsel_core.close_rows(p_table);
    execute format(
        'create policy %I on %s for select using (true)', v_table || '_is_shown', p_table);
end
$show_rows$;
comment on function tolsel_core.show_rows is
    'Shows all rows of a table that belongs to no tenant to those who may read it, and lets nobody
write them.';

create or replace function tolsel_core.restrict_readers(p_table regclass)
returns void
language plpgsql
volatile
as $restrict_readers$
declare
    -- Only the files of a release call this: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_table name := (select c.relname from pg_class c where c.oid = p_table);
begin
    perform tolsel_core.close_rows(p_table);
    execute format(
        'create policy %I on %s for select to tolsel_read
            using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]))',
        v_table || '_of_my_tenants', p_table);
end
$restrict_readers$;
comment on function tolsel_core.restrict_readers is
    'Shows those who read a table only the rows of their tenants.';
