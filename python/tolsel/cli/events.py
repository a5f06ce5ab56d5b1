"""`tolsel events`."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta

import click
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import events as outbox
from tolsel.accounts import select_tenant
from tolsel.cli.console import TENANT_OPTION, echo_table, url_of
from tolsel.database import connect
from tolsel.retrying import RetryingSession

_DEAD_SHOWN = 20
_BATCH = 100


@click.group(invoke_without_command=True)
@TENANT_OPTION
@click.pass_context
def events(ctx: click.Context, tenant_id: int | None) -> None:
    """List what is not delivered: counts by topic, and what was given up last."""
    if ctx.invoked_subcommand is not None:
        ctx.obj = tenant_id
        return
    with closing(connect(url_of(ctx), autocommit=True, application_name="tolsel events")) as conn:
        tenant_id = select_tenant(conn, tenant_id=tenant_id)
        counts = outbox.count_undelivered(conn, tenant_id=tenant_id)
        dead = outbox.list_dead_letters(conn, tenant_id=tenant_id, limit=_DEAD_SHOWN)
    if counts:
        echo_table(
            ["topic", "pending", "claimed", "dead", "expired", "oldest"],
            [
                (c.topic, c.pending, c.claimed, c.dead, c.expired, _moment(c.oldest_at))
                for c in counts
            ],
        )
    if dead:
        click.echo()
        echo_table(
            ["event", "topic", "document", "attempts", "given up", "error"],
            [
                (d.event_id, d.topic, f"{d.document} {d.document_id}", d.attempts,
                 _moment(d.dead_at), d.last_error)
                for d in dead
            ],
        )  # fmt: skip
    click.echo(
        f"events: {sum(c.pending + c.claimed for c in counts)} to deliver, "
        f"{sum(c.dead for c in counts)} given up, {sum(c.expired for c in counts)} expired"
    )


@events.command()
@click.argument("event_ids", type=int, nargs=-1, required=True, metavar="ID...")
@click.option(
    "--expires-in",
    type=click.IntRange(1, 5_000_000),
    metavar="MINUTES",
    help="How long they are worth telling; needed for one that has expired.",
)
@click.pass_context
def replay(ctx: click.Context, event_ids: tuple[int, ...], expires_in: int | None) -> None:
    """Have delivered events, dead letters or expired ones delivered once more, all or none."""
    expires_at = datetime.now(UTC) + timedelta(minutes=expires_in) if expires_in else None
    with closing(connect(url_of(ctx), application_name="tolsel events")) as conn:
        tenant_id = select_tenant(conn, tenant_id=ctx.obj)
        for event_id in event_ids:
            outbox.replay_event(conn, event_id=event_id, expires_at=expires_at, tenant_id=tenant_id)
        conn.commit()
    click.echo(f"replay: {len(event_ids)} events")


@events.command()
@click.option("--days", type=click.FloatRange(min=0), default=30, show_default=True)
@click.pass_context
def prune(ctx: click.Context, days: float) -> None:
    """Delete events that were delivered or expired so many days ago, batch by batch."""
    before = datetime.fromtimestamp(time.time() - days * 86400, UTC)
    total = 0
    with closing(connect(url_of(ctx), autocommit=True, application_name="tolsel events")) as conn:
        tenant_id = select_tenant(conn, tenant_id=ctx.obj)
        while count := outbox.prune_events(conn, before=before, tenant_id=tenant_id):
            total += count
    click.echo(f"prune: {total} events")


@events.command()
@click.option("--topic", "topics", multiple=True, help="Only this one; may be repeated.")
@click.option("--lease", "lease_seconds", default=60, show_default=True, metavar="SECONDS")
@click.option(
    "--wait",
    "wait_s",
    type=click.FloatRange(min=0.01),
    default=1.0,
    show_default=True,
    help="Seconds between looks.",
)
@click.option("--once", is_flag=True, help="End when nothing is due.")
@click.pass_context
def follow(
    ctx: click.Context, topics: tuple[str, ...], lease_seconds: int, wait_s: float, once: bool
) -> None:
    """Print each event as one line of JSON, and acknowledge it once it is written.

    An event is printed at least once: after a crash some are printed again, so tell them apart by
    event_id.
    """
    consumer = f"{socket.gethostname()}:{os.getpid()}"
    with closing(RetryingSession(url_of(ctx), application_name="tolsel events follow")) as session:
        tenant_id = session.run(lambda conn: select_tenant(conn, tenant_id=ctx.obj))

        def deliver(conn: Connection[TupleRow]) -> int:
            claimed = outbox.claim_events(
                conn,
                consumer=consumer,
                limit=_BATCH,
                lease_seconds=lease_seconds,
                topics=topics or None,
                tenant_id=tenant_id,
            )
            if claimed:
                # Written and flushed, and only then acknowledged.
                _echo_lines(claimed)
                outbox.acknowledge_events(
                    conn,
                    claim_id=claimed[0].claim_id,
                    event_ids=[event.event_id for event in claimed],
                    tenant_id=tenant_id,
                )
            return len(claimed)

        while True:
            if session.run(deliver):
                continue
            if once:
                return
            time.sleep(wait_s)


def _echo_lines(claimed: Sequence[outbox.Event]) -> None:
    click.echo("\n".join(_as_json(event) for event in claimed))


def _as_json(event: outbox.Event) -> str:
    fields = {
        "event_id": event.event_id,
        "topic": event.topic,
        "document": event.document,
        "document_id": event.document_id,
        "sequence_no": event.sequence_no,
        "request_id": event.request_id,
        "created_at": event.created_at.astimezone(UTC).isoformat(),
        "expires_at": event.expires_at and event.expires_at.astimezone(UTC).isoformat(),
        "attempts": event.attempts,
    }
    return f'{json.dumps(fields)[:-1]}, "payload": {event.payload}}}'


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ")
