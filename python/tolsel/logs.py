"""Logs, and metrics of requests and queries: what the database's functions answer of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import translating
from tolsel.rows import Rows, fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A row of the log."""

    recorded_at: datetime
    level: str
    category: str
    message: str
    request_id: str | None
    user_id: int | None
    duration_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointMetric:
    """How an endpoint answered in a window of time; durations are milliseconds."""

    endpoint: str
    method: str
    call_count: int
    error_count: int
    error_rate: Decimal
    """Of 1: answers with a status of 400 or above."""
    average_ms: int
    median_ms: int
    percentile_95_ms: int
    maximum_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryMetric:
    """How a query of an application ran in a window of time; durations are milliseconds."""

    description: str
    run_count: int
    error_count: int
    error_rate: Decimal
    """Of 1."""
    average_ms: int
    percentile_95_ms: int
    maximum_ms: int


def list_logs(
    conn: Connection[TupleRow],
    *,
    min_level: str,
    category: str | None,
    since: datetime | None,
    request_id: str | None,
    user_id: int | None,
    limit: int,
    tenant_id: int,
) -> Rows[LogLine]:
    """List what was logged since a moment, the latest first, by tolsel.list_logs.

    None is 24 hours ago. Raises UM001 for an unknown level and UM002 for an unknown category.
    """
    return fetch_rows(
        conn,
        LogLine,
        """select recorded_at, level, category, message, request_id, user_id, duration_ms
           from tolsel.list_logs(
               p_min_level => %(min_level)s, p_category => %(category)s,
               p_from_at => %(since)s,
               p_request_id => %(request_id)s,
               p_user_id => %(user_id)s, p_limit => %(limit)s, p_tenant_id => %(tenant_id)s)""",
        {
            "min_level": min_level,
            "category": category,
            "since": since,
            "request_id": request_id,
            "user_id": user_id,
            "limit": limit,
            "tenant_id": tenant_id,
        },
    )


def list_endpoint_metrics(
    conn: Connection[TupleRow], *, since: datetime | None, limit: int, tenant_id: int
) -> Rows[EndpointMetric]:
    """List the endpoints since a moment, the slowest first, by tolsel.list_endpoint_metrics.

    None is 24 hours ago.
    """
    return fetch_rows(
        conn,
        EndpointMetric,
        """select endpoint, method, call_count, error_count, error_rate, average_ms, median_ms,
               percentile_95_ms, maximum_ms
           from tolsel.list_endpoint_metrics(
               p_from_at => %s, p_limit => %s,
               p_tenant_id => %s)""",
        [since, limit, tenant_id],
    )


def list_query_metrics(
    conn: Connection[TupleRow], *, since: datetime | None, limit: int, tenant_id: int
) -> Rows[QueryMetric]:
    """List the queries since a moment, by tolsel.list_query_metrics; None is 24 hours ago.

    Those that fail most often come first, of equals the slowest.
    """
    return fetch_rows(
        conn,
        QueryMetric,
        """select description, run_count, error_count, error_rate, average_ms,
               percentile_95_ms, maximum_ms
           from tolsel.list_query_metrics(
               p_from_at => %s, p_limit => %s,
               p_tenant_id => %s)""",
        [since, limit, tenant_id],
    )


def set_retention(conn: Connection[TupleRow], *, table_name: str, keep_days: int) -> None:
    """Set for how many days a table is kept, by tolsel.set_log_retention.

    Raises UM007 for an unknown table and UM008 for a number outside 1 to 400; the login must be a
    member of tolsel_admin.
    """
    with translating():
        conn.execute("select tolsel.set_log_retention(%s, %s)", [table_name, keep_days])
