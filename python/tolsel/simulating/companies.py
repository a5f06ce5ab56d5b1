"""The companies: of which industry they are, how large, how they pay, and how they go on."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

INDUSTRIES = ("banking", "healthcare", "mining", "retail", "hosting")
PLANS = {"nano": 4_100, "small": 15_000, "medium": 30_000, "large": 60_000, "enterprise": 120_000}
"""What a plan costs a month at first, in cents."""
_FIRST = (
    "Vashiko", "Tambure", "Lindomar", "Quelane", "Orvendo", "Mirapel", "Zanthuli", "Kestavi",
    "Dolombe", "Pirunga", "Halvato", "Sembrile", "Yorendi", "Bakulo", "Neverro", "Tuvashe",
    "Graliko", "Ixopano", "Mavundra", "Fenlowe", "Rushavo", "Corimba", "Ulandri", "Wexhalo",
)  # fmt: skip
_SECOND = {
    "banking": ("Savings", "Mutual", "Credit", "Trust"),
    "healthcare": ("Clinics", "Care", "Hospitals", "Laboratories"),
    "mining": ("Platinum", "Coal", "Manganese", "Shafts"),
    "retail": ("Stores", "Outfitters", "Grocers", "Market"),
    "hosting": ("Hosting", "Cloud", "Networks", "Servers"),
}
# Before these days shops are busy: month, day.
_HOLIDAYS = ((1, 12), (2, 14), (4, 2), (5, 9), (8, 9), (11, 26), (12, 25))
_WALK_DAYS = 800


@dataclass(slots=True)
class Company:
    """A company, whose wallet pays for what it and those it sells to run."""

    name: str
    industry: str
    is_invoiced: bool
    is_reseller: bool
    base: int
    """How many resources it runs in quiet times."""
    care: float
    """How surely it pays in time."""
    has_rule: bool
    phase: float
    customer_id: int = 0
    wallet_id: int = 0
    clients: list[int] = field(default_factory=list)
    """The customers for whom a reseller's resources run."""

    @property
    def mode(self) -> str:
        """Return how it pays."""
        return "invoice" if self.is_invoiced else "payg"


def draw(chance: Random, number: int) -> Company:
    """Draw a company; the first ones have each industry and mode once."""
    industry = INDUSTRIES[number % len(INDUSTRIES)]
    name = f"{_FIRST[number % len(_FIRST)]} {chance.choice(_SECOND[industry])}"
    is_invoiced = chance.random() < {"banking": 0.6, "mining": 0.4}.get(industry, 0.2)
    if number < 2 * len(INDUSTRIES):
        is_invoiced = number >= len(INDUSTRIES)
    return Company(
        name=f"{name} {number + 1}",
        industry=industry,
        is_invoiced=is_invoiced,
        is_reseller=industry == "hosting",
        base=chance.randint(1, 6) + (4 if industry in ("banking", "hosting") else 0),
        care=chance.choice((0.5, 0.8, 0.95)),
        has_rule=not is_invoiced and chance.random() < 0.5,
        phase=chance.random(),
    )


def walk_prices(chance: Random) -> list[float]:
    """Walk with a commodity's price, day by day, between a half and the double."""
    prices = [1.0]
    while len(prices) < _WALK_DAYS:
        prices.append(min(2.0, max(0.5, prices[-1] * math.exp(chance.gauss(0, 0.03)))))
    return prices


def wanted(company: Company, day: date, walk: list[float], day_no: int) -> int:
    """Return how many resources a company wants to run on a day."""
    factor = 1.0
    if company.industry == "banking":
        factor = 1.3 if (day + timedelta(days=2)).month != day.month else 1.0
    elif company.industry == "healthcare":
        # Winter of the south is in July.
        factor = 1.2 - 0.5 * math.cos(2 * math.pi * (day.timetuple().tm_yday - 15) / 365)
    elif company.industry == "mining":
        factor = walk[(day_no + int(100 * company.phase)) % _WALK_DAYS]
    elif company.industry == "retail":
        to_go = min((date(day.year, m, d) - day).days % 365 for m, d in _HOLIDAYS)
        factor = 2.0 if to_go <= 14 else 0.8
    else:
        factor = 0.8 + day_no / 400
    return max(1, round(company.base * factor))
