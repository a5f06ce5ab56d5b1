"""What the model found, each as the one call that showed it."""

import psycopg
import pytest

from tests.conftest import ConnectAs

ZEROS = "0" * 21
LINES = '[{"account_code": "4000", "amount": %s}, {"account_code": "3000", "amount": "-1"}]'
ACCOUNT = "(select account_id from tolsel.list_accounts(array['%s']))"


def code_of(conn: psycopg.Connection, query: str) -> str:
    try:
        conn.execute(query.encode())
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return "ok"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        (f"select tolsel.set_credit_limit({ACCOUNT % '4000'}, null)", {"ok"}),
        (r"select tolsel.open_account(E'\tfloat\n', 'Float', 'asset')", {"ok"}),
        ("select tolsel.expire_holds(-1), tolsel.drain_daily_totals(-1)", {"ok"}),
    ],
    ids=["no limit on several slots", "a code in white space", "fewer than none"],
)
def test_call(connect_as: ConnectAs, query: str, codes: set[str]) -> None:
    assert code_of(connect_as("shop_app"), query) in codes


@pytest.mark.parametrize("amount", [f'"{ZEROS}1"', f'"1.{ZEROS}"', f"1.{ZEROS}"])
def test_zeros_that_say_nothing(connect_as: ConnectAs, amount: str) -> None:
    app = connect_as("shop_app")
    assert code_of(app, f"select tolsel.post_journal('{LINES % amount}')") == "ok"
    endless = amount.replace(ZEROS, 2 * ZEROS)
    assert code_of(app, f"select tolsel.post_journal('{LINES % endless}')") == "UC010"


def test_day_that_moves_more_than_an_amount_can(connect_as: ConnectAs) -> None:
    app = connect_as("shop_app")
    app.execute(f"select tolsel.set_daily_totals({ACCOUNT % '6900'}, true)".encode())
    amounts = [("6900", "9e14"), ("6900", "-9e14"), ("6900", "9e14"), ("3000", "-9e14")]
    lines = ", ".join(
        f'{{"account_code": "{code}", "amount": {amount}}}' for code, amount in amounts
    )
    assert code_of(app, f"select tolsel.post_journal('[{lines}]')") == "ok"
