"""`tolsel call`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import public
from tolsel.calls import Call, as_values
from tolsel.cli.console import connection_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, right, show
from tolsel.errors import ReportedError
from tolsel.public import Argument, Function
from tolsel.rows import Rows, fetch_any

_NEAREST = 5
_ALL = r"tolsel psql -c '\df tolsel.*' lists them all."


@click.command()
@click.argument("function")
@click.argument("arguments", nargs=-1, metavar="[NAME=VALUE]...")
@FORMAT_OPTION
@click.pass_context
def call(ctx: click.Context, function: str, arguments: Sequence[str], form: str) -> None:
    """Call any public function by its name, and print what it answers; what it does is kept.

    \b
    tolsel call list_aging on=2026-03-31 --format csv
    tolsel call record_payment customer_id=1 amount=9.50 method=cash request_key=till-1:17
    tolsel call post_journal lines=@lines.json

    An argument is as in SQL without its p_. Several values are divided by commas, @FILE is what
    stands in a file, and null is null. tolsel call FUNCTION --help is not about the function: say
    tolsel psql -c '\\df+ tolsel.FUNCTION'.
    """
    with connection_of(ctx) as conn:
        found = _find(conn, function.removeprefix("tolsel."))
        rows = _call(conn, found, _read(found, arguments))
    show(rows, form, as_table=lambda: _echo(rows))


def _find(conn: Connection[TupleRow], name: str) -> Function:
    functions = {function.name: function for function in public.read_api(conn).functions}
    if name not in functions:
        raise ReportedError(
            f"there is no public function {name!r}", hint=_nearest(name, functions) or _ALL
        )
    return functions[name]


def _read(function: Function, arguments: Sequence[str]) -> dict[str, str | None]:
    """Return the values by name, as texts that PostgreSQL reads."""
    known = {argument.name: argument for argument in function.arguments}
    values: dict[str, str | None] = {}
    for text in arguments:
        name, equals, value = text.partition("=")
        name = name.removeprefix("p_")
        if not equals:
            raise ReportedError(f"{text!r} is no NAME=VALUE", hint=_told(function))
        if name not in known:
            raise ReportedError(
                f"{function.name} takes no {name!r}",
                hint=f"{_nearest(name, known)} {_told(function)}".strip(),
            )
        if name in values:
            raise ReportedError(f"{name!r} is given twice")
        values[name] = _value(known[name], value)
    missing = [a.name for a in known.values() if a.default is None and a.name not in values]
    if missing:
        raise ReportedError(f"{function.name} needs {', '.join(missing)}", hint=_told(function))
    return values


def _value(argument: Argument, text: str) -> str | None:
    if text.startswith("@") and len(text) > 1:
        text = Path(text[1:]).read_text(encoding="utf-8")
    if text == "null":
        return None
    if argument.type.endswith("[]") and not text.startswith("{"):
        return f"{{{text}}}"
    return text


def _told(function: Function) -> str:
    told = [a.name if a.default is None else f"[{a.name}]" for a in function.arguments]
    return f"It takes {', '.join(told)}." if told else "It takes no arguments."


def _nearest(name: str, names: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, [*names], n=_NEAREST, cutoff=0.5)
    return f"Did you mean {' or '.join(found)}?" if found else ""


def _call(
    conn: Connection[TupleRow], function: Function, values: Mapping[str, str | None]
) -> Rows[Any]:
    type_of = {argument.name: argument.type for argument in function.arguments}
    call = Call(function.name, {n: (value, type_of[n]) for n, value in values.items()}, as_values)
    # JSON is text already.
    return fetch_any(conn, call.statement(), [*values.values()])


def _echo(rows: Rows[Any]) -> None:
    cells = [*zip(*rows.values(), strict=True)]
    if len(rows) == 1 and len(cells) > 1:
        echo_table([left("column", rows.columns), left("value", [c for (c,) in cells])])
    elif rows:
        echo_table(
            [
                right(name, column)
                if all(isinstance(cell, int | Decimal | None) for cell in column)
                else left(name, column)
                for name, column in zip(rows.columns, cells, strict=True)
            ]
        )
    else:
        echo("no rows")
