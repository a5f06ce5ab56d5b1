"""What posting, reversing and capturing must do, told from the request and the books so far."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.model.book import TOO_LARGE, Account, Book, Entry, Hold, Journal
from tests.model.faults import (
    Head,
    Line,
    amount_faults,
    head_faults,
    positive_faults,
    read_day,
    read_lines,
)


@dataclass
class Verdict:
    """Either the refusals that apply, or what comes of the request."""

    codes: set[str] = field(default_factory=set)
    journals: list[Journal] = field(default_factory=list)
    """One for each head: a known one where its key was used before, else one without an id."""
    held: Hold | None = None
    amount: Decimal = Decimal(0)
    do: Callable[[], None] = lambda: None
    """Changes the model as the command must have changed the database."""


class Walk:
    """Walks along the lines of new journals and keeps what each account would stand at."""

    def __init__(self, book: Book, pid: int, freed: tuple[int, Decimal] | None = None) -> None:
        self.book = book
        self.pid = pid
        self.codes: set[str] = set()
        self.moved: dict[int, list[Entry]] = defaultdict(list)
        self.stuck: set[int] = set()
        self.freed = freed or (0, Decimal(0))

    def step(self, line: Line, line_no: int, day: date | None) -> Entry | None:
        """Take one line; behind a line that an account refuses, nothing of it is known."""
        account = self.book.accounts[line.account_id]
        if account.account_id in self.stuck:
            return None
        slot = self.pid % account.slots
        earlier = self.moved[account.account_id]
        before = self.book.slot_balance(account, slot)
        before = earlier[-1].balance_after if earlier else before
        faults = amount_faults(line.amount, account.scale)
        if day is None:
            faults.add("UC014")
        elif self.book.closed_through is not None and day <= self.book.closed_through:
            faults.add("UL007")
        if line.currency not in (None, account.currency):
            faults.add("UL004")
        if account.is_managed:
            faults.add("UL006")
        if abs(before + line.amount) >= TOO_LARGE:
            faults.add("UL010")
        if self._is_short(account, earlier, line.amount):
            faults.add("UL005")
        if faults or day is None:
            self.codes |= faults
            self.stuck.add(account.account_id)
            return None
        version = len(account.slot_entries(slot)) + len(earlier) + 1
        entry = Entry(0, line_no, account.account_id, slot, version, line.amount, day,
                      before + line.amount)  # fmt: skip
        earlier.append(entry)
        return entry

    def _is_short(self, account: Account, earlier: list[Entry], amount: Decimal) -> bool:
        available = self.book.available(account)
        if available is None:
            return False
        if account.account_id == self.freed[0]:
            available += self.freed[1]
        spent = sum((account.spent(e.amount) for e in earlier), account.spent(amount))
        return spent > available

    def post(self, head: Head, lines: list[Line | None]) -> Journal:
        day = self.book.today if head.effective_on is None else read_day(head.effective_on)
        entries = []
        sums: dict[str, Decimal] = defaultdict(Decimal)
        accounts = set()
        for line_no, line in enumerate(lines, 1):
            if line is None:
                continue
            accounts.add(line.account_id)
            sums[self.book.accounts[line.account_id].currency] += line.amount
            entry = self.step(line, line_no, day)
            if entry:
                entries.append(entry)
        if len(accounts) < 2:
            self.codes.add("UL002")
        if any(sums.values()):
            self.codes.add("UL001")
        return Journal(0, head.description, head.facts, head.request_key, head.reverses,
                       head.hold_id, entries)  # fmt: skip


def is_repeat(journal: Journal, head: Head, lines: list[Line | None]) -> bool:
    """Say whether a request has the content of the journal that its key belongs to."""
    facts = (journal.description, journal.metadata, journal.reverses, journal.hold_id)
    if facts != (head.description, head.facts, head.reverses, head.hold_id):
        return False
    moves = [(e.account_id, e.amount) for e in journal.entries]
    days = {e.effective_on for e in journal.entries}
    return moves == [(x.account_id, x.amount) if x else None for x in lines] and (
        head.effective_on is None or days == {read_day(head.effective_on)}
    )


def other_content(book: Book, lines: list[Line | None]) -> set[str]:
    """What may be said of a repeated request: that it is another one, or that it is none."""
    codes = {"UC024"}
    for line in lines:
        if line:
            codes |= amount_faults(line.amount, book.accounts[line.account_id].scale)
    return codes


def judge_journals(book: Book, pid: int, requests: list[tuple[Head, Any]]) -> Verdict:
    """Judge one journal, or a batch: as one by one, but all or none."""
    walk = Walk(book, pid)
    verdict = Verdict()
    twins: dict[str, Journal] = {}
    for head, items in requests:
        verdict.codes |= head_faults(head)
        lines, faults = read_lines(book, items)
        verdict.codes |= faults
        known = book.journal_of_key(head.request_key) or twins.get(head.request_key or "")
        if known is None:
            known = walk.post(head, lines)
            if head.request_key is not None:
                twins[head.request_key] = known
        elif not is_repeat(known, head, lines):
            verdict.codes |= other_content(book, lines)
        verdict.journals.append(known)
    if sum(len(items) for _, items in requests if isinstance(items, list)) > 10_000:
        verdict.codes.add("UL011")
    verdict.codes |= walk.codes
    return verdict


def judge_reversal(book: Book, pid: int, head: Head, items: Any) -> Verdict:
    verdict = Verdict(head_faults(head))
    lines: list[Line | None] = []
    if items is not None:
        lines, faults = read_lines(book, items)
        verdict.codes |= faults
    original = book.journals.get(head.reverses or 0)
    if original is None:
        verdict.codes.add("UL019")
        return verdict
    if known := book.journal_of_key(head.request_key):
        if items is None:
            lines = [Line(e.account_id, e.amount) for e in known.entries]
        if not is_repeat(known, head, lines):
            verdict.codes |= other_content(book, lines)
        verdict.journals.append(known)
        return verdict
    if original.reverses is not None:
        verdict.codes.add("UL021")
        return verdict
    left = book.left(original)
    if items is None:
        lines = [Line(account_id, -amount) for account_id, amount in left.items()]
        if not lines:
            verdict.codes.add("UL020")
            return verdict
    else:
        asked: dict[int, Decimal] = defaultdict(Decimal)
        for line in lines:
            if line:
                asked[line.account_id] += line.amount
        if None in lines:
            verdict.codes.add("UL020")  # of an account that nobody knows nothing is left
        for account_id, amount in asked.items():
            rest = left.get(account_id, Decimal(0))
            if not (0 < amount <= -rest or -rest <= amount < 0):
                verdict.codes.add("UL020")
    walk = Walk(book, pid)
    verdict.journals.append(walk.post(head, lines))
    verdict.codes |= walk.codes
    return verdict


def judge_capture(
    book: Book, pid: int, head: Head, to_account_id: int | None, amount: Decimal | None
) -> Verdict:
    verdict = Verdict(head_faults(head))
    hold = book.holds.get(head.hold_id or 0)
    if hold is None:
        verdict.codes.add("UL016")
        return verdict
    account = book.accounts[hold.account_id]
    if amount is not None:
        verdict.codes |= positive_faults(amount, account.scale)
        if verdict.codes:
            return verdict
    known = book.journal_of_key(head.request_key)
    is_new_amount = amount is None and known is None
    captured = hold.open if is_new_amount else amount
    if captured is None and known is not None:
        captured = abs(known.entries[0].amount)
    assert captured is not None
    taken = captured * (1 if account.spent(Decimal(1)) > 0 else -1)
    lines: list[Line | None] = [Line(account.account_id, taken)]
    lines.append(Line(to_account_id, -taken) if to_account_id in book.accounts else None)
    if known:
        if not is_repeat(known, head, lines):
            verdict.codes.add("UC024")
        verdict.journals.append(known)
        return verdict
    if hold.open == 0:
        verdict.codes.add("UL017")
    elif captured > hold.open:
        verdict.codes.add("UL018")
    if verdict.codes:
        return verdict
    if lines[1] is None:
        verdict.codes.add("UL003")
    walk = Walk(book, pid, freed=(account.account_id, captured))
    verdict.journals.append(walk.post(head, lines))
    verdict.codes |= walk.codes
    verdict.held, verdict.amount = hold, captured
    return verdict
