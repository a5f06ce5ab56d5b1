"""Rows of a CSV file whose first line names the columns, and the values on them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from tolsel.errors import ReportedError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?", re.ASCII)
_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True, order=True)
class BadLine:
    """One line that cannot be used, and why."""

    number: int
    reason: str


BAD_LINES_SHOWN = 10


def list_bad_lines(first: Sequence[BadLine], count: int) -> str:
    """Return the DETAIL of an error that names the first of so many bad lines."""
    listed = [f"line {bad.number}: {bad.reason}" for bad in first]
    more = [f"and {count - len(first):,} more"] if count > len(first) else []
    return "\n         ".join(listed + more)


@dataclass(frozen=True, slots=True)
class Row:
    """One line that can be read: its values by column, without blanks around them."""

    number: int
    values: dict[str, str]


class BadValueError(ValueError):
    """A value that is not what its column wants; says which."""


def read_rows(
    path: Path, *, delimiter: str, encoding: str, required: Sequence[str], optional: Sequence[str]
) -> Iterator[Row | BadLine]:
    """Read a file from its first line to its last, without keeping it."""
    # Bytes that are no text pass the decoder, so that the line they stand on can be named.
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as opened:
        rows = csv.reader(opened, delimiter=delimiter, strict=True)
        try:
            names = _read_header(path, rows, required, optional)
            while True:
                number = rows.line_num + 1
                try:
                    row = next(rows)
                    if row:
                        yield Row(number, _by_name(names, row, encoding))
                except (csv.Error, BadValueError) as error:
                    yield BadLine(number, str(error))
        except StopIteration:
            return
        except UnicodeError as error:
            raise ReportedError(
                f"{path.name} is not written in {encoding}",
                detail=str(error),
                hint="Name its encoding with --encoding, such as cp1252.",
            ) from error


def _read_header(
    path: Path, rows: Iterator[list[str]], required: Sequence[str], optional: Sequence[str]
) -> list[str]:
    try:
        names = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise ReportedError(f"the header of {path.name} cannot be read: {error}") from error
    missing = [name for name in required if name not in names]
    unknown = [name for name in names if name not in (*required, *optional)]
    if missing or unknown or len(set(names)) < len(names):
        wanted = f"{', '.join(required)}, and perhaps {', '.join(optional)}"
        other = next((sign for sign in ";\t|," if any(sign in name for name in names)), None)
        raise ReportedError(
            f"the first line of {path.name} does not name the columns that are wanted",
            detail="; ".join(
                [f"missing: {name}" for name in missing]
                + [f"not known: {name!r}" for name in unknown]
                + ([] if missing or unknown else ["a name stands there twice"])
            ),
            hint=f"Name them {wanted}." + (f" Or is it --delimiter {other!r}?" if other else ""),
        )
    return names


def _by_name(names: Sequence[str], row: Sequence[str], encoding: str) -> dict[str, str]:
    if len(row) != len(names):
        raise BadValueError(f"it has {len(row)} columns, the first line has {len(names)}")
    values = {name: value.strip() for name, value in zip(names, row, strict=True)}
    for name, value in values.items():
        if "\0" in value or _UNDECODED.search(value):
            raise BadValueError(f"{name} is not text in {encoding}; see --encoding")
    return values


def read_date(value: str, name: str = "date") -> date:
    """Return a day written as YYYY-MM-DD."""
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadValueError(f"the {name} is {value!r}; write YYYY-MM-DD")


def read_amount(value: str, name: str = "amount") -> Decimal:
    """Return an amount written with digits and a point."""
    if not _AMOUNT.fullmatch(value):
        comma = " without commas" if "," in value else ""
        raise BadValueError(f"the {name} is {value!r}; write digits and a point{comma}: -1234.50")
    return Decimal(value)
