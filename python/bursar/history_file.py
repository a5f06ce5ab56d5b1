"""A history as a CSV file: one line is one movement of one account, as its bank printed it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from bursar.errors import ReportedError

REQUIRED = ("account", "date", "amount", "text")
OPTIONAL = ("counter_account", "balance", "id")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?", re.ASCII)
_UNDECODED = re.compile("[\udc80-\udcff]")
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


@dataclass(frozen=True, slots=True, order=True)
class BadLine:
    """One line that cannot be posted, and why."""

    number: int
    reason: str


class _BadValue(ValueError):
    pass


def read_history(file: HistoryFile) -> Iterator[HistoryLine | BadLine]:
    """Read a history from its first line to its last; only the keys seen so far are kept."""
    # Bytes that are no text pass the decoder, so that the line they stand on can be named.
    with file.path.open(encoding=file.encoding, errors="surrogateescape", newline="") as opened:
        rows = csv.reader(opened, delimiter=file.delimiter, strict=True)
        try:
            names = _read_header(file, rows)
            keys = _Keys(file.source)
            while True:
                number = rows.line_num + 1
                try:
                    row = next(rows)
                    if row:
                        yield _read_line(file, number, _by_name(names, row), keys)
                except (csv.Error, _BadValue) as error:
                    yield BadLine(number, str(error))
        except StopIteration:
            return
        except UnicodeError as error:
            raise ReportedError(
                f"{file.path.name} is not written in {file.encoding}",
                detail=str(error),
                hint="Name its encoding with --encoding, such as cp1252.",
            ) from error


def _read_header(file: HistoryFile, rows: Iterator[list[str]]) -> list[str]:
    try:
        names = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise ReportedError(f"the header of {file.path.name} cannot be read: {error}") from error
    missing = [name for name in REQUIRED if name not in names]
    unknown = [name for name in names if name not in REQUIRED + OPTIONAL]
    if missing or unknown or len(set(names)) < len(names):
        wanted = f"{', '.join(REQUIRED)}, and perhaps {', '.join(OPTIONAL)}"
        other = next((sign for sign in ";\t|," if any(sign in name for name in names)), None)
        raise ReportedError(
            f"the first line of {file.path.name} does not name the columns that are wanted",
            detail="; ".join(
                [f"missing: {name}" for name in missing]
                + [f"not known: {name!r}" for name in unknown]
                + ([] if missing or unknown else ["a name stands there twice"])
            ),
            hint=f"Name them {wanted}." + (f" Or is it --delimiter {other!r}?" if other else ""),
        )
    return names


def _by_name(names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    if len(row) != len(names):
        raise _BadValue(f"it has {len(row)} columns, the first line has {len(names)}")
    return {name: value.strip() for name, value in zip(names, row, strict=True)}


def _read_line(file: HistoryFile, number: int, row: dict[str, str], keys: _Keys) -> HistoryLine:
    for name, value in row.items():
        if "\0" in value or _UNDECODED.search(value):
            raise _BadValue(f"{name} is not text in {file.encoding}; see --encoding")
    if not row["account"]:
        raise _BadValue("it names no account")
    counter_account = row.get("counter_account") or file.counter_account
    if not counter_account:
        raise _BadValue("it names no counter account; see --counter-account")
    if counter_account == row["account"]:
        raise _BadValue(f"account {counter_account!r} is its own counter account")
    if len(row["text"]) > _TEXT_MAX:
        raise _BadValue(f"the text has {len(row['text'])} characters, more than {_TEXT_MAX}")
    amount = _read_amount("amount", row["amount"])
    if not amount:
        raise _BadValue("the amount is zero and moves nothing; leave the line out")
    printed = _plain(_read_amount("balance", row["balance"])) if row.get("balance") else None
    content = [row["account"], row["date"], _plain(amount), row["text"]]
    content += [row.get("counter_account", ""), printed or ""]
    return HistoryLine(
        number=number,
        effective_on=_read_date(row["date"]),
        key=keys.next_key(number, row.get("id"), content),
        account=row["account"],
        counter_account=counter_account,
        amount=amount,
        text=row["text"] or None,
        printed_balance=printed,
    )


def _read_date(value: str) -> date:
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _BadValue(f"the date is {value!r}; write YYYY-MM-DD")


def _read_amount(name: str, value: str) -> Decimal:
    if not _AMOUNT.fullmatch(value):
        comma = " without commas" if "," in value else ""
        raise _BadValue(f"the {name} is {value!r}; write digits and a point{comma}: -1234.50")
    return Decimal(value)


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
            raise _BadValue("it has no id, although there is a column for it")
        first = self._seen.setdefault(line_id, number)
        if first != number:
            raise _BadValue(f"the id {line_id!r} stands on line {first} already")
        key = f"import:{self._source}:{line_id}"
        if len(key) > _KEY_MAX:
            raise _BadValue(f"the id has {len(line_id)} characters, too many for a request key")
        return key
