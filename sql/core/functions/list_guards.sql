create or replace function tolsel_core.list_guards()
returns table (kind text, object text, definition text)
language sql
stable
set datestyle = 'ISO, YMD'
set timezone = 'UTC'
as $list_guards$
    select g.kind, g.object, g.definition from tolsel_core.printed_guard g;
$list_guards$;
comment on function tolsel_core.list_guards is
    'Lists the guards of the catalog, each definition in the same words whatever the session prints
dates like.';
