"""Seals: making them, and holding an anchor that was kept outside against the database."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from tolsel.errors import ReportedError, translating
from tolsel.rows import Rows, fetch_rows

_BATCH = 100_000


@dataclass(frozen=True, slots=True)
class Seal:
    """The last seal of an account and slot."""

    account_id: int
    code: str
    slot: int
    entry_count: int
    """Entries there are, sealed or not."""
    version: int | None
    """The last entry that is sealed; None where none is."""
    hash: str | None
    """64 hexadecimal digits."""

    @property
    def line(self) -> str:
        """Say count and head in one line, for a statement."""
        head = "not sealed"
        if self.hash is not None:
            head = f"seal {self.hash[:12]} through version {self.version}"
        return f"{self.entry_count} entries, {head}"


@dataclass(frozen=True, slots=True)
class SealDifference:
    """A seal of an anchor that the database does not have as it was."""

    account_id: int
    slot: int
    version: int
    expected: str
    found: str | None
    fault: str


def seal_entries(conn: Connection[TupleRow]) -> Iterator[int]:
    """Seal what is not sealed yet in steps, and say after each how many entries it sealed.

    The connection commits each statement; the login must be a member of tolsel_admin.
    """
    while True:
        with translating():
            row = conn.execute("select tolsel.seal_entries(%s)", [_BATCH]).fetchone()
        if row is None or not row[0]:
            return
        yield int(row[0])


def list_seals(
    conn: Connection[TupleRow], *, account_ids: Sequence[int] | None = None, tenant_id: int
) -> Rows[Seal]:
    """List count and head of the chains of some accounts, or all; see tolsel.list_seals."""
    return fetch_rows(
        conn,
        Seal,
        """select account_id, code, slot, entry_count, version, hash
           from tolsel.list_seals(p_account_ids => %s, p_tenant_id => %s)""",
        [None if account_ids is None else [*account_ids], tenant_id],
    )


def list_seal_differences(
    conn: Connection[TupleRow], *, anchor: Sequence[dict[str, Any]], tenant_id: int
) -> Rows[SealDifference]:
    """Compare an anchor with the database; the rule is in tolsel.list_seal_differences."""
    return fetch_rows(
        conn,
        SealDifference,
        """select account_id, slot, version, expected, found, fault
           from tolsel.list_seal_differences(p_anchor => %s, p_tenant_id => %s)""",
        [Jsonb([*anchor]), tenant_id],
    )


def write_anchor(path: Path, seals: Sequence[Seal]) -> int:
    """Write the seals there are as CSV or JSON, by the name of the file; return how many."""
    rows = [asdict(seal) for seal in seals if seal.hash is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        if _is_json(path):
            json.dump(rows, file, indent=1)
        else:
            writer = csv.DictWriter(file, [field.name for field in fields(Seal)])
            writer.writeheader()
            writer.writerows(rows)
    return len(rows)


def read_anchor(path: Path) -> list[dict[str, Any]]:
    """Read what `write_anchor` wrote; what the seals say is for the database to judge."""
    with path.open(encoding="utf-8", newline="") as file:
        try:
            rows = json.load(file) if _is_json(path) else list(csv.DictReader(file))
        except (ValueError, csv.Error) as error:
            raise ReportedError(f"{path} is not an anchor: {error}") from error
    if not isinstance(rows, list):
        raise ReportedError(f"{path} is not an anchor: it holds no list of seals")
    if not rows:
        raise ReportedError(
            f"{path} holds no seals, so it proves nothing",
            hint="Export them anew once entries are sealed; and ask who emptied it, if it had any.",
        )
    return rows


def _is_json(path: Path) -> bool:
    if path.suffix.lower() not in (".csv", ".json"):
        raise ReportedError(
            f"{path} is neither a CSV nor a JSON file", hint="Name it .csv or .json."
        )
    return path.suffix.lower() == ".json"
