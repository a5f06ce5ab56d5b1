"""A migrated database with a tenant in it, and copies of it."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
from collections.abc import Iterator
from typing import Any, LiteralString
from urllib.parse import quote, urlencode

import psycopg
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict

from tolsel.install import migrate, shipped

LOGIN = "tolsel_tests_app"
"""The role that calls in tests: a member of tolsel_app, with tenant 1 as its own."""
_TENANT: LiteralString = "select tolsel.open_tenant('Tests', 'EUR', 'UTC')"
_numbers = itertools.count(1)


def make_template(server_url: str) -> str:
    """Return the name of the database to copy, and make it where the server has none.

    It is that of this version of tolsel, and stays: it has tenant 1, in EUR and UTC, a clock that
    `tolsel.set_clock` sets, and the role `LOGIN`. The URL is a superuser's.
    """
    digest = hashlib.sha256(shipped.FILE.read_bytes()).hexdigest()[:12]
    name, unfinished = f"tolsel_tests_{digest}", f"tolsel_tests_{digest}_unfinished"
    with psycopg.connect(server_url, autocommit=True) as conn:
        # Workers that begin together make one, and the others wait for it.
        conn.execute("select pg_advisory_lock(hashtextextended('tolsel.testing', 0))")
        is_there = conn.execute("select from pg_database where datname = %s", [name])
        if is_there.fetchone() is None:
            _run(conn, "drop database if exists {} with (force)", unfinished)
            _run(conn, "create database {} template template0", unfinished)
            _fill(_url(server_url, dbname=unfinished))
            _run(conn, "alter database {} rename to {}", unfinished, name)
    return name


@contextlib.contextmanager
def copied(server_url: str, template: str) -> Iterator[str]:
    """Copy a database, hand out the URL of the copy, and drop it afterwards."""
    name = f"tolsel_tests_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server_url, autocommit=True) as conn:
        _run(conn, "create database {} template {} strategy file_copy", name, template)
        try:
            yield _url(server_url, dbname=name)
        finally:
            _run(conn, "drop database if exists {} with (force)", name)


def settle(server_url: str, database: str) -> None:
    """End the sessions in a database and let no other in, so that it can be copied."""
    with psycopg.connect(server_url, autocommit=True) as conn:
        _run(conn, "alter database {} allow_connections false", database)
        conn.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [database]
        )


def as_login(url: str) -> str:
    """Return the URL with which a database is entered as `LOGIN`."""
    return _url(url, options=f"-c role={LOGIN}")


def _fill(url: str) -> None:
    migrate.init(url, test_clock=True)
    migrate.migrate(url)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(_TENANT)
        if conn.execute("select to_regrole(%s)", [LOGIN]).fetchone() == (None,):
            _run(conn, "create role {}", LOGIN)
        _run(conn, "grant tolsel_app to {}", LOGIN)
        conn.execute("select tolsel.grant_login(%s, 1)", [LOGIN])


def _url(url: str, **changed: str) -> str:
    """Return a URL that SQLAlchemy and others read as well, with other parameters."""
    found = {**conninfo_to_dict(url), **changed}
    dbname = quote(str(found.pop("dbname", "")), safe="")
    return f"postgresql:///{dbname}?{urlencode(found, quote_via=quote)}"


def _run(conn: Connection[Any], text: LiteralString, *names: str) -> None:
    conn.execute(sql.SQL(text).format(*map(sql.Identifier, names)))
