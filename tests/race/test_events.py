"""Consumers meet at the outbox: one event is one consumer's, and a document keeps its order.

Proves # G8 S58 under concurrency.
"""

import random
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.race.conftest import Race
from tests.race.interleave import (
    DONE,
    MODES,
    READ_COMMITTED,
    REPEATABLE_READ,
    SERIALIZATION_FAILURE,
    Session,
    all_at_once,
)

CLAIM = "select event_id, claim_id, document_id, sequence_no from tolsel.claim_events(%s, %s)"
CLAIM_ALL = "select document_id, sequence_no from tolsel.claim_events('relay')"
ACKNOWLEDGE = "select tolsel.acknowledge_events(%s, %s)"
FAIL = "select status from tolsel.fail_event(%s, %s, 'no route')"
EMIT = "select tolsel_core.emit_event('a.b', 'a', {}, '{{}}', 1)"
# It expires before a claim that is made at once.
EMIT_FOR_A_WHILE = """select tolsel_core.emit_event('a.b', 'a', {}, '{{}}', 1,
    tolsel_core.clock_at() + interval '30 seconds')"""
LEASE = "61 seconds"


def emit(race: Race, *document_ids: int) -> None:
    for document_id in document_ids:
        race.one(EMIT.format(document_id))


def set_clock(race: Race) -> None:
    race.one("select tolsel_core.arrange_test_clock(true)")
    race.one("select tolsel.set_clock('2026-03-01 12:00+00')")


def pass_time(race: Race, interval: str) -> None:
    race.one("select tolsel.set_clock(tolsel_core.clock_at() + %s::interval)", interval)


def acknowledge_late(
    race: Race, mode: str, level: str, claim_id: int, event_id: int, claim: str
) -> list[tuple[int, ...]]:
    """Acknowledge an event after its lease while another claims; return what that one is told."""
    acknowledge = f"select tolsel.acknowledge_events({claim_id}, array[{event_id}])"
    one, two = race.session().begin(), race.session().begin(level)
    claimed = one.call(claim).rows
    if mode == "clash":
        waiting = two.start(acknowledge, ends=True).wait_blocked(by=one)
        one.commit()
        outcome = waiting.outcome()
    else:
        one.commit()
        outcome = two.start(acknowledge, ends=True).outcome()
    if outcome.code == SERIALIZATION_FAILURE and level != READ_COMMITTED:
        outcome = two.call(acknowledge)
    assert outcome.code == "UC029"
    return claimed


def test_what_one_takes_the_other_passes_over(race: Race) -> None:
    emit(race, 1, 1, 2, 3)
    one, two = race.session().begin(), race.session()
    assert one.call(CLAIM_ALL).rows == [(1, 1), (2, 1), (3, 1)]
    two.call("set lock_timeout = '1s'")
    # The claim of the first is not committed: its events are neither waited for nor handed out.
    assert two.call(CLAIM_ALL).rows == []
    emit(race, 1, 4)
    assert two.call(CLAIM_ALL).rows == [(4, 1)]
    assert one.commit().code == DONE


def test_a_consumer_that_goes_before_it_commits_has_claimed_nothing(race: Race) -> None:
    """# F5"""
    emit(race, 1, 2)
    one, two = race.session().begin(), race.session()
    assert one.call(CLAIM_ALL).rows == [(1, 1), (2, 1)]
    race.one("select pg_terminate_backend(%s, 20000)", one.pid)
    assert two.call(CLAIM_ALL).rows == [(1, 1), (2, 1)]


def test_an_event_is_claimed_once_however_many_want_it(race: Race) -> None:
    emit(race, *range(40))
    sessions = [race.session() for _ in range(8)]
    outcomes = all_at_once(lambda s: [s.call(CLAIM, ["relay", 7]) for _ in range(9)], sessions)
    claimed = [row for each in outcomes for outcome in each for row in outcome.rows]
    assert {o.code for each in outcomes for o in each} == {DONE}
    assert race.one("select count(*) from tolsel_core.event where attempts = 1") == 40
    assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize(("mode", "level"), MODES)
def test_a_late_acknowledgement_and_the_next_claim(race: Race, mode: str, level: str) -> None:
    """After the lease either the event is delivered, or the other consumer has it: never both."""
    set_clock(race)
    emit(race, 1)
    event_id, claim_id, *_ = race.session().call(CLAIM, ["slow", 1]).rows[0]
    pass_time(race, LEASE)
    claim = "select attempts from tolsel.claim_events('quick')"
    assert acknowledge_late(race, mode, level, claim_id, event_id, claim) == [(2,)]
    assert race.one("select status from tolsel_core.event") == "claimed"


def test_a_claim_passes_over_what_is_just_being_acknowledged(race: Race) -> None:
    set_clock(race)
    emit(race, 1)
    event_id, claim_id, *_ = race.session().call(CLAIM, ["slow", 1]).rows[0]
    pass_time(race, LEASE)
    one, two = race.session().begin(), race.session()
    assert one.call(ACKNOWLEDGE, [claim_id, [event_id]]).value == 1
    assert two.call(CLAIM_ALL).rows == []
    assert one.commit().code == DONE
    assert two.call(CLAIM_ALL).rows == []
    assert race.one("select status from tolsel_core.event") == "delivered"


def claimed_for_a_while(race: Race) -> tuple[int, int]:
    """Have a consumer claim an event that then expires; return the event and the claim."""
    set_clock(race)
    race.one(EMIT_FOR_A_WHILE.format(1))
    emit(race, 1)
    event_id, claim_id, *_ = race.session().call(CLAIM, ["slow", 1]).rows[0]
    pass_time(race, "30 seconds")
    return event_id, claim_id


def test_an_event_expires_while_a_consumer_has_it(race: Race) -> None:
    """Who was told in time delivers it; before that nobody gives it up, or is told what follows."""
    event_id, claim_id = claimed_for_a_while(race)
    one, two = race.session().begin(), race.session()
    assert two.call(CLAIM_ALL).rows == []
    assert one.call(ACKNOWLEDGE, [claim_id, [event_id]]).value == 1
    pass_time(race, LEASE)
    two.call("set lock_timeout = '1s'")
    outcome = two.call(CLAIM_ALL)
    assert (outcome.code, outcome.rows) == (DONE, [])
    assert one.commit().code == DONE
    assert race.one("select status from tolsel_core.event where sequence_no = 1") == "delivered"
    assert two.call(CLAIM_ALL).rows == [(1, 2)]


@pytest.mark.parametrize(("mode", "level"), MODES)
def test_a_late_acknowledgement_of_what_expires(race: Race, mode: str, level: str) -> None:
    """After the lease it is either delivered or given up: never both."""
    event_id, claim_id = claimed_for_a_while(race)
    pass_time(race, LEASE)
    assert acknowledge_late(race, mode, level, claim_id, event_id, CLAIM_ALL) == [(1, 2)]
    assert race.one("select status from tolsel_core.event where sequence_no = 1") == "dead"


def test_what_has_expired_is_given_up_once_however_many_claim(race: Race) -> None:
    set_clock(race)
    for document_id in range(40):
        race.one(EMIT_FOR_A_WHILE.format(document_id))
    emit(race, *range(40))
    pass_time(race, "30 seconds")
    sessions = [race.session() for _ in range(8)]
    outcomes = all_at_once(lambda s: [s.call(CLAIM, ["relay", 7]) for _ in range(9)], sessions)
    assert {o.code for each in outcomes for o in each} == {DONE}
    claimed = [row for each in outcomes for outcome in each for row in outcome.rows]
    assert sorted(row[2:] for row in claimed) == [(n, 2) for n in range(40)]
    assert race.one("select count(*) from tolsel_core.event where dead_at is not null") == 40


def test_equal_acknowledgements_get_equal_answers(race: Race) -> None:
    emit(race, 1)
    event_id, claim_id, *_ = race.session().call(CLAIM, ["relay", 1]).rows[0]
    sessions = [race.session() for _ in range(12)]
    outcomes = all_at_once(lambda s: s.call(ACKNOWLEDGE, [claim_id, [event_id]]).value, sessions)
    assert outcomes == [1] * 12


def test_a_replay_and_a_claim(race: Race) -> None:
    """What is claimed before the replay commits comes before it; the rest waits for it."""
    emit(race, 1)
    event_id, claim_id, *_ = race.session().call(CLAIM, ["relay", 1]).rows[0]
    race.session().call(ACKNOWLEDGE, [claim_id, [event_id]])
    one, two = race.session("shop_admin").begin(), race.session()
    assert one.call("select tolsel.replay_event(%s)", [event_id]).code == DONE
    assert two.call(CLAIM_ALL).rows == []
    emit(race, 1, 1)
    assert one.commit().code == DONE
    assert two.call(CLAIM_ALL).rows == [(1, 1)]
    assert two.call(CLAIM_ALL).rows == []


def test_a_replay_and_the_pruning(race: Race) -> None:
    """What is replayed while the pruning waits stays, and so does all after it."""
    emit(race, 1, 1, 1)
    for _ in range(2):
        event_id, claim_id, *_ = race.session().call(CLAIM, ["relay", 1]).rows[0]
        race.session().call(ACKNOWLEDGE, [claim_id, [event_id]])
    first = race.one("select min(event_id) from tolsel_core.event")
    outcome = race.clash(
        f"select tolsel.replay_event({first})",
        "select tolsel.prune_events('2199-01-01Z')",
        login="shop_admin",
    )
    assert outcome.value == 0
    assert race.one("select count(*) from tolsel_core.event") == 3


def test_events_of_one_document_queue_at_their_number(race: Race) -> None:
    """Also where nobody has locked the document."""
    outcome = race.clash(EMIT.format(1), EMIT.format(1), login="postgres")
    assert outcome.code == DONE, outcome
    assert race.one("select array_agg(sequence_no order by event_id) from tolsel_core.event") == [
        1, 2,
    ]  # fmt: skip


def test_an_old_snapshot_writes_no_number_twice(race: Race) -> None:
    one, two = race.session("postgres"), race.session("postgres")
    two.begin(REPEATABLE_READ)
    assert one.call(EMIT.format(1)).code == DONE
    assert two.call(EMIT.format(1)).code == SERIALIZATION_FAILURE


@dataclass
class Relay:
    """Consumers that share a record of what they were handed and what they delivered."""

    race: Race
    handed: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    delivered: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    in_round: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def consume(self, session: Session, chance: random.Random) -> None:
        """Take what there is: deliver most of it, fail with some, and go away with some."""
        while rows := session.call(CLAIM, ["relay", chance.randint(1, 5)]).rows:
            with self.lock:
                for event_id, _, document_id, number in rows:
                    self.handed[document_id].append(number)
                    self.in_round.append(event_id)
            for row in rows:
                self.handle(session, row, chance)

    def handle(self, session: Session, row: tuple[Any, ...], chance: random.Random) -> None:
        event_id, claim_id, document_id, number = row
        fate = chance.random()
        if fate < 0.15:
            assert session.call(FAIL, [claim_id, event_id]).value == "pending"
        elif fate < 0.9:
            with self.lock:
                self.delivered[document_id].append(number)
            assert session.call(ACKNOWLEDGE, [claim_id, [event_id]]).value == 1
        # Else the consumer dies: nobody acknowledges the event, until its claim has expired.


@pytest.mark.parametrize("seed", range(3))
def test_order_is_kept_by_many_consumers(race: Race, seed: int) -> None:
    """Between rounds the clock passes every lease and every pause; in a round it stands still."""
    set_clock(race)
    chance = random.Random(seed)
    documents = [n for n in range(1, 25) for _ in range(chance.randint(1, 8))]
    chance.shuffle(documents)
    emit(race, *documents)
    relay = Relay(race)
    sessions = [race.session() for _ in range(6)]
    rounds = 0
    while race.one("select count(*) from tolsel_core.event where is_open"):
        relay.in_round.clear()
        chances = [random.Random(chance.random()) for _ in sessions]
        all_at_once(lambda one: relay.consume(*one), zip(sessions, chances, strict=True))
        assert len(relay.in_round) == len(set(relay.in_round)), "two live claims on one event"
        pass_time(race, "2 hours")
        rounds += 1
    assert rounds > 3
    for document_id in set(documents):
        count = documents.count(document_id)
        assert relay.delivered[document_id] == list(range(1, count + 1))
        assert relay.handed[document_id] == sorted(relay.handed[document_id])
