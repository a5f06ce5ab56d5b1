"""The page of all books: its head, its sections, and the period they are about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import reports
from tolsel.errors import ReportedError
from tolsel.picturing import figures, page, sections

_MOST_MONTHS = 36


def render_books(
    conn: Connection[TupleRow], *, tenant_id: int, from_on: date | None, to_on: date | None
) -> str:
    """Return the page; without a first day it is about all that was, three years at most."""
    today = reports.get_business_date(conn, tenant_id=tenant_id)
    last = to_on or today
    first = from_on or _first_day(conn, tenant_id=tenant_id, to_on=last)
    if first > last:
        raise ReportedError(f"the period begins on {first}, after it ends on {last}")
    period = sections.Period(
        conn=conn,
        tenant_id=tenant_id,
        from_on=first,
        to_on=last,
        today=today,
        scales=reports.list_scales(conn),
    )
    shown = sections.list_sections(period)
    return page.render(
        "report.html",
        tenant=figures.get_tenant_name(conn, tenant_id=tenant_id),
        from_on=first,
        to_on=last,
        made_at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        sections=shown,
    )


def _first_day(conn: Connection[TupleRow], *, tenant_id: int, to_on: date) -> date:
    found = figures.find_first_day(conn, tenant_id=tenant_id) or to_on
    earliest = to_on.replace(day=1)
    for _ in range(_MOST_MONTHS - 1):
        earliest = (earliest - timedelta(days=1)).replace(day=1)
    return min(max(found, earliest), to_on)
