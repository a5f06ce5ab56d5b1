"""`tolsel seals`."""

from __future__ import annotations

from pathlib import Path

import click

from tolsel import seals as anchors
from tolsel.cli.console import TENANT_OPTION, connection_of, office_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, right, show
from tolsel.rows import Rows

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
    with connection_of(ctx) as conn:
        for count in anchors.seal_entries(conn):
            total += count
            echo(f"{total} entries sealed", err=True)
    echo(f"seals: {total} entries sealed")


@seals.command("list")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def list_command(ctx: click.Context, form: str, tenant_id: int | None) -> None:
    """List count and head of every chain."""
    with office_of(ctx, tenant_id) as office:
        found = anchors.list_seals(office.conn, tenant_id=office.tenant_id)
    show(found, form, as_table=lambda: _echo_seals(found))


@seals.command()
@click.argument("file", type=_FILE)
@TENANT_OPTION
@click.pass_context
def export(ctx: click.Context, file: Path, tenant_id: int | None) -> None:
    """Write count and head of every chain to FILE, .csv or .json."""
    with office_of(ctx, tenant_id) as office:
        found = anchors.list_seals(office.conn, tenant_id=office.tenant_id)
    echo(f"seals: {anchors.write_anchor(file, found)} written to {file}")


@seals.command()
@click.argument("file", type=_FILE)
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def check(ctx: click.Context, file: Path, form: str, tenant_id: int | None) -> None:
    """Compare FILE with the database.

    Exit code: 0 all seals are as they were, 1 some are not, 2 could not run.
    """
    anchor = anchors.read_anchor(file)
    with office_of(ctx, tenant_id) as office:
        found = anchors.list_seal_differences(
            office.conn, anchor=anchor, tenant_id=office.tenant_id
        )
    show(found, form, as_table=lambda: _echo_differences(found, len(anchor)))
    ctx.exit(1 if found else 0)


def _echo_seals(found: Rows[anchors.Seal]) -> None:
    if found:
        echo_table(
            [
                left("account", (s.code for s in found)),
                right("slot", (s.slot for s in found)),
                right("entries", (s.entry_count for s in found)),
                right("sealed through", (s.version for s in found)),
                left("head", (s.hash for s in found)),
            ]
        )
    echo(f"seals: {len(found)} chains")


def _echo_differences(found: Rows[anchors.SealDifference], compared: int) -> None:
    if found:
        echo_table(
            [
                right("account", (d.account_id for d in found)),
                right("slot", (d.slot for d in found)),
                right("version", (d.version for d in found)),
                left("fault", (d.fault for d in found)),
            ]
        )
    echo(f"seals: {compared} compared, {len(found)} differ")
