"""Conservation: the books say what the model says, to the cent, or the simulation stops."""

from __future__ import annotations

from collections import Counter

from tolsel.simulating.state import Wallet
from tolsel.simulating.world import World, cents, money

_WALLETS = """
    select w.wallet_id, w.settled_amount, w.held_amount, w.available_amount
    from tolsel.wallet w
    where w.tenant_id = %s
    order by w.wallet_id"""
_OWED = "select c.customer_id, c.balance from tolsel.customer c where c.tenant_id = %s"
_LOTS = """
    select l.wallet_id, array_agg(array[l.left_amount, l.used_amount, l.expired_amount]
        order by l.lot_id)
    from tolsel.lot l
    where l.tenant_id = %s
    group by l.wallet_id"""
_RESOURCES = """
    select r.resource_id, r.status, r.held_amount, r.charged_amount
    from tolsel.resource r
    where r.tenant_id = %s
    order by r.resource_id"""
_TOP_UPS = "select payment_id, status, refunded_amount from tolsel.top_up where tenant_id = %s"
_ACCOUNTS = """
    select coalesce(a.purpose, 'all others'), sum(b.balance)
    from tolsel.account a
    join tolsel.account_balance b on b.tenant_id = a.tenant_id and b.account_id = a.account_id
    where a.tenant_id = %s
    group by 1"""
_CHANNEL = """
    select b.balance from tolsel.payment_channel c
    join tolsel.account_balance b on b.tenant_id = c.tenant_id and b.account_id = c.account_id
    where c.tenant_id = %s and c.channel_id = %s"""
_CHARGED = """
    select coalesce(sum(c.amount), 0) from tolsel.usage_charge c where c.tenant_id = %s"""
_HOURS = """
    select count(*), coalesce(sum(u.amount), 0) from tolsel.usage_hour u where u.tenant_id = %s"""
# What is booked on the accounts of others: debit above 0.
_PURPOSES = {"revenue": -1, "breakage": -1, "suspense": -1, "promotion": 1, "expense": 1}


def check(world: World, *, is_full: bool = False) -> None:
    """Compare all figures of a day; the hours themselves only in full."""
    tenant = world.tenant_id
    owed = dict(world.query(_OWED, tenant))
    for wallet_id, settled, held, available in world.query(_WALLETS, tenant):
        wallet = world.wallets[wallet_id]
        for name, expected, found in (
            ("settled", wallet.settled, settled),
            ("held", wallet.held, held),
            ("available", wallet.available, available),
            ("owed", wallet.owed, owed[wallet.customer_id]),
        ):
            _same(world, name, expected, cents(found), wallet)
    _check_lots(world)
    _check_resources(world)
    _check_top_ups(world)
    _check_accounts(world)
    if is_full:
        books = totals(world)
        ((count, amount),) = world.query(_HOURS, tenant)
        _same(world, "number of hours", books["hours"], count)
        charged = sum(r.charged for w in world.wallets.values() for r in w.resources.values())
        _same(world, "hours", charged, cents(amount))


def totals(world: World) -> Counter[str]:
    """Return what all wallets together have booked and done."""
    books: Counter[str] = Counter()
    for wallet in world.wallets.values():
        books.update(wallet.books)
    return books


def _check_lots(world: World) -> None:
    found = dict(world.query(_LOTS, world.tenant_id))
    for wallet in world.wallets.values():
        rows = found.get(wallet.wallet_id, [])
        _same(world, "number of lots", len(wallet.lots), len(rows), wallet)
        for lot, row in zip(wallet.lots, rows, strict=True):
            for name, expected, amount in zip(
                ("left", "used", "expired"), (lot.left, lot.used, lot.expired), row, strict=True
            ):
                _same(world, f"{name} of {lot.kind} lot {lot.number + 1}", expected,
                      cents(amount), wallet)  # fmt: skip


def _check_resources(world: World) -> None:
    by_id = {r.resource_id: (w, r) for w in world.wallets.values() for r in w.resources.values()}
    rows = world.query(_RESOURCES, world.tenant_id)
    _same(world, "number of resources", len(by_id), len(rows))
    for resource_id, status, held, charged in rows:
        wallet, resource = by_id[resource_id]
        if status != resource.status:
            raise world.disagree(
                f"resource {resource_id}: the model has it {resource.status}, the database "
                f"{status}", wallet,
            )  # fmt: skip
        name = f"of resource {resource_id}"
        _same(world, f"held {name}", resource.held, cents(held), wallet)
        _same(world, f"charged {name}", resource.charged, cents(charged), wallet)


def _check_top_ups(world: World) -> None:
    by_id = {t.payment_id: (w, t) for w in world.wallets.values() for t in w.top_ups}
    rows = world.query(_TOP_UPS, world.tenant_id)
    _same(world, "number of top-ups", len(by_id), len(rows))
    for payment_id, status, refunded in rows:
        wallet, top_up = by_id[payment_id]
        if status != top_up.status:
            raise world.disagree(
                f"top-up {payment_id}: the model has it {top_up.status}, the database {status}",
                wallet,
            )
        _same(world, f"refunded of top-up {payment_id}", top_up.refunded, cents(refunded), wallet)


def _check_accounts(world: World) -> None:
    books = totals(world)
    found: dict[str, int] = {p: cents(a) for p, a in world.query(_ACCOUNTS, world.tenant_id)}
    _same(world, "sum of all accounts", 0, sum(found.values()))
    books["expense"] = books["fees"]
    for purpose, sign in _PURPOSES.items():
        _same(world, purpose, sign * books[purpose], found.get(purpose, 0))
    ((cash,),) = world.query(_CHANNEL, world.tenant_id, world.channel_id)
    _same(world, "cash that came in", books["cash"], cents(cash))
    ((charged,),) = world.query(_CHARGED, world.tenant_id)
    _same(world, "charges", books["charged"], cents(charged))


def _same(world: World, name: str, expected: int, found: int, wallet: Wallet | None = None) -> None:
    if expected == found:
        return
    if name.startswith("number"):
        said = f"the model expects {expected}, the database has {found}"
    else:
        said = f"the model expects {money(expected)}, the database has {money(found)}"
    raise world.disagree(f"{name}: {said}", wallet)
