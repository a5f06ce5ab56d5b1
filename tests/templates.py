"""Databases that are made once a run and cloned for each test: none is changed once it is made."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests import harness
from tolsel.demo import pgcluster

_RUN, _WORKER = "TOLSEL_TEST_RUN", "PYTEST_XDIST_WORKER"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """One database of the tests' server."""

    name: str

    def url(self, user: str = "postgres") -> str:
        """Return its URL, as superuser or as a login of the tests."""
        return f"postgresql://{user}@/{self.name}?host={os.environ[harness.SOCKET]}&port={PORT}"


PORT = pgcluster.PORT
SERVER = Database(name="postgres")
EMPTY = Database(name="template0")


def begin_run() -> None:
    """Give the templates of this run names of their own: the server may be there before it."""
    os.environ[_RUN] = str(os.getpid())


def end_run() -> None:
    """Drop what was made in this run; a server that was started for it is gone anyhow."""
    with psycopg.connect(SERVER.url(), autocommit=True) as conn:
        made = "select datname from pg_database where datname ~ %s"
        for (name,) in conn.execute(made, [f"^tolsel_[a-z]+_{os.environ[_RUN]}"]).fetchall():
            drop(conn, Database(name=name))


def template(name: str, load: Callable[[Database], None], *, of: str | None = None) -> Any:
    """Make a fixture: a database, on top of another fixture's, that the first worker fills."""

    @pytest.fixture(scope="session")
    def made(request: pytest.FixtureRequest) -> Database:
        base: Database = request.getfixturevalue(of) if of else EMPTY
        found = Database(name=f"tolsel_{name}_{os.environ[_RUN]}")
        with psycopg.connect(SERVER.url(), autocommit=True) as conn:
            # The others wait; and roles belong to the whole server.
            conn.execute("select pg_advisory_lock(hashtextextended('tolsel.tests', 0))")
            is_made = "select from pg_database where datname = %s"
            if conn.execute(is_made, [found.name]).fetchone() is None:
                unfinished = Database(name=f"{found.name}_unfinished")
                create(conn, unfinished, of=base)
                load(unfinished)
                conn.execute(
                    _command("alter database {} rename to {}", unfinished.name, found.name)
                )
        return found

    return made


@contextlib.contextmanager
def clone(of: Database) -> Iterator[Database]:
    """Make a clone, which is this worker's only one of that template, and drop it afterwards."""
    found = Database(name=f"{of.name}_{os.environ.get(_WORKER, 'alone')}")
    with psycopg.connect(SERVER.url(), autocommit=True) as conn:
        drop(conn, found)
        create(conn, found, of=of)
        try:
            yield found
        finally:
            drop(conn, found)


def create(conn: psycopg.Connection[Any], database: Database, *, of: Database) -> None:
    """Create a database; to copy the files of a template is faster than to log them."""
    text = "create database {} template {} strategy file_copy"
    conn.execute(_command(text, database.name, of.name))


def drop(conn: psycopg.Connection[Any], database: Database) -> None:
    """Drop a database, if it is there, and end its sessions."""
    conn.execute(_command("drop database if exists {} with (force)", database.name))


def _command(text: Any, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))
