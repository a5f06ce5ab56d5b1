"""`tolsel invoice`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

import click

import tolsel
from tolsel import customers, documents, reports
from tolsel.api.billing import Invoice
from tolsel.cli import documents as shared
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION
from tolsel.errors import ReportedError
from tolsel.office import Office
from tolsel.picturing import papers

_COLUMNS = (
    "invoice_id series number customer_id status total_amount paid_amount balance_amount"
    " issued_on due_on reference void_reason"
)
_STATUSES = ["draft", "open", "partial", "paid", "credited", "void"]
_NUMBER = click.argument("number", metavar="NUMBER")


def _line(text: str) -> dict[str, Any]:
    """Return a line of an invoice from its amount and what it is for."""
    amount, _, description = text.strip().partition(" ")
    return {"amount": str(shared.amount(amount)), "description": description.strip() or None}


@click.group()
def invoice() -> None:
    """Look at invoices, issue and void them.

    NUMBER is series and number, as printed: INV-17.

    \b
    tolsel invoice issue --customer K-1 --line "1234.50 Lamp" --due 2026-04-30
    tolsel invoice list --status open
    tolsel invoice void INV-17 --reason "ordered twice"
    """


@invoice.command("list")
@shared.customer_option()
@click.option("--status", type=click.Choice(_STATUSES))
@shared.FROM_OPTION
@shared.TO_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def list_command(
    ctx: click.Context,
    customer: str | None,
    status: str | None,
    from_on: date | None,
    to_on: date | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """List the invoices, those issued last at the top; needs tolsel_read."""
    with office_of(ctx, tenant_id) as office:
        found = documents.list_invoices(
            office.conn,
            customer_id=shared.customer_id_of(office, customer),
            status=status,
            from_on=from_on,
            to_on=to_on,
            tenant_id=office.tenant_id,
        )
        scales = shared.scales_of(office, found)
    shared.show_many(found, form, scales, noun="invoices")


@invoice.command()
@_NUMBER
@shared.HTML_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def show(
    ctx: click.Context, number: str, html: IO[str] | None, form: str, tenant_id: int | None
) -> None:
    """Print the lines of an invoice, or the invoice as a page for A4; needs tolsel_read.

    \b
    tolsel invoice show INV-17 --html INV-17.html
    """
    with office_of(ctx, tenant_id, is_frozen=True) as office:
        invoice = _get(office, number)
        found = documents.list_invoice_lines(
            office.conn, invoice_id=invoice.invoice_id, tenant_id=office.tenant_id
        )
        if html is not None:
            html.write(papers.render_invoice(office, invoice, found))
            return
        scales = shared.scales_of(office, found)
    shared.show_many(found, form, scales, noun="lines")


@invoice.command()
@shared.customer_option(is_required=True)
@click.option("--line", "lines", type=_line, multiple=True, metavar="'AMOUNT TEXT'",
              help="One line; give it as often as there are lines.")  # fmt: skip
@click.option("--lines", "file", type=click.File(encoding="utf-8"), metavar="FILE",
              help="Lines as JSON instead, with accounts and taxes; or -.")  # fmt: skip
@click.option("--due", "due_on", type=shared.day, metavar="DAY")
@shared.ON_OPTION
@click.option("--uses-credit", is_flag=True, help="Pay it with credit that the customer has.")
@click.option("--reference", metavar="TEXT", help="What the customer calls it.")
@click.option("--series", metavar="CODE", default="INV", show_default=True)
@shared.REQUEST_KEY_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def issue(
    ctx: click.Context,
    customer: str,
    lines: tuple[dict[str, Any], ...],
    file: IO[str] | None,
    due_on: date | None,
    on: date | None,
    uses_credit: bool,
    reference: str | None,
    series: str,
    request_key: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Issue an invoice; its lines are amounts of the customer's currency."""
    if bool(lines) == (file is not None):
        raise click.UsageError("Give either --line or --lines.")
    wanted = _read(file) if file is not None else lines
    with office_of(ctx, tenant_id) as office:
        payer = customers.get_customer(office.conn, search=customer, tenant_id=office.tenant_id)
        issued = tolsel.issue_invoice(
            customer_id=payer.customer_id,
            lines=wanted,
            due_on=due_on,
            issued_on=on,
            uses_credit=uses_credit,
            reference=reference,
            series=series,
            request_key=request_key,
            tenant_id=office.tenant_id,
        ).run(office.conn)
        scale = reports.list_scales(office.conn)[payer.currency]
    shared.show_one(issued, _COLUMNS, form, scale)


def _read(file: IO[str]) -> Sequence[Any]:
    try:
        found = json.load(file, parse_float=Decimal)
    except ValueError as error:
        raise ReportedError(f"{file.name}: not JSON: {error}") from None
    return found if isinstance(found, list) else [found]


@invoice.command()
@_NUMBER
@shared.REASON_OPTION
@shared.ON_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def void(
    ctx: click.Context,
    number: str,
    reason: str,
    on: date | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Void an invoice of which nothing is paid."""
    with office_of(ctx, tenant_id) as office:
        voided = tolsel.void_invoice(
            invoice_id=_get(office, number).invoice_id,
            reason=reason,
            voided_on=on,
            tenant_id=office.tenant_id,
        ).run(office.conn)
        scale = shared.scale_of_customer(office, voided.customer_id)
    shared.show_one(voided, _COLUMNS, form, scale)


def _get(office: Office, number: str) -> Invoice:
    return tolsel.get_invoice_by_number(invoice_number=number, tenant_id=office.tenant_id).run(
        office.conn
    )
