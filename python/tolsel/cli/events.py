"""`tolsel events`."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import click
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import events as outbox
from tolsel.cli.console import TENANT_OPTION, office_of, url_of
from tolsel.cli.printer import (
    FORMAT_OPTION,
    echo,
    echo_table,
    json_object,
    left,
    moment,
    refuse_format,
    right,
    show,
)
from tolsel.retrying import RetryingSession
from tolsel.rows import Rows

_DEAD_SHOWN = 20
_BATCH = 100


@click.group(invoke_without_command=True)
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def events(ctx: click.Context, form: str, tenant_id: int | None) -> None:
    """List what is not delivered: counts by topic, and what was given up last.

    As json or csv it is the counts; tolsel events dead lists what was given up.
    """
    if ctx.invoked_subcommand is not None:
        refuse_format(form)
        ctx.obj = tenant_id
        return
    with office_of(ctx, tenant_id) as office:
        counts = outbox.count_undelivered(office.conn, tenant_id=office.tenant_id)
        dead = outbox.list_dead_letters(office.conn, tenant_id=office.tenant_id, limit=_DEAD_SHOWN)
    show(counts, form, as_table=lambda: _echo_undelivered(counts, dead))


@events.command("dead")
@click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=1000, show_default=True, metavar="ROWS"
)
@FORMAT_OPTION
@click.pass_context
def dead_command(ctx: click.Context, limit: int, form: str) -> None:
    """List the events that were given up, the newest first, and then those that expired."""
    with office_of(ctx, ctx.obj) as office:
        dead = outbox.list_dead_letters(office.conn, tenant_id=office.tenant_id, limit=limit)
    show(dead, form, as_table=lambda: _echo_dead(dead))


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
    with office_of(ctx, ctx.obj) as office, office.conn.transaction():
        for event_id in event_ids:
            outbox.replay_event(
                office.conn,
                event_id=event_id,
                expires_at=expires_at,
                tenant_id=office.tenant_id,
            )
    echo(f"replay: {len(event_ids)} events")


@events.command()
@click.option("--days", type=click.FloatRange(min=0), default=30, show_default=True)
@click.pass_context
def prune(ctx: click.Context, days: float) -> None:
    """Delete events that were delivered or expired so many days ago, batch by batch."""
    before = datetime.fromtimestamp(time.time() - days * 86400, UTC)
    total = 0
    with office_of(ctx, ctx.obj) as office:
        while count := outbox.prune_events(office.conn, before=before, tenant_id=office.tenant_id):
            total += count
    echo(f"prune: {total} events")


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
    with RetryingSession(
        url_of(ctx), tenant_id=ctx.obj, application_name="tolsel events follow"
    ) as session:
        tenant_id = session.tenant_id

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


def _echo_undelivered(counts: Rows[outbox.TopicCount], dead: Rows[outbox.DeadLetter]) -> None:
    if counts:
        echo_table(
            [
                left("topic", (c.topic for c in counts)),
                right("pending", (c.pending for c in counts)),
                right("claimed", (c.claimed for c in counts)),
                right("dead", (c.dead for c in counts)),
                right("expired", (c.expired for c in counts)),
                left("oldest", (moment(c.oldest_at) for c in counts)),
            ]
        )
    if dead:
        echo()
        _echo_dead(dead)
    echo(
        f"events: {sum(c.pending + c.claimed for c in counts)} to deliver, "
        f"{sum(c.dead for c in counts)} given up, {sum(c.expired for c in counts)} expired"
    )


def _echo_dead(dead: Rows[outbox.DeadLetter]) -> None:
    echo_table(
        [
            right("event", (d.event_id for d in dead)),
            left("topic", (d.topic for d in dead)),
            left("document", (f"{d.document} {d.document_id}" for d in dead)),
            right("attempts", (d.attempts for d in dead)),
            left("given up", (moment(d.dead_at) for d in dead)),
            left("error", (d.last_error for d in dead)),
        ]
    )


def _echo_lines(claimed: Sequence[outbox.Event]) -> None:
    for event in claimed:
        told = {
            field.name: getattr(event, field.name)
            for field in fields(event)
            if field.name not in ("claim_id", "payload")
        }
        echo(json_object(told | {"payload": event.payload}))
