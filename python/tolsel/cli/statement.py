"""`tolsel statement`."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime

import click

from tolsel import reports
from tolsel.accounts import (
    Account,
    StatementLine,
    get_account,
    list_account_statement,
    select_tenant,
)
from tolsel.cli.console import TENANT_OPTION, echo_table, url_of
from tolsel.database import connect
from tolsel.figures import format_amount, format_side, right_aligned
from tolsel.seals import Seal, list_seals

# The first and the last day the books know.
_FIRST_ON, _LAST_ON = date(1900, 1, 1), date(2199, 12, 31)
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
@TENANT_OPTION
@click.pass_context
def statement(
    ctx: click.Context,
    account_code: str | None,
    customer: str | None,
    from_at: datetime | None,
    to_at: datetime | None,
    clock: str,
    tenant_id: int | None,
) -> None:
    """Print what moved one account or customer, with its balance after each line.

    Dr is a debit balance, Cr a credit balance; a customer with a balance above 0 owes it. A day is
    YYYY-MM-DD.
    """
    if (account_code is None) == (customer is None):
        raise click.UsageError("Give either ACCOUNT_CODE or --customer.")
    if customer is not None and clock != "effective":
        raise click.UsageError("A customer's statement is by the day a line counts for.")
    from_on = from_at.date() if from_at else _FIRST_ON
    to_on = to_at.date() if to_at else _LAST_ON
    with closing(
        connect(url_of(ctx), autocommit=True, application_name="tolsel statement")
    ) as conn:
        tenant_id = select_tenant(conn, tenant_id=tenant_id)
        if customer is not None:
            scales = reports.list_scales(conn)
            found = reports.get_customer(conn, search=customer, tenant_id=tenant_id)
            documents = reports.list_customer_statement(
                conn,
                customer_id=found.customer_id,
                from_on=from_on,
                to_on=to_on,
                tenant_id=tenant_id,
            )
            echo_customer_statement(found, documents, scales[found.currency])
            return
        assert account_code is not None
        account = get_account(conn, code=account_code, tenant_id=tenant_id)
        lines = list_account_statement(
            conn,
            account_id=account.account_id,
            from_on=from_on,
            to_on=to_on,
            clock=clock,
            tenant_id=tenant_id,
        )
        seals = list_seals(conn, account_ids=[account.account_id], tenant_id=tenant_id)
    echo_statement(account, lines)
    echo_seals(seals)


def echo_statement(account: Account, lines: list[StatementLine]) -> None:
    """Print a statement: debits and credits in columns of their own."""
    scale = account.scale
    click.echo(f"{account.code}  {account.name} ({account.type}, {account.currency})")
    columns = [
        ["day", *(_day(line) for line in lines)],
        right_aligned("journal", (str(line.journal_id or "") for line in lines)),
        ["description", *(_description(line) for line in lines)],
        right_aligned("debit", (_one_side(line, 1, scale) for line in lines)),
        right_aligned("credit", (_one_side(line, -1, scale) for line in lines)),
        right_aligned("balance   ", (format_side(line.balance, scale) for line in lines)),
    ]
    headers, *rows = zip(*columns, strict=True)
    echo_table(headers, rows)


def echo_customer_statement(
    customer: reports.Customer, lines: list[reports.CustomerStatementLine], scale: int
) -> None:
    """Print a customer's statement: what was charged and what was paid in columns of their own."""
    code = f", {customer.code}" if customer.code else ""
    name = " ".join(customer.name.split())
    click.echo(f"{name} (customer {customer.customer_id}{code}, {customer.currency})")
    columns = [
        ["day", *(_day(line) for line in lines)],
        ["document", *(_description(line) for line in lines)],
        right_aligned("charged", (_one_side(line, 1, scale) for line in lines)),
        right_aligned("paid", (_one_side(line, -1, scale) for line in lines)),
        right_aligned("balance", (format_amount(line.balance, scale) for line in lines)),
    ]
    headers, *rows = zip(*columns, strict=True)
    echo_table(headers, rows)


def echo_seals(seals: list[Seal]) -> None:
    """Print count and head of the account's chains, so that the paper is an anchor too."""
    for seal in seals:
        slot = f"slot {seal.slot}: " if len(seals) > 1 or seal.slot else ""
        click.echo(f"{slot}{seal.line}")


_Line = StatementLine | reports.CustomerStatementLine


def _day(line: _Line) -> str:
    is_open_end = line.kind != "line" and line.effective_on in (_FIRST_ON, _LAST_ON)
    return "" if is_open_end else line.effective_on.isoformat()


def _description(line: _Line) -> str:
    words = {"opening": "opening balance", "closing": "closing balance"}
    # A line break in a description would look like another line of the account.
    return words.get(line.kind, " ".join((line.description or "").split()))


def _one_side(line: _Line, side: int, scale: int) -> str:
    if line.kind != "line" or line.amount is None or line.amount * side < 0:
        return ""
    return format_amount(line.amount.copy_abs(), scale)
