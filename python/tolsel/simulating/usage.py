"""Usage in the model: what meters outside tell of hours, and what is given back of them."""

from __future__ import annotations

from datetime import datetime

from tolsel.simulating import debts, lots, rules
from tolsel.simulating.metering import settle_lots
from tolsel.simulating.prices import Prices
from tolsel.simulating.state import Refused, Resource, Told, Wallet
from tolsel.simulating.times import EVER, cost_of, hour_of, month_of, month_start

_LATE_HOURS = 31 * 24


def tell(wallet: Wallet, told: list[Told], now: datetime) -> int:
    """Take what a meter outside tells, all or none; return how many events are new."""
    hour = hour_of(now)
    new = [t for t in told if t.event_id not in wallet.known_events]
    for event in new:
        resource = wallet.resources[event.resource_id]
        if not hour - _LATE_HOURS <= event.hour <= hour or not resource.span_at(event.hour):
            raise Refused("UW019")
    for event in new:
        wallet.known_events.add(event.event_id)
        wallet.told.append(event)
    return len(new)


def reverse_hour(
    wallet: Wallet, resource_id: int, hour: int, now: datetime, prices: Prices
) -> None:
    """Give back all that was charged for an hour, once."""
    resource = wallet.resources[resource_id]
    if hour in resource.reversed_hours:
        return
    settle_lots(wallet, now, prices)
    amount = _hour_amount(wallet, resource, hour)
    if amount is None:
        raise Refused("UW016")
    month = month_of(hour)
    if resource.refunded[month]:
        _check_refunded(wallet, resource, month, reversed_amount=amount, refunded=0)
    if amount > 0:
        _give_back(
            wallet, amount, now,
            {n for n, (first, last) in enumerate(wallet.charges) if first <= hour < last},
            "reversed",
        )  # fmt: skip
    resource.reversed_hours.add(hour)
    rules.judge(wallet, now, prices)


def refund_usage(
    wallet: Wallet, resource_id: int, month: int, amount: int, now: datetime, prices: Prices
) -> None:
    """Give back part of what a resource was charged for a month, at most 95 % of it."""
    resource = wallet.resources[resource_id]
    settle_lots(wallet, now, prices)
    _check_refunded(wallet, resource, month, reversed_amount=0, refunded=amount)
    hours = _metered_hours(wallet, resource, month)
    _give_back(
        wallet, amount, now,
        {n for n, (a, b) in enumerate(wallet.charges) if any(a <= h < b for h in hours)},
        "refunded",
    )  # fmt: skip
    resource.refunded[month] += amount
    rules.judge(wallet, now, prices)


def charged_month(wallet: Wallet, resource: Resource, month: int) -> int:
    """Return what a resource was charged for the hours of a month that were not reversed."""
    return sum(
        _hour_amount(wallet, resource, hour) or 0
        for hour in _metered_hours(wallet, resource, month)
        if hour not in resource.reversed_hours
    )


def _metered_hours(wallet: Wallet, resource: Resource, month: int) -> list[int]:
    last = EVER if resource.is_settled or wallet.metered is None else wallet.metered
    return [
        hour
        for span in resource.spans
        for hour in range(
            max(span.from_hour, month_start(month)), min(span.until, month_start(month + 1), last)
        )
    ]


def _hour_amount(wallet: Wallet, resource: Resource, hour: int) -> int | None:
    span = resource.span_at(hour)
    is_metered = resource.is_settled or wallet.metered is None or hour < wallet.metered
    if span is None or not is_metered:
        return None
    return cost_of(span.price, hour, hour + 1) + resource.extras[hour]


def _check_refunded(
    wallet: Wallet, resource: Resource, month: int, *, reversed_amount: int, refunded: int
) -> None:
    charged = charged_month(wallet, resource, month) - reversed_amount
    if resource.refunded[month] + refunded > charged * 95 // 100:
        raise Refused("UW017")


def _give_back(wallet: Wallet, amount: int, now: datetime, named: set[int], document: str) -> None:
    hour = hour_of(now)
    wallet.move_at(amount, "returned", hour)
    wallet.books["revenue"] -= amount
    wallet.books[document] += amount
    left = max(wallet.settled, 0) - max(wallet.settled - amount, 0)
    ended = 0
    payers = [lot for lot in wallet.lots if lot.used > 0 and min(lot.used, lot.usage_paid) > 0]
    for lot in sorted(payers, key=lambda lot: (not lot.charges & named, -lot.number)):
        back = min(lot.used, lot.usage_paid, left)
        if back == 0:
            break
        lot.used -= back
        lot.usage_paid -= back
        left -= back
        ended += back if lot.ended is not None else 0
    if left:
        lots.add(wallet, "granted", left, hour)
    if ended:
        lots.release_kept(wallet, ended, hour)
    debts.pay(wallet, amount - ended, now)
