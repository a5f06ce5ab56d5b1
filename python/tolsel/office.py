"""A connection, and the tenant it acts for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg import Connection, IsolationLevel
from psycopg.rows import TupleRow

from tolsel.database import connect
from tolsel.errors import translating


@dataclass(frozen=True, slots=True)
class Office:
    """A connection, and the tenant it acts for."""

    conn: Connection[TupleRow]
    tenant_id: int


@contextmanager
def open_office(
    url: str | None,
    *,
    tenant_id: int | None = None,
    application_name: str,
    is_frozen: bool = False,
) -> Iterator[Office]:
    """Connect, and act for the tenant given or the login's own.

    Each statement is committed by itself; if frozen, all that is read is of one moment, and nothing
    can be written.
    """
    with connect(url, autocommit=not is_frozen, application_name=application_name) as conn:
        if is_frozen:
            conn.isolation_level = IsolationLevel.REPEATABLE_READ
            conn.read_only = True
        yield Office(conn, select_tenant(conn, tenant_id=tenant_id))


def select_tenant(conn: Connection[TupleRow], *, tenant_id: int | None = None) -> int:
    """Return the tenant to act for: the one given, else the login's own."""
    with translating():
        row = conn.execute(
            "select coalesce(%s, tolsel.current_tenant_id())", [tenant_id]
        ).fetchone()
    assert row is not None
    return int(row[0])
