"""The jobs: how they stand, running what is due, and their entry in pg_cron."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow, class_row

from tolsel.database import database_name
from tolsel.errors import ReportedError, translating
from tolsel.install import catalog
from tolsel.rows import Rows, fetch_rows

TICK = "call tolsel.run_due_jobs()"
# pg_cron keeps a row of every minute for ever.
PRUNE = (
    "delete from cron.job_run_details where database = current_database()"
    " and command ~ 'tolsel[.]run_due_jobs' and start_time < now() - interval '7 days'"
)
_EVERY_MINUTE, _EVERY_NIGHT = "* * * * *", "17 3 * * *"
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


@dataclass(frozen=True, slots=True)
class Tick:
    """The entries of a database in pg_cron: whether they are new, and as whom they run."""

    is_new: bool
    login: str
    is_superuser: bool
    set_timeout: str | None
    """The statement that would limit how long one job keeps the others waiting, if none does."""


def install_tick(conn: Connection[TupleRow], *, login: str | None = None) -> Tick:
    """Leave exactly two entries for this database in pg_cron: one ticks, one prunes what it logs.

    They run as the login given, or as this one. A superuser leaves those of another login to it.
    """
    _check_cron(conn)
    with _administrating(conn), conn.transaction():
        found = _entries(conn)
        runner = _choose_runner(conn, login, found)
        wanted = [
            (_EVERY_MINUTE, TICK, True, runner.login),
            (_EVERY_NIGHT, PRUNE, True, runner.login),
        ]
        if sorted(entry[1:] for entry in found) == sorted(wanted):
            return replace(runner, is_new=False)
        _unschedule(conn, found)
        dbname = database_name(conn)
        for number, (schedule, command, _, _) in enumerate(wanted):
            name = f"tolsel {dbname}{' prune' if number else ''}"
            if runner.login == conn.info.user:
                conn.execute("select cron.schedule(%s, %s, %s)", [name, schedule, command])
            else:
                conn.execute(
                    """select cron.schedule_in_database(
                           %s, %s, %s, current_database()::text, %s)""",
                    [name, schedule, command, runner.login],
                )
        return runner


def _choose_runner(conn: Connection[TupleRow], login: str | None, found: list[TupleRow]) -> Tick:
    """Choose as whom the entries run, and refuse a login that could not run the jobs."""
    runner, may_run = _judge_runner(conn, login or conn.info.user)
    if login is None and runner.is_superuser:
        for other in sorted({entry[4] for entry in found} - {"", conn.info.user}):
            present, may_present = _judge_runner(conn, other)
            if may_present and not present.is_superuser:
                return present
    if not may_run:
        raise ReportedError(
            f"{runner.login} may not run jobs in this database",
            hint="Make it a login and a member of tolsel_admin, and grant it usage of the schema "
            "cron.",
        )
    return runner


def _judge_runner(conn: Connection[TupleRow], login: str) -> tuple[Tick, bool]:
    """Return what an entry of that login would be, and whether it could run the jobs."""
    row = conn.execute(_RUNNER.encode(), [login]).fetchone()
    if row is None:
        return Tick(True, login, False, None), False
    return Tick(True, login, row[0], row[2]), row[1]


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
    # nothing, and ends the launcher of pg_cron at each of its starts: its name counts as none.
    return conn.execute(
        """select jobid, schedule, command, active,
               case when to_regrole(quote_ident(username)) is not null then username else '' end
           from cron.job
           where database = current_database() and command ~* %s order by jobid""",
        [r"\mtolsel(\.|\[\.\])run_due_jobs\M"],
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
    dbname = database_name(conn)
    if found is None:
        hint = f"Load it with shared_preload_libraries, or {_WITHOUT_CRON}"
    elif found[0] == dbname:
        hint = f"A superuser runs `create extension pg_cron` here; or {_WITHOUT_CRON}"
    else:
        values = (f"tolsel {dbname}", _EVERY_MINUTE, TICK, dbname, conn.info.user)
        call = ", ".join(sql.Literal(value).as_string(conn) for value in values)
        hint = (
            f"It lives in the database {found[0]}. There, a superuser runs: "
            f"select cron.schedule_in_database({call}); or {_WITHOUT_CRON}"
        )
    raise ReportedError("there is no pg_cron in this database", hint=hint)


_RUNNER = """
    select r.rolsuper,
        r.rolcanlogin and pg_has_role(r.oid, 'tolsel_admin', 'usage')
            and has_schema_privilege(r.oid, 'cron', 'usage'),
        case when not exists (
            select from pg_db_role_setting s, unnest(s.setconfig) c(setting)
            where s.setrole in (0, r.oid) and c.setting like 'statement\\_timeout=%%'
                and s.setdatabase in (
                    0, (select d.oid from pg_database d where d.datname = current_database())))
            then format('alter role %%I in database %%I set statement_timeout = ''15min'';',
                r.rolname, current_database()) end
    from pg_roles r
    where r.rolname = %s"""


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
