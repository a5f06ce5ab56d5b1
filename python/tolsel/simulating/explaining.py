"""Explanations: what the database says a wallet has, and could have, is what comes of trying."""

from __future__ import annotations

import pickle

from tolsel.api import wallet as api
from tolsel.simulating import metering
from tolsel.simulating.state import Wallet
from tolsel.simulating.times import cost_of, hour_of, month_end
from tolsel.simulating.world import World, cents, money


def explain(world: World, wallet: Wallet, plan: str) -> None:
    """Compare what get_wallet and explain_funds say now with the model, once it has settled.

    Neither looks ahead to a turn of the month that is late, or to what a meter outside has told.
    """
    hour = hour_of(world.now)
    if wallet.told or any(
        r.status == "active" and r.covered <= hour for r in wallet.running.values()
    ):
        return
    then: Wallet = pickle.loads(wallet.save())
    metering.settle_lots(then, world.now, world.prices)
    price = world.prices.find(plan, hour)
    assert price is not None
    cost = cost_of(price, hour, month_end(hour))
    (has,) = api.get_wallet(wallet_id=wallet.wallet_id).run(world.conn)
    (funds,) = api.explain_funds(wallet_id=wallet.wallet_id, plan=plan).run(world.conn)
    short = max(0, cost - then.free)
    for name, expected, found in (
        ("get_wallet: settled", then.settled, has.settled_amount),
        ("get_wallet: held", then.held, has.held_amount),
        ("get_wallet: available", then.available, has.available_amount),
        ("explain_funds: balance", then.settled, funds.settled_amount),
        ("explain_funds: held", then.held, funds.held_amount),
        ("explain_funds: available", then.free, funds.available_amount),
        ("explain_funds: cost", cost, funds.cost_amount),
        ("explain_funds: shortfall", short + then.debt, funds.shortfall_amount),
    ):
        if found is None or cents(found) != expected:
            raise world.disagree(
                f"{name}: the model expects {money(expected)}, the database says {found}", wallet
            )
    if funds.is_enough != (short == 0 and then.debt == 0):
        raise world.disagree(f"explain_funds says {funds.is_enough} of plan {plan}", wallet)
