"""What the office's reports are made of: what the database's functions answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from tolsel.errors import ReportedError, translating
from tolsel.rows import Rows, fetch_rows

_EXPORT_ROWS = 10_000  # Fetched at a time, so that memory does not grow with the books.


@dataclass(frozen=True, slots=True, kw_only=True)
class AgingLine:
    """What one customer has open, by the days it is overdue."""

    customer_id: int
    name: str
    currency: str
    current_amount: Decimal
    days_1_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal
    credit_amount: Decimal
    balance: Decimal
    oldest_due_on: date | None
    last_payment_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTotal:
    """What one channel did on a day."""

    channel_id: int
    name: str
    kind: str
    branch_id: int
    currency: str
    opening_balance: Decimal
    in_amount: Decimal
    out_amount: Decimal
    closing_balance: Decimal
    counted_amount: Decimal | None
    difference_amount: Decimal | None
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelDay:
    """What one channel did on a business day."""

    business_date: date
    opening_balance: Decimal
    in_amount: Decimal
    out_amount: Decimal
    closing_balance: Decimal
    counted_amount: Decimal | None
    difference_amount: Decimal | None
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line of a balance sheet or a profit and loss: `kind` is account, result or total."""

    currency: str
    section: str
    kind: str
    code: str | None
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One line of a journal; a debit is above 0. `line_on` is the day the line counts for."""

    journal_id: int
    effective_on: date
    description: str | None
    document: str | None
    document_id: int | None
    request_id: str | None
    line_no: int
    account_id: int
    amount: Decimal
    line_on: date


def get_business_date(conn: Connection[TupleRow], *, tenant_id: int) -> date:
    """Return today in the main branch."""
    with translating():
        row = conn.execute(
            "select tolsel.get_business_date(p_tenant_id => %s)", [tenant_id]
        ).fetchone()
    assert row is not None
    today: date = row[0]
    return today


def list_scales(conn: Connection[TupleRow]) -> dict[str, int]:
    """Return the decimals of every currency."""
    with translating():
        return dict(conn.execute("select currency, scale from tolsel.list_currencies()").fetchall())


def list_aging(
    conn: Connection[TupleRow],
    *,
    customer_id: int | None = None,
    on: date | None = None,
    tenant_id: int,
) -> Rows[AgingLine]:
    """List who had invoices open or credit on a day, by how long overdue; without one, now."""
    return fetch_rows(
        conn,
        AgingLine,
        """select customer_id, name, currency, current_amount, days_1_30, days_31_60,
               days_61_90, days_over_90, credit_amount, balance, oldest_due_on, last_payment_on
           from tolsel.list_aging(
               p_customer_id => %s, p_on => %s, p_tenant_id => %s)""",
        [customer_id, on, tenant_id],
    )


def get_channel(conn: Connection[TupleRow], *, search: str, tenant_id: int) -> ChannelTotal:
    """Find one channel by its name, else by its number; raise ReportedError without one."""
    today = get_business_date(conn, tenant_id=tenant_id)
    channels = list_channel_totals(conn, on=today, tenant_id=tenant_id)
    for channel in channels:
        if channel.name == search:
            return channel
    for channel in channels:
        if str(channel.channel_id) == search:
            return channel
    raise ReportedError(
        f"there is no channel {search!r}",
        hint="tolsel report channels lists them.",
    )


def list_channel_days(
    conn: Connection[TupleRow], *, channel_id: int, from_on: date, to_on: date, tenant_id: int
) -> Rows[ChannelDay]:
    """List the days on which a channel moved or was closed."""
    return fetch_rows(
        conn,
        ChannelDay,
        """select business_date, opening_balance, in_amount, out_amount, closing_balance,
               counted_amount, difference_amount, is_closed
           from tolsel.list_channel_days(p_channel_id => %s, p_from_on => %s, p_to_on => %s,
               p_tenant_id => %s)""",
        [channel_id, from_on, to_on, tenant_id],
    )


def list_channel_totals(
    conn: Connection[TupleRow], *, on: date, branch_id: int | None = None, tenant_id: int
) -> Rows[ChannelTotal]:
    """List what every channel of a branch, or of all, did on a day."""
    return fetch_rows(
        conn,
        ChannelTotal,
        """select channel_id, name, kind, branch_id, currency, opening_balance, in_amount,
               out_amount, closing_balance, counted_amount, difference_amount, is_closed
           from tolsel.list_channel_totals(p_on => %s, p_branch_id => %s,
               p_tenant_id => %s)""",
        [on, branch_id, tenant_id],
    )


def list_profit_and_loss(
    conn: Connection[TupleRow], *, from_on: date, to_on: date, tenant_id: int
) -> Rows[SheetLine]:
    """List revenue, expenses and profit between two days."""
    return fetch_rows(
        conn,
        SheetLine,
        """select currency, section, kind, code, name, amount
           from tolsel.list_profit_and_loss(p_from_on => %s, p_to_on => %s,
               p_tenant_id => %s)""",
        [from_on, to_on, tenant_id],
    )


def list_balance_sheet(conn: Connection[TupleRow], *, on: date, tenant_id: int) -> Rows[SheetLine]:
    """List assets, liabilities and equity by the end of a day."""
    return fetch_rows(
        conn,
        SheetLine,
        """select currency, section, kind, code, name, amount
           from tolsel.list_balance_sheet(p_on => %s, p_tenant_id => %s)""",
        [on, tenant_id],
    )


def read_general_journal(conn: Connection[TupleRow], *, tenant_id: int) -> Iterator[JournalLine]:
    """Read every line of every journal, by day; needs a transaction."""
    with translating(), conn.cursor("general_journal", row_factory=class_row(JournalLine)) as cur:
        cur.itersize = _EXPORT_ROWS
        cur.execute(
            """select journal_id, effective_on, description, document, document_id, request_id,
                   line_no, account_id, amount, line_on
               from tolsel.list_general_journal(p_tenant_id => %s)""",
            [tenant_id],
        )
        yield from cur
