"""What the database says of banks: payments, proposals, matches, reconciliations, profiles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.banking.profile import Profile
from tolsel.errors import translating
from tolsel.rows import Rows, fetch_rows


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that a bank has booked."""

    detail_id: int
    booked_on: date
    amount: Decimal
    counterparty: str | None
    text: str | None
    match_id: int | None
    """None: not matched."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a rule would match a payment with."""

    detail_id: int
    kind: str
    is_exact: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Bank and book at the end of a day."""

    business_date: date
    bank_balance: Decimal
    book_balance: Decimal
    unmatched_amount: Decimal
    in_transit_amount: Decimal
    pending_amount: Decimal
    opening_difference: Decimal
    unexplained_amount: Decimal


@dataclass(frozen=True, slots=True)
class MatchRun:
    """What a run of the rules did."""

    examined: int
    matched: int
    refused: int
    last_detail_id: int | None


def list_payments(
    conn: Connection[TupleRow],
    *,
    channel_id: int,
    from_on: date,
    to_on: date,
    is_open: bool | None = None,
    tenant_id: int,
) -> Rows[Payment]:
    """List the payments of a channel; the rule is in tolsel.list_bank_entries."""
    return fetch_rows(
        conn,
        Payment,
        """select detail_id, booked_on, amount, counterparty, text, match_id
           from tolsel.list_bank_entries(p_channel_id => %s, p_from_on => %s, p_to_on => %s,
               p_is_open => %s, p_tenant_id => %s)""",
        [channel_id, from_on, to_on, is_open, tenant_id],
    )


def list_proposals(
    conn: Connection[TupleRow], *, channel_id: int, limit: int = 1000, tenant_id: int
) -> Rows[Proposed]:
    """List what the rules would match; they are in tolsel.list_match_proposals."""
    return fetch_rows(
        conn,
        Proposed,
        """select detail_id, kind, is_exact, reason
           from tolsel.list_match_proposals(
               p_channel_id => %s, p_limit => %s, p_tenant_id => %s)""",
        [channel_id, limit, tenant_id],
    )


def reconcile(
    conn: Connection[TupleRow], *, channel_id: int, from_on: date, to_on: date, tenant_id: int
) -> Rows[Reconciled]:
    """Hold bank and book side by side; the rule is in tolsel.list_bank_reconciliation."""
    return fetch_rows(
        conn,
        Reconciled,
        """select business_date, bank_balance, book_balance, unmatched_amount, in_transit_amount,
               pending_amount, opening_difference, unexplained_amount
           from tolsel.list_bank_reconciliation(
               p_channel_id => %s, p_from_on => %s, p_to_on => %s, p_tenant_id => %s)""",
        [channel_id, from_on, to_on, tenant_id],
    )


def match_entries(
    conn: Connection[TupleRow], *, channel_id: int, after: int, tenant_id: int
) -> MatchRun:
    """Match one slice of a channel's payments; the rules are in tolsel.match_bank_entries."""
    with translating():
        row = conn.execute(
            """select examined, matched, refused, last_detail_id
               from tolsel.match_bank_entries(p_channel_id => %s, p_limit => 10000,
                   p_after_detail_id => %s, p_tenant_id => %s)""",
            [channel_id, after, tenant_id],
        ).fetchone()
    assert row is not None
    return MatchRun(*row)


def get_profile(conn: Connection[TupleRow], *, name: str, tenant_id: int) -> Profile:
    """Return a profile that was saved."""
    with translating():
        row = conn.execute(
            "select definition::text from tolsel.get_bank_profile(%s, %s)", [name, tenant_id]
        ).fetchone()
    assert row is not None
    return Profile.from_json(row[0])


def save_profile(
    conn: Connection[TupleRow], *, name: str, profile: Profile, tenant_id: int
) -> None:
    """Save a profile under a name; the rules are in tolsel.save_bank_profile."""
    with translating():
        conn.execute(
            "select tolsel.save_bank_profile(%s, %s::jsonb, %s)",
            [name, profile.to_json(), tenant_id],
        )
