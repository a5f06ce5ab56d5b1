"""One database for many races: after each, its rows and its sequences are as they were before.

A clone for each race would cost more than the races themselves: in a new database every connection
reads the catalog and plans each statement anew. Here the connections outlive a race as well, and
forget whatever it has set.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from tests import templates
from tests.harness import CHECKS_OF_BOOKS

Connection = psycopg.Connection[Any]

_SCRIPT = Path(__file__).with_name("arena.sql")
# Not DISCARD ALL: the plans are what a connection is kept for.
_FORGET = b"""
    reset session authorization; reset all; close all; unlisten *;
    select pg_advisory_unlock_all(); discard temp; discard sequences"""
# Nobody vacuums a database that is used again: its dead rows go with it.
_RACES_EACH = 150
_CHANGES = """select concat_ws(' ', last_value, is_called, (select count(*) from pg_event_trigger))
    from race.change_count"""
_KEPT_EACH = 50


def prepare(conn: Connection) -> None:
    """Keep in the template what every race begins with, and the way back to it."""
    conn.execute("select set_config('race.checks', %s, false)", [CHECKS_OF_BOOKS])
    conn.execute(_SCRIPT.read_bytes())


class Arena:
    """A clone of the template of the races, and connections to it that nobody uses."""

    def __init__(self, template: templates.Database) -> None:
        self._template = template
        self._database = contextlib.ExitStack()
        self._races_left = 0
        self._idle: dict[str, list[Connection]] = defaultdict(list)
        self._lent: list[tuple[str, Connection]] = []

    @contextlib.contextmanager
    def race(self) -> Iterator[Connection]:
        """Lend a superuser's connection for one race; what fails leaves the next a new clone."""
        if not self._races_left:
            self._open()
        try:
            yield self.lend("postgres")
            self._races_left -= 1
            if not self._races_left or not self._put_back():
                self.close()
        except BaseException:
            self.close()
            raise

    def lend(self, login: str) -> Connection:
        """Return a connection for the time of the race."""
        try:
            conn = self._idle[login].pop()
        except IndexError:
            conn = self._connect(login)
        self._lent.append((login, conn))
        return conn

    def close(self) -> None:
        """Delete the clone; the next race makes a new one."""
        self._idle.clear()
        self._lent.clear()
        self._races_left = 0
        self._database.close()

    def _open(self) -> None:
        self._url = self._database.enter_context(templates.clone(self._template)).url
        self._races_left = _RACES_EACH
        # To change this setting would cost a connection its plans.
        self._keeper = self._connect("postgres")
        self._keeper.execute("set session_replication_role = replica")
        self._mark = self._ask("select pg_current_xact_id()::text::bigint")
        self._schema = self._ask("select race.schema_now()")
        self._changes = self._ask(_CHANGES)

    def _connect(self, login: str) -> Connection:
        # A statement that a race prepares would outlive it.
        conn: Connection = psycopg.connect(
            self._url(login), autocommit=True, prepare_threshold=None
        )
        self._database.callback(conn.close)
        return conn

    def _put_back(self) -> bool:
        """Restore every row and sequence; say no where that cannot be, or the schema is another."""
        for login, conn in self._lent:
            is_idle = conn.info.transaction_status == TransactionStatus.IDLE
            if is_idle and len(self._idle[login]) < _KEPT_EACH:
                conn.execute(_FORGET)
                self._idle[login].append(conn)
            else:
                conn.close()
        self._lent.clear()
        kept = [conn.info.backend_pid for idle in self._idle.values() for conn in idle]
        self._ask(
            """select count(pg_terminate_backend(pid, 20000)) from pg_stat_activity
            where datname = current_database() and pid <> all(%s) and pid <> pg_backend_pid()""",
            kept,
        )
        if (changes := self._ask(_CHANGES)) != self._changes:
            self._changes = changes
            if self._ask("select race.schema_now()") != self._schema:
                return False
        self._mark = self._ask("select race.put_back(%s)", self._mark)
        return self._mark is not None

    def _ask(self, query: str, *params: object) -> Any:
        row = self._keeper.execute(query.encode(), params or None).fetchone()
        return row[0] if row else None
