"""Real calls of a bank's service desk, replayed on the test clock, where they lie beside this.

Proves # S56 S57: waits, services and hours are those of an independent recount. `make months`
replays all fifteen days, `make test` the morning of the busiest.
"""

import csv
import gzip
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.harness import DATA

CALLS = DATA / "queue" / "bank_calls_1999_10a.tsv.gz"
LONG = os.environ.get("TOLSEL_MONTHS") == "long"
ZONE = ZoneInfo("Asia/Jerusalem")
BUSIEST, MORNING = "991003", 400
HEAD_START_S = 90
CHUNK = 100
COUNTERS = 70

pytestmark = [
    pytest.mark.skipif(not CALLS.exists(), reason="there is no ../shared/data/queue here"),
    pytest.mark.torture,
]


@dataclass(frozen=True, kw_only=True)
class Caller:
    """One caller, by local clock times."""

    kind: str
    is_priority: bool
    was_queued: bool
    joined: datetime
    left: datetime
    served: tuple[datetime, datetime] | None


def read_callers() -> list[Caller]:
    """Read the callers in the order in which they joined."""
    found = []
    with gzip.open(CALLS, "rt", encoding="utf-8") as opened:
        for row in csv.DictReader(opened, delimiter="\t"):
            if row["outcome"].strip() == "PHANTOM" or (not LONG and row["date"] != BUSIEST):
                continue
            found.append(_caller(row))
    found.sort(key=lambda caller: caller.joined)
    return found if LONG else found[:MORNING]


def _caller(row: dict[str, str]) -> Caller:
    day = datetime.strptime(f"19{row['date']}", "%Y%m%d")

    def at(name: str, after: datetime = day) -> datetime:
        hours, minutes, seconds = map(int, row[name].split(":"))
        moment = day + timedelta(hours=hours, minutes=minutes, seconds=seconds)
        # Times after midnight wrap; services begin up to two seconds before the queue ends.
        return moment if moment >= after - timedelta(hours=12) else moment + timedelta(days=1)

    was_queued = row["q_start"] != "0:00:00"
    joined = at("q_start") if was_queued else at("vru_exit")
    left = max(joined, at("q_exit", joined)) if was_queued else joined
    served = None
    if row["outcome"].strip() == "AGENT":
        began = max(left, at("ser_start", left))
        served = began, max(began, at("ser_exit", began))
    return Caller(
        kind=row["type"].strip(),
        is_priority=row["priority"] == "2",
        was_queued=was_queued,
        joined=joined,
        left=left,
        served=served,
    )


TOKEN = "select t.token from tolsel_queue.ticket t where t.tenant_id = 1 and t.ticket_id = %s"


def acts(callers: list[Caller]) -> Iterator[tuple[datetime, str, tuple[Any, ...]]]:
    """Yield what happens, in order; tickets are numbered as they join."""
    kinds = sorted({caller.kind for caller in callers})
    planned: list[tuple[datetime, int, int, str]] = []
    for number, caller in enumerate(callers, 1):
        planned.append((caller.joined, 1, number, "join"))
        if caller.served:
            planned.append((caller.left, 2, number, "call"))
            planned.append((caller.served[0], 3, number, "start"))
            # Who is through frees his counter before the next one takes it.
            last = 0 if caller.served[1] > caller.served[0] else 4
            planned.append((caller.served[1], last, number, "complete"))
        else:
            planned.append((caller.left, 2, number, "cancel"))
    free = list(range(COUNTERS, 0, -1))
    at_counter: dict[int, int] = {}
    for at, _, number, act in sorted(planned):
        caller = callers[number - 1]
        if act == "join":
            priority = "vip" if caller.is_priority else "regular"
            yield at, "join_queue(1, %s, %s, p_metadata => %s)", (
                kinds.index(caller.kind) + 1, priority,
                Jsonb({"queued": caller.was_queued}),
            )  # fmt: skip
        elif act == "cancel":
            yield at, "cancel_ticket(%s)", (number,)
        elif act == "call":
            at_counter[number] = free.pop()
            yield at, f"call_ticket(%s, ({TOKEN}))", (at_counter[number], number)
        elif act == "start":
            yield at, "start_service(%s, %s)", (number, at_counter[number])
        else:
            free.append(at_counter[number])
            yield at, "complete_ticket(%s, %s, 'served')", (number, at_counter.pop(number))


def replay(conn: psycopg.Connection[Any], callers: list[Caller]) -> None:
    """Open the desk, and let everything happen at its moment, some hundred acts a round trip."""
    conn.autocommit = True
    conn.execute("select tolsel.grant_login('postgres', 1, true)")
    conn.execute("select tolsel_core.arrange_test_clock(true)")
    # A branch has its zone for good; this one has counted no day yet.
    guard = "branch_before_change_append_only"
    conn.execute(f"alter table tolsel_core.branch disable trigger {guard}".encode())
    conn.execute("update tolsel_core.branch set time_zone = %s where tenant_id = 1", [str(ZONE)])
    conn.execute(f"alter table tolsel_core.branch enable always trigger {guard}".encode())
    conn.execute("select tolsel.set_clock('1999-09-30Z')")
    conn.execute("select tolsel.set_queue_line(1, p_has_nightly_reset => false)")
    conn.execute("select tolsel.set_queue_priority('vip', 'Important', %s)", [HEAD_START_S])
    kinds = sorted({caller.kind for caller in callers})
    for number, kind in enumerate(kinds):
        conn.execute("select tolsel.open_queue_service(%s, %s)", [kind, chr(ord("A") + number)])
    conn.execute(
        """select tolsel.open_counter('Server ' || n, 1, array(select generate_series(1, %s)))
           from generate_series(1, %s) n""",
        [len(kinds), COUNTERS],
    )
    waiting = [(at.replace(tzinfo=ZONE), call, values) for at, call, values in acts(callers)]
    for first in range(0, len(waiting), CHUNK):
        with conn.pipeline():
            for at, call, values in waiting[first : first + CHUNK]:
                conn.execute("select tolsel.set_clock(%s)", [at])
                conn.execute(f"select tolsel.{call}".encode(), values)


FIRST_TAKEN = """
    select count(*), count(*) filter (where t.order_at <= l.first_at),
        count(*) filter (where t.joined_at <= l.joined_at)
    from tolsel_queue.ticket t
    cross join lateral (
        select count(*) as others, min(o.order_at) as first_at, min(o.joined_at) as joined_at
        from tolsel_queue.ticket o
        where o.tenant_id = 1 and o.service_id = t.service_id and (o.metadata ->> 'queued')::boolean
            and o.joined_at < t.called_at and coalesce(o.called_at, o.ended_at) > t.called_at
    ) l
    where t.tenant_id = 1 and (t.metadata ->> 'queued')::boolean and t.called_at is not null
        and l.others > 0 and t.service_id = (
            select s.service_id from tolsel_queue.service s
            where s.tenant_id = 1 and s.name = 'PS')"""


def first_taken(callers: list[Caller]) -> tuple[int, int, int]:
    """Count the takes of two or more who waited, those by head start, and those first come."""
    by_day: defaultdict[Any, list[Caller]] = defaultdict(list)
    for caller in callers:
        if caller.kind == "PS" and caller.was_queued:
            by_day[caller.joined.date()].append(caller)
    counts = [0, 0, 0]

    def place(caller: Caller) -> datetime:
        return caller.joined - timedelta(seconds=HEAD_START_S * caller.is_priority)

    for waiting in by_day.values():
        for taken in waiting:
            line = [c for c in waiting if c.joined < taken.left < c.left]
            if taken.served and line:
                counts[0] += 1
                counts[1] += place(taken) <= min(map(place, line))
                counts[2] += taken.joined <= min(c.joined for c in line)
    return counts[0], counts[1], counts[2]


def recount(callers: list[Caller]) -> dict[datetime, Counter[str]]:
    """Add up each local hour."""
    hours: defaultdict[datetime, Counter[str]] = defaultdict(Counter)

    def hour(at: datetime) -> Counter[str]:
        return hours[at.replace(minute=0, second=0, tzinfo=ZONE)]

    for caller in callers:
        hour(caller.joined)["joined"] += 1
        if caller.served is None:
            hour(caller.left)["cancelled"] += 1
            continue
        began, ended = caller.served
        hour(caller.left)["called"] += 1
        hour(caller.left)["wait_ms"] += (caller.left - caller.joined) // timedelta(milliseconds=1)
        hour(ended)["served"] += 1
        hour(ended)["service_ms"] += (ended - began) // timedelta(milliseconds=1)
    return hours


HOURS = """
    select h.hour_at, sum(h.joined_count), sum(h.called_count), sum(h.wait_ms)::bigint,
        sum(h.served_count), sum(h.service_ms)::bigint, sum(h.cancelled_count)
    from tolsel_queue.hourly_stat h where h.tenant_id = 1 group by h.hour_at order by h.hour_at"""
NAMES = ("joined", "called", "wait_ms", "served", "service_ms", "cancelled")


def test_a_banks_days(postgresql: psycopg.Connection[Any]) -> None:
    callers = read_callers()
    assert len(callers) == (17_852 if LONG else MORNING)
    replay(postgresql, callers)
    hours = {
        at: Counter(dict(zip(NAMES, figures, strict=True)))
        for at, *figures in postgresql.execute(HOURS).fetchall()
    }
    assert hours == recount(callers)
    takes = postgresql.execute(FIRST_TAKEN).fetchone()
    assert takes == first_taken(callers) and takes[0] > 10
    if LONG:
        assert takes == (1922, 1812, 1335)
        assert round(100 * 1812 / 1922, 1) == 94.3
    waits = sorted(
        (c.left - c.joined).total_seconds() for c in callers if c.served and c.was_queued
    )
    found = postgresql.execute(
        """select count(*), round(avg(t.wait_ms) / 1000, 1), max(t.wait_ms) / 1000
           from tolsel_queue.ticket t
           where t.tenant_id = 1 and t.state = 'completed' and (t.metadata ->> 'queued')::boolean"""
    ).fetchone()
    assert found is not None
    assert (found[0], float(found[1]), found[2]) == (
        len(waits), round(sum(waits) / len(waits), 1), max(waits)
    )  # fmt: skip
    breaches = "select * from tolsel.verify() where status = 'breach' and check_name ~ '^queue'"
    assert postgresql.execute(breaches).fetchall() == []
