"""`tolsel bank`: statements in, matches proposed and made, bank and book side by side.

Proves # G11
"""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tests.python.statements import IBAN, camt, entry
from tolsel import cli

pytestmark = pytest.mark.once

FIRST = camt(
    entry("100.00", payments="<TxDtls><RmtInf><Ustrd>INV-1</Ustrd></RmtInf></TxDtls>"),
    entry("7.00", "DBIT"),
    closing="93.00",
)


@pytest.fixture
def channel(connect_as: ConnectAs) -> int:
    """A bank whose rules act alone, and a customer who owes 100."""
    conn = connect_as("shop_app")
    row = conn.execute(
        """select (tolsel.set_bank_account(c.channel_id, array[%s], true)).channel_id
           from tolsel.open_channel('Bank', 'bank') c""",
        [IBAN],
    ).fetchone()
    conn.execute(
        """select tolsel.issue_invoice(c.customer_id, '[{"amount": "100"}]', '2025-03-30',
               '2025-03-01') from tolsel.open_customer('Ada') c"""
    )
    assert row
    return int(row[0])


def run(url: str, *words: str) -> Result:
    url = psycopg.conninfo.make_conninfo(url, user="shop_app")
    return CliRunner().invoke(cli.main, ["--url", url, "bank", *words], prog_name="tolsel")


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def test_a_month_of_the_bank(channel: int, database_url: str, tmp_path: Path) -> None:
    first = write(tmp_path, "first.xml", FIRST)
    tried = run(database_url, "import", "--dry-run", first)
    assert tried.exit_code == 0, tried.output
    assert "1 files: 1 statements would be taken, 2 entries new, 0 refused" in tried.stdout
    assert "2 entries new, 0 refused" in run(database_url, "import", first).stdout
    again = run(database_url, "import", first, first)
    assert "0 entries new, 0 refused" in again.stdout and again.stdout.count("known") == 2

    window = ("--from", "2025-03-01", "--to", "2025-03-31")
    proposed = run(database_url, "propose", str(channel), "--format", "json")
    assert [(p["kind"], p["is_exact"]) for p in json.loads(proposed.stdout)] == [("invoice", True)]
    matched = run(database_url, "match", str(channel))
    assert matched.stdout == "2 open payments: 1 matched, 1 stay open\n"
    listed = run(database_url, "list", str(channel), *window, "--open", "--format", "json")
    assert [p["amount"] for p in json.loads(listed.stdout)] == ["-7.00"]
    assert "7.00" in run(database_url, "list", str(channel), *window).stdout

    day = ("--from", "2025-03-11", "--to", "2025-03-11")
    held = run(database_url, "reconcile", str(channel), *day)
    assert held.exit_code == 1
    assert held.stdout.splitlines()[-1].split() == [
        "2025-03-11", "93.00", "100.00", "-7.00", "0.00", "0.00", "-7.00",
    ]  # fmt: skip


def test_what_cannot_be_booked_is_said(
    channel: int, database_url: str, postgresql: psycopg.Connection[Any], tmp_path: Path
) -> None:
    """# B25"""
    run(database_url, "import", write(tmp_path, "first.xml", FIRST))
    postgresql.execute(
        """update tolsel_ledger.balance b
           set frozen_incident_id = 1, closed_through_on = '2199-12-31'
           from tolsel_billing.customer c
           where b.tenant_id = c.tenant_id and b.account_id = c.account_id and c.name = 'Ada'"""
    )
    postgresql.commit()
    matched = run(database_url, "match", str(channel))
    assert matched.exit_code == 1
    assert matched.stdout == "2 open payments: 0 matched, 2 stay open\n"
    assert matched.stderr == f"1 could not be booked: tolsel bank propose {channel} says why\n"
    assert "refused: UL007 period_closed" in run(database_url, "propose", str(channel)).stdout


def test_what_is_only_announced_is_said(channel: int, database_url: str, tmp_path: Path) -> None:
    """# B6: in a dry run too."""
    path = write(tmp_path, "a.xml", camt(entry("1.00"), entry("9", status="PDNG"), closing="1.00"))
    head, _, row, *_ = run(database_url, "import", "--dry-run", path).stdout.splitlines()
    assert head.split()[-3:] == ["entries", "new", "pending"]
    assert row.split()[-4:] == ["1", "1", "1", "taken"]


def test_what_is_refused_is_said(channel: int, database_url: str, tmp_path: Path) -> None:
    wrong = write(tmp_path, "wrong.xml", camt(entry("1.00"), closing="3.00"))
    ofx = write(tmp_path, "bank.ofx", "OFXHEADER:100\n")
    found = run(database_url, "import", wrong, ofx)
    assert found.exit_code == 1
    assert "2 files: 0 statements taken, 0 entries new, 2 refused" in found.stdout
    assert "UK007" in found.stderr and "a difference of 2.00" in found.stderr
    assert "OFX is not read here" in found.stderr
    paged = camt(entry("1.00"), closing="1.00").replace(
        "<Acct>", "<StmtPgntn><PgNb>2</PgNb></StmtPgntn><Acct>", 1
    )
    good = write(tmp_path, "good.xml", paged)
    assert "  1/2  " in run(database_url, "import", "--dry-run", good).stdout
    rows = json.loads(run(database_url, "import", wrong, ofx, good, "--format", "json").stdout)
    assert [(r["file"], r["outcome"], r["code"], r["new_count"], r["page"]) for r in rows] == [
        ("wrong.xml", "refused", "UK007", 0, None),
        ("bank.ofx", "refused", "UK005", 0, None),
        ("good.xml", "taken", None, 1, 2),
    ]
    assert "a difference of 2.00" in rows[0]["reason"] and rows[2]["closed_on"] == "2025-03-11"


WRONG = {
    "empty.xml": b"", "nul.sta": b"\0" * 100, "image.png": b"\x89PNG\r\n\x1a\n\xff\xfe",
    "deep.xml": b"<a>" * 100_000, "page.html": b"<html><body>Sign in</body></html>",
    "entity.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "list.csv": b"a,b\n1,2\n",
    "cut.sta": b":20:X\n:25:1\n:61:bad\n", "long.sta": b":20:X\n:86:" + b"x" * 200_000,
    "day.sta": b":20:X\n:25:1\n:28C:1\n:60F:C260231EUR0,\n:62F:C260231EUR0,\n-\n",
}  # fmt: skip


def test_wrong_files_spoil_no_others(channel: int, database_url: str, tmp_path: Path) -> None:
    """Many files in one call, with one report: each is taken or refused by itself."""
    paths = [write(tmp_path, "good.xml", FIRST)]
    for name, content in WRONG.items():
        (tmp_path / name).write_bytes(content)
        paths.append(str(tmp_path / name))
    found = run(database_url, "import", *paths)
    assert (found.exit_code, type(found.exception)) == (1, SystemExit), found.exception
    assert "11 files: 1 statements taken, 2 entries new, 10 refused" in found.stdout
    assert all(f"{name}: " in found.stderr for name in WRONG)


CSV = "Bank of Somewhere\nBuchungstag;Betrag;Saldo;Verwendungszweck\n{}\n"
LINES = "03.01.2025;1.234,50;1.234,50;a\n31.01.2025;-4,50;1.230,00;b"


def test_a_profile_is_proposed_and_used(channel: int, database_url: str, tmp_path: Path) -> None:
    """# B16: what the lines leave open is asked, not guessed."""
    path = write(tmp_path, "bank.csv", CSV.format(LINES))
    found = run(database_url, "profile", path)
    assert found.exit_code == 1 and "Which account" in found.stderr
    definition: dict[str, Any] = json.loads(found.stdout)
    assert (definition["date_order"], definition["decimal_mark"]) == ("dmy", ",")
    assert definition["header"] == 2
    assert definition["columns"] == {
        "booked_on": "Buchungstag", "amount": "Betrag", "balance": "Saldo",
        "text": "Verwendungszweck",
    }  # fmt: skip
    definition |= {"account": IBAN, "currency": "EUR", "thousands_mark": "."}
    kept = write(tmp_path, "bank.json", json.dumps(definition))
    assert run(database_url, "profile", kept, "--save", "bank").stdout == "profile bank is saved\n"
    taken = run(database_url, "import", path, "--profile", "bank")
    assert "1 statements taken, 2 entries new, 0 refused" in taken.stdout, taken.output


def test_an_order_that_no_line_settles_is_asked(database_url: str, tmp_path: Path) -> None:
    path = write(tmp_path, "bank.csv", CSV.format("03.01.2025;1;1;a\n04.01.2025;2;3;b"))
    found = run(database_url, "profile", path)
    assert "is it dmy or mdy?" in found.stderr and "a comma or a point?" in found.stderr
