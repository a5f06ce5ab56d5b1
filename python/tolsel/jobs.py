"""The jobs: how they stand, running what is due, and their entry in pg_cron."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from tolsel.errors import ReportedError, translating
from tolsel.install import catalog
from tolsel.rows import Rows, fetch_rows

TICK = "call tolsel.run_due_jobs()"
_EVERY_MINUTE = "* * * * *"
_WITHOUT_CRON = "keep `tolsel worker` running instead."
_LOCK_TIMEOUT, _IDLE_TIMEOUT = "30s", "60s"
_LAUNCHER_PATIENCE_S = 3.0  # one that failed is back after a second


@dataclass(frozen=True, slots=True)
class JobHealth:
    """One job for one of those it runs for, as tolsel.job_health shows it."""

    job_name: str
    tenant_id: int | None
    branch_id: int | None
    state: str
    """off, ok, due, failing or stalled."""
    last_success_at: datetime | None
    overdue_s: int
    missed_count: int
    """Periods that have ended without success."""
    attempts: int
    attempt_at: datetime
    error: str | None

    @property
    def subject(self) -> str:
        """Return for whom the job runs."""
        return _subject(self.tenant_id, self.branch_id)


@dataclass(frozen=True, slots=True)
class JobRun:
    """A run after one of its slices: `status` is done, failed, or started when it goes on."""

    job_name: str
    tenant_id: int
    branch_id: int
    from_at: datetime
    to_at: datetime
    status: str
    item_count: int
    error: str | None

    @property
    def subject(self) -> str:
        """Return for whom it ran."""
        return _subject(self.tenant_id, self.branch_id)


def list_jobs(conn: Connection[TupleRow]) -> Rows[JobHealth]:
    """Return every job with its state (tolsel.list_jobs)."""
    with _administrating(conn):
        return fetch_rows(
            conn,
            JobHealth,
            """select job_name, tenant_id, branch_id, state, last_success_at, overdue_s,
                   missed_count, attempts, attempt_at, error
               from tolsel.list_jobs()""",
        )


def run_next_slice(conn: Connection[TupleRow], *, limit_s: float | None = None) -> JobRun | None:
    """Claim and run one slice; return None when nothing is due (tolsel.claim_next_job).

    The connection is in autocommit mode: the claim is committed before the slice runs. A slice that
    another session has meanwhile taken over or finished is passed over. One that takes longer than
    the limit is cancelled, a fault that passes: it is tried again when its next attempt is due.
    """
    with _administrating(conn), conn.cursor(row_factory=class_row(JobRun)) as cur:
        while True:
            with _limited(conn, limit_s):
                claimed = conn.execute("select tolsel.claim_next_job()").fetchone()
            if claimed is None or claimed[0] is None:
                return None
            with _limited(conn, limit_s):
                cur.execute(
                    """select job_name, tenant_id, branch_id, from_at, to_at, status, item_count,
                           error
                       from tolsel.run_claimed_job(%s) where job_run_id is not null""",
                    claimed,
                )
            if run := cur.fetchone():
                return run


def install_tick(conn: Connection[TupleRow]) -> bool:
    """Leave exactly one entry for this database in pg_cron; return False if it was there."""
    _check_cron(conn)
    with _administrating(conn), conn.transaction():
        found = _entries(conn)
        if [entry[1:] for entry in found] == [(_EVERY_MINUTE, TICK, True, True)]:
            return False
        _unschedule(conn, found)
        conn.execute(
            "select cron.schedule(%s, %s, %s)",
            [f"tolsel {conn.info.dbname}", _EVERY_MINUTE, TICK],
        )
        return True


def has_launcher(conn: Connection[TupleRow]) -> bool:
    """Say whether the process of pg_cron runs that starts what is due; True if it cannot be seen.

    A server that is not restarted goes without it once it was ended.
    """
    end = time.monotonic() + _LAUNCHER_PATIENCE_S
    while time.monotonic() < end:
        row = conn.execute(
            """select not pg_has_role('pg_read_all_stats', 'usage') or exists (
                   select from pg_stat_activity where backend_type = 'pg_cron launcher')"""
        ).fetchone()
        if row == (True,):
            return True
        time.sleep(0.1)
    return False


def uninstall_tick(conn: Connection[TupleRow]) -> int:
    """Remove the entries for this database from pg_cron; return how many there were."""
    _check_cron(conn)
    with _administrating(conn), conn.transaction():
        found = _entries(conn)
        _unschedule(conn, found)
        return len(found)


@contextmanager
def _limited(conn: Connection[TupleRow], limit_s: float | None) -> Iterator[None]:
    """Open a transaction whose statements the server ends after so many seconds, if limited."""
    if limit_s is None:
        yield
        return
    with conn.transaction():
        # For this transaction alone: behind a pooler, the session is another's afterwards.
        conn.execute(
            """select set_config('statement_timeout', %s, true),
                   set_config('lock_timeout', %s, true),
                   set_config('idle_in_transaction_session_timeout', %s, true)""",
            [f"{math.ceil(limit_s * 1000)}ms", _LOCK_TIMEOUT, _IDLE_TIMEOUT],
        )
        yield


def _entries(conn: Connection[TupleRow]) -> list[TupleRow]:
    # Of other users' entries only a superuser hears. The entry of a role that was dropped runs
    # nothing, and ends the launcher of pg_cron at each of its starts.
    return conn.execute(
        """select jobid, schedule, command, active, to_regrole(quote_ident(username)) is not null
           from cron.job
           where database = current_database() and command ~* %s order by jobid""",
        [r"\mtolsel\.run_due_jobs\M"],
    ).fetchall()


def _unschedule(conn: Connection[TupleRow], entries: list[TupleRow]) -> None:
    for entry in entries:
        conn.execute("select cron.unschedule(%s::bigint)", [entry[0]])


def _check_cron(conn: Connection[TupleRow]) -> None:
    """Refuse a database without pg_cron, and say what can be done."""
    if catalog.exists(conn, "cron.job"):
        return
    row = conn.execute("select setting from pg_settings where name = 'cron.database_name'")
    found = row.fetchone()
    dbname = conn.info.dbname
    if found is None:
        hint = f"Load it with shared_preload_libraries, or {_WITHOUT_CRON}"
    elif found[0] == dbname:
        hint = f"A superuser runs `create extension pg_cron` here; or {_WITHOUT_CRON}"
    else:
        hint = (
            f"It lives in the database {found[0]}. There, run: select cron.schedule_in_database("
            f"'tolsel {dbname}', '{_EVERY_MINUTE}', '{TICK}', '{dbname}'); or {_WITHOUT_CRON}"
        )
    raise ReportedError("there is no pg_cron in this database", hint=hint)


def _subject(tenant_id: int | None, branch_id: int | None) -> str:
    if not tenant_id:
        return "database"
    return f"tenant {tenant_id}" + (f" branch {branch_id}" if branch_id else "")


@contextmanager
def _administrating(conn: Connection[TupleRow]) -> Iterator[None]:
    try:
        with translating():
            yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise ReportedError(
            f"{conn.info.user} may not run jobs in this database",
            sqlstate=error.sqlstate,
            detail=error.diag.message_primary,
            hint="Connect as a member of tolsel_admin; pg_cron wants usage of the schema cron too.",
        ) from error
    except (psycopg.errors.UndefinedFunction, psycopg.errors.InvalidSchemaName) as error:
        raise ReportedError(
            "there are no jobs in this database",
            sqlstate=error.sqlstate,
            detail=error.diag.message_primary,
            hint="Run `tolsel init`, then `tolsel migrate`.",
        ) from error
