"""Branches in three zones queue for a year; each day's summary is a recount of what happened.

Proves # S46 S47 S48 S55 S56 F13 F14 F17 F18 J1 J2: each local day is closed once, however often,
late or at once jobs are ticked, and whoever is killed in the middle of a closing.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from tests import harness
from tests.jobs.disturber import Disturber, connect, tick
from tests.jobs.world import at
from tolsel.install import migrate

Connection = psycopg.Connection[Any]
BRANCHES = {1: "Asia/Manila", 2: "Europe/London", 3: "America/Santiago"}
LONG = os.environ.get("TOLSEL_MONTHS") == "long"
START, END = (at("2026-07-01"), at("2027-07-01")) if LONG else (at("2026-09-03"), at("2027-04-06"))
# In between Santiago has a day without a midnight and one of 25 hours, London one of 25 and of 23.
WINDOWS = (
    [(START, END)]
    if LONG
    else [
        (at("2026-09-04"), at("2026-09-07")),
        (at("2026-10-24"), at("2026-10-26")),
        (at("2027-03-27"), at("2027-03-29")),
        (at("2027-04-03"), at("2027-04-05")),
    ]
)
STEP = timedelta(hours=1 if LONG else 24)
SEED = int(os.environ.get("TOLSEL_MONTHS_SEED", "20260701"))
LIMIT = timedelta(minutes=240)
COUNTERS = {branch: (2 * branch - 1, 2 * branch) for branch in BRANCHES}
# A job that was killed is found in the middle of what it writes.
TRAP = """
    create schema trial authorization tolsel_owner;
    create table trial.trap (is_armed boolean);
    insert into trial.trap values (false);
    create function trial.fall_into_trap() returns trigger language plpgsql security definer as $$
    begin
        if exists (select from trial.trap where is_armed) then
            perform pg_sleep(60);
        end if;
        return null;
    end$$;
    create trigger reset_run_after_insert_trap after insert on tolsel_queue.reset_run
    for each row execute function trial.fall_into_trap()"""
OFFICE = """
    select tolsel.set_queue_line(n, p_call_limit => 2, p_absence_minutes => 10),
        tolsel.set_queue_priority('vip', 'Very', 300)
    from generate_series(1, 3) n;
    select tolsel.open_queue_service('Cash', 'C'), tolsel.open_queue_service('Advice', 'A');
    select tolsel.open_counter('one', n, '{1, 2}'), tolsel.open_counter('two', n, '{1}')
    from generate_series(1, 3) n"""


def build(url: str) -> None:
    migrate.init(url, test_clock=True)
    migrate.migrate(url)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("select tolsel.set_clock(%s)", [START])
        conn.execute("delete from tolsel_core.job where job_name <> 'queue.reset_days'")
        conn.execute("delete from tolsel_core.job_run")
        conn.execute("select tolsel.open_tenant('Offices', 'EUR', %s)", [BRANCHES[1]])
        conn.execute("select tolsel.grant_login('postgres', 1, true)")
        for branch in (2, 3):
            conn.execute("select tolsel.open_branch(%s, %s)", [f"b{branch}", BRANCHES[branch]])
        conn.execute(OFFICE.encode())
        conn.execute(TRAP.encode())


class Office:
    """Does at random what people do at a branch; what is refused is refused."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.counts: Counter[str] = Counter()

    def act(self, conn: Connection, branch: int, moment: datetime) -> None:
        """Do one thing at a moment."""
        conn.execute("select tolsel.set_clock(%s)", [moment])
        drawn = self.chance.random()
        if drawn < 0.3:
            service, priority = self.chance.randint(1, 2), self.chance.choice(["regular", "vip"])
            self.call(conn, "join_queue(%s, %s, %s)", branch, service, priority)
        elif drawn < 0.6:
            self.call(conn, "call_next_ticket(%s)", self.chance.choice(COUNTERS[branch]))
        elif drawn < 0.63:
            found = conn.execute(
                """select max(ticket_id) from tolsel_queue.ticket
                   where branch_id = %s and archived_at is null and state = 'waiting'""",
                [branch],
            ).fetchone()
            self.call(conn, "cancel_ticket(%s)", found and found[0])
        else:
            self._work(conn, branch)

    def _work(self, conn: Connection, branch: int) -> None:
        row = conn.execute(
            """select ticket_id, counter_id, state from tolsel_queue.ticket
               where branch_id = %s and state in ('called', 'serving', 'processing', 'no_show')
                   and archived_at is null
               order by ticket_id * %s %% 7, ticket_id limit 1""",
            [branch, self.chance.randint(1, 6)],
        ).fetchone()
        if row is None:
            return
        ticket, counter, state = row
        acts = {
            "called": ["start_service", "start_service", "mark_no_show", "return_ticket"],
            "serving": ["complete_ticket", "complete_ticket", "process_ticket", "park_ticket",
                        "transfer"],
            "processing": ["complete_ticket", "return_ticket"],
            "no_show": ["return_ticket"],
        }[state]  # fmt: skip
        act = self.chance.choice(acts)
        if act == "complete_ticket":
            outcome = self.chance.choice(["served", "nothing", None])
            self.call(conn, "complete_ticket(%s, %s, %s)", ticket, counter, outcome)
        elif act == "transfer":
            self.call(conn, "transfer_ticket(%s, %s, %s)", ticket, 1, counter)
        else:
            self.call(conn, f"{act}(%s, %s)", ticket, counter)

    def call(self, conn: Connection, call: str, *values: Any) -> None:
        try:
            conn.execute(f"select tolsel.{call}".encode(), values)
        except psycopg.Error as error:
            assert (error.sqlstate or "").startswith("UQ"), error
            self.counts[f"refused {error.sqlstate}"] += 1
        else:
            self.counts[call.partition("(")[0]] += 1


def live(url: str) -> Counter[str]:
    chance = random.Random(SEED)
    office = Office(chance)
    disturber = Disturber(url, random.Random(SEED + 1), kills_9=12 if LONG else 1)
    moments: list[tuple[datetime, int]] = []
    for first, last in WINDOWS:
        moment = first
        while moment < last:
            for branch, zone in BRANCHES.items():
                # Most come by day, some work on over midnight.
                hour = moment.astimezone(ZoneInfo(zone)).hour
                acts = (2 if LONG else 5) if 8 <= hour < 18 else 1 if hour >= 23 or hour == 0 else 0
                moments += [
                    (moment + timedelta(seconds=chance.randrange(3600)), branch)
                    for _ in range(acts)
                ]
            moment += timedelta(hours=1)
    moment = START
    while moment <= END:
        moments.append((moment, 0))
        moment += STEP
    for moment, branch in sorted(moments):
        if branch:
            office.act(disturber.conn, branch, moment)
        else:
            disturber.tick(moment)
    disturber.close()
    # What was killed last has its next attempts.
    with connect(url) as conn:
        for minutes in (0, 10, 25, 60):
            conn.execute("select tolsel.set_clock(%s)", [END + timedelta(minutes=minutes)])
            for _ in range(20):
                tick(conn)
    return disturber.counts + office.counts


def ms(first: datetime, last: datetime) -> int:
    return round((last - first) / timedelta(milliseconds=1))


def recount(conn: Connection) -> tuple[dict[Any, Counter[str]], dict[Any, Counter[str]]]:
    """Work days and hours out of the raw events, by Python's own zones."""
    days: defaultdict[Any, Counter[str]] = defaultdict(Counter)
    hours: defaultdict[Any, Counter[str]] = defaultdict(Counter)
    waits: defaultdict[Any, list[int]] = defaultdict(list)
    tickets: defaultdict[int, list[Any]] = defaultdict(list)
    for row in conn.execute(
        """select ticket_id, branch_id, action, from_state, to_state, happened_at, outcome
           from tolsel_queue.ticket_event order by ticket_id, event_no"""
    ).fetchall():
        tickets[row[0]].append(row[1:])
    for events in tickets.values():
        branch = events[0][0]
        zone = ZoneInfo(BRANCHES[branch])
        day = branch, events[0][4].astimezone(zone).date()
        by_reset = events[-1][1] == "reset"
        first_call, since, service_ms, was_left_open = None, events[0][4], 0, False
        for _, action, before, after, moment, outcome in events:
            hour = branch, moment.replace(minute=0, second=0, microsecond=0)
            if before == "serving" or (before == "called" and action == "complete"):
                service_ms += ms(since, moment)
                was_left_open |= moment - since > LIMIT
            since = moment
            name = {
                "join": "joined", "recall": "recalled", "return": "returned", "absent": "absent",
                "no_show": "no_show", "park": "parked", "transfer": "transferred",
                "cancel": "cancelled",
            }.get(action)  # fmt: skip
            if action == "complete":
                name = outcome or "unrecorded"
                for place in () if was_left_open else (days[day], hours[hour]):
                    place["timed"] += 1
                    place["service_ms"] += service_ms
            elif action == "reset":
                name = f"reset_{after}"
            elif action == "call" and first_call is None:
                first_call = moment
                if not by_reset:
                    name = "called"
                    waited = ms(events[0][4], moment)
                    waits[day].append(waited)
                    days[day]["wait_ms"] += waited
                    hours[hour]["wait_ms"] += waited
            if name:
                days[day][name] += 1
                hours[hour][name] += 1
    for day, all_waits in waits.items():
        days[day]["longest_wait_ms"] = max(all_waits)
        days[day]["p90_wait_ms"] = sorted(all_waits)[-(-9 * len(all_waits) // 10) - 1]
    return days, hours


def stored(conn: Connection, query: str) -> dict[Any, Counter[str]]:
    found = {}
    for branch, place, row in conn.execute(query.encode()).fetchall():
        figures = {
            name.removesuffix("_count"): value
            for name, value in row.items()
            if name.endswith(("_count", "_ms")) and value
        }
        found[branch, place] = Counter(figures)
    return found


SUMMARIES = "select branch_id, business_on, to_jsonb(d) from tolsel_queue.day_summary d"
HOURS = """
    select branch_id, hour_at, (
        select jsonb_object_agg(f.figure, f.amount)
        from (select f.figure, sum(f.amount) as amount
            from unnest(array_agg(to_jsonb(h))) r, tolsel_queue.list_figures(r) f
            group by f.figure) f)
    from tolsel_queue.hourly_stat h group by branch_id, hour_at"""


@pytest.mark.torture
def test_a_year_of_queues(capsys: pytest.CaptureFixture[str]) -> None:
    with harness.own_server() as cluster:
        with psycopg.connect(cluster.url(), autocommit=True) as conn:
            conn.execute("create database queues")
        url = cluster.url(dbname="queues")
        build(url)
        counts = live(url)
        with psycopg.connect(url) as conn:
            conn.execute("set time zone 'UTC'")
            days, hours = recount(conn)
            summaries, sums = stored(conn, SUMMARIES), stored(conn, HOURS)
            runs = conn.execute(
                """select branch_id, business_on, count(*) from tolsel_queue.reset_run
                   where outcome = 'ok' group by 1, 2"""
            ).fetchall()
            breaches = conn.execute(
                """select check_name, sample from tolsel.verify()
                   where status = 'breach' and check_name ~ '^queue|^core.(job|unplanned)'"""
            ).fetchall()
    assert breaches == []
    # Each local day that has ended was closed once, and no other.
    ended = {
        (branch, day): 1
        for branch, zone in BRANCHES.items()
        for day in days_between(START.astimezone(ZoneInfo(zone)), END.astimezone(ZoneInfo(zone)))
    }
    assert {(branch, day): n for branch, day, n in runs} == ended
    assert summaries.keys() == ended.keys()
    assert {day: figures for day, figures in summaries.items() if figures} == {
        day: figures for day, figures in days.items() if day in ended
    }
    assert {hour: figures for hour, figures in sums.items() if figures} == hours
    assert all(counts[n] for n in ("missed", "doubled", "killed")), counts
    said = ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))
    with capsys.disabled() if LONG else contextlib.nullcontext():
        print(f"\nseed {SEED}: {len(summaries)} days of branches, {len(hours)} hours; {said}")


def days_between(first: datetime, last: datetime) -> list[date]:
    """Return the days from that of a moment to the last that has ended at another."""
    count = (last.date() - first.date()).days
    return [first.date() + timedelta(days=n) for n in range(count)]
