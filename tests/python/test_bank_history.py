"""A real bank's history of fifteen months, where it lies beside the repository."""

import contextlib
import csv
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.harness import ROOT
from tests.tools.bank_history import COUNTER_ACCOUNTS, SIGNS, write_history
from tolsel import proof
from tolsel.importing.history import import_history
from tolsel.importing.history_file import HistoryFile
from tolsel.importing.history_poster import AccountsToOpen
from tolsel.importing.printed_balances import compare_printed_balances

TRANSACTIONS = ROOT.parent / "shared" / "data" / "bank_history" / "trans.csv"

pytestmark = pytest.mark.skipif(
    not TRANSACTIONS.exists(), reason="there is no ../shared/data/bank_history here"
)

# (account, day) -> what the day's lines add up to, a rise of the account above 0
Days = dict[tuple[str, str], Decimal]


def read_days() -> Days:
    """Add up each side of each line, independently of the importer and the database."""
    days: Counter[tuple[str, str]] = Counter()
    with TRANSACTIONS.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened, delimiter=";"):
            on = f"19{row['date'][:2]}-{row['date'][2:4]}-{row['date'][4:]}"
            amount: Any = Decimal(SIGNS[row["type"]] + row["amount"])
            days[f"bank:{row['account_id']}", on] += amount
            # A liability and an asset rise together.
            days[COUNTER_ACCOUNTS[row["operation"]], on] += amount
    return {place: Decimal(moved) for place, moved in days.items()}


def closings(days: Days) -> Iterator[tuple[str, str, Decimal]]:
    """List the balance of every account at the end of every day on which it moved."""
    ordered = sorted(days.items())
    balances = accumulate(
        ordered,
        lambda last, day: (day[0], day[1] + (last[1] if last[0][0] == day[0][0] else 0)),
    )
    return ((code, on, balance) for (code, on), balance in balances)


CLOSINGS = """
    select a.code, d.effective_on::text,
        a.sign * sum(d.amount) over (partition by a.account_id order by d.effective_on)
    from (
        select e.account_id, e.effective_on, sum(e.amount) as amount
        from tolsel_ledger.entry e
        where e.tenant_id = 1
        group by e.account_id, e.effective_on
    ) d
    join tolsel_ledger.account a on a.tenant_id = 1 and a.account_id = d.account_id
    order by a.code collate "C", d.effective_on"""


@contextlib.contextmanager
def counting_rows(url: str) -> Iterator[None]:
    """Do what autovacuum does beside a long import; the server of the tests has none."""
    is_over = threading.Event()

    def count() -> None:
        with psycopg.connect(url, autocommit=True) as conn:
            while not is_over.wait(1):
                conn.execute("analyze")

    thread = threading.Thread(target=count)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


@pytest.mark.once
def test_a_bank_s_history(
    postgresql: psycopg.Connection[Any], database_url: str, tmp_path: Path
) -> None:
    write_history(TRANSACTIONS, tmp_path / "bank.csv")
    url = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    file = HistoryFile(path=tmp_path / "bank.csv", source="bank")
    to_open = AccountsToOpen(account_type="liability", counter_account_type="asset", currency="CZK")
    with counting_rows(database_url):
        report = import_history(url, file, to_open=to_open)
    print(f"{report.posted / report.seconds:,.0f} lines/s")
    assert (report.posted, report.repeated, len(report.opened)) == (49_102, 0, 1_229 + 3)

    # Every balance of every day is what Python adds up.
    expected = [*closings(read_days())]
    found = postgresql.execute(CLOSINGS).fetchall()
    assert len(found) > 39_960
    assert found == expected

    with psycopg.connect(url) as conn:
        # The statements answer the same as the entries, for some of the accounts and days.
        for code, on, balance in random.Random(1).sample(expected, 100):
            answered = conn.execute(
                """select a.sign * s.balance
                   from tolsel.list_accounts(array[%s]) a
                   cross join lateral tolsel.list_account_statement(a.account_id, %s, %s) s
                   where s.kind = 'closing'""",
                [code, on, on],
            ).fetchone()
            assert answered == (balance,), (code, on)
        compared = compare_printed_balances(conn, source="bank", tenant_id=1)
    assert compared.day_count == 39_960
    amounts = Counter(day.difference for day in compared.differences)
    assert len(compared.differences) == 2_257
    assert (amounts[Decimal("-0.10")], amounts[Decimal("0.10")]) == (1_354, 873)

    started = time.monotonic()
    again = import_history(url, file, to_open=to_open)
    print(f"{49_102 / (time.monotonic() - started):,.0f} lines/s the second time")
    assert (again.posted, again.repeated, again.opened) == (0, 49_102, ())
    assert postgresql.execute("select count(*) from tolsel_ledger.journal").fetchone() == (49_102,)

    postgresql.rollback()
    as_admin = psycopg.conninfo.make_conninfo(database_url, user="shop_admin")
    assert [r for r in proof.verify_database(as_admin) if r.status in ("breach", "error")] == []
