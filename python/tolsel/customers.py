"""Customers: what they owe, their statements, and what each of the books says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import ReportedError
from tolsel.rows import Rows, fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer with what it owes: `balance` is below 0 for credit."""

    customer_id: int
    code: str | None
    name: str
    currency: str
    balance: Decimal
    credit_amount: Decimal
    overdue_amount: Decimal
    days_overdue: int
    payment_count: int
    average_payment_amount: Decimal | None
    last_payment_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceBySource:
    """What one of the books says that a customer owes; right if its entries add up to that."""

    source: str
    balance: Decimal
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerStatementLine:
    """One line of a customer's statement: `kind` is opening, line or closing."""

    kind: str
    effective_on: date
    document: str | None
    document_id: int | None
    description: str | None
    amount: Decimal | None
    balance: Decimal
    due_on: date | None
    reason: str | None


def list_customers(
    conn: Connection[TupleRow], *, search: str | None = None, tenant_id: int
) -> Rows[Customer]:
    """List the customers with this id or code, or whose name begins so; the first thousand."""
    return fetch_rows(
        conn,
        Customer,
        """select customer_id, code, name, currency, balance, credit_amount, overdue_amount,
               days_overdue, payment_count, average_payment_amount, last_payment_on
           from tolsel.list_customers(p_search => %s, p_tenant_id => %s)""",
        [search, tenant_id],
    )


def get_customer(conn: Connection[TupleRow], *, search: str, tenant_id: int) -> Customer:
    """Return the one customer with this id, code or name, or with a name that begins so."""
    found = list_customers(conn, search=search, tenant_id=tenant_id)
    for exact in (
        [c for c in found if c.code == search],
        [c for c in found if str(c.customer_id) == search],
        [c for c in found if c.name == search],
        found,
    ):
        if len(exact) == 1:
            return exact[0]
    if not found:
        raise ReportedError(
            f"the tenant has no customer {search!r}",
            hint="tolsel report customers lists them.",
        )
    names = ", ".join(f"{c.name} ({c.customer_id})" for c in found[:5])
    raise ReportedError(
        f"{len(found)} customers are called {search!r}", detail=names, hint="Give the number."
    )


def verify_customer(
    conn: Connection[TupleRow], *, customer_id: int, tenant_id: int
) -> Rows[BalanceBySource]:
    """Ask each of the books what a customer owes: tolsel.verify_customer."""
    return fetch_rows(
        conn,
        BalanceBySource,
        "select source, balance, is_right from tolsel.verify_customer(%s, %s)",
        [customer_id, tenant_id],
    )


def list_customer_statement(
    conn: Connection[TupleRow], *, customer_id: int, from_on: date, to_on: date, tenant_id: int
) -> Rows[CustomerStatementLine]:
    """List a customer's opening balance, documents and closing balance between two days."""
    return fetch_rows(
        conn,
        CustomerStatementLine,
        """select kind, effective_on, document, document_id, description, amount, balance, due_on,
               reason
           from tolsel.list_customer_statement(p_customer_id => %s, p_from_on => %s,
               p_to_on => %s, p_tenant_id => %s)""",
        [customer_id, from_on, to_on, tenant_id],
    )
