"""`tolsel queue`: the board, the dashboard, the closing of a day and statistics made anew."""

from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tolsel import cli

pytestmark = pytest.mark.once

DAYS = ("--branch", "1", "--from", "2026-03-01", "--to", "2026-03-31")
OFFICE = (
    "select tolsel.set_queue_line(1), tolsel.open_queue_service('Cash', 'C')",
    "select tolsel.open_counter('One', 1, '{1}'), tolsel.join_queue(1, 1), tolsel.join_queue(1, 1)",
)
MORNING = (
    "select tolsel.call_next_ticket(1)",
    "select tolsel.recall_ticket(1, 1)",
    "select tolsel.complete_ticket(1, 1, 'served')",
)


@pytest.fixture
def url(postgresql: psycopg.Connection[Any], connect_as: ConnectAs, database_url: str) -> str:
    """The URL of a superuser, on the day after two have joined and one was served."""
    postgresql.autocommit = True
    postgresql.execute("select tolsel_core.arrange_test_clock(true)")
    postgresql.execute("select tolsel.grant_login(current_user, 1)")
    app = connect_as("shop_app")
    for at, statements in (("09:00", OFFICE), ("09:02:30", MORNING)):
        postgresql.execute("select tolsel.set_clock(%s)", [f"2026-03-10 {at}+01"])
        for statement in statements:
            app.execute(statement.encode())
    postgresql.execute("select tolsel.set_clock('2026-03-11 08:00+01')")
    return database_url


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, "queue", *arguments])


def test_the_board_shows_each_call(url: str) -> None:
    lines = [line.split() for line in run(url, "board", "--branch", "1").stdout.splitlines()]
    assert lines[2:] == [
        ["1", "C001", "1", "2026-03-10", "08:02Z"],
        ["2", "C001", "1", "2026-03-10", "08:02Z", "again"],
        ["calls:", "2"],
    ]
    assert run(url, "board", "--branch", "1", "--after", "2").stdout == "calls: 0\n"


def test_a_day_is_closed_after_it_was_tried(url: str) -> None:
    """# S53 S59"""
    close = ("reset", "--branch", "1", "--day", "2026-03-10")
    said = "Queue reset: 1 customers cancelled, 0 customers completed\n"
    for arguments in ((*close, "--dry-run"), close, close):
        found = run(url, *arguments)
        assert (found.exit_code, found.stdout) == (0, said)
    today = run(url, "reset", "--branch", "1", "--day", "2026-03-11")
    assert today.exit_code == 2 and "UQ015" in today.stderr


def test_a_closing_that_fails_says_why(url: str, postgresql: psycopg.Connection[Any]) -> None:
    postgresql.execute("alter table tolsel_queue.day_summary add check (joined_count < 2)")
    found = run(url, "reset", "--branch", "1", "--day", "2026-03-10")
    assert found.exit_code == 1 and found.stdout.startswith("23514 ")


def test_the_dashboard_says_what_happened(url: str) -> None:
    """# S56"""
    assert run(url, "reset", "--branch", "1", "--day", "2026-03-10").exit_code == 0
    lines = run(url, "dashboard", *DAYS).stdout.splitlines()[2:]
    assert [" ".join(line.split()) for line in lines] == [
        "joined 2", "completed 1", "cancelled 0", "did not come 0", "ended by closings 1",
        "average wait 150.0 s", "nine of ten waited at most 150.0 s", "longest wait 150.0 s",
        "average service 0.0 s", "days with tickets 1", "closings 1", "closings that failed 0",
    ]  # fmt: skip


def test_statistics_are_made_anew(url: str, postgresql: psycopg.Connection[Any]) -> None:
    assert run(url, "rebuild", *DAYS).stdout == "differences: 0\n"
    postgresql.execute("update tolsel_queue.hourly_stat set joined_count = joined_count + 1")
    tried = run(url, "rebuild", *DAYS, "--dry-run")
    assert tried.exit_code == 1 and tried.stdout.endswith("differences: 2\n")
    assert "joined_count" in tried.stdout
    assert run(url, "rebuild", *DAYS).exit_code == 0
    assert run(url, "rebuild", *DAYS, "--dry-run").stdout == "differences: 0\n"
