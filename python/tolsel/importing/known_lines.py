"""Tells the lines of a history that are new from those that an earlier file has brought.

A line is the same where account, day and the bank's reference are the same, or content where one of
the two has no reference, the how-manieth with the how-manieth. Neither the file's name nor columns
that may be missing the next time count.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from tolsel.errors import translating
from tolsel.importing.history_file import HistoryLine, plain

_Place = tuple[str, date]


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line that is posted."""

    account: str
    effective_on: date
    amount: Decimal
    text: str | None
    line_id: str | None
    request_key: str


def list_known(
    conn: Connection[TupleRow],
    *,
    source: str,
    account_ids: Iterable[int],
    from_on: date,
    to_on: date,
    tenant_id: int,
) -> list[KnownLine]:
    """List what is posted of a source; the rule is in tolsel.list_imported_lines."""
    with translating(), conn.cursor(row_factory=class_row(KnownLine)) as cur:
        cur.execute(
            """select code as account, effective_on, amount, description as text, line_id,
                   request_key
               from tolsel.list_imported_lines(p_source => %s, p_account_ids => %s,
                   p_from_on => %s, p_to_on => %s, p_tenant_id => %s)""",
            [source, [*account_ids], from_on, to_on, tenant_id],
        )
        return cur.fetchall()


class KnownLines:
    """Knows the lines of a source, and gives new ones their request keys."""

    def __init__(self, source: str, known: Sequence[KnownLine]) -> None:
        self._source = source
        self._keys = {line.request_key for line in known}
        self._left: defaultdict[_Place, list[KnownLine]] = defaultdict(list)
        for line in known:
            self._left[line.account, line.effective_on].append(line)
        self._counts: dict[str, int] = {}

    def key_of(self, line: HistoryLine) -> tuple[str, bool]:
        """Return the request key of a line, and whether the line is posted under it already."""
        left = self._left.get((line.account, line.effective_on), [])
        named = [known for known in left if line.line_id and known.line_id == line.line_id]
        alike = [
            known
            for known in named or left
            if (known.amount, known.text) == (line.amount, line.text)
            and (named or not (known.line_id and line.line_id))
        ]
        # One that has changed under its reference is handed on: the database refuses it.
        if found := next(iter(alike or named), None):
            left.remove(found)
            return found.request_key, bool(alike)
        return self._next_key(line), False

    def _next_key(self, line: HistoryLine) -> str:
        told = [line.line_id] if line.line_id else [plain(line.amount), line.text or "", ""]
        content = json.dumps([line.account, line.effective_on.isoformat(), *told])
        base = f"import:{self._source}:{hashlib.sha256(content.encode()).hexdigest()[:24]}"
        while True:
            self._counts[base] = self._counts.get(base, 0) + 1
            key = f"{base}:{self._counts[base]}"
            if key not in self._keys:
                return key
