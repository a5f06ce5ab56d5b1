"""Two tenants with six branches around the world, whose days are captured by jobs."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from tolsel.install import migrate

Connection = psycopg.Connection[Any]
HOUR = timedelta(hours=1)
# Tenant, branch, zone and start of the day; the first of a tenant is its main branch.
BRANCHES = [
    (1, 1, "Europe/London", 0),
    (2, 2, "Australia/Lord_Howe", 0),
    (1, 3, "America/Santiago", 0),
    (1, 4, "Asia/Kolkata", 6),
    (2, 5, "Pacific/Auckland", 0),
    (2, 6, "Asia/Manila", 4),
]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """From when to when, the windows in which there is business, and how often jobs are ticked."""

    start: datetime
    end: datetime
    windows: tuple[tuple[datetime, datetime], ...]
    step: timedelta


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happens at a moment: a sale at a branch, a visit, a hold, or a tick."""

    at: datetime
    kind: str
    tenant_id: int = 0
    branch_id: int = 0
    amount: int = 0
    key: str = ""


def day_of(branch_id: int, at: datetime) -> date:
    """Return the business day by Python's own zones."""
    _, _, zone, starts = BRANCHES[branch_id - 1]
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (local - timedelta(hours=starts)).date()


def events(plan: Plan, chance: random.Random) -> list[Event]:
    """Return all that happens, in order; a tick comes after the business of its moment."""
    found: list[Event] = []
    for first, last in plan.windows:
        at = first
        while at < last:
            for tenant_id, branch_id, _, _ in BRANCHES:
                # The first and the last moment of a day are the ones to get wrong.
                if day_of(branch_id, at) != day_of(branch_id, at + HOUR / 2):
                    found += _edges(tenant_id, branch_id, at, chance)
                if chance.random() < 0.05:
                    found.append(_sale(tenant_id, branch_id, at + _moment(chance), chance))
                if chance.random() < 0.02:
                    found.append(
                        Event(
                            at=at + _moment(chance),
                            kind="hold",
                            tenant_id=tenant_id,
                            branch_id=branch_id,
                            amount=chance.randint(1, 9),
                        )
                    )
                if chance.random() < 0.03:
                    found.append(Event(at=at + _moment(chance), kind="visit", tenant_id=tenant_id))
            at += HOUR / 2
    at = plan.start
    while at <= plan.end:
        found.append(Event(at=at, kind="tick"))
        at += plan.step
    found.sort(key=lambda e: (e.at, e.kind == "tick"))
    return [
        Event(**{n: getattr(e, n) for n in ("at", "kind", "tenant_id", "branch_id", "amount")},
              key=f"event {number}")
        for number, e in enumerate(found)
    ]  # fmt: skip


def _moment(chance: random.Random) -> timedelta:
    return timedelta(seconds=chance.randrange(1800))


def _sale(tenant_id: int, branch_id: int, at: datetime, chance: random.Random) -> Event:
    return Event(
        at=at, kind="sale", tenant_id=tenant_id, branch_id=branch_id, amount=chance.randint(1, 500)
    )


def _edges(tenant_id: int, branch_id: int, at: datetime, chance: random.Random) -> Iterator[Event]:
    """Sell in the last second of the day that ends in this half hour, and in the next one."""
    low, high = at, at + HOUR / 2
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        same = day_of(branch_id, middle) == day_of(branch_id, at)
        low, high = (middle, high) if same else (low, middle)
    edge = high.replace(microsecond=0)
    yield _sale(tenant_id, branch_id, edge - timedelta(seconds=1), chance)
    yield _sale(tenant_id, branch_id, edge, chance)


def build(url: str, plan: Plan) -> None:
    """Make the database: a test clock, the tenants, their accounts and the jobs of the trial."""
    migrate.init(url, test_clock=True)
    migrate.migrate(url)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("select tolsel.set_clock(%s)", [plan.start])
        # The job of the database was planned by the real clock.
        conn.execute("delete from tolsel_core.job_run")
        conn.execute(Path(__file__).with_name("world.sql").read_bytes())
        for tenant_id, branch_id, zone, starts in BRANCHES:
            day_starts_at = f"{starts:02}:00"
            if tenant_id == branch_id:
                conn.execute(
                    "select tolsel.open_tenant(%s, 'EUR', %s, %s)",
                    [zone, zone, day_starts_at],
                )
                conn.execute("select tolsel.grant_login('postgres', %s, false)", [tenant_id])
            else:
                conn.execute(
                    "select tolsel.open_branch(%s, %s, %s, %s)",
                    [zone, zone, day_starts_at, tenant_id],
                )
            for code, kind, limit in (
                ("till", "asset", None), ("sales", "revenue", None), ("archive", "asset", None),
                ("contra", "equity", None), ("purse", "liability", 100_000),
            ):  # fmt: skip
                conn.execute(
                    """select tolsel.open_account(%s, %s, %s, p_credit_limit => %s,
                           p_has_daily_totals => %s, p_tenant_id => %s)""",
                    [f"{code}{branch_id}", code, kind, limit, code == "till", tenant_id],
                )
        minutes = int(plan.step.total_seconds() // 60)
        conn.execute(
            """select tolsel_core.register_job('trial.capture_hour', 'trial.capture_hour', 'Hours.',
                   'tenant', 'each', %s),
               tolsel_core.register_job('trial.capture_day', 'trial.capture_day', 'Days.',
                   'branch', 'each'),
               tolsel_core.plan_jobs()""",
            [minutes],
        )
        # They look at all of the books, thousands of times here; tests of their own are enough.
        for job in ("ledger.validate_books", "ledger.validate_history", "ledger.seal_entries"):
            conn.execute("select tolsel.set_job(%s, false)", [job])


def do_business(conn: Connection, event: Event) -> None:
    """Do what an event says, at its moment."""
    conn.execute("select tolsel.set_clock(%s)", [event.at])
    named = {
        "tenant": event.tenant_id, "branch": event.branch_id, "amount": event.amount,
        "key": event.key, "at": event.at,
    }  # fmt: skip
    if event.kind == "sale":
        conn.execute(
            """select tolsel.post_journal(
                   jsonb_build_array(
                       jsonb_build_object('account_code', 'till' || %(branch)s::text,
                           'amount', %(amount)s::integer),
                       jsonb_build_object('account_code', 'sales' || %(branch)s::text,
                           'amount', -%(amount)s::integer)),
                   p_effective_on => tolsel.get_business_date(
                       %(branch)s, p_tenant_id => %(tenant)s),
                   p_request_key => %(key)s, p_tenant_id => %(tenant)s)""",
            named,
        )
    elif event.kind == "hold":
        conn.execute(
            """select tolsel.place_hold(a.account_id, %(amount)s,
                   %(at)s::timestamptz + make_interval(hours => %(amount)s),
                   p_request_key => %(key)s, p_tenant_id => %(tenant)s)
               from tolsel_ledger.account a
               where a.tenant_id = %(tenant)s and a.code = 'purse' || %(branch)s::text""",
            named,
        )
    elif event.kind == "visit":
        conn.execute("insert into trial.visit values (%(tenant)s, %(at)s)", named)


def expected_totals(plan: Plan, history: list[Event]) -> dict[tuple[int, date], tuple[int, int]]:
    """Return amount and number of sales for each branch and day that has ended, worked out here."""
    found: dict[tuple[int, date], tuple[int, int]] = {}
    sales: defaultdict[tuple[int, date], list[int]] = defaultdict(list)
    for event in history:
        if event.kind == "sale":
            sales[event.branch_id, day_of(event.branch_id, event.at)].append(event.amount)
    for _, branch_id, _, _ in BRANCHES:
        day, last = day_of(branch_id, plan.start), day_of(branch_id, plan.end)
        while day < last:
            amounts = sales[branch_id, day]
            found[branch_id, day] = (sum(amounts), len(amounts))
            day += timedelta(days=1)
    return found


# Everything that says what happened, without keys and moments of the real clock.
BOOKS = {
    "days": "select * from trial.day_total",
    "hours": "select * from trial.hour_total",
    "entries": """
        select a.tenant_id, a.code, e.slot, e.version, e.amount, e.balance_after, e.effective_on,
            j.request_key, j.description
        from tolsel_ledger.entry e
        join tolsel_ledger.account a using (tenant_id, account_id)
        join tolsel_ledger.journal j using (tenant_id, journal_id)""",
    "balances": """
        select a.tenant_id, a.code, b.slot, b.version, b.balance, b.held_amount
        from tolsel_ledger.balance b
        join tolsel_ledger.account a using (tenant_id, account_id)""",
    "holds": """
        select h.tenant_id, h.request_key, h.amount, h.is_open, h.released_amount, h.expires_at
        from tolsel_ledger.hold h""",
    "totals of days": """
        select a.tenant_id, a.code, d.effective_on, d.slot, d.entry_count, d.debit_amount,
            d.credit_amount
        from tolsel_ledger.daily_total d
        join tolsel_ledger.account a using (tenant_id, account_id)""",
    "runs": """
        select r.tenant_id, r.branch_id, r.job_name, r.from_at, r.to_at, r.status, r.item_count
        from tolsel_core.job_run r join tolsel_core.job j on j.job_name = r.job_name
        where j.missed = 'each'""",
    "plans": """
        select r.tenant_id, r.branch_id, r.job_name, r.from_at, r.to_at, r.status
        from tolsel_core.job_run r where r.ended_at is null""",
    "breaches": "select * from tolsel.verify() where status = 'breach'",
}  # fmt: skip


def read_books(url: str) -> dict[str, list[Any]]:
    """Return every row, in one order."""
    with psycopg.connect(url) as conn:
        conn.execute("set time zone 'UTC'")
        return {
            name: conn.execute(f"select t.* from ({query}) t order by t".encode()).fetchall()
            for name, query in BOOKS.items()
        }


def at(text: str) -> datetime:
    """Read a moment of UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
