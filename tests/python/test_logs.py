"""`tolsel logs`: # S76 S77 S79 S80 from the command line."""

from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tolsel import cli
from tolsel.cli.console import COULD_NOT_RUN

pytestmark = pytest.mark.once

WRITTEN = """
    select tolsel.set_context(p_request_id => 'req-1'),
        tolsel.record_log('info', 'payment', 'Paid', 12),
        tolsel.record_log('error', 'job', E'No route\nto host\x1b[1m'),
        tolsel.record_api_metric('/pay', 'POST', 500, 1200),
        tolsel.record_api_metric('/pay', 'POST', 200, 100),
        tolsel.record_api_metric('/list', 'GET', 200, 7),
        tolsel.record_query_metric('aging', 2300, 'cancelled'),
        tolsel.record_query_metric('one customer', 1)"""


@pytest.fixture
def url(database_url: str, postgresql: psycopg.Connection[Any], connect_as: ConnectAs) -> str:
    """The URL of a login that may read and administer, on an application's logs."""
    postgresql.execute("grant tolsel_read to shop_admin")
    postgresql.commit()
    connect_as("shop_app").execute(WRITTEN)
    return psycopg.conninfo.make_conninfo(database_url, user="shop_admin")


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, "logs", *arguments])


def printed(url: str, *arguments: str) -> list[list[str]]:
    """Return the words of each line below the head of the table."""
    found = run(url, *arguments)
    assert found.exit_code == 0, found.output
    return [line.split() for line in found.stdout.splitlines()][2:]


def test_the_log(url: str) -> None:
    assert [line[2:] for line in printed(url, "list")] == [
        ["info", "payment", "Paid", "req-1", "12"],
        ["error", "job", r"No", r"route\nto", r"host\x1b[1m", "req-1"],
        ["rows"],
    ]
    assert printed(url, "list", "--level", "error")[0][2] == "error"
    assert printed(url, "list", "--category", "payment")[-1] == ["logs:", "1", "rows"]
    assert printed(url, "list", "--request", "req-1", "--limit", "1")[-1] == [
        "logs:", "1", "rows,", "the", "latest",
    ]  # fmt: skip
    assert run(url, "list", "--request", "req-2").stdout == "logs: 0 rows\n"
    assert run(url, "list", "--user", "7").stdout == "logs: 0 rows\n"


def test_endpoints_and_queries(url: str) -> None:
    assert printed(url, "endpoints") == [
        ["POST", "/pay", "2", "50.00", "%", "650", "100", "1,200", "1,200"],
        ["GET", "/list", "1", "0.00", "%", "7", "7", "7", "7"],
        ["endpoints:", "2"],
    ]
    assert printed(url, "queries", "--since", "2026-01-01 12:00") == [
        ["aging", "1", "100.00", "%", "2,300", "2,300", "2,300"],
        ["one", "customer", "1", "0.00", "%", "1", "1", "1"],
        ["queries:", "2"],
    ]
    assert run(url, "queries", "--since", "2199-01-01").stdout == "queries: 0\n"


def test_keeping(url: str, postgresql: psycopg.Connection[Any]) -> None:
    assert run(url, "keep", "api_metric", "7").stdout == "keep: api_metric for 7 days\n"
    kept = postgresql.execute("select keep_days from tolsel.log_retention order by table_name")
    assert kept.fetchall() == [(7,), (30,), (30,)]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["list", "--level", "grave"], "UM001"),
        (["list", "--category", "money"], "UM002"),
        (["keep", "journal", "7"], "UM007"),
        (["keep", "api_metric", "0"], "UM008"),
        (["list", "--tenant", "7"], "UC002"),
        (["list", "--user", "99999999999999999999"], "is not in the range"),
    ],
)
def test_what_is_refused(url: str, arguments: list[str], says: str) -> None:
    found = run(url, *arguments)
    assert found.exit_code == COULD_NOT_RUN
    assert says in found.stderr and "Traceback" not in found.stderr
