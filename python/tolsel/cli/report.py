"""`tolsel report`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

import click
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import reports
from tolsel.accounts import TrialBalanceLine, list_trial_balance, select_tenant
from tolsel.cli.console import TENANT_OPTION, CommandGroup, echo_table, url_of
from tolsel.database import connect
from tolsel.figures import format_amount, right_aligned

DAY = click.DateTime(formats=["%Y-%m-%d"])
_Line = TypeVar(
    "_Line",
    bound=reports.AgingLine | reports.Customer | reports.ChannelTotal | TrialBalanceLine,
)
_Cell = str | int | None


@click.group(cls=CommandGroup)
def report() -> None:
    """Print a report: who owes what, the channels, the accounts, profit and loss, balance sheet.

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
    with closing(connect(url_of(ctx), application_name="tolsel report")) as conn:
        reports.freeze(conn)
        tenant_id = select_tenant(conn, tenant_id=tenant_id)
        today = reports.get_business_date(conn, tenant_id=tenant_id)
        yield _Office(conn, tenant_id, today, reports.list_scales(conn))


@report.command()
@click.option("--customer", metavar="TEXT", help="Only this one: name, code or number.")
@click.option("--on", "on_at", type=DAY, metavar="DAY", help="Overdue on; default: today.")
@TENANT_OPTION
@click.pass_context
def aging(
    ctx: click.Context, customer: str | None, on_at: datetime | None, tenant_id: int | None
) -> None:
    """Print who owes how much now, by the days it is overdue on a day."""
    with _office(ctx, tenant_id) as office:
        customer_id = None
        if customer is not None:
            customer_id = reports.get_customer(
                office.conn, search=customer, tenant_id=office.tenant_id
            ).customer_id
        on = on_at.date() if on_at else office.today
        lines = reports.list_aging(
            office.conn, customer_id=customer_id, on=on, tenant_id=office.tenant_id
        )
    if not lines:
        click.echo(f"On {office.today} nothing is owed, and nobody has credit.")
    _echo_list(
        f"Owed on {office.today}, by days overdue" + (f" on {on}" if on_at else ""),
        lines,
        office.scales,
        {"customer": lambda a: _one_line(a.name), "no": lambda a: a.customer_id},
        {
            "current": lambda a: a.current_amount,
            "1-30": lambda a: a.days_1_30,
            "31-60": lambda a: a.days_31_60,
            "61-90": lambda a: a.days_61_90,
            "over 90": lambda a: a.days_over_90,
            "credit": lambda a: a.credit_amount,
            "balance": lambda a: a.balance,
        },
        {
            "oldest due": lambda a: _day(a.oldest_due_on),
            "last paid": lambda a: _day(a.last_payment_on),
        },
    )


@report.command()
@click.option("--search", metavar="TEXT", help="Number, code, or the beginning of a name.")
@TENANT_OPTION
@click.pass_context
def customers(ctx: click.Context, search: str | None, tenant_id: int | None) -> None:
    """Print the customers by name, with what they owe; the first thousand."""
    with _office(ctx, tenant_id) as office:
        lines = reports.list_customers(office.conn, search=search, tenant_id=office.tenant_id)
    if not lines:
        click.echo("No customer is found.")
    _echo_list(
        f"Customers on {office.today}",
        lines,
        office.scales,
        {
            "customer": lambda c: _one_line(c.name),
            "no": lambda c: c.customer_id,
            "code": lambda c: _one_line(c.code or ""),
        },
        {
            "balance": lambda c: c.balance,
            "credit": lambda c: c.credit_amount,
            "overdue": lambda c: c.overdue_amount,
        },
        {
            "days": lambda c: c.days_overdue or None,
            "payments": lambda c: c.payment_count,
            "last paid": lambda c: _day(c.last_payment_on),
        },
    )


@report.command()
@click.option("--on", "on_at", type=DAY, metavar="DAY", help="Default: today.")
@click.option("--branch", "branch_id", type=int, metavar="ID", help="Default: all.")
@TENANT_OPTION
@click.pass_context
def channels(
    ctx: click.Context, on_at: datetime | None, branch_id: int | None, tenant_id: int | None
) -> None:
    """Print what each drawer, bank and e-wallet did on a day, and what was counted."""
    with _office(ctx, tenant_id) as office:
        on = on_at.date() if on_at else office.today
        lines = reports.list_channel_totals(
            office.conn, on=on, branch_id=branch_id, tenant_id=office.tenant_id
        )
    if not lines:
        click.echo("There is no channel.")
    _echo_list(
        f"Channels on {on}",
        lines,
        office.scales,
        {
            "channel": lambda c: _one_line(c.name),
            "no": lambda c: c.channel_id,
            "kind": lambda c: c.kind,
        },
        {
            "opening": lambda c: c.opening_balance,
            "in": lambda c: c.in_amount,
            "out": lambda c: c.out_amount,
            "closing": lambda c: c.closing_balance,
            "counted": lambda c: c.counted_amount,
            "difference": lambda c: c.difference_amount,
        },
        {"day": lambda c: "closed" if c.is_closed else "open"},
    )


@report.command()
@click.argument("channel")
@click.option("--from", "from_at", type=DAY, metavar="DAY", help="Default: the month's first.")
@click.option("--to", "to_at", type=DAY, metavar="DAY", help="Default: today.")
@TENANT_OPTION
@click.pass_context
def days(
    ctx: click.Context,
    channel: str,
    from_at: datetime | None,
    to_at: datetime | None,
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
    scale = office.scales[found.currency]
    click.echo(f"{_one_line(found.name)} from {from_on} to {to_on}, {found.currency}")
    if not lines:
        click.echo("Nothing moved, and no day was closed.")
        return
    amounts: dict[str, Callable[[reports.ChannelDay], Decimal | None]] = {
        "opening": lambda d: d.opening_balance,
        "in": lambda d: d.in_amount,
        "out": lambda d: d.out_amount,
        "closing": lambda d: d.closing_balance,
        "counted": lambda d: d.counted_amount,
        "difference": lambda d: d.difference_amount,
    }
    _echo_columns(
        [
            ["day", *(line.business_date.isoformat() for line in lines)],
            *(
                right_aligned(header, (_amount(figure(line), scale) for line in lines))
                for header, figure in amounts.items()
            ),
            ["", *("closed" if line.is_closed else "open" for line in lines)],
        ]
    )


@report.command("profit-and-loss")
@click.option("--from", "from_at", type=DAY, metavar="DAY", help="Default: 1 January.")
@click.option("--to", "to_at", type=DAY, metavar="DAY", help="Default: today.")
@TENANT_OPTION
@click.pass_context
def profit_and_loss(
    ctx: click.Context, from_at: datetime | None, to_at: datetime | None, tenant_id: int | None
) -> None:
    """Print revenue, expenses and profit."""
    with _office(ctx, tenant_id) as office:
        to_on = to_at.date() if to_at else office.today
        from_on = from_at.date() if from_at else to_on.replace(month=1, day=1)
        lines = reports.list_profit_and_loss(
            office.conn, from_on=from_on, to_on=to_on, tenant_id=office.tenant_id
        )
    _echo_sheet(f"Profit and loss from {from_on} to {to_on}", lines, office.scales)


@report.command("trial-balance")
@click.option("--on", "on_at", type=DAY, metavar="DAY", help="Default: today.")
@TENANT_OPTION
@click.pass_context
def trial_balance(ctx: click.Context, on_at: datetime | None, tenant_id: int | None) -> None:
    """Print every account that is not at zero by the end of a day."""
    with _office(ctx, tenant_id) as office:
        on = on_at.date() if on_at else office.today
        lines = list_trial_balance(office.conn, on=on, tenant_id=office.tenant_id)
    if not lines:
        click.echo(f"Trial balance on {on}: nothing is booked.")
    _echo_list(
        f"Trial balance on {on}",
        lines,
        office.scales,
        {
            "account": lambda a: _one_line(a.code),
            "name": lambda a: _one_line(a.name),
            "type": lambda a: a.type,
        },
        {"debit": lambda a: a.debit or None, "credit": lambda a: a.credit or None},
        {},
    )


@report.command("balance-sheet")
@click.option("--on", "on_at", type=DAY, metavar="DAY", help="Default: today.")
@TENANT_OPTION
@click.pass_context
def balance_sheet(ctx: click.Context, on_at: datetime | None, tenant_id: int | None) -> None:
    """Print assets, liabilities and equity by the end of a day."""
    with _office(ctx, tenant_id) as office:
        on = on_at.date() if on_at else office.today
        lines = reports.list_balance_sheet(office.conn, on=on, tenant_id=office.tenant_id)
    _echo_sheet(f"Balance sheet on {on}", lines, office.scales)


def _echo_sheet(title: str, lines: Sequence[reports.SheetLine], scales: dict[str, int]) -> None:
    if not lines:
        click.echo(f"{title}: nothing is booked.")
    for number, (currency, group) in enumerate(groupby(lines, key=lambda line: line.currency)):
        rows: list[tuple[str, str, str]] = []
        for line in group:
            amount = format_amount(line.amount, scales[currency])
            rows.append((_one_line(line.code or ""), _one_line(line.name), amount))
            # Sets each total apart from what follows it.
            rows += [("", "", "")] if line.kind == "total" else []
        codes, names, amounts = zip(*rows[:-1], strict=True)
        _echo_title(f"{title}, {currency}", number)
        _echo_columns([["code", *codes], ["account", *names], right_aligned("amount", amounts)])


def _echo_list(
    title: str,
    lines: Sequence[_Line],
    scales: dict[str, int],
    before: dict[str, Callable[[_Line], _Cell]],
    amounts: dict[str, Callable[[_Line], Decimal | None]],
    after: dict[str, Callable[[_Line], _Cell]],
) -> None:
    """Print a table for each currency: other columns around those that are added up."""
    # Sorting is stable: within a currency the order is the database's.
    by_currency = groupby(
        sorted(lines, key=lambda line: line.currency), key=lambda line: line.currency
    )
    for number, (currency, group) in enumerate(by_currency):
        rows = [*group]
        columns = [_column(header, [*map(cell, rows), None]) for header, cell in before.items()]
        columns[0][-1] = "total"
        for header, figure in amounts.items():
            figures = [figure(row) for row in rows]
            known = [amount for amount in figures if amount is not None]
            figures.append(sum(known, Decimal(0)) if known else None)
            columns.append(
                right_aligned(header, (_amount(value, scales[currency]) for value in figures))
            )
        columns += [_column(header, [*map(cell, rows), None]) for header, cell in after.items()]
        _echo_title(f"{title}, {currency}", number)
        _echo_columns(columns)


def _column(header: str, values: Sequence[_Cell]) -> list[str]:
    """Return a column, numbers to the right."""
    cells = ["" if value is None else str(value) for value in values]
    has_numbers = any(isinstance(value, int) for value in values)
    return right_aligned(header, cells) if has_numbers else [header, *cells]


def _echo_title(title: str, number: int) -> None:
    click.echo(f"\n{title}" if number else title)


def _echo_columns(columns: Iterable[Sequence[Any]]) -> None:
    headers, *rows = zip(*columns, strict=True)
    echo_table(headers, rows)


def _amount(amount: Decimal | None, scale: int) -> str:
    return "" if amount is None else format_amount(amount, scale)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
