"""Time and prices of the model: whole UTC hours since 1970, UTC months, and shares of a price.

Amounts are whole cents, so that nothing is ever rounded but the share of a price.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache

EVER = 10**9
"""An hour after all others: where something has no end."""
_BRANCH_AHEAD = 2
"""Hours by which the branch, in Johannesburg, is ahead of UTC."""
_EPOCH = date(1970, 1, 1)


def hour_of(at: datetime) -> int:
    """Return the full UTC hour that a moment lies in."""
    return int(at.timestamp()) // 3600


def moment_of(hour: int) -> datetime:
    """Return when an hour begins."""
    return datetime.fromtimestamp(hour * 3600, tz=UTC)


def day_of(hour: int) -> date:
    """Return the UTC day of an hour."""
    return _EPOCH + timedelta(days=hour // 24)


@cache
def month_start(month: int) -> int:
    """Return the first hour of a month, counted from the year 0."""
    return (date(month // 12, month % 12 + 1, 1) - _EPOCH).days * 24


def month_on(day: date) -> int:
    """Return the month of a day."""
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=100_000)
def month_of(hour: int) -> int:
    """Return the UTC month of an hour."""
    return month_on(day_of(hour))


def month_end(hour: int) -> int:
    """Return the first hour of the next month."""
    return month_start(month_of(hour) + 1)


def branch_month(now: datetime) -> int:
    """Return the month of the branch's day: that is what top-ups and documents count for."""
    return month_of(hour_of(now) + _BRANCH_AHEAD)


def costs_by_month(price: int, from_hour: int, until_hour: int) -> Iterator[tuple[int, int]]:
    """Yield what a price a month makes of the hours of each month in between."""
    while from_hour < until_hour:
        month = month_of(from_hour)
        start, end = month_start(month), month_start(month + 1)
        last = min(until_hour, end)
        yield (
            month,
            _share(price, last - start, end - start)
            - _share(price, from_hour - start, end - start),
        )
        from_hour = last


def cost_of(price: int, from_hour: int, until_hour: int) -> int:
    """Return what a price a month makes of the hours from one to before another."""
    return sum(cost for _, cost in costs_by_month(price, from_hour, until_hour))


def _share(price: int, hours: int, hours_of_month: int) -> int:
    return (2 * price * hours + hours_of_month) // (2 * hours_of_month)
