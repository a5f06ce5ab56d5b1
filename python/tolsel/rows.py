"""What a query answers: rows of one kind, with the columns as the cursor names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, LiteralString, TypeVar

from psycopg import Connection, Cursor
from psycopg.adapt import Buffer, Loader
from psycopg.rows import TupleRow, class_row, namedtuple_row

from tolsel.errors import translating

Row = TypeVar("Row")


class JsonText(str):
    """JSON as the database has it, so that no number is rounded on its way."""


class Rows(list[Row]):
    """Rows of one kind, and the names of their columns, which an empty answer has too."""

    def __init__(self, rows: Iterable[Row], *, columns: Sequence[str]) -> None:
        super().__init__(rows)
        self.columns = tuple(columns)

    def values(self) -> Iterator[tuple[Any, ...]]:
        """Yield the values of each row, in the order of the columns."""
        for row in self:
            yield tuple(getattr(row, column) for column in self.columns)


class _JsonTextLoader(Loader):
    def load(self, data: Buffer) -> JsonText:
        return JsonText(bytes(data).decode())


def fetch_rows(
    conn: Connection[TupleRow],
    kind: type[Row],
    query: LiteralString,
    values: Sequence[object] | Mapping[str, object] = (),
) -> Rows[Row]:
    """Run a query whose columns are the fields of a class; JSON arrives as its text."""
    with translating(), conn.cursor(row_factory=class_row(kind)) as cur:
        return _fetch(cur, query.encode(), values)


def fetch_any(
    conn: Connection[TupleRow], query: str, values: Sequence[object]
) -> Rows[tuple[Any, ...]]:
    """Run a query of which nobody knows the columns; its rows have them as attributes."""
    with translating(), conn.cursor(row_factory=namedtuple_row) as cur:
        return _fetch(cur, query.encode(), values)


def _fetch(
    cur: Cursor[Row], query: bytes, values: Sequence[object] | Mapping[str, object]
) -> Rows[Row]:
    cur.adapters.register_loader("json", _JsonTextLoader)
    cur.adapters.register_loader("jsonb", _JsonTextLoader)
    cur.execute(query, values)
    return Rows(cur.fetchall(), columns=[column.name for column in cur.description or ()])
