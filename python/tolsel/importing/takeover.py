"""Takes customers and open invoices over from another system, each row exactly once."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel.errors import ReportedError, TolselError, translating
from tolsel.importing.csv_rows import (
    BAD_LINES_SHOWN,
    BadLine,
    BadValueError,
    Row,
    list_bad_lines,
    read_amount,
    read_date,
    read_rows,
)
from tolsel.importing.history import Progress
from tolsel.retrying import RetryingSession

_BATCH = 500
_AMOUNTS = ("owed_limit", "opening_balance", "total_amount", "paid_amount")
_DATES = ("opened_on", "issued_on", "due_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is taken over: the SQL function that takes one row, and its arguments as columns."""

    name: str
    function: str
    made_at: str
    """The column of the function's row that says when it was made."""
    key: str
    """The column that tells one row from another."""
    required: tuple[str, ...]
    optional: tuple[str, ...]


CUSTOMERS = Kind(
    name="customers",
    function="import_customer",
    made_at="opened_at",
    key="code",
    required=("code", "name"),
    optional=("email", "phone", "currency", "owed_limit", "opening_balance", "opened_on"),
)
INVOICES = Kind(
    name="invoices",
    function="import_invoice",
    made_at="recorded_at",
    key="reference",
    required=("customer_code", "reference", "total_amount", "issued_on"),
    optional=("due_on", "paid_amount", "description"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverReport:
    """What a takeover did."""

    made: int
    repeated: int
    """Rows that were taken over before."""
    seconds: float


def take_over(
    url: str | None,
    path: Path,
    kind: Kind,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
    tenant_id: int | None = None,
    progress: Progress | None = None,
) -> TakeoverReport:
    """Check the whole file, then call `tolsel.import_customer` or `tolsel.import_invoice` for each.

    A file with a row that cannot be read raises ReportedError before anything is made; a row that
    the database refuses raises TolselError with its line, and what stands before its batch stays.
    """
    started = time.monotonic()

    def read() -> Iterator[Row | BadLine]:
        return read_rows(
            path,
            delimiter=delimiter,
            encoding=encoding,
            required=kind.required,
            optional=kind.optional,
        )

    count = _check(path, kind, read)
    with RetryingSession(url, tenant_id=tenant_id, application_name="tolsel import") as session:
        made = done = 0
        if progress:
            progress(0, count)
        rows = (row for row in read() if isinstance(row, Row))
        while batch := [*itertools.islice(rows, _BATCH)]:
            made += session.run(
                partial(_make, path=path, kind=kind, rows=batch, tenant_id=session.tenant_id)
            )
            done += len(batch)
            if progress:
                progress(done, count)
    return TakeoverReport(made=made, repeated=done - made, seconds=time.monotonic() - started)


def _check(path: Path, kind: Kind, read: Callable[[], Iterator[Row | BadLine]]) -> int:
    count = 0
    bad = []
    seen: dict[str, int] = {}
    for row in read():
        count += 1
        if isinstance(row, BadLine):
            bad.append(row)
            continue
        try:
            _arguments(row)
            key = row.values[kind.key]
            if (first := seen.setdefault(key, row.number)) != row.number:
                raise BadValueError(f"the {kind.key} {key!r} stands on line {first} already")
        except BadValueError as error:
            bad.append(BadLine(row.number, str(error)))
    if bad:
        lines = f"{len(bad):,} lines" if len(bad) > 1 else "1 line"
        raise ReportedError(
            f"{lines} of {path.name} cannot be taken over; nothing was",
            detail=list_bad_lines(bad[:BAD_LINES_SHOWN], len(bad)),
        )
    return count


def _arguments(row: Row) -> dict[str, object]:
    """Return what is said on a row, without what is left blank."""
    found: dict[str, object] = {}
    for name, value in row.values.items():
        if not value:
            continue
        if name in _AMOUNTS:
            found[name] = read_amount(value, name)
        elif name in _DATES:
            found[name] = read_date(value, name)
        else:
            found[name] = value
    return found


def _make(
    conn: Connection[TupleRow], *, path: Path, kind: Kind, rows: Sequence[Row], tenant_id: int
) -> int:
    """Make rows in one transaction, all or none; return how many were not there before."""
    made = 0
    with translating(), conn.transaction():
        for row in rows:
            arguments = dict.fromkeys(kind.required) | _arguments(row) | {"tenant_id": tenant_id}
            call = sql.SQL("select {} = now() from tolsel.{}({})").format(
                sql.Identifier(kind.made_at),
                sql.Identifier(kind.function),
                sql.SQL(", ").join(
                    sql.SQL("{} => {}").format(sql.Identifier(f"p_{name}"), sql.Placeholder(name))
                    for name in arguments
                ),
            )
            try:
                with translating():
                    found = conn.execute(call, arguments).fetchone()
            except TolselError as error:
                raise _on_line(path, row, error) from error
            assert found is not None
            made += bool(found[0])
    return made


def _on_line(path: Path, row: Row, error: TolselError) -> TolselError:
    return type(error)(
        error.message,
        sqlstate=error.sqlstate,
        name=error.name,
        detail=f"{path.name}, line {row.number}: {error.detail or ''}".removesuffix(": "),
        hint=f"{error.hint}\nCorrect the file or the books, and import again."
        if error.hint
        else None,
    )
