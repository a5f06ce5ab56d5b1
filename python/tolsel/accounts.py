"""Accounts, their statements and the trial balance: what the database's functions answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import ReportedError, translating
from tolsel.rows import Rows, fetch_rows


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart."""

    account_id: int
    code: str
    name: str
    type: str
    sign: int
    """1 where a debit raises the account, -1 where a credit does."""
    currency: str
    scale: int
    """Decimals of its currency."""
    parent_account_id: int | None = None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of a statement: `kind` is opening, line or closing; a debit is above 0."""

    kind: str
    effective_on: date
    booked_at: datetime | None
    journal_id: int | None
    description: str | None
    amount: Decimal | None
    balance: Decimal


@dataclass(frozen=True, slots=True)
class TrialBalanceLine:
    """What one account stands at; one of `debit` and `credit` is 0."""

    account_id: int
    code: str
    name: str
    type: str
    currency: str
    debit: Decimal
    credit: Decimal


def list_accounts(
    conn: Connection[TupleRow], *, tenant_id: int, codes: Sequence[str] | None = None
) -> Rows[Account]:
    """List the accounts with one of these codes, or all."""
    return fetch_rows(
        conn,
        Account,
        """select account_id, code, name, type, sign, currency, scale, parent_account_id
           from tolsel.list_accounts(p_codes => %s, p_tenant_id => %s)""",
        [None if codes is None else [*codes], tenant_id],
    )


def get_account(conn: Connection[TupleRow], *, code: str, tenant_id: int) -> Account:
    """Return the account with this code."""
    found = list_accounts(conn, codes=[code], tenant_id=tenant_id)
    if not found:
        raise ReportedError(
            f"the tenant has no account {code!r}", hint="tolsel.list_accounts() lists them."
        )
    return found[0]


def open_account(
    conn: Connection[TupleRow],
    *,
    code: str,
    name: str,
    account_type: str,
    currency: str | None = None,
    tenant_id: int,
) -> None:
    """Open an account; the rules are in tolsel.open_account."""
    with translating():
        conn.execute(
            """select tolsel.open_account(p_code => %s, p_name => %s, p_type => %s,
                   p_currency => %s, p_tenant_id => %s)""",
            [code, name, account_type, currency, tenant_id],
        )


def list_account_statement(
    conn: Connection[TupleRow],
    *,
    account_id: int,
    from_on: date,
    to_on: date,
    clock: str = "effective",
    tenant_id: int,
) -> Rows[StatementLine]:
    """List an account's opening balance, lines and closing balance between two business days."""
    return fetch_rows(
        conn,
        StatementLine,
        """select kind, effective_on, booked_at, journal_id, description, amount, balance
           from tolsel.list_account_statement(p_account_id => %s, p_from_on => %s,
               p_to_on => %s, p_clock => %s, p_tenant_id => %s)""",
        [account_id, from_on, to_on, clock, tenant_id],
    )


def list_trial_balance(
    conn: Connection[TupleRow], *, on: date | None = None, tenant_id: int
) -> Rows[TrialBalanceLine]:
    """List every account that is not at zero, by default now."""
    return fetch_rows(
        conn,
        TrialBalanceLine,
        """select account_id, code, name, type, currency, debit, credit
           from tolsel.list_trial_balance(p_on => %s, p_tenant_id => %s)""",
        [on, tenant_id],
    )
