"""`tolsel payment`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import click

import tolsel
from tolsel import customers, documents, reports
from tolsel.cli import documents as shared
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION

_COLUMNS = (
    "payment_id customer_id status method channel_id amount allocated_amount unapplied_amount"
    " refunded_amount paid_on void_reason"
)
_REFUND = "refund_id payment_id customer_id method channel_id amount refunded_on reason"
_STATUSES = ["open", "unknown", "completed", "failed", "void"]
_PAYMENT = click.argument("payment_id", type=shared.ID, metavar="PAYMENT")


@click.group()
def payment() -> None:
    """Look at payments, record, refund and void them.

    PAYMENT is the number of a payment; tolsel payment list has them all. A channel is named, or
    given by its number.

    \b
    tolsel payment record 100.00 --customer K-1 --method cash --channel Till --request-key till-1:17
    tolsel payment refund 17 25.00 --method cash --channel Till --reason "broken"
    tolsel payment void 17 --reason "the cheque bounced"
    """


@payment.command("list")
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
    """List the payments, the latest at the top; needs tolsel_read."""
    with office_of(ctx, tenant_id) as office:
        found = documents.list_payments(
            office.conn,
            customer_id=shared.customer_id_of(office, customer),
            status=status,
            from_on=from_on,
            to_on=to_on,
            tenant_id=office.tenant_id,
        )
        scales = shared.scales_of(office, found)
    shared.show_many(found, form, scales, noun="payments")


@payment.command()
@click.argument("amount", type=shared.amount)
@shared.customer_option(is_required=True)
@shared.METHOD_OPTION
@click.option("--channel", metavar="TEXT",
              help="Where the money is; default: undeposited funds.")  # fmt: skip
@click.option("--invoice", "numbers", multiple=True, metavar="NUMBER",
              help="Pay this one; may be repeated; default: the oldest.")  # fmt: skip
@click.option(
    "--keep", "is_kept", is_flag=True, help="Keep what is too much as the customer's credit."
)
@shared.ON_OPTION
@click.option("--reference", metavar="TEXT", help="What the provider or the bank calls it.")
@shared.REQUEST_KEY_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def record(
    ctx: click.Context,
    amount: Decimal,
    customer: str,
    method: str,
    channel: str | None,
    numbers: tuple[str, ...],
    is_kept: bool,
    on: date | None,
    reference: str | None,
    request_key: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Record what a customer has paid."""
    with office_of(ctx, tenant_id) as office:
        payer = customers.get_customer(office.conn, search=customer, tenant_id=office.tenant_id)
        invoices = [
            tolsel.get_invoice_by_number(invoice_number=number, tenant_id=office.tenant_id).run(
                office.conn
            )
            for number in numbers
        ]
        made = tolsel.record_payment(
            customer_id=payer.customer_id,
            amount=amount,
            method=method,
            channel_id=shared.channel_id_of(office, channel),
            invoice_ids=[found.invoice_id for found in invoices] or None,
            surplus="keep" if is_kept else "refuse",
            paid_on=on,
            provider_reference=reference,
            request_key=request_key,
            tenant_id=office.tenant_id,
        ).run(office.conn)
        scale = reports.list_scales(office.conn)[payer.currency]
    shared.show_one(made, _COLUMNS, form, scale)


@payment.command()
@_PAYMENT
@click.argument("amount", type=shared.amount)
@shared.METHOD_OPTION
@click.option("--channel", required=True, metavar="TEXT",
              help="Where the money is taken from.")  # fmt: skip
@shared.REASON_OPTION
@shared.ON_OPTION
@shared.REQUEST_KEY_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def refund(
    ctx: click.Context,
    payment_id: int,
    amount: Decimal,
    method: str,
    channel: str,
    reason: str,
    on: date | None,
    request_key: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Give back what was paid, or a part of it."""
    with office_of(ctx, tenant_id) as office:
        made = tolsel.refund_payment(
            payment_id=payment_id,
            amount=amount,
            method=method,
            channel_id=reports.get_channel(
                office.conn, search=channel, tenant_id=office.tenant_id
            ).channel_id,
            reason=reason,
            refunded_on=on,
            request_key=request_key,
            tenant_id=office.tenant_id,
        ).run(office.conn)
        scale = shared.scale_of_customer(office, made.customer_id)
    shared.show_one(made, _REFUND, form, scale)


@payment.command()
@_PAYMENT
@shared.REASON_OPTION
@shared.ON_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def void(
    ctx: click.Context,
    payment_id: int,
    reason: str,
    on: date | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Void a payment that was none, such as a bounced cheque; its invoices are open again."""
    with office_of(ctx, tenant_id) as office:
        voided = tolsel.void_payment(
            payment_id=payment_id, reason=reason, voided_on=on, tenant_id=office.tenant_id
        ).run(office.conn)
        scale = shared.scale_of_customer(office, voided.customer_id)
    shared.show_one(voided, _COLUMNS, form, scale)
