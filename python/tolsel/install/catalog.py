"""What the catalog says about the code that was loaded: functions, views, triggers, policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from psycopg import Connection, sql
from psycopg.rows import TupleRow

ANY_SCHEMA = "(n.nspname = 'tolsel' or n.nspname ~ '^tolsel_')"
OWN_SCHEMA = f"({ANY_SCHEMA} and n.nspname <> 'tolsel_meta')"


@dataclass(frozen=True, slots=True)
class Guarding:
    """A trigger, a policy or a row-security flag, as the catalog defines it."""

    kind: str
    table: str
    name: str
    definition: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what identifies it."""
        return self.kind, self.table, self.name


@dataclass(frozen=True, slots=True)
class Droppable:
    """An object that the loader made and may drop, with its address in pg_depend."""

    label: str
    drop: sql.Composed
    class_id: int
    object_id: int


def guarding(conn: Connection[TupleRow]) -> dict[tuple[str, str, str], Guarding]:
    """Return every trigger, policy and enabled row-security flag of tolsel's tables."""
    rows = conn.execute(GUARDING).fetchall()
    return {row[:3]: Guarding(*row[:4]) for row in rows}


def views(conn: Connection[TupleRow]) -> dict[str, str]:
    """Return each view of tolsel's schemas with a hash of its definition."""
    return dict(conn.execute(VIEWS).fetchall())


def function_identities(conn: Connection[TupleRow]) -> dict[str, list[str]]:
    """Return `schema.name(argument types)` of tolsel's functions by `schema.name`."""
    found: dict[str, list[str]] = {}
    for name, identity in conn.execute(FUNCTIONS).fetchall():
        found.setdefault(name, []).append(identity)
    return found


def public_functions(conn: Connection[TupleRow]) -> list[str]:
    """Return tolsel's functions that PUBLIC may execute."""
    return [row[0] for row in conn.execute(_PUBLIC_FUNCTIONS).fetchall()]


def invalid_indexes(conn: Connection[TupleRow]) -> list[str]:
    """Return indexes of tolsel's tables that a broken CREATE INDEX CONCURRENTLY left behind."""
    return [row[0] for row in conn.execute(_INVALID_INDEXES).fetchall()]


def guards(conn: Connection[TupleRow]) -> dict[str, str] | None:
    """Return the view tolsel_core.guard as {"kind object": definition}; None if there is none."""
    if not exists(conn, "tolsel_core.guard"):
        return None
    rows = conn.execute("select kind || ' ' || object, definition from tolsel_core.guard")
    return dict(rows.fetchall())


def applied_migrations(conn: Connection[TupleRow]) -> tuple[str, ...]:
    """Return the ids of the migrations applied to this database, in their order."""
    if not exists(conn, "tolsel_meta._yoyo_migration"):
        return ()
    rows = conn.execute("select migration_id from tolsel_meta._yoyo_migration order by 1")
    return tuple(row[0] for row in rows.fetchall())


def tables_of_tenants(conn: Connection[TupleRow]) -> set[str]:
    """Return the tables that hold what tenants have written, and not what tolsel itself fills."""
    rows = conn.execute(
        f"""select format('%I.%I', n.nspname, c.relname)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where {ANY_SCHEMA} and c.relkind in ('r', 'p') and not c.relispartition""".encode()
    )
    return {row[0] for row in rows.fetchall()}


def exists(conn: Connection[TupleRow], relation: str) -> bool:
    """Say whether a table or view exists."""
    row = conn.execute("select to_regclass(%s) is not null", [relation]).fetchone()
    return bool(row and row[0])


def function_exists(conn: Connection[TupleRow], name: str) -> bool:
    """Say whether exactly one function of this name exists."""
    row = conn.execute("select to_regproc(%s) is not null", [name]).fetchone()
    return bool(row and row[0])


def routine_exists(conn: Connection[TupleRow], signature: str) -> bool:
    """Say whether there is a function of this name with these arguments."""
    row = conn.execute("select to_regprocedure(%s) is not null", [signature]).fetchone()
    return bool(row and row[0])


def droppables(
    conn: Connection[TupleRow],
    *,
    functions: Mapping[str, str],
    view_names: Iterable[str],
    guarding_keys: Iterable[tuple[str, str, str]],
) -> dict[tuple[str, ...], Droppable]:
    """Return those of the named objects that exist in tolsel's schemas, by kind and name.

    `functions` gives each function's name and identity. Row-security flags are no objects; they
    are left out.
    """
    found: dict[tuple[str, ...], Droppable] = {}
    by_identity = {identity: name for name, identity in functions.items()}
    for identity, class_id, oid in conn.execute(_FIND_FUNCTIONS, [[*by_identity]]).fetchall():
        found["function", by_identity[identity]] = Droppable(
            f"function {identity}",
            sql.SQL("drop routine {}").format(sql.SQL(identity)),
            class_id,
            oid,
        )
    for name, class_id, oid in conn.execute(_FIND_VIEWS, [[*view_names]]).fetchall():
        found["view", name] = Droppable(
            f"view {name}", sql.SQL("drop view {}").format(sql.SQL(name)), class_id, oid
        )
    wanted = set(guarding_keys)
    for kind, table, name, _, class_id, oid in conn.execute(GUARDING).fetchall():
        if (kind, table, name) in wanted and kind != "row security":
            drop = sql.SQL("drop {} {} on {}").format(
                sql.SQL(kind), sql.Identifier(name), sql.SQL(table)
            )
            found[kind, table, name] = Droppable(f"{kind} {name} on {table}", drop, class_id, oid)
    return found


def dependencies(
    conn: Connection[TupleRow], objects: Mapping[tuple[str, ...], Droppable]
) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Return for each of the objects those others of them that depend on it."""
    by_address = {(item.class_id, item.object_id): key for key, item in objects.items()}
    classes = [address[0] for address in by_address]
    oids = [address[1] for address in by_address]
    dependents: dict[tuple[str, ...], set[tuple[str, ...]]] = {key: set() for key in objects}
    for row in conn.execute(_DEPENDENCIES, [classes, oids]).fetchall():
        dependents[by_address[row[2], row[3]]].add(by_address[row[0], row[1]])
    return dependents


FUNCTIONS = f"""
    select format('%I.%I', n.nspname, p.proname), p.oid::regprocedure::text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where {OWN_SCHEMA} order by 1, 2"""

_PUBLIC_FUNCTIONS = f"""
    select p.oid::regprocedure::text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where {OWN_SCHEMA} and exists (
        select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where a.grantee = 0)
    order by 1"""

VIEWS = f"""
    select format('%I.%I', n.nspname, c.relname),
        md5(concat_ws(' ', pg_get_viewdef(c.oid), array_to_string(c.reloptions, ',')))
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and {OWN_SCHEMA}"""

_INVALID_INDEXES = f"""
    select format('%I.%I', n.nspname, c.relname)
    from pg_index x join pg_class c on c.oid = x.indexrelid and c.relkind = 'i'
    join pg_namespace n on n.oid = c.relnamespace
    where not x.indisvalid and {OWN_SCHEMA} order by 1"""

GUARDING = f"""
    select 'trigger', format('%I.%I', n.nspname, c.relname), g.tgname::text,
        pg_get_triggerdef(g.oid) || ' enabled ' || g.tgenabled::text,
        'pg_trigger'::regclass::oid, g.oid
    from pg_trigger g join pg_class c on c.oid = g.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where not g.tgisinternal and g.tgparentid = 0 and {OWN_SCHEMA}
    union all
    select 'policy', format('%I.%I', n.nspname, c.relname), p.polname::text,
        concat_ws(' ', p.polcmd::text, case when p.polpermissive then 'permissive' end,
            (select string_agg(coalesce(pg_get_userbyid(nullif(r.oid, 0)), 'public'), ',')
             from unnest(p.polroles) r(oid)),
            'using ' || pg_get_expr(p.polqual, p.polrelid),
            'check ' || pg_get_expr(p.polwithcheck, p.polrelid)),
        'pg_policy'::regclass::oid, p.oid
    from pg_policy p join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace
    where {OWN_SCHEMA}
    union all
    select 'row security', format('%I.%I', n.nspname, c.relname), '', 'enabled', 0, c.oid
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relrowsecurity and {OWN_SCHEMA}
    order by 1, 2, 3"""

_FIND_FUNCTIONS = f"""
    select p.oid::regprocedure::text, 'pg_proc'::regclass::oid, p.oid
    from unnest(%s::text[]) i(identity) join pg_proc p on p.oid = to_regprocedure(i.identity)
    join pg_namespace n on n.oid = p.pronamespace
    where {OWN_SCHEMA}"""

_FIND_VIEWS = f"""
    select i.name, 'pg_class'::regclass::oid, c.oid
    from unnest(%s::text[]) with ordinality i(name, position)
    join pg_class c on c.oid = to_regclass(i.name) and c.relkind = 'v'
    join pg_namespace n on n.oid = c.relnamespace
    where {OWN_SCHEMA} order by i.position desc"""

# A view's dependencies belong to its rewrite rule, and a row type stands for its relation.
_DEPENDENCIES = """
    with own as (select * from unnest(%s::oid[], %s::oid[]) u(class_id, object_id)),
    edge as (
        select
            case when r.oid is null then d.classid else 'pg_class'::regclass::oid end as class_id,
            coalesce(r.ev_class, d.objid) as object_id,
            case when t.oid is null then d.refclassid else 'pg_class'::regclass::oid end
                as of_class_id,
            coalesce(t.typrelid, d.refobjid) as of_object_id
        from pg_depend d
        left join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
        left join pg_type t
            on d.refclassid = 'pg_type'::regclass and t.oid = d.refobjid and t.typrelid <> 0
        where d.deptype in ('n', 'a')
    )
    select distinct e.class_id, e.object_id, e.of_class_id, e.of_object_id
    from edge e
    where (e.class_id, e.object_id) in (select class_id, object_id from own)
        and (e.of_class_id, e.of_object_id) in (select class_id, object_id from own)
        and (e.class_id, e.object_id) <> (e.of_class_id, e.of_object_id)"""
