"""A session that only looks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.database import connect
from tolsel.errors import ReportedError, translate


@contextlib.contextmanager
def reading(
    url: str | None, *, application_name: str = "tolsel status"
) -> Iterator[Connection[TupleRow]]:
    """Open a connection that sees one moment and changes nothing."""
    with connect(url, application_name=application_name) as conn:
        try:
            conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            conn.read_only = True
            # As the migrator: definitions are written with their schemas, and so compare.
            conn.execute("set local search_path = ''")
            yield conn
        except psycopg.errors.InsufficientPrivilege as error:
            raise ReportedError(
                f"{conn.info.user} may not look into tolsel's schemas",
                sqlstate=error.sqlstate,
                detail=error.diag.message_primary,
                hint="Connect as the login that ran `tolsel init`.",
            ) from error
        except psycopg.Error as error:
            raise (translate(error) or ReportedError(str(error))) from error
