"""What the model knows of a wallet: what is in it, what runs on it, and what is owed for it."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from tolsel.simulating.times import EVER, month_of


class Refused(Exception):
    """The model expects that the database refuses, with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Lot:
    """What came in at once."""

    number: int
    kind: str
    amount: int
    valid_from: int
    priority: int = 50
    expires: int = EVER
    used: int = 0
    expired: int = 0
    ended: int | None = None
    usage_paid: int = 0
    """What it has paid of usage and did not get back."""
    charges: set[int] = field(default_factory=set)

    @property
    def left(self) -> int:
        """Return what nobody has taken."""
        return self.amount - self.used - self.expired


@dataclass(slots=True)
class Span:
    """From when to when a resource has a plan, at which price a month."""

    from_hour: int
    until: int
    plan: str
    price: int


@dataclass(slots=True)
class Resource:
    """What runs, or has run."""

    resource_id: int
    plan: str
    covered: int
    spans: list[Span]
    held: int
    status: str = "active"
    resized: int | None = None
    is_settled: bool = False
    charged: int = 0
    reversed_hours: set[int] = field(default_factory=set)
    extras: Counter[int] = field(default_factory=Counter)
    """What events from outside have added to hours."""
    refunded: Counter[int] = field(default_factory=Counter)
    """What was given back of months."""

    def span_at(self, hour: int) -> Span | None:
        """Return what it had in an hour."""
        return next((s for s in self.spans if s.from_hour <= hour < s.until), None)


@dataclass(slots=True)
class TopUp:
    """A payment into the wallet, whatever becomes of it; its number is what the database says."""

    amount: int
    status: str
    opened_at: datetime
    payment_id: int | None = None
    refunded: int = 0
    lot: int | None = None


@dataclass(slots=True)
class Note:
    """What the customer is invoiced or owes: a month, a chargeback, or usage told late."""

    kind: str
    amount: int
    open: int
    invoice_id: int | None = None


@dataclass(slots=True)
class Told:
    """What a meter outside has told of an hour."""

    event_id: str
    resource_id: int
    hour: int
    price: int | None
    recorded_at: datetime


@dataclass(slots=True)
class Rule:
    """When a top-up is asked for by itself."""

    threshold: int
    target: int
    step: int
    most: int
    daily_cap: int
    cooldown_minutes: int
    lead_days: int
    pending: int | None = None
    """The place of the top-up that was asked for and is not decided."""
    requested_ats: list[datetime] = field(default_factory=list)
    requested_on: object = None
    requested: int = 0
    failures: int = 0
    waits_until: datetime | None = None
    tripped: bool = False


@dataclass(slots=True)
class Recurring:
    """Credit that is granted every week or month, and expires so many of them later."""

    amount: int
    every: str
    lasts: int
    priority: int
    anchor: int
    """The hour from which periods are counted."""
    number: int = 0
    due: int = 0
    """The number and the first hour of the next period."""
    is_over: bool = False


@dataclass(slots=True)
class Wallet:
    """A wallet, and everything that is booked because of it."""

    wallet_id: int
    customer_id: int
    limit: int
    opened: int
    settled: int = 0
    owed: int = 0
    """What the customer owes: the receivable."""
    metered: int | None = None
    first_open_month: int = 0
    rule: Rule | None = None
    recurring: Recurring | None = None
    granted_until: int = 0
    """The first hour that recurring credit was not granted for."""
    lots: list[Lot] = field(default_factory=list)
    resources: dict[int, Resource] = field(default_factory=dict)
    running: dict[int, Resource] = field(default_factory=dict)
    """The resources that have not paid their last hour."""
    top_ups: list[TopUp] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    """What is not metered yet."""
    known_events: set[str] = field(default_factory=set)
    charges: list[tuple[int, int]] = field(default_factory=list)
    """From and until which hour each run has charged; its place is its number."""
    moves: dict[int, Counter[str]] = field(default_factory=dict)
    """By month and document, what has moved the wallet."""
    books: Counter[str] = field(default_factory=Counter)
    """What its documents have booked on the accounts of others, and how often what happened."""

    @property
    def held(self) -> int:
        """Return what is set aside for resources."""
        return sum(r.held for r in self.running.values())

    @property
    def available(self) -> int:
        """Return what can still be spent."""
        return self.settled - self.held + self.limit

    @property
    def free(self) -> int:
        """Return what is available to be provisioned: what is owed beside a limit counts."""
        return self.available - (max(self.owed, 0) if self.limit > 0 else 0)

    @property
    def debt(self) -> int:
        """Return what is open of what was charged back, or told late without funds."""
        return sum(n.open for n in self.notes if n.kind != "invoice")

    def move(self, amount: int, document: str, month: int) -> None:
        """Change what it has, in a month, or the first one that is open."""
        self.settled += amount
        month = max(month, self.first_open_month)
        self.moves.setdefault(month, Counter())[document] += amount

    def move_at(self, amount: int, document: str, hour: int) -> None:
        """Change what it has, on the UTC day of an hour."""
        self.move(amount, document, month_of(hour))

    def save(self) -> bytes:
        """Return all of it, to be put back where the database refuses."""
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)

    def restore(self, saved: bytes) -> None:
        """Be as it was saved."""
        before = pickle.loads(saved)
        for name in self.__slots__:
            setattr(self, name, getattr(before, name))
