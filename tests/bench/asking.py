"""Asks a full database what people ask of it: rows, pages, time, plan, and the time it may take."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.bench import lab

_EXPLAIN_NESTED = {
    "log_min_duration": "0",
    "log_nested_statements": "on",
    "log_analyze": "on",
    "log_timing": "off",
}
_SCAN = re.compile(
    r"(?:(?:Bitmap )?Index|Seq|Index Only) Scan (?:Backward )?(?:using|on) ([a-z0-9_]+)"
)
# Found in every call, and of a few rows.
_SMALL = {"login_tenant", "test_clock", "branch"}


@dataclass(frozen=True, kw_only=True)
class Question:
    """A query, who asks it, and the milliseconds that it may take, where they are promised."""

    title: str
    query: str
    role: str = lab.APP
    bound_ms: int | None = None


def ask(conn: psycopg.Connection[Any], questions: Sequence[Question]) -> None:
    """Print what each question costs and what it goes through; fail if one takes too long."""
    plans: list[str] = []
    conn.add_notice_handler(lambda notice: plans.append(notice.message_primary or ""))
    conn.execute("load 'auto_explain'")
    for name, value in _EXPLAIN_NESTED.items():
        conn.execute("select set_config('auto_explain.' || %s, %s, false)", [name, value])
    print(f"{'':44} {'rows':>7} {'pages':>7} {'ms':>7}  (of {lab.REPEATS})")
    slow = []
    for question in questions:
        conn.execute(f"set role {question.role}".encode())
        conn.execute("set client_min_messages = warning")
        asked = [_explain(conn, question.query) for _ in range(lab.REPEATS)]
        # The first call reads the catalog too.
        rows, pages, _ = asked[-1]
        spent = sorted(ms for _, _, ms in asked)
        conn.execute("set client_min_messages = log")
        plans.clear()
        conn.execute(f"select count(*) from ({question.query}) q".encode())
        conn.execute("reset role")
        bound = f", at most {question.bound_ms}" if question.bound_ms else ""
        print(
            f"{question.title:44} {rows:7,} {pages:7,} {spent[lab.REPEATS // 2]:7.1f}"
            f"  ({spent[0]:.1f} to {spent[-1]:.1f}{bound})\n    {_scans(plans)}",
            flush=True,
        )
        if question.bound_ms and spent[-1] > question.bound_ms:
            slow.append(question.title)
    if slow:
        raise SystemExit(f"longer than promised: {', '.join(slow)}")


def _scans(plans: Sequence[str]) -> str:
    """Name the indexes and tables that were gone through, the partitions of a table as one."""
    found = [re.sub(r"_\d{8}", "", name) for name in _SCAN.findall("\n".join(plans))]
    return ", ".join(name for name in dict.fromkeys(found) if name not in _SMALL)


def _explain(conn: psycopg.Connection[Any], query: str) -> tuple[int, int, float]:
    row = conn.execute(
        f"explain (analyze, buffers, timing off, format json) {query}".encode()
    ).fetchone()
    assert row
    plan = row[0][0]["Plan"]
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return plan["Actual Rows"], pages, row[0][0]["Execution Time"]
