"""Providers: they complete, decline, fall silent for days, answer late, twice, and otherwise."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from tolsel.api import wallet as api
from tolsel.simulating import money
from tolsel.simulating.state import Wallet
from tolsel.simulating.world import World
from tolsel.simulating.world import money as amount_of

# What a provider says of a top-up, one after the other, and how often that is so.
_OUTCOMES = (
    (72, ("paid",)),
    (8, ("paid", "paid")),
    (4, ("paid", "declined")),
    (2, ("other",)),
    (2, ("declined", "paid")),
    (8, ("declined", "again")),
    (4, ("declined", "declined")),
)


def ask(world: World, wallet: Wallet, amount: int) -> None:
    """Ask a provider for a top-up."""
    made = world.attempt(
        wallet,
        f"open top-up of {amount_of(amount)}",
        lambda: money.ask(wallet, amount, world.now),
        api.open_top_up(
            wallet_id=wallet.wallet_id, amount=amount_of(amount), method="card",
            channel_id=world.channel_id, request_key=world.key("card"),
        ),
    )  # fmt: skip
    assert made is not None
    place = len(wallet.top_ups) - 1
    wallet.top_ups[place].payment_id = made.payment_id
    _plan_answer(world, wallet, place)


def expect(world: World, *wallets: Wallet) -> None:
    """Let a provider answer what rules have asked for just now, and learn of new notes."""
    for wallet, place in world.name_requests(wallets):
        _plan_answer(world, wallet, place)
    if any(n.invoice_id is None for w in wallets for n in w.notes):
        world.name_notes()


def is_down(world: World) -> bool:
    """Say whether providers are down: some days, for all."""
    return (world.now.toordinal() * 7919 + world.seed) % 23 == 0


def _plan_answer(world: World, wallet: Wallet, place: int) -> None:
    chance = world.chance
    delay = timedelta(seconds=chance.randrange(5, 900))
    if is_down(world) or chance.random() < 0.05:
        delay += timedelta(hours=chance.randrange(20, 90))
    (outcomes,) = chance.choices([o for _, o in _OUTCOMES], [weight for weight, _ in _OUTCOMES])
    for outcome in outcomes:
        world.plan(world.now + delay, partial(_answer, world, wallet, place, outcome))
        delay += timedelta(seconds=chance.randrange(1, 200_000))


def _answer(world: World, wallet: Wallet, place: int, outcome: str) -> None:
    top_up = wallet.top_ups[place]
    payment_id, amount = top_up.payment_id, top_up.amount
    assert payment_id is not None
    if outcome == "again":
        made = world.attempt(
            wallet,
            f"retry of top-up {payment_id}",
            lambda: money.ask_again(wallet, place, world.now, world.prices),
            api.retry_top_up(payment_id=payment_id),
        )
        answer_at = world.now + timedelta(seconds=world.chance.randrange(5, 900))
        if made is not None:
            world.plan(answer_at, partial(_answer, world, wallet, place, "paid"))
        return
    status = top_up.status
    if outcome == "declined":
        call = api.fail_top_up(
            payment_id=payment_id, reason="Card declined", error_code="declined",
            attempt_no=None if status != "completed" else 1,
        )  # fmt: skip
        is_new = status in ("open", "unknown")
        paid = None
        if status == "void":
            return
    else:
        paid = amount if outcome == "paid" else amount + 1_000
        call = api.complete_top_up(payment_id=payment_id, amount=amount_of(paid))
        is_new = status in ("open", "failed", "unknown")
        if status == "void":
            return
        if status == "completed" and outcome == "other":
            return
    world.attempt(
        wallet,
        f"top-up {payment_id} ({status}) is {outcome}",
        lambda: money.answer(wallet, place, world.now, world.prices, paid=paid, is_new=is_new),
        call,
    )
    expect(world, wallet)
