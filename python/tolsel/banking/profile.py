"""How one bank writes its CSV: named once for the whole file, never guessed line by line."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from tolsel.banking.shape import BadStatementError, make_day, without_sign_of_zero

COLUMNS = (
    "account", "currency", "booked_on", "value_on", "amount", "debit", "credit", "sign", "balance",
    "reference", "number", "counterparty", "counterparty_account", "end_to_end", "text", "status",
)  # fmt: skip
_ORDERS = ("ymd", "dmy", "mdy")
_WORD = re.compile(r"[^\d\s+\-\N{MINUS SIGN}\N{EN DASH}.,'()]+")
_DASHES = {ord(dash): "-" for dash in "\N{MINUS SIGN}\N{EN DASH}"}
# What stands beside an amount: whether it says that the money went out.
_SIGNS = {"DR": True, "D": True, "S": True, "DEBIT": True, "SOLL": True,
          "CR": False, "C": False, "H": False, "CREDIT": False, "HABEN": False}  # fmt: skip
_CURRENCY_WORDS = {"KR", "FT", "FR", "ZŁ", "KČ", "LEI", "RM", "RS"}


def _no_profile(reason: str) -> BadStatementError:
    return BadStatementError(
        "the profile cannot be used",
        sqlstate="UK010",
        name="profile_not_usable",
        detail=f"{reason}.",
        hint="tolsel bank profile FILE proposes one.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What must be known of a bank's CSV to read it."""

    columns: Mapping[str, tuple[str, ...]]
    """For each thing that is known, its column: a name of the header, or its place from 1 on."""
    date_order: str
    decimal_mark: str
    thousands_mark: str = ""
    delimiter: str = ","
    quote: str = '"'
    encoding: str = "utf-8-sig"
    header: int | None = 1
    """Which line names the columns; what stands above it is passed over. None: there is none."""
    account: str | None = None
    """The account, where no column names it."""
    currency: str | None = None
    out_words: tuple[str, ...] = ()
    """What stands in the column `sign` where money went out, such as Af or D."""
    in_words: tuple[str, ...] = ()
    is_owed: bool = False
    """True: of a card, where what is owed is above 0."""
    balance_is: str = "after"
    """Whether the balance beside an entry is the one after it, or before."""
    newest_first: bool = False
    total_word: str | None = None
    """What the first column says on a line that only adds up the others: it is checked."""
    booked_words: tuple[str, ...] = field(default=())
    """What the column `status` says of entries that are money; none: all are."""

    def __post_init__(self) -> None:
        has = self.columns.keys()
        rules = {
            "date_order is one of ymd, dmy, mdy": self.date_order in _ORDERS,
            "decimal_mark is . or ,": self.decimal_mark in (".", ","),
            "one mark has two meanings": self.thousands_mark != self.decimal_mark,
            "delimiter is one character": len(self.delimiter) == 1,
            "balance_is is before or after": self.balance_is in ("before", "after"),
            "no column holds the day": bool({"booked_on", "value_on"} & has),
            "no column holds the amount": "amount" in has or {"debit", "credit"} <= has,
            "the column sign needs out_words and in_words": "sign" not in has
            or bool(self.out_words and self.in_words),
            "nothing names the account": bool(self.account) or "account" in has,
            "nothing names the currency": bool(self.currency) or "currency" in has,
        }
        wrong = [f"the column {name!r} is not known" for name in sorted(has - set(COLUMNS))]
        wrong += [rule for rule, holds in rules.items() if not holds]
        if wrong:
            raise _no_profile("; ".join(wrong))

    def to_json(self) -> str:
        """Return the profile as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Profile:
        """Read a profile that was kept, or written by hand."""
        try:
            found = json.loads(text)
            unknown = found.keys() - {f.name for f in fields(cls)}
            if unknown:
                raise _no_profile(f"it knows no {', '.join(sorted(unknown))}")
            columns = {
                name: tuple([place] if isinstance(place, str) else place)
                for name, place in found.pop("columns").items()
            }
            more: dict[str, Any] = {
                k: tuple(v) if isinstance(v, list) else v for k, v in found.items()
            }
            return cls(columns=columns, **more)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise _no_profile(str(error)) from error

    def read_amount(self, text: str, line: int) -> Decimal:
        """Read an amount with the marks of this file, and its sign before, behind or in brackets.

        What follows another rule than the file's is refused, not read in another way.
        """
        rest = "".join(_WORD.sub("", text).translate(_DASHES).split())
        is_negative = False
        if rest.startswith("(") and rest.endswith(")"):
            is_negative, rest = True, rest[1:-1]
        elif rest.endswith("-"):
            is_negative, rest = True, rest[:-1]
        elif rest.startswith(("-", "+")):
            is_negative, rest = rest[0] == "-", rest[1:]
        for word in _WORD.findall(text):
            is_out = _SIGNS.get(word.upper())
            if is_out is None and not self._is_currency(word):
                raise BadStatementError(
                    f"line {line}: the word {word[:20]!r} beside an amount is not known"
                )
            is_negative = is_negative or bool(is_out)
        mark, thousands = re.escape(self.decimal_mark), re.escape(self.thousands_mark)
        grouped = rf"\d{{1,3}}(?:{thousands}\d{{3}})+|" if thousands else ""
        if not re.fullmatch(rf"(?:{grouped}\d{{1,30}})(?:{mark}\d{{0,30}})?", rest, re.ASCII):
            raise BadStatementError(
                f"line {line}: {text[:40]!r} is no amount with the decimal mark {self.decimal_mark}"
            )
        if self.thousands_mark:
            rest = rest.replace(self.thousands_mark, "")
        value = Decimal(rest.replace(self.decimal_mark, ".").removesuffix("."))
        return without_sign_of_zero(-value if is_negative else value)

    def _is_currency(self, word: str) -> bool:
        if word.isascii() and len(word) == 3 and word.isalpha():
            return word.upper() == (self.currency or word).upper()
        return word.upper() in _CURRENCY_WORDS or any(
            unicodedata.category(sign) == "Sc" for sign in word
        )

    def read_day(self, text: str, line: int) -> date:
        """Read a day in the order of this file; a time behind it moves it nowhere."""
        found = re.match(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})(?!\d)", text.strip(), re.ASCII)
        compact = re.match(r"(?:\d{6}|\d{8})(?!\d)", text.strip(), re.ASCII)
        if compact:
            digits = iter(compact[0])
            wide = {"y": len(compact[0]) - 4}
            parts = [
                "".join(itertools.islice(digits, wide.get(name, 2))) for name in self.date_order
            ]
        elif found:
            parts = [*found.groups()]
        else:
            raise BadStatementError(f"line {line}: {text[:40]!r} is no day")
        named = dict(zip(self.date_order, parts, strict=True))
        if len(named["y"]) not in (2, 4) or len(named["m"]) > 2 or len(named["d"]) > 2:
            raise BadStatementError(
                f"line {line}: {text[:40]!r} is no day in the order {self.date_order}"
            )
        year = int(named["y"])
        if len(named["y"]) == 2:
            year += 1900 if year >= 80 else 2000
        return make_day(year, int(named["m"]), int(named["d"]), line)
