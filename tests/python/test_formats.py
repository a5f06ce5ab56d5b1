"""Every command that prints rows, as a table for people, and as json and csv for programs."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tests.python.office import furnish
from tolsel import cli

pytestmark = pytest.mark.once

EVIL = "Ann\x1b[2J\nMüller 山田"
SEEN = r"Ann\x1b[2J\nMüller 山田"

MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")
DAYS = ("--branch", "1", *MARCH)
CUSTOMER = "customer_id code name email phone currency owed_limit is_active"
INVOICE = (
    "invoice_id series number customer_id status total_amount paid_amount balance_amount issued_on"
    " due_on reference void_reason"
)
PAYMENT = (
    "payment_id customer_id status method channel_id amount allocated_amount unapplied_amount"
    " refunded_amount paid_on void_reason"
)
TICKET = "ticket_id token state counter_id customer_name joined_at called_at ended_at outcome"
DAY = "channel_id closed_on expected_amount counted_amount difference_amount note"
# Each command that prints rows, and the columns of what its function answers.
COMMANDS = {
    ("report", "aging"): "customer_id name currency current_amount days_1_30 days_31_60 days_61_90"
    " days_over_90 credit_amount balance oldest_due_on last_payment_on",
    ("report", "customers"): "customer_id code name currency balance credit_amount overdue_amount"
    " days_overdue payment_count average_payment_amount last_payment_on",
    (
        "report",
        "channels",
        "--on",
        "2026-03-30",
    ): "channel_id name kind branch_id currency opening_balance"
    " in_amount out_amount closing_balance counted_amount difference_amount is_closed",
    ("report", "days", "Till", "--from", "2026-03-30"): "business_date opening_balance in_amount"
    " out_amount closing_balance counted_amount difference_amount is_closed",
    ("report", "profit-and-loss"): "currency section kind code name amount",
    ("report", "balance-sheet"): "currency section kind code name amount",
    ("report", "tax"): "currency code tax_rate invoiced_base_amount invoiced_tax_amount"
    " credited_base_amount credited_tax_amount base_amount due_amount",
    ("report", "trial-balance"): "account_id code name type currency debit credit",
    ("statement", "1200"): "kind effective_on booked_at journal_id description amount balance",
    ("statement", "--customer", "ann"): "kind effective_on document document_id description amount"
    " balance due_on reason",
    ("customer", "list"): "customer_id code name currency balance credit_amount overdue_amount"
    " days_overdue payment_count average_payment_amount last_payment_on",
    ("customer", "change", "1", "--email", "ann@example.com"): CUSTOMER,
    ("customer", "close", "3"): CUSTOMER,
    ("customer", "reopen", "3"): CUSTOMER,
    ("invoice", "list"): "invoice_number customer status currency total_amount balance_amount"
    " issued_on due_on days_overdue invoice_id",
    ("invoice", "show", "INV-2"): "line_no description quantity amount currency tax_rate code"
    " invoice_number",
    ("invoice", "issue", "--customer", "1", "--line", "5 Bulb", "--request-key", "i"): INVOICE,
    ("invoice", "void", "INV-7", "--reason", "mistake"): INVOICE,
    ("payment", "list"): "payment_id customer status currency amount unapplied_amount"
    " refunded_amount paid_on method channel_id",
    (
        "payment",
        "record",
        "1",
        "--customer",
        "1",
        "--method",
        "cash",
        "--request-key",
        "p",
    ): PAYMENT,
    (
        "payment",
        "refund",
        "1",
        "1",
        "--method",
        "cash",
        "--channel",
        "Till",
        "--reason",
        "less",
        "--request-key",
        "r",
    ): "refund_id payment_id customer_id method channel_id amount refunded_on reason",
    ("payment", "void", "5", "--reason", "bounced"): PAYMENT,
    ("day", "close", "Till", "--dry-run"): DAY,
    (
        "month",
        "check",
        "2026-03",
    ): "finding subject currency found_count amount from_on is_obstacle",
    ("bank", "list", "4", *MARCH): "detail_id booked_on amount counterparty text match_id",
    ("bank", "propose", "4"): "detail_id kind is_exact reason",
    ("bank", "reconcile", "4", *MARCH): "business_date bank_balance book_balance"
    " unmatched_amount in_transit_amount pending_amount opening_difference unexplained_amount",
    ("bank", "import", "empty.sta"): "file account currency number page closed_on entry_count"
    " new_count pending_count outcome is_proved code reason",
    ("call", "list_customers"): "customer_id code name currency balance credit_amount"
    " overdue_amount days_overdue payment_count average_payment_amount last_payment_on",
    ("jobs",): "job_name tenant_id branch_id state last_success_at overdue_s missed_count attempts"
    " attempt_at error",
    ("events",): "topic pending claimed dead expired oldest_at",
    ("events", "dead"): "event_id topic document document_id attempts dead_at last_error",
    ("logs", "list"): "recorded_at level category message request_id user_id duration_ms",
    ("logs", "endpoints"): "endpoint method call_count error_count error_rate average_ms median_ms"
    " percentile_95_ms maximum_ms",
    ("logs", "queries"): "description run_count error_count error_rate average_ms percentile_95_ms"
    " maximum_ms",
    ("queue", "board", "--branch", "1"): "call_no token counter_id is_repeated called_at",
    ("queue", "dashboard", *DAYS): "joined_count completed_count cancelled_count no_show_count"
    " reset_count average_wait_s p90_wait_s longest_wait_s average_service_s day_count"
    " ok_reset_count failed_reset_count reset_success_percent",
    ("queue", "reset", "--branch", "1", "--day", "2026-03-30", "--dry-run"): "business_on outcome"
    " cancelled_count completed_count archived_count message error",
    ("queue", "rebuild", *DAYS, "--dry-run"): "business_on hour_at service_id counter_id figure"
    " stored_amount recounted_amount",
    ("ticket", "list"): "ticket_id token state branch_id service_id priority counter_id"
    " customer_name joined_at call_count",
    ("ticket", "show", "1"): "ticket_id token state before_count last_token estimate_minutes"
    " reason",
    ("ticket", "join", "--branch", "1", "--service", "1", "--request-key", "j"): TICKET,
    ("wallet", "list"): "wallet_id owner_customer_id name currency mode credit_limit"
    " settled_amount held_amount available_amount closed_at",
    ("wallet", "statement", "1"): "kind effective_on booked_at document document_id description"
    " amount settled_amount",
    ("wallet", "explain", "1", "small"): "is_enough settled_amount held_amount owed_amount"
    " available_amount cost_amount shortfall_amount currency",
    ("wallet", "quote", "small"): "plan currency price_amount cost_amount from_at until_at",
    ("seals", "list"): "account_id code slot entry_count version hash",
    ("seals", "check", "anchor.csv"): "account_id slot version expected found fault",
    ("verify",): "check_name severity status row_count sample title",
    ("verify", "--customer", "ann"): "source balance is_right",
    ("repair", "--dry-run"): "tenant_id check_name subject before_row after_row outcome",
    ("status",): "finding name",
}
AMOUNTS = ("amount", "balance", "debit", "credit", "days_1_30", "days_over_90", "error_rate")


BANK = (
    """select tolsel.set_bank_account(c.channel_id, array['DE02120300000000202051'])
       from tolsel.open_channel('Giro', 'bank') c""",
    """select tolsel.import_statement(jsonb_build_object(
           'format', 'CSV', 'account', 'DE02120300000000202051', 'currency', 'EUR',
           'opening_balance', '0', 'closing_balance', '100', 'entries', jsonb_build_array(
               jsonb_build_object('amount', '100', 'booked_on', '2026-03-30', 'status', 'booked',
                   'text', i.series || '-' || i.number))))
       from tolsel.open_customer('Ada') c
       cross join lateral tolsel.issue_invoice(c.customer_id, '[{"amount": "100"}]') i""",
)
QUEUE = (
    "select tolsel.set_queue_line(1), tolsel.open_queue_service('Cash', 'C')",
    "select tolsel.open_counter('One', 1, '{1}'), tolsel.join_queue(1, 1)",
    "select tolsel.call_next_ticket(1)",
)


TAX = """select tolsel.issue_invoice(1, '[{"amount": "100"},
    {"amount": "19", "account_code": "2200", "tax_rate": 19, "base_amount": 100}]')"""
WALLET = (
    "select tolsel.open_wallet(1)",
    "select tolsel.set_plan_price('small', 150)",
    "select tolsel.top_up_wallet(1, 5, 'bank_transfer')",
)


@pytest.fixture
def url(
    postgresql: psycopg.Connection[Any],
    connect_as: ConnectAs,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The URL of a superuser of a shop in which every listing has something to list."""
    app = connect_as("shop_app")
    furnish(postgresql, app)
    app.execute("select tolsel.record_log('error', 'job', %s)", [EVIL])
    app.execute("select tolsel.record_api_metric('/pay', 'POST', 500, 1200)")
    app.execute("select tolsel.record_query_metric('aging', 2300, 'cancelled')")
    for statement in (*BANK, *QUEUE, *WALLET, TAX):
        app.execute(statement)
    postgresql.execute("select tolsel.grant_login(current_user, 1)")
    postgresql.execute("set session_replication_role = replica")
    postgresql.execute("update tolsel_billing.customer set name = %s where code = 'ann'", [EVIL])
    postgresql.execute("update tolsel_queue.hourly_stat set wait_ms = 7")
    postgresql.execute(
        "update tolsel_ledger.balance set held_amount = 1.50"
        " where account_id = (select min(account_id) from tolsel_ledger.balance)"
    )
    postgresql.execute(
        "update tolsel_core.event set expires_at = now(), dead_at = now(), last_error = %s"
        " where event_id = (select min(event_id) from tolsel_core.event)",
        [EVIL],
    )
    postgresql.commit()
    # A seal that the database does not have.
    monkeypatch.chdir(tmp_path)
    Path("anchor.csv").write_text(
        f"account_id,code,slot,entry_count,version,hash\n1,1000,0,1,99,{'0' * 64}\n"
    )
    Path("empty.sta").touch()
    return database_url


def run(url: str, *arguments: str) -> Result:
    found = CliRunner().invoke(cli.main, ["--url", url, *arguments])
    assert found.exit_code in (0, 1), found.output
    return found


@pytest.mark.long
def test_json_and_csv_are_what_the_function_answers(url: str) -> None:
    for command, columns in COMMANDS.items():
        table = run(url, *command)
        as_json, as_csv = (run(url, *command, "--format", form) for form in ("json", "csv"))
        assert {table.exit_code, as_json.exit_code, as_csv.exit_code} <= {table.exit_code}, command
        assert as_json.stderr == as_csv.stderr == "", command
        objects = json.loads(as_json.stdout)
        assert objects, command
        assert [[*found] for found in objects] == [columns.split()] * len(objects), command
        rows = [*csv.DictReader(io.StringIO(as_csv.stdout, newline=""))]
        assert len(rows) == len(objects), command
        for row, found in zip(rows, objects, strict=True):
            for name, value in found.items():
                is_json = isinstance(value, dict)
                assert (json.loads(row[name]) if is_json else row[name]) == (
                    value if is_json else as_csv_value(value)
                ), (command, name)
        for found in objects:
            for name in AMOUNTS:
                value = found.get(name)
                assert value is None or isinstance(value, str), (command, name)
                assert value is None or Decimal(value).is_finite(), (command, name)


def as_csv_value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.mark.long
def test_no_text_writes_the_terminal(url: str) -> None:
    tellers = set()
    for command in COMMANDS:
        said = run(url, *command).stdout
        assert "\x1b" not in said and "Ann\n" not in said, command
        if SEEN in said:
            tellers.add(command[:2])
    assert tellers >= {
        ("report", "aging"),
        ("report", "customers"),
        ("statement", "--customer"),
        ("events",),
        ("events", "dead"),
        ("logs", "list"),
        ("verify", "--customer"),
        ("wallet", "list"),
    }
    found = CliRunner().invoke(cli.main, ["--url", url, "statement", "--customer", "\x1b[2J"])
    assert (found.exit_code, "\x1b" in found.output) == (2, False)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of each command and group that takes --format."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        if any(parameter.name == "form" for parameter in command.params):
            yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def test_every_command_that_takes_a_format_is_tried() -> None:
    tried = {command[:2] for command in COMMANDS} | {command[:1] for command in COMMANDS}
    # What has databases of its own is tried in test_simulate and test_cluster; what does more each
    # time in test_cli_daily and test_cli_wallet.
    elsewhere = {("simulate",), ("customer", "open"), ("day", "reopen")}
    elsewhere |= {("cluster", act) for act in ("list", "tenants", "refresh", "report")}
    elsewhere |= {("month", "close"), ("month", "reopen"), ("wallet", "top-up")}
    elsewhere |= {("ticket", act) for act in ("call", "start", "complete", "cancel", "no-show")}
    elsewhere |= {("wallet", act) for act in ("open", "close", "provision", "stop")}
    assert set(commands(cli.main)) - elsewhere <= tried
