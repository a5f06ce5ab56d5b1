create or replace function tolsel_core.list_orphans(p_with_history boolean)
returns table (table_name text, constraint_name text, orphan_count bigint)
language plpgsql
stable
as $list_orphans$
declare
    -- Names go in by %I and as regclass: nothing of a caller's runs as SQL.
    -- @plpgsql_check_options: security_warnings = false
    v_key record;
begin
    -- A foreign key is asked when a row is written: what was written while its triggers were off,
    -- as they are for a replica, was never asked about.
    for v_key in
        select k.conname, k.conrelid::regclass as child, k.confrelid::regclass as parent,
            string_agg(format('p.%I = c.%I', f.attname, a.attname), ' and ') as matching,
            string_agg(format('c.%I is not null', a.attname), ' and ') as filled
        from pg_constraint k
        join pg_namespace n on n.oid = k.connamespace
        cross join lateral unnest(k.conkey, k.confkey) x(child_no, parent_no)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.child_no
        join pg_attribute f on f.attrelid = k.confrelid and f.attnum = x.parent_no
        where k.contype = 'f' and k.conparentid = 0 and n.nspname ~ '^tolsel_'
            and has_table_privilege(k.conrelid, 'select')
            and (p_with_history or not exists (
                select from pg_trigger g
                where g.tgrelid in (k.conrelid, k.confrelid)
                    and g.tgname ~ '_before_change_append_only$'))
        group by k.oid, k.conname, k.conrelid, k.confrelid
        order by 2, 1
    loop
        table_name := v_key.child::text;
        constraint_name := v_key.conname;
        execute format(
            'select count(*) from %s c where %s and not exists (select from %s p where %s)',
            v_key.child, v_key.filled, v_key.parent, v_key.matching)
        into orphan_count;
        if orphan_count > 0 then
            return next;
        end if;
    end loop;
end
$list_orphans$;
comment on function tolsel_core.list_orphans is
    'Lists the foreign keys whose rows point at nothing, and how many do; without those from and to
append-only tables, which are long, where the history is left out.';
