"""The proof: what tolsel.verify() finds in a database, and what tolsel.repair() puts right."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.database import connect
from tolsel.errors import ReportedError, translate
from tolsel.install import catalog
from tolsel.install.judging import judge_database
from tolsel.rows import JsonText, Rows, fetch_rows

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: `status` is ok, breach, notice or error."""

    check_name: str
    severity: str
    status: str
    row_count: int
    sample: str | None
    title: str | None
    """What an offending row means, and what to do about it."""

    @property
    def is_ok(self) -> bool:
        """Say whether there is nothing to report."""
        return self.status == "ok"

    @property
    def has_stopped(self) -> bool:
        """Say whether the check could not run, so that nothing is known of what it is about."""
        return self.status == "breach" and (self.sample or "").startswith("This check stopped: ")


def verify(conn: Connection[TupleRow]) -> Rows[CheckResult]:
    """Run every registered check in the snapshot of one statement."""
    return fetch_rows(
        conn,
        CheckResult,
        """select check_name, severity, status, row_count, sample, title
           from tolsel.verify()""",
    )


@dataclass(frozen=True, slots=True)
class Repair:
    """A derived value that was wrong, or the damage that forbids to mend it.

    `outcome` is found, repaired, or why it is not repairable.
    """

    tenant_id: int | None
    """None for what belongs to the database as a whole."""
    check_name: str
    subject: str
    before_row: JsonText
    after_row: JsonText | None
    outcome: str


def repair(conn: Connection[TupleRow], *, is_dry_run: bool) -> Rows[Repair]:
    """List and, unless it is a dry run, repair derived values; the rules are in tolsel.repair."""
    return fetch_rows(
        conn,
        Repair,
        """select tenant_id, check_name, subject, before_row, after_row, outcome
           from tolsel.repair(p_is_dry_run => %s)""",
        [is_dry_run],
    )


def verify_database(url: str | None = None) -> Rows[CheckResult]:
    """Connect, read only, and verify; the login must be a member of tolsel_admin.

    The last check is not the database's own: it holds the guards against the package, so that
    nobody who changes one can make the rest say that all is well.
    """
    with connect(url, application_name="tolsel verify") as conn:
        conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        conn.read_only = True
        try:
            # A second function of that name would be another one.
            if not catalog.routine_exists(conn, "tolsel.verify()"):
                raise ReportedError(
                    "there is no tolsel in this database",
                    hint="Run `tolsel init`, then `tolsel migrate`.",
                )
            results = verify(conn)
            if not results:
                raise ReportedError(
                    "0 checks were run, so nothing is proved: the register of checks is empty",
                    hint="Run `tolsel migrate --put-back`, which registers them anew.",
                )
            results.append(_verify_by_package(conn))
            return results
        except psycopg.errors.InsufficientPrivilege as error:
            raise ReportedError(
                f"{conn.info.user} may not verify this database",
                sqlstate=error.sqlstate,
                detail=error.diag.message_primary,
                hint="Connect as a member of tolsel_admin; the login of `tolsel init` is one.",
            ) from error
        except psycopg.Error as error:
            raise (translate(error) or _unexpected(error)) from error


def _verify_by_package(conn: Connection[TupleRow]) -> CheckResult:
    verdict = judge_database(conn)
    return CheckResult(
        check_name="package.guards",
        severity="breach",
        status=verdict.status,
        row_count=len(verdict.faults),
        sample="\n".join(verdict.faults[:_SHOWN]) or None,
        title="The guards of the database, its manifest or what verifies are not as this package\n"
        "installs them. Run tolsel migrate --put-back, which names what it cannot put back.",
    )


def _unexpected(error: psycopg.Error) -> ReportedError:
    return ReportedError(
        f"a check could not run: {error.diag.message_primary or error}",
        sqlstate=error.sqlstate,
        detail=error.diag.message_detail,
        hint=error.diag.message_hint or "That says nothing of the books: run it again.",
    )
