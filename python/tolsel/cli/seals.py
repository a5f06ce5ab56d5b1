"""`tolsel seals`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from tolsel import seals as anchors
from tolsel.accounts import select_tenant
from tolsel.cli.console import TENANT_OPTION, echo_table, url_of
from tolsel.database import connect

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def seals() -> None:
    """Seal the entries, and keep the seals outside the database.

    `tolsel verify` holds the entries against the seals. What was cut off together with its seals
    only shows against a file that was exported before.
    """


@seals.command()
@click.pass_context
def make(ctx: click.Context) -> None:
    """Seal all entries of all tenants that have no seal yet."""
    total = 0
    with closing(connect(url_of(ctx), autocommit=True, application_name="tolsel seals")) as conn:
        for count in anchors.seal_entries(conn):
            total += count
            click.echo(f"{total} entries sealed", err=True)
    click.echo(f"seals: {total} entries sealed")


@seals.command()
@click.argument("file", type=_FILE)
@TENANT_OPTION
@click.pass_context
def export(ctx: click.Context, file: Path, tenant_id: int | None) -> None:
    """Write count and head of every chain to FILE, .csv or .json."""
    with closing(connect(url_of(ctx), autocommit=True, application_name="tolsel seals")) as conn:
        found = anchors.list_seals(conn, tenant_id=select_tenant(conn, tenant_id=tenant_id))
    click.echo(f"seals: {anchors.write_anchor(file, found)} written to {file}")


@seals.command()
@click.argument("file", type=_FILE)
@TENANT_OPTION
@click.pass_context
def check(ctx: click.Context, file: Path, tenant_id: int | None) -> None:
    """Compare FILE with the database.

    Exit code: 0 all seals are as they were, 1 some are not, 2 could not run.
    """
    anchor = anchors.read_anchor(file)
    with closing(connect(url_of(ctx), autocommit=True, application_name="tolsel seals")) as conn:
        tenant_id = select_tenant(conn, tenant_id=tenant_id)
        found = anchors.list_seal_differences(conn, anchor=anchor, tenant_id=tenant_id)
    if found:
        echo_table(
            ["account", "slot", "version", "fault"],
            [(d.account_id, d.slot, d.version, d.fault) for d in found],
        )
    click.echo(f"seals: {len(anchor)} compared, {len(found)} differ")
    ctx.exit(1 if found else 0)
