"""Statements and invoices as pages that print on A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tolsel import reports
from tolsel.api.billing import Invoice
from tolsel.customers import Customer, CustomerStatementLine, list_customers
from tolsel.documents import InvoiceLine
from tolsel.figures import format_amount
from tolsel.office import Office
from tolsel.picturing import page
from tolsel.picturing.figures import get_tenant_name

_KINDS = {"invoice": "Invoice", "debit_note": "Debit note"}
_ENDS = {"opening": "Opening balance", "closing": "Closing balance"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _InvoiceLine:
    """A line as it is printed."""

    number: int
    text: str
    quantity: str
    tax: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _StatementLine:
    """A line as it is printed."""

    day: str
    text: str
    due: str
    charged: str
    paid: str
    balance: str
    is_end: bool


def render_invoice(office: Office, invoice: Invoice, lines: Sequence[InvoiceLine]) -> str:
    """Return an invoice; what of it is paid and open is as it stands now."""
    payer = _payer(office, invoice.customer_id)
    scale = reports.list_scales(office.conn)[payer.currency]
    number = "" if invoice.number is None else f"{invoice.series}-{invoice.number}"
    title = f"{_KINDS.get(str(invoice.kind), 'Invoice')} {number or '(draft)'}"
    return page.render(
        "invoice.html",
        title=title,
        tenant=get_tenant_name(office.conn, tenant_id=office.tenant_id),
        number=number or "draft",
        customer=payer.name,
        customer_code=payer.code or payer.customer_id,
        currency=payer.currency,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        reference=invoice.reference,
        void_reason=(invoice.void_reason or "") if invoice.voided_at else None,
        lines=[_invoice_line(line, scale) for line in lines],
        totals=_totals(invoice, scale),
        note=invoice.note,
    )


def _invoice_line(line: InvoiceLine, scale: int) -> _InvoiceLine:
    return _InvoiceLine(
        number=line.line_no,
        text=line.description or "",
        quantity="" if line.quantity is None else f"{line.quantity.normalize():,f}",
        tax="" if line.tax_rate is None else f"{line.tax_rate.normalize():f} %",
        amount=format_amount(line.amount, scale),
    )


def _totals(invoice: Invoice, scale: int) -> list[tuple[str, str, bool]]:
    rows = [("Total", invoice.total_amount, True)]
    if invoice.paid_amount:
        rows.append(("Paid", -invoice.paid_amount, False))
    if invoice.credited_amount:
        rows.append(("Credited", -invoice.credited_amount, False))
    if len(rows) > 1 and invoice.voided_at is None:
        rows.append(("Open", invoice.balance_amount, True))
    return [(name, format_amount(Decimal(amount), scale), strong) for name, amount, strong in rows]


def _payer(office: Office, customer_id: int) -> Customer:
    found = list_customers(office.conn, search=str(customer_id), tenant_id=office.tenant_id)
    (payer,) = (one for one in found if one.customer_id == customer_id)
    return payer


def render_statement(
    office: Office,
    customer: Customer,
    lines: Sequence[CustomerStatementLine],
    *,
    from_on: date | None,
    to_on: date | None,
) -> str:
    """Return the statement of a customer, with an opening and a closing balance."""
    scale = reports.list_scales(office.conn)[customer.currency]
    return page.render(
        "statement.html",
        title="Statement",
        tenant=get_tenant_name(office.conn, tenant_id=office.tenant_id),
        customer=customer.name,
        customer_code=customer.code or customer.customer_id,
        currency=customer.currency,
        from_on=from_on,
        to_on=to_on,
        made_on=reports.get_business_date(office.conn, tenant_id=office.tenant_id),
        lines=[_statement_line(line, from_on, to_on, scale) for line in lines],
    )


def _statement_line(
    line: CustomerStatementLine, from_on: date | None, to_on: date | None, scale: int
) -> _StatementLine:
    is_end = line.kind != "line"
    text = _ENDS.get(line.kind) or line.description or ""
    known = {"opening": from_on, "closing": to_on}.get(line.kind, line.effective_on)
    amount = line.amount if not is_end and line.amount is not None else Decimal(0)
    return _StatementLine(
        day=known.isoformat() if known else "",
        text=f"{text}: {line.reason}" if line.reason else text,
        due=line.due_on.isoformat() if line.due_on else "",
        charged=format_amount(amount, scale) if amount > 0 else "",
        paid=format_amount(-amount, scale) if amount < 0 else "",
        balance=format_amount(line.balance, scale),
        is_end=is_end,
    )
