"""Calls of the domain monitor: see sql/monitor/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tolsel.calls import Call, Json, as_row, as_rows, chosen

__all__ = [
    "ApiMetric",
    "EndpointMetricsRow",
    "EndpointTrendRow",
    "QueryMetric",
    "QueryMetricsRow",
    "QueryTrendRow",
    "RequestLogsRow",
    "Retention",
    "SystemLog",
    "list_endpoint_metrics",
    "list_endpoint_trend",
    "list_logs",
    "list_query_errors",
    "list_query_metrics",
    "list_query_trend",
    "list_request_logs",
    "list_slow_queries",
    "record_api_metric",
    "record_log",
    "record_query_metric",
    "set_log_retention",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointMetricsRow:
    """A row of `tolsel.list_endpoint_metrics`."""

    endpoint: str | None
    method: str | None
    call_count: int | None
    error_count: int | None
    error_rate: Decimal | None
    average_ms: int | None
    median_ms: int | None
    percentile_95_ms: int | None
    maximum_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointTrendRow:
    """A row of `tolsel.list_endpoint_trend`."""

    bucket_at: datetime | None
    call_count: int | None
    error_count: int | None
    error_rate: Decimal | None
    average_ms: int | None
    percentile_95_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLog:
    """A row of `tolsel_monitor.system_log`."""

    tenant_id: int
    """The tenant concerned."""
    system_log_id: int
    """Number of the row, in order of writing."""
    recorded_at: datetime
    """When the transaction that wrote it began, by the business clock."""
    level: str
    """Severity."""
    category: str
    """What it is about."""
    message: str
    """What the application says."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    duration_ms: int | None
    """How long it took, in milliseconds; null where that says nothing."""
    expires_at: datetime | None
    """From then on it is not shown any more; null: until its day is dropped, which no row
    outlives.
    """
    metadata: Json
    """The application's own facts about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryMetric:
    """A row of `tolsel_monitor.query_metric`."""

    tenant_id: int
    """The tenant concerned."""
    query_metric_id: int
    """Number of the row, in order of writing."""
    recorded_at: datetime
    """When the transaction that wrote it began, by the business clock."""
    description: str
    """What the query asks, in the application's words; the same for each of its runs."""
    duration_ms: int
    """How long it took, in milliseconds."""
    error_message: str | None
    """What it failed with; null where it succeeded."""
    has_error: bool
    """Whether it failed."""
    request_id: str | None
    """Request it belongs to; null when none was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryMetricsRow:
    """A row of `tolsel.list_query_metrics`."""

    description: str | None
    run_count: int | None
    error_count: int | None
    error_rate: Decimal | None
    average_ms: int | None
    percentile_95_ms: int | None
    maximum_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTrendRow:
    """A row of `tolsel.list_query_trend`."""

    bucket_at: datetime | None
    run_count: int | None
    error_count: int | None
    error_rate: Decimal | None
    average_ms: int | None
    percentile_95_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLogsRow:
    """A row of `tolsel.list_request_logs`."""

    recorded_at: datetime | None
    source: str | None
    source_id: int | None
    summary: str | None
    duration_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiMetric:
    """A row of `tolsel_monitor.api_metric`."""

    tenant_id: int
    """The tenant concerned."""
    api_metric_id: int
    """Number of the row, in order of writing."""
    recorded_at: datetime
    """When the transaction that wrote it began, by the business clock."""
    endpoint: str
    """Path without a query, with a placeholder for each id, such as /invoices/:id."""
    method: str
    """Method of the request, such as GET."""
    status_code: int
    """Status it was answered with; 400 and above is an error."""
    response_ms: int
    """How long the answer took, in milliseconds."""
    request_id: str | None
    """The request; null when none was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """A row of `tolsel_monitor.retention`."""

    table_name: str
    """Table of tolsel_monitor with a partition for each day."""
    keep_days: int
    """Whole days, UTC, for which a day is kept after its end. tolsel.set_log_retention sets it."""
    set_at: datetime
    """When it was set, by the business clock."""
    login: str | None
    """Database role that set it; null: as it was installed."""


def list_endpoint_metrics(
    *,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    limit: int = 100,
    tenant_id: int | None = None,
) -> Call[list[EndpointMetricsRow]]:
    """Lists the endpoints of a window of time, by default of the last 24 hours, the slowest on
    average first: how often each was called, how many of these calls were answered with 400
    or above, and how long the answers took, in milliseconds.

    Raises: TenantNotAllowed, WindowNotUsable.

    Source: sql/monitor/functions/list_endpoint_metrics.sql.
    """
    return Call(
        "list_endpoint_metrics",
        {
            **chosen(
                from_at=(from_at, "timestamp with time zone"),
                to_at=(to_at, "timestamp with time zone"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(EndpointMetricsRow),
    )


def list_endpoint_trend(
    *,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    bucket_minutes: int = 60,
    endpoint: str | None = None,
    method: str | None = None,
    tenant_id: int | None = None,
) -> Call[list[EndpointTrendRow]]:
    """Lists calls, errors and times of answers in a window of time, by default the last 24
    hours, in steps of bucket_minutes from midnight UTC on: of all requests, or of one
    endpoint or method. Steps without a request are left out.

    Raises: BucketNotUsable, TenantNotAllowed, WindowNotUsable.

    Source: sql/monitor/functions/list_endpoint_trend.sql.
    """
    return Call(
        "list_endpoint_trend",
        {
            **chosen(
                from_at=(from_at, "timestamp with time zone"),
                to_at=(to_at, "timestamp with time zone"),
                bucket_minutes=(bucket_minutes, "integer"),
                endpoint=(endpoint, "text"),
                method=(method, "text"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(EndpointTrendRow),
    )


def list_logs(
    *,
    min_level: str = "debug",
    category: str | None = None,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    request_id: str | None = None,
    user_id: int | None = None,
    limit: int = 100,
    tenant_id: int | None = None,
) -> Call[list[SystemLog]]:
    """Lists what was logged in a window of time, by default in the last 24 hours, the latest
    first: from a level upwards, in a category, of a request, of a person; null asks for all.

    Raises: LogLevelUnknown, LogCategoryUnknown, TenantNotAllowed, WindowNotUsable.

    Source: sql/monitor/functions/list_logs.sql.
    """
    return Call(
        "list_logs",
        {
            **chosen(
                min_level=(min_level, "text"),
                category=(category, "text"),
                from_at=(from_at, "timestamp with time zone"),
                to_at=(to_at, "timestamp with time zone"),
                request_id=(request_id, "text"),
                user_id=(user_id, "bigint"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(SystemLog),
    )


def list_query_errors(
    *,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    limit: int = 100,
    tenant_id: int | None = None,
) -> Call[list[QueryMetric]]:
    """Lists the queries that failed in a window of time, by default in the last 24 hours, the
    latest first.

    Raises: TenantNotAllowed, WindowNotUsable.

    Source: sql/monitor/functions/list_query_errors.sql.
    """
    return Call(
        "list_query_errors",
        {
            **chosen(
                from_at=(from_at, "timestamp with time zone"),
                to_at=(to_at, "timestamp with time zone"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(QueryMetric),
    )


def list_query_metrics(
    *,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    limit: int = 100,
    tenant_id: int | None = None,
) -> Call[list[QueryMetricsRow]]:
    """Lists the queries of a window of time, by default of the last 24 hours, by their
    descriptions: how often each ran and failed, and how long it took, in milliseconds; those
    that fail most often first, among equals the slowest.

    Raises: TenantNotAllowed, WindowNotUsable.

    Source: sql/monitor/functions/list_query_metrics.sql.
    """
    return Call(
        "list_query_metrics",
        {
            **chosen(
                from_at=(from_at, "timestamp with time zone"),
                to_at=(to_at, "timestamp with time zone"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(QueryMetricsRow),
    )


def list_query_trend(
    *,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    bucket_minutes: int = 60,
    tenant_id: int | None = None,
) -> Call[list[QueryTrendRow]]:
    """Lists runs, errors and durations of queries in a window of time, by default the last 24
    hours, in steps of bucket_minutes from midnight UTC on. Steps without a query are left
    out.

    Raises: BucketNotUsable, TenantNotAllowed, WindowNotUsable.

    Source: sql/monitor/functions/list_query_trend.sql.
    """
    return Call(
        "list_query_trend",
        {
            **chosen(
                from_at=(from_at, "timestamp with time zone"),
                to_at=(to_at, "timestamp with time zone"),
                bucket_minutes=(bucket_minutes, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(QueryTrendRow),
    )


def list_request_logs(
    *,
    request_id: str,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    tenant_id: int | None = None,
) -> Call[list[RequestLogsRow]]:
    """Lists what one request has logged in a window of time, by default in the last 24 hours,
    with its queries and its answer. tolsel.request_document lists the documents that it
    wrote.

    Raises: TenantNotAllowed, WindowNotUsable.

    Source: sql/monitor/functions/list_request_logs.sql.
    """
    return Call(
        "list_request_logs",
        {
            "request_id": (request_id, "text"),
            **chosen(
                from_at=(from_at, "timestamp with time zone"),
                to_at=(to_at, "timestamp with time zone"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_rows(RequestLogsRow),
    )


def list_slow_queries(
    *,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    min_duration_ms: int = 100,
    limit: int = 100,
    tenant_id: int | None = None,
) -> Call[list[QueryMetric]]:
    """Lists the queries that took at least min_duration_ms in a window of time, by default in
    the last 24 hours, the slowest first.

    Raises: DurationNotUsable, TenantNotAllowed, WindowNotUsable.

    Source: sql/monitor/functions/list_slow_queries.sql.
    """
    return Call(
        "list_slow_queries",
        {
            **chosen(
                from_at=(from_at, "timestamp with time zone"),
                to_at=(to_at, "timestamp with time zone"),
                min_duration_ms=(min_duration_ms, "integer"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(QueryMetric),
    )


def record_api_metric(
    *, endpoint: str, method: str, status_code: int, response_ms: int, tenant_id: int | None = None
) -> Call[ApiMetric]:
    """Writes how a request to an application was answered: its endpoint as a path with a
    placeholder for each id, its method, the status and the milliseconds it took. A query
    string is left out, as are secrets in the path and what is beyond 200 characters.

    Raises: DurationNotUsable, HttpMethodNotUsable, HttpStatusNotUsable, TenantNotAllowed,
    TextNotUsable.

    Source: sql/monitor/functions/record_api_metric.sql.
    """
    return Call(
        "record_api_metric",
        {
            "endpoint": (endpoint, "text"),
            "method": (method, "text"),
            "status_code": (status_code, "integer"),
            "response_ms": (response_ms, "integer"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(ApiMetric),
    )


def record_log(
    *,
    level: str,
    category: str,
    message: str,
    duration_ms: int | None = None,
    expires_at: datetime | None = None,
    metadata: Json | None = None,
    tenant_id: int | None = None,
) -> Call[SystemLog]:
    """Writes a row of the log, for the request and the person that the transaction is attributed
    to. It is kept for as long as tolsel.set_log_retention says, or until it expires.
    Passwords in URLs, what is named password, secret, token, key or authorization, and e-mail
    addresses become ***.

    Raises: LogLevelUnknown, LogCategoryUnknown, DurationNotUsable, ExpiryNotUsable,
    TenantNotAllowed, MetadataNotUsable, TextNotUsable.

    Source: sql/monitor/functions/record_log.sql.
    """
    return Call(
        "record_log",
        {
            "level": (level, "text"),
            "category": (category, "text"),
            "message": (message, "text"),
            **chosen(
                duration_ms=(duration_ms, "integer"),
                expires_at=(expires_at, "timestamp with time zone"),
                metadata=(metadata, "jsonb"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(SystemLog),
    )


def record_query_metric(
    *,
    description: str,
    duration_ms: int,
    error_message: str | None = None,
    tenant_id: int | None = None,
) -> Call[QueryMetric]:
    """Writes how long a query of an application took, in milliseconds, under a description that
    is the same for each of its runs; with the message of the error if it failed, without
    passwords and e-mail addresses, which tolsel.record_log leaves out too.

    Raises: DurationNotUsable, TenantNotAllowed, TextNotUsable.

    Source: sql/monitor/functions/record_query_metric.sql.
    """
    return Call(
        "record_query_metric",
        {
            "description": (description, "text"),
            "duration_ms": (duration_ms, "integer"),
            **chosen(error_message=(error_message, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(QueryMetric),
    )


def set_log_retention(*, table_name: str, keep_days: int) -> Call[Retention]:
    """Sets for how many days system_log, api_metric or query_metric is kept, for all tenants.
    The next run of the job monitor.turn_days drops what has been kept for longer. Every
    question locks the days that it reads: beyond some 100 days, raise
    max_locks_per_transaction.

    Raises: LogTableUnknown, RetentionNotUsable.

    Source: sql/monitor/functions/set_log_retention.sql.
    """
    return Call(
        "set_log_retention",
        {"table_name": (table_name, "text"), "keep_days": (keep_days, "integer")},
        as_row(Retention),
    )
