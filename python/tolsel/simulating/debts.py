"""Debts in the model: what comes in pays them first, the oldest before the others."""

from __future__ import annotations

from datetime import datetime

from tolsel.simulating import lots
from tolsel.simulating.state import Wallet
from tolsel.simulating.times import branch_month


def pay(wallet: Wallet, amount: int, now: datetime, *, first: int | None = None) -> None:
    """Pay debts out of what has just come in, as far as that goes and is available."""
    for note in wallet.notes:
        if note.kind == "invoice" or note.open == 0:
            continue
        paid = min(note.open, amount, wallet.available)
        if paid <= 0:
            break
        amount -= paid
        note.open -= paid
        wallet.owed -= paid
        wallet.move(-paid, "other", branch_month(now))
        lots.spend(wallet, paid, first=first)
