"""`tolsel logs`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from decimal import Decimal

import click
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import logs as monitor
from tolsel.accounts import select_tenant
from tolsel.cli.console import TENANT_OPTION, echo_table, url_of
from tolsel.database import connect
from tolsel.figures import right_aligned

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
    tenant_id: int | None,
) -> None:
    """List what was logged, the latest last."""
    with _office(ctx, tenant_id) as (conn, tenant):
        lines = monitor.list_logs(
            conn,
            min_level=level,
            category=category,
            since=_in_utc(since),
            request_id=request_id,
            user_id=user_id,
            limit=limit,
            tenant_id=tenant,
        )
    if lines:
        echo_table(
            ["at", "level", "category", "message", "request", "user", "ms"],
            [
                (
                    line.recorded_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ"),
                    line.level,
                    line.category,
                    _visible(line.message),
                    _visible(line.request_id or ""),
                    line.user_id,
                    line.duration_ms,
                )
                for line in reversed(lines)
            ],
        )
    click.echo(f"logs: {len(lines)} rows" + (", the latest" if len(lines) == limit else ""))


@logs.command()
@_SINCE
@_LIMIT
@TENANT_OPTION
@click.pass_context
def endpoints(
    ctx: click.Context, since: datetime | None, limit: int, tenant_id: int | None
) -> None:
    """List the endpoints of an application, the slowest first; durations are milliseconds."""
    with _office(ctx, tenant_id) as (conn, tenant):
        found = monitor.list_endpoint_metrics(
            conn, since=_in_utc(since), limit=limit, tenant_id=tenant
        )
    _echo_figures(
        {"method": [m.method for m in found], "endpoint": [_visible(m.endpoint) for m in found]},
        {
            "calls": [f"{m.call_count:,}" for m in found],
            "errors": [_percent(m.error_rate) for m in found],
            "average": [f"{m.average_ms:,}" for m in found],
            "median": [f"{m.median_ms:,}" for m in found],
            "95 %": [f"{m.percentile_95_ms:,}" for m in found],
            "slowest": [f"{m.maximum_ms:,}" for m in found],
        },
    )
    click.echo(f"endpoints: {len(found)}")


@logs.command()
@_SINCE
@_LIMIT
@TENANT_OPTION
@click.pass_context
def queries(ctx: click.Context, since: datetime | None, limit: int, tenant_id: int | None) -> None:
    """List the queries of an application: what fails most often, and then what is slowest."""
    with _office(ctx, tenant_id) as (conn, tenant):
        found = monitor.list_query_metrics(
            conn, since=_in_utc(since), limit=limit, tenant_id=tenant
        )
    _echo_figures(
        {"query": [_visible(m.description) for m in found]},
        {
            "runs": [f"{m.run_count:,}" for m in found],
            "errors": [_percent(m.error_rate) for m in found],
            "average": [f"{m.average_ms:,}" for m in found],
            "95 %": [f"{m.percentile_95_ms:,}" for m in found],
            "slowest": [f"{m.maximum_ms:,}" for m in found],
        },
    )
    click.echo(f"queries: {len(found)}")


@logs.command()
@click.argument("table")
@click.argument("days", type=click.IntRange(-(2**31), 2**31 - 1))
@click.pass_context
def keep(ctx: click.Context, table: str, days: int) -> None:
    """Set for how many days a table is kept: system_log, api_metric or query_metric."""
    with closing(connect(url_of(ctx), autocommit=True, application_name="tolsel logs")) as conn:
        monitor.set_retention(conn, table_name=table, keep_days=days)
    click.echo(f"keep: {table} for {days} days")


@contextmanager
def _office(
    ctx: click.Context, tenant_id: int | None
) -> Iterator[tuple[Connection[TupleRow], int]]:
    with closing(connect(url_of(ctx), autocommit=True, application_name="tolsel logs")) as conn:
        yield conn, select_tenant(conn, tenant_id=tenant_id)


def _echo_figures(texts: dict[str, list[str]], figures: dict[str, list[str]]) -> None:
    columns = [[header, *cells] for header, cells in texts.items()]
    columns += [right_aligned(header, cells) for header, cells in figures.items()]
    headers, *rows = zip(*columns, strict=True)
    if rows:
        echo_table(headers, rows)


def _percent(rate: Decimal) -> str:
    return f"{100 * rate:.2f} %"


def _in_utc(since: datetime | None) -> datetime | None:
    return since.replace(tzinfo=UTC) if since else None


def _visible(text: str) -> str:
    """Return a text in one line that moves no cursor: whoever logs it does not write the table."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
