"""`tolsel verify`."""

from __future__ import annotations

import click

from tolsel import customers, proof, reports
from tolsel.cli.console import COULD_NOT_RUN, office_of, url_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, right, show
from tolsel.figures import format_amount
from tolsel.rows import Rows

_MARKS = {"ok": "ok", "breach": "BREACH", "notice": "notice", "error": "ERROR"}


@click.command()
@click.option("--all", "is_all", is_flag=True, help="Show the checks that found nothing, too.")
@click.option(
    "--customer", metavar="TEXT", help="Only what one customer owes: its name, code or number."
)
@click.option(
    "--tenant", "tenant_id", type=int, metavar="ID", help="Of --customer; default: the login's own."
)
@FORMAT_OPTION
@click.pass_context
def verify(
    ctx: click.Context, is_all: bool, customer: str | None, tenant_id: int | None, form: str
) -> None:
    """Prove the books.

    Exit code: 0 clean, 1 breaches, 2 could not run.
    """
    if customer is not None:
        ctx.exit(_verify_customer(ctx, customer, tenant_id, form))
    if tenant_id is not None:
        raise click.UsageError("--tenant goes with --customer; the books are proved as a whole.")
    results = proof.verify_database(url_of(ctx))
    shown = Rows((r for r in results if is_all or not r.is_ok), columns=results.columns)
    show(shown, form, as_table=lambda: echo_proof(results, is_all=is_all))
    ctx.exit(judge(results))


def echo_proof(results: Rows[proof.CheckResult], *, is_all: bool = False) -> None:
    """Print what the checks found."""
    for result in results:
        if is_all or not result.is_ok:
            mark = _MARKS.get(result.status, result.status)
            count = f", {result.row_count:,} rows" if result.row_count else ""
            echo(f"{mark}  {result.check_name}{count}")
        if not result.is_ok:
            for text in (
                *(result.sample or "").split("\n"),
                " ".join((result.title or "").split()),
            ):
                if text.strip():
                    echo(f"    {text}")
    breaches = sum(r.status == "breach" for r in results)
    echo(f"verify: {len(results)} checks, {breaches} breaches")


def judge(results: Rows[proof.CheckResult]) -> int:
    """Return the exit code that says what the checks found."""
    if any(r.status == "breach" for r in results):
        return 1
    failed = any(r.status not in _MARKS or r.status == "error" for r in results)
    return COULD_NOT_RUN if failed or not results else 0


def _verify_customer(ctx: click.Context, search: str, tenant_id: int | None, form: str) -> int:
    """Print what each of the books says that a customer owes."""
    with office_of(ctx, tenant_id) as office:
        tenant_id = office.tenant_id
        found = customers.get_customer(office.conn, search=search, tenant_id=tenant_id)
        lines = customers.verify_customer(
            office.conn, customer_id=found.customer_id, tenant_id=tenant_id
        )
        scale = reports.list_scales(office.conn)[found.currency]

    def echo_customer() -> None:
        echo(f"{found.name} (customer {found.customer_id}, {found.currency})")
        echo_table(
            [
                left("mark", ("ok" if line.is_right else "BREACH" for line in lines)),
                right("balance", (format_amount(line.balance, scale) for line in lines)),
                left("by", (line.source for line in lines)),
            ]
        )

    show(lines, form, as_table=echo_customer)
    return 0 if all(line.is_right for line in lines) else 1
