"""Reads MT940: each message by itself, page by page, as banks really write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tolsel.banking.purpose import Purpose, read_purpose
from tolsel.banking.shape import (
    RAW_MAX,
    BadStatementError,
    Balance,
    Closing,
    Detail,
    Entry,
    Fault,
    Parts,
    Statement,
    UnreadableFormatError,
    make_day,
    read_reference,
    tidy_text,
    unique,
    without_sign_of_zero,
)

_TAG = re.compile(r":(\d{2}[A-Z]?|NS|940|942):")
_LINE = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?(?P<mark>RC|RD|EC|ED|C|D)(?P<funds>[A-Z])?"
    r"(?P<amount>\d{1,15},\d{0,10})(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_TYPE = re.compile(r"[NFS][A-Z0-9 ]{3}")
_BALANCE = re.compile(
    r"(?P<mark>[CD])(?P<on>\d{6})(?P<currency>[A-Z]{3})(?P<amount>\d{1,15},?\d{0,10})", re.ASCII
)
# What the bank took of a payment, or for one it takes back: in its line, or in its purpose.
_CHARGE = re.compile(r"\s*(?P<currency>[A-Z]{3})?\s*(?P<amount>\d{1,15},\d{0,10})", re.ASCII)
_TOLD_CHARGE = re.compile(r"/CHGS/([^/]+)")
_NUMBER = re.compile(r"(\d{1,12})(?:/(\d{1,12}))?", re.ASCII)
# A reversed credit is taken away, a reversed debit comes back; what is expected is no money yet.
_SIGNS = {"C": 1, "RD": 1, "EC": 1, "D": -1, "RC": -1, "ED": -1}
_FIELD_MAX = 100_000


@dataclass(frozen=True, slots=True)
class _Field:
    tag: str
    line: int
    text: str
    """With its line ends: blanks before them belong to words."""


def read_mt940(lines: Iterable[str]) -> Parts:
    """Read the statements of a file; a page is proved, and comes, like a statement."""
    found = False
    reader: _Reader | None = None
    for field in _read_fields(lines):
        if field.tag in ("34F", "90D", "90C", "13", "13D"):
            raise UnreadableFormatError(
                f"line {field.line}: this is MT942, the day so far: its entries come again in a"
                " statement, MT940"
            )
        if field.tag == "20":
            if reader is not None:
                yield from reader.end()
            reader, found = _Reader(field), True
        elif reader is not None:
            yield from reader.take(field)
    if reader is not None:
        yield from reader.end()
    if not found:
        raise UnreadableFormatError("this is no MT940: it has no field :20:")


def _read_fields(lines: Iterable[str]) -> Iterator[_Field]:
    tag, at, kept, size = "", 0, [""], 0
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        # Blocks of SWIFT stand around a message, on its lines or on their own.
        text = re.sub(r"^(-?\}|\{4:|\{[1-35]:([^{}]|\{[^{}]*\})*\})+", "", text)
        if text.strip("\x1a ") in ("-", ""):
            continue
        found = _TAG.match(text)
        if not found:
            size += len(text)
            if size > _FIELD_MAX:
                raise BadStatementError(f"line {number}: a field of more than {_FIELD_MAX:,}")
            kept.append(text)
            continue
        if tag:
            yield _Field(tag, at, "\n".join(kept))
        tag, at, kept, size = found[1], number, [text[found.end() :]], len(text)
    if tag:
        yield _Field(tag, at, "\n".join(kept))


class _Reader:
    """Reads one message between its :20: and the next."""

    def __init__(self, field: _Field) -> None:
        self._identifier = read_reference(field.text)
        self._line = field.line
        self._account = self._currency = ""
        self._number: int | None = None
        self._page: int | None = None
        self._has_opening = False
        self._closing: Closing | None = None
        self._last_tag = ""
        self._movement: _Field | None = None
        self._purposes: list[_Field] = []
        self._notes: list[str] = []

    def take(self, field: _Field) -> Parts:
        """Take the next field; hands on what is complete by it."""
        # A :86: belongs to the :61: directly before it; below the closing it is a note.
        if field.tag in ("86", "NS") and self._movement is not None and self._last_tag in (
            "61", "86", "NS"):  # fmt: skip
            self._purposes.append(field)
            self._last_tag = field.tag
            return
        yield from self._finish_entry()
        self._last_tag = field.tag
        if field.tag == "25":
            self._account = "".join(field.text.split())
        elif field.tag in ("28", "28C"):
            found = _NUMBER.match(field.text.strip())
            if found:
                self._number = int(found[1]) or None
                self._page = int(found[2]) if found[2] and int(found[2]) else None
        elif field.tag in ("60F", "60M"):
            yield from self._open(field)
        elif field.tag == "61":
            if not self._has_opening:
                yield from self._begin_without()
            self._movement = field
        elif field.tag in ("62F", "62M"):
            self._closing = Closing()
            try:
                closing = _read_balance(field)
            except BadStatementError as error:
                yield Fault(reason=error.message)
            else:
                self._closing = Closing(closing=closing, is_page=field.tag == "62M")
        elif field.tag == "86":
            self._notes.append(field.text)

    def end(self) -> Parts:
        yield from self._finish_entry()
        if not self._has_opening:
            yield from self._begin_without()
        if self._closing is None:
            yield Fault(
                reason=f"line {self._line}: the statement breaks off: it has no closing balance"
            )
            self._closing = Closing()
        yield Closing(
            closing=self._closing.closing,
            is_page=self._closing.is_page,
            note=tidy_text(" ".join(self._notes)),
        )

    def _open(self, field: _Field) -> Parts:
        if self._has_opening:
            yield Fault(reason=f"line {field.line}: the message opens twice")
            return
        self._has_opening = True
        opening = fault = None
        try:
            opening = _read_balance(field)
        except BadStatementError as error:
            fault = Fault(reason=error.message)
        if not self._account:
            fault = Fault(reason=f"line {field.line}: the message names no account, :25:")
        self._currency = opening.currency if opening else ""
        # Some banks write the currency behind the account's number.
        if opening and re.search(rf"\d{self._currency}$", self._account):
            self._account = self._account[:-3]
        yield Statement(
            format="MT940",
            line=self._line,
            account=self._account,
            currency=self._currency,
            identifier=self._identifier,
            number=self._number,
            page=self._page,
            opening=opening,
        )
        if fault:
            yield fault

    def _begin_without(self) -> Parts:
        self._has_opening = True
        yield Statement(format="MT940", line=self._line, account=self._account, currency="")
        yield Fault(reason=f"line {self._line}: the message has no opening balance")

    def _finish_entry(self) -> Parts:
        movement, purposes = self._movement, self._purposes
        self._movement, self._purposes = None, []
        if movement is not None:
            try:
                entry = _read_entry(movement, purposes, self._currency)
            except BadStatementError as error:
                yield Fault(reason=error.message)
            else:
                yield entry


def _read_entry(field: _Field, purposes: list[_Field], currency: str) -> Entry:
    head, *more = field.text.split("\n")
    found = _LINE.fullmatch(head.rstrip())
    if not found:
        raise BadStatementError(f"line {field.line}: {head[:60]!r} is no entry")
    value_on = _read_day(found["value"], field.line)
    rest = found["rest"]
    # Some banks leave the type out, and write NONREF where it would stand.
    if not rest.startswith("NONREF") and _TYPE.match(rest):
        rest = rest[4:]
    own, _, banks = rest.partition("//")
    supplement = tidy_text(" ".join([own[16:] if not banks else "", *more]))
    own_reference = read_reference(own if banks else own[:16])
    sign = _SIGNS[found["mark"]]
    amount = without_sign_of_zero(_read_amount(found["amount"]) * sign)
    purpose = read_purpose([p.text for p in purposes]) if purposes else Purpose()
    text = purpose.text or supplement
    told = _TOLD_CHARGE.search(supplement or "")
    return Entry(
        line=field.line,
        status="future" if found["mark"].startswith("E") else "booked",
        amount=amount,
        currency=currency,
        booked_on=_read_entry_day(found["entry"], value_on, field.line),
        day_from="booking" if found["entry"] else "value",
        value_on=value_on,
        reference=read_reference(banks),
        is_reversal=found["mark"].startswith("R"),
        text=text,
        details=(
            Detail(
                amount=amount,
                references=unique([*purpose.references, own_reference if own_reference else None]),
                end_to_end=purpose.end_to_end,
                counterparty=purpose.counterparty,
                counterparty_account=purpose.counterparty_account,
                text=text,
                charge=_read_charge(told[1] if told else purpose.charge, currency),
            ),
        ),
        raw="\n".join([f":61:{field.text}", *(f":{p.tag}:{p.text}" for p in purposes)])[:RAW_MAX],
    )


def _read_charge(text: str | None, currency: str) -> Decimal:
    found = _CHARGE.match(text or "")
    if not found or found["currency"] not in (currency, None):
        return Decimal(0)
    return _read_amount(found["amount"])


def _read_amount(text: str) -> Decimal:
    """Read an amount: its comma is the decimal mark, and `1234,` is whole."""
    return Decimal(text.replace(",", ".").removesuffix("."))


def _read_balance(field: _Field) -> Balance:
    text = field.text.partition("\n")[0].strip()
    found = _BALANCE.fullmatch(text)
    if not found:
        raise BadStatementError(f"line {field.line}: {text[:60]!r} is no balance")
    amount = _read_amount(found["amount"])
    return Balance(
        amount=without_sign_of_zero(-amount if found["mark"] == "D" else amount),
        currency=found["currency"],
        on=_read_day(found["on"], field.line),
    )


def _read_day(text: str, line: int) -> date:
    year = int(text[:2])
    return make_day(year + (1900 if year >= 80 else 2000), int(text[2:4]), int(text[4:]), line)


def _read_entry_day(text: str | None, value_on: date, line: int) -> date:
    """Return the booking day: it has no year, so it takes the one nearest the value date."""
    if text is None:
        return value_on
    days = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        try:
            days.append(make_day(year, int(text[:2]), int(text[2:]), line))
        except BadStatementError:
            continue
    if not days:
        raise BadStatementError(f"line {line}: there is no day {text!r}")
    return min(days, key=lambda day: abs(day - value_on))
