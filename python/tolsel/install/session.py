"""The one session that migrates: alone, as tolsel_owner, and patient only for a while."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import dedent

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.database import connect
from tolsel.errors import MigrationError, ReportedError, translate
from tolsel.install.backend import Backend
from tolsel.install.ownership import OWNER
from tolsel.install.prepare import check_ready

Progress = Callable[[str], None]
LOCK_TIMEOUT_S = 5
LOCK_KEY = "hashtextextended('tolsel.migrate', 0)"
_POLL_S = 0.2
# With `in schema` the command is accepted and does nothing.
DEFAULT_RIGHTS = (
    f"alter default privileges for role {OWNER} revoke execute on functions from public"
)
# Not even a login that may write all data writes there: migrate believes what it reads.
CLOSE_BOOKKEEPING = """do $tolsel_migrate$
declare
    v_table regclass;
begin
    for v_table in
        select c.oid from pg_class c
        where c.relnamespace = 'tolsel_meta'::regnamespace and c.relkind = 'r'
            and not c.relrowsecurity
    loop
        execute format('alter table %s enable row level security', v_table);
    end loop;
end
$tolsel_migrate$"""
_SETTINGS = """
    set role {owner};
    set search_path = '';
    set lock_timeout = '{lock_timeout_s}s';
    set statement_timeout = 0;
    set idle_in_transaction_session_timeout = 0;
    set client_encoding = 'UTF8';
    set check_function_bodies = on;
    set default_transaction_read_only = off;
"""


@dataclass(frozen=True, slots=True)
class Session:
    """A connection that holds the migration lock."""

    conn: Connection[TupleRow]
    backend: Backend
    progress: Progress
    is_dry_run: bool
    """Whether it is one transaction that is undone."""

    def settle(self) -> None:
        """Set role and settings; before each migration, because the last may have changed them."""
        self.conn.execute(settings().encode())


def settings() -> str:
    """Return the statements that set role and settings."""
    return dedent(_SETTINGS.format(owner=OWNER, lock_timeout_s=LOCK_TIMEOUT_S)).strip()


@contextlib.contextmanager
def migrating(
    url: str | None,
    *,
    lock_timeout_s: float,
    is_dry_run: bool = False,
    progress: Progress | None,
) -> Iterator[Session]:
    """Connect, become the owner and take the lock; leave with explained errors only."""
    tell = progress or (lambda _: None)
    opened = connect(url, autocommit=True, application_name="tolsel migrate")
    with contextlib.closing(opened) as conn:
        watch = _LockWatch(url, conn.info.backend_pid)
        try:
            _refuse_pooler(conn)
            check_ready(conn, to_write=True)
            _notice_a_dead_client(conn)
            _take_lock(conn, lock_timeout_s, tell)
            session = Session(
                conn=conn, backend=Backend(conn), progress=tell, is_dry_run=is_dry_run
            )
            session.settle()
            with watch, contextlib.ExitStack() as whole:
                if is_dry_run:
                    whole.enter_context(session.backend.transaction(rollback_on_exit=True))
                _keep_books(session)
                yield session
        except psycopg.errors.LockNotAvailable as error:
            raise MigrationError(
                f"a lock was not to be had within {LOCK_TIMEOUT_S} seconds; nothing was changed",
                sqlstate=error.sqlstate,
                detail=watch.seen,
                hint="Try again; end that transaction first if it is a stale one.",
            ) from error
        except psycopg.Error as error:
            raise (translate(error) or _unexpected(error)) from error


def _refuse_pooler(conn: Connection[TupleRow]) -> None:
    """Refuse a connection that others share, before anything is set on it.

    Role, settings and lock hold for a session. A pooler tells its clients a number of its own for
    it, in whatever mode it is: which, nobody can tell from here.
    """
    row = conn.execute("select pg_backend_pid()").fetchone()
    if row != (conn.info.backend_pid,):
        raise MigrationError(
            "this needs a session of its own, and the connection goes through a pooler",
            detail="What migrate sets on its session, another client would find there: the role "
            f"{OWNER}, an empty search_path, and the lock that keeps other migrations out.",
            hint="Give --url the host and port of the server itself. Everything else may go "
            "through a pooler.",
        )


def _unexpected(error: psycopg.Error) -> ReportedError:
    return MigrationError(
        error.diag.message_primary or str(error),
        sqlstate=error.sqlstate,
        detail=error.diag.message_detail,
        hint=error.diag.message_hint,
    )


def _notice_a_dead_client(conn: Connection[TupleRow]) -> None:
    """Let the server end our statement, and with it our locks, soon after we were killed."""
    # Not every operating system's server can do it.
    with contextlib.suppress(psycopg.Error):
        conn.execute("set client_connection_check_interval = '1s'")


def _take_lock(conn: Connection[TupleRow], timeout_s: float, tell: Progress) -> None:
    """Poll for the lock: a session that waits in SQL deadlocks with CREATE INDEX CONCURRENTLY."""
    end = time.monotonic() + timeout_s
    is_told = False
    while True:
        row = conn.execute(f"select pg_try_advisory_lock({LOCK_KEY})".encode()).fetchone()
        if row and row[0]:
            return
        if time.monotonic() >= end:
            raise MigrationError(
                f"another tolsel migrate is running; waited {timeout_s:g} seconds",
                detail=_lock_holder(conn),
                hint="Wait for it and run the command again.",
            )
        if not is_told:
            tell("waiting for another tolsel migrate")
            is_told = True
        time.sleep(_POLL_S)


def _lock_holder(conn: Connection[TupleRow]) -> str | None:
    row = conn.execute(
        f"""select format('Process %s of %s (%s) has been connected since %s.',
                a.pid, a.usename, a.application_name, a.backend_start::timestamptz(0))
            from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and l.database = a.datid
                and l.classid::bigint << 32 | l.objid::bigint = {LOCK_KEY} and l.objsubid = 1
                and a.datname = current_database()""".encode()
    ).fetchone()
    return row[0] if row else None


def _keep_books(session: Session) -> None:
    """Make yoyo's tables, close them, and keep new functions of the owner from PUBLIC."""
    session.backend.ensure_internal_schema_updated()
    session.conn.execute(CLOSE_BOOKKEEPING.encode())
    session.conn.execute(DEFAULT_RIGHTS.encode())


class _LockWatch:
    """Looks from a second connection at what a session waits for, to name it after a timeout."""

    def __init__(self, url: str | None, pid: int) -> None:
        self.seen: str | None = None
        self._url, self._pid = url, pid
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *exc: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        # Most runs are over before the first look, and cost no connection.
        if self._end.wait(LOCK_TIMEOUT_S / 3):
            return
        with (
            contextlib.suppress(psycopg.Error, ReportedError),
            connect(self._url, autocommit=True, application_name="tolsel migrate watch") as conn,
        ):
            while not self._end.wait(0.5):
                row = conn.execute(_BLOCKED.encode(), [self._pid]).fetchone()
                if row:
                    self.seen = row[0]


_BLOCKED = """
    select format('%%s wanted on %%s, which %%s holds.', l.mode,
        coalesce(quote_ident(n.nspname) || '.' || quote_ident(c.relname), l.locktype),
        string_agg(coalesce(
            format('process %%s of %%s (%%s, %%s, in its transaction since %%s)', a.pid, a.usename,
                coalesce(nullif(a.application_name, ''), 'no name'), a.state,
                a.xact_start::timestamptz(0)),
            'a prepared transaction'), ' and '))
    from pg_locks l
    left join pg_class c on c.oid = l.relation
    left join pg_namespace n on n.oid = c.relnamespace
    cross join unnest(pg_blocking_pids(l.pid)) b(pid)
    left join pg_stat_activity a on a.pid = b.pid
    where l.pid = %s and not l.granted
    group by l.mode, l.locktype, n.nspname, c.relname"""
