"""How `tolsel report` prints: a table for each currency, with its total or by its sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from tolsel.accounts import TrialBalanceLine
from tolsel.cli.printer import Column, echo, echo_table, left, right
from tolsel.customers import Customer
from tolsel.figures import format_amount
from tolsel.reports import AgingLine, ChannelDay, ChannelTotal, SheetLine

Scales = dict[str, int]
"""The decimals of each currency."""

_Line = TypeVar("_Line", bound=AgingLine | Customer | ChannelTotal | TrialBalanceLine)
_Cell = str | int | date | None


def echo_aging(title: str, lines: Sequence[AgingLine], scales: Scales, empty: str) -> None:
    """Print what each customer owes, by the days it is overdue."""
    if not lines:
        echo(empty)
    _echo_by_currency(
        title,
        lines,
        scales,
        before={"customer": lambda a: a.name, "no": lambda a: a.customer_id},
        amounts={
            "current": lambda a: a.current_amount,
            "1-30": lambda a: a.days_1_30,
            "31-60": lambda a: a.days_31_60,
            "61-90": lambda a: a.days_61_90,
            "over 90": lambda a: a.days_over_90,
            "credit": lambda a: a.credit_amount,
            "balance": lambda a: a.balance,
        },
        after={
            "oldest due": lambda a: a.oldest_due_on,
            "last paid": lambda a: a.last_payment_on,
        },
    )


def echo_customers(title: str, lines: Sequence[Customer], scales: Scales) -> None:
    """Print what each customer owes."""
    if not lines:
        echo("No customer is found.")
    _echo_by_currency(
        title,
        lines,
        scales,
        before={
            "customer": lambda c: c.name,
            "no": lambda c: c.customer_id,
            "code": lambda c: c.code,
        },
        amounts={
            "balance": lambda c: c.balance,
            "credit": lambda c: c.credit_amount,
            "overdue": lambda c: c.overdue_amount,
        },
        after={
            "days": lambda c: c.days_overdue or None,
            "payments": lambda c: c.payment_count,
            "last paid": lambda c: c.last_payment_on,
        },
    )


def echo_channels(title: str, lines: Sequence[ChannelTotal], scales: Scales) -> None:
    """Print what each channel did on a day."""
    if not lines:
        echo("There is no channel.")
    _echo_by_currency(
        title,
        lines,
        scales,
        before={
            "channel": lambda c: c.name,
            "no": lambda c: c.channel_id,
            "kind": lambda c: c.kind,
        },
        amounts={
            "opening": lambda c: c.opening_balance,
            "in": lambda c: c.in_amount,
            "out": lambda c: c.out_amount,
            "closing": lambda c: c.closing_balance,
            "counted": lambda c: c.counted_amount,
            "difference": lambda c: c.difference_amount,
        },
        after={"day": lambda c: "closed" if c.is_closed else "open"},
    )


def echo_days(title: str, lines: Sequence[ChannelDay], scale: int) -> None:
    """Print the daily book of one channel."""
    echo(title)
    if not lines:
        echo("Nothing moved, and no day was closed.")
        return
    echo_table(
        [
            left("day", (d.business_date for d in lines)),
            right("opening", (_amount(d.opening_balance, scale) for d in lines)),
            right("in", (_amount(d.in_amount, scale) for d in lines)),
            right("out", (_amount(d.out_amount, scale) for d in lines)),
            right("closing", (_amount(d.closing_balance, scale) for d in lines)),
            right("counted", (_amount(d.counted_amount, scale) for d in lines)),
            right("difference", (_amount(d.difference_amount, scale) for d in lines)),
            left("", ("closed" if d.is_closed else "open" for d in lines)),
        ]
    )


def echo_trial_balance(title: str, lines: Sequence[TrialBalanceLine], scales: Scales) -> None:
    """Print what each account stands at."""
    if not lines:
        echo(f"{title}: nothing is booked.")
    _echo_by_currency(
        title,
        lines,
        scales,
        before={
            "account": lambda a: a.code,
            "name": lambda a: a.name,
            "type": lambda a: a.type,
        },
        amounts={"debit": lambda a: a.debit or None, "credit": lambda a: a.credit or None},
        after={},
    )


def echo_sheet(title: str, lines: Sequence[SheetLine], scales: Scales) -> None:
    """Print a balance sheet or a profit and loss, each section with its total."""
    if not lines:
        echo(f"{title}: nothing is booked.")
    for number, (currency, group) in enumerate(groupby(lines, key=lambda line: line.currency)):
        rows: list[tuple[str | None, str, str]] = []
        for line in group:
            rows.append((line.code, line.name, format_amount(line.amount, scales[currency])))
            # Sets each total apart from what follows it.
            rows += [("", "", "")] if line.kind == "total" else []
        codes, names, amounts = zip(*rows[:-1], strict=True)
        _echo_title(f"{title}, {currency}", number)
        echo_table([left("code", codes), left("account", names), right("amount", amounts)])


def _echo_by_currency(
    title: str,
    lines: Sequence[_Line],
    scales: Scales,
    *,
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
        columns: list[Column] = []
        for header, cell in before.items():
            columns.append(_column(header, [*map(cell, rows)], None if columns else "total"))
        for header, figure in amounts.items():
            figures = [figure(row) for row in rows]
            known = [amount for amount in figures if amount is not None]
            figures.append(sum(known, Decimal(0)) if known else None)
            columns.append(right(header, (_amount(value, scales[currency]) for value in figures)))
        columns += [_column(header, [*map(cell, rows)], None) for header, cell in after.items()]
        _echo_title(f"{title}, {currency}", number)
        echo_table(columns)


def _column(header: str, values: Sequence[_Cell], total: str | None) -> Column:
    """Return a column, numbers to the right."""
    to_side = right if any(isinstance(value, int) for value in values) else left
    return to_side(header, [*values, total])


def _echo_title(title: str, number: int) -> None:
    if number:
        echo()
    echo(title)


def _amount(amount: Decimal | None, scale: int) -> str:
    return "" if amount is None else format_amount(amount, scale)
