"""A history as a CSV file: one line is one movement of one account, as its bank printed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from tolsel.importing.csv_rows import BadLine, BadValueError, read_amount, read_date, read_rows

REQUIRED = ("account", "date", "amount", "text")
OPTIONAL = ("counter_account", "balance", "id")
_ID_MAX, _TEXT_MAX = 200, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFile:
    """A CSV file, and how to read it."""

    path: Path
    source: str
    """Names the history: a line is posted once in it, whatever file it comes in."""
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    counter_account: str | None = None
    """Code of the other side of lines that name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line that can be read."""

    number: int
    line_id: str | None
    """The bank's own reference; None: there is no column for it."""
    account: str
    counter_account: str
    effective_on: date
    amount: Decimal
    """Above 0 where the account's printed balance rises."""
    text: str | None
    printed_balance: str | None


def read_history(file: HistoryFile) -> Iterator[HistoryLine | BadLine]:
    """Read a history from its first line to its last, without keeping it."""
    rows = read_rows(
        file.path,
        delimiter=file.delimiter,
        encoding=file.encoding,
        required=REQUIRED,
        optional=OPTIONAL,
    )
    for row in rows:
        if isinstance(row, BadLine):
            yield row
            continue
        try:
            yield _read_line(file, row.number, row.values)
        except BadValueError as error:
            yield BadLine(row.number, str(error))


def _read_line(file: HistoryFile, number: int, row: dict[str, str]) -> HistoryLine:
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
    printed = plain(read_amount(row["balance"], "balance")) if row.get("balance") else None
    line_id = row.get("id")
    if line_id == "":
        raise BadValueError("it has no id, although there is a column for it")
    if line_id and len(line_id) > _ID_MAX:
        raise BadValueError(f"the id has {len(line_id)} characters, more than {_ID_MAX}")
    return HistoryLine(
        number=number,
        effective_on=read_date(row["date"]),
        line_id=line_id,
        account=row["account"],
        counter_account=counter_account,
        amount=amount,
        text=row["text"] or None,
        printed_balance=printed,
    )


def plain(amount: Decimal) -> str:
    """Return the shortest text of an amount: 7.50 and 7.5 are the same line on a repeat."""
    # Not normalize(), which rounds to the context's precision.
    whole, _, decimals = f"{amount:f}".partition(".")
    decimals = decimals.rstrip("0")
    return "0" if not amount else f"{whole}.{decimals}" if decimals else whole
