"""What was told of hours from outside, in the model: the largest of them counts, once."""

from __future__ import annotations

from tolsel.simulating import lots
from tolsel.simulating.state import Note, Told, Wallet
from tolsel.simulating.times import EVER, cost_of


def charge_told(wallet: Wallet, until: int) -> None:
    """Charge what was told of hours that have ended; what the wallet has not is owed."""
    due = [t for t in wallet.told if t.hour < until]
    if not due:
        return
    wallet.told = [t for t in wallet.told if t not in due]
    extras = _extras(wallet, due)
    available, limit = wallet.available, wallet.limit
    spent = owed = total = 0
    taken: list[tuple[Told, int]] = []
    for event in sorted(due, key=lambda t: (t.hour, t.resource_id, t.recorded_at, t.event_id)):
        extra = extras[event.event_id]
        left = sum(lot.left for lot in wallet.lots if lot.valid_from <= event.hour)
        paid = max(0, min(extra, min(available, left + limit) - spent))
        spent += extra
        owed += extra - paid
        total += paid
        wallet.resources[event.resource_id].extras[event.hour] += extra
        if paid:
            taken.append((event, paid))
    wallet.books["told late"] += len(due)
    if owed:
        wallet.notes.append(Note("usage", owed, owed))
        wallet.owed += owed
        wallet.books["revenue"] += owed
        wallet.books["owed late"] += owed
    if not taken:
        return
    for event, paid in taken:
        wallet.move_at(-paid, "usage", event.hour)
    wallet.books["revenue"] += total
    wallet.books["charged"] += total
    first = min(event.hour for event, _ in taken)
    wallet.charges.append((EVER, EVER))
    lots.spend(wallet, total, until=first + 1, charge=len(wallet.charges) - 1)


def _extras(wallet: Wallet, due: list[Told]) -> dict[str, int]:
    """Return what each event adds to its hour: the largest of them counts, once."""
    extras: dict[str, int] = {}
    highest: dict[tuple[int, int], int] = {}
    for event in sorted(due, key=lambda t: (t.recorded_at, t.event_id)):
        resource = wallet.resources[event.resource_id]
        span = resource.span_at(event.hour)
        if span is None:
            # The turn of the month has ended it since, before this hour.
            extras[event.event_id] = 0
            continue
        place = (event.resource_id, event.hour)
        charged = cost_of(span.price, event.hour, event.hour + 1) + resource.extras[event.hour]
        said = 0 if event.price is None else cost_of(event.price, event.hour, event.hour + 1)
        is_void = event.price is None or event.hour in resource.reversed_hours
        extras[event.event_id] = (
            0 if is_void else max(0, said - max(charged, highest.get(place, 0)))
        )
        highest[place] = max(highest.get(place, 0), said)
    return extras
