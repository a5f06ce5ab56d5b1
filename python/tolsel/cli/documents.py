"""What the commands of daily work share: their options, and how a document is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import click

import tolsel
from tolsel import customers, reports
from tolsel.cli.printer import Column, echo, echo_table, left, moment, right, show
from tolsel.figures import format_amount
from tolsel.office import Office
from tolsel.rows import Rows

ID = click.IntRange(1, 2**63 - 1)


def amount(text: str) -> Decimal:
    """Return an amount as it was written: no digit of it is rounded on its way."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise click.BadParameter(f"{text!r} is no amount.") from None


def day(text: str) -> date:
    """Return a day."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day, such as 2026-03-31.") from None


def customer_option(*, is_required: bool = False) -> Callable[[Any], Any]:
    """Return the option that names a customer."""
    return click.option(
        "--customer", required=is_required, metavar="TEXT", help="Its name, code or number."
    )


FROM_OPTION = click.option("--from", "from_on", type=day, metavar="DAY", help="First day.")
TO_OPTION = click.option("--to", "to_on", type=day, metavar="DAY", help="Last day.")
ON_OPTION = click.option("--on", "on", type=day, metavar="DAY", help="Default: the open day.")
METHOD_OPTION = click.option(
    "--method", required=True, metavar="METHOD", help="Such as cash, card or bank_transfer."
)
REASON_OPTION = click.option("--reason", required=True, metavar="TEXT", help="Why, in words.")
HTML_OPTION = click.option(
    "--html",
    type=click.File("w", encoding="utf-8", atomic=True),
    metavar="FILE",
    help="Write a page that prints on A4 instead; needs the extra `report`.",
)
REQUEST_KEY_OPTION = click.option(
    "--request-key", metavar="KEY", help="Repeat it under the same key: it is done once."
)


def customer_id_of(office: Office, search: str | None) -> int | None:
    """Return the number of the customer that a text names; None for none."""
    if search is None:
        return None
    return customers.get_customer(
        office.conn, search=search, tenant_id=office.tenant_id
    ).customer_id


def channel_id_of(office: Office, search: str | None) -> int | None:
    """Return the number of the channel that a text names; None for none."""
    if search is None:
        return None
    return reports.get_channel(office.conn, search=search, tenant_id=office.tenant_id).channel_id


def scale_of_customer(office: Office, customer_id: int) -> int:
    """Return the decimals of a customer's currency."""
    found = tolsel.list_customers(search=str(customer_id), tenant_id=office.tenant_id)
    (currency,) = (c.currency for c in found.run(office.conn) if c.customer_id == customer_id)
    return reports.list_scales(office.conn)[str(currency)]


def show_one(document: object, columns: str, form: str, scale: int) -> None:
    """Print some columns of a document, one below another."""
    rows = Rows([document], columns=columns.split())

    def as_table() -> None:
        ((*values,),) = rows.values()
        cells = [_cell(value, scale) for value in values]
        echo_table([left("", map(_title, rows.columns)), left("", cells)])

    show(rows, form, as_table=as_table)


def show_many(rows: Rows[Any], form: str, scales: Sequence[int], *, noun: str) -> None:
    """Print rows with the decimals of each, and how many they are."""

    def as_table() -> None:
        if rows:
            echo_table([_column(name, rows, scales) for name in rows.columns])
        echo(f"{noun}: {len(rows)}")

    show(rows, form, as_table=as_table)


def scales_of(office: Office, rows: Sequence[Any]) -> list[int]:
    """Return the decimals of the currency of each row."""
    scales = reports.list_scales(office.conn)
    return [scales[row.currency] for row in rows]


def _column(name: str, rows: Sequence[Any], scales: Sequence[int]) -> Column:
    values = [getattr(row, name) for row in rows]
    cells = [_cell(value, scale) for value, scale in zip(values, scales, strict=True)]
    is_number = any(isinstance(value, int | Decimal) for value in values)
    return (right if is_number else left)(_title(name), cells)


def _title(name: str) -> str:
    return name.removesuffix("_id").removesuffix("_amount").replace("_", " ")


def _cell(value: object, scale: int) -> object:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return format_amount(value, scale)
        case datetime():
            return moment(value)
    return value
