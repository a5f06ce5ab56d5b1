"""Take away or weaken each guard of the catalog, one at a time: does the validator name it?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tolsel.install import judging

_SABOTAGES = Path(__file__).with_name("sabotages.sql")
_BY_HAND = Path(__file__).with_name("by_hand.sql")
_PACKAGE = "package"
_FOUND = {
    "changed_guard": "select guard from tolsel_core.breach_changed_guard",
    "odd_partition": "select b::text from tolsel_monitor.breach_odd_partition b",
    "extra_object": "select guard from tolsel_core.notice_extra_object",
    "powerful_login": "select n::text from tolsel_core.notice_powerful_login n",
    "renamed_login": "select n::text from tolsel_core.notice_renamed_login n",
}


@dataclass(frozen=True, slots=True)
class Sabotage:
    """What is done, the check that must find it, and a piece of what it must say."""

    kind: str
    statement: str
    finder: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the sabotages ended: found, not found, or refused by the server."""

    found: list[Sabotage]
    survived: list[Sabotage]
    refused: list[tuple[Sabotage, str]]

    def by_kind(self) -> list[tuple[str, int, int]]:
        """Return for each kind how many were found, of how many."""
        found = Counter(s.kind for s in self.found)
        done = Counter(s.kind for s in self.found + self.survived)
        return [(kind, found[kind], done[kind]) for kind in sorted(done)]


def list_sabotages(conn: psycopg.Connection[Any]) -> list[Sabotage]:
    """Generate every sabotage from the catalog."""
    rows = conn.execute(_SABOTAGES.read_bytes()).fetchall()
    return [Sabotage(*row) for row in rows]


def list_by_hand() -> list[Sabotage]:
    """Read what somebody has thought of: any row of the check that must find it will do."""
    lines = [line for line in _BY_HAND.read_text().splitlines() if not line.startswith("--")]
    parts = [line.split(" | ", 2) for line in lines]
    return [
        Sabotage(kind, statement, finder.removeprefix("notice_"), "")
        for kind, finder, statement in parts
    ]


def run(conn: psycopg.Connection[Any], sabotages: Iterable[Sabotage]) -> Outcome:
    """Do each and undo it; the connection is a superuser's."""
    outcome = Outcome(found=[], survived=[], refused=[])
    assert not conn.execute("select from tolsel.verify() where status = 'breach'").fetchall(), (
        "verify finds something before anything is taken away"
    )
    for sabotage in sabotages:
        try:
            with conn.transaction(force_rollback=True):
                conn.execute(sabotage.statement.encode())
                found = is_found(conn, sabotage)
        except psycopg.Error as error:
            outcome.refused.append((sabotage, str(error).splitlines()[0]))
        else:
            (outcome.found if found else outcome.survived).append(sabotage)
    return outcome


def is_found(conn: psycopg.Connection[Any], sabotage: Sabotage) -> bool:
    """Say whether the check that should find it names what was taken away."""
    if sabotage.finder == _PACKAGE:
        return judging.judge_database(conn).status in ("breach", "error")
    query = _FOUND.get(
        sabotage.finder, f"select b::text from tolsel_core.breach_{sabotage.finder} b"
    )
    return any(sabotage.sign in row[0] for row in conn.execute(query.encode()).fetchall())
