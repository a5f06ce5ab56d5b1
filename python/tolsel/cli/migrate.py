"""`tolsel migrate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tolsel.cli.console import url_of
from tolsel.cli.printer import echo, write
from tolsel.cli.verify import echo_proof

if TYPE_CHECKING:
    from tolsel.install.migrate import MigrationReport


@click.command()
@click.option("--wait", default=60.0, show_default=True, help="Seconds to wait for another one.")
@click.option(
    "--put-back",
    "is_putting_back",
    is_flag=True,
    help="Put tolsel's own guards back that were changed by hand, and say which.",
)
@click.option(
    "--accept-guards",
    multiple=True,
    metavar="GUARD",
    help="Record a guard as it is, though it was changed by hand; once for each.",
)
@click.option("--despite-breaches", is_flag=True, help="Go on although the books hold breaches.")
@click.option(
    "--dry-run",
    "is_dry_run",
    is_flag=True,
    help="Do it all in one transaction, say what was done, and undo it.",
)
@click.option(
    "--dump-sql", "is_dump", is_flag=True, help="Print the SQL that would be run; only read."
)
@click.pass_context
def migrate(
    ctx: click.Context,
    wait: float,
    is_putting_back: bool,
    accept_guards: tuple[str, ...],
    despite_breaches: bool,
    is_dry_run: bool,
    is_dump: bool,
) -> None:
    """Bring the database to this version: migrations, then all code.

    If there is something to do, the books are verified first, which reads the whole history. A
    breach of them stops it before anything is changed. What verification finds of guards, rights,
    roles and settings is told and stops nothing, because loading puts tolsel's own functions,
    views, triggers and policies back, and --put-back constraints, columns, indexes, rights and
    owners. A guard that stays changed is named and refused, unless --accept-guards names it. Where
    the code that verifies is itself damaged, it is loaded first, and the books are verified before
    all is committed.

    A dry run takes the locks that migrating takes, for as long.

    Exit code: 0 done, 1 breaches, 2 could not run.
    """
    # Not above: what applies migrations takes a while to import, and --help imports every command.
    from tolsel.install import dump
    from tolsel.install import migrate as installing
    from tolsel.install.proving import BreachError

    if is_dump:
        if is_dry_run or is_putting_back or accept_guards or despite_breaches:
            raise click.UsageError("--dump-sql judges nothing; it goes with no other option.")
        write(dump.dump_sql(url_of(ctx)))
        return
    try:
        report = installing.migrate(
            url_of(ctx),
            lock_timeout_s=wait,
            accept_guards=accept_guards,
            is_putting_back=is_putting_back,
            despite_breaches=despite_breaches,
            is_dry_run=is_dry_run,
            progress=lambda line: echo(line, err=True),
        )
    except BreachError as error:
        echo_proof(error.results)
        for line in f"Error: {error}".split("\n"):
            echo(line, err=True)
        ctx.exit(1)
    if not report.loaded:
        echo(f"migrate: nothing to do, this is version {report.version}")
    elif is_dry_run:
        _echo_dry_run(report)
    else:
        _echo_done(report)


def _echo_done(report: MigrationReport) -> None:
    for name in report.applied:
        echo(f"applied: {name}")
    for name in report.dropped:
        echo(f"dropped: {name}")
    if report.put_back:
        echo(f"put back: {len(report.put_back)} guards")
    release = f"release {report.release_id}" if report.release_id else "no new release"
    echo(f"migrate: {report.loaded} objects of version {report.version}, {release}")


def _echo_dry_run(report: MigrationReport) -> None:
    for name in report.applied:
        echo(f"would apply: {name}")
    for name in report.untried:
        echo(f"would apply, but cannot be tried in a transaction: {name}")
    for name in report.dropped:
        echo(f"would drop: {name}")
    for name in report.changed_files:
        echo(f"would load, new or changed: {name}")
    echo(
        f"migrate: would load {report.loaded} objects of version {report.version}; "
        "nothing was changed"
    )
