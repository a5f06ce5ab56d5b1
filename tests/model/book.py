"""The books as plain Python keeps them: nothing is stored that can be added up.

Balances, holds and days are sums over entries each time they are asked for, so that this model
shares neither a formula nor a cache with the SQL that it judges.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

SCALES = {"EUR": 2, "JPY": 0, "BHD": 3}
ZONE = ZoneInfo("Europe/Berlin")
TYPES = ("asset", "liability", "equity", "revenue", "expense")
TOO_LARGE = Decimal(10) ** 15
NEVER = datetime.max


@dataclass
class Entry:
    journal_id: int
    line_no: int
    account_id: int
    slot: int
    version: int
    amount: Decimal
    effective_on: date
    balance_after: Decimal
    booked_at: datetime = NEVER


@dataclass
class Account:
    account_id: int
    code: str
    name: str
    type: str
    currency: str
    slots: int = 1
    credit_limit: Decimal | None = None
    has_daily_totals: bool = False
    is_managed: bool = False
    entries: list[Entry] = field(default_factory=list, repr=False)

    @property
    def scale(self) -> int:
        return SCALES[self.currency]

    def spent(self, amount: Decimal) -> Decimal:
        """What a signed amount takes from an account; below zero where it adds."""
        return -amount if self.type in ("asset", "expense") else amount

    def slot_entries(self, slot: int) -> list[Entry]:
        return [e for e in self.entries if e.slot == slot]


@dataclass
class Journal:
    journal_id: int
    description: str | None
    metadata: Any
    request_key: str | None
    reverses: int | None
    hold_id: int | None
    entries: list[Entry]
    login: str = ""


@dataclass
class Hold:
    hold_id: int
    account_id: int
    amount: Decimal
    expires_at: datetime | None
    description: str | None
    metadata: Any
    request_key: str | None
    captured: Decimal = Decimal(0)
    released: Decimal = Decimal(0)

    @property
    def open(self) -> Decimal:
        return self.amount - self.captured - self.released


@dataclass
class Book:
    """One tenant's books, and the clock they are kept by."""

    clock: datetime
    accounts: dict[int, Account] = field(default_factory=dict)
    journals: dict[int, Journal] = field(default_factory=dict)
    holds: dict[int, Hold] = field(default_factory=dict)
    closes: list[date | None] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.clock.astimezone(ZONE).date()

    @property
    def closed_through(self) -> date | None:
        return self.closes[-1] if self.closes else None

    def account_of_code(self, code: str) -> Account | None:
        return next((a for a in self.accounts.values() if a.code == code), None)

    def journal_of_key(self, key: str | None) -> Journal | None:
        known = (j for j in self.journals.values() if j.request_key == key)
        return None if key is None else next(known, None)

    def hold_of_key(self, key: str | None) -> Hold | None:
        known = (h for h in self.holds.values() if h.request_key == key)
        return None if key is None else next(known, None)

    def balance(self, account: Account) -> Decimal:
        return sum((e.amount for e in account.entries), Decimal(0))

    def slot_balance(self, account: Account, slot: int) -> Decimal:
        return sum((e.amount for e in account.slot_entries(slot)), Decimal(0))

    def held(self, account: Account) -> Decimal:
        mine = (h.open for h in self.holds.values() if h.account_id == account.account_id)
        return sum(mine, Decimal(0))

    def available(self, account: Account) -> Decimal | None:
        if account.credit_limit is None:
            return None
        return account.credit_limit - self.held(account) - account.spent(self.balance(account))

    def balance_at(
        self, account: Account, day: date | None = None, moment: datetime | None = None
    ) -> Decimal:
        known = (
            e.amount
            for e in account.entries
            if (day is None or e.effective_on <= day) and (moment is None or e.booked_at <= moment)
        )
        return sum(known, Decimal(0))

    def left(self, journal: Journal) -> dict[int, Decimal]:
        """What no reversal has taken back yet of a journal, by account."""
        left: dict[int, Decimal] = defaultdict(Decimal)
        for other in self.journals.values():
            if journal.journal_id in (other.journal_id, other.reverses):
                for entry in other.entries:
                    left[entry.account_id] += entry.amount
        return {account_id: amount for account_id, amount in left.items() if amount}

    def expired(self, account: Account | None = None) -> list[Hold]:
        return [
            h
            for h in self.holds.values()
            if h.open > 0
            and h.expires_at is not None
            and h.expires_at <= self.clock
            and (account is None or h.account_id == account.account_id)
        ]

    def statement(
        self, account: Account, first: date, last: date, clock: str
    ) -> tuple[Decimal, list[tuple[Entry, Decimal]], Decimal]:
        """The opening balance, each line with the balance after it, the closing balance."""
        opening, lines = Decimal(0), []
        for entry in account.entries:
            if clock == "effective":
                day = entry.effective_on
            else:
                day = entry.booked_at.astimezone(ZONE).date()
            if day < first:
                opening += entry.amount
            elif day <= last:
                key = (day if clock == "effective" else first, entry.booked_at)
                lines.append(((*key, entry.journal_id, entry.line_no), entry))
        running, listed = opening, []
        for _, entry in sorted(lines, key=lambda line: line[0]):
            running += entry.amount
            listed.append((entry, running))
        return opening, listed, running

    def days(self, account: Account) -> list[tuple[date, Decimal, Decimal, Decimal, Decimal, int]]:
        """The daily book: day, opening, debits, credits, closing, number of entries."""
        days, opening = [], Decimal(0)
        for day in sorted({e.effective_on for e in account.entries}):
            amounts = [e.amount for e in account.entries if e.effective_on == day]
            debit = sum((a for a in amounts if a > 0), Decimal(0))
            credit = -sum((a for a in amounts if a < 0), Decimal(0))
            days.append((day, opening, debit, credit, opening + debit - credit, len(amounts)))
            opening += debit - credit
        return days

    def some_days(self) -> list[date]:
        """Days worth asking about: around every entry and around today."""
        near = {e.effective_on for a in self.accounts.values() for e in a.entries} | {self.today}
        days = {day + timedelta(days=by) for day in near for by in (-1, 0, 1)}
        return sorted(day for day in days if 1900 <= day.year < 2200)
