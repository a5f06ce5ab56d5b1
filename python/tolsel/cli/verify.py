"""`tolsel verify`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import click

from tolsel import proof, reports
from tolsel.accounts import select_tenant
from tolsel.cli.console import COULD_NOT_RUN, echo_table, url_of
from tolsel.database import connect
from tolsel.figures import format_amount, right_aligned

_MARKS = {"ok": "ok", "breach": "BREACH", "notice": "notice", "error": "ERROR"}


@click.command()
@click.option("--all", "is_all", is_flag=True, help="Show the checks that found nothing, too.")
@click.option(
    "--customer", metavar="TEXT", help="Only what one customer owes: its name, code or number."
)
@click.option(
    "--tenant", "tenant_id", type=int, metavar="ID", help="Of --customer; default: the login's own."
)
@click.pass_context
def verify(ctx: click.Context, is_all: bool, customer: str | None, tenant_id: int | None) -> None:
    """Prove the books.

    Exit code: 0 clean, 1 breaches, 2 could not run.
    """
    if customer is not None:
        ctx.exit(_verify_customer(url_of(ctx), customer, tenant_id))
    if tenant_id is not None:
        raise click.UsageError("--tenant goes with --customer; the books are proved as a whole.")
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


def _verify_customer(url: str | None, search: str, tenant_id: int | None) -> int:
    """Print what each of the books says that a customer owes."""
    with closing(connect(url, autocommit=True, application_name="tolsel verify")) as conn:
        tenant_id = select_tenant(conn, tenant_id=tenant_id)
        found = reports.get_customer(conn, search=search, tenant_id=tenant_id)
        lines = reports.verify_customer(conn, customer_id=found.customer_id, tenant_id=tenant_id)
        scale = reports.list_scales(conn)[found.currency]
    balances = right_aligned("balance", (format_amount(line.balance, scale) for line in lines))
    marks = ["mark", *("ok" if line.is_right else "BREACH" for line in lines)]
    sources = ["by", *(line.source for line in lines)]
    click.echo(f"{found.name} (customer {found.customer_id}, {found.currency})")
    headers, *rows = zip(marks, balances, sources, strict=True)
    echo_table(headers, rows)
    return 0 if all(line.is_right for line in lines) else 1
