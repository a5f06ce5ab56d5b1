"""`tolsel call`: any public function by its name, with typed arguments."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tolsel import cli

pytestmark = pytest.mark.once


@pytest.fixture
def url(connect_as: ConnectAs) -> str:
    return connect_as("shop_app").info.dsn


def call(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, "call", *arguments])


def test_what_is_called_is_kept(url: str) -> None:
    opened = call(url, "open_customer", "code=ann", "p_name=Ann Lee", "metadata={}")
    assert opened.exit_code == 0
    assert ["name", "Ann", "Lee"] in [line.split() for line in opened.stdout.splitlines()]
    listed = call(url, "tolsel.list_customers", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[1:3] for line in listed] == [["code", "name"], ["ann", "Ann Lee"]]


def test_several_rows_none_and_one_value(url: str) -> None:
    rows = call(url, "list_accounts", "codes=4000,1000").stdout.splitlines()
    assert len(rows) == 4 and rows[0].startswith("tenant_id")
    assert call(url, "list_customers").stdout == "no rows\n"
    assert call(url, "list_customers", "--format", "json").stdout == "[]\n"
    day = call(url, "get_business_date", "branch_id=1", "--format", "json").stdout
    assert day.startswith('[\n{"get_business_date": "20')


def test_a_file_is_read(url: str, tmp_path: Path) -> None:
    path = tmp_path / "lines.json"
    path.write_text('[{"account_id": 0, "amount": "1.00"}, {"account_id": 0, "amount": "-1"}]')
    found = call(url, "post_journal", f"lines=@{path}")
    assert (found.exit_code, "UL003 account_not_found" in found.stderr) == (2, True)
    assert "No such file" in call(url, "post_journal", f"lines=@{path}.none").stderr


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("list_agin",), "there is no public function 'list_agin'", "Did you mean list_aging or"),
        (("wholly_else",), "there is no public function", "lists them all."),
        (("list_aging", "om=2026-01-01"), "list_aging takes no 'om'", "Did you mean on?"),
        (("list_aging", "2026-01-01"), "'2026-01-01' is no NAME=VALUE", "[customer_id], [on]"),
        (("list_aging", "on=1", "p_on=2"), "'on' is given twice", ""),
        (("record_payment", "amount=1"), "record_payment needs customer_id, method", "[surplus]"),
        (("record_payment", "customer_id=x", "amount=1", "method=cash"), "22P02", ""),
        (("set_clock", "at=null"), "set to the real time.", "--test-clock"),
    ],
)
def test_what_is_wrong_is_said(
    connect_as: ConnectAs, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    found = call(connect_as("shop_admin").info.dsn, *arguments)
    assert found.exit_code == 2
    assert message in found.stderr
    assert hint in found.stderr
