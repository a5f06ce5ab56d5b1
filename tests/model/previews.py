"""A preview answers as the command then does, and leaves nothing behind."""

import contextlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import sql

from tests.model.desk import TYPES, Arguments, Desk, Outcome, Row, as_json, as_text

# What a preview cannot know: numbers drawn from sequences, and the time.
OWN_KEYS = {
    "capture_hold": "journal_id",
    "close_period": "period_close_id",
    "open_account": "account_id",
    "place_hold": "hold_id",
    "post_journal": "journal_id",
    "post_journals": "journal_id",
    "reopen_period": "period_close_id",
    "reverse_journal": "journal_id",
}
FIRST_LOOKS, LOOKS_EVERY = 3, 5
MOMENTS = {"booked_at", "closed_at", "created_at", "last_booked_at", "opened_at", "placed_at",
           "recorded_at"}  # fmt: skip


@contextlib.contextmanager
def previewing(
    desk: Desk,
    conn: psycopg.Connection[Row],
    function: str,
    arguments: Arguments,
    *,
    is_wanted: bool,
    known: set[int],
) -> Iterator[list[Outcome]]:
    """Preview what the block then does for real; it hands in the outcome.

    Rows with a known id answer a repeated request, and so the id is compared too.
    """
    real: list[Outcome] = []
    if not is_wanted:
        yield real
        return
    # Reading every table takes longer than the command: after a few times, now and then.
    looks = desk.tally.looks
    looks[function] += 1
    is_looked_at = looks[function] <= FIRST_LOOKS or looks[function] % LOOKS_EVERY == 0
    before = fingerprint(desk) if is_looked_at else {}
    told = as_json({k: as_text(v, TYPES.get(k)) for k, v in arguments.items()})
    query = sql.SQL("select tolsel.preview({}, {}::jsonb) as answer").format(function, told)
    foreseen = desk.run(conn, query, None)
    after = fingerprint(desk) if is_looked_at else {}
    assert after == before, f"a preview of {function} left {after.items() ^ before.items()} behind"
    desk.tally.calls["preview", foreseen.code or "ok"] += 1
    yield real
    assert foreseen.code == real[0].code, f"{function} {arguments}: {foreseen.told}"
    if foreseen.code is None:
        answers = foreseen.rows[0]["answer"]
        assert [_compared(function, row, known) for row in answers] == [
            _compared(function, row, known) for row in real[0].rows
        ]


def _compared(function: str, row: Any, known: set[int]) -> Any:
    """A row in the form in which both replies are compared."""
    if not isinstance(row, dict):
        return _plain(row)
    if len(row) == 1 and function in row:
        return _plain(row[function])
    key = OWN_KEYS.get(function)
    return {
        name: _plain(value)
        for name, value in row.items()
        if name not in MOMENTS and (name != key or value in known)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(value).timestamp() if "T" in value else value
    return value


def fingerprint(desk: Desk) -> dict[str, tuple[int, int | None]]:
    """The number of rows of every table of tolsel, and the last transaction that wrote one.

    Whoever writes or changes a row is a later transaction, and who deletes one leaves less.
    """
    if not desk.fingerprint_query:
        tables = desk.root.execute(
            """select format('%I.%I', n.nspname, c.relname) as name
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname ~ '^tolsel_' order by 1"""
        ).fetchall()
        parts = [
            f"""select '{table["name"]}' as name, count(*) as rows,
                max(t.xmin::text::bigint) as writer from {table["name"]} t"""
            for table in tables
        ]
        desk.fingerprint_query = " union all ".join(parts)
    # In no order: a server that reads the tables in parallel answers as it comes.
    return {
        row["name"]: (row["rows"], row["writer"])
        for row in desk.root.execute(desk.fingerprint_query).fetchall()
    }
