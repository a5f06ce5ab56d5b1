"""Months in the model: the statement of a wallet's month, and its invoice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from tolsel.simulating.periods import is_due
from tolsel.simulating.state import Note, Refused, Wallet
from tolsel.simulating.times import branch_month, hour_of, month_start


@dataclass(frozen=True, slots=True)
class Statement:
    """What moved a wallet in a month, and what of it is invoiced."""

    opening: int
    topped_up: int
    used: int
    returned: int
    other: int
    closing: int
    invoiced: int


def close(wallet: Wallet, month: int, now: datetime) -> Statement:
    """Close a month that is over and charged: it is stated, and what it lacks is invoiced."""
    end = month_start(month + 1)
    if (
        wallet.opened >= end
        or hour_of(now) < end
        or (wallet.metered is not None and wallet.metered < end)
        or any(t.hour < end for t in wallet.told)
        or is_due(wallet, end - 1)
    ):
        raise Refused("UW021")
    moved = wallet.moves.get(month, Counter())
    opening = sum(sum(m.values()) for n, m in wallet.moves.items() if n < month)
    closing = opening + sum(moved.values())
    # What was paid in since pays for the month, too; what was used since is the next invoice's.
    since = sum(m["top_up"] + m["other"] for n, m in wallet.moves.items() if n > month)
    invoiced = max(0, min(-closing - since, -wallet.settled))
    if invoiced:
        wallet.notes.append(Note("invoice", invoiced, invoiced))
        wallet.owed += invoiced
        wallet.move(invoiced, "other", branch_month(now))
        wallet.books["invoiced"] += invoiced
    wallet.first_open_month = max(wallet.first_open_month, month + 1)
    return Statement(
        opening, moved["top_up"], -moved["usage"], moved["returned"], moved["other"], closing,
        invoiced,
    )  # fmt: skip
