"""`tolsel wallet`: what wallets have, what moved them, what they could have, and a top-up.

Proves # S99 S113
"""

import csv
import io
import json
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tolsel import cli

pytestmark = pytest.mark.once

OFFICE = (
    "select tolsel.open_wallet((tolsel.open_customer('Ada', p_currency => 'ZAR')).customer_id)",
    """select tolsel.open_wallet((tolsel.open_customer('Bob')).customer_id,
           p_credit_limit => 100)""",
    "select tolsel.set_plan_price('small', 150, 'ZAR'), tolsel.set_plan_price('large', 600, 'ZAR')",
)


@pytest.fixture
def url(postgresql: psycopg.Connection[Any], connect_as: ConnectAs, database_url: str) -> str:
    """The URL of an application with two wallets, in the first hour of a month."""
    postgresql.execute("select tolsel_core.arrange_test_clock(true)")
    postgresql.execute("select tolsel.set_clock('2026-04-01 00:30Z')")
    postgresql.commit()
    app = connect_as("shop_app")
    for statement in OFFICE:
        app.execute(statement.encode())
    return psycopg.conninfo.make_conninfo(database_url, user="shop_app")


def run(url: str, *words: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, "wallet", *words], prog_name="tolsel")


def top_up(url: str, amount: str, key: str) -> Result:
    return run(url, "top-up", "1", amount, "--method", "bank_transfer", "--request-key", key)


def rows(found: Result) -> list[str]:
    return [" ".join(line.split()) for line in found.stdout.splitlines()]


def test_a_top_up_is_recorded_once_under_its_key(url: str) -> None:
    """# S97"""
    said = "top-up 1 of 2026-04-01: 500.00 ZAR into wallet 1\n"
    for _ in range(2):
        found = top_up(url, "500.00", "slip-1")
        assert (found.exit_code, found.stdout) == (0, said), found.output
    as_reader = psycopg.conninfo.make_conninfo(url, user="shop_read")
    assert rows(run(as_reader, "list"))[2:] == [
        "1 Ada payg 0.00 500.00 0.00 500.00 ZAR",
        "2 Bob invoice 100.00 0.00 0.00 100.00 EUR",
        "wallets: 2",
    ]
    other = top_up(url, "501", "slip-1")
    assert other.exit_code == 2 and "UC024" in other.stderr


@pytest.mark.parametrize(
    ("amount", "said"),
    [("much", "is no amount"), ("0", "UC009"), ("nan", "UC008"), ("1.005", "UC010")],
)
def test_a_top_up_that_is_refused_changes_nothing(url: str, amount: str, said: str) -> None:
    found = top_up(url, amount, "slip-1")
    assert found.exit_code == 2 and said in found.stderr
    assert rows(run(url, "statement", "1"))[2:] == ["opening balance 0.00", "closing balance 0.00"]


def test_the_statement_says_what_moved_a_wallet(url: str) -> None:
    """# S97"""
    top_up(url, "1500", "slip-1")
    top_up(url, "0.50", "slip-2")
    assert rows(run(url, "statement", "1"))[2:] == [
        "opening balance 0.00",
        "2026-04-01 top_up 1 Top-up 1 1,500.00 1,500.00",
        "2026-04-01 top_up 2 Top-up 2 0.50 1,500.50",
        "closing balance 1,500.50",
    ]
    march = run(url, "statement", "1", "--from", "2026-03-01", "--to", "2026-03-31")
    assert rows(march)[2:] == [
        "2026-03-01 opening balance 0.00",
        "2026-03-31 closing balance 0.00",
    ]


def test_a_wallet_from_its_opening_to_its_end(url: str) -> None:
    """# S97"""

    def one(found: Result) -> dict[str, Any]:
        assert found.exit_code == 0, found.output
        (row,) = json.loads(found.stdout)
        return dict(row)

    told = ("--format", "json")
    as_app = CliRunner().invoke(
        cli.main, ["--url", url, "customer", "open", "Cleo", "--code", "c", "--currency", "ZAR"]
    )
    assert as_app.exit_code == 0, as_app.output
    opened = one(run(url, "open", "--customer", "c", *told))
    assert (opened["wallet_id"], opened["currency"]) == (3, "ZAR")
    poor = run(url, "provision", "3", "small", "web server")
    assert poor.exit_code == 2 and "UW" in poor.stderr
    run(url, "top-up", "3", "150", "--method", "cash")
    made = [
        one(run(url, "provision", "3", "small", "web server", "--request-key", "r-1", *told))
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert (made[0]["name"], made[0]["status"]) == ("web server", "active")
    full = run(url, "close", "3")
    assert full.exit_code == 2 and "UW" in full.stderr
    stopped = one(run(url, "stop", str(made[0]["resource_id"]), *told))
    assert stopped["ended_at"] is not None
    empty = one(run(url, "close", "1", *told))
    assert empty["closed_at"] is not None


def test_explain_says_yes_and_no_with_every_figure(url: str) -> None:
    """# S96"""
    top_up(url, "500", "slip-1")
    yes, no = (run(url, "explain", "1", plan) for plan in ("small", "large"))
    assert (yes.exit_code, no.exit_code) == (0, 1), yes.output + no.output
    assert rows(yes)[0] == "small yes"
    assert rows(no) == [
        "large no", "--------- ------ ---", "balance 500.00 ZAR", "held 0.00 ZAR", "owed 0.00 ZAR",
        "available 500.00 ZAR", "cost 600.00 ZAR", "shortfall 100.00 ZAR",
    ]  # fmt: skip
    told = run(url, "explain", "1", "large", "--format", "json")
    (funds,) = json.loads(told.stdout)
    assert told.exit_code == 1 and (funds["is_enough"], funds["currency"]) == (False, "ZAR")


def test_a_quote_costs_what_is_left_of_the_month(
    url: str, postgresql: psycopg.Connection[Any]
) -> None:
    """# S99"""
    postgresql.execute("select tolsel.set_clock('2026-04-16 00:30Z')")
    postgresql.commit()
    found = run(url, "quote", "small", "--currency", "ZAR")
    assert rows(found)[2:] == ["small 150.00 75.00 ZAR 2026-04-16 00:00Z 2026-05-01 00:00Z"]
    told = run(url, "quote", "small", "--currency", "ZAR", "--format", "csv")
    (quote,) = csv.DictReader(io.StringIO(told.stdout))
    assert quote["cost_amount"] == "75.00"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("statement", "9"), "UW001"),
        (("statement", "1", "--from", "2026-04-02", "--to", "2026-04-01"), "UC014"),
        (("explain", "9", "small"), "UW001"),
        (("explain", "1", "huge"), "UW004"),
        (("quote", "small"), "UW004"),
        (("top-up", "9", "1", "--method", "cash"), "UW001"),
        (("top-up", "1", "1", "--method", "barter"), "UH003"),
        (("list",), "tolsel_read"),
        (("quote", "small", "--tenant", "2"), "UC002"),
        (("statement", "x"), "Invalid value"),
        (("explain", str(2**63), "small"), "Invalid value"),
    ],
)
def test_what_could_not_run_ends_with_2(url: str, words: tuple[str, ...], code: str) -> None:
    found = run(url, *words)
    assert found.exit_code == 2 and code in found.stderr and not found.stdout, found.output
