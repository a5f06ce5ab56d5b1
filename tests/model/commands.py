"""What the commands on accounts, holds and periods must do."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.model.book import SCALES, TOO_LARGE, TYPES, Account, Book, Hold
from tests.model.faults import (
    Head,
    day_faults,
    head_faults,
    limit_faults,
    metadata_faults,
    positive_faults,
    read_day,
    text_faults,
)
from tests.model.posting import Verdict


@dataclass
class AccountRequest:
    code: str | None
    name: str | None
    type: str | None
    currency: str | None
    slots: int | None
    credit_limit: Decimal | None
    has_daily_totals: bool
    metadata: Any
    parent_account_id: int | None


def judge_account(book: Book, asked: AccountRequest) -> set[str]:
    codes = text_faults(asked.code, 100) | text_faults(asked.name, 200)
    if asked.metadata is not None:
        codes |= metadata_faults(asked.metadata)
    currency = "EUR" if asked.currency is None else asked.currency
    if currency not in SCALES:
        codes.add("UC007")
    if asked.type not in TYPES:
        codes.add("UL012")
    if asked.slots is None or not 1 <= asked.slots <= 256:
        codes.add("UL013")
    codes |= limit_faults(asked.credit_limit, asked.slots, SCALES.get(currency))
    if asked.parent_account_id is not None and asked.parent_account_id not in book.accounts:
        codes.add("UL003")
    if asked.code and book.account_of_code(asked.code.strip()):
        codes.add("UC019")
    return codes


def judge_limit(book: Book, account: Account | None, limit: Decimal | None) -> set[str]:
    if account is None:
        return {"UL003"}
    codes = limit_faults(limit, account.slots, account.scale)
    if account.is_managed:
        codes.add("UL006")
    if limit is not None and limit.is_finite():
        spent = account.spent(book.balance(account)) + book.held(account)
        if spent > limit:
            codes.add("UL005")
    return codes


def judge_hold(
    book: Book,
    head: Head,
    account: Account | None,
    amount: Decimal | None,
    expires_at: datetime | str | None,
) -> Verdict:
    verdict = Verdict(head_faults(head))
    if account is None:
        verdict.codes.add("UL003")
        return verdict
    verdict.codes |= positive_faults(amount, account.scale)
    if isinstance(expires_at, str):
        verdict.codes.add("UC014")
    if amount is None or not amount.is_finite() or isinstance(expires_at, str):
        return verdict
    asked = (account.account_id, amount, expires_at, head.description, head.facts)
    if known := book.hold_of_key(head.request_key):
        was = (known.account_id, known.amount, known.expires_at, known.description, known.metadata)
        if was != asked:
            verdict.codes.add("UC024")
        verdict.held = known
        return verdict
    if account.is_managed:
        verdict.codes.add("UL006")
    if expires_at is not None and expires_at <= book.clock:
        verdict.codes.add("UC014")
    expired = book.expired(account)
    freed = sum((h.open for h in expired), Decimal(0))
    available = book.available(account)
    if available is not None and available + freed < amount:
        verdict.codes.add("UL005")
    if book.held(account) - freed + amount >= TOO_LARGE:
        verdict.codes.add("UL010")
    verdict.held = Hold(0, *asked, request_key=head.request_key)
    verdict.do = lambda: release(expired)
    return verdict


def release(holds: list[Hold]) -> None:
    for hold in holds:
        hold.released += hold.open


def judge_release(book: Book, hold: Hold | None) -> set[str]:
    if hold is None:
        return {"UL016"}
    codes = set()
    if book.accounts[hold.account_id].is_managed:
        codes.add("UL006")
    if hold.open == 0 and hold.released == 0:
        codes.add("UL017")
    return codes


def judge_close(book: Book, through: str | None, reason: str | None) -> set[str]:
    codes = text_faults(reason, 1000) | day_faults(through)
    day = read_day(through)
    if day and (day > book.today or (book.closed_through and day <= book.closed_through)):
        codes.add("UL022")
    return codes


def judge_reopen(book: Book, through: str | None, reason: str | None) -> set[str]:
    codes = text_faults(reason, 1000) | day_faults(through, is_optional=True)
    day = read_day(through)
    if book.closed_through is None or (day and day >= book.closed_through):
        codes.add("UL023")
    return codes


def judge_statement(
    book: Book, account: Account | None, first: str | None, last: str | None, clock: str | None
) -> set[str]:
    codes = set() if account else {"UL003"}
    codes |= day_faults(first) | day_faults(last)
    from_on, to_on = read_day(first), read_day(last)
    if from_on and to_on and from_on > to_on:
        codes.add("UC014")
    if clock not in ("effective", "booked"):
        codes.add("UL025")
    return codes


def judge_rebuild(account: Account | None, first: str | None, last: str | None) -> set[str]:
    codes = set() if account and account.has_daily_totals else {"UL024"}
    if account is None:
        codes = {"UL003"}
    return codes | day_faults(first, is_optional=True) | day_faults(last, is_optional=True)
