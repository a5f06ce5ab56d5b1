"""`tolsel jobs`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import click
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import jobs
from tolsel.cli.console import echo_table, url_of
from tolsel.database import connect


@click.group("jobs", invoke_without_command=True)
@click.pass_context
def jobs_command(ctx: click.Context) -> None:
    """List the jobs and how they stand; run them, or give them to pg_cron."""
    if ctx.invoked_subcommand is not None:
        return
    with _connected(ctx) as conn:
        found = jobs.list_jobs(conn)
    echo_table(
        ["job", "for", "state", "last success", "overdue", "missed", "attempts", "error"],
        [
            (
                h.job_name,
                h.subject,
                h.state,
                _moment(h.last_success_at),
                f"{h.overdue_s:,} s" if h.overdue_s else "",
                h.missed_count or "",
                h.attempts or "",
                h.error,
            )
            for h in found
        ],
    )


@jobs_command.command()
@click.option("--limit", default=1000, show_default=True, help="The most slices to run.")
@click.pass_context
def run(ctx: click.Context, limit: int) -> None:
    """Run once what is due, and say what ran.

    Exit code: 0 all well, 1 a job failed, 2 could not run.
    """
    slices = failed = 0
    with _connected(ctx) as conn:
        while slices < limit and (ran := jobs.run_next_slice(conn)):
            slices += 1
            failed += ran.error is not None
            what = ran.error or f"{ran.item_count:,} items"
            period = f"{_moment(ran.from_at)} to {_moment(ran.to_at)}"
            click.echo(f"{ran.status}: {ran.job_name} of {ran.subject}, {period}: {what}")
    click.echo(f"jobs: {slices} slices run, {failed} failed")
    ctx.exit(1 if failed else 0)


@jobs_command.command()
@click.pass_context
def install(ctx: click.Context) -> None:
    """Leave one entry in pg_cron that runs what is due every minute, as this login.

    Exit code: 0 all well, 1 pg_cron has no launcher, 2 could not run.
    """
    with _connected(ctx) as conn:
        is_new = jobs.install_tick(conn)
        has_launcher = jobs.has_launcher(conn)
    if has_launcher:
        click.echo(f"jobs: pg_cron {'now runs' if is_new else 'already runs'} them every minute")
    else:
        click.echo("jobs: pg_cron has its entry, but its launcher is gone: restart the server")
        ctx.exit(1)


@jobs_command.command()
@click.pass_context
def uninstall(ctx: click.Context) -> None:
    """Remove that entry from pg_cron."""
    with _connected(ctx) as conn:
        count = jobs.uninstall_tick(conn)
    click.echo(f"jobs: {count} entries removed from pg_cron")


@contextmanager
def _connected(ctx: click.Context) -> Iterator[Connection[TupleRow]]:
    url = url_of(ctx)
    with closing(connect(url, autocommit=True, application_name="tolsel jobs")) as conn:
        yield conn


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%MZ}"
