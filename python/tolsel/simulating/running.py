"""Resources in the model: what may be had, how it grows and shrinks, and how it is stopped."""

from __future__ import annotations

from datetime import datetime

from tolsel.simulating import lots, rules
from tolsel.simulating.metering import cover, end, settle_lots
from tolsel.simulating.prices import Prices
from tolsel.simulating.state import Refused, Resource, Span, Wallet
from tolsel.simulating.times import EVER, cost_of, hour_of, month_end


def provision(wallet: Wallet, plan: str, now: datetime, prices: Prices) -> Resource:
    """Have a resource: what it costs to the month's end is held; its number is not known yet."""
    from_hour = max(hour_of(now), wallet.metered or 0)
    until = month_end(from_hour)
    price = prices.find(plan, from_hour)
    if price is None:
        raise Refused("UW004")
    settle_lots(wallet, now, prices)
    cover(wallet, hour_of(now), prices)
    cost = cost_of(price, from_hour, until)
    _check_funds(wallet, cost)
    resource = Resource(0, plan, until, [Span(from_hour, EVER, plan, price)], cost)
    wallet.running[0] = resource
    if wallet.metered is None:
        wallet.metered = from_hour
    wallet.books["provisioned"] += 1
    rules.judge(wallet, now, prices)
    return resource


def resize(wallet: Wallet, resource_id: int, plan: str, now: datetime, prices: Prices) -> None:
    """Give a resource another plan from the next hour on."""
    hour = hour_of(now)
    resource = _settle(wallet, resource_id, now, prices)
    if resource.plan == plan:
        return
    from_hour = max(hour + 1, wallet.metered or 0)
    price = prices.find(plan, from_hour)
    if price is None:
        raise Refused("UW004")
    # A size lasts an hour at least: of several within one the largest counts for the next.
    first = next(
        (
            s
            for s in resource.spans
            if resource.resized == hour and s.from_hour == from_hour and s.price > price
        ),
        None,
    )
    spans = [s for s in resource.spans if s.from_hour < from_hour]
    before = _due(resource.spans, from_hour, resource.covered)
    new = [Span(from_hour, EVER, plan, price)]
    if first is not None:
        new = [
            Span(from_hour, from_hour + 1, first.plan, first.price),
            Span(from_hour + 1, EVER, plan, price),
        ]
    more = _due(new, from_hour, resource.covered) - before
    if more > 0:
        _check_funds(wallet, more)
    for span in spans:
        if span.until == EVER:
            span.until = from_hour
    resource.spans = spans + new
    resource.held += more
    resource.plan, resource.resized = plan, hour
    lots.release_kept(wallet, -more, hour)
    wallet.books["resized"] += 1
    rules.judge(wallet, now, prices)


def stop(wallet: Wallet, resource_id: int, now: datetime, prices: Prices) -> None:
    """Stop a resource: this hour is its last one, or the next where it has grown in this one."""
    if wallet.resources[resource_id].status == "stopped":
        return
    resource = _settle(wallet, resource_id, now, prices)
    until = hour_of(now) + 1
    ends, begins = (
        next((s for s in resource.spans if getattr(s, name) == until), None)
        for name in ("until", "from_hour")
    )
    if ends and begins and begins.price > ends.price:
        until = min(until + 1, resource.covered)
    before = _due(resource.spans, wallet.metered or 0, resource.covered)
    end(resource, "stopped", until)
    released = before - _due(resource.spans, wallet.metered or 0, resource.covered)
    resource.held -= released
    lots.release_kept(wallet, released, hour_of(now))
    wallet.books["stopped"] += 1
    rules.judge(wallet, now, prices)


def _settle(wallet: Wallet, resource_id: int, now: datetime, prices: Prices) -> Resource:
    settle_lots(wallet, now, prices)
    cover(wallet, hour_of(now), prices)
    resource = wallet.resources[resource_id]
    if resource.status != "active":
        raise Refused("UW007")
    return resource


def _check_funds(wallet: Wallet, cost: int) -> None:
    if wallet.debt > 0:
        raise Refused("UW015")
    if cost > wallet.free:
        raise Refused("UW005")


def _due(spans: list[Span], from_hour: int, until: int) -> int:
    return sum(cost_of(s.price, max(s.from_hour, from_hour), min(s.until, until)) for s in spans)
