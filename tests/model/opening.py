"""The books every example begins with, and what must hold after each of its steps."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.model.book import Account, Book
from tests.model.checks import check_history, check_proof, check_standing
from tests.model.clerk import Clerk, Conn
from tests.model.commands import AccountRequest
from tests.model.desk import Desk, Tally
from tests.model.draws import Draws
from tests.model.faults import Head
from tests.templates import Database

START = datetime(2026, 3, 27, 10, tzinfo=UTC)  # the clocks change in the night after the next
HISTORY_EVERY = 5


class OpenBooks(RuleBasedStateMachine):
    def __init__(self, template: Database, tally: Tally, *, is_previewing: bool = False) -> None:
        super().__init__()
        self.desk = Desk(template, tally)
        self.clerk = Clerk(self.desk, Book(START), is_previewing=is_previewing)
        self.book = self.clerk.book
        self.steps = 0

    def teardown(self) -> None:
        try:
            check_proof(self.clerk)
        finally:
            self.desk.close()

    @initialize()
    def open_books(self) -> None:
        """The chart every tenant has, some accounts of each kind, and money on them."""
        for row in self.desk.read(
            """select account_id, code, name, type, currency, slots, has_daily_totals,
                managed_by is not null as is_managed
            from tolsel.account order by account_id"""
        ):
            self.book.accounts[row["account_id"]] = Account(**row)
        self.clerk.set_clock(self.desk.admin, START)
        cash = self._open("cash", "asset", has_daily_totals=True)
        wallet = self._open("wallet", "liability", limit=Decimal(0), has_daily_totals=True)
        self._open("card", "asset", limit=Decimal(50))
        hot = self._open("sales", "revenue", slots=4, has_daily_totals=True)
        vault = self._open("vault", "liability")
        for currency in ("JPY", "BHD"):
            self._open(f"{currency}:cash", "asset", currency=currency, has_daily_totals=True)
            self._open(f"{currency}:wallet", "liability", currency=currency, limit=Decimal(0))
            self._open(f"{currency}:sales", "revenue", currency=currency, slots=4)
        amounts = [(cash, 1600), (wallet, -500), (hot, -1000), (vault, -100)]
        items = [{"account_id": a.account_id, "amount": amount} for a, amount in amounts]
        self.clerk.post_journal(self.desk.app, Head("opening"), items)
        for account, hours in ((vault, None), (wallet, None), (wallet, 20), (cash, 30)):
            expires_at = START + timedelta(hours=hours) if hours else None
            self.clerk.place_hold(
                self.desk.app, Head(), account.account_id, Decimal(40), expires_at
            )
        self.desk.root.execute(
            "update tolsel_ledger.account set managed_by = 'wallet' where account_id = %s",
            [vault.account_id],
        )
        vault.is_managed = True

    def _open(
        self,
        code: str,
        kind: str,
        *,
        currency: str | None = None,
        slots: int = 1,
        limit: Decimal | None = None,
        has_daily_totals: bool = False,
    ) -> Account:
        asked = AccountRequest(code, code, kind, currency, slots, limit, has_daily_totals, {}, None)
        account = self.clerk.open_account(self.desk.app, asked)
        assert account
        return account

    def begin(self, seed: bytes) -> tuple[Draws, Conn]:
        """Begin a step: by either login, so that slots differ, and now and then for a stranger."""
        draws = Draws(seed, self.book)
        self.clerk.is_foreign = draws.chance(2)
        return draws, self.desk.admin if draws.chance(40) else self.desk.app

    def administrate(self, seed: bytes) -> tuple[Draws, Conn]:
        """Begin a step that only an administrator may do, and that somebody else may try."""
        draws, _ = self.begin(seed)
        return draws, self.desk.app if draws.chance(10) else self.desk.admin

    @invariant()
    def stands(self) -> None:
        self.clerk.is_foreign = False
        if not self.book.accounts:
            return
        check_standing(self.clerk)
        self.steps += 1
        if self.steps % HISTORY_EVERY == 0:
            check_history(self.clerk, Random(self.steps + len(self.book.journals)))
