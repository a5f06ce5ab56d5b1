"""What recurs in the model: how credit that comes every week or month is set, and stopped."""

from __future__ import annotations

from datetime import datetime

from tolsel.simulating import rules
from tolsel.simulating.metering import settle_lots
from tolsel.simulating.periods import period_start
from tolsel.simulating.prices import Prices
from tolsel.simulating.state import Recurring, Wallet
from tolsel.simulating.times import hour_of


def begin(wallet: Wallet, terms: tuple[int, str, int, int], now: datetime, prices: Prices) -> None:
    """Let credit recur on some terms from now on, or from the next period on."""
    settle_lots(wallet, now, prices)
    last = wallet.recurring
    start = max(hour_of(now), wallet.granted_until)
    if last is not None and not last.is_over:
        start = last.due
    amount, every, lasts, priority = terms
    new = Recurring(amount, every, lasts, priority, anchor=start)
    if last is not None and last.every == every:
        number = 0
        while period_start(last, number) < start:
            number += 1
        if period_start(last, number) == start:
            new.anchor, new.number = last.anchor, number
    new.due = period_start(new, new.number)
    wallet.recurring = new
    settle_lots(wallet, now, prices)
    rules.judge(wallet, now, prices)


def stop(wallet: Wallet, now: datetime, prices: Prices) -> None:
    """Let nothing recur any more, once what is due has come."""
    settle_lots(wallet, now, prices)
    if wallet.recurring is not None:
        wallet.recurring.is_over = True
