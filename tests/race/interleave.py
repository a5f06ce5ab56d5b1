"""Several connections in a chosen order: a call is started, and waited for until it is blocked.

No test sleeps in the hope of an order: `Pending.wait_blocked` asks the server who waits for whom.
"""

import functools
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

import psycopg

READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE = (
    "read committed",
    "repeatable read",
    "serializable",
)
LEVELS = (READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
# How two calls meet, by the methods of Race. At READ COMMITTED there are no old snapshots.
MODES = [("clash", level) for level in LEVELS] + [("overtake", level) for level in LEVELS[1:]]
DONE, SERIALIZATION_FAILURE = "00000", "40001"
_PATIENCE = 20.0

Params = Sequence[object] | None
Row = tuple[Any, ...]
A = TypeVar("A")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one call: its rows, or the SQLSTATE it was refused with."""

    code: str = DONE
    rows: list[Row] = field(default_factory=list)
    message: str = ""

    @property
    def value(self) -> Any:
        assert self.code == DONE, (self.code, self.message)
        return self.rows[0][0]


class Session:
    """One connection, in autocommit mode unless it has begun."""

    def __init__(self, conn: psycopg.Connection[Any], watcher: psycopg.Connection[Any]) -> None:
        self.conn, self._watcher = conn, watcher
        self.pid = conn.info.backend_pid
        # A test that waits for ever tells nothing.
        conn.execute("set lock_timeout = '20s'")
        conn.execute("set statement_timeout = '60s'")

    def begin(self, level: str = READ_COMMITTED) -> Self:
        """Begin, and take the snapshot that all but READ COMMITTED keep."""
        self.conn.execute(f"begin isolation level {level}")
        self.conn.execute("select count(*) from pg_class")
        return self

    def call(self, query: str, params: Params = None) -> Outcome:
        """Run a statement; an error is an outcome too."""
        try:
            cursor = self.conn.execute(query.encode(), params)
        except psycopg.Error as error:
            return Outcome(code=error.sqlstate or "?", message=str(error))
        return Outcome(rows=cursor.fetchall() if cursor.description else [])

    def insist(self, query: str, params: Params = None, *, level: str) -> Outcome:
        """Run a transaction of one statement, again while it fails to serialize."""
        for _ in range(200):
            self.begin(level)
            outcome = self.call(query, params)
            end = self.commit() if outcome.code == DONE else self.rollback()
            outcome = outcome if end.code == DONE else end
            if outcome.code != SERIALIZATION_FAILURE or level == READ_COMMITTED:
                break
        return outcome

    def start(self, query: str, params: Params = None, *, ends: bool = False) -> "Pending":
        """Run a statement in a thread; `ends` commits after it, or rolls back what failed."""
        return Pending(self, self._watcher, query, params, ends)

    def commit(self) -> Outcome:
        return self.call("commit")

    def rollback(self) -> Outcome:
        return self.call("rollback")


class Pending:
    """A call that was started and may be blocked."""

    def __init__(
        self,
        session: Session,
        watcher: psycopg.Connection[Any],
        query: str,
        params: Params,
        ends: bool,
    ) -> None:
        self._session, self._watcher = session, watcher
        self._future: Future[Outcome] = in_thread(lambda: self._run(query, params, ends))

    def _run(self, query: str, params: Params, ends: bool) -> Outcome:
        outcome = self._session.call(query, params)
        if ends:
            end = self._session.commit() if outcome.code == DONE else self._session.rollback()
            if end.code != DONE:
                return end
        return outcome

    def wait_blocked(self, *, by: Session | None = None) -> Self:
        """Return once the call waits for a lock of the other session, or of anybody."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            row = self._watcher.execute(
                "select pg_blocking_pids(%s)", [self._session.pid]
            ).fetchone()
            if row and (by.pid in row[0] if by else row[0]):
                return self
            assert not self._future.done(), f"it never waited: {self._future.result()}"
            time.sleep(0.002)
        raise AssertionError("it does not wait for the other session")

    def outcome(self) -> Outcome:
        return self._future.result(timeout=90)


def in_thread(run: Callable[[], T]) -> Future[T]:
    future: Future[T] = Future()

    def target() -> None:
        try:
            future.set_result(run())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=target, daemon=True).start()
    return future


def all_at_once(run: Callable[[A], T], each: Iterable[A]) -> list[T]:
    """Run it with every argument, in a thread of its own, all started at the same moment."""
    arguments = list(each)
    barrier = threading.Barrier(len(arguments))

    def together(argument: A) -> T:
        barrier.wait(timeout=_PATIENCE)
        return run(argument)

    futures = [in_thread(functools.partial(together, argument)) for argument in arguments]
    return [future.result(timeout=120) for future in futures]
