"""Compares all that can be read of the books with the model."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.model import commands
from tests.model.book import Account
from tests.model.clerk import Clerk
from tests.model.faults import day_faults, read_day

BAD_DAYS = [None, "infinity", "1899-12-31"]


def check_standing(clerk: Clerk) -> None:
    """Every balance, every hold, and nothing that the model does not know."""
    book = clerk.book
    rows = clerk.desk.read(
        """select account_id, balance, held_amount, credit_limit, available, entry_count
        from tolsel.account_balance order by account_id"""
    )
    assert rows == [
        {
            "account_id": account.account_id,
            "balance": book.balance(account),
            "held_amount": book.held(account),
            "credit_limit": account.credit_limit,
            "available": book.available(account),
            "entry_count": len(account.entries),
        }
        for _, account in sorted(book.accounts.items())
    ]
    rows = clerk.desk.read(
        """select hold_id, captured_amount, released_amount, open_amount, is_open
        from tolsel.hold order by hold_id"""
    )
    assert rows == [
        {
            "hold_id": hold.hold_id,
            "captured_amount": hold.captured,
            "released_amount": hold.released,
            "open_amount": hold.open,
            "is_open": hold.open > 0,
        }
        for _, hold in sorted(book.holds.items())
    ]
    (counts,) = clerk.desk.read(
        """select (select count(*) from tolsel.journal) as journals,
            (select count(*) from tolsel.entry) as entries,
            (select count(*) from tolsel.period_close) as closes"""
    )
    entries = sum(len(j.entries) for j in book.journals.values())
    assert counts == {
        "journals": len(book.journals),
        "entries": entries,
        "closes": len(book.closes),
    }


def check_history(clerk: Clerk, random: Random) -> None:
    """Balances of other days, statements, trial balances and daily books, some of them wrong."""
    accounts = list(clerk.book.accounts.values())
    used = [a for a in accounts if a.entries] or accounts
    for account in random.sample(used, min(3, len(used))):
        _check_balance_at(clerk, account, random)
        _check_statement(clerk, account, random)
    _check_trial_balance(clerk, random)
    _check_daily_books(clerk)
    _check_accounts(clerk, random)
    found = clerk.desk.read(
        "select closed_through_on from tolsel.period_close order by period_close_id"
    )
    assert [row["closed_through_on"] for row in found] == clerk.book.closes


def _check_balance_at(clerk: Clerk, account: Account, random: Random) -> None:
    book = clerk.book
    account_id: int | None = account.account_id
    days: list[Any] = [None, *(d.isoformat() for d in book.some_days())]
    day, moment = random.choice(days), None
    if account.entries and random.random() < 0.6:
        moment = random.choice(account.entries).booked_at
        moment += timedelta(microseconds=random.choice([-1, 0, 1]))
    codes: set[str] = set()
    if random.random() < 0.1:
        account_id, codes = random.choice([None, 987_654]), {"UL003"}
    if random.random() < 0.1:
        day = random.choice(BAD_DAYS)
        codes |= day_faults(day, is_optional=True)
    arguments = {"p_account_id": account_id, "p_effective_on": day, "p_booked_at": moment}
    conn = random.choice([clerk.desk.app, clerk.desk.reader])
    rows = clerk.ask(conn, "get_balance_at", arguments, codes)
    if rows is not None:
        foreseen = book.balance_at(account, read_day(day), moment)
        assert rows == [{"get_balance_at": foreseen}], arguments


def _check_statement(clerk: Clerk, account: Account, random: Random) -> None:
    book = clerk.book
    days = book.some_days() + [e.booked_at.date() for e in account.entries]
    first: Any
    last: Any
    clock: Any
    first, last = (d.isoformat() for d in sorted([random.choice(days), random.choice(days)]))
    clock = random.choice(["effective", "booked"])
    asked: Account | None = account
    if random.random() < 0.15:
        first, last = random.choice([(last, first), (None, last), (first, "infinity")])
    if random.random() < 0.1:
        clock = random.choice([None, "wall"])
    if random.random() < 0.05:
        asked = None
    codes = commands.judge_statement(book, asked, first, last, clock)
    arguments = {
        "p_account_id": asked.account_id if asked else None,
        "p_from_on": first,
        "p_to_on": last,
        "p_clock": clock,
    }
    rows = clerk.ask(clerk.desk.app, "list_account_statement", arguments, codes)
    if rows is None:
        return
    from_on, to_on = read_day(first), read_day(last)
    assert from_on and to_on
    opening, lines, closing = book.statement(account, from_on, to_on, clock)
    assert [tuple(row.values()) for row in rows] == [
        ("opening", from_on, None, None, None, None, opening),
        *(
            ("line", e.effective_on, e.booked_at, e.journal_id,
             book.journals[e.journal_id].description, e.amount, balance)
            for e, balance in lines
        ),
        ("closing", to_on, None, None, None, closing - opening, closing),
    ]  # fmt: skip


def _check_trial_balance(clerk: Clerk, random: Random) -> None:
    book = clerk.book
    day = random.choice([None, *(d.isoformat() for d in book.some_days()), *BAD_DAYS])
    codes = day_faults(day, is_optional=True)
    rows = clerk.ask(clerk.desk.app, "list_trial_balance", {"p_on": day}, codes)
    if rows is None:
        return
    found = {row["account_id"]: row["debit"] - row["credit"] for row in rows}
    at = {i: book.balance_at(a, read_day(day)) for i, a in book.accounts.items()}
    assert found == {i: balance for i, balance in at.items() if balance}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        assert min(row["debit"], row["credit"]) == 0
        sums[row["currency"]] += row["debit"] - row["credit"]
    assert not any(sums.values()), sums


def _check_daily_books(clerk: Clerk) -> None:
    rows = clerk.desk.read(
        """select account_id, effective_on, opening_balance, debit_amount, credit_amount,
            closing_balance, entry_count, pending_count
        from tolsel.account_day order by account_id, effective_on"""
    )
    assert [tuple(row.values()) for row in rows] == [
        (account_id, *day, 0)
        for account_id, account in sorted(clerk.book.accounts.items())
        if account.has_daily_totals
        for day in clerk.book.days(account)
    ]


def _check_accounts(clerk: Clerk, random: Random) -> None:
    known = [a.code for a in clerk.book.accounts.values()]
    codes = random.choice([None, [], random.sample(known, 3), [known[-1], "none"]])
    rows = clerk.ask(clerk.desk.app, "list_accounts", {"p_codes": codes}, set())
    if rows is not None:
        found = {row["code"] for row in rows}
        assert found == set(known if codes is None else codes) & set(known)


def check_proof(clerk: Clerk) -> None:
    """The validator finds nothing, but for the clock, which it must find."""
    rows = clerk.desk.call(clerk.desk.admin, "verify", {}).rows
    assert rows
    found = [row for row in rows if row["status"] != "ok"]
    assert [row["check_name"] for row in found] == ["core.test_clock"], found
