"""A call of one of tolsel's SQL functions: its statement, its values, how its answer is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import partial
from typing import Any, Generic, TypeAlias, TypeVar

from psycopg import AsyncConnection, Connection
from psycopg.rows import tuple_row
from psycopg.types.json import set_json_loads

from tolsel.errors import translating

T = TypeVar("T")
Json: TypeAlias = Mapping[str, Any] | Sequence[Any]
"""What JSON is made of; amounts in it may be Decimal, and days may be dates."""

Columns = Sequence[str]
Values = Sequence[Sequence[Any]]
Read = Callable[[Columns, Values], T]

_load_json = partial(json.loads, parse_float=Decimal)


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """A call that is not made yet: `run(conn)` makes it, within the caller's transaction.

    Nothing is committed here. A refusal raises the class of its code, a fault that passes raises
    RetryableError, and either leaves the transaction failed, as every error of PostgreSQL does.
    """

    function: str
    arguments: Mapping[str, tuple[Any, str]]
    """By name: the value, and the SQL type it is sent as."""
    read: Read[T]

    def statement(self, placeholder: Callable[[int], str] = lambda _: "%s") -> str:
        """Return the SQL text; a driver that numbers its values gets `lambda n: f"${n}"`."""
        given = ", ".join(
            f"p_{name} => {placeholder(number)}::{kind}"
            for number, (name, (_, kind)) in enumerate(self.arguments.items(), start=1)
        )
        return f"select * from tolsel.{self.function}({given})"

    @property
    def values(self) -> list[Any]:
        """Return the values in the order of the statement; JSON is its text."""
        return [
            json.dumps(value, default=str) if kind == "jsonb" and value is not None else value
            for value, kind in self.arguments.values()
        ]

    def run(self, conn: Connection[Any]) -> T:
        """Make the call on a connection of psycopg, and return what it answers."""
        with translating(), conn.cursor(row_factory=tuple_row) as cursor:
            set_json_loads(_load_json, cursor)
            cursor.execute(self.statement().encode(), self.values)
            names = [column.name for column in cursor.description or ()]
            return self.read(names, cursor.fetchall())

    async def run_async(self, conn: AsyncConnection[Any]) -> T:
        """Make the call on an asynchronous connection of psycopg."""
        with translating():
            async with conn.cursor(row_factory=tuple_row) as cursor:
                set_json_loads(_load_json, cursor)
                await cursor.execute(self.statement().encode(), self.values)
                names = [column.name for column in cursor.description or ()]
                return self.read(names, await cursor.fetchall())


def chosen(**arguments: tuple[Any, str]) -> dict[str, tuple[Any, str]]:
    """Leave out what is None: the database has a default for it."""
    return {name: given for name, given in arguments.items() if given[0] is not None}


def as_rows(kind: type[T]) -> Read[list[T]]:
    """Read many rows of a class; columns of a later version, which it does not know, are passed."""

    def read(columns: Columns, values: Values) -> list[T]:
        known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
        return [
            kind(**{n: v for n, v in zip(columns, row, strict=True) if n in known})
            for row in values
        ]

    return read


def as_row(kind: type[T]) -> Read[T]:
    """Read the one row that a function answers with."""

    def read(columns: Columns, values: Values) -> T:
        (only,) = as_rows(kind)(columns, values)
        return only

    return read


def as_row_or_none(kind: type[T]) -> Read[T | None]:
    """Read the one row, or None where the database answers null."""

    def read(columns: Columns, values: Values) -> T | None:
        is_there = any(value is not None for value in values[0])
        return as_row(kind)(columns, values) if is_there else None

    return read


def as_value(_: Columns, values: Values) -> Any:
    """Read one value."""
    return values[0][0]


def as_values(_: Columns, values: Values) -> list[Any]:
    """Read many values."""
    return [only for (only,) in values]


def as_nothing(_columns: Columns, _values: Values) -> None:
    """Read nothing: the function answers nothing."""
