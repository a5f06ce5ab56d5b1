"""The outbox: what waits to be delivered, and its delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import translating
from tolsel.rows import JsonText, Rows, fetch_rows


@dataclass(frozen=True, slots=True)
class Event:
    """One event under a claim; within its document the numbers have no gap."""

    event_id: int
    claim_id: int
    topic: str
    document: str
    document_id: int
    sequence_no: int
    payload: JsonText
    request_id: str | None
    created_at: datetime
    expires_at: datetime | None
    """From when on it is worth nothing."""
    attempts: int
    """How often it was handed out, this time included."""


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many events of a topic are not delivered."""

    topic: str
    pending: int
    claimed: int
    dead: int
    expired: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event that was given up, or has expired."""

    event_id: int
    topic: str
    document: str
    document_id: int
    attempts: int
    dead_at: datetime
    last_error: str


def count_undelivered(conn: Connection[TupleRow], *, tenant_id: int) -> Rows[TopicCount]:
    """Count what is not delivered, by topic; the login must be a member of tolsel_read."""
    return fetch_rows(
        conn,
        TopicCount,
        """select topic, count(*) filter (where status = 'pending') as pending,
               count(*) filter (where status = 'claimed') as claimed,
               count(*) filter (where status = 'dead' and not is_expired) as dead,
               count(*) filter (where is_expired) as expired, min(created_at) as oldest_at
           from tolsel.event
           where tenant_id = %s and (is_open or dead_at is not null)
           group by topic
           order by topic""",
        [tenant_id],
    )


def list_dead_letters(
    conn: Connection[TupleRow], *, tenant_id: int, limit: int
) -> Rows[DeadLetter]:
    """List the newest dead letters, then what expired last, to a member of tolsel_read."""
    return fetch_rows(
        conn,
        DeadLetter,
        """select event_id, topic, document, document_id, attempts, dead_at, last_error
           from tolsel.event
           where tenant_id = %s and dead_at is not null
           order by is_expired, event_id desc
           limit %s""",
        [tenant_id, limit],
    )


def claim_events(
    conn: Connection[TupleRow],
    *,
    consumer: str,
    limit: int,
    lease_seconds: int,
    topics: Sequence[str] | None,
    tenant_id: int,
) -> Rows[Event]:
    """Claim the oldest events that are due; the rules are in tolsel.claim_events."""
    return fetch_rows(
        conn,
        Event,
        """select event_id, claim_id, topic, document, document_id, sequence_no,
               payload, request_id, created_at, expires_at, attempts
           from tolsel.claim_events(p_consumer => %s, p_limit => %s, p_lease_seconds => %s,
               p_topics => %s, p_tenant_id => %s)""",
        [consumer, limit, lease_seconds, None if topics is None else [*topics], tenant_id],
    )


def acknowledge_events(
    conn: Connection[TupleRow], *, claim_id: int, event_ids: Sequence[int], tenant_id: int
) -> None:
    """Mark events of one claim as delivered, all or none: tolsel.acknowledge_events."""
    with translating():
        conn.execute(
            """select tolsel.acknowledge_events(p_claim_id => %s, p_event_ids => %s,
                   p_tenant_id => %s)""",
            [claim_id, [*event_ids], tenant_id],
        )


def replay_event(
    conn: Connection[TupleRow], *, event_id: int, expires_at: datetime | None, tenant_id: int
) -> None:
    """Have an event delivered once more: tolsel.replay_event."""
    with translating():
        conn.execute(
            """select tolsel.replay_event(p_event_id => %s, p_expires_at => %s,
                   p_tenant_id => %s)""",
            [event_id, expires_at, tenant_id],
        )


def prune_events(conn: Connection[TupleRow], *, before: datetime, tenant_id: int) -> int:
    """Delete a batch of events delivered before a moment and count them: tolsel.prune_events."""
    with translating():
        row = conn.execute(
            "select tolsel.prune_events(p_before_at => %s, p_tenant_id => %s)", [before, tenant_id]
        ).fetchone()
    assert row is not None
    return int(row[0])
