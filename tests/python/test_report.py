"""`tolsel report` and a customer's statement, as they are printed."""

from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tests.python.office import furnish, set_clock
from tolsel import cli

pytestmark = pytest.mark.once


@pytest.fixture
def url(postgresql: psycopg.Connection[Any], connect_as: ConnectAs, database_url: str) -> str:
    furnish(postgresql, connect_as("shop_app"))
    return psycopg.conninfo.make_conninfo(database_url, user="shop_app")


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, *arguments])


def lines_of(url: str, *arguments: str) -> list[str]:
    found = run(url, *arguments)
    assert found.exit_code == 0, found.output
    return found.stdout.splitlines()


def test_aging(url: str) -> None:
    """# S86"""
    assert lines_of(url, "report", "aging") == [
        "Owed on 2026-03-31, by days overdue, EUR",
        "customer  no  current      1-30  31-60  61-90  over 90  credit   balance  oldest due"
        "  last paid",
        "--------  --  -------  --------  -----  -----  -------  ------  --------  ----------"
        "  ----------",
        "Bob        2     0.00      0.00   0.00   0.00   280.00   30.00    250.00  2025-12-01"
        "  2026-03-30",
        "Ann        1     0.00  1,069.06   0.00   0.00     0.00    0.00  1,069.06  2026-03-24"
        "  2026-03-20",
        "Bob        3     0.00      0.00   0.00   0.00     0.00   39.50    -39.50            "
        "  2026-03-30",
        "total            0.00  1,069.06   0.00   0.00   280.00   69.50  1,279.56",
        "",
        "Owed on 2026-03-31, by days overdue, JPY",
        "customer  no  current  1-30  31-60  61-90  over 90  credit  balance  oldest due"
        "  last paid",
        "--------  --  -------  ----  -----  -----  -------  ------  -------  ----------"
        "  ----------",
        "Yuki       4        0     0  2,000      0        0       0    2,000  2026-02-01"
        "  2026-03-30",
        "total               0     0  2,000      0        0       0    2,000",
    ]
    found = lines_of(url, "report", "aging", "--customer", "ann")
    assert [line.split()[0] for line in found[3:]] == ["Ann", "total"]


def test_one_customer_is_verified(url: str, postgresql: psycopg.Connection[Any]) -> None:
    """# S75"""
    assert lines_of(url, "verify", "--customer", "ann") == [
        "Ann (customer 1, EUR)",
        "mark   balance  by",
        "----  --------  -------------",
        *(
            f"ok    1,069.06  {book}"
            for book in (
                "entries",
                "last entry",
                "balance",
                "documents",
                "customer list",
                "statement",
                "aging",
            )
        ),
    ]
    postgresql.execute("set session_replication_role = replica")
    postgresql.execute(
        "alter table tolsel_billing.payment disable trigger payment_before_update_transition"
    )
    postgresql.execute(
        "update tolsel_billing.payment set amount = amount + 1 where customer_id = 3"
    )
    postgresql.commit()
    found = run(url, "verify", "--customer", "3")
    assert found.exit_code == 1
    wrong = [line.split(maxsplit=2)[2] for line in found.stdout.splitlines() if "BREACH" in line]
    assert wrong == ["documents", "aging"]
    nobody = run(url, "verify", "--customer", "zoe")
    assert nobody.exit_code == 2
    assert "no customer 'zoe'" in nobody.stderr


def test_customers(url: str) -> None:
    """# S86"""
    assert lines_of(url, "report", "customers")[:7] == [
        "Customers on 2026-03-31, EUR",
        "customer  no  code   balance  credit   overdue  days  payments  last paid",
        "--------  --  ----  --------  ------  --------  ----  --------  ----------",
        "Ann        1  ann   1,069.06    0.00  1,069.06     7         1  2026-03-20",
        "Bob        2  bob     250.00   30.00    280.00   120         1  2026-03-30",
        "Bob        3          -39.50   39.50      0.00               1  2026-03-30",
        "total               1,279.56   69.50  1,349.06",
    ]
    found = lines_of(url, "report", "customers", "--search", "yuki")
    assert [line.split()[0] for line in found[3:]] == ["Yuki", "total"]


def test_channels(url: str) -> None:
    """# G14"""
    assert lines_of(url, "report", "channels", "--on", "2026-03-30") == [
        "Channels on 2026-03-30, EUR",
        "channel  no  kind   opening     in    out   closing  counted  difference  day",
        "-------  --  ----  --------  -----  -----  --------  -------  ----------  ------",
        "Bank      2  bank  1,320.00   0.00  40.00  1,280.00                       open",
        "Till      1  cash    100.00  50.00  12.00    138.00   138.00       -1.50  closed",
        "total              1,420.00  50.00  52.00  1,418.00   138.00       -1.50",
        "",
        "Channels on 2026-03-30, JPY",
        "channel     no  kind  opening     in  out  closing  counted  difference  day",
        "----------  --  ----  -------  -----  ---  -------  -------  ----------  ----",
        "Yen drawer   3  cash        0  3,000    0    3,000                       open",
        "total                       0  3,000    0    3,000",
    ]


def test_days_of_a_channel(url: str) -> None:
    """# G14"""
    found = lines_of(url, "report", "days", "Till", "--from", "2026-03-30")
    assert found == [
        "Till from 2026-03-30 to 2026-03-31, EUR",
        "day         opening     in    out  closing  counted  difference",
        "----------  -------  -----  -----  -------  -------  ----------  ------",
        "2026-03-30   100.00  50.00  12.00   138.00   138.00       -1.50  closed",
        "2026-03-31   138.00  40.00   0.00   178.00                       open",
    ]
    assert lines_of(url, "report", "days", "1", "--from", "2026-03-30") == found
    assert lines_of(url, "report", "days", "3", "--from", "2026-03-31")[1:] == [
        "Nothing moved, and no day was closed."
    ]


def test_an_unknown_channel(url: str) -> None:
    result = CliRunner().invoke(cli.main, ["--url", url, "report", "days", "Safe"])
    assert (result.exit_code, result.stderr.splitlines()) == (
        2,
        [
            "Error: there is no channel 'Safe'",
            "HINT:  tolsel report channels lists them.",
        ],
    )


def test_profit_and_loss(url: str) -> None:
    """# G9"""
    assert lines_of(url, "report", "profit-and-loss")[:13] == [
        "Profit and loss from 2026-01-01 to 2026-03-31, EUR",
        "code   account                amount",
        "-----  -------------------  --------",
        "4000   Revenue              2,236.50",
        "       Total revenue        2,236.50",
        "",
        "6800   Cash over and short      1.50",
        "6900   Write-offs              30.00",
        "odd:1  a:b ; c  d               1.25",
        "odd:2  a-b , c d                2.00",
        "rent   Rent                    83.00",
        "       Total expenses         117.75",
        "",
    ]
    february = lines_of(
        url, "report", "profit-and-loss", "--from", "2026-02-01", "--to", "2026-02-28"
    )
    assert february[-1].split() == ["Profit", "5,000"]


def test_trial_balance(url: str) -> None:
    """# G9"""
    found = lines_of(url, "report", "trial-balance")
    assert found[:5] == [
        "Trial balance on 2026-03-31, EUR",
        "account     name                 type          debit    credit",
        "----------  -------------------  ---------  --------  --------",
        "1050        Undeposited funds    asset         20.00",
        "2200        Tax payable          liability              234.56",
    ]
    assert found[17:] == [
        "rent        Rent                 expense       83.00",
        "total                                       2,914.81  2,914.81",
        "",
        "Trial balance on 2026-03-31, JPY",
        "account     name          type     debit  credit",
        "----------  ------------  -------  -----  ------",
        "channel:3   Yen drawer    asset    3,000",
        "customer:4  Yuki          asset    2,000",
        "yen sales   Sales in yen  revenue          5,000",
        "total                              5,000   5,000",
    ]
    before = lines_of(url, "report", "trial-balance", "--on", "2026-03-09")
    assert not any("Yen drawer" in line for line in before)


def test_balance_sheet(url: str) -> None:
    """# G9"""
    assert lines_of(url, "report", "balance-sheet")[:18] == [
        "Balance sheet on 2026-03-31, EUR",
        "code     account                          amount",
        "-------  -----------------------------  --------",
        "1000     Cash and banks                 1,458.00",
        "1050     Undeposited funds                 20.00",
        "1200     Receivables                    1,319.06",
        "odd,3    (virtual) * !                     -1.25",
        "         Total assets                   2,795.81",
        "",
        "1200     Receivables (credit balances)     39.50",
        "2200     Tax payable                      234.56",
        "         Total liabilities                274.06",
        "",
        "capital  Capital                          103.00",
        "         Profit                         2,418.75",
        "         Total equity                   2,521.75",
        "",
        "         Total liabilities and equity   2,795.81",
    ]


def test_a_customers_statement(url: str) -> None:
    """# S72"""
    assert lines_of(url, "statement", "--customer", "ann", "--from", "2026-03-01") == [
        "Ann (customer 1, ann, EUR)",
        "day         document         due          charged      paid   balance",
        "----------  ---------------  ----------  --------  --------  --------",
        "2026-03-01  opening balance                                  1,000.00",
        "2026-03-10  Invoice INV-2    2026-03-24  1,469.06            2,469.06",
        "2026-03-20  Payment 1                              1,400.00  1,069.06",
        "            closing balance                                  1,069.06",
    ]
    for text, number in (("yuki", 4), ("Yu", 4), ("3", 3), ("bob", 2)):
        assert f"(customer {number}" in lines_of(url, "statement", "--customer", text)[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "aging"], "On 2026-03-31 nothing is owed, and nobody has credit."),
        (["report", "customers"], "No customer is found."),
        (["report", "channels"], "There is no channel."),
        (["report", "profit-and-loss"], "Profit and loss from 2026-01-01 to 2026-03-31: nothing"),
        (["report", "trial-balance"], "Trial balance on 2026-03-31: nothing is booked."),
        (["report", "balance-sheet"], "Balance sheet on 2026-03-31: nothing is booked."),
    ],
)
def test_an_empty_office(
    postgresql: psycopg.Connection[Any], database_url: str, arguments: list[str], message: str
) -> None:
    set_clock(postgresql)
    url = psycopg.conninfo.make_conninfo(database_url, user="shop_read")
    [line] = lines_of(url, *arguments)
    assert line.startswith(message)


_BACKWARDS = ("--from", "2026-03-10", "--to", "2026-03-01")
_FIRST_DAY_LATE = "HINT:  Give a first day that is not after the last."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["statement", "--customer", "Bob"], "DETAIL:  Bob (2), Bob (3)\n"),
        (["statement", "--customer", "x"], "Error: the tenant has no customer 'x'\n"),
        (["statement"], "Give either ACCOUNT_CODE or --customer."),
        (["statement", "till", "--customer", "ann"], "Give either ACCOUNT_CODE or --customer."),
        (["statement", "--customer", "ann", "--clock", "booked"], "by the day a line counts for"),
        (["report", "aging", "--tenant", "2"], "Error: UC002 tenant_not_allowed"),
        (["report", "channels", "--branch", "987"], "Error: UC018 branch_not_found"),
        (["statement", "1200", *_BACKWARDS], _FIRST_DAY_LATE),
        (["statement", "--customer", "ann", *_BACKWARDS], _FIRST_DAY_LATE),
        (["report", "days", "1", *_BACKWARDS], _FIRST_DAY_LATE),
        (["report", "balance-sheet", "--on", "31.3.2026"], "does not match the format"),
    ],
)
def test_refusals(url: str, arguments: list[str], message: str) -> None:
    found = run(url, *arguments)
    assert found.exit_code == 2
    assert message in found.stderr
