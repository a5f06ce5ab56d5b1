"""A session is killed in the middle of a job.

Proves # F18: nothing of the slice is left, no other job waits, and the next attempt finishes it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psycopg
import pytest

from tests import harness
from tests.jobs.disturber import connect, kill_9, tick
from tests.jobs.trial import Connection, make_trial
from tolsel.install import migrate

Kill = Callable[[Connection, int], None]


def gently(conn: Connection, pid: int) -> None:
    conn.execute("select pg_terminate_backend(%s)", [pid])


def by_cancelling(conn: Connection, pid: int) -> None:
    conn.execute("select pg_cancel_backend(%s)", [pid])


@pytest.fixture(scope="module")
def server_url() -> object:
    """A server of its own: it starts anew when one of its processes is killed."""
    with harness.own_server() as cluster:
        yield cluster.url()


@pytest.mark.parametrize("kill", [kill_9, gently, by_cancelling])
def test_killed_in_the_middle(server_url: str, kill: Kill) -> None:
    name = f"killed_{kill.__name__}"
    with connect(server_url) as conn:
        conn.execute(f"create database {name}".encode())
    url = server_url.replace("/postgres?", f"/{name}?")
    migrate.init(url)
    migrate.migrate(url)
    with connect(url) as conn:
        trial = make_trial(conn)
        trial.add_job("trial.note", scope="database")
        conn.execute("insert into trial.wait values (true)")
        trial.clock("2026-03-29 12:00Z")
        runner = threading.Thread(target=_tick_until_killed, args=[url])
        runner.start()
        kill(conn, _wait_for_sleeper(conn))
        runner.join()
    with connect(url) as conn:
        trial = type(trial)(conn=conn)
        assert trial.done() == []
        assert trial.one("select status from tolsel_core.job_run") == "started"
        conn.execute("delete from trial.wait")
        # Another job runs at once, the killed one when its next attempt is due.
        trial.add_job("trial.other", scope="database", minutes=1)
        trial.clock("2026-03-29 12:00:59Z")
        tick(conn)
        assert trial.done() == []
        trial.clock("2026-03-29 12:01Z")
        tick(conn)
        assert trial.done() == [
            ("trial.note", 0, "2026-03-26", 1),
            ("trial.note", 0, "2026-03-27", 1),
            ("trial.note", 0, "2026-03-28", 1),
            ("trial.other", 0, "2026-03-29", 1),
        ]
        attempts = "select array_agg(attempts order by from_at) from tolsel_core.job_run"
        assert trial.one(f"{attempts} where job_name = 'trial.note'") == [2, 1, 1, 0]
        assert trial.breaches() == []


def _tick_until_killed(url: str) -> None:
    with connect(url) as conn, pytest.raises(psycopg.OperationalError):
        tick(conn)


def _wait_for_sleeper(conn: Connection) -> int:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        row = conn.execute(
            """select pid from pg_stat_activity
               where datname = current_database() and wait_event = 'PgSleep'"""
        ).fetchone()
        if row:
            return int(str(row[0]))
        time.sleep(0.01)
    raise AssertionError("the job has not begun")
