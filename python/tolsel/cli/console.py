"""What every command of the command line shares: errors, the URL, the connection."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.cli import printer
from tolsel.database import connect
from tolsel.errors import ReportedError, translate
from tolsel.office import Office, open_office

COULD_NOT_RUN = 2
TENANT_OPTION = click.option(
    "--tenant", "tenant_id", type=int, metavar="ID", help="Default: the login's own."
)
_SHOW_TRACEBACK = "TOLSEL_TRACEBACK"
_NOT_INSTALLED = "Is it another database, --url? Else run `tolsel init`, then `tolsel migrate`."
_HINTS = {
    "3F000": _NOT_INSTALLED,
    "42883": _NOT_INSTALLED,
    "42P01": _NOT_INSTALLED,
    "42501": "The login lacks a role: tolsel_app calls, tolsel_read reads, tolsel_admin repairs.",
}


class CommandError(click.ClickException):
    """An error as people see it: code, message, DETAIL and HINT, and exit code 2."""

    exit_code = COULD_NOT_RUN

    def __init__(self, error: ReportedError) -> None:
        super().__init__(error.title)
        self.error = error

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the error to stderr."""
        for line in f"Error: {self.error}".split("\n"):
            printer.echo(line, err=True)


class InterruptedByUser(click.ClickException):
    """Ctrl-C; the exit code is the shell's, because 1 says what a command has found."""

    exit_code = 130

    def show(self, file: IO[Any] | None = None) -> None:
        """Print what happened to stderr."""
        printer.echo(err=True)
        printer.echo(self.message, err=True)


def explained(error: BaseException) -> BaseException:
    """Return what people are told of what a command has raised: never a traceback."""
    match error:
        case click.FileError():
            return CommandError(ReportedError(error.format_message()))
        case click.ClickException() | click.exceptions.Exit() | click.Abort():
            return error
        case KeyboardInterrupt():
            return InterruptedByUser("Aborted!")
        case ReportedError():
            return CommandError(error)
        case psycopg.Error():
            return CommandError(translate(error) or _plain(error))
        case BrokenPipeError():
            # Nobody reads on: what is left in the buffer goes nowhere, without a complaint.
            sys.stdout = io.StringIO()
            return click.exceptions.Exit(COULD_NOT_RUN)
        case OSError():
            return CommandError(ReportedError(_explain(error)))
        case Exception() if not os.environ.get(_SHOW_TRACEBACK):
            return CommandError(
                ReportedError(
                    f"this is a fault in tolsel: {type(error).__name__}: {error}",
                    hint=f"Set {_SHOW_TRACEBACK}=1 to see where, and report it.",
                )
            )
    return error


def url_of(ctx: click.Context) -> str | None:
    """Return the URL given to `tolsel`, or None to let libpq's PG* variables decide."""
    url = ctx.find_root().params.get("url")
    return str(url) if url else None


@contextmanager
def office_of(
    ctx: click.Context, tenant_id: int | None, *, is_frozen: bool = False
) -> Iterator[Office]:
    """Connect to the URL given to `tolsel`, and act for the tenant given or the login's own."""
    with open_office(
        url_of(ctx),
        tenant_id=tenant_id,
        application_name=_application_name(ctx),
        is_frozen=is_frozen,
    ) as office:
        yield office


@contextmanager
def connection_of(ctx: click.Context) -> Iterator[Connection[TupleRow]]:
    """Connect to the URL given to `tolsel`; each statement is committed by itself."""
    with connect(url_of(ctx), autocommit=True, application_name=_application_name(ctx)) as conn:
        yield conn


def _application_name(ctx: click.Context) -> str:
    """Return how pg_stat_activity names us: by the command, without what comes below it."""
    while ctx.parent is not None and ctx.parent.parent is not None:
        ctx = ctx.parent
    return f"tolsel {ctx.info_name}"


def _explain(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def _plain(error: psycopg.Error) -> ReportedError:
    hint = _HINTS.get(error.sqlstate or "", error.diag.message_hint)
    return ReportedError(
        error.diag.message_primary or str(error).strip(),
        sqlstate=error.sqlstate,
        detail=error.diag.message_detail,
        hint=hint,
    )
