"""A simulation from its first day to its last: days pass, and each is held against the model."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from tolsel import jobs
from tolsel.api import billing
from tolsel.api import wallet as api
from tolsel.database import connect
from tolsel.simulating import acts, answers, conservation, correcting, metering, money, months
from tolsel.simulating.companies import PLANS, walk_prices
from tolsel.simulating.lives import Lives
from tolsel.simulating.opening import open_world, set_price
from tolsel.simulating.state import Wallet
from tolsel.simulating.times import day_of, hour_of, month_of, month_on, month_start
from tolsel.simulating.world import World, cents
from tolsel.simulating.world import money as amount_of

_DAY = timedelta(days=1)
_CLOSING_HOUR = 5
_ANALYZED_DAYS = (0, 2, 8, 30, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a simulation was, when all of it agreed."""

    world: World
    days: int
    seconds: float
    rows: int
    """How many rows were written into the tables of wallets, payments and the ledger."""
    digest: str
    """What the books have come to: the same seed comes to the same."""


def simulate(
    url: str,
    *,
    companies: int,
    days: int,
    start: datetime,
    seed: int,
    lives: Lives,
    on_day: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Let days pass, and compare each with the model; a disagreement ends it."""
    began = time.monotonic()
    with connect(url, autocommit=True, application_name="tolsel simulate") as conn:
        # What is written here is nobody's.
        conn.execute("set synchronous_commit = off")
        world = open_world(conn, seed=seed, companies=companies, start=start, lives=lives)
        walk = walk_prices(world.chance)
        outages = _draw_outages(world, start, days)
        for day_no in range(days):
            day = start + day_no * _DAY
            _plan_day(world, day, day_no, walk, outages, is_middle=day_no == days // 2)
            world.live_until(day + _DAY)
            is_full = (day + _DAY).day == 1 or day_no == days - 1
            conservation.check(world, is_full=is_full)
            if day_no in _ANALYZED_DAYS:
                # The server of a test may have nobody who does.
                conn.execute("analyze")
            on_day(day_no + 1)
        _meter(world)
        conservation.check(world, is_full=True)
        rows = _count_rows(world)
        # Nobody has run the jobs while the days have passed: else they would be found stalled.
        while jobs.run_next_slice(conn):
            pass
    return Outcome(
        world=world,
        days=days,
        seconds=time.monotonic() - began,
        rows=rows,
        digest=_digest(world),
    )


def _draw_outages(world: World, start: datetime, days: int) -> list[tuple[datetime, datetime]]:
    """Draw when nothing is metered: some hours, some days, and over the turn of a month."""
    found = []
    for day_no in range(0, days, 30):
        begin = start + timedelta(
            days=day_no + world.chance.randrange(25), hours=world.chance.randrange(24)
        )
        found.append((begin, begin + timedelta(hours=world.chance.choice((6, 20, 70)))))
    turn = datetime(start.year, start.month, 1, tzinfo=UTC)
    while turn < start + days * _DAY:
        turn = datetime(turn.year + turn.month // 12, turn.month % 12 + 1, 1, tzinfo=UTC)
        if world.chance.random() < 0.5:
            before, after = world.chance.randrange(1, 30), world.chance.randrange(1, 60)
            found.append((turn - timedelta(hours=before), turn + timedelta(hours=after)))
    return found


def _plan_day(
    world: World,
    day: datetime,
    day_no: int,
    walk: list[float],
    outages: list[tuple[datetime, datetime]],
    *,
    is_middle: bool,
) -> None:
    chance = world.chance
    for company in world.companies:
        acts.plan_day(world, company, day, day_no, walk)
        wallet = world.wallets[company.wallet_id]
        for note in wallet.notes:
            if note.open and note.invoice_id and chance.random() < 0.07:
                world.plan(
                    day + timedelta(seconds=chance.randrange(86_400)),
                    partial(correcting.pay_note, world, wallet, note.invoice_id),
                )
    every = chance.choice((1, 8, 24, 24, 24, 24, 24, 24))
    for hour in range(chance.randrange(every), 24, every):
        at = day + timedelta(hours=hour, minutes=chance.randrange(1, 59))
        if not any(first <= at < last for first, last in outages):
            world.plan(at, partial(_meter, world))
    world.plan(day + timedelta(hours=_CLOSING_HOUR), partial(_close_months, world))
    world.plan(day + timedelta(hours=6), partial(_mark_unknown, world))
    if is_middle:
        world.plan(day + timedelta(hours=12), partial(_change_prices, world))


def _meter(world: World) -> None:
    """Charge what is due, in the model and in the database."""
    until = hour_of(world.now)
    for wallet in world.wallets.values():
        if metering.is_due(wallet, until):
            metering.meter(wallet, world.now, world.prices)
    after: int | None = 0
    while after is not None:
        after = api.meter_usage(after_wallet_id=after).run(world.conn)
    answers.expect(world, *world.wallets.values())


def _close_months(world: World) -> None:
    """Close the last month of each wallet some days after its end."""
    month = month_of(hour_of(world.now) - 3 * 24) - 1
    for wallet in world.wallets.values():
        first = wallet.first_open_month or month_of(wallet.opened)
        if first <= month:
            _close_month(world, wallet, first)


def _close_month(world: World, wallet: Wallet, month: int) -> None:
    foreseen: list[months.Statement] = []
    made = world.attempt(
        wallet,
        f"closing of {day_of(month_start(month)):%Y-%m}",
        lambda: foreseen.append(months.close(wallet, month, world.now)),
        api.close_wallet_month(wallet_id=wallet.wallet_id, month_on=day_of(month_start(month))),
    )
    if made is None:
        return
    answers.expect(world, wallet)
    call = api.reconcile_month(wallet_id=wallet.wallet_id, month_on=made.month_on)
    (month_sums,) = call.run(world.conn)
    if not month_sums.is_equal:
        raise world.disagree(f"the month does not reconcile: {month_sums}", wallet)
    (expected,) = foreseen
    for name, amount, found in (
        ("opening", expected.opening, made.opening_amount),
        ("paid in", expected.topped_up, made.top_up_amount),
        ("usage", expected.used, made.usage_amount),
        ("returned", expected.returned, made.returned_amount),
        ("other", expected.other, made.other_amount),
        ("closing", expected.closing, made.closing_amount),
    ):
        if amount != cents(found):
            raise world.disagree(
                f"{name} of the statement of {made.month_on:%Y-%m}: the model expects "
                f"{amount_of(amount)}, the database has {found}", wallet,
            )  # fmt: skip


def _mark_unknown(world: World) -> None:
    for wallet in world.wallets.values():
        money.mark_unknown(wallet, world.now)
    billing.mark_unknown_payments().run(world.conn)


def _change_prices(world: World) -> None:
    """Change what plans cost, from the next hour or from days on."""
    for plan, price in PLANS.items():
        hour = hour_of(world.now) + world.chance.choice((1, 36, 24 * 12))
        set_price(world, plan, price * world.chance.randint(85, 130) // 100, hour)


def _count_rows(world: World) -> int:
    ((count,),) = world.query(
        """select (select count(*) from tolsel.usage_hour) + (select count(*) from tolsel.entry)
               + (select count(*) from tolsel.journal) + (select count(*) from tolsel.lot_use)
               + (select count(*) from tolsel.lot) + (select count(*) from tolsel.resource_span)
               + (select count(*) from tolsel.resource) + (select count(*) from tolsel.usage_event)
               + (select count(*) from tolsel.payment) + (select count(*) from tolsel.invoice)"""
    )
    return int(count)


def _digest(world: World) -> str:
    rows = [
        (place, w.settled, w.held, w.owed, sorted(w.books.items()), [lot.left for lot in w.lots])
        for place, w in enumerate(world.wallets.values())
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:12]


def first_moment(month: datetime) -> datetime:
    """Return the first moment of a month."""
    return month.replace(day=1, hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)


def days_of(start: datetime, count: int) -> int:
    """Return how many days so many months from a first day on are."""
    first = month_on(start.date())
    return (day_of(month_start(first + count)) - start.date()).days
