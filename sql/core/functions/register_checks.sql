create or replace function tolsel_core.register_checks()
returns void
language sql
volatile
as $register_checks$
    -- A view that vanished stays registered, so that verify misses it; the migrator, which knows
    -- that it was meant to vanish, calls this after having loaded everything.
    delete from tolsel_core.check_rule r
    where r.is_own and to_regclass(r.view_name) is null;
    insert into tolsel_core.check_rule (
        check_name, view_name, quick_view_name, severity, title, is_own)
    select
        substr(n.nspname, 8) || '.' || q.what,
        format('%I.%I', n.nspname, c.relname),
        case when to_regclass(format('%I.%I', n.nspname, 'quick_' || q.what)) is not null
            then format('%I.%I', n.nspname, 'quick_' || q.what) end,
        split_part(c.relname, '_', 1),
        obj_description(c.oid, 'pg_class'),
        true
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select substr(c.relname, strpos(c.relname, '_') + 1) as what) q
    where c.relkind = 'v' and n.nspname ~ '^tolsel_' and c.relname ~ '^(breach|notice)_'
    on conflict (check_name) do update
    set view_name = excluded.view_name, quick_view_name = excluded.quick_view_name,
        severity = excluded.severity, title = excluded.title, is_own = true;
$register_checks$;
comment on function tolsel_core.register_checks is
    'Registers every view tolsel_*.breach_* and tolsel_*.notice_* as a check, with its comment as
title and quick_* of the same name as its quick view. What an administrator chose for it stays.';
