"""The state machine: any order of any commands, on a database of its own."""

import dataclasses
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any, LiteralString

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from psycopg import sql

from tests.model.book import TYPES
from tests.model.clerk import Conn
from tests.model.commands import AccountRequest
from tests.model.desk import Tally
from tests.model.draws import BAD_ACCOUNTS, NOTHING, OTHER_CONTENT, Draws
from tests.model.faults import Head
from tests.model.opening import START, OpenBooks
from tests.templates import Database

TAMPERINGS: dict[LiteralString, str] = {
    "update tolsel_ledger.account set currency = 'USD' where account_id = {}": "UL015",
    "update tolsel_ledger.account set slots = slots - 1 where account_id = {}": "UL015",
    "update tolsel_ledger.entry set amount = -amount where account_id = {}": "UC015",
    "delete from tolsel_ledger.balance where account_id = {}": "UC015",
    "truncate tolsel_ledger.period_close cascade": "UC015",
}
SEEDS = st.binary(min_size=6, max_size=6)
# How often each is drawn. Hypothesis itself would copy a few of them over and over.
WEIGHTS = {
    "open_account": 3,
    "post_journal": 12,
    "post_good_journal": 6,
    "post_journals": 8,
    "post_unreadable_batch": 3,
    "reverse_journal": 10,
    "place_hold": 7,
    "capture_hold": 8,
    "release_hold": 4,
    "expire_holds": 3,
    "set_credit_limit": 4,
    "set_daily_totals": 3,
    "close_period": 3,
    "reopen_period": 3,
    "repeat": 8,
    "move_clock": 4,
    "maintain_daily_totals": 3,
    "misuse": 4,
}
Again = Callable[[Conn, Head], None]


class LedgerMachine(OpenBooks):
    def __init__(self, template: Database, tally: Tally, *, is_previewing: bool = False) -> None:
        super().__init__(template, tally, is_previewing=is_previewing)
        self.seeds: Counter[bytes] = Counter()
        self.history: list[tuple[Head, Again]] = []
        self.commands = [*WEIGHTS]

    @initialize(seed=SEEDS)
    def choose_commands(self, seed: bytes) -> None:
        """Use every command, or for one example in three a few of them all the more."""
        random = Random(seed)
        if random.random() < 1 / 3:
            self.commands = random.sample(self.commands, 8)

    @rule(seed=SEEDS)
    def step(self, seed: bytes) -> None:
        weights = [WEIGHTS[command] for command in self.commands]
        # A copied step is to be another one.
        self.seeds[seed] += 1
        seed += bytes([self.seeds[seed] % 256])
        (command,) = Random(seed).choices(self.commands, weights)
        getattr(self, command)(seed[::-1])

    def ask(self, conn: Conn, head: Head, again: Again) -> None:
        self.history.append((head, again))
        again(conn, head)

    def open_account(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        number = len(self.book.accounts)
        asked = AccountRequest(
            draws.pick([f"account {number}", f" \tno. {number}\n"]),
            "n" * 200,
            draws.pick(TYPES),
            draws.pick(["EUR", "JPY", "BHD", None]),
            draws.pick([1, 1, 4]),
            None,
            draws.chance(30),
            draws.pick([{}, {"bank": 7}]),
            draws.account_id() if draws.chance(20) else None,
        )
        if asked.slots == 1:
            asked.credit_limit = draws.pick([None, Decimal(0), Decimal(500)])
        if draws.chance(35):
            name, values = draws.pick([*BAD_ACCOUNTS.items()])
            setattr(asked, name, draws.pick(values))
        self.clerk.open_account(conn, asked)

    def post_journal(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        head, items = draws.head(), draws.items()
        self.ask(conn, head, lambda c, h: self.clerk.post_journal(c, h, items))

    def post_good_journal(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        head, items = Head(request_key=draws.pick([None, "plain"])), draws.lines()
        self.ask(conn, head, lambda c, h: self.clerk.post_journal(c, h, items))

    def post_journals(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        heads = [draws.head() for _ in range(draws.between(0, 4))]
        is_plain = draws.chance(60)
        requests = [
            (Head(request_key=h.request_key) if is_plain else h,
             draws.lines() if is_plain else draws.items())
            for h in heads
        ]  # fmt: skip
        if requests and draws.chance(30):  # a twin, with the same content or another
            head, items = draws.pick(requests)
            requests.append((head, items if draws.chance(70) else draws.items()))
        first = requests[0][0] if requests else Head()
        self.ask(
            conn,
            first,
            lambda c, h: self.clerk.post_journals(
                c, [(h if x is first else x, items) for x, items in requests]
            ),
        )

    def post_unreadable_batch(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        line = {"account_code": "4000", "amount": "1"}
        good = [line, {"account_code": "3000", "amount": "-1"}]
        days = ["2026-02-30", "2026-13-01", "yesterday", "infinity", "20260301", 7, "10000-01-01"]
        bad: Any = draws.pick(
            [5, None, [], "text", {}, {"lines": 5}, {"lines": None}, {"note": 1, "lines": good},
             {"lines": good, "metadata": []}, {"lines": [*good, 7]}]
        )  # fmt: skip
        codes = {"UC013"} if "metadata" in str(bad) else {"UL008"}
        if draws.chance(40):
            bad, codes = {"lines": good, "effective_on": draws.pick(days)}, {"UC014"}
        batch: Any = draws.pick([[{"lines": good}, bad], [bad]])
        if draws.chance(15):
            batch, codes = draws.pick([None, {}, "text", 3]), {"UL008"}
        elif draws.chance(5):
            batch, codes = [{"lines": [line] * 5001}] * 2, {"UL011"}
        assert self.clerk.ask(conn, "post_journals", {"p_journals": batch}, codes) is None

    def reverse_journal(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        journal = draws.pick([*self.book.journals.values()])
        if draws.chance(60):
            journal = draws.pick([*self.book.journals.values()][1:] or [journal])
        head = Head(reverses=journal.journal_id)
        if draws.chance(40):
            head = draws.head(reverses=journal.journal_id)
        if draws.chance(6):
            head = dataclasses.replace(head, reverses=draws.pick([NOTHING, None]))
        items: Any = None
        if draws.chance(55):
            items = draws.part_of(self.book.left(journal))
            items = draws.spoil(items) if draws.chance(12) else items
        self.ask(conn, head, lambda c, h: self.clerk.reverse_journal(c, h, items))

    def place_hold(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        account_id = draws.account_id()
        account = self.book.accounts.get(account_id or 0)
        amount = draws.amount(account.scale if account else 2)
        head = Head(draws.description(), None, draws.metadata(), draws.key())
        expires_at = draws.moment()
        self.ask(
            conn,
            head,
            lambda c, h: self.clerk.place_hold(c, h, account_id, amount, expires_at),
        )

    def _hold_id(self, draws: Draws) -> int | None:
        if draws.chance(4):
            return draws.pick([NOTHING, None])
        free = [
            h for h in self.book.holds.values()
            if h.open and not self.book.accounts[h.account_id].is_managed
        ]  # fmt: skip
        some = free if free and draws.chance(85) else [*self.book.holds.values()]
        return draws.pick(some).hold_id

    def capture_hold(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        hold_id = self._hold_id(draws)
        head = Head(hold_id=hold_id)
        if draws.chance(40):
            head = draws.head(hold_id=hold_id)
        to_account_id, amount = draws.account_id(), None
        if hold := self.book.holds.get(hold_id or 0):
            account = self.book.accounts[hold.account_id]
            unit = Decimal(1).scaleb(-account.scale)
            if draws.chance(60):
                amount = draws.pick(
                    [hold.open, hold.open + unit, unit, unit, draws.amount(account.scale)]
                )
            if draws.chance(85):
                same = [a for a in draws.accounts(account.currency) if a is not account]
                to_account_id = draws.pick(same or [account]).account_id
        self.ask(conn, head, lambda c, h: self.clerk.capture_hold(c, h, to_account_id, amount))

    def release_hold(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        self.clerk.release_hold(conn, self._hold_id(draws))

    def expire_holds(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        self.clerk.expire_holds(conn, draws.pick([None, 1000, 1, 0]))

    def set_credit_limit(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        account_id = draws.account_id()
        limit = draws.pick([None, Decimal(0), Decimal("0.00"), Decimal(100), Decimal(100_000)])
        if draws.chance(20):
            limit = draws.pick([draws.amount(2), Decimal(-1), Decimal("NaN")])
        elif draws.chance(60) and (needs := draws.needs()):
            account_id, need = draws.pick(needs)
            unit = Decimal(1).scaleb(-self.book.accounts[account_id].scale)
            limit = draws.pick([need, need - unit])
        self.clerk.set_credit_limit(conn, account_id, limit)

    def set_daily_totals(self, seed: bytes) -> None:
        draws, conn = self.begin(seed)
        account_id, is_on = draws.account_id(), draws.pick([True, True, False, None])
        self.clerk.set_daily_totals(conn, account_id, is_on)

    def close_period(self, seed: bytes) -> None:
        draws, conn = self.administrate(seed)
        by = draws.between(-15, 1)
        through: str | None = (self.book.today + timedelta(days=by)).isoformat()
        if draws.chance(8):
            through = draws.pick([None, "infinity", "1899-12-31"])
        reason = draws.pick(["", None, "r" * 1001]) if draws.chance(5) else "month end"
        self.clerk.move_close(conn, "close_period", through, reason)

    def reopen_period(self, seed: bytes) -> None:
        draws, conn = self.administrate(seed)
        closed = self.book.closed_through or self.book.today
        through: str | None = (closed - timedelta(days=draws.between(0, 20))).isoformat()
        through = draws.pick([None, through])
        if draws.chance(5):
            through = draws.pick(["-infinity", "2200-01-01"])
        reason = draws.pick(["", None, "r" * 1001]) if draws.chance(5) else "late invoice"
        self.clerk.move_close(conn, "reopen_period", through, reason)

    def repeat(self, seed: bytes) -> None:
        """Make an earlier call again, with the same content or with one thing changed."""
        draws, conn = self.begin(seed)
        keyed = [(head, again) for head, again in self.history if head.request_key]
        if keyed:
            head, again = draws.pick(keyed)
            if draws.chance(40):
                name, value = draws.pick([*OTHER_CONTENT.items()])
                head = dataclasses.replace(head, **{name: value})
            again(conn, head)

    def move_clock(self, seed: bytes) -> None:
        draws, _ = self.administrate(seed)
        self.clerk.is_foreign = False
        hours = draws.pick([1, 6, 12, 24, 24, 72, -24])
        self.clerk.set_clock(self.desk.admin, self.book.clock + timedelta(hours=hours))

    def maintain_daily_totals(self, seed: bytes) -> None:
        draws, conn = self.administrate(seed)
        days = [None, draws.good_day().isoformat(), "2199-12-31", "infinity"]
        span = (draws.pick(days), draws.pick(days))
        self.clerk.rebuild_daily_totals(conn, draws.account_id(), span, draws.pick([True, False]))
        self.clerk.rebuild_balances(conn, draws.pick([True, False]))
        self.clerk.drain_daily_totals(conn)

    def misuse(self, seed: bytes) -> None:
        """What the owner of the database does by mistake, and what no example does by chance."""
        draws, _ = self.begin(seed)
        self.clerk.is_foreign = False
        admin = self.desk.admin
        if draws.chance(20):
            with admin.transaction(force_rollback=True):
                admin.execute("set transaction isolation level repeatable read")
                arguments = {"p_through_on": START.date(), "p_reason": "month end"}
                function = draws.pick(["close_period", "reopen_period"])
                assert self.desk.call(admin, function, arguments).code == "UL026"
        elif draws.chance(10):
            lines = [{"account_code": "4000", "amount": "1"}] * 10_001
            assert self.clerk.ask(admin, "post_journal", {"p_lines": lines}, {"UL011"}) is None
        else:
            command, code = draws.pick([*TAMPERINGS.items()])
            used = [a for a in self.book.accounts.values() if a.entries]
            query = sql.SQL(command).format(draws.pick(used).account_id)
            outcome = self.desk.run(self.desk.root, query, None)
            assert outcome.code == code, f"{command}: {outcome.code} {outcome.told}"
            self.desk.tally.calls["tamper", code] += 1
