"""`tolsel export`, read by hledger as a second opinion. # G9"""

import csv
import io
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests.conftest import ConnectAs
from tests.python.office import furnish
from tolsel import cli
from tolsel.accounts import Account, list_accounts
from tolsel.plain_text import name_accounts

pytestmark = pytest.mark.once

Sums = dict[str, dict[str, Decimal]]
needs_hledger = pytest.mark.skipif(
    shutil.which("hledger") is None, reason="hledger is not installed here"
)


@pytest.fixture
def app(postgresql: psycopg.Connection[Any], connect_as: ConnectAs) -> psycopg.Connection[Any]:
    app = connect_as("shop_app")
    furnish(postgresql, app)
    return app


@pytest.fixture
def export(app: psycopg.Connection[Any], database_url: str, tmp_path: Path) -> Callable[..., Path]:
    """Return what exports the books of the office, as somebody reads them."""
    url = psycopg.conninfo.make_conninfo(database_url, user="shop_app")

    def run(*arguments: str) -> Path:
        file = tmp_path / "books"
        done = CliRunner().invoke(cli.main, ["--url", url, "export", str(file), *arguments])
        assert done.exit_code == 0, done.output
        return file

    return run


@pytest.fixture
def journal(app: psycopg.Connection[Any], database_url: str, tmp_path: Path) -> Path:
    file = tmp_path / "books.journal"
    url = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    done = CliRunner().invoke(cli.main, ["--url", url, "export", str(file)])
    assert done.exit_code == 0, done.output
    row = app.execute("select count(distinct journal_id) from tolsel.list_general_journal()")
    assert done.stderr == f"export: {row.fetchone()[0]:,} journals\n"  # type: ignore[index]
    return file


def hledger(journal: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["hledger", "-f", journal, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def balances(journal: Path, *arguments: str) -> Sums:
    """Return hledger's balances: account, currency, amount."""
    printed = hledger(journal, "balance", "--no-total", "--flat", "-O", "csv", *arguments)
    _, *rows = csv.reader(io.StringIO(printed))
    return {name: dict(amounts(text)) for name, text in rows}


def amounts(text: str) -> Iterable[tuple[str, Decimal]]:
    for part in text.split(", "):
        if part != "0":
            figure, currency = part.split()
            yield currency, Decimal(figure)


@needs_hledger
def test_hledger_agrees(journal: Path, app: psycopg.Connection[Any]) -> None:
    hledger(journal, "check", "--strict")
    hledger(journal, "check", "ordereddates", "accounts", "commodities", "balancednoautoconversion")
    names = name_accounts(list_accounts(app, tenant_id=1))
    ours: Sums = defaultdict(dict)
    for account_id, currency, amount in app.execute(
        "select account_id, currency, debit - credit from tolsel.list_trial_balance()"
    ):
        ours[names[account_id]][currency] = amount
    assert len(ours) > 15
    assert balances(journal) == ours


@needs_hledger
@pytest.mark.parametrize("on", ["2025-12-31", "2026-02-28", "2026-03-30", "2026-03-31"])
def test_hledger_draws_the_same_balance_sheet(
    journal: Path, app: psycopg.Connection[Any], postgresql: psycopg.Connection[Any], on: str
) -> None:
    theirs = balances(journal, "--depth", "1", "--end", next_day(on))
    each = balances(journal, "--end", next_day(on))
    names = name_accounts(list_accounts(app, tenant_id=1))
    managed = {
        names[account_id]
        for (account_id,) in postgresql.execute(
            "select account_id from tolsel_ledger.account where is_managed and tenant_id = 1"
        )
    }
    sums = {
        (section, currency): amount
        for section, currency, amount in app.execute(
            "select section, currency, amount from tolsel.list_balance_sheet(%s)"
            " where kind = 'total'",
            [on],
        )
    }
    currencies = {currency for _, currency in sums}
    assert currencies
    for currency in currencies:
        of = {root: by.get(currency, Decimal(0)) for root, by in theirs.items()}
        result = of.get("revenues", 0) + of.get("expenses", 0)
        # A customer that has paid ahead is on the other side, and so is a vendor.
        wrong_side = {"assets": -1, "liabilities": 1}
        left = [
            wrong_side.get(name.partition(":")[0], 0) * by.get(currency, Decimal(0))
            for name, by in each.items()
            if name in managed
        ]
        moved = sum(amount for amount in left if amount > 0)
        assert sums["asset", currency] == of["assets"] + moved
        assert sums.get(("liability", currency), 0) == moved - of.get("liabilities", 0)
        assert sums.get(("equity", currency), 0) == -(of.get("equity", 0) + result)
        assert sums["liability and equity", currency] == of["assets"] + moved


@needs_hledger
@pytest.mark.parametrize(
    ("from_on", "to_on"), [("2026-01-01", "2026-03-31"), ("2026-03-01", "2026-03-01")]
)
def test_hledger_earns_the_same(
    journal: Path, app: psycopg.Connection[Any], from_on: str, to_on: str
) -> None:
    theirs = balances(journal, "--depth", "1", "--begin", from_on, "--end", next_day(to_on))
    rows = app.execute(
        "select section, currency, amount from tolsel.list_profit_and_loss(%s, %s)"
        " where kind = 'total'",
        [from_on, to_on],
    ).fetchall()
    assert rows
    for section, currency, amount in rows:
        revenue = -theirs.get("revenues", {}).get(currency, Decimal(0))
        expense = theirs.get("expenses", {}).get(currency, Decimal(0))
        expected = {"revenue": revenue, "expense": expense, "profit": revenue - expense}
        assert amount == expected[section], (section, currency)


@needs_hledger
def test_documents_are_tags(journal: Path) -> None:
    assert "payment 2" in hledger(journal, "tags", "document", "--values").splitlines()
    assert hledger(journal, "tags", "request", "--values").splitlines() == ["req; 1"]
    printed = hledger(journal, "print", "tag:document=payment 2$")
    assert len([line for line in printed.splitlines() if line[:4] == "2026"]) == 2  # and its void


def test_the_words_of_the_format_are_harmless(journal: Path) -> None:
    text = journal.read_text()
    assert ") ! (x) 2026-01-01 , date:2020-01-01 | two lines  ; request:req; 1\n" in text
    assert "    expenses:a-b , c d  1.25 EUR\n" in text
    assert "    assets:Cash and banks:(virtual) * !  -1.25 EUR\n" in text
    assert "    equity:Capital  -3.00 EUR  ; date:2026-03-02\n" in text
    assert "account assets:Cash and banks:Till  ; type:A, code:channel:1\n" in text
    assert "commodity 1000. JPY\n" in text and "commodity 1000.00 EUR\n" in text


def test_accounts_have_names_of_their_own() -> None:
    def account(n: int, name: str, parent: int | None = None) -> Account:
        return Account(n, str(n), name, "asset", 1, "EUR", 2, parent)

    # A child may be older than its parent, and a name may look like another one's.
    names = name_accounts(
        [account(1, "x", 4), account(2, "x", 4), account(3, "x #2", 4), account(4, "top"),
         account(5, "\x00\n")]
    )  # fmt: skip
    assert names == {
        1: "assets:top:x", 2: "assets:top:x #2", 3: "assets:top:x #2 #3", 4: "assets:top",
        5: "assets:5",
    }  # fmt: skip


def test_an_empty_book(database_url: str) -> None:
    url = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    done = CliRunner().invoke(cli.main, ["--url", url, "export", "-"])
    assert done.exit_code == 0
    assert "account assets:Cash and banks  ; type:A, code:1000\n" in done.stdout
    assert done.stderr == "export: 0 journals\n"


def next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def trial_balance(app: psycopg.Connection[Any]) -> dict[tuple[str, str], Decimal]:
    """Return what each account has, by its code and currency."""
    rows = app.execute("select code, currency, debit - credit from tolsel.list_trial_balance()")
    return {(code, currency): amount for code, currency, amount in rows}


def test_beancount_has_the_same_balances(
    export: Callable[..., Path], app: psycopg.Connection[Any]
) -> None:
    file = export("--as", "beancount")
    text = file.read_text()
    codes = dict(re.findall(r'^1900-01-01 open (\S+) \w+\n  code: "(.*)"$', text, re.M))
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for name, amount, currency in re.findall(r"^  ([A-Z]\S+)  (-?[\d.]+) (\w+)$", text, re.M):
        sums[codes[name], currency] += Decimal(amount)
    assert {key: amount for key, amount in sums.items() if amount} == trial_balance(app)
    assert '2026-03-01 * "! (x) 2026-01-01 ; date:2020-01-01 | two lines"\n' in text
    assert "\n  Equity:Capital  -3.00 EUR\n    counts-on: 2026-03-02\n" in text
    assert '\n  document-of: "payment 2"\n' in text and '\n  request: "req, 1"\n' in text
    assert all(re.fullmatch(r"[A-Z][a-z]+(:[A-Z0-9][A-Za-z0-9-]*)+", name) for name in codes)
    if shutil.which("bean-check"):
        subprocess.run(["bean-check", file], check=True)


def test_a_flat_journal_has_each_line_once(
    export: Callable[..., Path], app: psycopg.Connection[Any]
) -> None:
    rows = [*csv.DictReader(io.StringIO(export("--as", "csv").read_text()))]
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["account"], row["currency"]] += Decimal(row["debit"] or 0)
        sums[row["account"], row["currency"]] -= Decimal(row["credit"] or 0)
    assert {key: amount for key, amount in sums.items() if amount} == trial_balance(app)
    numbers = [int(row["number"]) for row in rows]
    assert {*numbers} == {*range(1, max(numbers) + 1)} and numbers == sorted(numbers)
    assert {row["document"] for row in rows} >= {"", "payment 2"}
    # Of some days: the numbers are those of the whole.
    some = ("--from", "2026-03-01", "--to", "2026-03-01")
    part = [*csv.DictReader(io.StringIO(export("--as", "csv", *some).read_text()))]
    assert part and part == [
        row for row in rows if row["number"] in {found["number"] for found in part}
    ]
    assert "2026-03-01" in {row["date"] for row in part}
