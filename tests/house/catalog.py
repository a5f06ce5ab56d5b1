"""What the tests of the house ask the catalog."""

from dataclasses import dataclass
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]

FUNCTIONS = """
    select p.proname, coalesce(p.proargnames[1:p.pronargs], '{}'),
        array(select format_type(t.type_id, null)
              from unnest(string_to_array(p.proargtypes::text, ' ')::oid[])
                  with ordinality t(type_id, place)
              order by t.place),
        p.provolatile::text, p.prosecdef,
        array(select r from unnest(array['tolsel_app', 'tolsel_read', 'tolsel_admin']) r
              where has_function_privilege(r, p.oid, 'execute'))
    from pg_proc p
    where p.pronamespace = 'tolsel'::regnamespace and p.prokind = 'f'
    order by p.proname"""

TABLES = """
    select format('%I.%I', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^tolsel' and c.relkind in ('r', 'p')
    order by 1"""

VIEWS = """
    select format('%I.%I', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^tolsel' and c.relkind = 'v'
    order by 1"""

FINGERPRINT = """
    select c.oid::regclass::text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^tolsel_(?!meta$)' and c.relkind in ('r', 'p')
        and not c.relispartition and c.relname not in ('release', 'currency')
    order by 1"""


def measure(conn: Connection, query: str) -> dict[str, int]:
    """Run a query and return the pages it touched, and the log and page images it wrote."""
    row = conn.execute(
        f"explain (analyze, buffers, wal, timing off, format json) {query}".encode()
    ).fetchone()
    assert row is not None
    plan: dict[str, Any] = row[0][0]["Plan"]
    return {
        "pages": plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
        "log": plan["WAL Bytes"],
        "images": plan["WAL FPI"],
    }


@dataclass(frozen=True, kw_only=True)
class Function:
    """A public function."""

    name: str
    arguments: dict[str, str]
    volatility: str
    is_definer: bool
    roles: tuple[str, ...]


def public_functions(conn: Connection) -> list[Function]:
    """Return every function of the schema tolsel."""
    return [
        Function(
            name=name,
            arguments=dict(zip(names, types, strict=True)),
            volatility=volatility,
            is_definer=is_definer,
            roles=tuple(roles),
        )
        for name, names, types, volatility, is_definer, roles in conn.execute(FUNCTIONS).fetchall()
    ]


def column(conn: Connection, query: str) -> list[str]:
    """Return the first column of a query."""
    return [row[0] for row in conn.execute(query).fetchall()]


def fingerprint(conn: Connection) -> dict[str, str | None]:
    """Return a hash of the content of each table; the connection is a superuser's."""
    tables = column(conn, FINGERPRINT)
    hashes = ", ".join(
        f"(select md5(string_agg(t::text, E'\\n' order by t::text)) from {table} t)"
        for table in tables
    )
    row = conn.execute(f"select {hashes}").fetchone()
    assert row is not None
    return dict(zip(tables, row, strict=True))
