"""`tolsel rollback`."""

from __future__ import annotations

import click

from tolsel.cli.console import url_of
from tolsel.cli.printer import echo


@click.command()
@click.option("--to", metavar="ID", help="The last migration that stays.")
@click.option("--all", "is_all", is_flag=True, help="Undo everything.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def rollback(ctx: click.Context, to: str | None, is_all: bool, yes: bool) -> None:
    """Drop the loaded code and undo migrations, in one transaction."""
    # Not above: what undoes migrations takes a while to import, and --help imports every command.
    from tolsel.install import migrate as installing

    if is_all == (to is not None):
        raise click.UsageError("Give either --to ID or --all.")
    url = url_of(ctx)
    if not yes:
        counts = installing.count_rows_at_risk(url, to=to)
        for name, count in counts.items():
            echo(f"lost for good: {count:,} rows of {name}")
        what = "every migration" if is_all else f"every migration after {to}"
        lost = f", and lose {sum(counts.values()):,} rows" if counts else ""
        click.confirm(f"Drop the code and undo {what}{lost}?", abort=True)
    report = installing.rollback(url, to=to, progress=lambda line: echo(line, err=True))
    for name in report.undone:
        echo(f"undone: {name}")
    echo(f"rollback: {len(report.undone)} migrations, {len(report.dropped)} objects dropped")
