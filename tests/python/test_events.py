"""`tolsel events`: # G8 S58 from the command line."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tolsel import cli, events
from tolsel.cli.console import COULD_NOT_RUN

pytestmark = pytest.mark.once

EMIT = "select tolsel_core.emit_event(%s, 'payment', %s, %s, 1, %s)"


@pytest.fixture
def url(database_url: str, postgresql: psycopg.Connection[Any]) -> str:
    """The URL of a login that may read, consume and administer."""
    postgresql.execute("grant tolsel_read to shop_admin")
    emit(postgresql, 1, amount="5.00")
    emit(postgresql, 1, topic="payment.voided")
    emit(postgresql, 2, amount="7.00")
    postgresql.commit()
    return psycopg.conninfo.make_conninfo(database_url, user="shop_admin")


def emit(
    conn: psycopg.Connection[Any],
    document_id: int,
    topic: str = "payment.completed",
    expires_at: datetime | None = None,
    **facts: Any,
) -> None:
    conn.execute(EMIT, [topic, document_id, psycopg.types.json.Jsonb(facts), expires_at])


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, "events", *arguments])


def follow(url: str, *arguments: str) -> list[dict[str, Any]]:
    found = run(url, "follow", "--once", *arguments)
    assert found.exit_code == 0, found.output
    return [json.loads(line) for line in found.stdout.splitlines()]


def give_up(conn: psycopg.Connection[Any], event_id: int) -> None:
    """Let an event fail as often as it takes."""
    conn.execute("select tolsel_core.arrange_test_clock(true)")
    conn.execute("set role shop_admin")
    for day in range(1, 13):
        conn.execute("select tolsel.set_clock(%s)", [f"2026-03-{day:02} 12:00Z"])
        for event in conn.execute(
            "select event_id, claim_id from tolsel.claim_events('mailer', 1)"
        ).fetchall():
            assert event[0] == event_id
            conn.execute("select tolsel.fail_event(%s, %s, 'no route')", [event[1], event[0]])
    conn.execute("reset role")
    conn.commit()


def test_follow_prints_each_event_once_and_in_order(url: str) -> None:
    lines = follow(url)
    assert [(e["topic"], e["document_id"], e["sequence_no"]) for e in lines] == [
        ("payment.completed", 1, 1),
        ("payment.completed", 2, 1),
        ("payment.voided", 1, 2),
    ]
    assert lines[0]["payload"] == {"amount": "5.00"}
    assert lines[0].keys() == {
        "event_id", "topic", "document", "document_id", "sequence_no", "payload", "request_id",
        "created_at", "expires_at", "attempts",
    }  # fmt: skip
    assert follow(url) == []
    assert run(url).stdout == "events: 0 to deliver, 0 given up, 0 expired\n"


def test_what_has_expired_is_counted_and_replayed_for_a_time(
    url: str, postgresql: psycopg.Connection[Any]
) -> None:
    expires_at = datetime.now(UTC) + timedelta(minutes=5)
    emit(postgresql, 3, topic="ticket.called", expires_at=datetime.now(UTC))
    emit(postgresql, 3, topic="ticket.called", expires_at=expires_at)
    postgresql.commit()
    told = follow(url, "--topic", "ticket.called")
    assert [(e["sequence_no"], e["expires_at"]) for e in told] == [(2, expires_at.isoformat())]
    lines = run(url).stdout.splitlines()
    assert lines[0].split() == ["topic", "pending", "claimed", "dead", "expired", "oldest"]
    assert [line.split()[:5] for line in lines[2:5]] == [
        ["payment.completed", "2", "0", "0", "0"],
        ["payment.voided", "1", "0", "0", "0"],
        ["ticket.called", "0", "0", "0", "1"],
    ]
    assert "Expired at 20" in lines[-2]
    assert lines[-1] == "events: 3 to deliver, 0 given up, 1 expired"
    found = run(url, "replay", "4")
    assert (found.exit_code, "Error: UC035 event_expired" in found.stderr) == (COULD_NOT_RUN, True)
    assert run(url, "replay", "4", "--expires-in", "5").stdout == "replay: 1 events\n"
    assert [e["sequence_no"] for e in follow(url, "--topic", "ticket.called")] == [1]


def test_follow_rounds_no_number(url: str, postgresql: psycopg.Connection[Any]) -> None:
    postgresql.execute(
        """select tolsel_core.emit_event('a.b', 'a', 1, '{"n": 0.1234567890123456789012345}', 1)"""
    )
    postgresql.commit()
    found = run(url, "follow", "--once", "--topic", "a.b").stdout
    assert '"payload": {"n": 0.1234567890123456789012345}}\n' in found


def test_follow_keeps_to_its_topics(url: str) -> None:
    # The void waits for its payment, which this consumer does not want.
    assert follow(url, "--topic", "payment.voided") == []
    assert len(follow(url, "--topic", "payment.completed")) == 2
    assert len(follow(url, "--topic", "payment.voided", "--topic", "x.y")) == 1


def test_what_cannot_be_written_is_not_delivered(
    url: str, postgresql: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    with monkeypatch.context() as patch:
        patch.setattr("tolsel.cli.events._echo_lines", broken)
        assert run(url, "follow", "--once").exit_code == COULD_NOT_RUN
    found = postgresql.execute("select distinct status from tolsel.event order by 1").fetchall()
    assert found == [("claimed",), ("pending",)]


def test_list_and_replay(url: str, postgresql: psycopg.Connection[Any]) -> None:
    give_up(postgresql, 1)
    lines = run(url).stdout.splitlines()
    assert [line.split()[:4] for line in lines[2:4]] == [
        ["payment.completed", "1", "0", "1"],
        ["payment.voided", "1", "0", "0"],
    ]
    assert lines[-2].split() == [
        "1", "payment.completed", "payment", "1", "12", "2026-03-12", "12:00Z", "no", "route",
    ]  # fmt: skip
    assert lines[-1] == "events: 2 to deliver, 1 given up, 0 expired"
    found = run(url, "replay", "1")
    assert (found.exit_code, found.stdout) == (0, "replay: 1 events\n")
    assert run(url).stdout.splitlines()[-1] == "events: 3 to deliver, 0 given up, 0 expired"
    assert [e["attempts"] for e in follow(url)] == [13, 1, 1]


def test_a_replay_is_whole_or_not_at_all(url: str) -> None:
    follow(url)
    found = run(url, "replay", "1", "999")
    assert found.exit_code == COULD_NOT_RUN
    assert "Error: UC030 event_not_found" in found.stderr
    assert follow(url) == []


def test_prune(url: str) -> None:
    follow(url)
    assert run(url, "prune").stdout == "prune: 0 events\n"
    assert run(url, "prune", "--days", "0").stdout == "prune: 1 events\n"
    assert run(url, "prune", "--days", "-1").exit_code == COULD_NOT_RUN


def test_another_tenant(url: str) -> None:
    for command in ([], ["follow", "--once"], ["replay", "1"], ["prune"]):
        found = run(url, "--tenant", "2", *command)
        if command:
            assert "Error: UC002 tenant_not_allowed" in found.stderr, command
        else:
            assert found.stdout == "events: 0 to deliver, 0 given up, 0 expired\n"


def test_the_newest_dead_letters_come_first(postgresql: psycopg.Connection[Any]) -> None:
    for document in range(3):
        emit(postgresql, document)
    postgresql.execute("set session_replication_role = replica")
    postgresql.execute("update tolsel_core.event set dead_at = now(), attempts = 1, claim_id = 1")
    found = events.list_dead_letters(postgresql, tenant_id=1, limit=2)
    ids = [letter.event_id for letter in found]
    newest = postgresql.execute("select max(event_id) from tolsel_core.event").fetchone()
    assert newest is not None and ids == [newest[0], newest[0] - 1]
