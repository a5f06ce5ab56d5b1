"""Wallets: what the database's functions answer of funds and prices, and a top-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import translating
from tolsel.rows import Rows, fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """A wallet and what it has; what has expired is not available."""

    wallet_id: int
    owner_customer_id: int
    name: str
    currency: str
    mode: str
    credit_limit: Decimal
    settled_amount: Decimal
    held_amount: Decimal
    available_amount: Decimal
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletStatementLine:
    """What moved a wallet, or what it had at first or at last; above 0 it came in."""

    kind: str
    effective_on: date
    booked_at: datetime | None
    document: str | None
    document_id: int | None
    description: str | None
    amount: Decimal | None
    settled_amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """Whether a wallet could have a plan now, and why."""

    is_enough: bool
    settled_amount: Decimal
    held_amount: Decimal
    owed_amount: Decimal
    available_amount: Decimal
    cost_amount: Decimal
    shortfall_amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a plan costs a month, and from this hour to the end of this UTC month."""

    plan: str
    currency: str
    price_amount: Decimal
    cost_amount: Decimal
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUp:
    """Money that was paid into a wallet."""

    payment_id: int
    amount: Decimal
    status: str
    paid_on: date


def list_wallets(conn: Connection[TupleRow], *, tenant_id: int) -> Rows[Wallet]:
    """List the wallets, each as tolsel.get_wallet answers."""
    return fetch_rows(
        conn,
        Wallet,
        """select w.wallet_id, w.owner_customer_id, w.name, w.currency, w.mode, g.credit_limit,
               g.settled_amount, g.held_amount, g.available_amount, w.closed_at
           from tolsel.wallet w
           cross join lateral tolsel.get_wallet(
               p_wallet_id => w.wallet_id, p_tenant_id => w.tenant_id) g
           where w.tenant_id = %(tenant_id)s
           order by w.wallet_id""",
        {"tenant_id": tenant_id},
    )


def get_currency(conn: Connection[TupleRow], *, wallet_id: int, tenant_id: int) -> str:
    """Return the currency of a wallet, by tolsel.get_wallet."""
    with translating():
        row = conn.execute(
            """select currency
               from tolsel.get_wallet(p_wallet_id => %s, p_tenant_id => %s)""",
            [wallet_id, tenant_id],
        ).fetchone()
    assert row is not None
    return str(row[0])


def list_wallet_statement(
    conn: Connection[TupleRow], *, wallet_id: int, from_on: date, to_on: date, tenant_id: int
) -> Rows[WalletStatementLine]:
    """List what moved a wallet in some days, by tolsel.list_wallet_statement."""
    return fetch_rows(
        conn,
        WalletStatementLine,
        """select kind, effective_on, booked_at, document, document_id, description, amount,
               settled_amount
           from tolsel.list_wallet_statement(
               p_wallet_id => %(wallet_id)s, p_from_on => %(from_on)s, p_to_on => %(to_on)s,
               p_tenant_id => %(tenant_id)s)""",
        {"wallet_id": wallet_id, "from_on": from_on, "to_on": to_on, "tenant_id": tenant_id},
    )


def explain_funds(
    conn: Connection[TupleRow], *, wallet_id: int, plan: str, tenant_id: int
) -> Rows[Funds]:
    """Answer whether a wallet could have a plan now, by tolsel.explain_funds."""
    return fetch_rows(
        conn,
        Funds,
        """select is_enough, settled_amount, held_amount, owed_amount, available_amount,
               cost_amount, shortfall_amount, currency
           from tolsel.explain_funds(
               p_wallet_id => %(wallet_id)s, p_plan => %(plan)s, p_tenant_id => %(tenant_id)s)""",
        {"wallet_id": wallet_id, "plan": plan, "tenant_id": tenant_id},
    )


def quote_plan(
    conn: Connection[TupleRow], *, plan: str, currency: str | None, tenant_id: int
) -> Rows[Quote]:
    """Answer what a plan costs in a currency (None: the tenant's), by tolsel.quote_plan."""
    return fetch_rows(
        conn,
        Quote,
        """select plan, currency, price_amount, cost_amount, from_at, until_at
           from tolsel.quote_plan(
               p_plan => %(plan)s, p_currency => %(currency)s, p_tenant_id => %(tenant_id)s)""",
        {"plan": plan, "currency": currency, "tenant_id": tenant_id},
    )


def top_up_wallet(
    conn: Connection[TupleRow],
    *,
    wallet_id: int,
    amount: Decimal,
    method: str,
    channel_id: int | None,
    paid_on: date | None,
    request_key: str | None,
    tenant_id: int,
) -> TopUp:
    """Record money that was paid into a wallet, by tolsel.top_up_wallet."""
    (made,) = fetch_rows(
        conn,
        TopUp,
        """select payment_id, amount, status, paid_on
           from tolsel.top_up_wallet(
               p_wallet_id => %(wallet_id)s, p_amount => %(amount)s, p_method => %(method)s,
               p_channel_id => %(channel_id)s, p_paid_on => %(paid_on)s,
               p_request_key => %(request_key)s, p_tenant_id => %(tenant_id)s)""",
        {
            "wallet_id": wallet_id,
            "amount": amount,
            "method": method,
            "channel_id": channel_id,
            "paid_on": paid_on,
            "request_key": request_key,
            "tenant_id": tenant_id,
        },
    )
    return made
