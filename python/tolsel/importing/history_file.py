"""A history as a CSV file: one line is one movement of one account, as its bank printed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from tolsel.importing.csv_rows import BadLine, BadValueError, read_amount, read_date, read_rows

REQUIRED = ("account", "date", "amount", "text")
OPTIONAL = ("counter_account", "balance", "id")
_KEY_MAX, _TEXT_MAX = 200, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFile:
    """A CSV file, and how to read it."""

    path: Path
    source: str
    """Names the history in request keys: the same source and line are posted once."""
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    counter_account: str | None = None
    """Code of the other side of lines that name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line that can be read."""

    number: int
    key: str
    account: str
    counter_account: str
    effective_on: date
    amount: Decimal
    """Above 0 where the account's printed balance rises."""
    text: str | None
    printed_balance: str | None


def read_history(file: HistoryFile) -> Iterator[HistoryLine | BadLine]:
    """Read a history from its first line to its last; only the keys seen so far are kept."""
    rows = read_rows(
        file.path,
        delimiter=file.delimiter,
        encoding=file.encoding,
        required=REQUIRED,
        optional=OPTIONAL,
    )
    keys = _Keys(file.source)
    for row in rows:
        if isinstance(row, BadLine):
            yield row
            continue
        try:
            yield _read_line(file, row.number, row.values, keys)
        except BadValueError as error:
            yield BadLine(row.number, str(error))


def _read_line(file: HistoryFile, number: int, row: dict[str, str], keys: _Keys) -> HistoryLine:
    if not row["account"]:
        raise BadValueError("it names no account")
    counter_account = row.get("counter_account") or file.counter_account
    if not counter_account:
        raise BadValueError("it names no counter account; see --counter-account")
    if counter_account == row["account"]:
        raise BadValueError(f"account {counter_account!r} is its own counter account")
    if len(row["text"]) > _TEXT_MAX:
        raise BadValueError(f"the text has {len(row['text'])} characters, more than {_TEXT_MAX}")
    amount = read_amount(row["amount"])
    if not amount:
        raise BadValueError("the amount is zero and moves nothing; leave the line out")
    printed = _plain(read_amount(row["balance"], "balance")) if row.get("balance") else None
    content = [row["account"], row["date"], _plain(amount), row["text"]]
    content += [row.get("counter_account", ""), printed or ""]
    return HistoryLine(
        number=number,
        effective_on=read_date(row["date"]),
        key=keys.next_key(number, row.get("id"), content),
        account=row["account"],
        counter_account=counter_account,
        amount=amount,
        text=row["text"] or None,
        printed_balance=printed,
    )


def _plain(amount: Decimal) -> str:
    """Return the shortest text of an amount: 7.50 and 7.5 are the same line on a repeat."""
    # Not normalize(), which rounds to the context's precision.
    whole, _, decimals = f"{amount:f}".partition(".")
    decimals = decimals.rstrip("0")
    return "0" if not amount else f"{whole}.{decimals}" if decimals else whole


class _Keys:
    """Gives each line its request key, the same one in every run over the same or a longer file."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._seen: dict[str, int] = {}

    def next_key(self, number: int, line_id: str | None, content: list[str]) -> str:
        """Return the key of a line: its id, or its content and the how-manieth of these it is."""
        if line_id is None:
            line_id = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
            self._seen[line_id] = self._seen.get(line_id, 0) + 1
            return f"import:{self._source}:{line_id}:{self._seen[line_id]}"
        if not line_id:
            raise BadValueError("it has no id, although there is a column for it")
        first = self._seen.setdefault(line_id, number)
        if first != number:
            raise BadValueError(f"the id {line_id!r} stands on line {first} already")
        key = f"import:{self._source}:{line_id}"
        if len(key) > _KEY_MAX:
            raise BadValueError(f"the id has {len(line_id)} characters, too many for a request key")
        return key
