"""Walk-in queues: what the database's functions answer of boards, days and statistics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import translating
from tolsel.rows import Rows, fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call on the board of a branch."""

    call_no: int
    token: str
    counter_id: int
    is_repeated: bool
    called_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """What happened at a branch in some days; seconds are None where nothing counts for them."""

    joined_count: int
    completed_count: int
    cancelled_count: int
    no_show_count: int
    reset_count: int
    average_wait_s: Decimal | None
    p90_wait_s: Decimal | None
    longest_wait_s: Decimal | None
    average_service_s: Decimal | None
    day_count: int
    ok_reset_count: int
    failed_reset_count: int
    reset_success_percent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetRun:
    """How the closing of a day went."""

    business_on: date
    outcome: str
    cancelled_count: int
    completed_count: int
    archived_count: int
    message: str
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure that was another; hour, service and counter are None for the summary of a day."""

    business_on: date
    hour_at: datetime | None
    service_id: int | None
    counter_id: int | None
    figure: str
    stored_amount: int
    recounted_amount: int


def list_calls(
    conn: Connection[TupleRow], *, branch_id: int, after_no: int, limit: int, tenant_id: int
) -> Rows[Call]:
    """List the calls of a branch after a number, in their order, by tolsel.list_calls."""
    return fetch_rows(
        conn,
        Call,
        """select call_no, token, counter_id, is_repeated, called_at
           from tolsel.list_calls(
               p_branch_id => %(branch_id)s, p_after_no => %(after_no)s, p_limit => %(limit)s,
               p_tenant_id => %(tenant_id)s)""",
        {"branch_id": branch_id, "after_no": after_no, "limit": limit, "tenant_id": tenant_id},
    )


def get_dashboard(
    conn: Connection[TupleRow], *, branch_id: int, from_on: date, to_on: date, tenant_id: int
) -> Rows[Dashboard]:
    """Answer what happened at a branch in some days, by tolsel.get_queue_dashboard."""
    return fetch_rows(
        conn,
        Dashboard,
        """select joined_count, completed_count, cancelled_count, no_show_count, reset_count,
               average_wait_s, p90_wait_s, longest_wait_s, average_service_s, day_count,
               ok_reset_count, failed_reset_count, reset_success_percent
           from tolsel.get_queue_dashboard(
               p_branch_id => %(branch_id)s, p_from_on => %(from_on)s, p_to_on => %(to_on)s,
               p_tenant_id => %(tenant_id)s)""",
        {"branch_id": branch_id, "from_on": from_on, "to_on": to_on, "tenant_id": tenant_id},
    )


def reset_day(
    conn: Connection[TupleRow],
    *,
    branch_id: int,
    business_on: date,
    is_dry_run: bool,
    tenant_id: int,
) -> Rows[ResetRun]:
    """Close a day of a branch by tolsel.reset_day; in a dry run for real, and undone."""
    with translating(), conn.transaction(force_rollback=is_dry_run):
        return fetch_rows(
            conn,
            ResetRun,
            """select business_on, outcome, cancelled_count, completed_count, archived_count,
                   message, error
               from tolsel.reset_day(
                   p_branch_id => %(branch_id)s, p_business_on => %(business_on)s,
                   p_tenant_id => %(tenant_id)s)""",
            {"branch_id": branch_id, "business_on": business_on, "tenant_id": tenant_id},
        )


def rebuild_stats(
    conn: Connection[TupleRow],
    *,
    branch_id: int,
    from_on: date,
    to_on: date,
    is_dry_run: bool,
    tenant_id: int,
) -> Rows[Difference]:
    """Make statistics anew by tolsel.rebuild_queue_stats; list each figure that was another."""
    return fetch_rows(
        conn,
        Difference,
        """select business_on, hour_at, service_id, counter_id, figure, stored_amount,
               recounted_amount
           from tolsel.rebuild_queue_stats(
               p_branch_id => %(branch_id)s, p_from_on => %(from_on)s, p_to_on => %(to_on)s,
               p_is_dry_run => %(is_dry_run)s, p_tenant_id => %(tenant_id)s)""",
        {
            "branch_id": branch_id,
            "from_on": from_on,
            "to_on": to_on,
            "is_dry_run": is_dry_run,
            "tenant_id": tenant_id,
        },
    )
