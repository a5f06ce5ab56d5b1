"""`tolsel repair`."""

from __future__ import annotations

import json
from decimal import Decimal

import click

from tolsel import proof
from tolsel.cli.console import connection_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, right, show
from tolsel.rows import JsonText, Rows


@click.command()
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Only say what would be repaired.")
@FORMAT_OPTION
@click.pass_context
def repair(ctx: click.Context, is_dry_run: bool, form: str) -> None:
    """Put derived values right: balances, held amounts, totals of days, closing days.

    They are judged again under the locks of their writers, and made anew from entries, holds and
    closings, which are never changed. What was wrong is kept: tolsel.list_incidents.

    Exit code: 0 nothing is wrong any more, 1 something is, 2 could not run.
    """
    with connection_of(ctx) as conn, conn.transaction():
        found = proof.repair(conn, is_dry_run=is_dry_run)
    left_over = sum(r.outcome != "repaired" for r in found)
    show(found, form, as_table=lambda: _echo_repairs(found, left_over))
    ctx.exit(1 if left_over else 0)


def _echo_repairs(found: Rows[proof.Repair], left_over: int) -> None:
    if found:
        before, after = zip(*map(_difference, found), strict=True)
        echo_table(
            [
                right("tenant", (r.tenant_id for r in found)),
                left("check", (r.check_name for r in found)),
                left("subject", (r.subject for r in found)),
                left("was", before),
                left("is to be", after),
                left("outcome", (r.outcome for r in found)),
            ]
        )
    echo(f"repair: {len(found)} found, {len(found) - left_over} repaired")


def _difference(repaired: proof.Repair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what differs between the rows, before and after, one value on a line."""
    before, after = _read(repaired.before_row), _read(repaired.after_row or "{}")
    keys = [key for key in after if before.get(key) != after[key]]
    return (
        tuple(f"{key} {_written(before.get(key))}" for key in keys),
        tuple(f"{key} {_written(after[key])}" for key in keys),
    )


def _read(row: JsonText | str) -> dict[str, object]:
    found: dict[str, object] = json.loads(row, parse_float=Decimal)
    return found


def _written(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
