"""Months pass over six zones; a database whose ticks are disturbed ends as one that was left alone.

Proves # S47 S48 F13 F14 F17 F18 J1 J2: each local day is captured once, in order and for itself,
however often, late or at once jobs are ticked, and whoever is killed in the middle of one.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections import Counter
from datetime import timedelta

import psycopg
import pytest

from tests import harness
from tests.jobs import world
from tests.jobs.disturber import Disturber, connect, tick
from tests.jobs.world import Plan, at

# Every zone that changes its clocks does so twice from September to April.
START, END = at("2026-09-02"), at("2027-04-08")
LONG = os.environ.get("TOLSEL_MONTHS") == "long"
PLAN = (
    Plan(start=START, end=END, windows=((START, END),), step=timedelta(hours=1))
    if LONG
    else Plan(
        start=START,
        end=END,
        windows=(
            (at("2026-09-04"), at("2026-09-08")),  # Santiago has no midnight
            (at("2026-09-25"), at("2026-10-06")),  # Auckland, Lord Howe
            (at("2026-10-24"), at("2026-10-27")),  # London
            (at("2027-03-26"), at("2027-04-06")),  # all of them back
        ),
        step=timedelta(hours=12),
    )
)
SEED = int(os.environ.get("TOLSEL_MONTHS_SEED", "20260902"))


@pytest.mark.torture
def test_months_of_jobs(capsys: pytest.CaptureFixture[str]) -> None:
    history = world.events(PLAN, random.Random(SEED))
    with harness.own_server() as cluster:
        urls = {name: cluster.url(dbname=name) for name in ("calm", "stormy")}
        with psycopg.connect(cluster.url(), autocommit=True) as conn:
            for name in urls:
                conn.execute(f"create database {name}")
        for url in urls.values():
            world.build(url, PLAN)
        live_calmly(urls["calm"], history)
        counts = live_in_storm(urls["stormy"], history)
        calm, stormy = (world.read_books(url) for url in urls.values())

    assert calm["breaches"] == []
    for name in calm:
        assert stormy[name] == calm[name], name
    # Not only the same: what Python's own zones say.
    assert {(row[1], row[2]): (row[5], row[6]) for row in calm["days"]} == world.expected_totals(
        PLAN, history
    )
    assert all(counts[n] for n in ("missed", "doubled", "killed", "killed with SIGKILL")), counts
    said = ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))
    with capsys.disabled() if LONG else contextlib.nullcontext():
        print(
            f"\nseed {SEED}: {(END - START).days} days, {len(calm['days'])} days of branches, "
            f"{len(calm['hours'])} periods of tenants, {len(calm['entries'])} entries; "
            f"{counts.total()} ticks: {said}"
        )


def live_calmly(url: str, history: list[world.Event]) -> None:
    with connect(url) as conn:
        for event in history:
            world.do_business(conn, event)
            if event.kind == "tick":
                tick(conn)
        settle(conn)


def live_in_storm(url: str, history: list[world.Event]) -> Counter[str]:
    disturber = Disturber(url, random.Random(SEED + 1), kills_9=12 if LONG else 2)
    for event in history:
        if event.kind == "tick":
            disturber.tick(event.at)
        else:
            world.do_business(disturber.conn, event)
    settle(disturber.conn)
    disturber.close()
    return disturber.counts


def settle(conn: world.Connection) -> None:
    """Let what was killed last have its next attempts, before another period ends."""
    for minutes in (0, 10, 25):
        conn.execute("select tolsel.set_clock(%s)", [END + timedelta(minutes=minutes)])
        for _ in range(20):
            tick(conn)
