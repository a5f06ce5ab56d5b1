"""Rules in the model: when a wallet asks for a top-up by itself, and for how much."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tolsel.simulating.prices import Prices
from tolsel.simulating.state import Rule, TopUp, Wallet
from tolsel.simulating.times import EVER, hour_of

_MOST_IN_TEN_MINUTES = 3


def judge(wallet: Wallet, now: datetime, prices: Prices) -> None:
    """Ask for a top-up where the rule of a wallet says so."""
    rule = wallet.rule
    if rule is None:
        return
    available = wallet.free - _next_month(wallet, rule.lead_days, now, prices)
    if (
        available <= rule.threshold
        and rule.pending is None
        and not rule.tripped
        and (rule.waits_until is None or rule.waits_until <= now)
    ):
        _request(wallet, rule, available, now)


def _next_month(wallet: Wallet, lead_days: int, now: datetime, prices: Prices) -> int:
    """Return what the next month costs, where it begins in so many days."""
    last = hour_of(now) + lead_days * 24
    return sum(
        prices.find(r.plan, r.covered) or next((s.price for s in r.spans if s.until == EVER), 0)
        for r in wallet.running.values()
        if r.status == "active" and r.covered <= last
    )


def _request(wallet: Wallet, rule: Rule, available: int, now: datetime) -> None:
    covered = available + sum(t.amount for t in wallet.top_ups if t.status in ("open", "unknown"))
    cool_from = now - timedelta(minutes=rule.cooldown_minutes)
    if covered > rule.threshold or any(at > cool_from for at in rule.requested_ats):
        return
    today = now.astimezone(UTC).date()
    requested = rule.requested if rule.requested_on == today else 0
    wanted = rule.step * -(-(rule.target - covered) // rule.step)
    if covered + wanted <= rule.threshold:
        wanted += rule.step
    amount = min(wanted, rule.most, rule.daily_cap - requested)
    lately = [at for at in rule.requested_ats if at > now - timedelta(minutes=10)]
    if amount <= 0 or len(lately) >= _MOST_IN_TEN_MINUTES:
        rule.tripped = True
        wallet.books["tripped"] += 1
        return
    wallet.top_ups.append(TopUp(amount, "open", now))
    rule.pending = len(wallet.top_ups) - 1
    rule.requested_on = today
    rule.requested = requested + amount
    rule.requested_ats = [*lately, now]
    wallet.books["requested"] += 1


def note_outcome(wallet: Wallet, place: int, now: datetime) -> None:
    """Note what has become of a top-up: money ends the wait, and each failure doubles it."""
    rule, status = wallet.rule, wallet.top_ups[place].status
    if rule is None:
        return
    if status == "completed":
        rule.failures, rule.waits_until = 0, None
        if rule.pending == place:
            rule.pending = None
    elif status in ("failed", "void") and rule.pending == place:
        rule.waits_until = now + min(timedelta(hours=2 ** min(rule.failures, 5)), timedelta(days=1))
        rule.failures += 1
        rule.pending = None
