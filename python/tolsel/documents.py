"""Documents in lists: what the database's views have of invoices, payments and tickets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.reports import get_business_date
from tolsel.rows import Rows, fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceInList:
    """An invoice, and what of it is open; a draft has no number and no days."""

    invoice_number: str | None
    customer: str
    status: str
    currency: str
    total_amount: Decimal
    balance_amount: Decimal
    issued_on: date | None
    due_on: date | None
    days_overdue: int
    invoice_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """A line of an invoice; `code` is the account that it is booked to."""

    line_no: int
    description: str | None
    quantity: Decimal | None
    amount: Decimal
    currency: str
    tax_rate: Decimal | None
    code: str
    invoice_number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentInList:
    """A payment, what of it is credit, and what was given back."""

    payment_id: int
    customer: str
    status: str
    currency: str
    amount: Decimal
    unapplied_amount: Decimal
    refunded_amount: Decimal
    paid_on: date | None
    method: str
    channel_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketInList:
    """A ticket of a day that is not closed."""

    ticket_id: int
    token: str
    state: str
    branch_id: int
    service_id: int
    priority: str
    counter_id: int | None
    customer_name: str | None
    joined_at: datetime
    call_count: int


def check_tenant(conn: Connection[TupleRow], *, tenant_id: int) -> None:
    """Refuse a tenant that is not the login's: a view would only show no rows of it."""
    get_business_date(conn, tenant_id=tenant_id)


def list_invoices(
    conn: Connection[TupleRow],
    *,
    customer_id: int | None = None,
    status: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    tenant_id: int,
) -> Rows[InvoiceInList]:
    """List the invoices of a customer, a status or some days, those issued last at the top."""
    check_tenant(conn, tenant_id=tenant_id)
    return fetch_rows(
        conn,
        InvoiceInList,
        """select i.invoice_number, c.name as customer, i.status, i.currency, i.total_amount,
               i.balance_amount, i.issued_on, i.due_on, i.days_overdue, i.invoice_id
           from tolsel.invoice i
           join tolsel.customer c
               on c.tenant_id = i.tenant_id and c.customer_id = i.customer_id
           where i.tenant_id = %(tenant_id)s
               and (%(customer_id)s::bigint is null or i.customer_id = %(customer_id)s)
               and (%(status)s::text is null or i.status = %(status)s)
               and (%(from_on)s::date is null or i.issued_on >= %(from_on)s)
               and (%(to_on)s::date is null or i.issued_on <= %(to_on)s)
           order by i.issued_on desc nulls first, i.invoice_id desc""",
        {
            "customer_id": customer_id,
            "status": status,
            "from_on": from_on,
            "to_on": to_on,
            "tenant_id": tenant_id,
        },
    )


def list_invoice_lines(
    conn: Connection[TupleRow], *, invoice_id: int, tenant_id: int
) -> Rows[InvoiceLine]:
    """List the lines of an invoice."""
    return fetch_rows(
        conn,
        InvoiceLine,
        """select l.line_no, l.description, l.quantity, l.amount, i.currency, l.tax_rate, l.code,
               i.invoice_number
           from tolsel.invoice_line l
           join tolsel.invoice i
               on i.tenant_id = l.tenant_id and i.invoice_id = l.invoice_id
           where l.tenant_id = %(tenant_id)s and l.invoice_id = %(invoice_id)s
           order by l.line_no""",
        {"invoice_id": invoice_id, "tenant_id": tenant_id},
    )


def list_payments(
    conn: Connection[TupleRow],
    *,
    customer_id: int | None = None,
    status: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    tenant_id: int,
) -> Rows[PaymentInList]:
    """List the payments of a customer, a status or some days, the latest at the top."""
    check_tenant(conn, tenant_id=tenant_id)
    return fetch_rows(
        conn,
        PaymentInList,
        """select p.payment_id, c.name as customer, p.status, p.currency, p.amount,
               p.unapplied_amount, p.refunded_amount, p.paid_on, p.method, p.channel_id
           from tolsel.payment p
           join tolsel.customer c
               on c.tenant_id = p.tenant_id and c.customer_id = p.customer_id
           where p.tenant_id = %(tenant_id)s
               and (%(customer_id)s::bigint is null or p.customer_id = %(customer_id)s)
               and (%(status)s::text is null or p.status = %(status)s)
               and (%(from_on)s::date is null or p.paid_on >= %(from_on)s)
               and (%(to_on)s::date is null or p.paid_on <= %(to_on)s)
           order by p.payment_id desc""",
        {
            "customer_id": customer_id,
            "status": status,
            "from_on": from_on,
            "to_on": to_on,
            "tenant_id": tenant_id,
        },
    )


def list_tickets(
    conn: Connection[TupleRow],
    *,
    branch_id: int | None = None,
    state: str | None = None,
    tenant_id: int,
) -> Rows[TicketInList]:
    """List the tickets of days that are not closed, in the order in which they are called."""
    check_tenant(conn, tenant_id=tenant_id)
    return fetch_rows(
        conn,
        TicketInList,
        """select t.ticket_id, t.token, t.state, t.branch_id, t.service_id, t.priority,
               t.counter_id, t.customer_name, t.joined_at, t.call_count
           from tolsel.ticket t
           where t.tenant_id = %(tenant_id)s
               and (%(branch_id)s::bigint is null or t.branch_id = %(branch_id)s)
               and (%(state)s::text is null or t.state = %(state)s)
           order by t.branch_id, t.order_at, t.ticket_id""",
        {"branch_id": branch_id, "state": state, "tenant_id": tenant_id},
    )
