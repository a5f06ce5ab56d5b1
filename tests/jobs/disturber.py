"""Ticks the jobs of a database, badly: late, twice, with the wrong clock, or to be killed."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg

from tests.jobs.world import Connection
from tolsel import jobs

TICK = "call tolsel.run_due_jobs()"
_PATIENCE_S = 30.0


def connect(url: str) -> Connection:
    """Connect, waiting for a server that recovers."""
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            conn: Connection = psycopg.connect(url, autocommit=True)
            return conn
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def kill_9(conn: Connection, pid: int) -> None:
    """Kill a server process, and wait until the server has ended all others, ours too."""
    os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(psycopg.OperationalError):
        while True:
            conn.execute("select pg_sleep(0.01)")


def tick(conn: Connection) -> None:
    """Run all that is due."""
    conn.execute(TICK)


def tick_by_slices(url: str) -> None:
    """Run all that is due as `tolsel jobs run` does."""
    with connect(url) as conn:
        while jobs.run_next_slice(conn):
            pass


class Disturber:
    """The one who ticks; `counts` says what was done to the database."""

    def __init__(self, url: str, chance: random.Random, *, kills_9: int) -> None:
        self.url, self.chance = url, chance
        self.conn = connect(url)
        self.counts: Counter[str] = Counter()
        self._out_until: datetime | None = None
        self._kills_9_left = kills_9

    def tick(self, at: datetime) -> None:
        """Do with one tick whatever comes to mind."""
        self.conn.execute("select tolsel.set_clock(%s)", [at])
        if self._out_until and at < self._out_until:
            self.counts["missed"] += 1
            return
        self._out_until = None
        drawn = self.chance.random()
        if drawn < 0.002:
            self._out_until = at + timedelta(days=self.chance.randint(2, 12))
            self.counts["outages"] += 1
        elif drawn < 0.40:
            self.counts["missed"] += 1
        elif drawn < 0.52:
            self._double()
        elif drawn < 0.57:
            self._kill()
        elif drawn < 0.62:
            self._with_wrong_clock(at)
        elif drawn < 0.72:
            self.counts["cut short"] += 1
            self.conn.execute("call tolsel.run_due_jobs(%s)", [self.chance.randint(1, 5)])
        else:
            self.counts["undisturbed"] += 1
            tick(self.conn)

    def close(self) -> None:
        self.conn.close()

    def _double(self) -> None:
        """Tick from three sessions at once, one of them slice by slice."""
        self.counts["doubled"] += 1
        work: list[Callable[[], None]] = [lambda: tick_by_slices(self.url)]
        for _ in range(2):
            work.append(self._tick_apart)
        run_at_once(work)

    def _tick_apart(self) -> None:
        with connect(self.url) as conn:
            tick(conn)

    def _with_wrong_clock(self, at: datetime) -> None:
        """Set the clock back by hours or days, tick, and put it right."""
        self.counts["clock set back"] += 1
        wrong = at - timedelta(minutes=self.chance.randint(1, 5000))
        self.conn.execute("select tolsel.set_clock(%s)", [wrong])
        tick(self.conn)
        self.conn.execute("select tolsel.set_clock(%s)", [at])

    def _kill(self) -> None:
        """Kill the session that runs a job, in the middle of what the job writes."""
        self.conn.execute("update trial.trap set is_armed = true")
        faults: list[BaseException] = []
        runner = threading.Thread(target=self._tick_to_be_killed, args=[faults])
        runner.start()
        if victim := self._wait_for_victim(runner):
            # Since a server starts anew when one of its processes is killed, most are ended gently.
            if self._kills_9_left > 0 and self.chance.random() < 0.5:
                self._kills_9_left -= 1
                self.counts["killed with SIGKILL"] += 1
                kill_9(self.conn, victim)
            else:
                self.counts["killed"] += 1
                self.conn.execute("select pg_terminate_backend(%s)", [victim])
        runner.join()
        assert bool(faults) == bool(victim), faults
        with contextlib.suppress(psycopg.Error):
            self.conn.close()
        self.conn = connect(self.url)
        self.conn.execute("update trial.trap set is_armed = false")

    def _tick_to_be_killed(self, faults: list[BaseException]) -> None:
        try:
            self._tick_apart()
        except psycopg.OperationalError as error:
            faults.append(error)

    def _wait_for_victim(self, runner: threading.Thread) -> int | None:
        """Return who sleeps in the trap; nobody, if no job that has one was due."""
        while runner.is_alive():
            row = self.conn.execute(
                """select pid from pg_stat_activity
                   where datname = current_database() and wait_event = 'PgSleep'"""
            ).fetchone()
            if row:
                return int(row[0])
            time.sleep(0.005)
        return None


def run_at_once(work: list[Callable[[], Any]]) -> None:
    """Run all in threads that begin together, and raise what any of them raised."""
    barrier = threading.Barrier(len(work))
    faults: list[BaseException] = []

    def one(what: Callable[[], Any]) -> None:
        try:
            barrier.wait(_PATIENCE_S)
            what()
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=one, args=[what]) for what in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
