"""Every cell of the money tables that can be changed: verify notices, or the test names it.

# A17 G12 L19: what is changed in the books behind every guard is found by the validator.
"""

import pytest

from tests.house.catalog import Connection
from tests.proof import tamper

# What a user may change, or says who, when and why in words: no entry rests on it.
OPEN_TO_CHANGE = {
    "account": {"code", "name", "parent_account_id", "purpose", "metadata", "opened_at"},
    "balance": {"credit_limit"},
    "hold": {
        "placed_at", "expires_at", "user_id", "description", "request_key", "request_id",
        "metadata",
    },
    "daily_total_pending": {"parked_at", "fault"},
    "period_close": {"recorded_at", "user_id", "login", "request_id", "reason"},
    "seal": {"sealed_at"},
}  # fmt: skip


@pytest.fixture
def books(postgresql: Connection) -> Connection:
    """Books with something in every money table, sealed and judged."""
    tamper.fill(postgresql)
    postgresql.commit()
    return postgresql


@pytest.mark.torture
def test_verify_notices_every_change(books: Connection) -> None:
    result = tamper.run(books)
    missed = {(cell.table, cell.column) for cell in result.missed}
    assert missed == {
        (f"ledger.{t}", column) for t, columns in OPEN_TO_CHANGE.items() for column in columns
    }
    assert len(result.noticed) > 70
    # Journals and entries have no cell that can be changed unseen.
    unchanged = {"ledger.journal", "ledger.entry", "ledger.daily_total", "ledger.slot_mark"}
    assert not {table for table, _ in missed} & unchanged


def test_the_books_are_clean_before(books: Connection) -> None:
    assert not books.execute("select from tolsel.verify() where status = 'breach'").fetchall()
