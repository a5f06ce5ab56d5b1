"""The balances a source printed, held against what its own lines add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from tolsel.errors import translating


@dataclass(frozen=True, slots=True)
class PrintedDifference:
    """A day on which the source printed another closing balance than it should."""

    account_id: int
    code: str
    effective_on: date
    expected: Decimal
    printed: Decimal
    difference: Decimal
    scale: int
    """Decimals of the account's currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBalances:
    """How an imported history compares with its printed balances."""

    day_count: int
    """Days of accounts that were compared."""
    differences: tuple[PrintedDifference, ...]


def compare_printed_balances(
    conn: Connection[TupleRow], *, source: str, tenant_id: int
) -> PrintedBalances:
    """Compare; the rule is in tolsel.list_printed_balances."""
    with (
        translating(),
        conn.transaction(),
        conn.cursor(row_factory=class_row(PrintedDifference)) as cur,
    ):
        days = conn.execute(
            "select count(*) from tolsel.list_printed_balances(p_source => %s, p_tenant_id => %s)",
            [source, tenant_id],
        ).fetchone()
        cur.execute(
            """select d.account_id, d.code, d.effective_on, d.expected, d.printed, d.difference,
                   a.scale
               from tolsel.list_printed_balance_differences(
                   p_source => %(source)s, p_tenant_id => %(tenant_id)s) d
               join tolsel.list_accounts(p_tenant_id => %(tenant_id)s) a using (account_id)
               order by d.code, d.effective_on""",
            {"source": source, "tenant_id": tenant_id},
        )
        assert days is not None
        return PrintedBalances(day_count=days[0], differences=tuple(cur.fetchall()))
