"""The commands of daily work, by people who type: from a customer to a closed month, and tickets.

Proves # S99 S113
"""

import json
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tests.python.office import set_clock
from tolsel import cli

pytestmark = pytest.mark.once


@pytest.fixture
def url(postgresql: psycopg.Connection[Any], connect_as: ConnectAs, database_url: str) -> str:
    """The URL of a shop with a till, at noon on 2026-03-31."""
    set_clock(postgresql)
    connect_as("shop_app").execute("select tolsel.open_channel('Till', 'cash')")
    return database_url


def run(url: str, *words: str, given: str | None = None) -> Result:
    """Do what changes something as an application that may reopen days, and look as a reader."""
    login = "shop_read" if words[1] in ("list", "show") else "shop_admin"
    as_login = psycopg.conninfo.make_conninfo(url, user=login)
    command = ["--url", as_login, *words]
    return CliRunner().invoke(cli.main, command, input=given, prog_name="tolsel")


def one(found: Result) -> dict[str, str]:
    """Return what a command says of a document."""
    assert found.exit_code == 0, found.output
    lines = (re.split(r"  +", line) for line in found.stdout.splitlines()[2:])
    return {name: rest[0] if rest else "" for name, *rest in lines}


def rows(found: Result) -> list[str]:
    assert found.exit_code == 0, found.output
    return [" ".join(line.split()) for line in found.stdout.splitlines()]


def test_from_a_customer_to_a_closed_day(url: str) -> None:
    """# S97"""
    assert one(run(url, "customer", "open", "Frida", "--code", "K-1"))["currency"] == "EUR"
    issued = run(url, "invoice", "issue", "--customer", "K-1", "--line", "1200.50 Lamp",
                 "--line", "34 Bulb", "--due", "2026-04-30")  # fmt: skip
    assert one(issued)["balance"] == "1,234.50"
    pay = ("payment", "record", "1000", "--customer", "Frida", "--method", "cash",
           "--channel", "Till", "--invoice", "INV-1", "--request-key", "till-1")  # fmt: skip
    for _ in range(2):
        assert one(run(url, *pay))["status"] == "completed"
    assert rows(run(url, "payment", "list", "--customer", "K-1"))[2:] == [
        "1 Frida completed EUR 1,000.00 0.00 0.00 2026-03-31 cash 1", "payments: 1",
    ]  # fmt: skip
    assert rows(run(url, "invoice", "list", "--status", "partial"))[2:] == [
        "INV-1 Frida partial EUR 1,234.50 234.50 2026-03-31 2026-04-30 0 1", "invoices: 1",
    ]  # fmt: skip
    assert rows(run(url, "invoice", "show", "INV-1"))[2:] == [
        "1 Lamp 1,200.50 EUR 4000 INV-1", "2 Bulb 34.00 EUR 4000 INV-1", "lines: 2",
    ]  # fmt: skip
    back = ("payment", "refund", "1", "20", "--method", "cash", "--channel", "Till",
            "--reason", "broken", "--request-key", "back-1")  # fmt: skip
    for _ in range(2):
        assert one(run(url, *back))["amount"] == "20.00"
    count = ("day", "close", "Till", "--counted", "979.50")
    looked = one(run(url, *count, "--dry-run"))
    assert (looked["expected"], looked["difference"]) == ("980.00", "-0.50")
    closed = one(run(url, *count, "--note", "a coin is missing"))
    assert (closed["closed on"], closed["difference"]) == ("2026-03-31", "-0.50")
    assert "UH018" in run(url, *count).stderr
    late = run(url, *pay[:1], "record", "5", *pay[3:-1], "till-2", "--on", "2026-03-31")
    assert late.exit_code == 2 and "UL007" in late.stderr
    reopen = ("day", "reopen", "Till", "--from", "2026-03-31", "--reason", "a slip")
    (reopened,) = json.loads(run(url, *reopen, "--format", "json").stdout)
    assert reopened == {
        "channel_id": 1, "closed_on": "2026-03-31", "expected_amount": "980.00",
        "counted_amount": "979.50", "difference_amount": "-0.50", "note": "a coin is missing",
    }  # fmt: skip


def test_what_was_a_mistake_is_taken_back(url: str) -> None:
    run(url, "customer", "open", "Frida")
    run(url, "invoice", "issue", "--customer", "1", "--line", "10")
    run(url, "payment", "record", "4", "--customer", "1", "--method", "cheque")
    refused = run(url, "invoice", "void", "INV-1", "--reason", "ordered twice")
    assert refused.exit_code == 2 and "UB012" in refused.stderr
    assert one(run(url, "payment", "void", "1", "--reason", "bounced"))["status"] == "void"
    voided = one(run(url, "invoice", "void", "INV-1", "--reason", "ordered twice"))
    assert (voided["status"], voided["void reason"]) == ("void", "ordered twice")


def test_a_customer_is_changed_closed_and_taken_back(url: str) -> None:
    told = run(url, "customer", "open", "Frida", "--email", "f@example.com", "--limit", "99.50",
               "--format", "csv")  # fmt: skip
    assert told.stdout.splitlines() == [
        "customer_id,code,name,email,phone,currency,owed_limit,is_active",
        "1,,Frida,f@example.com,,EUR,99.50,true",
    ]
    changed = one(run(url, "customer", "change", "1", "--phone", "030 1", "--clear", "email"))
    assert (changed["email"], changed["phone"], changed["owed limit"]) == ("", "030 1", "99.50")
    assert one(run(url, "customer", "close", "Frida"))["is active"] == "no"
    refused = run(url, "invoice", "issue", "--customer", "1", "--line", "10")
    assert refused.exit_code == 2 and "UB064" in refused.stderr
    assert one(run(url, "customer", "reopen", "Frida"))["is active"] == "yes"


def test_a_month_is_closed_once_nothing_is_left_to_do(
    url: str, postgresql: psycopg.Connection[Any]
) -> None:
    run(url, "customer", "open", "Frida")
    run(url, "invoice", "issue", "--customer", "1", "--line", "10 Lamp")
    pay = ("payment", "record", "10", "--customer", "1", "--method", "cash", "--channel", "Till")
    run(url, *pay)
    postgresql.execute("select tolsel.set_clock('2026-04-01 12:00+02')")
    postgresql.commit()
    left = run(url, "month", "check", "2026-03")
    assert (left.exit_code, [" ".join(line.split()) for line in left.stdout.splitlines()[2:]]) == (
        1, ["open_day Till EUR 1 10.00 2026-03-31 yes", "findings: 1"],
    )  # fmt: skip
    close = ("month", "close", "2026-03", "--reason", "March is done")
    refused = run(url, *close)
    assert refused.exit_code == 1 and "Nothing was closed" in refused.stdout
    run(url, "day", "close", "Till", "--on", "2026-03-31")
    assert rows(run(url, "month", "check", "2026-03")) == ["findings: 0"]
    closed = "The books are closed through 2026-03-31"
    assert rows(run(url, *close))[-1] == f"{closed}."
    again = run(url, *close)
    assert again.exit_code == 2 and "UL022" in again.stderr
    late = run(url, "invoice", "issue", "--customer", "1", "--line", "1", "--on", "2026-03-31")
    assert late.exit_code == 2 and "UL007" in late.stderr
    opened = run(url, "month", "reopen", "2026-03", "--reason", "a bill was late")
    assert rows(opened) == ["The books are closed through 2026-02-28, and open after it."]
    run(url, "day", "reopen", "Till", "--from", "2026-03-31", "--reason", "a slip")
    assert rows(run(url, *close, "--anyway"))[-1] == f"{closed}."


def test_a_ticket_from_joining_to_its_end(url: str, connect_as: ConnectAs) -> None:
    admin = connect_as("shop_admin")
    for statement in (
        "select tolsel.set_queue_line(1)",
        "select tolsel.open_queue_service('Cash', 'C')",
        "select tolsel.open_counter('One', 1, '{1}')",
    ):
        admin.execute(statement)
    join = ("ticket", "join", "--branch", "1", "--service", "1")
    first = one(run(url, *join, "--name", "Frida", "--request-key", "j-1"))
    assert one(run(url, *join, "--name", "Frida", "--request-key", "j-1")) == first
    assert (first["token"], first["state"], first["customer name"]) == ("C001", "waiting", "Frida")
    run(url, *join)
    run(url, *join)
    assert one(run(url, "ticket", "show", "2"))["before count"] == "1"
    assert one(run(url, "ticket", "call", "1"))["ticket"] == "1"
    assert one(run(url, "ticket", "start", "1", "--counter", "1"))["state"] == "serving"
    busy = run(url, "ticket", "call", "1")
    assert busy.exit_code == 2 and "UQ" in busy.stderr
    done = one(run(url, "ticket", "complete", "1", "--counter", "1", "--outcome", "served"))
    assert (done["state"], done["outcome"]) == ("completed", "served")
    assert one(run(url, "ticket", "call", "1"))["ticket"] == "2"
    away = one(run(url, "ticket", "no-show", "2", "--counter", "1"))["state"]
    assert one(run(url, "ticket", "cancel", "3", "--reason", "left"))["state"] == "cancelled"
    listed = run(url, "ticket", "list", "--state", away, "--format", "csv").stdout
    assert [line.split(",")[:3] for line in listed.splitlines()[1:]] == [["2", "C002", away]]
    assert any("C002" in row for row in rows(run(url, "ticket", "list", "--branch", "1")))
    run(url, "ticket", "cancel", "2")
    nobody = run(url, "ticket", "call", "1")
    assert (nobody.exit_code, nobody.stdout) == (1, "Nobody waits for counter 1.\n")
    told = run(url, "ticket", "call", "1", "--format", "json")
    assert (told.exit_code, told.stdout) == (1, "[]\n")


def test_lines_with_accounts_and_taxes_come_from_a_file(url: str, tmp_path: Path) -> None:
    """# S99"""
    run(url, "customer", "open", "Frida")
    lines = [
        {"amount": "100.10", "description": "Lamp"},
        {"amount": "19", "account_code": "2200", "tax_rate": 19, "base_amount": 100},
    ]
    found = run(url, "invoice", "issue", "--customer", "1", "--lines", "-", given=json.dumps(lines))
    assert one(found)["total"] == "119.10"
    due = run(url, "report", "tax", "--format", "csv").stdout
    assert due.splitlines()[1:] == ["EUR,2200,19,100.00,19.00,,,100.00,19.00"]
    before = ("--from", "2026-02-01", "--to", "2026-02-28")
    assert rows(run(url, "report", "tax", *before)) == ["rates: 0"]
    (tmp_path / "bad.json").write_text("[1")
    bad = run(url, "invoice", "issue", "--customer", "1", "--lines", str(tmp_path / "bad.json"))
    assert bad.exit_code == 2 and "not JSON" in bad.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("customer", "open", ""), "UC016"),
        (("customer", "open", "A", "--limit", "much"), "is no amount"),
        (("customer", "change", "9", "--name", "B"), "no customer '9'"),
        (("invoice", "issue", "--customer", "1"), "either --line or --lines"),
        (("invoice", "issue", "--customer", "1", "--line", "ten Lamps"), "is no amount"),
        (("invoice", "issue", "--customer", "1", "--line", "1.005 Lamp"), "UC010"),
        (("invoice", "issue", "--customer", "1", "--line", "1", "--due", "31.3.26"), "is no day"),
        (("invoice", "show", "INV-9"), "UB002"),
        (("invoice", "void", "nonsense", "--reason", "x"), "UB002"),
        (("payment", "record", "5", "--customer", "1", "--method", "cash"), "UB006"),
        (("payment", "record", "nan", "--customer", "1", "--method", "cash"), "UC008"),
        (("payment", "record", "5", "--customer", "1", "--method", "barter"), "UH003"),
        (("payment", "record", "5", "--customer", "1", "--method", "cash", "--channel", "Box"),
         "no channel 'Box'"),
        (("payment", "refund", "9", "1", "--method", "cash", "--channel", "Till", "--reason", "x"),
         "UB003"),
        (("payment", "void", "0", "--reason", "x"), "Invalid value"),
        (("day", "close", "Till", "--on", "2026-04-01"), "UH018"),
        (("day", "reopen", "Till", "--from", "2026-03-01", "--reason", "x"), "UH019"),
        (("invoice", "list", "--status", "late"), "Invalid value"),
        (("payment", "list", "--status", "late"), "Invalid value"),
        (("ticket", "show", "9"), "UQ008"),
        (("ticket", "join", "--branch", "9", "--service", "1"), "UQ"),
        (("ticket", "call", "9"), "UQ"),
        (("ticket", "start", "9", "--counter", "9"), "UQ"),
        (("month", "check", "2026-13"), "is no month"),
        (("month", "check", "March"), "is no month"),
        (("month", "close", "2026-04", "--reason", "x"), "UL022"),
        (("month", "reopen", "2026-03", "--reason", "x"), "UL023"),
        (("customer", "list", "--tenant", "2"), "UC002"),
    ],
)  # fmt: skip
def test_what_is_refused_ends_with_2(url: str, words: tuple[str, ...], said: str) -> None:
    run(url, "customer", "open", "Frida")
    found = run(url, *words)
    assert found.exit_code == 2 and said in found.stderr and not found.stdout, found.output
    assert rows(run(url, "invoice", "list")) == ["invoices: 0"]
    assert rows(run(url, "payment", "list")) == ["payments: 0"]


def test_another_tenant_is_refused_and_programs_get_rows(url: str) -> None:
    """# S99 T1"""
    for listed in ("invoice", "payment", "ticket"):
        assert "UC002" in run(url, listed, "list", "--tenant", "2").stderr
    said = ("--reason", "done", "--anyway", "--format", "json")
    (closed,) = json.loads(run(url, "month", "close", "2026-01", *said).stdout)
    assert (closed["closed_through_on"], closed["reason"]) == ("2026-01-31", "done")
    back = ("--reason", "late", "--format", "json")
    (opened,) = json.loads(run(url, "month", "reopen", "2026-01", *back).stdout)
    assert opened["closed_through_on"] == "2025-12-31"
