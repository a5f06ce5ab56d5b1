"""Reads a bank's CSV by its profile: one statement for each account and currency in it."""

from __future__ import annotations

import csv
import pickle
import re
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tolsel.banking.profile import Profile
from tolsel.banking.shape import (
    EXACT,
    FAULTS_MAX,
    RAW_MAX,
    BadStatementError,
    Balance,
    Closing,
    Detail,
    Entry,
    Fault,
    FaultyLinesError,
    Parts,
    Statement,
    read_reference,
    tidy_text,
    unique,
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    raw: str
    account: str
    currency: str
    entry: Entry | None
    """None: a notice without an amount."""
    balance: Decimal | None
    printed_number: int | None


_Read = _Line | tuple[int, Decimal] | Fault
"""A line; the number and the figure of a total; or what cannot be read."""


@dataclass(slots=True)
class _Account:
    """What the lines of one account say: where they open and close."""

    number: int
    opening: Decimal | None = None
    closing: Decimal | None = None
    first_on: date | None = None
    last_on: date | None = None
    last: _Line | None = None
    places: array[int] = field(default_factory=lambda: array("q"))
    """Where its entries lie in the file that keeps them."""


def read_csv(path: Path, profile: Profile) -> Parts:
    """Read a file once: where each account opens and closes shows only at its end.

    Until then entries lie in a file of their own, so that neither memory grows with the file nor
    time with the number of its accounts.
    """
    accounts: dict[tuple[str, str], _Account] = {}
    total = Decimal(0)
    faults: list[str] = []
    fault_count = 0
    # The file has no name: nobody else can write what is unpickled.
    with tempfile.TemporaryFile() as kept:
        for line in _read_lines(path, profile):
            if isinstance(line, Fault):
                fault_count += 1
                faults += [line.reason] if len(faults) < FAULTS_MAX else []
            if isinstance(line, Fault) or fault_count:
                # Nothing is taken; the sums of what is left would say nothing.
                continue
            if isinstance(line, tuple):
                _check_total(line, total)
                continue
            found = accounts.setdefault((line.account, line.currency), _Account(line.number))
            if line.entry is not None:
                total = EXACT.add(total, line.entry.amount)
                _survey(found, line, line.entry, profile)
                found.places.append(kept.tell())
                pickle.dump(line.entry, kept)
        if fault_count:
            raise FaultyLinesError(faults, fault_count)
        for (account, currency), found in accounts.items():
            days = sorted(day for day in (found.first_on, found.last_on) if day)
            yield Statement(
                format="CSV",
                line=found.number,
                account=account,
                currency=currency,
                opening=_balance(found.opening, currency, days[0] if days else None),
            )
            for place in found.places:
                kept.seek(place)
                yield pickle.load(kept)
            yield Closing(
                closing=_balance(found.closing, currency, days[-1] if days else None),
                from_on=days[0] if days else None,
                to_on=days[-1] if days else None,
            )


def _balance(amount: Decimal | None, currency: str, on: date | None) -> Balance | None:
    if amount is None or on is None:
        return None
    return Balance(amount=amount, currency=currency, on=on)


def _survey(found: _Account, line: _Line, entry: Entry, profile: Profile) -> None:
    days = [day for day in (found.first_on, found.last_on, entry.booked_on) if day]
    found.first_on, found.last_on = min(days), max(days)
    if line.balance is None:
        return
    before, after = line.balance, line.balance
    if profile.balance_is == "after":
        before = EXACT.subtract(line.balance, entry.amount)
    else:
        after = EXACT.add(line.balance, entry.amount)
    if found.last is None:
        found.opening, found.closing = before, after
    elif profile.newest_first:
        _check_balance(found.opening, after, line, found.last)
        found.opening = before
    else:
        _check_balance(found.closing, before, line, found.last)
        found.closing = after
    found.last = line


def _check_balance(one: Decimal | None, other: Decimal, line: _Line, last: _Line) -> None:
    if one == other:
        return
    numbers = [n for n in (last.printed_number, line.printed_number) if n is not None]
    jump = f"; the bank numbers them {numbers[0]} and {numbers[1]}" if len(numbers) == 2 else ""
    raise BadStatementError(
        f"line {line.number}: its balance does not go on from line {last.number}",
        detail=f"One says {one}, the other {other}, a difference of "
        f"{EXACT.subtract(other, one or Decimal(0))}{jump}.",
        hint="Lines are missing: export the period again, whole. Or leave the balance out of the"
        " profile, if it is not the bank's.",
    )  # fmt: skip


def _check_total(line: tuple[int, Decimal], total: Decimal) -> None:
    number, printed = line
    if printed != total:
        raise BadStatementError(
            f"line {number}: the total printed is not that of the lines",
            detail=f"It says {printed}; the lines above add up to {total}, a difference of "
            f"{EXACT.subtract(printed, total)}.",
        )


def _read_lines(path: Path, profile: Profile) -> Iterator[_Read]:
    """Read the lines below the header."""
    with path.open(encoding=profile.encoding, newline="") as opened:
        rows = csv.reader(
            opened,
            delimiter=profile.delimiter,
            quotechar=profile.quote or None,
            quoting=csv.QUOTE_MINIMAL if profile.quote else csv.QUOTE_NONE,
        )
        try:
            yield from _read_rows(rows, profile)
        except UnicodeError as error:
            raise BadStatementError(
                f"{path.name} is not written in {profile.encoding}", detail=str(error)
            ) from error
        except csv.Error as error:
            raise BadStatementError(f"line {rows.line_num}: {error}") from error


def _read_rows(rows: Any, profile: Profile) -> Iterator[_Read]:
    places: dict[str, list[int]] | None = None if profile.header else _find_places(profile, None)
    for row in rows:
        number = rows.line_num
        if places is None:
            if number >= (profile.header or 0):
                places = _find_places(profile, [name.strip() for name in row])
            continue
        if any("\0" in value for value in row):
            raise BadStatementError(f"line {number}: it has a NUL in it")
        if not any(value.strip() for value in row):
            continue
        values = {
            # A quote that is missing on one side leaves the other on the value.
            name: " ".join(
                row[i].strip().strip(profile.quote).strip() for i in found if i < len(row)
            ).strip()
            for name, found in places.items()
        }
        try:
            if profile.total_word and row[0].strip().startswith(profile.total_word):
                amount = _read_amount(values, profile, number)
                read: _Read | None = None if amount is None else (number, amount)
            else:
                read = _read_line(number, row, values, profile)
        except BadStatementError as error:
            read = Fault(reason=error.message)
        if read is not None:
            yield read


def _find_places(profile: Profile, header: list[str] | None) -> dict[str, list[int]]:
    """Find each column; of two that are named the same, `Name#2` is the second."""
    places: dict[str, list[int]] = {}
    for name, columns in profile.columns.items():
        places[name] = []
        for column in columns:
            if column.isdecimal() and (header is None or column not in header):
                places[name].append(int(column) - 1)
                continue
            wanted, _, nth = column.partition("#")
            found = [i for i, title in enumerate(header or []) if title in (column, wanted)]
            index = int(nth or 1) - 1
            if index >= len(found):
                raise BadStatementError(
                    f"there is no column {column!r}",
                    detail=f"The header is: {', '.join(header or ['none'])}.",
                )
            places[name].append(found[index])
    return places


def _read_amount(values: dict[str, str], profile: Profile, number: int) -> Decimal | None:
    if values.get("amount"):
        amount = profile.read_amount(values["amount"], number)
    elif values.get("credit") or values.get("debit"):
        credit = profile.read_amount(values.get("credit") or "0", number)
        amount = EXACT.subtract(
            credit.copy_abs(), profile.read_amount(values.get("debit") or "0", number).copy_abs()
        )
    else:
        return None
    word = values.get("sign", "")
    if "sign" in values:
        if word in profile.out_words:
            amount = EXACT.minus(amount) if amount else amount
        elif word not in profile.in_words and amount:
            raise BadStatementError(f"line {number}: {word!r} does not say in or out")
    return EXACT.minus(amount) if profile.is_owed and amount else amount


def _read_line(number: int, row: list[str], values: dict[str, str], profile: Profile) -> _Line:
    raw = profile.delimiter.join(row)[:RAW_MAX]
    account = "".join((values.get("account") or profile.account or "").split())
    currency = values.get("currency") or profile.currency or ""
    if not account:
        raise BadStatementError(f"line {number}: it names no account")
    amount = _read_amount(values, profile, number)
    printed = re.fullmatch(r"\d{1,18}", values.get("number", ""))
    balance = profile.read_amount(values["balance"], number) if values.get("balance") else None
    line = _Line(
        number, raw, account, currency, None, balance, int(printed[0]) if printed else None
    )
    if amount is None:
        return line
    booked, value = values.get("booked_on"), values.get("value_on")
    if not booked and not value:
        raise BadStatementError(f"line {number}: it has no day")
    is_booked = not profile.booked_words or values.get("status") in profile.booked_words
    entry = Entry(
        line=number,
        status="booked" if is_booked else "pending",
        amount=amount,
        currency=currency,
        booked_on=profile.read_day(booked or value or "", number),
        day_from="booking" if booked else "value",
        value_on=profile.read_day(value, number) if value else None,
        reference=read_reference(values.get("reference")),
        text=tidy_text(values.get("text")),
        details=(
            Detail(
                amount=amount,
                references=unique([values.get("end_to_end")]),
                end_to_end=read_reference(values.get("end_to_end")),
                counterparty=tidy_text(values.get("counterparty")),
                counterparty_account="".join(values.get("counterparty_account", "").split())
                or None,
                text=tidy_text(values.get("text")),
            ),
        ),
        raw=raw,
    )
    return _Line(number, raw, account, currency, entry, balance, line.printed_number)
