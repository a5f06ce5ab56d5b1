"""A real bank's history of fifteen months, where it lies beside the repository."""

import contextlib
import csv
import os
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

from tests.harness import DATA
from tests.tools.bank_history import COUNTER_ACCOUNTS, SIGNS, write_history
from tolsel import proof
from tolsel.banking import books
from tolsel.banking.importing import import_files
from tolsel.banking.profile import Profile
from tolsel.importing.history import import_history
from tolsel.importing.history_file import HistoryFile
from tolsel.importing.history_poster import AccountsToOpen
from tolsel.importing.printed_balances import compare_printed_balances

TRANSACTIONS = DATA / "bank_history" / "trans.csv"

pytestmark = pytest.mark.skipif(not TRANSACTIONS.exists(), reason=f"there is no {TRANSACTIONS}")

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
    """Do what autovacuum does beside a long import; the server of the tests has none.

    Only where each statement commits: rows that are not committed are counted as none, and then
    each foreign key is checked by whichever index comes first.
    """
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


@pytest.mark.torture
def test_a_bank_s_history(
    postgresql: psycopg.Connection[Any], database_url: str, tmp_path: Path
) -> None:
    write_history(TRANSACTIONS, tmp_path / "bank.csv")
    url = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    file = HistoryFile(path=tmp_path / "bank.csv", source="bank")
    to_open = AccountsToOpen(account_type="liability", counter_account_type="asset", currency="CZK")
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


# `make months` takes all accounts; else every fiftieth will do.
EVERY = 1 if os.environ.get("TOLSEL_MONTHS") == "long" else 50
AS_STATEMENTS = Profile(
    columns={
        "account": ("account",), "booked_on": ("date",), "amount": ("amount",), "text": ("text",),
        "counterparty": ("counter_account",), "reference": ("id",),
    },
    date_order="ymd", decimal_mark=".", currency="CZK",
)  # fmt: skip
CHANNEL_CLOSINGS = """
    select d.code, d.effective_on::text,
        sum(d.amount) over (partition by d.code order by d.effective_on)
    from (
        select coalesce(c.name, a.code) collate "C" as code, e.effective_on,
            a.sign * sum(e.amount) as amount
        from tolsel_ledger.entry e
        join tolsel_ledger.account a on a.tenant_id = 1 and a.account_id = e.account_id
        left join tolsel_channel.payment_channel c
            on c.tenant_id = 1 and c.account_id = a.account_id
        where e.tenant_id = 1
        group by 1, 2, a.sign
    ) d
    order by 1, 2"""


def is_taken(account: str) -> bool:
    return int(account.removeprefix("bank:")) % EVERY == 0


@pytest.mark.torture
def test_a_bank_s_history_as_statements(
    postgresql: psycopg.Connection[Any], database_url: str, tmp_path: Path
) -> None:
    """# G11: the same lines through `tolsel bank import`, matched by rules: the same totals."""
    write_history(TRANSACTIONS, tmp_path / "bank.csv")
    with (tmp_path / "bank.csv").open(encoding="utf-8", newline="") as opened:
        header, *lines = csv.reader(opened)
    taken = [line for line in lines if is_taken(line[0])]
    path = tmp_path / "statements.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *taken])
    accounts = sorted({line[0] for line in taken})

    url = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    with psycopg.connect(url, autocommit=True) as conn, counting_rows(database_url):
        channels = conn.execute(
            """select (tolsel.set_bank_account(c.channel_id, array[u.name], true)).channel_id
               from unnest(%s::text[]) u(name)
               cross join lateral tolsel.open_channel(u.name, 'bank', p_currency => 'CZK') c""",
            [accounts],
        ).fetchall()
        for code in sorted(set(COUNTER_ACCOUNTS.values())):
            conn.execute(
                """select tolsel.set_match_rule(%(code)s, 'account', 10, true,
                       p_counterparty => %(code)s, p_account_id => a.account_id)
                   from tolsel.open_account(%(code)s, %(code)s, 'liability', 'CZK') a""",
                {"code": code},
            )
        started = time.monotonic()
        (report,) = import_files(conn, [path], profile=AS_STATEMENTS, tenant_id=1)
        print(f"{len(taken) / (time.monotonic() - started):,.0f} lines/s")
        assert [s for s in report.statements if s.refusal] == []
        assert len(report.statements) == len(accounts)
        assert sum(s.new_count for s in report.statements) == len(taken)
        started = time.monotonic()
        runs = [
            books.match_entries(conn, channel_id=channel, after=0, tenant_id=1)
            for (channel,) in channels
        ]
        print(f"{len(taken) / (time.monotonic() - started):,.0f} matches/s")
        assert sum(run.matched for run in runs) == len(taken)
        (again,) = import_files(conn, [path], profile=AS_STATEMENTS, tenant_id=1)
        assert sum(s.new_count for s in again.statements) == 0

    days: Counter[tuple[str, str]] = Counter()
    for account, on, amount, _, counter_account, *_ in taken:
        moved: Any = Decimal(amount)
        days[account, on] += moved
        days[counter_account, on] += moved
    expected = [*closings({place: Decimal(moved) for place, moved in days.items()})]
    assert postgresql.execute(CHANNEL_CLOSINGS).fetchall() == expected
    if EVERY == 1:
        assert (len(taken), expected) == (49_102, [*closings(read_days())])
    postgresql.rollback()
    as_admin = psycopg.conninfo.make_conninfo(database_url, user="shop_admin")
    assert [r for r in proof.verify_database(as_admin) if r.status in ("breach", "error")] == []
