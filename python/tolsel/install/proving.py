"""The books are proved before they are migrated, so that nobody builds on a breach."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import proof
from tolsel.errors import MigrationError
from tolsel.install import catalog
from tolsel.install.session import Progress
from tolsel.rows import Rows

# These look at the schema, the roles and the server, and not at what is in the tables. What is
# tolsel's own, migrate puts back; which changed guards are recorded, --accept-guards decides.
NOT_OF_BOOKS = frozenset(
    {
        "core.changed_guard",
        "core.changed_job",
        "core.leaking_view",
        "core.lost_login",
        "core.missing_release",
        "core.open_function",
        "core.privileged_role",
        "core.risky_setting",
        "core.side_door",
        "core.tenantless_foreign_key",
        "core.unlogged_table",
        "core.unplanned_job",
        "core.unprotected_table",
        "core.writable_table",
        "monitor.odd_partition",
    }
)
_STILL_EVERY_S = 10.0


class BreachError(MigrationError):
    """The books hold breaches, and nobody said that they are to be migrated all the same."""

    def __init__(self, results: Rows[proof.CheckResult]) -> None:
        count = sum(map(_is_of_books, results))
        super().__init__(
            f"the books are not as they should be: {count} of {len(results)} checks found breaches",
            hint="Nothing was changed. See to them first: tolsel verify lists them, and tolsel "
            "repair --dry-run what can be put right. To migrate all the same: tolsel migrate "
            "--despite-breaches.",
        )
        self.results = results


def prove_before(conn: Connection[TupleRow], *, progress: Progress, despite_breaches: bool) -> bool:
    """Verify, tell what was found, and refuse breaches of the books.

    Return False where the code that verifies is damaged, which loading puts right: verify then.
    """
    if not _can_verify(conn):
        progress("the books cannot be verified before tolsel's code is put back")
        return False
    try:
        results = _verify(conn, progress)
    except psycopg.Error as error:
        progress(f"the books cannot be verified yet: {error.diag.message_primary or error}")
        return False
    if stopped := [result for result in results if result.has_stopped]:
        progress(f"the books cannot be verified yet: {stopped[0].check_name}: {stopped[0].sample}")
        return False
    _judge(results, progress, despite_breaches=despite_breaches)
    return True


def prove_after(conn: Connection[TupleRow], *, progress: Progress, despite_breaches: bool) -> None:
    """Verify what is loaded, not yet committed, and refuse breaches of the books."""
    if not catalog.function_exists(conn, "tolsel.verify"):
        return
    try:
        with conn.transaction():
            results = _verify(conn, progress)
    except psycopg.Error as error:
        said = error.diag.message_primary or str(error)
        if not despite_breaches:
            raise MigrationError(
                f"the books cannot be verified: {said}",
                sqlstate=error.sqlstate,
                detail=error.diag.message_detail,
                hint="Mend or remove that check. To migrate all the same: tolsel migrate "
                "--despite-breaches.",
            ) from error
        progress(f"the books cannot be verified: {said}")
        return
    _judge(results, progress, despite_breaches=despite_breaches)


def _can_verify(conn: Connection[TupleRow]) -> bool:
    """Say whether all is there that verifies; a view that is missing counts as a breach."""
    if not catalog.function_exists(conn, "tolsel.verify"):
        return False
    row = conn.execute(
        "select exists (select from tolsel_core.check_rule where to_regclass(view_name) is null)"
    ).fetchone()
    return row == (False,)


def _verify(conn: Connection[TupleRow], progress: Progress) -> Rows[proof.CheckResult]:
    progress("verifying the books")
    with _telling_that_it_lasts(progress):
        return proof.verify(conn)


def _judge(results: Rows[proof.CheckResult], progress: Progress, *, despite_breaches: bool) -> None:
    breaches = [result for result in results if result.status == "breach"]
    progress(f"verified: {len(results)} checks, {len(breaches)} breaches")
    for result in breaches:
        title = " ".join((result.title or "").split())
        progress(f"breach: {result.check_name}, {result.row_count:,} rows: {title}")
    if any(map(_is_of_books, results)) and not despite_breaches:
        raise BreachError(results)


def _is_of_books(result: proof.CheckResult) -> bool:
    return result.status == "breach" and result.check_name not in NOT_OF_BOOKS


@contextmanager
def _telling_that_it_lasts(progress: Progress) -> Iterator[None]:
    """Tell every now and then that it is still going on: it reads the whole history."""
    is_over = threading.Event()
    began = time.monotonic()

    def tell() -> None:
        while not is_over.wait(_STILL_EVERY_S):
            progress(f"still verifying after {time.monotonic() - began:,.0f} seconds")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        is_over.set()
        teller.join()
