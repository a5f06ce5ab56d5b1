"""A database of its own for one example, the logins that call it, and the tally of all calls."""

import contextlib
import itertools
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import set_json_loads

from tests import templates
from tests.templates import Database

Row = dict[str, Any]
Arguments = dict[str, Any]

# The type of each argument that PostgreSQL could not tell from a string.
TYPES: dict[str, LiteralString] = {
    "p_account_id": "bigint",
    "p_account_limit": "integer",
    "p_adjusted_on": "date",
    "p_allocation_id": "bigint",
    "p_amount": "numeric",
    "p_at": "timestamptz",
    "p_booked_at": "timestamptz",
    "p_branch_id": "bigint",
    "p_channel_id": "bigint",
    "p_closed_on": "date",
    "p_codes": "text[]",
    "p_counted_amount": "numeric",
    "p_credit_limit": "numeric",
    "p_credit_note_id": "bigint",
    "p_customer_id": "bigint",
    "p_day_starts_at": "time",
    "p_due_on": "date",
    "p_effective_on": "date",
    "p_entered_on": "date",
    "p_expires_at": "timestamptz",
    "p_from_on": "date",
    "p_has_daily_totals": "boolean",
    "p_hold_id": "bigint",
    "p_invoice_amounts": "numeric[]",
    "p_invoice_id": "bigint",
    "p_invoice_ids": "bigint[]",
    "p_is_dry_run": "boolean",
    "p_issued_on": "date",
    "p_journal_id": "bigint",
    "p_journals": "jsonb",
    "p_limit": "integer",
    "p_lines": "jsonb",
    "p_metadata": "jsonb",
    "p_on": "date",
    "p_owed_limit": "numeric",
    "p_paid_on": "date",
    "p_parent_account_id": "bigint",
    "p_payment_id": "bigint",
    "p_received_amount": "numeric",
    "p_refunded_on": "date",
    "p_slots": "integer",
    "p_step": "numeric",
    "p_tenant_id": "bigint",
    "p_through_on": "date",
    "p_to_account_id": "bigint",
    "p_to_on": "date",
    "p_uses_credit": "boolean",
    "p_vendor_id": "bigint",
    "p_voided_on": "date",
}


class Tally:
    """What the runs have met: an operation or a refusal that was never met proves nothing."""

    def __init__(self) -> None:
        self.calls: Counter[tuple[str, str]] = Counter()
        self.notes: Counter[str] = Counter()
        self.looks: Counter[str] = Counter()

    def codes(self) -> Counter[str]:
        codes: Counter[str] = Counter()
        for (_, outcome), count in self.calls.items():
            codes[outcome] += count
        return codes

    def table(self) -> str:
        functions = sorted({function for function, _ in self.calls})
        lines = []
        for function in functions:
            mine = {o: n for (f, o), n in sorted(self.calls.items()) if f == function}
            told = ", ".join(f"{outcome} {count}" for outcome, count in mine.items())
            lines.append(f"  {function:24} {sum(mine.values()):6}  {told}")
        lines += [f"  {note:24} {count:6}" for note, count in sorted(self.notes.items())]
        return "\n".join(lines)


@dataclass
class Outcome:
    rows: list[Row] = field(default_factory=list)
    code: str | None = None
    told: str = ""


_numbers = itertools.count()


class Desk:
    """One clone of the template, with a connection for each login."""

    def __init__(self, template: Database, tally: Tally) -> None:
        self.tally = tally
        self.fingerprint_query: LiteralString = ""
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        self._database = Database(name=f"{template.name}_{worker}_{next(_numbers)}")
        self._ran = contextlib.ExitStack()
        with psycopg.connect(templates.SERVER.url(), autocommit=True) as conn:
            templates.create(conn, self._database, of=template)
        self._ran.callback(self._drop)
        self.app = self._connect("shop_app")
        self.admin = self._connect("shop_admin")
        self.reader = self._connect("shop_read")
        self.root = self._connect("postgres")

    def _drop(self) -> None:
        with psycopg.connect(templates.SERVER.url(), autocommit=True) as conn:
            templates.drop(conn, self._database)

    def _connect(self, login: str) -> psycopg.Connection[Row]:
        conn = psycopg.connect(self._database.url(login), autocommit=True, row_factory=dict_row)
        set_json_loads(partial(json.loads, parse_float=Decimal), conn)
        self._ran.callback(conn.close)
        return conn

    def close(self) -> None:
        self._ran.close()

    def call(self, conn: psycopg.Connection[Row], function: str, arguments: Arguments) -> Outcome:
        """Call a public function by the names of its arguments, and keep the tally."""
        given = sql.SQL(", ").join(
            [
                sql.SQL("{} => {}::{}").format(
                    sql.Identifier(name), sql.Placeholder(name), sql.SQL(TYPES.get(name, "text"))
                )
                for name in arguments
            ]
        )
        query = sql.SQL("select * from tolsel.{}({})").format(sql.Identifier(function), given)
        outcome = self.run(conn, query, {k: as_text(v, TYPES.get(k)) for k, v in arguments.items()})
        self.tally.calls[function, outcome.code or "ok"] += 1
        return outcome

    def run(self, conn: psycopg.Connection[Row], query: sql.Composed, arguments: Any) -> Outcome:
        try:
            return Outcome(conn.execute(query, arguments).fetchall())
        except psycopg.Error as error:
            return Outcome(code=error.sqlstate or "?", told=str(error))

    def read(self, query: LiteralString, arguments: Any = None) -> list[Row]:
        """Read the views, as somebody who may do nothing else."""
        return self.reader.execute(query, arguments).fetchall()


@contextlib.contextmanager
def at_desk(template: Database, tally: Tally) -> Iterator[Desk]:
    desk = Desk(template, tally)
    try:
        yield desk
    finally:
        desk.close()


def as_text(value: Any, kind: str | None = None) -> str | None:
    """A value as the text that its type reads."""
    if kind == "jsonb":
        return None if value is None else as_json(value)
    if kind == "text[]" and value is not None:
        return "{" + ",".join(json.dumps(v) for v in value) + "}"
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return None if value is None else str(value)


def as_json(value: Any) -> str:
    """JSON that keeps the digits of a Decimal."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {as_json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_json, value)) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else f'"{value}"'
    return json.dumps(value)
