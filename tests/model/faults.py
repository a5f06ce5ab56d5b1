"""What is wrong with a request taken by itself: each function answers with SQLSTATEs."""

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.model.book import TOO_LARGE, Book

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


@dataclass
class Head:
    """What a caller says of a journal, apart from its lines."""

    description: str | None = None
    effective_on: str | None = None
    metadata: Any = None
    request_key: str | None = None
    reverses: int | None = None
    hold_id: int | None = None

    @property
    def facts(self) -> Any:
        return {} if self.metadata is None else self.metadata

    def said(self, prefix: str = "p_") -> dict[str, Any]:
        """The arguments for it, without what it leaves open."""
        names = ("description", "effective_on", "metadata", "request_key")
        said = {prefix + name: getattr(self, name) for name in names}
        return {name: value for name, value in said.items() if value is not None}


@dataclass
class Line:
    account_id: int
    amount: Decimal
    currency: str | None = None


def text_faults(text: str | None, limit: int) -> set[str]:
    return set() if text and text.strip() and len(text) <= limit else {"UC016"}


def optional_text_faults(text: str | None) -> set[str]:
    return set() if text is None else text_faults(text, 1000)


def key_faults(key: str | None) -> set[str]:
    return set() if key is None or (key.strip() and len(key) <= 200) else {"UC012"}


def metadata_faults(metadata: Any) -> set[str]:
    fits = isinstance(metadata, dict) and len(json.dumps(metadata)) <= 16384
    return set() if fits else {"UC013"}


def head_faults(head: Head) -> set[str]:
    return (
        optional_text_faults(head.description)
        | key_faults(head.request_key)
        | metadata_faults(head.facts)
        | day_faults(head.effective_on, is_optional=True)
    )


def read_day(text: str | None) -> date | None:
    """The usable day that a text names, else None."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def day_faults(text: str | None, *, is_optional: bool = False) -> set[str]:
    is_missing = text is None and is_optional
    return set() if is_missing or read_day(text) else {"UC014"}


def decimals(amount: Decimal) -> int:
    """The number of decimals that say something."""
    digits = f"{amount:f}".partition(".")[2].rstrip("0")
    return len(digits)


def amount_faults(amount: Decimal | None, scale: int) -> set[str]:
    if amount is None or not amount.is_finite():
        return {"UC008"}
    if amount == 0:
        return {"UC009"}
    faults = set()
    if abs(amount) >= TOO_LARGE:
        faults.add("UC011")
    if decimals(amount) > scale:
        faults.add("UC010")
    return faults


def positive_faults(amount: Decimal | None, scale: int) -> set[str]:
    faults = amount_faults(amount, scale)
    if amount is not None and amount.is_finite() and amount < 0:
        faults.add("UC025")
    return faults


def limit_faults(limit: Decimal | None, slots: int | None, scale: int | None) -> set[str]:
    if limit is None:
        return set()
    faults = set() if scale is None else amount_faults(limit, scale) - {"UC009"}
    if slots is not None and slots > 1:
        faults.add("UL013")
    if limit.is_finite() and limit < 0:
        faults.add("UL014")
    return faults


def read_amount(value: Any) -> tuple[Decimal | None, set[str]]:
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return None, {"UL009"}
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if text in ("NaN", "Infinity", "-Infinity"):
        return None, {"UC008"}
    if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        return None, {"UL009"}
    if len(text) > 42:
        return None, {"UC010"} | amount_faults(Decimal(text), 20)
    return Decimal(text), set()


def read_line(book: Book, item: Any) -> tuple[Line | None, set[str]]:
    """A line as it can be posted, or why it cannot even be read."""
    if not isinstance(item, dict):
        return None, {"UL008"}
    faults = set()
    if set(item) - {"account_id", "account_code", "amount", "currency"}:
        faults.add("UL008")
    if ("account_id" in item) == ("account_code" in item):
        faults.add("UL008")
    if "account_id" in item:
        text = str(item["account_id"])
        account = book.accounts.get(int(text)) if re.fullmatch(r"\d{1,18}", text) else None
    else:
        account = book.account_of_code(str(item.get("account_code")))
    if account is None:
        faults.add("UL003")
    amount, amount_is = read_amount(item.get("amount"))
    faults |= amount_is
    if account is None or amount is None or faults:
        return None, faults
    return Line(account.account_id, amount, item.get("currency")), set()


def read_lines(book: Book, items: Any) -> tuple[list[Line | None], set[str]]:
    if not isinstance(items, list):
        return [], {"UL008"}
    lines, faults = [], set()
    for item in items:
        line, wrong = read_line(book, item)
        lines.append(line)
        faults |= wrong
    return lines, faults | ({"UL011"} if len(items) > 10_000 else set())
