"""What goes back: chargebacks, voids, refunds, hours reversed; and usage told late."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from tolsel.api import billing
from tolsel.api import wallet as api
from tolsel.simulating import answers, money, usage
from tolsel.simulating.companies import PLANS
from tolsel.simulating.state import Note, Resource, Told, Wallet
from tolsel.simulating.times import day_of, hour_of, moment_of, month_of, month_start
from tolsel.simulating.world import World
from tolsel.simulating.world import money as amount_of


def charge_back(world: World, wallet: Wallet) -> None:
    """Charge a top-up back, with a fee of the provider."""
    top_up = world.a_top_up(wallet, "completed")
    if top_up is None or top_up.payment_id is None:
        return
    place, fee = world.place_of(wallet, top_up.payment_id), world.chance.choice((0, 15_000))
    world.attempt(
        wallet,
        f"chargeback of top-up {top_up.payment_id}",
        lambda: money.charge_back(wallet, place, fee, world.now, world.prices),
        api.charge_back_top_up(
            payment_id=top_up.payment_id, reason="Card stolen", fee_amount=amount_of(fee),
            fee_account_id=world.fee_account_id, channel_id=world.channel_id,
            request_key=world.key("chargeback"),
        ),
    )  # fmt: skip
    answers.expect(world, wallet)


def void(world: World, wallet: Wallet) -> None:
    """Void a top-up that was none."""
    top_up = world.a_top_up(wallet, world.chance.choice(("completed", "completed", "failed")))
    if top_up is None or top_up.payment_id is None:
        return
    place = world.place_of(wallet, top_up.payment_id)
    world.attempt(
        wallet,
        f"void of top-up {top_up.payment_id}",
        lambda: money.void(wallet, place, world.now, world.prices),
        api.void_top_up(payment_id=top_up.payment_id, reason="Cheque bounced"),
    )
    answers.expect(world, wallet)


def refund(world: World, wallet: Wallet) -> None:
    """Give part of a top-up back to who has paid it."""
    top_up = world.a_top_up(wallet, "completed")
    if top_up is None or top_up.payment_id is None:
        return
    place = world.place_of(wallet, top_up.payment_id)
    amount = world.chance.randint(1, top_up.amount)
    world.attempt(
        wallet,
        f"refund of {amount_of(amount)} of top-up {top_up.payment_id}",
        lambda: money.refund(wallet, place, amount, world.now, world.prices),
        api.refund_top_up(
            payment_id=top_up.payment_id, amount=amount_of(amount), method="bank_transfer",
            channel_id=world.channel_id, reason="Not needed", request_key=world.key("refund"),
        ),
    )  # fmt: skip
    answers.expect(world, wallet)


def reverse_hour(world: World, wallet: Wallet) -> None:
    """Reverse an hour that was charged, or was not."""
    resource = _a_resource(world, wallet)
    if resource is None:
        return
    first = resource.spans[0].from_hour
    hour = world.chance.randint(first, max(first, min(resource.covered, hour_of(world.now))))
    resource_id = resource.resource_id
    world.attempt(
        wallet,
        f"reversal of hour {moment_of(hour)} of resource {resource_id}",
        lambda: usage.reverse_hour(wallet, resource_id, hour, world.now, world.prices),
        api.reverse_usage_hour(
            resource_id=resource_id, hour_at=moment_of(hour), reason="It was down"
        ),
    )
    answers.expect(world, wallet)


def refund_usage(world: World, wallet: Wallet) -> None:
    """Refund part of what a resource was charged for a month: more than may be, now and then."""
    resource = _a_resource(world, wallet)
    if resource is None:
        return
    month = month_of(world.chance.choice((resource.spans[0].from_hour, hour_of(world.now))))
    charged = usage.charged_month(wallet, resource, month)
    amount = max(1, int(charged * world.chance.choice((0.1, 0.5, 0.95, 0.96))))
    resource_id = resource.resource_id
    world.attempt(
        wallet,
        f"refund of {amount_of(amount)} of usage of resource {resource_id}",
        lambda: usage.refund_usage(
            wallet, resource_id, month, amount, world.now, world.prices
        ),
        api.refund_usage(
            resource_id=resource_id, month_on=day_of(month_start(month)), amount=amount_of(amount),
            reason="It was slow", request_key=world.key("usage refund"),
        ),
    )  # fmt: skip
    answers.expect(world, wallet)


def tell(world: World, wallet: Wallet) -> None:
    """Tell of usage from outside: late, out of order, larger or not, and once more later."""
    chance, hour = world.chance, hour_of(world.now)
    told = []
    for _ in range(chance.choice((1, 1, 3, 6))):
        resource = _a_resource(world, wallet)
        if resource is None:
            return
        span = chance.choice(resource.spans)
        first, last = max(span.from_hour, hour - 35 * 24), min(span.until - 1, hour)
        plan = chance.choice((None, *PLANS))
        at = chance.choice((chance.randint(min(first, last), last), last, hour - 800))
        price = world.prices.find(plan, at) if plan else None
        if plan and price is None:
            continue
        world.calls += 1
        told.append((Told(f"{world.calls:08}", resource.resource_id, at, price, world.now), plan))
    if told:
        _tell(world, wallet, told)
        if chance.random() < 0.5:
            chance.shuffle(told)
            world.plan(
                world.now + timedelta(seconds=chance.randrange(1, 400_000)),
                partial(_tell, world, wallet, told),
            )


def _tell(world: World, wallet: Wallet, told: list[tuple[Told, str | None]]) -> None:
    events = [
        {"event_id": t.event_id, "resource_id": t.resource_id,
         "at": (moment_of(t.hour) + timedelta(minutes=17)).isoformat(),
         **({"plan": plan} if plan else {})}
        for t, plan in told
    ]  # fmt: skip
    for event, _ in told:
        if event.event_id not in wallet.known_events:
            event.recorded_at = world.now
    new: list[int] = []
    said = world.attempt(
        wallet,
        f"{len(events)} usage events",
        lambda: new.append(usage.tell(wallet, [t for t, _ in told], world.now)),
        api.record_usage(source="cloud", events=events),
    )
    if said is not None and said != new[0]:
        raise world.disagree(f"of {len(events)} events the model expects {new[0]} to be new, "
                             f"the database {said}", wallet)  # fmt: skip


def pay_note(world: World, wallet: Wallet, invoice_id: int) -> None:
    """Pay what is open of an invoice or a debit note, or half of it."""
    note: Note = next(n for n in wallet.notes if n.invoice_id == invoice_id)
    if note.open == 0:
        return
    amount = note.open if world.chance.random() < 0.8 else (note.open + 1) // 2
    world.attempt(
        wallet,
        f"payment of invoice {invoice_id}",
        lambda: money.pay_note(
            wallet, next(n for n in wallet.notes if n.invoice_id == invoice_id), amount
        ),
        billing.record_payment(
            customer_id=wallet.customer_id, amount=amount_of(amount), method="bank_transfer",
            channel_id=world.channel_id, invoice_ids=[invoice_id],
            request_key=world.key("payment"),
        ),
    )  # fmt: skip


def _a_resource(world: World, wallet: Wallet) -> Resource | None:
    found = list(wallet.resources.values())[-10:]
    return world.chance.choice(found) if found else None
