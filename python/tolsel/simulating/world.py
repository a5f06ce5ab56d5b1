"""The world: the database on its test clock, and the model beside it, which are asked the same."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.api import core
from tolsel.calls import Call
from tolsel.errors import ReportedError, TolselError
from tolsel.simulating.companies import Company
from tolsel.simulating.lives import Lives
from tolsel.simulating.prices import Prices
from tolsel.simulating.state import Refused, TopUp, Wallet

T = TypeVar("T")


def money(cents: int) -> Decimal:
    """Return an amount as the database has it."""
    return Decimal(cents).scaleb(-2)


def cents(amount: Decimal) -> int:
    """Return an amount as the model has it."""
    return int(amount.scaleb(2))


class Disagreement(ReportedError):
    """The database and the model do not agree."""


@dataclass(slots=True)
class World:
    """One simulation as far as it has come."""

    conn: Connection[TupleRow]
    seed: int
    chance: Random
    lives: Lives
    now: datetime
    prices: Prices = field(default_factory=Prices)
    companies: list[Company] = field(default_factory=list)
    wallets: dict[int, Wallet] = field(default_factory=dict)
    tenant_id: int = 0
    channel_id: int = 0
    fee_account_id: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    last_invoice_id: int = 0
    _plan: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _planned: int = 0

    def plan(self, at: datetime, act: Callable[[], None]) -> None:
        """Let something happen later."""
        self._planned += 1
        heapq.heappush(self._plan, (at, self._planned, act))

    def live_until(self, end: datetime) -> None:
        """Let all happen that was planned before a moment, in order, and make it that moment."""
        while self._plan and self._plan[0][0] < end:
            at, _, act = heapq.heappop(self._plan)
            self.set_clock(max(at, self.now))
            act()
        self.set_clock(end)

    def set_clock(self, at: datetime) -> None:
        """Let it be a moment."""
        self.now = at
        core.set_clock(at=at).run(self.conn)

    def key(self, kind: str) -> str:
        """Return a request key that was not used before."""
        self.calls += 1
        return f"simulation:{kind}:{self.calls}"

    def attempt(
        self, wallet: Wallet, what: str, foreseen: Callable[[], object], call: Call[T]
    ) -> T | None:
        """Ask the model and the database for the same; they answer, or refuse, alike.

        Return the answer; None where it was refused, of which nothing is left in either.
        """
        self.calls += 1
        saved = wallet.save()
        expected = got = answer = None
        try:
            foreseen()
        except Refused as refusal:
            wallet.restore(saved)
            expected = refusal.code
        try:
            answer = call.run(self.conn)
        except TolselError as refusal:
            got, said = refusal.sqlstate, refusal.detail
        if got != expected:
            raise self.disagree(
                f"{what}: the model expects {expected or 'an answer'}, the database gives "
                f"{f'{got} ({said})' if got else 'an answer'}",
                wallet,
            )
        if got:
            self.refusals[got] += 1
            wallet.books["refused"] += 1
            return None
        return answer

    def disagree(self, said: str, wallet: Wallet | None = None) -> Disagreement:
        """Return the error that says in what they disagree, where and when."""
        place = f"wallet {wallet.wallet_id}, " if wallet else ""
        return Disagreement(
            f"{place}{self.now:%Y-%m-%d %H:%M:%S}, seed {self.seed}: {said}",
            hint="The same seed comes to the same place again. Either the model is wrong, or "
            "tolsel is.",
        )

    def name_requests(self, wallets: Iterable[Wallet]) -> list[tuple[Wallet, int]]:
        """Learn the numbers of the top-ups that rules should have asked for: their places."""
        found: list[tuple[Wallet, int]] = []
        for wallet in wallets:
            unnamed = [n for n, t in enumerate(wallet.top_ups) if t.payment_id is None]
            if not unnamed:
                continue
            known = max((t.payment_id or 0 for t in wallet.top_ups), default=0)
            rows = self.query(
                """select payment_id, amount from tolsel.top_up
                   where tenant_id = %s and wallet_id = %s and payment_id > %s
                   order by payment_id""",
                self.tenant_id, wallet.wallet_id, known,
            )  # fmt: skip
            asked = [cents(row[1]) for row in rows]
            expected = [wallet.top_ups[n].amount for n in unnamed]
            if asked != expected:
                raise self.disagree(
                    f"top-ups asked for: the model expects {_amounts(expected)}, the database "
                    f"has {_amounts(asked)}", wallet,
                )  # fmt: skip
            for place, row in zip(unnamed, rows, strict=True):
                wallet.top_ups[place].payment_id = row[0]
                found.append((wallet, place))
        return found

    def name_notes(self) -> None:
        """Learn the numbers of the invoices and debit notes that should have been issued."""
        by_customer = {w.customer_id: w for w in self.wallets.values()}
        rows = self.query(
            """select invoice_id, customer_id, total_amount from tolsel.invoice
               where tenant_id = %s and invoice_id > %s order by invoice_id""",
            self.tenant_id,
            self.last_invoice_id,
        )
        for invoice_id, customer_id, total in rows:
            self.last_invoice_id = invoice_id
            wallet = by_customer[customer_id]
            note = next((n for n in wallet.notes if n.invoice_id is None), None)
            if note is None or note.amount != cents(total):
                raise self.disagree(
                    f"invoice {invoice_id}: the model expects "
                    f"{money(note.amount) if note else 'none'}, the database has {total}", wallet,
                )  # fmt: skip
            note.invoice_id = invoice_id

    def query(self, statement: Any, *values: object) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        return self.conn.execute(statement, values).fetchall()

    def place_of(self, wallet: Wallet, payment_id: int) -> int:
        """Return the place of a top-up in its wallet."""
        return next(n for n, t in enumerate(wallet.top_ups) if t.payment_id == payment_id)

    def a_top_up(self, wallet: Wallet, status: str) -> TopUp | None:
        """Return one of the latest top-ups of a status."""
        found = [t for t in wallet.top_ups[-12:] if t.status == status and t.payment_id]
        return self.chance.choice(found) if found else None


def _amounts(amounts: list[int]) -> str:
    return ", ".join(str(money(a)) for a in amounts) or "none"
