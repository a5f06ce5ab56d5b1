"""The books that the races are run on, and the proof afterwards."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from tests import templates
from tests.race import arena
from tests.race.arena import Connection
from tests.race.interleave import (
    DONE,
    READ_COMMITTED,
    SERIALIZATION_FAILURE,
    Outcome,
    Session,
)
from tests.templates import Database

# Alice has 100.00 and no credit; her till has daily totals; 1050 and 4000 have eight slots.
# The drawers have one slot each, so that all writers meet there.
BOOKS = """
select tolsel.open_account('alice', 'Alice', 'liability', p_credit_limit => 0);
select tolsel.open_account('bob', 'Bob', 'liability', p_credit_limit => 0);
select tolsel.open_account('till', 'Till', 'asset', p_has_daily_totals => true);
select tolsel.open_account('sales', 'Sales', 'revenue');
select tolsel.post_journal(
    '[{"account_code": "till", "amount": 100}, {"account_code": "alice", "amount": -100}]');
"""
OFFICE = """
select tolsel.open_channel('Drawer 1', 'cash', p_slots => 1);
select tolsel.open_channel('Drawer 2', 'cash', p_slots => 1);
select tolsel.open_customer('Ann');
select tolsel.open_customer('Ben');
"""


def open_books(database: Database) -> None:
    """Open the books once, in the template of the races' databases."""
    with psycopg.connect(database.url("shop_app")) as conn:
        conn.execute((BOOKS + OFFICE).encode())
    with psycopg.connect(database.url()) as conn:
        arena.prepare(conn)


with_books = templates.template("race", open_books, of="migrated")


class Race:
    """Sessions on one database, and what the database says afterwards."""

    def __init__(self, lend: Callable[[str], Connection], superuser: Connection) -> None:
        self._lend, self.superuser = lend, superuser

    def session(self, login: str = "shop_app") -> Session:
        return Session(self._lend(login), self.superuser)

    def one(self, query: str, *params: object) -> Any:
        """Answer one value, as the superuser sees it."""
        row = self.superuser.execute(query.encode(), params or None).fetchone()
        return row[0] if row else None

    def alter(self, statement: str) -> None:
        self.superuser.execute(statement.encode())

    def account_id(self, code: str) -> int:
        found: int = self.one(
            "select account_id from tolsel_ledger.account where tenant_id = 1 and code = %s", code
        )
        return found

    def available(self, code: str) -> str:
        return str(
            self.one(
                """select trim_scale(available) from tolsel.account_balance
                where tenant_id = 1 and code = %s""",
                code,
            )
        )

    def clash(
        self,
        first: str,
        second: str,
        *,
        level: str = READ_COMMITTED,
        login: str = "shop_app",
        second_login: str | None = None,
        end: str = "commit",
    ) -> Outcome:
        """Let the second call wait for the first, end the first, and answer how the second fared.

        Above READ COMMITTED the second may fail to serialize. It is then repeated, and must fare
        as it would have fared.
        """
        one, two = self.session(login), self.session(second_login or login)
        one.begin()
        began = one.call(first)
        assert began.code == DONE, began
        two.begin(level)
        waiting = two.start(second, ends=True).wait_blocked(by=one)
        assert one.call(end).code == DONE
        outcome = waiting.outcome()
        if outcome.code == SERIALIZATION_FAILURE and level != READ_COMMITTED:
            return two.call(second)
        return outcome

    def overtake(self, first: str, second: str, *, level: str, login: str = "shop_app") -> Outcome:
        """Let the second call see the database as it was before the first had committed."""
        one, two = self.session(login), self.session(login)
        two.begin(level)
        began = one.call(first)
        assert began.code == DONE, began
        outcome = two.start(second, ends=True).outcome()
        if outcome.code == SERIALIZATION_FAILURE and level != READ_COMMITTED:
            return two.call(second)
        return outcome

    def verify(self) -> list[tuple[Any, ...]]:
        """Return what the checks of `verify` find, without those of the schema."""
        return self.superuser.execute("select check_name, found from race.breaches()").fetchall()


@pytest.fixture(scope="session")
def ground(with_books: Database) -> Iterator[arena.Arena]:
    with contextlib.closing(arena.Arena(with_books)) as found:
        yield found


@pytest.fixture
def race(ground: arena.Arena) -> Iterator[Race]:
    """The books of the template; in the end the validator finds nothing in them."""
    with ground.race() as superuser:
        found = Race(ground.lend, superuser)
        yield found
        assert found.verify() == []


@pytest.fixture
def office(race: Race) -> Race:
    return race
