"""Metering in the model: months are covered, hours are charged, and what is finished ends."""

from __future__ import annotations

from datetime import datetime

from tolsel.simulating import lots, periods, rules, told
from tolsel.simulating.prices import Prices
from tolsel.simulating.state import Resource, Span, Wallet
from tolsel.simulating.times import EVER, cost_of, costs_by_month, hour_of, month_end


def is_due(wallet: Wallet, until: int) -> bool:
    """Say whether a run up to an hour has anything to do with a wallet."""
    return (
        (wallet.metered is not None and wallet.metered < until)
        or any(lot.left and lot.ended is None and lot.expires <= until for lot in wallet.lots)
        or any(t.hour < until for t in wallet.told)
        or periods.is_due(wallet, until)
    )


def meter(wallet: Wallet, now: datetime, prices: Prices) -> None:
    """Charge all hours that have ended, in pieces between those where lots begin and end."""
    until = hour_of(now)
    bound = -1
    while later := [b for b in _bounds(wallet, until) if b > bound]:
        bound = min(later)
        _charge(wallet, bound, bound - 1, now, prices)
        lots.expire(wallet, bound)
        periods.grant_due(wallet, bound)
    _charge(wallet, until, until, now, prices)


def settle_lots(wallet: Wallet, now: datetime, prices: Prices) -> None:
    """Meter a wallet that has lots which have expired, or credit that is due."""
    until = hour_of(now)
    if any(lot.left and lot.expires <= until for lot in wallet.lots) or periods.is_due(
        wallet, until
    ):
        meter(wallet, now, prices)


def cover(wallet: Wallet, now: int, prices: Prices) -> None:
    """Let holds grow by the months that have begun; what does not fit is suspended."""
    available = wallet.free
    due = [r for r in wallet.running.values() if r.status == "active" and r.covered <= now]
    for resource in sorted(due, key=lambda r: (r.covered, r.resource_id)):
        until = resource.covered
        while True:
            price = sum(
                cost_of(
                    prices.find(s.plan, until) or s.price,
                    max(s.from_hour, until),
                    min(s.until, month_end(until)),
                )
                for s in resource.spans
                if s.until > until
            )
            if price > available:
                end(resource, "suspended", until)
                wallet.books["suspended"] += 1
                break
            _price_spans(resource, until, prices)
            available -= price
            resource.held += price
            until = month_end(until)
            if until > now:
                break
        resource.covered = until


def end(resource: Resource, status: str, until: int) -> None:
    """End a resource with an hour."""
    resource.status = status
    resource.spans = [s for s in resource.spans if s.from_hour < until]
    for span in resource.spans:
        if span.until == EVER:
            span.until = until


def _price_spans(resource: Resource, month: int, prices: Prices) -> None:
    """Give what runs from the beginning of a month on the price that counts then."""
    for span in list(resource.spans):
        price = prices.find(span.plan, month) or span.price
        if span.until <= month or price == span.price:
            continue
        if span.from_hour >= month:
            span.price = price
        else:
            resource.spans.append(Span(month, span.until, span.plan, price))
            span.until = month
    resource.spans.sort(key=lambda s: s.from_hour)


def _bounds(wallet: Wallet, until: int) -> set[int]:
    spent_by = {
        lot.expires
        for lot in wallet.lots
        if lot.left and lot.ended is None and lot.expires <= until
    }
    if wallet.recurring is not None and periods.is_due(wallet, until):
        spent_by.add(wallet.recurring.due)
    if wallet.metered is None:
        return spent_by
    return spent_by | {
        lot.valid_from
        for lot in wallet.lots
        if lot.left and wallet.metered < lot.valid_from < until
    }


def _charge(wallet: Wallet, until: int, covered: int, now: datetime, prices: Prices) -> None:
    cover(wallet, covered, prices)
    total = 0
    if wallet.metered is not None and wallet.metered < until:
        for resource in wallet.running.values():
            total += _charge_hours(wallet, resource, wallet.metered, until)
        if total > 0:
            wallet.charges.append((wallet.metered, until))
            lots.spend(wallet, total, until=until, charge=len(wallet.charges) - 1)
    told.charge_told(wallet, until)
    for resource in list(wallet.running.values()):
        if resource.status != "active" and all(s.until <= until for s in resource.spans):
            assert resource.held == 0, f"resource {resource.resource_id} keeps a hold"
            resource.is_settled = True
            del wallet.running[resource.resource_id]
    if wallet.metered is not None and wallet.metered < until:
        wallet.metered = until if wallet.running else None
    rules.judge(wallet, now, prices)


def _charge_hours(wallet: Wallet, resource: Resource, from_hour: int, until: int) -> int:
    total = 0
    for span in resource.spans:
        first, last = max(span.from_hour, from_hour), min(span.until, until)
        for month, cost in costs_by_month(span.price, first, last):
            wallet.move(-cost, "usage", month)
            total += cost
        wallet.books["hours"] += max(0, last - first)
    resource.held -= total
    resource.charged += total
    wallet.books["charged"] += total
    wallet.books["revenue"] += total
    return total
