"""`tolsel jobs`."""

from __future__ import annotations

import click

from tolsel import jobs as engine
from tolsel.cli.console import connection_of
from tolsel.cli.printer import (
    FORMAT_OPTION,
    echo,
    echo_table,
    left,
    moment,
    refuse_format,
    right,
    show,
)
from tolsel.errors import RetryableError
from tolsel.rows import Rows
from tolsel.worker import SLICE_LIMIT_S


@click.group("jobs", invoke_without_command=True)
@FORMAT_OPTION
@click.pass_context
def jobs(ctx: click.Context, form: str) -> None:
    """List the jobs and how they stand; run them, or give them to pg_cron."""
    if ctx.invoked_subcommand is not None:
        refuse_format(form)
        return
    with connection_of(ctx) as conn:
        found = engine.list_jobs(conn)
    show(found, form, as_table=lambda: _echo_jobs(found))


@jobs.command()
@click.option("--limit", default=1000, show_default=True, help="The most slices to run.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.01),
    default=SLICE_LIMIT_S,
    show_default=True,
    help="Seconds that a slice of a job may take.",
)
@click.pass_context
def run(ctx: click.Context, limit: int, timeout: float) -> None:
    """Run once what is due, and say what ran.

    Exit code: 0 all well, 1 a job failed, 2 could not run.
    """
    slices = failed = 0
    with connection_of(ctx) as conn:
        while slices < limit:
            try:
                ran = engine.run_next_slice(conn, limit_s=timeout)
            except RetryableError as error:
                # Cancelled, and tried again later: the others are not kept waiting.
                if conn.closed:
                    raise
                slices, failed = slices + 1, failed + 1
                echo(f"failed: {error.title}")
                continue
            if ran is None:
                break
            slices += 1
            failed += ran.error is not None
            what = ran.error or f"{ran.item_count:,} items"
            period = f"{moment(ran.from_at)} to {moment(ran.to_at)}"
            echo(f"{ran.status}: {ran.job_name} of {ran.subject}, {period}: {what}")
    echo(f"jobs: {slices} slices run, {failed} failed")
    ctx.exit(1 if failed else 0)


@jobs.command()
@click.option("--as", "login", metavar="LOGIN", help="Who runs them; a superuser may say.")
@click.pass_context
def install(ctx: click.Context, login: str | None) -> None:
    """Have pg_cron run what is due every minute, as this login, and prune its own log of that.

    Exit code: 0 all well, 1 pg_cron has no launcher, 2 could not run.
    """
    with connection_of(ctx) as conn:
        tick = engine.install_tick(conn, login=login)
        has_launcher = engine.has_launcher(conn)
    is_new = tick.is_new
    if tick.is_superuser:
        echo(
            f"jobs: they run as the superuser {tick.login}; "
            "--as LOGIN gives them to a member of tolsel_admin",
            err=True,
        )
    if tick.set_timeout:
        echo(
            "jobs: nothing limits how long one job keeps all others waiting: " + tick.set_timeout,
            err=True,
        )
    if has_launcher:
        echo(f"jobs: pg_cron {'now runs' if is_new else 'already runs'} them every minute")
    else:
        echo("jobs: pg_cron has its entry, but its launcher is gone: restart the server")
        ctx.exit(1)


@jobs.command()
@click.pass_context
def uninstall(ctx: click.Context) -> None:
    """Remove those entries from pg_cron."""
    with connection_of(ctx) as conn:
        count = engine.uninstall_tick(conn)
    echo(f"jobs: {count} entries removed from pg_cron")


def _echo_jobs(found: Rows[engine.JobHealth]) -> None:
    echo_table(
        [
            left("job", (h.job_name for h in found)),
            left("for", (h.subject for h in found)),
            left("state", (h.state for h in found)),
            left("last success", (moment(h.last_success_at) for h in found)),
            right("overdue", (f"{h.overdue_s:,} s" if h.overdue_s else "" for h in found)),
            right("missed", (h.missed_count or "" for h in found)),
            right("attempts", (h.attempts or "" for h in found)),
            left("error", (h.error for h in found)),
        ]
    )
