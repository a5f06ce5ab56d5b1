"""The command line: parse, call, print."""

from __future__ import annotations

import os
from typing import NoReturn

import click
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tolsel import __version__, migrate
from tolsel.cli_demo import demo
from tolsel.cli_events import events
from tolsel.cli_export import export
from tolsel.cli_import import import_command
from tolsel.cli_jobs import jobs_command, worker
from tolsel.cli_logs import logs
from tolsel.cli_repair import repair
from tolsel.cli_report import report
from tolsel.cli_seals import seals
from tolsel.cli_statement import statement
from tolsel.cli_verify import verify
from tolsel.console import CommandGroup, url_of
from tolsel.errors import ReportedError
from tolsel.pgprograms import PSQL_OPTIONS

_SHOWN = 20
_NOBODY_RUNS_JOBS = (
    "status: nobody runs the jobs: give them to pg_cron with tolsel jobs install, or keep a tolsel "
    "worker running"
)


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--url",
    "-d",
    envvar="TOLSEL_URL",
    metavar="URL",
    help="Database, such as postgresql://user@host/name. Default: $TOLSEL_URL, then libpq's "
    "PGHOST, PGUSER, PGDATABASE, ...",
)
@click.version_option(__version__, prog_name="tolsel")
def main(url: str | None) -> None:
    """Keep the money office in your PostgreSQL: install it, prove it, look into it."""


@main.command()
@click.option("--test-clock", is_flag=True, help="Let tests set this database's clock.")
@click.pass_context
def init(ctx: click.Context, test_clock: bool) -> None:
    """Make the roles, and prepare the database; needs CREATEROLE."""
    done = migrate.init(url_of(ctx), test_clock=test_clock)
    for line in done:
        click.echo(f"made: {line}")
    click.echo("init: ready for tolsel migrate" if done else "init: nothing to do")


@main.command("migrate")
@click.option("--wait", default=60.0, show_default=True, help="Seconds to wait for another one.")
@click.option(
    "--accept-guards", is_flag=True, help="Record the guards as they are, even if changed by hand."
)
@click.pass_context
def migrate_command(ctx: click.Context, wait: float, accept_guards: bool) -> None:
    """Bring the database to this version: migrations, then all code."""
    report = migrate.migrate(
        url_of(ctx),
        lock_timeout_s=wait,
        accept_guards=accept_guards,
        progress=lambda line: click.echo(line, err=True),
    )
    for name in report.applied:
        click.echo(f"applied: {name}")
    for name in report.dropped:
        click.echo(f"dropped: {name}")
    if not report.loaded:
        click.echo(f"migrate: nothing to do, this is version {report.version}")
    else:
        release = f"release {report.release_id}" if report.release_id else "no new release"
        click.echo(f"migrate: {report.loaded} objects of version {report.version}, {release}")


@main.command()
@click.option("--to", metavar="ID", help="The last migration that stays.")
@click.option("--all", "is_all", is_flag=True, help="Undo everything.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def rollback(ctx: click.Context, to: str | None, is_all: bool, yes: bool) -> None:
    """Drop the loaded code and undo migrations, in one transaction."""
    if is_all == (to is not None):
        raise click.UsageError("Give either --to ID or --all.")
    url = url_of(ctx)
    if not yes:
        counts = migrate.count_rows_at_risk(url)
        rows = " and ".join(f"{count:,} {name}" for name, count in counts.items())
        what = "every migration" if is_all else f"every migration after {to}"
        lost = f", and lose up to {rows}" if any(counts.values()) else ""
        click.confirm(f"Drop the code and undo {what}{lost}?", abort=True)
    report = migrate.rollback(url, to=to, progress=lambda line: click.echo(line, err=True))
    for name in report.undone:
        click.echo(f"undone: {name}")
    click.echo(f"rollback: {len(report.undone)} migrations, {len(report.dropped)} objects dropped")


@main.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Compare the database with this version, and see whether its jobs are run.

    Exit code: 0 all well, 1 pending, changed or stalled, 2 could not look.
    """
    found = migrate.status(url_of(ctx))
    click.echo(f"tolsel:   {found.version}")
    if found.release_id is None:
        click.echo("database: no release yet")
    else:
        click.echo(
            f"database: {found.release_version}, release {found.release_id} of {found.loaded_at}"
        )
    for label, names in (
        ("applied", found.applied),
        ("pending", found.pending),
        ("newer than this tolsel", found.unknown),
        ("changed file", found.changed_files),
        ("changed guard", found.changed_guards),
        ("stalled job", found.stalled_jobs),
    ):
        for name in names[:_SHOWN]:
            click.echo(f"{label}: {name}")
        if len(names) > _SHOWN:
            click.echo(f"{label}: and {len(names) - _SHOWN:,} more")
    if found.stalled_jobs:
        click.echo(_NOBODY_RUNS_JOBS)
    click.echo("status: up to date" if found.is_current else "status: run tolsel migrate")
    ctx.exit(0 if found.is_current and not found.stalled_jobs else 1)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def psql(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Open psql on the database; further arguments are psql's."""
    _exec_psql(url_of(ctx), arguments)


def _exec_psql(url: str | None, arguments: tuple[str, ...]) -> NoReturn:
    """Become psql. The password goes by the environment, because anybody can list arguments."""
    parts = {k: v for k, v in conninfo_to_dict(url or "").items() if v is not None}
    password = parts.pop("password", None)
    environment = dict(os.environ)
    if password is not None:
        environment["PGPASSWORD"] = str(password)
    try:
        target = ["-d", make_conninfo("", **parts)]
        os.execvpe("psql", ["psql", *PSQL_OPTIONS, *target, *arguments], environment)
    except FileNotFoundError:
        raise ReportedError(
            "psql is not on the PATH", hint="Install PostgreSQL's client programs."
        ) from None


# Further commands live in modules of their own, cli_<name>.py, each with one click command that
# takes its URL from console.url_of. They are added here.
for command in (
    verify,
    repair,
    seals,
    import_command,
    statement,
    report,
    export,
    events,
    jobs_command,
    worker,
    logs,
    demo,
):
    main.add_command(command)
