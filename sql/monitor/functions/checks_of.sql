create or replace function tolsel_monitor.checks_of(p_table_oid oid)
returns text
language sql
stable
as $checks_of$
    -- Not-null constraints and what comes from the table, such as its key, are compared elsewhere.
    select string_agg(
        concat_ws(' ', k.conname, pg_get_constraintdef(k.oid), k.convalidated), ', '
        order by k.conname)
    from pg_constraint k
    where k.conrelid = p_table_oid and k.contype not in ('n', 'p') and k.conparentid = 0;
$checks_of$;
comment on function tolsel_monitor.checks_of is
    'Answers the checks of a table, and other constraints that it does not owe to its parent, as one
text.';
