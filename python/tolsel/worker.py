"""`tolsel worker`: runs what is due, again and again, until it is told to stop."""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import jobs
from tolsel.database import connect
from tolsel.errors import RetryableError

SLICE_LIMIT_S = 3600.0
_NAP_S = 0.2
_LONGEST_WAIT_S = 60.0
_GRACE_S = 30.0  # for the server to end a slice by itself, before we leave it alone
# A machine that is gone is noticed within a minute, however long a slice may take.
_CONNECTION = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}

Tell = Callable[[str], None]


class Worker:
    """A loop around `jobs.run_next_slice`, on a connection that is made anew when it is lost."""

    def __init__(
        self,
        url: str | None,
        *,
        interval_s: float,
        slice_limit_s: float = SLICE_LIMIT_S,
        tell: Tell,
    ) -> None:
        self._url, self._interval_s, self._tell = url, interval_s, tell
        self._slice_limit_s = slice_limit_s
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
        return connect(
            self._url,
            autocommit=True,
            application_name="tolsel worker",
            defaults=_CONNECTION,
        )

    def _tick(self, conn: Connection[TupleRow]) -> None:
        while not self._is_stopping and (run := self._run_next_slice(conn)):
            if run.error:
                self._tell(f"failed: {run.job_name} of {run.subject}: {run.error}")

    def _run_next_slice(self, conn: Connection[TupleRow]) -> jobs.JobRun | None:
        with _cutting(conn, after_s=self._slice_limit_s + _GRACE_S):
            return jobs.run_next_slice(conn, limit_s=self._slice_limit_s)

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


@contextmanager
def _cutting(conn: Connection[TupleRow], *, after_s: float) -> Iterator[None]:
    """Cut a connection whose server has not answered after so long, whatever has become of it."""
    timer = threading.Timer(after_s, _cut, [conn])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(conn: Connection[TupleRow]) -> None:
    """End the line under a connection: who waits on it finds it lost."""
    with (
        suppress(OSError, psycopg.Error),
        socket.socket(fileno=os.dup(conn.fileno())) as line,
    ):
        line.shutdown(socket.SHUT_RDWR)
