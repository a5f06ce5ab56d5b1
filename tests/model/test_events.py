"""Long random histories of the outbox, against a plain model of what consumers may be told.

# G8 S58: each event at least once or given up, in the order of its document, to one claim at a
time, and none once it has expired.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.conftest import ConnectAs

pytestmark = pytest.mark.torture

STEPS = 400
TRIES = 12
EMIT = "select tolsel_core.emit_event(%s, 'order', %s, '{}', 1, %s)"
CLAIM = """select event_id, claim_id from tolsel.claim_events('relay', %s, %s, %s)"""


@dataclass
class Known:
    """What the model knows of one event."""

    event_id: int
    topic: str
    document_id: int
    expires_at: datetime | None
    state: str = "open"
    tries: int = 0
    claim_id: int | None = None
    held_until: datetime | None = None
    rests_until: datetime | None = None
    was_told: bool = False
    is_replayed: bool = False

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


@dataclass
class Model:
    """An outbox in plain words."""

    now: datetime
    events: list[Known] = field(default_factory=list)

    def claim(self, limit: int, lease: timedelta, topics: list[str] | None) -> list[int]:
        """Return what a claim must hand out."""
        for event in self.events:
            is_held = event.held_until is not None and event.held_until > self.now
            if event.state == "open" and event.has_expired(self.now) and not is_held:
                event.state, event.held_until = "dead", None
        found: list[Known] = []
        seen: set[int] = set()
        picked = 0
        for event in self.events:
            if event.state != "open":
                continue
            is_first = event.document_id not in seen
            seen.add(event.document_id)
            times = (event.held_until, event.rests_until)
            is_due = all(at is None or at <= self.now for at in times)
            is_wanted = topics is None or event.topic in topics
            if not (is_first and is_due and is_wanted) or picked == limit:
                continue
            picked += 1
            if event.tries == TRIES:
                event.state, event.held_until = "dead", None
                continue
            event.tries += 1
            event.held_until, event.rests_until = self.now + lease, None
            found.append(event)
        return [event.event_id for event in found]

    def acknowledge(self, event: Known, claim_id: int) -> bool:
        if event.claim_id != claim_id or not (event.held_until or event.state == "delivered"):
            return False
        event.state, event.held_until = "delivered", None
        return True

    def fail(self, event: Known, claim_id: int) -> bool:
        if event.claim_id != claim_id or event.state == "delivered":
            return False
        if event.held_until:
            event.held_until = None
            if event.tries == TRIES:
                event.state = "dead"
            else:
                pause = min(10 * 2 ** (event.tries - 1), 3600)
                event.rests_until = self.now + timedelta(seconds=pause)
        return True

    def replay(self, event: Known, expires_at: datetime | None) -> bool:
        at = expires_at or event.expires_at
        if event.state == "open" or (at is not None and at <= self.now):
            return False
        event.expires_at = at
        event.state, event.tries, event.rests_until, event.is_replayed = "open", 0, None, True
        return True


class History:
    """One random history, on the outbox and on its model."""

    def __init__(self, owner: Any, app: Any, admin: Any, seed: int) -> None:
        self.owner, self.app, self.admin = owner, app, admin
        self.chance = random.Random(seed)
        self.model = Model(datetime(2026, 3, 1, 12, tzinfo=UTC))
        self.claims: list[tuple[Known, int]] = []
        self.outcomes: set[tuple[str, bool]] = set()
        owner.execute("select tolsel_core.arrange_test_clock(true)")
        self.pass_time(timedelta(0))

    def pass_time(self, time: timedelta) -> None:
        self.model.now += time
        self.owner.execute("select tolsel.set_clock(%s)", [self.model.now])

    def emit(self) -> None:
        topic, document_id = self.chance.choice(["a.b", "c.d"]), self.chance.randint(1, 6)
        lasts = self.chance.choice([None, None, 10, 60, 4000])
        expires_at = self.later(lasts)
        row = self.owner.execute(EMIT, [topic, document_id, expires_at]).fetchone()
        self.model.events.append(Known(row[0], topic, document_id, expires_at))

    def later(self, seconds: int | None) -> datetime | None:
        return None if seconds is None else self.model.now + timedelta(seconds=seconds)

    def claim(self, topics: list[str] | None = None) -> int:
        limit, lease = self.chance.randint(1, 5), self.chance.choice([10, 60, 3600])
        expected = self.model.claim(limit, timedelta(seconds=lease), topics)
        found = self.app.execute(CLAIM, [limit, lease, topics]).fetchall()
        assert [event_id for event_id, _ in found] == expected
        for event_id, claim_id in found:
            event = self.event(event_id)
            self.check_turn(event)
            event.claim_id, event.was_told = claim_id, True
            self.claims.append((event, claim_id))
        return len(found)

    def event(self, event_id: int) -> Known:
        return next(e for e in self.model.events if e.event_id == event_id)

    def check_turn(self, event: Known) -> None:
        """Say again, without the model's words for a claim, what the README promises."""
        siblings = [e for e in self.model.events if e.document_id == event.document_id]
        for other in siblings[: siblings.index(event)]:
            assert other.state in ("delivered", "dead"), "an earlier event is still to come"
        for other in siblings[siblings.index(event) + 1 :]:
            assert event.is_replayed or not other.was_told, "a later event has been told already"

    def answer(self, kind: str, query: str, values: list[Any], expected: bool, conn: Any) -> None:
        try:
            conn.execute(query, values)
            is_accepted = True
        except psycopg.Error as error:
            assert error.sqlstate in ("UC029", "UC031", "UC035"), error
            is_accepted = False
        assert is_accepted == expected, (kind, values)
        self.outcomes.add((kind, is_accepted))

    def acknowledge(self, event: Known, claim_id: int) -> None:
        expected = self.model.acknowledge(event, claim_id)
        query = "select tolsel.acknowledge_events(%s, array[%s])"
        self.answer("acknowledge", query, [claim_id, event.event_id], expected, self.app)

    def fail(self, event: Known, claim_id: int) -> None:
        expected = self.model.fail(event, claim_id)
        query = "select tolsel.fail_event(%s, %s, 'no route')"
        self.answer("fail", query, [claim_id, event.event_id], expected, self.app)

    def replay(self, event: Known) -> None:
        expires_at = self.later(self.chance.choice([None, -1, 60]))
        expected = self.model.replay(event, expires_at)
        query = "select tolsel.replay_event(%s, %s)"
        self.answer("replay", query, [event.event_id, expires_at], expected, self.admin)

    def step(self) -> None:
        fate = self.chance.random()
        if fate < 0.2 or not self.claims:
            self.emit()
            self.claim()
        elif fate < 0.45:
            self.claim(self.chance.choice([None, None, ["a.b"], ["a.b", "c.d"]]))
        elif fate < 0.6:
            self.acknowledge(*self.chance.choice(self.claims[-8:]))
        elif fate < 0.75:
            self.fail(*self.chance.choice(self.claims[-8:]))
        elif fate < 0.8:
            self.replay(self.chance.choice(self.model.events))
        else:
            self.pass_time(timedelta(seconds=self.chance.choice([1, 5, 10, 60, 4000])))

    def drain(self) -> None:
        """Deliver what is left."""
        while any(event.state == "open" for event in self.model.events):
            self.pass_time(timedelta(hours=2))
            while self.claim():
                while self.claims:
                    self.acknowledge(*self.claims.pop())


@pytest.mark.parametrize("seed", range(6))
def test_a_random_history(
    postgresql: psycopg.Connection[Any], connect_as: ConnectAs, seed: int
) -> None:
    admin = connect_as("shop_admin")
    history = History(connect_as("postgres"), connect_as("shop_app"), admin, seed)
    for _ in range(STEPS):
        history.step()
    history.drain()
    events = history.model.events
    found = postgresql.execute("select event_id, status from tolsel.event order by 1").fetchall()
    assert found == [(event.event_id, event.state) for event in events]
    assert all(event.was_told or event.has_expired(history.model.now) for event in events)
    assert {event.was_told for event in events} == {True, False}
    assert len(history.outcomes) == 6, "not everything was met, accepted and refused"
    assert admin.execute("select from tolsel.verify() where status = 'breach'").fetchall() == []
