"""`tolsel worker`."""

from __future__ import annotations

import click

from tolsel.cli.console import url_of
from tolsel.cli.printer import echo
from tolsel.worker import SLICE_LIMIT_S, Worker


@click.command()
@click.option(
    "--interval",
    type=click.FloatRange(min=0.01),
    default=10.0,
    show_default=True,
    help="Seconds between looking for due jobs.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.01),
    default=SLICE_LIMIT_S,
    show_default=True,
    help="Seconds that a slice of a job may take.",
)
@click.pass_context
def worker(ctx: click.Context, interval: float, timeout: float) -> None:
    """Run jobs as they become due, until SIGTERM or Ctrl-C.

    Several may run at once, also beside pg_cron. A lost server is waited for. A slice that takes
    too long is cancelled, and tried again later.
    """
    echo(f"worker: looking for due jobs every {interval:g} s")
    Worker(
        url_of(ctx),
        interval_s=interval,
        slice_limit_s=timeout,
        tell=lambda line: echo(f"worker: {line}", err=True),
    ).run()
    echo("worker: stopped")
