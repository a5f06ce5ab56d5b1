"""Write the rows at the edge of each CHECK and of each unique index of some rows: `make edges`.

A row is searched that the constraint refuses and a weaker one would not: with one comparison, one
condition or one figure changed. `tests/house/test_edges.py` holds the constraints to them. Read the
diff: a row that is gone says that a constraint has become weaker.
"""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import psycopg

from tests import harness, templates
from tests.conftest import migrate_and_add
from tests.house.test_edges import CONSTRAINTS, EDGES, Edge, read_edges, shortened

_MOST_ROWS = 700
_TRY = """
    create function pg_temp.try(p_source text, p_row jsonb, p_expressions text[]) returns boolean[]
    language plpgsql as $$
    declare
        v_found boolean[];
    begin
        execute format('select array[%s] from ' || p_source,
            (select string_agg('(' || e || ')', ',') from unnest(p_expressions) e))
        into v_found using p_row;
        return v_found;
    exception when others then
        return null;
    end$$"""


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """A CHECK of a table or domain, or the condition of a unique index."""

    owner: str
    name: str
    source: str
    expression: str
    columns: list[tuple[str, str, str, str]]
    is_index: bool


def weaker(expression: str) -> list[str]:
    """Return the expression with one thing changed, as often as there is one."""
    found = set()

    def put(start: int, end: int, text: str) -> None:
        found.add(expression[:start] + text + expression[end:])

    for m in re.finditer(r"(<=|>=|<>|<|>|=)(?= )", expression):
        other = {"<=": "<", ">=": ">", "<": "<=", ">": ">=", "<>": "is distinct from", "=": "<>"}
        put(m.start(), m.end(), other[m[1]])
        for step in ("1", "0.01") if m[1][0] in "<>" and m[1] != "<>" else ():
            put(m.start(), m.end(), f"{m[1]} {'-' if m[1][0] == '>' else ''}{step} +")
    for m in re.finditer(r" AND | OR ", expression):
        put(m.start(), _end_of_operand(expression, m.end()), "")
        put(_start_of_operand(expression, m.start()), m.end(), "")
        put(m.start(), m.end(), " OR " if m[0] == " AND " else " AND ")
    for m in re.finditer(r"IS NOT NULL|IS NULL", expression):
        put(m.start(), m.end(), "IS NULL" if "NOT" in m[0] else "IS NOT NULL")
    for m in re.finditer(r"(?<![\w'.{,])(\d+(?:\.\d+)?)(?![\w'.}])", expression):
        for step in ("- 1", "+ 1", "- 0.01", "+ 0.01"):
            put(m.start(), m.end(), f"({m[1]} {step})")
    for m in re.finditer(r"~ '((?:[^']|'')*)'", expression):
        for pattern in (
            re.sub(r",(\d+)[}]", lambda n: f",{int(n[1]) + 1}}}", m[1]),
            m[1].removeprefix("^"), m[1].removesuffix("$"),
            m[1].replace("[a-z]", "[a-z0-9]"), m[1].replace("{1,", "{0,"),
        ):  # fmt: skip
            put(m.start(), m.end(), f"~ '{pattern}'")
    return sorted(found - {expression})


def _end_of_operand(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth < 0 or (
            depth == 0 and re.match(r" (AND|OR|THEN|ELSE|WHEN|END)\b", text[at:])
        ):  # fmt: skip
            return at
    return len(text)


def _start_of_operand(text: str, end: int) -> int:
    depth = 0
    for at in range(end - 1, -1, -1):
        depth += (text[at] in ")]") - (text[at] in "([")
        if depth < 0 or (depth == 0 and re.search(r"\b(AND|OR|THEN|ELSE|WHEN) $", text[: at + 1])):
            return at + 1
    return 0


def values(column: tuple[str, str, str, str], expression: str) -> list[Any]:
    """Return what is worth trying in a column: what is named, one more, one less, and odd ones."""
    _, kind, category, definition = column
    literals = re.findall(r"'\"?((?:[^']|'')*?)\"?'", expression + definition)
    literals += [part for text in literals for part in text.strip("{}").split(",")]
    if category == "N":
        figures = {Decimal(figure) for figure in (0, 1, -1, 2, 5)}
        for text in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", expression + definition):
            for step in map(Decimal, ("-1", "0", "1", "-0.01", "0.01")):
                if step == int(step) or not kind.startswith("int"):
                    figures |= {Decimal(text) + step, step - Decimal(text)}
        return [None, *(str(figure) for figure in sorted(figures, key=abs))]
    if category == "B":
        return [None, True, False]
    if kind == "date":
        days = [text for text in literals if re.fullmatch(r"\d{4}-\d\d-\d\d", text)]
        return [None, "2026-01-30", "2026-01-31", "2026-02-01", "1899-12-31", "2200-01-01",
                "infinity", "-infinity", *days]  # fmt: skip
    if category == "D":
        return [None, "2026-01-31 09:00Z", "2026-01-31 09:01Z", "2026-01-31 09:30Z",
                "2026-01-31 10:00Z", "infinity", "-infinity"]  # fmt: skip
    if category == "T":
        return [None, "0", "1 minute", "-1 minute", "1 hour", "1 day"]
    if kind == "jsonb":
        return [None, {}, [], {"a": 1}, 1, {"a": "x" * 16385}, {"columns": 1}]
    if kind == "bytea":
        return [None, *("\\x" + "00" * n for n in (0, 1, 31, 32, 33))]
    if category == "A":
        return [None, "{}", "{1}", "{1,2}"]
    words = {"", "x", " ", "a", "A", "1", "a b", "a1", "A1", "-", "x ", "new", "é", *literals}
    for figure in re.findall(r"\d+", expression):
        for length in {int(figure) - 1, int(figure), int(figure) + 1, int(figure) + 2}:
            words |= {sign * length for sign in "aA0" if 0 < length < 70_000}
    return [None, *sorted(words, key=lambda word: (len(word), word))]


def constraints(conn: psycopg.Connection[Any]) -> Iterator[Constraint]:
    """Yield what has an edge."""
    for owner, name, source, expression, columns, is_index in conn.execute(CONSTRAINTS).fetchall():
        yield Constraint(
            owner=owner, name=name, source=source, expression=expression,
            columns=[(a, b, c, d) for a, b, c, d in columns or []], is_index=is_index,
        )  # fmt: skip


def edges_of(conn: psycopg.Connection[Any], constraint: Constraint) -> Iterator[Edge]:
    """Yield as few rows as tell the constraint from all that is weaker."""
    chance = random.Random(constraint.name)
    names = [column[0] for column in constraint.columns]
    tried = [values(column, constraint.expression) for column in constraint.columns]
    rows: list[tuple[Any, ...]] = (
        list(itertools.product(*tried))
        if len(list(itertools.islice(itertools.product(*tried), _MOST_ROWS + 1))) <= _MOST_ROWS
        else [tuple(map(chance.choice, tried)) for _ in range(_MOST_ROWS)]
    )

    def judged(row: dict[str, Any], expressions: list[str]) -> list[bool | None] | None:
        query = "select pg_temp.try(%s, %s, %s)"
        values = [constraint.source, json.dumps(row), expressions]
        found: list[bool | None] | None = (conn.execute(query, values).fetchone() or [None])[0]
        return found

    others = weaker(constraint.expression)
    seen: list[tuple[set[int], dict[str, Any]]] = []
    for values_of in rows:
        row = {n: v for n, v in zip(names, values_of, strict=True) if v is not None}
        found = judged(row, [constraint.expression, *others])
        if found is None:
            single = [judged(row, [constraint.expression, other]) for other in others]
            first = judged(row, [constraint.expression])
            found = first and [first[0], *(one[1] if one else first[0] for one in single)]
        if found and found[0] is constraint.is_index:
            told = {n for n, one in enumerate(found[1:]) if one is not found[0]}
            seen.append(({-1, *told}, row))
    left = set().union(*(told for told, _ in seen))
    while left:
        told, row = max(seen, key=lambda pair: (len(pair[0] & left), -len(json.dumps(pair[1]))))
        left -= told
        yield Edge(owner=constraint.owner, name=constraint.name, row=row)


def main() -> None:
    """Keep the rows that hold, and search some for each constraint that has none."""
    with harness.serving():
        templates.begin_run()
        database = templates.Database(name="edges")
        with psycopg.connect(templates.SERVER.url(), autocommit=True) as conn:
            templates.create(conn, database, of=templates.EMPTY)
        migrate_and_add(database)
        with psycopg.connect(database.url(), autocommit=True) as conn:
            conn.execute(_TRY)
            there = read_edges()
            edges: list[Edge] = []
            for one in constraints(conn):
                kept = [edge for edge in there if (edge.owner, edge.name) == (one.owner, one.name)]
                edges += [edge for edge in kept if holds(conn, one, edge)] or edges_of(conn, one)
    EDGES.write_text(
        "".join(f"{edge.owner} {edge.name} {json.dumps(shortened(edge.row))}\n" for edge in edges)
    )
    print(f"{len(edges)} rows")


def holds(conn: psycopg.Connection[Any], constraint: Constraint, edge: Edge) -> bool:
    """Say whether a row is still beyond the edge."""
    values = [constraint.source, json.dumps(edge.row), [constraint.expression]]
    found = conn.execute("select pg_temp.try(%s, %s, %s)", values).fetchone()
    return found is not None and found[0] == [constraint.is_index]


if __name__ == "__main__":
    main()
