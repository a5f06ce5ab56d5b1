"""`tolsel statement`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import IO

import click

from tolsel import customers, reports
from tolsel.accounts import Account, StatementLine, get_account, list_account_statement
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.documents import HTML_OPTION
from tolsel.cli.printer import FORMAT_OPTION, Column, echo, echo_table, left, right, show
from tolsel.figures import format_amount, format_side
from tolsel.office import Office
from tolsel.picturing import papers
from tolsel.seals import Seal, list_seals
from tolsel.wallets import WalletStatementLine

# The first and the last day the books know.
FIRST_ON, LAST_ON = date(1900, 1, 1), date(2199, 12, 31)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("account_code", required=False)
@click.option("--customer", metavar="TEXT", help="A customer instead: its name, code or number.")
@click.option("--from", "from_at", type=_DAY, metavar="DAY", help="First day; default: all.")
@click.option("--to", "to_at", type=_DAY, metavar="DAY", help="Last day; default: all.")
@click.option(
    "--clock",
    type=click.Choice(["effective", "booked"]),
    default="effective",
    show_default=True,
    help="By the day a line counts for, or the day it was written.",
)
@HTML_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def statement(
    ctx: click.Context,
    account_code: str | None,
    customer: str | None,
    from_at: datetime | None,
    to_at: datetime | None,
    clock: str,
    html: IO[str] | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Print what moved one account or customer, with its balance after each line.

    Dr is a debit balance, Cr a credit balance; a customer with a balance above 0 owes it. A day is
    YYYY-MM-DD.

    \b
    tolsel statement --customer K-1 --from 2026-01-01 --html statement.html
    """
    if (account_code is None) == (customer is None):
        raise click.UsageError("Give either ACCOUNT_CODE or --customer.")
    if customer is not None and clock != "effective":
        raise click.UsageError("A customer's statement is by the day a line counts for.")
    if customer is None and html is not None:
        raise click.UsageError("--html is for the statement of a --customer.")
    from_on = from_at.date() if from_at else FIRST_ON
    to_on = to_at.date() if to_at else LAST_ON
    with office_of(ctx, tenant_id) as office:
        if customer is not None:
            _show_customer(office, customer, from_on, to_on, html, form)
        else:
            assert account_code is not None
            _show_account(office, account_code, from_on, to_on, clock, form)


def _show_account(
    office: Office, code: str, from_on: date, to_on: date, clock: str, form: str
) -> None:
    """Print a statement: debits and credits in columns of their own, and how it is sealed."""
    account = get_account(office.conn, code=code, tenant_id=office.tenant_id)
    lines = list_account_statement(
        office.conn,
        account_id=account.account_id,
        from_on=from_on,
        to_on=to_on,
        clock=clock,
        tenant_id=office.tenant_id,
    )
    seals = list_seals(office.conn, account_ids=[account.account_id], tenant_id=office.tenant_id)
    show(lines, form, as_table=lambda: _echo_account(account, lines, seals))


def _echo_account(account: Account, lines: Sequence[StatementLine], seals: Sequence[Seal]) -> None:
    scale = account.scale
    echo(f"{account.code}  {account.name} ({account.type}, {account.currency})")
    echo_table(
        [
            left("day", map(day_of, lines)),
            right("journal", (line.journal_id for line in lines)),
            left("description", map(description_of, lines)),
            *sides("debit", "credit", lines, scale),
            right("balance   ", (format_side(line.balance, scale) for line in lines)),
        ]
    )
    # Count and head of the account's chains, so that the paper is an anchor too.
    for seal in seals:
        slot = f"slot {seal.slot}: " if len(seals) > 1 or seal.slot else ""
        echo(f"{slot}{seal.line}")


def _show_customer(
    office: Office, search: str, from_on: date, to_on: date, html: IO[str] | None, form: str
) -> None:
    """Print a customer's statement: charged and paid in columns of their own."""
    scales = reports.list_scales(office.conn)
    customer = customers.get_customer(office.conn, search=search, tenant_id=office.tenant_id)
    lines = customers.list_customer_statement(
        office.conn,
        customer_id=customer.customer_id,
        from_on=from_on,
        to_on=to_on,
        tenant_id=office.tenant_id,
    )
    if html is not None:
        html.write(
            papers.render_statement(
                office,
                customer,
                lines,
                from_on=None if from_on == FIRST_ON else from_on,
                to_on=None if to_on == LAST_ON else to_on,
            )
        )
        return
    show(lines, form, as_table=lambda: _echo_customer(customer, lines, scales[customer.currency]))


def _echo_customer(
    customer: customers.Customer, lines: Sequence[customers.CustomerStatementLine], scale: int
) -> None:
    code = f", {customer.code}" if customer.code else ""
    echo(f"{customer.name} (customer {customer.customer_id}{code}, {customer.currency})")
    echo_table(
        [
            left("day", map(day_of, lines)),
            left("document", map(_document, lines)),
            left("due", (line.due_on.isoformat() if line.due_on else "" for line in lines)),
            *sides("charged", "paid", lines, scale),
            right("balance", (format_amount(line.balance, scale) for line in lines)),
        ]
    )


_Line = StatementLine | customers.CustomerStatementLine | WalletStatementLine


def day_of(line: _Line) -> str:
    """Return the day of a line; where all days were asked for, the ends have none."""
    is_open_end = line.kind != "line" and line.effective_on in (FIRST_ON, LAST_ON)
    return "" if is_open_end else line.effective_on.isoformat()


def description_of(line: _Line) -> str | None:
    """Return what a line is about."""
    words = {"opening": "opening balance", "closing": "closing balance"}
    return words.get(line.kind, line.description)


def _document(line: customers.CustomerStatementLine) -> str | None:
    return f"{description_of(line)}: {line.reason}" if line.reason else description_of(line)


def sides(above: str, below: str, lines: Sequence[_Line], scale: int) -> tuple[Column, Column]:
    """Return the columns of the amounts above and below 0."""

    def one_side(line: _Line, sign: int) -> str:
        if line.kind != "line" or line.amount is None or line.amount * sign < 0:
            return ""
        return format_amount(line.amount.copy_abs(), scale)

    return (
        right(above, (one_side(line, 1) for line in lines)),
        right(below, (one_side(line, -1) for line in lines)),
    )
