"""The first hour of a simulation: the business opens, and its customers get their wallets."""

from __future__ import annotations

from datetime import datetime
from random import Random

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.api import billing, channel, core
from tolsel.api import wallet as api
from tolsel.simulating import answers, rules
from tolsel.simulating.companies import PLANS, Company, draw
from tolsel.simulating.lives import Lives
from tolsel.simulating.state import Rule, Wallet
from tolsel.simulating.times import hour_of, moment_of
from tolsel.simulating.world import World, money

_CURRENCY = "ZAR"


def open_world(
    conn: Connection[TupleRow], *, seed: int, companies: int, start: datetime, lives: Lives
) -> World:
    """Open the business with its prices, its companies and their wallets."""
    world = World(conn=conn, seed=seed, chance=Random(seed), lives=lives, now=start)
    world.set_clock(start)
    ((tenants,),) = world.query("select count(*) from tolsel.tenant")
    world.tenant_id = (
        core.open_tenant(
            name=f"Simulation {tenants + 1}", currency=_CURRENCY, time_zone="Africa/Johannesburg"
        )
        .run(conn)
        .tenant_id
    )
    ((login,),) = world.query("select current_user")
    core.grant_login(login=login, tenant_id=world.tenant_id, is_default=False).run(conn)
    world.query("select set_config('tolsel.tenant_id', %s, false)", str(world.tenant_id))
    world.channel_id = channel.open_channel(name="Bank", kind="bank").run(conn).channel_id
    ((world.fee_account_id,),) = world.query(
        "select account_id from tolsel.account where tenant_id = %s and purpose = 'expense'",
        world.tenant_id,
    )
    for plan, price in PLANS.items():
        set_price(world, plan, price, hour_of(start))
    for number in range(companies):
        company = draw(world.chance, number)
        _open_wallet(world, company)
        world.companies.append(company)
    return world


def set_price(world: World, plan: str, price: int, hour: int) -> None:
    """Set what a plan costs from an hour on."""
    api.set_plan_price(plan=plan, price_amount=money(price), valid_from=moment_of(hour)).run(
        world.conn
    )
    world.prices.set(plan, hour, price)


def _open_wallet(world: World, company: Company) -> None:
    chance = world.chance
    company.customer_id = billing.open_customer(name=company.name).run(world.conn).customer_id
    limit = chance.randint(20, 120) * 10_000 if company.is_invoiced else 0
    opened = api.open_wallet(owner_customer_id=company.customer_id, credit_limit=money(limit)).run(
        world.conn
    )
    company.wallet_id = opened.wallet_id
    wallet = Wallet(opened.wallet_id, company.customer_id, limit, hour_of(world.now))
    world.wallets[wallet.wallet_id] = wallet
    if company.is_reseller:
        company.clients = [
            billing.open_customer(name=f"Client {n} of {company.name}").run(world.conn).customer_id
            for n in range(1, chance.randint(2, 4) + 1)
        ]
    if company.has_rule:
        _set_rule(world, wallet)


def _set_rule(world: World, wallet: Wallet) -> None:
    chance = world.chance
    step = chance.choice((10_000, 25_050, 50_000))
    rule = Rule(
        threshold=chance.randint(0, 5) * 10_000, target=chance.randint(6, 30) * 10_000, step=step,
        most=step * chance.randint(2, 12), daily_cap=step * 20,
        cooldown_minutes=chance.choice((0, 10, 240)), lead_days=chance.choice((0, 3, 5)),
    )  # fmt: skip

    def foresee() -> None:
        wallet.rule = rule
        rules.judge(wallet, world.now, world.prices)

    world.attempt(
        wallet,
        "rule",
        foresee,
        api.set_wallet_rule(
            wallet_id=wallet.wallet_id, threshold_amount=money(rule.threshold),
            target_amount=money(rule.target), step_amount=money(step), max_amount=money(rule.most),
            daily_cap_amount=money(rule.daily_cap), method="card",
            channel_id=world.channel_id, cooldown_minutes=rule.cooldown_minutes,
            lead_days=rule.lead_days,
        ),
    )  # fmt: skip
    answers.expect(world, wallet)
