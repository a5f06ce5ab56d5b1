"""Calls every command on the database and on the model, and compares what comes of it."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
from hypothesis import note

from tests.model import commands
from tests.model.book import Account, Book, Hold, Journal
from tests.model.commands import AccountRequest
from tests.model.desk import Arguments, Desk, Row
from tests.model.faults import Head, read_day
from tests.model.posting import Verdict, judge_capture, judge_journals, judge_reversal
from tests.model.previews import previewing

Conn = psycopg.Connection[Row]
ADMIN_ONLY = {
    "close_period",
    "rebuild_balances",
    "rebuild_daily_totals",
    "reopen_period",
    "set_clock",
    "verify",
}
REPEATABLE = {"capture_hold", "place_hold", "post_journal", "post_journals", "reverse_journal"}
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


class Clerk:
    def __init__(self, desk: Desk, book: Book, *, is_previewing: bool = False) -> None:
        self.desk = desk
        self.book = book
        self.is_previewing = is_previewing
        self.is_foreign = False
        """True: the next calls name the tenant of somebody else."""
        self.last_code: str | None = None
        """What the last call was refused with."""
        self.last_codes: set[str] = set()
        """What it might have been refused with."""

    def ask(
        self, conn: Conn, function: str, arguments: Arguments, codes: set[str]
    ) -> list[Row] | None:
        """Call; answer with the rows, or None for a refusal that the model wants too."""
        if function in ADMIN_ONLY and conn is not self.desk.admin:
            codes = {"42501"}
        elif self.is_foreign:
            arguments, codes = {**arguments, "p_tenant_id": 2}, {"UC002"}
        known: set[int] = set()
        if function in REPEATABLE:
            known = set(self.book.holds if function == "place_hold" else self.book.journals)
        is_wanted = self.is_previewing and conn is not self.desk.reader
        with previewing(
            self.desk, conn, function, arguments, is_wanted=is_wanted, known=known
        ) as told:
            outcome = self.desk.call(conn, function, arguments)
            told.append(outcome)
        self.last_code, self.last_codes = outcome.code, codes
        call = f"{function} {str(arguments)[:2000]}"
        note(f"{conn.info.user}: {call} -> {outcome.code or 'ok'}")
        if outcome.code is None:
            assert not codes, f"{call}\nis to be refused with one of {codes}, and was not"
            return outcome.rows
        assert outcome.code in codes, (
            f"{call}\nis to be {f'refused with one of {codes}' if codes else 'done'}, "
            f"and was refused with {outcome.code}: {outcome.told}"
        )
        return None

    # Journals.

    def post_journal(self, conn: Conn, head: Head, items: Any) -> None:
        verdict = judge_journals(self.book, conn.info.backend_pid, [(head, items)])
        arguments = {"p_lines": items} | head.said()
        self._take(conn, self.ask(conn, "post_journal", arguments, verdict.codes), verdict)

    def post_journals(self, conn: Conn, requests: list[tuple[Head, Any]]) -> None:
        verdict = judge_journals(self.book, conn.info.backend_pid, requests)
        journals = [{"lines": items} | head.said("") for head, items in requests]
        rows = self.ask(conn, "post_journals", {"p_journals": journals}, verdict.codes)
        self._take(conn, rows, verdict)

    def reverse_journal(self, conn: Conn, head: Head, items: Any) -> None:
        verdict = judge_reversal(self.book, conn.info.backend_pid, head, items)
        arguments = {"p_journal_id": head.reverses, "p_lines": items} | head.said()
        rows = self.ask(conn, "reverse_journal", arguments, verdict.codes)
        self._take(conn, rows, verdict, is_any_order=items is None)

    def capture_hold(
        self, conn: Conn, head: Head, to_account_id: int | None, amount: Decimal | None
    ) -> None:
        verdict = judge_capture(self.book, conn.info.backend_pid, head, to_account_id, amount)
        arguments = {
            "p_hold_id": head.hold_id,
            "p_to_account_id": to_account_id,
            "p_amount": amount,
        } | head.said()
        rows = self.ask(conn, "capture_hold", arguments, verdict.codes)
        self._take(conn, rows, verdict)
        if rows is not None and verdict.held:
            verdict.held.captured += verdict.amount

    def _take(
        self, conn: Conn, rows: list[Row] | None, verdict: Verdict, *, is_any_order: bool = False
    ) -> None:
        """Compare the reply with the verdict, and the entries made with those foreseen."""
        if rows is None:
            return
        assert len(rows) == len(verdict.journals)
        new = []
        for row, journal in zip(rows, verdict.journals, strict=True):
            if journal.journal_id == 0:
                journal.journal_id = row["journal_id"]
                assert journal.journal_id > max(self.book.journals, default=0)
                journal.login = conn.info.user
                self.book.journals[journal.journal_id] = journal
                new.append(journal)
            row.pop("created_at")
            assert row == {
                "tenant_id": 1,
                "journal_id": journal.journal_id,
                "user_id": None,
                "reverses_journal_id": journal.reverses,
                "hold_id": journal.hold_id,
                "description": journal.description,
                "request_key": journal.request_key,
                "request_id": None,
                "metadata": journal.metadata,
                "login": journal.login,
            }
        self._take_entries(new, is_any_order=is_any_order)

    def _take_entries(self, new: list[Journal], *, is_any_order: bool) -> None:
        rows = self.desk.read(
            """select journal_id, line_no, account_id, slot, version, amount, effective_on,
                balance_after, booked_at
            from tolsel.entry where journal_id = any(%s) order by journal_id, line_no""",
            [[j.journal_id for j in new]],
        )
        assert len({row["booked_at"] for row in rows}) <= 1, "one call books at one moment"
        made = {j.journal_id: [r for r in rows if r["journal_id"] == j.journal_id] for j in new}
        for journal in new:
            found = made[journal.journal_id]
            if is_any_order:
                assert [r["line_no"] for r in found] == [*range(1, len(found) + 1)]
                places = {r["account_id"]: r["line_no"] for r in found}
                for entry in journal.entries:
                    entry.line_no = places.get(entry.account_id, 0)
                journal.entries.sort(key=lambda e: e.line_no)
            for entry, row in zip(journal.entries, found, strict=True):
                account = self.book.accounts[entry.account_id]
                before = account.slot_entries(entry.slot)[-1:]
                assert row["booked_at"] >= max([e.booked_at for e in before], default=_LONG_AGO)
                assert abs(row["booked_at"] - datetime.now(UTC)) < timedelta(minutes=1)
                entry.journal_id = journal.journal_id
                entry.booked_at = row["booked_at"]
                assert row == asdict(entry)
                account.entries.append(entry)

    # Holds.

    def place_hold(
        self,
        conn: Conn,
        head: Head,
        account_id: int | None,
        amount: Decimal | None,
        expires_at: datetime | str | None,
    ) -> None:
        account = self.book.accounts.get(account_id or 0)
        head = replace(head, effective_on=None)
        verdict = commands.judge_hold(self.book, head, account, amount, expires_at)
        arguments = {"p_account_id": account_id, "p_amount": amount, "p_expires_at": expires_at}
        rows = self.ask(conn, "place_hold", arguments | head.said(), verdict.codes)
        if rows is None:
            return
        hold = verdict.held
        assert hold is not None
        if hold.hold_id == 0:
            verdict.do()
            hold.hold_id = rows[0]["hold_id"]
            assert hold.hold_id > max(self.book.holds, default=0)
            self.book.holds[hold.hold_id] = hold
        self._compare_hold(rows[0], hold)

    def release_hold(self, conn: Conn, hold_id: int | None) -> None:
        hold = self.book.holds.get(hold_id or 0)
        codes = commands.judge_release(self.book, hold)
        rows = self.ask(conn, "release_hold", {"p_hold_id": hold_id}, codes)
        if rows is not None and hold:
            commands.release([hold])
            self._compare_hold(rows[0], hold)

    def expire_holds(self, conn: Conn, account_limit: int | None) -> None:
        expired = self.book.expired()
        accounts = sorted({h.account_id for h in expired})[:account_limit]
        expired = [h for h in expired if h.account_id in accounts]
        rows = self.ask(conn, "expire_holds", {"p_account_limit": account_limit}, set())
        if rows is not None:
            assert rows == [{"expire_holds": len(expired)}]
            commands.release(expired)

    def _compare_hold(self, row: Row, hold: Hold) -> None:
        found = {k: row[k] for k in ("hold_id", "account_id", "amount", "expires_at", "is_open")}
        assert found == {
            "hold_id": hold.hold_id,
            "account_id": hold.account_id,
            "amount": hold.amount,
            "expires_at": hold.expires_at,
            "is_open": hold.open > 0,
        }
        assert (row["captured_amount"], row["released_amount"]) == (hold.captured, hold.released)
        assert (row["closed_at"] is None) == (hold.open > 0)
        said = (row["description"], row["metadata"], row["request_key"])
        assert said == (hold.description, hold.metadata, hold.request_key)

    # Accounts and periods.

    def open_account(self, conn: Conn, asked: AccountRequest) -> Account | None:
        codes = commands.judge_account(self.book, asked)
        arguments = {f"p_{name}": value for name, value in asdict(asked).items()}
        rows = self.ask(conn, "open_account", arguments, codes)
        if rows is None:
            return None
        assert asked.code and asked.name and asked.type and asked.slots
        account = Account(
            rows[0]["account_id"],
            asked.code.strip(),
            asked.name,
            asked.type,
            asked.currency or "EUR",
            asked.slots,
            asked.credit_limit,
            asked.has_daily_totals,
        )
        self.book.accounts[account.account_id] = account
        self._compare_account(rows[0], account)
        assert (rows[0]["metadata"], rows[0]["parent_account_id"], rows[0]["purpose"]) == (
            asked.metadata or {}, asked.parent_account_id, None
        )  # fmt: skip
        return account

    def _compare_account(self, row: Row, account: Account) -> None:
        names = ("account_id", "code", "name", "type", "currency", "slots", "has_daily_totals")
        assert {n: row[n] for n in names} == {n: getattr(account, n) for n in names}
        assert (row["scale"], row["managed_by"] is not None) == (account.scale, account.is_managed)

    def set_credit_limit(self, conn: Conn, account_id: int | None, limit: Decimal | None) -> None:
        account = self.book.accounts.get(account_id or 0)
        codes = commands.judge_limit(self.book, account, limit)
        arguments = {"p_account_id": account_id, "p_credit_limit": limit}
        rows = self.ask(conn, "set_credit_limit", arguments, codes)
        if rows is not None and account:
            account.credit_limit = limit
            assert (rows[0]["account_id"], rows[0]["credit_limit"]) == (account_id, limit)
            assert rows[0]["available"] == self.book.available(account)

    def set_daily_totals(self, conn: Conn, account_id: int | None, is_on: bool | None) -> None:
        account = self.book.accounts.get(account_id or 0)
        codes = {"UL003"} if account is None else {"UL006"} if account.is_managed else set()
        arguments = {"p_account_id": account_id, "p_has_daily_totals": is_on}
        rows = self.ask(conn, "set_daily_totals", arguments, codes)
        if rows is not None and account:
            account.has_daily_totals = bool(is_on)
            self._compare_account(rows[0], account)

    def move_close(
        self, conn: Conn, function: str, through: str | None, reason: str | None
    ) -> None:
        judge = commands.judge_close if function == "close_period" else commands.judge_reopen
        codes = judge(self.book, through, reason)
        previous = self.book.closed_through
        rows = self.ask(conn, function, {"p_through_on": through, "p_reason": reason}, codes)
        if rows is not None:
            self.book.closes.append(read_day(through))
            names = ("closed_through_on", "previous_through_on", "reason", "login")
            found = tuple(rows[0][name] for name in names)
            assert found == (self.book.closed_through, previous, reason, "shop_admin")

    def set_clock(self, conn: Conn, at: datetime) -> None:
        if self.ask(conn, "set_clock", {"p_at": at}, set()) is not None:
            self.book.clock = at

    def rebuild_daily_totals(
        self, conn: Conn, account_id: int | None, days: tuple[Any, Any], is_dry_run: bool
    ) -> None:
        account = self.book.accounts.get(account_id or 0)
        arguments = {
            "p_account_id": account_id,
            "p_from_on": days[0],
            "p_to_on": days[1],
            "p_is_dry_run": is_dry_run,
        }
        codes = commands.judge_rebuild(account, *days)
        rows = self.ask(conn, "rebuild_daily_totals", arguments, codes)
        assert not rows, "daily totals never differ from the entries"

    def rebuild_balances(self, conn: Conn, is_dry_run: bool) -> None:
        rows = self.ask(conn, "rebuild_balances", {"p_is_dry_run": is_dry_run}, set())
        assert not rows, "balances never differ from the last entry and the open holds"

    def drain_daily_totals(self, conn: Conn) -> None:
        rows = self.ask(conn, "drain_daily_totals", {"p_limit": 100}, set())
        assert rows is None or rows == [{"drain_daily_totals": 0}]
