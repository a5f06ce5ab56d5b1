"""Work repeated after a fault that passes, on a new connection where the old one is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TypeVar

from psycopg import Connection
from psycopg.rows import TupleRow
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from tolsel.database import connect
from tolsel.errors import RetryableError
from tolsel.office import select_tenant

TRIES = 8
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.1, 5.0

T = TypeVar("T")

retried = retry(
    retry=retry_if_exception_type(RetryableError),
    wait=wait_random_exponential(multiplier=_FIRST_WAIT_S, max=_LONGEST_WAIT_S),
    stop=stop_after_attempt(TRIES),
    reraise=True,
)
"""Decorates a function, async or not, that is called again after a fault that passes.

It opens its own connection and calls under a request key: what was done is not done again.
"""


class RetryingSession:
    """An office whose connection is made anew when it is lost; the first attempt is not.

    Each statement is committed by itself.
    """

    def __init__(
        self, url: str | None, *, tenant_id: int | None = None, application_name: str
    ) -> None:
        self._url, self._application_name = url, application_name
        self._asked = tenant_id
        self._conn = self._connect()

    def __enter__(self) -> RetryingSession:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()

    @cached_property
    def tenant_id(self) -> int:
        """Return the tenant to act for: the one given, else the login's own."""
        return self.run(partial(select_tenant, tenant_id=self._asked))

    def _connect(self) -> Connection[TupleRow]:
        return connect(self._url, autocommit=True, application_name=self._application_name)

    def run(self, work: Callable[[Connection[TupleRow]], T]) -> T:
        """Run work that may be repeated, until no passing fault hits it, or too many have."""

        @retried
        def attempt() -> T:
            if self._conn.closed:
                self._conn = self._connect()
            return work(self._conn)

        return attempt()
