"""Money in the model: top-ups and what becomes of them, chargebacks, grants, and paid notes."""

from __future__ import annotations

from datetime import datetime, timedelta

from tolsel.simulating import debts, lots, rules
from tolsel.simulating.metering import meter, settle_lots
from tolsel.simulating.prices import Prices
from tolsel.simulating.state import Note, Refused, TopUp, Wallet
from tolsel.simulating.times import branch_month, hour_of


def pay_in(wallet: Wallet, amount: int, now: datetime, prices: Prices) -> None:
    """Record money that was paid in."""
    settle_lots(wallet, now, prices)
    wallet.top_ups.append(TopUp(amount, "open", now))
    _complete(wallet, len(wallet.top_ups) - 1, now, prices)


def ask(wallet: Wallet, amount: int, now: datetime) -> None:
    """Begin a top-up that a provider decides."""
    wallet.top_ups.append(TopUp(amount, "open", now))


def answer(
    wallet: Wallet, place: int, now: datetime, prices: Prices, *, paid: int | None, is_new: bool
) -> None:
    """Take a provider's answer: what was paid (None: nothing); one about what has ended is old."""
    top_up = wallet.top_ups[place]
    settle_lots(wallet, now, prices)
    if is_new and paid == top_up.amount:
        _complete(wallet, place, now, prices)
        return
    if is_new:
        if paid is not None:
            wallet.books["cash"] += paid
            wallet.books["suspense"] += paid
        top_up.status = "failed"
        wallet.books["declined"] += 1
    rules.note_outcome(wallet, place, now)
    rules.judge(wallet, now, prices)


def ask_again(wallet: Wallet, place: int, now: datetime, prices: Prices) -> None:
    """Try a failed top-up once more."""
    settle_lots(wallet, now, prices)
    top_up = wallet.top_ups[place]
    if top_up.status != "failed":
        raise Refused("UB021")
    top_up.status, top_up.opened_at = "open", now


def mark_unknown(wallet: Wallet, now: datetime) -> None:
    """End the attempts that nobody has answered for a day."""
    for top_up in wallet.top_ups:
        if top_up.status == "open" and top_up.opened_at < now - timedelta(days=1):
            top_up.status = "unknown"


def void(wallet: Wallet, place: int, now: datetime, prices: Prices) -> None:
    """Void a top-up that turned out to be none."""
    top_up = wallet.top_ups[place]
    settle_lots(wallet, now, prices)
    meter(wallet, now, prices)
    if top_up.status != "completed":
        raise Refused("UB007")
    if top_up.refunded:
        raise Refused("UB011")
    if wallet.available < top_up.amount:
        raise Refused("UL005")
    wallet.move(-top_up.amount, "top_up", branch_month(now))
    wallet.books["cash"] -= top_up.amount
    wallet.books["voided"] += 1
    top_up.status = "void"
    lots.spend(wallet, top_up.amount, first=top_up.lot)
    rules.note_outcome(wallet, place, now)
    rules.judge(wallet, now, prices)


def refund(wallet: Wallet, place: int, amount: int, now: datetime, prices: Prices) -> None:
    """Give money of a top-up back to who has paid it."""
    top_up = wallet.top_ups[place]
    settle_lots(wallet, now, prices)
    meter(wallet, now, prices)
    _check_given_back(top_up, amount)
    if wallet.available < amount:
        raise Refused("UL005")
    if wallet.lots[top_up.lot or 0].left < amount:
        raise Refused("UW013")
    _give_back(wallet, top_up, amount, now)
    lots.spend(wallet, amount, first=top_up.lot)
    rules.judge(wallet, now, prices)


def charge_back(wallet: Wallet, place: int, fee: int, now: datetime, prices: Prices) -> None:
    """Take back what its payer has had charged back; what is spent or held is owed."""
    top_up = wallet.top_ups[place]
    settle_lots(wallet, now, prices)
    meter(wallet, now, prices)
    amount = top_up.amount - top_up.refunded
    if amount == 0:
        raise Refused("UB009")
    _check_given_back(top_up, amount)
    lot = wallet.lots[top_up.lot or 0]
    left = lot.left
    taken = min(left, wallet.available)
    first = None
    if taken < amount:
        debt = amount - taken
        wallet.owed += debt
        wallet.move(debt, "other", branch_month(now))
        wallet.notes.append(Note("debt", debt, debt))
        wallet.books["debts"] += debt
        first = lots.add(wallet, "owed", debt, hour_of(now)).number
    _give_back(wallet, top_up, amount, now)
    lots.spend(wallet, left, first=lot.number)
    lots.spend(wallet, amount - left, first=first)
    wallet.books["cash"] -= fee
    wallet.books["fees"] += fee
    wallet.books["charged back"] += 1
    rules.judge(wallet, now, prices)


def grant(
    wallet: Wallet, amount: int, priority: int, expires: int, now: datetime, prices: Prices
) -> None:
    """Grant what nobody has paid."""
    settle_lots(wallet, now, prices)
    wallet.move_at(amount, "other", hour_of(now))
    wallet.books["promotion"] += amount
    lots.add(wallet, "granted", amount, hour_of(now), priority=priority, expires=expires)
    rules.judge(wallet, now, prices)


def set_limit(wallet: Wallet, limit: int, now: datetime, prices: Prices) -> None:
    """Let a wallet go so far below nothing; what is used or held is not lowered away."""
    if wallet.settled - wallet.held + limit < 0:
        raise Refused("UL005")
    wallet.limit = limit
    rules.judge(wallet, now, prices)


def pay_note(wallet: Wallet, note: Note, amount: int) -> None:
    """Pay an invoice or a debit note from a bank."""
    if amount > note.open or amount <= 0:
        raise Refused("UB002")
    note.open -= amount
    wallet.owed -= amount
    wallet.books["cash"] += amount
    wallet.books["invoices paid"] += amount


def _complete(wallet: Wallet, place: int, now: datetime, prices: Prices) -> None:
    top_up = wallet.top_ups[place]
    wallet.move(top_up.amount, "top_up", branch_month(now))
    wallet.books["cash"] += top_up.amount
    wallet.books["topped up"] += top_up.amount
    top_up.status = "completed"
    lot = lots.add(wallet, "paid", top_up.amount, hour_of(now))
    top_up.lot = lot.number
    debts.pay(wallet, top_up.amount, now, first=lot.number)
    rules.note_outcome(wallet, place, now)
    rules.judge(wallet, now, prices)


def _check_given_back(top_up: TopUp, amount: int) -> None:
    if top_up.status != "completed":
        raise Refused("UB007")
    if amount > top_up.amount - top_up.refunded:
        raise Refused("UB009")


def _give_back(wallet: Wallet, top_up: TopUp, amount: int, now: datetime) -> None:
    top_up.refunded += amount
    wallet.move(-amount, "top_up", branch_month(now))
    wallet.books["cash"] -= amount
    wallet.books["given back"] += amount
