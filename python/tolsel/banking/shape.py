"""The common shape of a bank statement, whatever format it came in.

A reader yields a Statement, its entries one by one, and its Closing: a file may be longer than
memory. A Fault stands for what it cannot read. Amounts are signed by what they do to the account,
dates are the days printed.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tolsel.errors import ReportedError

FAULTS_MAX = 10
"""So many lines that cannot be read are named."""
RAW_MAX = 4000
"""Characters kept of an entry as it was printed."""
_NONE = {"NONREF", "NOTPROVIDED", "NOT PROVIDED", "KREF+", "EREF", "KREF", "N/A"}
_DECIMAL = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
# Enough for any sum of amounts that can be stored; the usual 28 digits would round.
EXACT = decimal.Context(prec=100, traps=[decimal.InvalidOperation, decimal.Inexact])


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What an account held at a day's end: below 0 where it was overdrawn."""

    amount: Decimal
    currency: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One payment of an entry; a batch has many."""

    amount: Decimal
    references: tuple[str, ...] = ()
    """Candidates in the order they were printed: identifiers, then references of the creditor."""
    end_to_end: str | None = None
    counterparty: str | None = None
    counterparty_account: str | None = None
    text: str | None = None
    charge: Decimal = Decimal(0)
    """What the bank took, above 0; the amount explains it and never contains more."""
    is_charge_included: bool | None = None
    """True: the amount is what was left of it; None: the bank does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One movement of an account."""

    line: int
    status: str
    """booked; or pending, information, future: shown, and no money."""
    amount: Decimal
    currency: str
    booked_on: date
    day_from: str = "booking"
    """booking; or value, statement: no booking date was printed, so that day stands in for it."""
    value_on: date | None = None
    reference: str | None = None
    """The bank's own."""
    is_reversal: bool = False
    text: str | None = None
    details: tuple[Detail, ...] = ()
    """They add up to the amount; at least one."""
    payment_count: int = 1
    """How many payments the bank says it stands for."""
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The head of a statement: whose it is, and where it opens."""

    format: str
    line: int
    account: str
    currency: str
    identifier: str | None = None
    number: int | None = None
    page: int | None = None
    opening: Balance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of a statement."""

    closing: Balance | None = None
    from_on: date | None = None
    to_on: date | None = None
    is_page: bool = False
    """True: the statement goes on with the next page."""
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What cannot be read of a statement: it is refused, and what follows is read all the same."""

    reason: str


Part = Statement | Entry | Fault | Closing
Parts = Iterator[Part]


class BadStatementError(ReportedError):
    """A file, or a statement of it, that cannot be read."""

    sqlstate = "UK005"
    name = "statement_not_readable"


class FaultyLinesError(BadStatementError):
    """A statement with lines that cannot be read: the first of them are named together."""

    def __init__(self, reasons: Sequence[str], count: int) -> None:
        more = f"; and {count - len(reasons):,} more" if count > len(reasons) else ""
        super().__init__(
            "lines of it cannot be read",
            detail=f"{'; '.join(reasons)}{more}.",
            hint="Nothing of it was taken. Ask the bank for it again.",
        )


class UnreadableFormatError(BadStatementError):
    """A file of a format that is no statement, or that is not read here."""


def add_exactly(amounts: Sequence[Decimal]) -> Decimal:
    """Return the sum of amounts to the digit."""
    total = Decimal(0)
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total


def read_decimal(text: str, line: int) -> Decimal:
    """Read an amount as XML Schema prints decimals: `+5`, `.5`, `5.`, `-0`, blanks around it."""
    stripped = text.strip(" \t\r\n")
    if not _DECIMAL.fullmatch(stripped):
        raise BadStatementError(f"line {line}: {text[:60]!r} is no amount")
    return without_sign_of_zero(Decimal(stripped))


def without_sign_of_zero(amount: Decimal) -> Decimal:
    """Return an amount, and 0 for -0."""
    return amount if amount else amount.copy_abs()


def read_day(text: str, line: int) -> date:
    """Read the day that is printed: its offset from UTC moves it nowhere."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise BadStatementError(f"line {line}: {text[:60]!r} is no day")
    return make_day(int(found[1]), int(found[2]), int(found[3]), line)


def make_day(year: int, month: int, day: int, line: int) -> date:
    """Return a day; the 30th of February, of interest, is the last of the month."""
    try:
        if month == 2 and day in (29, 30):
            return date.fromordinal(
                min(date(year, 2, 28).toordinal() + day - 28, date(year, 3, 1).toordinal() - 1)
            )
        return date(year, month, day)
    except ValueError:
        raise BadStatementError(f"line {line}: there is no day {year}-{month}-{day}") from None


def read_reference(text: str | None) -> str | None:
    """Return a reference, or None for what stands where there is none."""
    if text is None:
        return None
    stripped = text.strip()
    return None if not stripped or stripped.upper() in _NONE else stripped


def tidy_text(text: str | None) -> str | None:
    """Return a text in one line without doubled blanks, or None for an empty one."""
    return " ".join(text.split()) or None if text else None


def unique(values: Sequence[str | None]) -> tuple[str, ...]:
    """Return the references there are, each once, in their order."""
    return tuple(dict.fromkeys(found for value in values if (found := read_reference(value))))
