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

from tolsel.importing.csv_rows import (
    BadLine,
    BadValueError,
    Row,
    read_amount,
    read_date,
    read_rows,
)
from tolsel.importing.history import Progress
from tolsel.importing.refusing import Faults
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
    """Call `tolsel.import_customer` or `tolsel.import_invoice` for each row, in one transaction.

    A file with bad rows raises an error that names them, those that cannot be read and those that
    the database refuses, and leaves nothing behind.
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

    unread = Faults(path)
    count = _check(kind, read, unread)
    with RetryingSession(url, tenant_id=tenant_id, application_name="tolsel import") as session:
        make = partial(_make, kind=kind, tenant_id=session.tenant_id)

        def make_all(conn: Connection[TupleRow]) -> int:
            faults = Faults(path, unread.unread_count, [*unread.unread])
            made = done = 0
            is_told = progress and not unread.unread_count
            if progress and is_told:
                progress(0, count)
            with conn.transaction():
                rows = (row for row in read() if isinstance(row, Row) and _is_readable(row))
                while batch := [*itertools.islice(rows, _BATCH)]:
                    made += faults.post_good(conn, batch, make)
                    done += len(batch)
                    if progress and is_told:
                        progress(done, count)
                faults.raise_any()
            return made

        made = session.run(make_all)
    return TakeoverReport(made=made, repeated=count - made, seconds=time.monotonic() - started)


def _check(kind: Kind, read: Callable[[], Iterator[Row | BadLine]], faults: Faults) -> int:
    """Return how many rows can be read."""
    count = 0
    seen: dict[str, int] = {}
    for row in read():
        if isinstance(row, BadLine):
            faults.add(row)
            continue
        try:
            _arguments(row)
            key = row.values[kind.key]
            if (first := seen.setdefault(key, row.number)) != row.number:
                raise BadValueError(f"the {kind.key} {key!r} stands on line {first} already")
        except BadValueError as error:
            faults.add(BadLine(row.number, str(error)))
            continue
        count += 1
    return count


def _is_readable(row: Row) -> bool:
    try:
        _arguments(row)
    except BadValueError:
        return False
    return True


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


def _make(conn: Connection[TupleRow], rows: Sequence[Row], *, kind: Kind, tenant_id: int) -> int:
    """Make rows, all or none; return how many were not there before."""
    made = 0
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
        found = conn.execute(call, arguments).fetchone()
        assert found is not None
        made += bool(found[0])
    return made
