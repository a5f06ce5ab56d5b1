"""`tolsel migrate`."""

from __future__ import annotations

import click

from tolsel.cli.console import url_of
from tolsel.cli.printer import echo


@click.command()
@click.option("--wait", default=60.0, show_default=True, help="Seconds to wait for another one.")
@click.option(
    "--accept-guards", is_flag=True, help="Record the guards as they are, even if changed by hand."
)
@click.pass_context
def migrate(ctx: click.Context, wait: float, accept_guards: bool) -> None:
    """Bring the database to this version: migrations, then all code."""
    # Not above: what applies migrations takes a while to import, and --help imports every command.
    from tolsel.install import migrate as installing

    report = installing.migrate(
        url_of(ctx),
        lock_timeout_s=wait,
        accept_guards=accept_guards,
        progress=lambda line: echo(line, err=True),
    )
    for name in report.applied:
        echo(f"applied: {name}")
    for name in report.dropped:
        echo(f"dropped: {name}")
    if not report.loaded:
        echo(f"migrate: nothing to do, this is version {report.version}")
    else:
        release = f"release {report.release_id}" if report.release_id else "no new release"
        echo(f"migrate: {report.loaded} objects of version {report.version}, {release}")
