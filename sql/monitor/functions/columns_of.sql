create or replace function tolsel_monitor.columns_of(p_table_oid oid)
returns text
language sql
stable
as $columns_of$
    select string_agg(
        concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attcollation,
            a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)),
        ', ' order by a.attname)
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = p_table_oid and a.attnum > 0 and not a.attisdropped;
$columns_of$;
comment on function tolsel_monitor.columns_of is
    'Answers the columns of a table, their types, defaults and what generates them, as one text.';
