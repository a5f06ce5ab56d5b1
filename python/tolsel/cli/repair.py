"""`tolsel repair`."""

from __future__ import annotations

import json
from contextlib import closing

import click

from tolsel import proof
from tolsel.cli.console import echo_table, url_of
from tolsel.database import connect


@click.command()
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Only say what would be repaired.")
@click.pass_context
def repair(ctx: click.Context, is_dry_run: bool) -> None:
    """Put derived values right: balances, held amounts, totals of days, closing days.

    They are judged again under the locks of their writers, and made anew from entries, holds and
    closings, which are never changed. What was wrong is kept: tolsel.list_incidents.

    Exit code: 0 nothing is wrong any more, 1 something is, 2 could not run.
    """
    with closing(connect(url_of(ctx), application_name="tolsel repair")) as conn:
        found = proof.repair(conn, is_dry_run=is_dry_run)
        conn.commit()
    if found:
        echo_table(
            ["tenant", "check", "subject", "was", "is to be", "outcome"],
            [(r.tenant_id, r.check_name, r.subject, *_difference(r), r.outcome) for r in found],
        )
    left = sum(r.outcome != "repaired" for r in found)
    click.echo(f"repair: {len(found)} found, {len(found) - left} repaired")
    ctx.exit(1 if left else 0)


def _difference(repaired: proof.Repair) -> tuple[str, str]:
    """Return what differs between the rows, before and after."""
    before, after = repaired.before_row, repaired.after_row or {}
    keys = [key for key in after if before.get(key) != after[key]]
    return _text({k: before.get(k) for k in keys}), _text({k: after[k] for k in keys})


def _text(row: dict[str, object]) -> str:
    return "\n".join(f"{key} {json.dumps(value)}" for key, value in row.items())
