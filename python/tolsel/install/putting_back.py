"""Puts back what loading the code does not: constraints, columns, indexes, rights, owners.

What a guard was, the manifest of the last release says, word by word. Whatever was added and is not
a right stays, and so does what cannot be put back without losing something: both are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel.install.ownership import OWNER
from tolsel.install.session import Progress
from tolsel.install.shipped import Shipped

_Statements = Iterator[str]
_TRIGGERS = re.compile(r" triggers (.+)$")
_COLUMN = re.compile(
    r"(?P<type>.+?)(?P<null> not null)?(?P<invalid> not valid)?(?P<generated> generated)?"
    r"(?: identity (?P<identity>.))?(?: default (?P<default>.+))?",
    re.DOTALL,
)
_INDEX_FLAGS = re.compile(r"( not valid| not ready| not live| deferred| primary)*$")
_SEQUENCE = re.compile(r"(\S+) (\S+) (-?\d+) (-?\d+) (-?\d+) (-?\d+) (\d+) cycle (\w+)")


def put_back(
    conn: Connection[TupleRow],
    *,
    manifest: Mapping[str, str],
    found: Mapping[str, str],
    shipped: Shipped | None,
    progress: Progress,
) -> list[str]:
    """Put back what differs, as a superuser if it is one who connected; return the guards.

    What fails is told and left, for the judgment at the end to name.
    """
    done = []
    major = conn.info.server_version // 10000
    # Triggers of foreign keys are a superuser's, and owners too.
    conn.execute(
        "select set_config('role', 'none', true) from pg_roles r"
        " where r.rolname = session_user and r.rolsuper"
    )
    for guard in sorted(manifest.keys() | found.keys(), key=_order):
        expected = manifest.get(guard)
        if expected == found.get(guard):
            continue
        try:
            with conn.transaction():
                statements = [*_statements(conn, guard, expected, found.get(guard))]
                if not statements:
                    continue
                if shipped and not shipped.is_genuine(guard, expected, major=major):
                    progress(f"not put back: {guard}: the manifest does not say what tolsel made")
                    continue
                for statement in statements:
                    conn.execute(statement.encode())
        except psycopg.Error as error:
            progress(f"not put back: {guard}: {error.diag.message_primary or error}")
            continue
        done.append(guard)
        progress(f"put back: {guard}: {'; '.join(statements)}")
    conn.execute(f"set local role {OWNER}".encode())
    return done


def _order(guard: str) -> tuple[int, str]:
    """Owners come first, for only they may change the rest; foreign keys rest on other keys."""
    kind, _, _ = guard.partition(" ")
    ranks = ["schema", "domain", "table", "function", "view", "sequence", "column", "index"]
    is_foreign = kind == "constraint" and guard.endswith("_fkey")
    return (ranks.index(kind) if kind in ranks else len(ranks) + is_foreign), guard


def _statements(
    conn: Connection[TupleRow], guard: str, expected: str | None, found: str | None
) -> _Statements:
    for kind, write in _WRITERS.items():
        if guard.startswith(f"{kind} "):
            yield from write(conn, guard.removeprefix(f"{kind} "), expected, found)


def _constraint(
    conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
) -> _Statements:
    if expected is None:
        return
    table, _, constraint = name.rpartition(".")
    is_domain = "." not in table
    kind = "domain" if is_domain else "table"
    if is_domain:
        (table,) = _one(
            conn,
            """select format('%%I.%%I', n.nspname, t.typname) from pg_type t
               join pg_namespace n on n.oid = t.typnamespace
               where t.typname = %s and n.nspname ~ '^tolsel'""",
            table,
        )
    definition = _TRIGGERS.sub("", expected)
    if found is not None:
        if definition == _TRIGGERS.sub("", found) and _functions(expected) == _functions(found):
            yield from _foreign_key_triggers(conn, table, constraint)
            return
        yield f"alter {kind} {table} drop constraint {constraint}"
    yield f"alter {kind} {table} add constraint {constraint} {definition}"


def _functions(definition: str) -> list[str]:
    triggers = _TRIGGERS.search(definition)
    return [part.split()[0] for part in triggers[1].split(", ")] if triggers else []


def _foreign_key_triggers(conn: Connection[TupleRow], table: str, constraint: str) -> _Statements:
    rows = conn.execute(
        """select g.tgrelid::regclass::text, quote_ident(g.tgname) from pg_trigger g
           join pg_constraint k on k.oid = g.tgconstraint
           where k.conrelid = %s::regclass and quote_ident(k.conname) = %s and g.tgisinternal
               and g.tgenabled <> 'O'
           order by 1, 2""",
        [table, constraint],
    ).fetchall()
    for owner, trigger in rows:
        yield f"alter table {owner} enable trigger {trigger}"


def _index(
    conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
) -> _Statements:
    if expected is None:
        return
    definition = _INDEX_FLAGS.sub("", expected)
    if found is not None:
        if _INDEX_FLAGS.sub("", found) == definition:
            yield f"reindex index {name}"
            return
        yield f"drop index {name}"
    elif _is_of_a_constraint(conn, definition):
        return
    yield definition


def _is_of_a_constraint(conn: Connection[TupleRow], definition: str) -> bool:
    """Say whether a constraint of this name makes the index, or has made it just now."""
    match = re.match(r"CREATE (?:UNIQUE )?INDEX (\S+) ON (?:ONLY )?(\S+)", definition)
    assert match
    index, table = match.groups()
    (is_made,) = _one(
        conn, "select to_regclass(%s) is not null", f"{table.rpartition('.')[0]}.{index}"
    )
    return bool(is_made) or index.endswith(("_pkey", "_key"))


def _column(
    conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
) -> _Statements:
    table, _, column = name.rpartition(".")
    was, now = (_COLUMN.fullmatch(text or "") for text in (expected, found))
    if not was or not now:
        return
    alter = f"alter table {table} alter {column}"
    if was["null"] and (not now["null"] or now["invalid"]):
        yield f"{alter} set not null"
    if now["null"] and not was["null"]:
        yield f"{alter} drop not null"
    if was["identity"] and now["identity"] and was["identity"] != now["identity"]:
        yield f"{alter} set generated {'always' if was['identity'] == 'a' else 'by default'}"
    if not was["generated"] and was["default"] != now["default"]:
        yield f"{alter} set default {was['default']}" if was["default"] else f"{alter} drop default"


def _grant(
    conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
) -> _Statements:
    target, _, role = name.rpartition(" to ")
    role = role if role == "public" else sql.Identifier(role).as_string(conn)
    what, column = _target(conn, target)
    if found is not None:
        listed = ", ".join(_rights(found, column))
        yield f"revoke {listed} on {what} from {role} cascade"
    if expected is not None:
        listed = ", ".join(_rights(expected, column))
        yield f"grant {listed} on {what} to {role}"


def _rights(listed: str, column: str) -> list[str]:
    return [right.rstrip("*").lower() + column for right in listed.split(",")]


def _target(conn: Connection[TupleRow], name: str) -> tuple[str, str]:
    """Return what GRANT calls the object, and the column in parentheses where it is one."""
    if "." not in name:
        return f"schema {name}", ""
    if name.count(".") == 2:
        table, _, column = name.rpartition(".")
        return f"table {table}", f" ({column})"
    (kind,) = _one(
        conn, "select (select c.relkind from pg_class c where c.oid = to_regclass(%s))", name
    )
    if kind is not None:
        return f"{'sequence' if kind == 'S' else 'table'} {name}", ""
    return f"routine {name}", ""


def _row_security(
    conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
) -> _Statements:
    if expected and "forced f" in expected and found and "forced t" in found:
        yield f"alter table {name} no force row level security"
    if expected and "enabled t" in expected and found and "enabled f" in found:
        yield f"alter table {name} enable row level security"


def _table(
    conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
) -> _Statements:
    yield from _owner("table", name, expected, found)
    if expected and found:
        if "persistence p" in expected and "persistence u" in found:
            yield f"alter table {name} set logged"
        for option in re.findall(r"(\w+)=", found.partition("persistence")[2]):
            if f"{option}=" not in expected:
                yield f"alter table {name} reset ({option})"


def _sequence(
    conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
) -> _Statements:
    yield from _owner("sequence", name, expected, found)
    was = _SEQUENCE.fullmatch(expected or "")
    if was and found:
        _, kind, start, increment, least, most, cache, cycle = was.groups()
        yield (
            f"alter sequence {name} as {kind} increment {increment} minvalue {least}"
            f" maxvalue {most} start {start} cache {cache} {'' if cycle == 't' else 'no '}cycle"
        )


def _owner(kind: str, name: str, expected: str | None, found: str | None) -> _Statements:
    if expected and found and expected.split()[0] != found.split()[0]:
        yield f"alter {kind} {name} owner to {expected.split()[0]}"


def _owner_of(kind: str) -> Callable[..., _Statements]:
    def write(
        conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
    ) -> _Statements:
        yield from _owner(kind, name, expected, found)

    return write


def _domain(
    conn: Connection[TupleRow], name: str, expected: str | None, found: str | None
) -> _Statements:
    (schema,) = _one(
        conn,
        """select n.nspname from pg_type t join pg_namespace n on n.oid = t.typnamespace
           where t.typname = %s and n.nspname ~ '^tolsel'""",
        name,
    )
    yield from _owner("domain", f"{schema}.{name}", expected, found)


def _one(conn: Connection[TupleRow], query: str, value: str) -> TupleRow:
    row = conn.execute(query.encode(), [value]).fetchone()
    assert row is not None
    return row


_WRITERS: dict[str, Callable[..., _Statements]] = {
    "constraint": _constraint,
    "index": _index,
    "column": _column,
    "grant": _grant,
    "row security": _row_security,
    "table": _table,
    "sequence": _sequence,
    "schema": _owner_of("schema"),
    "domain": _domain,
    "function": _owner_of("routine"),
    "view": _owner_of("view"),
}
