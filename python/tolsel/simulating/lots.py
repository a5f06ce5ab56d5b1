"""Lots in the model: the order in which they are spent, and how they end."""

from __future__ import annotations

from collections.abc import Iterable

from tolsel.simulating.state import Lot, Wallet
from tolsel.simulating.times import EVER


def in_order(wallet: Wallet, until: int) -> list[Lot]:
    """Return the lots that have something left, as hours up to one spend them."""
    return sorted(
        (lot for lot in wallet.lots if lot.left > 0),
        key=lambda lot: (
            lot.valid_from >= until,
            lot.ended is None,
            lot.priority,
            lot.expires,
            lot.kind,
            lot.valid_from,
            lot.number,
        ),
    )


def spend(
    wallet: Wallet,
    amount: int,
    *,
    until: int = EVER,
    first: int | None = None,
    charge: int | None = None,
) -> None:
    """Take from lots what was taken from the wallet; what they lack is no lot's."""
    for lot in sorted(in_order(wallet, until), key=lambda lot: lot.number != first):
        taken = min(lot.left, amount)
        if taken == 0:
            break
        lot.used += taken
        amount -= taken
        if charge is not None:
            lot.usage_paid += taken
            lot.charges.add(charge)


def add(
    wallet: Wallet, kind: str, amount: int, hour: int, *, priority: int = 50, expires: int = EVER
) -> Lot:
    """Add what came in, less what the wallet was below nothing."""
    lot = Lot(
        number=len(wallet.lots),
        kind=kind,
        amount=amount,
        valid_from=hour,
        priority=priority,
        expires=expires,
        used=amount - min(amount, max(wallet.settled, 0)),
    )
    wallet.lots.append(lot)
    return lot


def expire(wallet: Wallet, until: int) -> None:
    """End the lots that expire by an hour, each as far as what it has left is available."""
    available = wallet.available
    takes: list[tuple[Lot, int]] = []
    for lot in in_order(wallet, until):
        if lot.expires <= until and lot.ended is None:
            takes.append((lot, max(0, min(lot.left, available))))
            available -= lot.left
    _take(wallet, takes, until)


def release_kept(wallet: Wallet, released: int, hour: int) -> None:
    """Take what was kept of lots that have ended, as far as it was released."""
    takes = []
    for lot in in_order(wallet, EVER):
        if lot.ended is not None and released > 0:
            takes.append((lot, min(lot.left, released)))
            released -= lot.left
    _take(wallet, takes, hour)


def _take(wallet: Wallet, takes: Iterable[tuple[Lot, int]], hour: int) -> None:
    total = 0
    for lot, taken in takes:
        lot.expired += taken
        lot.ended = hour if lot.ended is None else lot.ended
        total += taken
    wallet.move_at(-total, "other", hour)
    wallet.books["breakage"] += total
