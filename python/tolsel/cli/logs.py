"""`tolsel logs`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import click

from tolsel import logs as monitor
from tolsel.cli.console import TENANT_OPTION, connection_of, office_of
from tolsel.cli.printer import FORMAT_OPTION, Column, echo, echo_table, left, right, show
from tolsel.rows import Rows

_SINCE = click.option(
    "--since",
    type=click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]),
    metavar="TIME",
    help="YYYY-MM-DD or YYYY-MM-DD HH:MM, UTC; default: 24 hours ago.",
)
_LIMIT = click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True, metavar="ROWS"
)


@click.group()
def logs() -> None:
    """Look into the logs of applications, and how their requests and queries went."""


@logs.command("list")
@click.option("--level", default="debug", show_default=True, help="This one, and what is graver.")
@click.option("--category", help="Only this one, such as payment.")
@click.option("--request", "request_id", metavar="ID", help="Only what this request logged.")
@click.option(
    "--user",
    "user_id",
    type=click.IntRange(1, 2**63 - 1),
    metavar="ID",
    help="Only what this person did.",
)
@_SINCE
@_LIMIT
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def list_command(
    ctx: click.Context,
    level: str,
    category: str | None,
    request_id: str | None,
    user_id: int | None,
    since: datetime | None,
    limit: int,
    form: str,
    tenant_id: int | None,
) -> None:
    """List what was logged, the latest last."""
    with office_of(ctx, tenant_id) as office:
        found = monitor.list_logs(
            office.conn,
            min_level=level,
            category=category,
            since=_in_utc(since),
            request_id=request_id,
            user_id=user_id,
            limit=limit,
            tenant_id=office.tenant_id,
        )
    lines = Rows(reversed(found), columns=found.columns)
    show(lines, form, as_table=lambda: _echo_lines(lines, limit))


@logs.command()
@_SINCE
@_LIMIT
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def endpoints(
    ctx: click.Context, since: datetime | None, limit: int, form: str, tenant_id: int | None
) -> None:
    """List the endpoints of an application, the slowest first; durations are milliseconds."""
    with office_of(ctx, tenant_id) as office:
        found = monitor.list_endpoint_metrics(
            office.conn, since=_in_utc(since), limit=limit, tenant_id=office.tenant_id
        )
    columns = [
        left("method", (m.method for m in found)),
        left("endpoint", (m.endpoint for m in found)),
        right("calls", (f"{m.call_count:,}" for m in found)),
        right("errors", (_percent(m.error_rate) for m in found)),
        right("average", (f"{m.average_ms:,}" for m in found)),
        right("median", (f"{m.median_ms:,}" for m in found)),
        right("95 %", (f"{m.percentile_95_ms:,}" for m in found)),
        right("slowest", (f"{m.maximum_ms:,}" for m in found)),
    ]
    show(found, form, as_table=lambda: _echo_metrics("endpoints", columns))


@logs.command()
@_SINCE
@_LIMIT
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def queries(
    ctx: click.Context, since: datetime | None, limit: int, form: str, tenant_id: int | None
) -> None:
    """List the queries of an application: what fails most often, and then what is slowest."""
    with office_of(ctx, tenant_id) as office:
        found = monitor.list_query_metrics(
            office.conn, since=_in_utc(since), limit=limit, tenant_id=office.tenant_id
        )
    columns = [
        left("query", (m.description for m in found)),
        right("runs", (f"{m.run_count:,}" for m in found)),
        right("errors", (_percent(m.error_rate) for m in found)),
        right("average", (f"{m.average_ms:,}" for m in found)),
        right("95 %", (f"{m.percentile_95_ms:,}" for m in found)),
        right("slowest", (f"{m.maximum_ms:,}" for m in found)),
    ]
    show(found, form, as_table=lambda: _echo_metrics("queries", columns))


@logs.command()
@click.argument("table")
@click.argument("days", type=click.IntRange(-(2**31), 2**31 - 1))
@click.pass_context
def keep(ctx: click.Context, table: str, days: int) -> None:
    """Set for how many days a table is kept: system_log, api_metric or query_metric."""
    with connection_of(ctx) as conn:
        monitor.set_retention(conn, table_name=table, keep_days=days)
    echo(f"keep: {table} for {days} days")


def _echo_lines(lines: Rows[monitor.LogLine], limit: int) -> None:
    if lines:
        echo_table(
            [
                left("at", (f"{x.recorded_at.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}" for x in lines)),
                left("level", (line.level for line in lines)),
                left("category", (line.category for line in lines)),
                left("message", (line.message for line in lines)),
                left("request", (line.request_id for line in lines)),
                right("user", (line.user_id for line in lines)),
                right("ms", (line.duration_ms for line in lines)),
            ]
        )
    echo(f"logs: {len(lines)} rows" + (", the latest" if len(lines) == limit else ""))


def _echo_metrics(name: str, columns: Sequence[Column]) -> None:
    count = len(columns[0].cells)
    if count:
        echo_table(columns)
    echo(f"{name}: {count}")


def _percent(rate: Decimal) -> str:
    return f"{100 * rate:.2f} %"


def _in_utc(since: datetime | None) -> datetime | None:
    return since.replace(tzinfo=UTC) if since else None
