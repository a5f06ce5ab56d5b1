"""`bursar verify`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from bursar import proof
from bursar.console import COULD_NOT_RUN, echo_table, url_of

_MARKS = {"ok": "ok", "breach": "BREACH", "notice": "notice", "error": "ERROR"}


@click.command()
@click.option("--all", "is_all", is_flag=True, help="Show the checks that found nothing, too.")
@click.pass_context
def verify(ctx: click.Context, is_all: bool) -> None:
    """Prove the books.

    Exit code: 0 clean, 1 breaches, 2 could not run.
    """
    ctx.exit(echo_proof(proof.verify_database(url_of(ctx)), is_all=is_all))


def echo_proof(results: Sequence[proof.CheckResult], *, is_all: bool = False) -> int:
    """Print what the checks found, and return the exit code that says it."""
    shown = [r for r in results if is_all or not r.is_ok]
    if shown:
        echo_table(
            ["mark", "check", "rows", "sample", "hint"],
            [
                (_MARKS.get(r.status, r.status), r.check_name, r.row_count, r.sample, r.title)
                for r in shown
            ],
        )
    breaches = sum(r.status == "breach" for r in results)
    failed = sum(r.status not in _MARKS or r.status == "error" for r in results)
    click.echo(f"verify: {len(results)} checks, {breaches} breaches")
    return 1 if breaches else COULD_NOT_RUN if failed or not results else 0
