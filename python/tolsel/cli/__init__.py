"""The command line: parse, call, print. Each module holds one command, or one group of them."""

from __future__ import annotations

import click

from tolsel import __version__
from tolsel.cli import (
    api,
    bank,
    call,
    demo,
    events,
    export,
    import_,
    init,
    jobs,
    logs,
    migrate,
    psql,
    queue,
    repair,
    report,
    rollback,
    seals,
    simulate,
    statement,
    status,
    verify,
    wallet,
    worker,
)
from tolsel.cli.console import CommandGroup


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


for command in (
    init.init,
    migrate.migrate,
    rollback.rollback,
    status.status,
    psql.psql,
    verify.verify,
    repair.repair,
    seals.seals,
    import_.import_,
    bank.bank,
    statement.statement,
    report.report,
    export.export,
    api.api,
    call.call,
    events.events,
    jobs.jobs,
    worker.worker,
    logs.logs,
    queue.queue,
    wallet.wallet,
    demo.demo,
    simulate.simulate,
):
    main.add_command(command)
