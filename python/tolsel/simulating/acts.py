"""What companies do: they pay in, run resources, change their minds, and dispute."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random

from tolsel.api import wallet as api
from tolsel.simulating import answers, correcting, explaining, money, recurring, running
from tolsel.simulating.companies import PLANS, Company, wanted
from tolsel.simulating.state import Wallet
from tolsel.simulating.times import hour_of, moment_of
from tolsel.simulating.world import World
from tolsel.simulating.world import money as amount_of


def plan_day(world: World, company: Company, day: datetime, day_no: int, walk: list[float]) -> None:
    """Plan what a company does on a day."""
    chance, wallet = world.chance, world.wallets[company.wallet_id]
    active = [r for r in wallet.running.values() if r.status == "active"]
    missing = wanted(company, day.date(), walk, day_no) - len(active)
    for _ in range(min(3, max(0, missing))):
        _at(world, day, partial(provision, world, company))
    for _ in range(min(2, max(0, -missing - 1))):
        _at(world, day, partial(stop_one, world, company))
    if active and chance.random() < 0.06:
        at = _moment(chance, day)
        for _ in range(chance.choice((1, 1, 2, 3))):
            # Several within an hour, or over its end.
            world.plan(at, partial(resize_one, world, company))
            at += timedelta(seconds=chance.randrange(2400))
    if _needs_money(world, company, wallet, day):
        _at(world, day, partial(pay_in, world, company))
    for odds, act in _RARE:
        if chance.random() < odds:
            _at(world, day, partial(act, world, wallet))


def provision(world: World, company: Company) -> None:
    """Try to have a resource, for the company or for whom it sells to; it is stopped in the end."""
    chance, wallet = world.chance, world.wallets[company.wallet_id]
    life = world.lives.draw(chance)
    key = world.key("resource")
    customer_id = chance.choice(company.clients) if company.clients else None
    call = api.provision_resource(
        wallet_id=wallet.wallet_id, plan=life.plan, name=f"{company.industry} {life.plan}",
        customer_id=customer_id, request_key=key,
    )  # fmt: skip
    if chance.random() < 0.3:
        explaining.explain(world, wallet, life.plan)
    made = world.attempt(
        wallet,
        f"provision {life.plan}",
        lambda: running.provision(wallet, life.plan, world.now, world.prices),
        call,
    )
    if made is None:
        return
    resource = wallet.running.pop(0)
    resource.resource_id = made.resource_id
    wallet.running[made.resource_id] = wallet.resources[made.resource_id] = resource
    answers.expect(world, wallet)
    if chance.random() < 0.05:
        # The answer was lost on its way: the same is asked for again.
        again = call.run(world.conn)
        if again.resource_id != made.resource_id:
            raise world.disagree(f"key {key} has made resource {again.resource_id}, too", wallet)
    world.plan(
        world.now + timedelta(seconds=life.seconds), partial(stop, world, wallet, made.resource_id)
    )


def stop_one(world: World, company: Company) -> None:
    """Stop one of a company's resources."""
    wallet = world.wallets[company.wallet_id]
    active = [r.resource_id for r in wallet.running.values() if r.status == "active"]
    if active:
        stop(world, wallet, world.chance.choice(active))


def stop(world: World, wallet: Wallet, resource_id: int) -> None:
    """Stop a resource, if it still runs."""
    if wallet.resources[resource_id].status != "active" and world.chance.random() < 0.9:
        return
    world.attempt(
        wallet,
        f"stop resource {resource_id}",
        lambda: running.stop(wallet, resource_id, world.now, world.prices),
        api.stop_resource(resource_id=resource_id),
    )
    answers.expect(world, wallet)


def resize_one(world: World, company: Company) -> None:
    """Give one of a company's resources another size; most often the one that was resized last."""
    chance, wallet = world.chance, world.wallets[company.wallet_id]
    ids = [r.resource_id for r in wallet.running.values() if r.status == "active"]
    if not ids:
        return
    lately = [n for n in ids if wallet.resources[n].resized == hour_of(world.now)]
    resource_id = chance.choice(lately or ids)
    plan = chance.choice(tuple(PLANS))
    world.attempt(
        wallet,
        f"resize resource {resource_id} to {plan}",
        lambda: running.resize(wallet, resource_id, plan, world.now, world.prices),
        api.resize_resource(resource_id=resource_id, plan=plan),
    )
    answers.expect(world, wallet)


def pay_in(world: World, company: Company) -> None:
    """Pay into the wallet by bank transfer, or by a card that its provider decides."""
    chance, wallet = world.chance, world.wallets[company.wallet_id]
    amount = chance.randint(20, 400) * 1_000 + chance.choice((0, 0, 1, 33, 99))
    if chance.random() < 0.35:
        answers.ask(world, wallet, amount)
        return
    call = api.top_up_wallet(
        wallet_id=wallet.wallet_id, amount=amount_of(amount), method="bank_transfer",
        channel_id=world.channel_id, request_key=world.key("top-up"),
    )  # fmt: skip
    made = world.attempt(
        wallet,
        f"top-up of {amount_of(amount)}",
        lambda: money.pay_in(wallet, amount, world.now, world.prices),
        call,
    )
    assert made is not None
    next(t for t in wallet.top_ups if t.payment_id is None).payment_id = made.payment_id
    if chance.random() < 0.1 and call.run(world.conn).payment_id != made.payment_id:
        raise world.disagree("a repeated top-up was booked twice", wallet)
    answers.expect(world, wallet)


def grant(world: World, wallet: Wallet) -> None:
    """Grant credit, mostly with an end."""
    chance = world.chance
    amount, priority = chance.randint(1, 300) * 500 + 7, chance.choice((10, 50, 50, 90))
    expires = hour_of(world.now) + chance.choice((1, 5, 24, 24 * 7, 24 * 30, 24 * 45))
    world.attempt(
        wallet,
        f"grant of {amount_of(amount)}",
        lambda: money.grant(wallet, amount, priority, expires, world.now, world.prices),
        api.grant_credit(
            wallet_id=wallet.wallet_id, amount=amount_of(amount), reason="Welcome",
            expires_at=moment_of(expires), priority=priority,
        ),
    )  # fmt: skip
    answers.expect(world, wallet)


def let_recur(world: World, wallet: Wallet) -> None:
    """Let credit recur, on other terms than before, or no more."""
    chance = world.chance
    if wallet.recurring is not None and chance.random() < 0.3:
        world.attempt(
            wallet,
            "end of what recurs",
            lambda: recurring.stop(wallet, world.now, world.prices),
            api.stop_recurring_grant(wallet_id=wallet.wallet_id, name="Free tier"),
        )
    else:
        amount, every = chance.randint(1, 60) * 500 + 7, chance.choice(("week", "month"))
        lasts, priority = chance.choice((1, 1, 2)), chance.choice((10, 50, 90))
        world.attempt(
            wallet,
            f"{amount_of(amount)} every {every}",
            lambda: recurring.begin(
                wallet, (amount, every, lasts, priority), world.now, world.prices
            ),
            api.set_recurring_grant(
                wallet_id=wallet.wallet_id, name="Free tier", amount=amount_of(amount),
                every=every, lasts_periods=lasts, priority=priority,
            ),
        )  # fmt: skip
    answers.expect(world, wallet)


def set_limit(world: World, wallet: Wallet) -> None:
    """Let an invoiced wallet go further below nothing, or less far than it has gone."""
    limit = wallet.limit * world.chance.choice((30, 80, 125)) // 100
    if limit:
        world.attempt(
            wallet,
            f"limit of {amount_of(limit)}",
            lambda: money.set_limit(wallet, limit, world.now, world.prices),
            api.set_wallet_limit(wallet_id=wallet.wallet_id, credit_limit=amount_of(limit)),
        )
        answers.expect(world, wallet)


def _needs_money(world: World, company: Company, wallet: Wallet, day: datetime) -> bool:
    chance = world.chance
    month = sum(PLANS[r.plan] for r in wallet.running.values() if r.status == "active")
    is_near_turn = (day + timedelta(days=4)).month != day.month
    low = wallet.available < (month if is_near_turn else 40_000)
    if company.is_invoiced:
        return chance.random() < 0.01
    return chance.random() < (company.care * 0.6 if low else 0.01)


def _at(world: World, day: datetime, act: object) -> None:
    world.plan(_moment(world.chance, day), act)  # type: ignore[arg-type]


def _moment(chance: Random, day: datetime) -> datetime:
    return day + timedelta(seconds=chance.randrange(86_400))


_RARE = (
    (0.012, grant),
    (0.02, let_recur),
    (0.004, set_limit),
    (0.004, correcting.charge_back),
    (0.004, correcting.void),
    (0.006, correcting.refund),
    (0.006, correcting.reverse_hour),
    (0.006, correcting.refund_usage),
    (0.03, correcting.tell),
)
