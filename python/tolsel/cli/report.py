"""`tolsel report`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

import click
from psycopg import Connection
from psycopg.rows import TupleRow

import tolsel
from tolsel import reports
from tolsel.accounts import list_trial_balance
from tolsel.cli import documents
from tolsel.cli import report_tables as tables
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION, show
from tolsel.customers import get_customer, list_customers
from tolsel.picturing import books
from tolsel.rows import Rows

_TAX = (
    "currency code tax_rate invoiced_base_amount invoiced_tax_amount credited_base_amount"
    " credited_tax_amount base_amount due_amount"
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def report() -> None:
    """Print a report: who owes what, channels, accounts, taxes, profit and loss, balance sheet.

    `html` draws them all on one page.

    A day is YYYY-MM-DD. Each currency is added up by itself.
    """


@dataclass(frozen=True, slots=True)
class _Office:
    """What every report needs."""

    conn: Connection[TupleRow]
    tenant_id: int
    today: date
    scales: dict[str, int]


@contextmanager
def _office(ctx: click.Context, tenant_id: int | None) -> Iterator[_Office]:
    with office_of(ctx, tenant_id, is_frozen=True) as office:
        today = reports.get_business_date(office.conn, tenant_id=office.tenant_id)
        scales = reports.list_scales(office.conn)
        yield _Office(office.conn, office.tenant_id, today, scales)


@report.command()
@click.option("--customer", metavar="TEXT", help="Only this one: name, code or number.")
@click.option("--on", "on_at", type=_DAY, metavar="DAY", help="As of this day; default: now.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def aging(
    ctx: click.Context,
    customer: str | None,
    on_at: datetime | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Print who owes how much, now or as of a day, by the days it is overdue."""
    with _office(ctx, tenant_id) as office:
        customer_id = None
        if customer is not None:
            customer_id = get_customer(
                office.conn, search=customer, tenant_id=office.tenant_id
            ).customer_id
        on = on_at.date() if on_at else None
        lines = reports.list_aging(
            office.conn, customer_id=customer_id, on=on, tenant_id=office.tenant_id
        )
    title = f"Owed on {on or office.today}, by days overdue"
    empty = f"On {on or office.today} nothing is owed, and nobody has credit."
    show(lines, form, as_table=lambda: tables.echo_aging(title, lines, office.scales, empty))


@report.command()
@click.option("--search", metavar="TEXT", help="Number, code, or the beginning of a name.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def customers(ctx: click.Context, search: str | None, form: str, tenant_id: int | None) -> None:
    """Print the customers by name, with what they owe; the first thousand."""
    with _office(ctx, tenant_id) as office:
        lines = list_customers(office.conn, search=search, tenant_id=office.tenant_id)
    title = f"Customers on {office.today}"
    show(lines, form, as_table=lambda: tables.echo_customers(title, lines, office.scales))


@report.command()
@click.option("--on", "on_at", type=_DAY, metavar="DAY", help="Default: today.")
@click.option("--branch", "branch_id", type=int, metavar="ID", help="Default: all.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def channels(
    ctx: click.Context,
    on_at: datetime | None,
    branch_id: int | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Print what each drawer, bank and e-wallet did on a day, and what was counted."""
    with _office(ctx, tenant_id) as office:
        on = on_at.date() if on_at else office.today
        lines = reports.list_channel_totals(
            office.conn, on=on, branch_id=branch_id, tenant_id=office.tenant_id
        )
    title = f"Channels on {on}"
    show(lines, form, as_table=lambda: tables.echo_channels(title, lines, office.scales))


@report.command()
@click.argument("channel")
@click.option("--from", "from_at", type=_DAY, metavar="DAY", help="Default: the month's first.")
@click.option("--to", "to_at", type=_DAY, metavar="DAY", help="Default: today.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def days(
    ctx: click.Context,
    channel: str,
    from_at: datetime | None,
    to_at: datetime | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Print the daily book of one channel, by its name or number."""
    with _office(ctx, tenant_id) as office:
        to_on = to_at.date() if to_at else office.today
        from_on = from_at.date() if from_at else to_on.replace(day=1)
        found = reports.get_channel(office.conn, search=channel, tenant_id=office.tenant_id)
        lines = reports.list_channel_days(
            office.conn,
            channel_id=found.channel_id,
            from_on=from_on,
            to_on=to_on,
            tenant_id=office.tenant_id,
        )
    title = f"{found.name} from {from_on} to {to_on}, {found.currency}"
    scale = office.scales[found.currency]
    show(lines, form, as_table=lambda: tables.echo_days(title, lines, scale))


@report.command("profit-and-loss")
@click.option("--from", "from_at", type=_DAY, metavar="DAY", help="Default: 1 January.")
@click.option("--to", "to_at", type=_DAY, metavar="DAY", help="Default: today.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def profit_and_loss(
    ctx: click.Context,
    from_at: datetime | None,
    to_at: datetime | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Print revenue, expenses and profit."""
    with _office(ctx, tenant_id) as office:
        to_on = to_at.date() if to_at else office.today
        from_on = from_at.date() if from_at else to_on.replace(month=1, day=1)
        lines = reports.list_profit_and_loss(
            office.conn, from_on=from_on, to_on=to_on, tenant_id=office.tenant_id
        )
    title = f"Profit and loss from {from_on} to {to_on}"
    show(lines, form, as_table=lambda: tables.echo_sheet(title, lines, office.scales))


@report.command("trial-balance")
@click.option("--on", "on_at", type=_DAY, metavar="DAY", help="Default: today.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def trial_balance(
    ctx: click.Context, on_at: datetime | None, form: str, tenant_id: int | None
) -> None:
    """Print every account that is not at zero by the end of a day."""
    with _office(ctx, tenant_id) as office:
        on = on_at.date() if on_at else office.today
        lines = list_trial_balance(office.conn, on=on, tenant_id=office.tenant_id)
    title = f"Trial balance on {on}"
    show(lines, form, as_table=lambda: tables.echo_trial_balance(title, lines, office.scales))


@report.command("balance-sheet")
@click.option("--on", "on_at", type=_DAY, metavar="DAY", help="Default: today.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def balance_sheet(
    ctx: click.Context, on_at: datetime | None, form: str, tenant_id: int | None
) -> None:
    """Print assets, liabilities and equity by the end of a day."""
    with _office(ctx, tenant_id) as office:
        on = on_at.date() if on_at else office.today
        lines = reports.list_balance_sheet(office.conn, on=on, tenant_id=office.tenant_id)
    title = f"Balance sheet on {on}"
    show(lines, form, as_table=lambda: tables.echo_sheet(title, lines, office.scales))


@report.command()
@click.option("--from", "from_at", type=_DAY, metavar="DAY", help="Default: the month's first.")
@click.option("--to", "to_at", type=_DAY, metavar="DAY", help="Default: today.")
@click.option("--branch", "branch_id", type=int, metavar="ID", help="Default: all.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def tax(
    ctx: click.Context,
    from_at: datetime | None,
    to_at: datetime | None,
    branch_id: int | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Print the tax that is due, by account and rate: of invoices, less of credit notes."""
    with _office(ctx, tenant_id) as office:
        to_on = to_at.date() if to_at else office.today
        from_on = from_at.date() if from_at else to_on.replace(day=1)
        lines = tolsel.list_tax_due(
            from_on=from_on, to_on=to_on, branch_id=branch_id, tenant_id=office.tenant_id
        ).run(office.conn)
    scales = [office.scales[str(line.currency)] for line in lines]
    documents.show_many(Rows(lines, columns=_TAX.split()), form, scales, noun="rates")


@report.command()
@click.option("--from", "from_at", type=_DAY, metavar="DAY",
              help="Default: all that was, three years at most.")  # fmt: skip
@click.option("--to", "to_at", type=_DAY, metavar="DAY", help="Default: today.")
@click.option("-o", "--output", type=click.File("w", encoding="utf-8", atomic=True), default="-",
              metavar="FILE", help="Default: the terminal.")  # fmt: skip
@TENANT_OPTION
@click.pass_context
def html(
    ctx: click.Context,
    from_at: datetime | None,
    to_at: datetime | None,
    output: IO[str],
    tenant_id: int | None,
) -> None:
    """Draw the books as one page for a browser, with a table behind each chart; needs tolsel_read.

    \b
    tolsel report html -o books.html
    tolsel report html --from 2026-01-01 --to 2026-03-31 -o quarter.html

    The page needs nothing beside it, and no network.
    """
    with office_of(ctx, tenant_id, is_frozen=True) as office:
        page = books.render_books(
            office.conn,
            from_on=from_at.date() if from_at else None,
            to_on=to_at.date() if to_at else None,
            tenant_id=office.tenant_id,
        )
    output.write(page)
