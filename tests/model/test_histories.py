"""All reports of a random past day agree with the trial balance of that day, in any history.

# M3 M10 M15: each history is a tenant of its own, told by story.py; agree.sql asks every report
about some of its days. `make model` tells 10,000 of them in two processes. TOLSEL_MODEL_HISTORIES
says how many, TOLSEL_MODEL_SEED where they begin, so that one that was printed is told again alone.
"""

import contextlib
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import templates
from tests.model.dice import Dice
from tests.model.histories.story import WEIGHTS, Story
from tests.model.test_ledger import PROFILE, SEED
from tests.templates import Database

pytestmark = pytest.mark.torture

HISTORIES = int(os.environ.get("TOLSEL_MODEL_HISTORIES", 12 if PROFILE == "short" else 10_000))
PROCESSES = 1 if HISTORIES < 100 else 2
BATCH = 100
"""Histories that share a database: more would make its tables long, fewer cost more clones."""
DAYS = 3
AGREE = (Path(__file__).parent / "histories" / "agree.sql").read_text()
DAYS_OF_BOOKS = """
    select min(effective_on), max(effective_on) from tolsel.entry
    where tenant_id = tolsel.current_tenant_id()"""
ACCOUNTS = "select account_id from tolsel.account where tenant_id = tolsel.current_tenant_id()"


def tell(conn: psycopg.Connection[Any], tenant_id: int, seed: int, tally: Counter[str]) -> None:
    """Tell one history, and ask all reports about some of its days."""
    story, dice = Story(conn, seed, tally), Dice(seed.to_bytes(8)[::-1])
    story.begin(tenant_id)
    story.tell()
    row = conn.execute(DAYS_OF_BOOKS).fetchone()
    assert row and row[0], "a history begins with an invoice"
    first, last = row
    accounts = [account for (account,) in conn.execute(ACCOUNTS)]
    span = (last - first).days
    days = {first + timedelta(days=dice.between(-1, span + 1)) for _ in range(DAYS)} | {last}
    for on in sorted(days):
        wrong = conn.execute(AGREE, {"on": on, "account": dice.pick(accounts)}).fetchall()
        told = "\n".join(story.calls)
        assert not wrong, f"history {seed}, {on}: {wrong}\n{told}"
        tally["days"] += 1


@contextlib.contextmanager
def opened(template: Database, count: int) -> Iterator[tuple[Database, list[int]]]:
    """Make a database with so many tenants, each with customers, vendors and channels."""
    database = Database(name=f"{template.name}_offices")
    with psycopg.connect(templates.SERVER.url(), autocommit=True) as server:
        templates.drop(server, database)
        templates.create(server, database, of=template)
        try:
            with psycopg.connect(database.url(), autocommit=True) as conn:
                for number in range(count):
                    Story(conn, number, Counter()).open()
                rows = conn.execute(
                    "select tenant_id from tolsel.tenant where name ~ '^Story' order by 1"
                ).fetchall()
            yield database, [tenant_id for (tenant_id,) in rows]
        finally:
            templates.drop(server, database)


def tell_many(offices: Database, tenants: list[int], name: str, seeds: range) -> Counter[str]:
    """Tell histories batch by batch, each batch in a database of its own."""
    tally: Counter[str] = Counter()
    began = time.monotonic()
    for place in range(0, len(seeds), BATCH):
        database = Database(name=f"{offices.name}_{name}")
        batch = seeds[place : place + BATCH]
        with psycopg.connect(templates.SERVER.url(), autocommit=True) as server:
            templates.drop(server, database)
            templates.create(server, database, of=offices)
            try:
                with psycopg.connect(database.url(), autocommit=True) as conn:
                    # To plan a question costs more than to answer it.
                    conn.execute("set plan_cache_mode = force_generic_plan")
                    conn.execute("set jit = off")
                    conn.prepare_threshold = 0
                    for tenant_id, seed in zip(tenants, batch, strict=False):
                        tell(conn, tenant_id, seed, tally)
                    conn.execute("reset plan_cache_mode")
                    found = conn.execute(
                        "select check_name, sample from tolsel.verify() where status = 'breach'"
                    ).fetchall()
                    assert not found, f"histories from {batch[0]}: {found}"
            finally:
                templates.drop(server, database)
        done, spent = place + len(batch), time.monotonic() - began
        if len(seeds) > BATCH:
            print(f"{name}: {done} of {len(seeds)} histories, {spent:.0f} s", flush=True)
    return tally


def test_all_reports_agree_with_the_trial_balance(
    template: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    share = HISTORIES // PROCESSES
    shares = [range(SEED + n * share, SEED + (n + 1) * share) for n in range(PROCESSES)]
    with capsys.disabled(), opened(template, min(BATCH, share)) as (offices, tenants):
        told = [(offices, tenants, f"part_{n}", seeds) for n, seeds in enumerate(shares)]
        if PROCESSES == 1:
            tallies = [tell_many(*told[0])]
        else:
            with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
                tallies = pool.starmap(tell_many, told)
        tally = sum(tallies, Counter[str]())
        print(f"\n{HISTORIES} histories from seed {SEED}, asked about {tally['days']} days")
        for command in sorted(WEIGHTS):
            print(f"  {command:28}{tally[command]:7} done {tally[f'{command} refused']:7} refused")
    never = {command for command in WEIGHTS if not tally[command]}
    assert PROFILE == "short" or not never, f"never done: {sorted(never)}"
