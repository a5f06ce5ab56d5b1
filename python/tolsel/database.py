"""The connection."""

from __future__ import annotations

import os
from collections.abc import Mapping

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow

from tolsel.errors import ReportedError, RetryableError, redact


def connect(
    url: str | None = None,
    *,
    autocommit: bool = False,
    application_name: str = "tolsel",
    defaults: Mapping[str, int] | None = None,
) -> psycopg.Connection[TupleRow]:
    """Connect to a URL or libpq connection string; without one, libpq's PG* variables decide.

    Statements are never prepared behind the caller's back, so that connections may come from a
    pooler and whole files may be sent at once. `defaults` are parameters of libpq that count where
    neither the URL nor a variable says another value.
    """
    try:
        said = conninfo_to_dict(url or "")
        unsaid = {
            name: value
            for name, value in (defaults or {}).items()
            if name not in said and f"PG{name.upper()}" not in os.environ
        }
        return psycopg.connect(
            make_conninfo(url or "", **unsaid),
            autocommit=autocommit,
            prepare_threshold=None,
            fallback_application_name=application_name,
        )
    except psycopg.OperationalError as error:
        # Not "from error": libpq's message may repeat the connection string with its password.
        raise RetryableError(
            f"cannot connect: {redact(str(error)).strip()}",
            sqlstate=error.sqlstate or "08001",
            hint=None
            if url
            else "Without --url and TOLSEL_URL, PGHOST, PGDATABASE and so on decide.",
        ) from None
    except psycopg.Error as error:
        raise ReportedError(
            f"not a connection string: {redact(str(error)).strip()}",
            hint="Write postgresql://user@host:port/database, or set PGHOST, PGUSER, PGDATABASE.",
        ) from None


def database_name(conn: psycopg.Connection[TupleRow]) -> str:
    """Return the name of the database as its server knows it; a pooler may have another for it."""
    row = conn.execute("select current_database()").fetchone()
    assert row is not None
    return str(row[0])
