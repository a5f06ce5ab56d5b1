"""`bursar logs`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC
from decimal import Decimal

import click
from psycopg import Connection
from psycopg.rows import TupleRow

from bursar import logs as monitor
from bursar.accounts import select_tenant
from bursar.console import TENANT_OPTION, echo_table, url_of
from bursar.database import connect
from bursar.figures import right_aligned

_HOURS = click.option(
    "--hours",
    type=click.FloatRange(min=0, min_open=True, max=1_000_000),
    default=24.0,
    show_default=True,
    help="How far back to look.",
)
_LIMIT = click.option("--limit", type=click.IntRange(1), default=50, show_default=True)


@click.group(invoke_without_command=True)
@click.option("--level", default="debug", show_default=True, help="This one, and what is graver.")
@click.option("--category", help="Only this one, such as payment.")
@click.option("--request", "request_id", metavar="ID", help="Only what this request logged.")
@click.option("--user", "user_id", type=int, metavar="ID", help="Only what this person did.")
@_HOURS
@_LIMIT
@TENANT_OPTION
@click.pass_context
def logs(
    ctx: click.Context,
    level: str,
    category: str | None,
    request_id: str | None,
    user_id: int | None,
    hours: float,
    limit: int,
    tenant_id: int | None,
) -> None:
    """List what was logged, the latest last, and how requests and queries went."""
    if ctx.invoked_subcommand is not None:
        return
    with _office(ctx, tenant_id) as (conn, tenant):
        lines = monitor.list_logs(
            conn,
            min_level=level,
            category=category,
            hours=hours,
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
                    line.message,
                    line.request_id,
                    line.user_id,
                    line.duration_ms,
                )
                for line in reversed(lines)
            ],
        )
    click.echo(f"logs: {len(lines)} rows" + (", the latest" if len(lines) == limit else ""))


@logs.command()
@_HOURS
@_LIMIT
@TENANT_OPTION
@click.pass_context
def endpoints(ctx: click.Context, hours: float, limit: int, tenant_id: int | None) -> None:
    """List the endpoints of an application, the slowest first; durations are milliseconds."""
    with _office(ctx, tenant_id) as (conn, tenant):
        found = monitor.list_endpoint_metrics(conn, hours=hours, limit=limit, tenant_id=tenant)
    _echo_figures(
        {"method": [m.method for m in found], "endpoint": [m.endpoint for m in found]},
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
@_HOURS
@_LIMIT
@TENANT_OPTION
@click.pass_context
def queries(ctx: click.Context, hours: float, limit: int, tenant_id: int | None) -> None:
    """List the queries of an application: what fails most often, and then what is slowest."""
    with _office(ctx, tenant_id) as (conn, tenant):
        found = monitor.list_query_metrics(conn, hours=hours, limit=limit, tenant_id=tenant)
    _echo_figures(
        {"query": [m.description for m in found]},
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
@click.argument("days", type=int)
@click.pass_context
def keep(ctx: click.Context, table: str, days: int) -> None:
    """Set for how many days a table is kept: system_log, api_metric or query_metric."""
    with closing(connect(url_of(ctx), autocommit=True, application_name="bursar logs")) as conn:
        monitor.set_retention(conn, table_name=table, keep_days=days)
    click.echo(f"keep: {table} for {days} days")


@contextmanager
def _office(
    ctx: click.Context, tenant_id: int | None
) -> Iterator[tuple[Connection[TupleRow], int]]:
    with closing(connect(url_of(ctx), autocommit=True, application_name="bursar logs")) as conn:
        yield conn, select_tenant(conn, tenant_id=tenant_id)


def _echo_figures(texts: dict[str, list[str]], figures: dict[str, list[str]]) -> None:
    columns = [[header, *cells] for header, cells in texts.items()]
    columns += [right_aligned(header, cells) for header, cells in figures.items()]
    headers, *rows = zip(*columns, strict=True)
    if rows:
        echo_table(headers, rows)


def _percent(rate: Decimal) -> str:
    return f"{100 * rate:.2f} %"
