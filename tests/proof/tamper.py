"""Change one cell of each column of the money tables, past every guard: does verify notice?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

MONEY_TABLES = (
    "account", "balance", "journal", "entry", "hold", "daily_total", "daily_total_pending",
    "period_close", "seal", "slot_mark",
)  # fmt: skip
_BOOKS = Path(__file__).with_name("books.sql")
_COLUMNS = """
    select c.relname, a.attname, t.typname, a.attgenerated <> ''
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type d on d.oid = a.atttypid
    join pg_type t on t.oid = coalesce(nullif(d.typbasetype, 0), d.oid)
    where c.relnamespace = 'tolsel_ledger'::regnamespace and c.relname = any(%s)
    order by array_position(%s, c.relname::text), a.attnum"""
# What a value becomes, in the order in which it is tried: a constraint may forbid the first.
_CHANGES = {
    "bool": ["not {0}"],
    "bytea": ["set_byte({0}, 0, 255 - get_byte({0}, 0))"],
    "date": ["coalesce({0} + 1, '2026-01-01')", "null"],
    "int2": ["coalesce({0} + 1, 1)", "-{0}", "0"],
    "int4": ["coalesce({0} + 1, 1)"],
    "int8": ["coalesce({0} + 1, 1)", "{0} - 1", "{0} + 1000", "null"],
    "jsonb": ["""{0} || '{{"tampered": true}}'"""],
    "numeric": ["coalesce({0} + 1, 1)", "{0} - 1"],
    "text": ["coalesce({0} || 'x', 'x')", "'clerk'", "'expense'", "'JPY'", "'billing'", "null"],
    "timestamptz": ["coalesce({0} + interval '1 second', now())", "null"],
}
# What a superuser would do, and undo so that the guards look as they did.
_GUARDS = """
    set local session_replication_role = {role};
    do $$
    declare
        v_change text;
    begin
        for v_change in
            select format('alter table %s {trigger} trigger %I', t.tgrelid::regclass, t.tgname)
            from pg_trigger t
            where t.tgrelid::regclass::text like 'tolsel_ledger.%' and t.tgenabled = '{enabled}'
            union all
            select format('alter table %s alter %I set generated {generated}', c.oid::regclass,
                a.attname)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attidentity <> ''
            where c.relnamespace = 'tolsel_ledger'::regnamespace
        loop
            execute v_change;
        end loop;
    end
    $$"""
_PAST_EVERY_GUARD = _GUARDS.format(
    role="replica", trigger="disable", enabled="A", generated="by default"
)
_GUARDS_BACK = _GUARDS.format(
    role="origin", trigger="enable always", enabled="D", generated="always"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What was changed: a column, or a whole row where `column` is *."""

    table: str
    column: str

    def __str__(self) -> str:
        """Name it."""
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """What verify said: the checks that noticed, and the cells it missed or nobody can change."""

    noticed: dict[Cell, list[str]]
    missed: list[Cell]
    unchangeable: dict[Cell, str]


def fill(conn: psycopg.Connection[Any]) -> None:
    """Put something into every money table of tenant 1; the connection is a superuser's."""
    conn.execute("grant tolsel_app, tolsel_admin to current_user")
    conn.execute("select tolsel.grant_login(current_user, 1, true)")
    conn.execute(_BOOKS.read_bytes())


def run(conn: psycopg.Connection[Any]) -> Tampering:
    """Change each cell and undo it; the connection is a superuser's, the books are filled."""
    result = Tampering(noticed={}, missed=[], unchangeable={})
    assert _breaches(conn) == [], "verify finds something before anything is changed"
    names = list(MONEY_TABLES)
    for table, column, kind, is_generated in conn.execute(_COLUMNS, [names, names]).fetchall():
        cell = Cell(table, column)
        if is_generated:
            result.unchangeable[cell] = "it is generated"
            continue
        _judge(conn, cell, _changes(table, column, kind), result)
    for table in names:
        deletion = "delete from {0} where ctid = {1}"
        _judge(conn, Cell(table, "*"), iter([_statement(deletion, table)]), result)
    return result


def _changes(table: str, column: str, kind: str) -> Iterator[sql.Composed]:
    name = sql.Identifier(column)
    for change in _CHANGES[kind]:
        value = sql.SQL(change).format(name)
        yield _statement("update {0} set {2} = {3} where ctid = {1}", table, name, value)


def _statement(template: str, table: str, *parts: sql.Composable) -> sql.Composed:
    relation = sql.Identifier("tolsel_ledger", table)
    # The fullest row: where a column may be null, one in which it is not.
    chosen = sql.SQL(
        "(select t.ctid from {0} t where t.tenant_id = 1 order by length(t::text) desc, 1 limit 1)"
    ).format(relation)
    return sql.SQL(template).format(relation, chosen, *parts)


def _judge(
    conn: psycopg.Connection[Any],
    cell: Cell,
    changes: Iterator[sql.Composed],
    result: Tampering,
) -> None:
    refusal = "there is no other value"
    for change in changes:
        try:
            with conn.transaction(force_rollback=True):
                conn.execute(_PAST_EVERY_GUARD.encode())
                before = _row(conn, cell.table)
                done = conn.execute(change)
                assert done.rowcount == 1, f"{cell.table} is empty"
                if before == _row(conn, cell.table):
                    continue
                conn.execute(_GUARDS_BACK.encode())
                checks = _breaches(conn)
        except psycopg.errors.IntegrityError as error:
            refusal = str(error).splitlines()[0]
            continue
        if checks:
            result.noticed[cell] = checks
        else:
            result.missed.append(cell)
        return
    result.unchangeable[cell] = refusal


def _breaches(conn: psycopg.Connection[Any]) -> list[str]:
    query = "select check_name from tolsel.verify() where status = 'breach'"
    return [row[0] for row in conn.execute(query).fetchall()]


def _row(conn: psycopg.Connection[Any], table: str) -> list[str]:
    query = sql.SQL("select t::text from {} t order by 1").format(
        sql.Identifier("tolsel_ledger", table)
    )
    return [row[0] for row in conn.execute(query).fetchall()]
