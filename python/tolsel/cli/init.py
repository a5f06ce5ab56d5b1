"""`tolsel init`."""

from __future__ import annotations

import click

from tolsel.cli.console import url_of
from tolsel.cli.printer import echo
from tolsel.install import prepare


@click.command()
@click.option("--test-clock", is_flag=True, help="Let tests set this database's clock.")
@click.pass_context
def init(ctx: click.Context, test_clock: bool) -> None:
    """Make the roles, and prepare the database; needs CREATEROLE."""
    done = prepare.init(url_of(ctx), test_clock=test_clock)
    for line in done:
        echo(f"made: {line}")
    echo("init: ready for tolsel migrate" if done else "init: nothing to do")
