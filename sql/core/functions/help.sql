create or replace function tolsel.help(p_words text default null)
returns table (kind text, name text, title text, roles text)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $help$
    with wanted as (
        select ts_rewrite(
            websearch_to_tsquery('english', p_words),
            $$select plainto_tsquery('english', n.said),
                plainto_tsquery('english', n.said) || to_tsquery('english', n.meant)
              from tolsel_core.everyday_name n$$) as words
    ),
    door as (
        select 'function' as kind, p.proname::text as name,
            split_part(obj_description(p.oid, 'pg_proc'), E'\nraises: ', 1) as told,
            null as columns_told, p.proacl as acl
        from pg_proc p
        where p.pronamespace = 'tolsel'::regnamespace
        union all
        select 'view', c.relname::text, obj_description(c.oid, 'pg_class'), (
                select string_agg(concat_ws(' ', replace(a.attname, '_', ' '), col_description(
                    a.attrelid, a.attnum)), ' ')
                from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            ), c.relacl
        from pg_class c
        where c.relnamespace = 'tolsel'::regnamespace and c.relkind = 'v'
    ),
    found as (
        select d.*, ts_rank(v.vector, w.words) as rank
        from wanted w
        cross join door d
        cross join lateral (
            select setweight(to_tsvector('english', replace(d.name, '_', ' ')), 'A')
                || setweight(to_tsvector('english', coalesce(d.told, '')), 'B')
                || to_tsvector('english', coalesce(d.columns_told, '')) as vector
        ) v
        where w.words is null or numnode(w.words) = 0 or v.vector @@ w.words
    )
    select f.kind, f.name, regexp_replace(
            regexp_replace(f.told, '[[:space:]]+', ' ', 'g'), '[.] .*$', '.'),
        (
            select string_agg(distinct r.role_name, ', ' order by r.role_name)
            from aclexplode(f.acl) a
            join tolsel_core.own_role r on r.oid = a.grantee
            where r.role_name <> 'tolsel_owner'
        )
    from found f
    order by f.rank desc nulls last, f.kind, f.name;
$help$;
comment on function tolsel.help is
$$Finds public functions and views by English words of their names and comments, or by what people
call it (chargeback, gift card, till), the best first: what it is, its name, what it does, and the
roles that may use it (null: the owner alone). Without words: all of them. All words must be there;
"or" between two, "-" before one, and quotation marks mean what they do in a search on the web.$$;
revoke all on function tolsel.help from public;
grant execute on function tolsel.help
    to tolsel_app, tolsel_read, tolsel_clerk, tolsel_supervisor, tolsel_accountant, tolsel_manager;
