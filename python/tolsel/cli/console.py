"""What every command of the command line shares: errors, tables, the URL."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Any

import click
import psycopg

from tolsel.errors import ReportedError, translate

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
        click.echo(f"Error: {self.error}", file=file, err=file is None)


class InterruptedByUser(click.ClickException):
    """Ctrl-C; the exit code is the shell's, because 1 says what a command has found."""

    exit_code = 130

    def show(self, file: IO[Any] | None = None) -> None:
        """Print what happened to stderr."""
        click.echo(f"\n{self.message}", file=file, err=file is None)


class CommandGroup(click.Group):
    """A group whose commands may raise anything: users get an explanation, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except click.FileError as error:
            raise CommandError(ReportedError(error.format_message())) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            raise InterruptedByUser("Aborted!") from None
        except ReportedError as error:
            raise CommandError(error) from error
        except psycopg.Error as error:
            raise CommandError(translate(error) or _plain(error)) from error
        except BrokenPipeError:
            # Nobody reads on: what is left in the buffer goes nowhere, without a complaint.
            sys.stdout = io.StringIO()
            raise click.exceptions.Exit(COULD_NOT_RUN) from None
        except OSError as error:
            raise CommandError(ReportedError(_explain(error))) from error
        except Exception as error:
            if os.environ.get(_SHOW_TRACEBACK):
                raise
            raise CommandError(
                ReportedError(
                    f"this is a fault in tolsel: {type(error).__name__}: {error}",
                    hint=f"Set {_SHOW_TRACEBACK}=1 to see where, and report it.",
                )
            ) from error


def url_of(ctx: click.Context) -> str | None:
    """Return the URL given to `tolsel`, or None to let libpq's PG* variables decide."""
    url = ctx.find_root().params.get("url")
    return str(url) if url else None


def echo_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in aligned columns; a cell of several lines takes several lines."""
    cells = [[("" if v is None else str(v)).splitlines() or [""] for v in row] for row in rows]
    widths = [
        max([len(header), *(len(line) for row in cells for line in row[column])])
        for column, header in enumerate(headers)
    ]
    lines: list[Sequence[str]] = [headers, ["-" * width for width in widths]]
    for row in cells:
        for number in range(max(map(len, row))):
            lines.append([cell[number] if number < len(cell) else "" for cell in row])
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


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
