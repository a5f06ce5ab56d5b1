"""`tolsel status`."""

from __future__ import annotations

import click

from tolsel.cli.console import url_of
from tolsel.install import status as comparing

_SHOWN = 20
_NOBODY_RUNS_JOBS = (
    "status: nobody runs the jobs: give them to pg_cron with tolsel jobs install, or keep a tolsel "
    "worker running"
)


@click.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Compare the database with this version, and see whether its jobs are run.

    Exit code: 0 all well, 1 pending, changed or stalled, 2 could not look.
    """
    found = comparing.status(url_of(ctx))
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
