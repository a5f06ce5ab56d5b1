"""`tolsel worker`: runs what is due, again and again, until it is told to stop."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import jobs
from tolsel.database import connect
from tolsel.errors import RetryableError

_NAP_S = 0.2
_LONGEST_WAIT_S = 60.0

Tell = Callable[[str], None]


class Worker:
    """A loop around `jobs.run_next_slice`, on a connection that is made anew when it is lost."""

    def __init__(self, url: str | None, *, interval_s: float, tell: Tell) -> None:
        self._url, self._interval_s, self._tell = url, interval_s, tell
        self._is_stopping = False

    def stop(self, *_: object) -> None:
        """Ask the loop to end after the slice it is in; may be called by a signal."""
        self._is_stopping = True

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; a server that cannot be reached at first is an error."""
        conn = self._connect()
        before = {s: signal.signal(s, self.stop) for s in (signal.SIGTERM, signal.SIGINT)}
        try:
            failures = 0
            while not self._is_stopping:
                try:
                    if conn.closed:
                        conn = self._connect()
                        self._tell("connected again")
                    self._tick(conn)
                    failures = 0
                except RetryableError as error:
                    failures += 1
                    self._tell(error.title)
                    with suppress(psycopg.Error):
                        conn.close()
                self._sleep(self._wait_s(failures))
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            conn.close()

    def _connect(self) -> Connection[TupleRow]:
        return connect(self._url, autocommit=True, application_name="tolsel worker")

    def _tick(self, conn: Connection[TupleRow]) -> None:
        while not self._is_stopping and (run := jobs.run_next_slice(conn)):
            if run.error:
                self._tell(f"failed: {run.job_name} of {run.subject}: {run.error}")

    def _wait_s(self, failures: int) -> float:
        """Return how long to wait: the interval, or longer with each failure in a row."""
        if failures == 0:
            return self._interval_s
        # Not all workers at the same moment, when the server has just come back.
        longest = min(_LONGEST_WAIT_S, 2.0 ** min(failures, 10))
        return longest * random.uniform(0.5, 1)

    def _sleep(self, wait_s: float) -> None:
        end = time.monotonic() + wait_s
        while not self._is_stopping and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _NAP_S))
