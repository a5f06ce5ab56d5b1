"""Change a cell of each column, remove and add a row, past every guard: does verify notice?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

MONEY_TABLES = (
    "ledger.account", "ledger.balance", "ledger.journal", "ledger.entry", "ledger.hold",
    "ledger.daily_total", "ledger.daily_total_pending", "ledger.period_close", "ledger.seal",
    "ledger.slot_mark",
)  # fmt: skip
# Everything that belongs to a tenant; logs are kept for some days and then dropped.
_ALL_TABLES = """
    select substr(c.relnamespace::regnamespace::text, 8) || '.' || c.relname
    from pg_class c
    where c.relnamespace::regnamespace::text ~ '^tolsel_(?!monitor|meta)' and c.relkind = 'r'
        and exists (select from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'tenant_id')
    order by 1"""
_BOOKS = Path(__file__).with_name("books.sql")
_COLUMNS = """
    select w.name, a.attname, t.typname, a.attgenerated <> ''
    from unnest(%s::text[]) with ordinality w(name, place)
    join pg_class c on c.oid = ('tolsel_' || w.name)::regclass
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type d on d.oid = a.atttypid
    join pg_type t on t.oid = coalesce(nullif(d.typbasetype, 0), d.oid)
    order by w.place, a.attnum"""
# What a value becomes, in the order in which it is tried: a constraint may forbid the first.
_CHANGES = {
    "bool": ["not {0}"],
    "_bytea": ["array_append({0}, sha256('x'))"],
    "_int8": ["array_append({0}, 1)"],
    "_numeric": ["array_append({0}, 1)"],
    "_text": ["array_append({0}, 'x')", "array_append({0}, 'x')"],
    "bytea": ["set_byte({0}, 0, 255 - get_byte({0}, 0))"],
    "date": ["coalesce({0} + 1, '2026-01-01')", "null"],
    "int2": ["coalesce({0} + 1, 1)", "-{0}", "0"],
    "int4": ["coalesce({0} + 1, 1)"],
    "int8": ["coalesce({0} + 1, 1)", "{0} - 1", "{0} + 1000", "null"],
    "jsonb": ["""{0} || '{{"tampered": true}}'"""],
    "numeric": ["coalesce({0} + 1, 1)", "{0} - 1"],
    "oid": ["coalesce({0}::bigint + 1, 1)::oid"],
    "time": ["{0} + interval '1 minute'"],
    "text": ["coalesce({0} || 'x', 'x')", "'clerk'", "'expense'", "'JPY'", "'billing'", "null"],
    "timestamptz": ["coalesce({0} + interval '1 second', now())", "null"],
}
# What a superuser would do to a table, and undo so that its guards look as they did.
_GUARDS = """
    set local session_replication_role = {role};
    do $$
    declare
        v_change text;
    begin
        for v_change in
            select format('alter table %s {trigger} trigger %I', t.tgrelid::regclass, t.tgname)
            from pg_trigger t
            where t.tgrelid = 'tolsel_{table}'::regclass and t.tgparentid = 0
                and t.tgenabled = '{enabled}'
            union all
            select format('alter table tolsel_{table} alter %I set generated {generated}',
                a.attname)
            from pg_attribute a
            where a.attrelid = 'tolsel_{table}'::regclass and a.attidentity <> ''
        loop
            execute v_change;
        end loop;
    end
    $$"""
_PAST_EVERY_GUARD = {
    "role": "replica", "trigger": "disable", "enabled": "A", "generated": "by default",
}  # fmt: skip
_GUARDS_BACK = {
    "role": "origin", "trigger": "enable always", "enabled": "D", "generated": "always",
}  # fmt: skip
# The checks that look at the catalog, and take most of the time of verify: they are asked where no
# other check has found anything.
_OF_THE_CATALOG = "^core.(changed_guard|extra_object|side_door)$"
# As verify asks, in an order of one's own; what a check stops with is its answer.
_ASK = """
    create function pg_temp.ask()
    returns table (check_name text, is_breach boolean, stopped_with text)
    language plpgsql set work_mem = '64MB' set jit = off as $$
    declare
        v_rule tolsel_core.check_rule;
        v_count bigint;
    begin
        for v_rule in
            select * from tolsel_core.check_rule r
            where r.check_name !~ '{catalog}'
        loop
            check_name := v_rule.check_name;
            stopped_with := null;
            v_count := 0;
            begin
                execute format('select count(v::text) from %s v', v_rule.view_name) into v_count;
            exception when others or assert_failure then
                stopped_with := sqlstate || ' ' || sqlerrm;
            end;
            is_breach := v_rule.severity = 'breach' and v_count > 0;
            if is_breach or stopped_with is not null then
                return next;
            end if;
        end loop;
    end
    $$"""


@dataclass(frozen=True, slots=True)
class Cell:
    """What was changed: a column, or a whole row, removed where `column` is -, added where +."""

    table: str
    column: str

    def __str__(self) -> str:
        """Name it."""
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """What verify said: the checks that noticed, and the cells it missed or nobody can change.

    Apart from these, the cells with which some check stopped, and with what.
    """

    noticed: dict[Cell, list[str]]
    missed: list[Cell]
    unchangeable: dict[Cell, str]
    stopped: dict[Cell, str]


def fill(conn: psycopg.Connection[Any]) -> None:
    """Put something into every money table of tenant 1; the connection is a superuser's."""
    conn.execute("grant tolsel_app, tolsel_admin to current_user")
    conn.execute("select tolsel.grant_login(current_user, 1, true)")
    conn.execute(_BOOKS.read_bytes())


def list_tables(conn: psycopg.Connection[Any]) -> list[str]:
    """List the tables whose rows belong to a tenant, without logs."""
    return [row[0] for row in conn.execute(_ALL_TABLES.encode()).fetchall()]


def has_rows(conn: psycopg.Connection[Any], table: str) -> bool:
    """Say whether there is something to change."""
    return bool(_row(conn, table))


def run(conn: psycopg.Connection[Any], tables: Iterable[str] = MONEY_TABLES) -> Tampering:
    """Change each cell and undo it; the connection is a superuser's, the books are filled."""
    result = Tampering(noticed={}, missed=[], unchangeable={}, stopped={})
    assert _verify(conn) == [], "verify finds something before anything is changed"
    conn.execute(_ASK.format(catalog=_OF_THE_CATALOG).encode())
    names = [name for name in tables if has_rows(conn, name)]
    for table, column, kind, is_generated in conn.execute(_COLUMNS, [names]).fetchall():
        cell = Cell(table, column)
        if is_generated:
            result.unchangeable[cell] = "it is generated"
            continue
        _judge(conn, cell, _changes(table, column, kind), result)
    for table in names:
        deletion = "delete from {0} where ctid = {1}"
        _judge(conn, Cell(table, "-"), iter([_statement(deletion, table)]), result)
        _judge(conn, Cell(table, "+"), _additions(conn, table), result)
    return result


def _additions(conn: psycopg.Connection[Any], table: str) -> Iterator[sql.Composed]:
    # A copy of a row, with the last column of its key or all that is unique changed.
    columns = conn.execute(
        """select a.attname, format_type(a.atttypid, null), i.indkey is not null, k.is_last
           from pg_attribute a
           left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
               and a.attnum = any(i.indkey)
           left join lateral (select a.attnum = i.indkey[i.indnkeyatts - 1] as is_last) k on true
           where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped
               and a.attgenerated = ''""",
        [f"tolsel_{table}"],
    ).fetchall()
    for is_key_whole in (False, True):
        values: list[sql.Composable] = []
        for name, kind, is_key, is_last in columns:
            value: sql.Composable = sql.Identifier(name)
            if is_key and (is_last or is_key_whole) and name != "tenant_id":
                step = {"bigint": " + 1000000", "integer": " + 1000", "smallint": " + 1"}
                step |= {"text": " || '-x'", "oid": "::bigint + 1"}
                step |= {"timestamp with time zone": " + interval '1 hour'"}
                value = sql.SQL("{}" + step.get(kind, " + 1")).format(value)
            elif name in ("request_key", "provider_reference"):
                value = sql.SQL("null")
            values.append(value)
        yield _statement(
            "insert into {0} ({2}) overriding system value select {3} from {0} where ctid = {1}",
            table,
            sql.SQL(", ").join(sql.Identifier(name) for name, *_ in columns),
            sql.SQL(", ").join(values),
        )


def _changes(table: str, column: str, kind: str) -> Iterator[sql.Composed]:
    name = sql.Identifier(column)
    for change in _CHANGES.get(kind, []):
        value = sql.SQL(change).format(name)
        yield _statement("update {0} set {2} = {3} where ctid = {1}", table, name, value)


def _statement(template: str, table: str, *parts: sql.Composable) -> sql.Composed:
    relation = _identifier(table)
    # The fullest row that is booked: where a column may be null, one in which it is not.
    chosen = sql.SQL(
        "(select t.ctid from {0} t where t.tenant_id = 1"
        " order by (to_jsonb(t) ? 'journal_id' and to_jsonb(t) ->> 'journal_id' is null),"
        " length(t::text) desc, 1 limit 1)"
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
        is_done = False
        try:
            with conn.transaction(force_rollback=True):
                conn.execute(_GUARDS.format(table=cell.table, **_PAST_EVERY_GUARD).encode())
                before = _row(conn, cell.table)
                done = conn.execute(change)
                is_done = True
                assert done.rowcount == 1, f"{cell.table} is empty"
                if before == _row(conn, cell.table):
                    continue
                conn.execute(_GUARDS.format(table=cell.table, **_GUARDS_BACK).encode())
                checks = _breaches(conn, cell, result)
        except psycopg.DatabaseError as error:
            if is_done:
                raise
            refusal = str(error).splitlines()[0]
            continue
        if checks:
            result.noticed[cell] = checks
        else:
            result.missed.append(cell)
        return
    result.unchangeable[cell] = refusal


def _breaches(conn: psycopg.Connection[Any], cell: Cell, result: Tampering) -> list[str]:
    """Ask the checks; where they find nothing, verify has the last word."""
    found = conn.execute("select * from pg_temp.ask()").fetchall()
    for check_name, _, stopped_with in found:
        if stopped_with:
            result.stopped[cell] = f"{check_name}: {stopped_with}"
    return [row[0] for row in found if row[1]] or _verify(conn)


def _verify(conn: psycopg.Connection[Any]) -> list[str]:
    query = "select check_name from tolsel.verify() where status = 'breach'"
    return [row[0] for row in conn.execute(query).fetchall()]


def _row(conn: psycopg.Connection[Any], table: str) -> list[str]:
    query = sql.SQL("select t::text from {} t where t.tenant_id = 1 order by 1").format(
        _identifier(table)
    )
    return [row[0] for row in conn.execute(query).fetchall()]


def _identifier(table: str) -> sql.Identifier:
    schema, name = table.split(".")
    return sql.Identifier(f"tolsel_{schema}", name)
