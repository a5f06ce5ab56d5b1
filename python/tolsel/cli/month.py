"""`tolsel month`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import click

import tolsel
from tolsel.api.bank import ExplainPeriodCloseRow as Finding
from tolsel.cli import documents as shared
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION, echo, show
from tolsel.office import Office
from tolsel.rows import Rows

_COLUMNS = "finding subject currency found_count amount from_on is_obstacle"
_CLOSING = ["period_close_id", "closed_through_on", "reason"]


def _first_of_month(text: str) -> date:
    """Return the first day of a month."""
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        raise click.BadParameter(f"{text!r} is no month, such as 2026-03.") from None


_MONTH = click.argument("month", type=_first_of_month, metavar="MONTH")


@click.group()
def month() -> None:
    """See what is left to do in a month, close its books, and open them again.

    MONTH is YYYY-MM.

    \b
    tolsel month check 2026-03
    tolsel month close 2026-03 --reason "March is done"
    tolsel month reopen 2026-03 --reason "a bill was late"
    """


@month.command()
@_MONTH
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def check(ctx: click.Context, month: date, form: str, tenant_id: int | None) -> None:
    """List what is left to do before the books are closed, and the tax that is due.

    What may be left: days of channels that nobody has closed, payments in flight, money of unknown
    payers, lines of banks that are not matched.

    Exit code: 0 nothing is left, 1 something is, 2 could not run.
    """
    with office_of(ctx, tenant_id) as office:
        found = _find(office, month)
        scales = shared.scales_of(office, found)
    shared.show_many(found, form, scales, noun="findings")
    ctx.exit(1 if _has_obstacle(found) else 0)


@month.command()
@_MONTH
@shared.REASON_OPTION
@click.option("--anyway", "is_anyway", is_flag=True, help="Close it whatever is left to do.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def close(
    ctx: click.Context,
    month: date,
    reason: str,
    is_anyway: bool,
    form: str,
    tenant_id: int | None,
) -> None:
    """Close the books through the last day of a month, once nothing is left to do.

    Exit code: 0 closed, 1 something is left and nothing was closed, 2 could not run.
    """
    with office_of(ctx, tenant_id) as office:
        found = _find(office, month)
        if _has_obstacle(found) and not is_anyway:
            shared.show_many(found, form, shared.scales_of(office, found), noun="findings")
            echo("Nothing was closed: do what is left, or say --anyway.", err=form != "table")
            ctx.exit(1)
        closed = tolsel.close_period(
            through_on=_last_of(month), reason=reason, tenant_id=office.tenant_id
        ).run(office.conn)
    said = f"The books are closed through {closed.closed_through_on}."
    show(Rows([closed], columns=_CLOSING), form, as_table=lambda: echo(said))


@month.command()
@_MONTH
@shared.REASON_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def reopen(ctx: click.Context, month: date, reason: str, form: str, tenant_id: int | None) -> None:
    """Open the books of a month again, and of all that came after it."""
    with office_of(ctx, tenant_id) as office:
        opened = tolsel.reopen_period(
            through_on=month - timedelta(days=1), reason=reason, tenant_id=office.tenant_id
        ).run(office.conn)
    said = f"The books are closed through {opened.closed_through_on}, and open after it."
    show(Rows([opened], columns=_CLOSING), form, as_table=lambda: echo(said))


def _find(office: Office, month: date) -> Rows[Finding]:
    """Return what is left to do in a month."""
    found = tolsel.explain_period_close(through_on=_last_of(month), tenant_id=office.tenant_id).run(
        office.conn
    )
    return Rows(found, columns=_COLUMNS.split())


def _has_obstacle(found: Rows[Finding]) -> bool:
    return any(line.is_obstacle for line in found)


def _last_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
