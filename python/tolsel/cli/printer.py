"""All that the command line prints: lines, tables, and rows for other programs."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import click

from tolsel.rows import JsonText, Rows

FORMAT_OPTION = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="For people, or the rows alone for programs: amounts in full, days and times by ISO 8601.",
)

# They join letters, as Persian and Hindi need it, and hide nothing.
_JOINERS = "\u200c\u200d"
_LEAST_WIDTH = 12  # to which a column of texts shrinks in a narrow terminal

Cell = object
"""A text, a number or None; a tuple of texts is a cell of several lines."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    header: str
    cells: Sequence[Cell]
    is_right: bool = False


def left(header: str, cells: Iterable[Cell]) -> Column:
    """Return a column of texts."""
    return Column(header, [*cells])


def right(header: str, cells: Iterable[Cell]) -> Column:
    """Return a column of figures, which end at one edge."""
    return Column(header, [*cells], is_right=True)


def refuse_format(form: str) -> None:
    """Refuse a format that was given to a group and not to its command."""
    if form != "table":
        raise click.UsageError("--format goes behind the command that it is for.")


def visible(text: str) -> str:
    """Return a text in one line that moves no cursor: whoever wrote it does not write the page."""
    return text if text.isprintable() else "".join(map(_visible_character, text))


def echo(text: str = "", *, err: bool = False, is_bold: bool = False) -> None:
    """Print one line."""
    click.secho(visible(text), err=err, bold=is_bold)


def moment(at: datetime | None) -> str:
    """Return a moment to the minute, in UTC."""
    return "" if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%MZ}"


def show(rows: Rows[Any], form: str, *, as_table: Callable[[], None]) -> None:
    """Print rows in the format that was asked for; a table is printed in the caller's words."""
    if form == "table":
        as_table()
    else:
        write(json_rows(rows) if form == "json" else csv_rows(rows))


def write(text: str) -> None:
    """Write a text for programs as it is."""
    # With colour, because without it click takes escape sequences out of texts.
    click.echo(text, nl=False, color=True)


def json_rows(rows: Rows[Any]) -> str:
    """Return one array of objects, one on a line; an amount is a text, so that nobody rounds it."""
    objects = [json_object(dict(zip(rows.columns, row, strict=True))) for row in rows.values()]
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def json_object(values: Mapping[str, object]) -> str:
    """Return one object in one line."""
    members = (f"{json.dumps(name)}: {_json_value(value)}" for name, value in values.items())
    return f"{{{', '.join(members)}}}"


def csv_rows(rows: Rows[Any]) -> str:
    """Return a line of names and one for each row; null is an empty cell."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(rows.columns)
    # A program gets the texts as they are, a person's terminal does not.
    to_cell = (lambda value: visible(_csv_value(value))) if _is_terminal() else _csv_value
    writer.writerows([to_cell(value) for value in row] for row in rows.values())
    return written.getvalue()


def echo_table(columns: Sequence[Column]) -> None:
    """Print a table: for a terminal in its width, else as wide as its content and without colour.

    Nothing is cut off.
    """
    prepared = [_prepare(column) for column in columns]
    if _is_terminal():
        _echo_framed(prepared)
    else:
        _echo_plain(prepared)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A column as it is printed: the header and then the lines of each cell, of one width."""

    cells: list[list[str]]
    width: int
    is_right: bool


def _prepare(column: Column) -> _Prepared:
    cells = [[column.header], *([*map(visible, _lines(cell))] for cell in column.cells)]
    width = max(_width(line) for cell in cells for line in cell)
    if column.is_right:
        cells = [[_pad(line, width) + line for line in cell] for cell in cells]
    return _Prepared(cells, width, column.is_right)


def _echo_plain(columns: Sequence[_Prepared]) -> None:
    rows = [*zip(*(column.cells for column in columns), strict=True)]
    rows.insert(1, tuple(["-" * column.width] for column in columns))
    for row in rows:
        for number in range(max(map(len, row))):
            line = [cell[number] if number < len(cell) else "" for cell in row]
            padded = (
                text + _pad(text, column.width) for text, column in zip(line, columns, strict=True)
            )
            click.echo("  ".join(padded).rstrip())


def _echo_framed(columns: Sequence[_Prepared]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(column.cells[0][0]), no_wrap=column.is_right, overflow="fold")
    for row in zip(*(column.cells[1:] for column in columns), strict=True):
        table.add_row(*(Text("\n".join(cell)) for cell in row))
    console = Console(file=sys.stdout, force_terminal=True)
    # Texts are folded to fit, but a figure never is: rather the terminal breaks the line.
    least = (c.width if c.is_right else min(c.width, _LEAST_WIDTH) for c in columns)
    console.width = max(console.width, sum(least) + 3 * (len(columns) - 1))
    console.print(table)


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _lines(cell: Cell) -> Sequence[str]:
    if isinstance(cell, tuple):
        return cell or ("",)
    return ("" if cell is None else str(cell),)


def _pad(text: str, width: int) -> str:
    return " " * (width - _width(text))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: East Asian letters take two each."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _visible_character(character: str) -> str:
    if character.isprintable() or character in _JOINERS or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode()


def _json_value(value: object) -> str:
    if isinstance(value, JsonText):
        text = str(value)
    elif isinstance(value, Decimal | datetime | date):
        text = json.dumps(_plain(value))
    else:
        text = json.dumps(value, ensure_ascii=False)
    # Only a string of JSON can hold a control character that has got so far.
    return text if text.isprintable() else "".join(map(_json_character, text))


def _json_character(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]


def _csv_value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _plain(value)


def _plain(value: object) -> str:
    """Return a value as programs read it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
