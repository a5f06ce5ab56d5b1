"""`tolsel import --as customers` and `--as invoices`: a shop moves in, every row once. # S10 S20"""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tolsel import cli
from tolsel.errors import RetryableError, TolselError
from tolsel.importing import takeover
from tolsel.retrying import RetryingSession

Connection = psycopg.Connection[Any]

CUSTOMERS = """\
code,name,email,owed_limit,opening_balance,opened_on
C1,Ann, ann@x.org ,500,-300,2026-01-01
C2,Bob,,,120.50,2026-01-01
C3,"Zoe, née Z",,,,
"""
INVOICES = """\
customer_code,reference,total_amount,issued_on,due_on,paid_amount,description
C1,A-17,100,2025-12-01,2025-12-31,40,Lamp
C3,A-18,70.00,2025-12-01,,,
"""


@pytest.fixture
def url(database_url: str) -> str:
    return psycopg.conninfo.make_conninfo(database_url, user="shop_app")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def run(url: str, kind: str, path: Path, *options: str) -> Result:
    arguments = ["--url", url, "import", "--as", kind, str(path), *options]
    return CliRunner().invoke(cli.main, arguments, prog_name="tolsel")


def figures(result: Result) -> list[int]:
    """Return the figures after taken over now and there already."""
    assert result.exit_code == 0, result.output
    return [int(line.split()[-1]) for line in result.stdout.splitlines()[1:3]]


def owed(conn: Connection) -> list[tuple[str, str]]:
    return conn.execute(
        """select c.code, b.balance::text from tolsel_billing.customer c
           join tolsel_ledger.balance b using (tenant_id, account_id) order by c.code"""
    ).fetchall()


def test_a_shop_moves_in_once(postgresql: Connection, url: str, tmp_path: Path) -> None:
    customers = write(tmp_path, "customers.csv", CUSTOMERS)
    invoices = write(tmp_path, "invoices.csv", INVOICES)
    assert figures(run(url, "customers", customers)) == [3, 0]
    assert figures(run(url, "invoices", invoices)) == [2, 0]
    assert owed(postgresql) == [("C1", "-240.00"), ("C2", "120.50"), ("C3", "70.00")]
    postgresql.rollback()
    with customers.open("a", encoding="utf-8") as more:
        more.write("C4,Max,,,,\n")
    assert figures(run(url, "customers", customers)) == [1, 3]
    assert figures(run(url, "invoices", invoices)) == [0, 2]
    assert owed(postgresql)[:3] == [("C1", "-240.00"), ("C2", "120.50"), ("C3", "70.00")]


def test_a_bad_row_is_named_before_anything_is_made(
    postgresql: Connection, url: str, tmp_path: Path
) -> None:
    text = CUSTOMERS + "C4,Max,,much,,\nC5,Moe,,,,1.2.2026\nC6,Tim,x\n"
    result = run(url, "customers", write(tmp_path, "c.csv", text))
    assert result.exit_code == 2
    assert "3 lines of c.csv cannot be used; nothing was posted or opened" in result.stderr
    assert "line 5: the owed_limit is 'much'; write digits and a point: -1234.50" in result.stderr
    assert "line 6: the opened_on is '1.2.2026'; write YYYY-MM-DD" in result.stderr
    assert "line 7: it has 3 columns, the first line has 6" in result.stderr
    assert owed(postgresql) == []


def test_a_row_that_stands_there_twice_is_refused(
    postgresql: Connection, url: str, tmp_path: Path
) -> None:
    text = CUSTOMERS + "C1,Anton,,,,\n"
    result = run(url, "customers", write(tmp_path, "c.csv", text))
    assert result.exit_code == 2
    assert "line 5: the code 'C1' stands on line 2 already" in result.stderr
    text = INVOICES + "C1,A-17,100,2025-12-01,2025-12-31,40,Lamp\n"
    result = run(url, "invoices", write(tmp_path, "i.csv", text))
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith(
        "line 4: the reference 'A-17' stands on line 2 already"
    )
    assert owed(postgresql) == []


def test_a_refused_row_is_named(postgresql: Connection, url: str, tmp_path: Path) -> None:
    result = run(url, "invoices", write(tmp_path, "i.csv", INVOICES))
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-3:] == [
        "Error: 2 lines of i.csv cannot be used; nothing was posted or opened",
        "DETAIL:  line 2: UB001 customer_not_found: the tenant has no such customer: "
        "Customer code 'C1'.",
        "         line 3: UB001 customer_not_found: the tenant has no such customer: "
        "Customer code 'C3'.",
    ]
    missing = run(url, "customers", write(tmp_path, "c.csv", "code,name\nC1,Ann\n,Bob\n"))
    assert "c.csv, line 3: code has no characters" in missing.stderr
    assert owed(postgresql) == []


def test_options_of_a_history_are_refused(url: str, tmp_path: Path) -> None:
    result = run(url, "customers", write(tmp_path, "c.csv", CUSTOMERS), "--counter-account", "x")
    assert result.exit_code == 2
    assert "--counter-account goes with --as history only" in result.stderr


def test_a_lost_connection_makes_nothing_twice(
    postgresql: Connection, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_work, calls = RetryingSession.run, 0

    def run_and_lose(self: RetryingSession, work: Any) -> Any:
        def lose(conn: Connection) -> Any:
            nonlocal calls
            calls += 1
            answer = work(conn)
            # The first asks for the tenant; the rows of the second are there when it is lost.
            if calls == 2:
                raise RetryableError("the answer is lost")
            return answer

        return run_work(self, lose)

    monkeypatch.setattr(RetryingSession, "run", run_and_lose)
    found = takeover.take_over(url, write(tmp_path, "c.csv", CUSTOMERS), takeover.CUSTOMERS)
    assert (calls, found.made, found.repeated) == (3, 0, 3)
    assert owed(postgresql) == [("C1", "-300.00"), ("C2", "120.50"), ("C3", "0.00")]


def test_a_contradiction_is_refused(url: str, tmp_path: Path) -> None:
    path = write(tmp_path, "c.csv", CUSTOMERS)
    takeover.take_over(url, path, takeover.CUSTOMERS)
    path.write_text(CUSTOMERS.replace("120.50", "120.51"), encoding="utf-8")
    with pytest.raises(TolselError, match="was used before") as caught:
        takeover.take_over(url, path, takeover.CUSTOMERS)
    assert caught.value.sqlstate == "UC024"
