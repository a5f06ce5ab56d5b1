"""`tolsel demo`, in a folder of its own."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from tolsel import cli
from tolsel.demo import server, shop
from tolsel.demo.pgcluster import ClusterError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOLSEL_PG_BIN", raising=False)
    yield tmp_path
    server.demo_cluster().remove()


def run() -> list[str]:
    found = CliRunner().invoke(cli.main, ["demo"])
    assert found.exit_code == 0, found.output
    return found.stdout.splitlines()


@pytest.mark.long
@pytest.mark.usefixtures("folder")
def test_the_demo_runs_and_runs_again() -> None:
    lines = run()
    assert "  posted now                42" in lines
    assert "  differing                  1 (4.17%)" in lines
    assert "bank     2026-03-10  3,695.93  3,696.03       +0.10" in lines
    assert "2026-03-31           closing balance" in "\n".join(lines)
    assert "total                                    11,321.15  11,321.15" in lines
    # S73: Ann's invoice of 1,000 shows what her credit of 300 has left.
    words = [line.split() for line in lines]
    (invoice,) = (row for row in words if row[:3] == ["2026-04-02", "Invoice", "INV-1"])
    assert {"1,000.00", "700.00", "2026-04-16"} <= set(invoice)
    (void,) = (row for row in words if row[:5] == ["2026-04-13", "Void", "of", "payment", "5:"])
    assert void.count("320.00") == 2
    (note,) = (row for row in words if row[:4] == ["2026-04-28", "Credit", "note", "CN-3:"])
    assert note[4:] == ["A", "scratch", "20.00", "140.00"]
    assert "2026-04-03   200.00  150.00    1.50   348.50   348.50       -1.50  closed" in lines
    assert "total                   0.00  1,015.00   0.00   0.00     0.00  100.00   915.00" in lines
    # Bank and book say the same, and every payment that the bank tells of is matched.
    (held,) = (row for row in words if row[:1] == ["2026-04-30"] and len(row) == 7)
    assert held[1:] == ["6,880.00", "6,880.00", "0.00", "0.00", "0.00", "0.00"]
    # G10: what is left of the dollars has cost 500; 50 are gained with it, and 11.50 were before.
    for position in (
        ["cost_amount", "500.00"],
        ["unrealised_amount", "50.00"],
        ["realised_amount", "11.50"],
    ):
        assert position in words
    # Whoever is a senior is called first.
    calls = [line.split()[:3] for line in lines if " W00" in line]
    assert calls == [["1", "W003", "1"], ["2", "W001", "1"]]
    # S104: four wallets of 5 to 20,000, of customers, an organisation and a reseller.
    funds = [" ".join(row) for row in words if "payg" in row]
    assert funds == [
        "1 Karoo Web Studio payg 0.00 5.00 0.00 5.00 ZAR",
        "2 Naidoo Traders payg 0.00 1,500.00 0.00 1,500.00 ZAR",
        "3 Table Bay Clinic payg 0.00 10,000.00 0.00 10,000.00 ZAR",
        "4 Umgeni Hosting payg 0.00 20,000.00 0.00 20,000.00 ZAR",
    ]
    # S101: of 10,000 a plan of 500 is had, and of 5 none; balance, held, cost, shortfall.
    answers = [" ".join(row) for row in words if row[-1:] == ["ZAR"] and "payg" not in row]
    assert answers == [
        "Table Bay Clinic backup yes 10,000.00 0.00 500.00 0.00 ZAR",
        "Karoo Web Studio cluster no 5.00 0.00 1,000.00 995.00 ZAR",
        "Karoo Web Studio small no 5.00 0.00 150.00 145.00 ZAR",
        "Karoo Web Studio medium no 5.00 0.00 300.00 295.00 ZAR",
        "Karoo Web Studio large no 5.00 0.00 600.00 595.00 ZAR",
        "Karoo Web Studio enterprise no 5.00 0.00 1,200.00 1,195.00 ZAR",
    ]
    # And both have paid.
    with psycopg.connect(server.demo_cluster().url(dbname=server.DATABASE)) as conn:
        cash = "select distinct token from tolsel.counter_to_cash where payment_amount > 0"
        assert {token for (token,) in conn.execute(cash)} == {"W001", "W003"}
        # What is told of the month: a vendor is paid ahead, and a year is closed.
        ahead = """select p.amount, b.bill_number from tolsel.vendor_payment p
            join tolsel.vendor_allocation a using (tenant_id, vendor_payment_id)
            join tolsel.vendor_bill b on b.tenant_id = a.tenant_id
                and b.vendor_bill_id = a.vendor_bill_id and b.billed_on > p.paid_on"""
        assert conn.execute(ahead).fetchall() == [(Decimal("300.00"), "VP-88")]
        years = "select ended_on from tolsel.year_close"
        assert conn.execute(years).fetchall() == [(date(2025, 12, 31),)]
    assert lines[-1].startswith("verify: ")
    assert lines[-1].endswith(" checks, 0 breaches")
    again = run()
    assert "  posted now                 0" in again
    assert "  there already             42" in again
    told = ("2026", "total", "Karoo", "Table")
    figures = [line for line in lines if line.startswith(told)]
    assert figures == [line for line in again if line.startswith(told)]


def test_without_a_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ClusterError("no PostgreSQL here")

    monkeypatch.setattr(shop, "demo_cluster", fail)
    found = CliRunner().invoke(cli.main, ["demo"])
    assert found.exit_code == 2
    assert found.stderr.splitlines() == [
        "Error: the demo has no server: no PostgreSQL here",
        "HINT:  Install one with tolsel: pip install 'tolsel[demo]'.",
    ]


def test_its_history_prints_one_wrong_balance() -> None:
    balances: dict[str, Decimal] = {}
    wrong = []
    with shop.HISTORY.path.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            code = row["account"]
            balances[code] = balances.get(code, Decimal()) + Decimal(row["amount"])
            if balances[code] != Decimal(row["balance"]):
                wrong.append((row["id"], Decimal(row["balance"]) - balances[code]))
                balances[code] = Decimal(row["balance"])
    assert wrong == [("bank-014", Decimal("0.10"))]
