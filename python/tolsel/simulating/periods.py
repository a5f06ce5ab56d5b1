"""The periods of credit that recurs, in the model: weeks, or months of any length."""

from __future__ import annotations

from calendar import monthrange

from tolsel.simulating import lots
from tolsel.simulating.state import Recurring, Wallet
from tolsel.simulating.times import day_of, month_on, month_start


def is_due(wallet: Wallet, until: int) -> bool:
    """Say whether a period has begun by an hour that nothing was granted for."""
    recurring = wallet.recurring
    return recurring is not None and not recurring.is_over and recurring.due <= until


def grant_due(wallet: Wallet, hour: int) -> None:
    """Grant what is due in an hour."""
    recurring = wallet.recurring
    if recurring is None or not is_due(wallet, hour):
        return
    wallet.move_at(recurring.amount, "other", hour)
    wallet.books["promotion"] += recurring.amount
    wallet.books["recurred"] += 1
    lots.add(
        wallet, "granted", recurring.amount, hour, priority=recurring.priority,
        expires=period_start(recurring, recurring.number + recurring.lasts),
    )  # fmt: skip
    recurring.number += 1
    recurring.due = wallet.granted_until = period_start(recurring, recurring.number)


def period_start(recurring: Recurring, number: int) -> int:
    """Return the first hour of a period: in a month that is too short on its last day."""
    if recurring.every == "week":
        return recurring.anchor + 168 * number
    first = day_of(recurring.anchor)
    month = month_on(first) + number
    day = min(first.day, monthrange(month // 12, month % 12 + 1)[1])
    return month_start(month) + 24 * (day - 1) + recurring.anchor % 24
