"""`tolsel statement`."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tolsel import cli
from tolsel.figures import format_amount, format_side

pytestmark = pytest.mark.once


@pytest.fixture
def url(database_url: str) -> str:
    app = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    with psycopg.connect(app) as conn:
        conn.execute("select tolsel.open_account('till', 'Till', 'asset')")
        conn.execute("select tolsel.open_account('yen', 'Yen', 'asset', 'JPY')")
        conn.execute("select tolsel.open_account('yen sales', 'Yen sales', 'revenue', 'JPY')")
        for on, amount, text in (
            ("2026-01-02", "1234.50", "coffee\nfor all"),
            ("2026-01-03", "-2000", None),
            ("2026-01-04", "765.50", "tea"),
        ):
            post(conn, "till", "4000", amount, on, text)
        post(conn, "yen", "yen sales", "1234567", "2026-01-02", "paper")
    return app


def post(
    conn: psycopg.Connection[Any], code: str, counter: str, amount: str, on: str, text: str | None
) -> None:
    lines = [{"account_code": code, "amount": amount}]
    lines += [{"account_code": counter, "amount": str(-Decimal(amount))}]
    conn.execute(
        "select tolsel.post_journal(%s, %s, %s)", [psycopg.types.json.Jsonb(lines), text, on]
    )


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, "statement", *arguments])


def test_a_statement(url: str) -> None:
    found = run(url, "till")
    assert found.exit_code == 0, found.output
    assert found.stdout.splitlines() == [
        "till  Till (asset, EUR)",
        "day         journal  description         debit    credit   balance",
        "----------  -------  ---------------  --------  --------  -----------",
        "                     opening balance                          0.00",
        r"2026-01-02        1  coffee\nfor all  1,234.50            1,234.50 Dr",
        "2026-01-03        2                             2,000.00    765.50 Cr",
        "2026-01-04        3  tea                765.50                0.00",
        "                     closing balance                          0.00",
        "3 entries, not sealed",
    ]


# G12
def test_count_and_head_are_printed(url: str, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("select tolsel.seal_entries()")
        heads = conn.execute(
            "select left(encode(hash, 'hex'), 12) from tolsel_ledger.seal s"
            " join tolsel_ledger.account using (tenant_id, account_id) where code = 'till'"
        ).fetchone()
    assert heads
    assert run(url, "till").stdout.splitlines()[-1] == (
        f"3 entries, seal {heads[0]} through version 3"
    )
    with psycopg.connect(url) as conn:
        conn.execute("select tolsel.open_account('hot', 'Hot', 'revenue', p_slots => 4)")
        post(conn, "hot", "till", "1", "2026-01-05", None)
    last = run(url, "hot").stdout.splitlines()[-1]
    assert last.startswith("slot ") or last == "1 entries, not sealed"


def test_some_days(url: str) -> None:
    found = run(url, "till", "--from", "2026-01-03", "--to", "2026-01-03")
    lines = found.stdout.splitlines()[3:-1]
    assert [line.split()[0] for line in lines] == ["2026-01-03"] * 3
    assert [line.split()[-2:] for line in lines] == [
        ["1,234.50", "Dr"],
        ["765.50", "Cr"],
        ["765.50", "Cr"],
    ]
    lines = run(url, "till", "--clock", "booked", "--to", "2026-01-31").stdout.splitlines()[3:]
    assert len(lines) == 3


def test_the_currency_has_its_decimals(url: str) -> None:
    assert "  1,234,567          1,234,567 Dr\n" in run(url, "yen").stdout
    assert "  1,234,567  1,234,567 Cr\n" in run(url, "yen sales").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody"], "Error: the tenant has no account 'nobody'"),
        (["till", "--from", "2026-01-03", "--to", "2026-01-02"], "Error: UC014 date_not_usable"),
        (["till", "--from", "3.1.2026"], "does not match the format '%Y-%m-%d'"),
        (["till", "--tenant", "2"], "Error: UC002 tenant_not_allowed"),
    ],
)
def test_refusals(url: str, arguments: list[str], message: str) -> None:
    found = run(url, *arguments)
    assert found.exit_code == 2
    assert message in found.stderr


def test_figures() -> None:
    assert format_amount(Decimal("-1234567.5")) == "-1,234,567.50"
    assert format_amount(Decimal("0.125")) == "0.125"
    assert format_amount(Decimal("1E+3"), 0) == "1,000"
    assert format_amount(Decimal("123456789012345.678901234567890123"), 18).endswith("890123")
    assert [format_side(Decimal(n)) for n in (1, -1, 0)] == ["1.00 Dr", "1.00 Cr", "0.00   "]
