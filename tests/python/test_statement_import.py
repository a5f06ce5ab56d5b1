"""Statements go through the door: proved, once, with nothing left of what was refused.

Proves # G11 B8 B22 B24
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.conftest import ConnectAs
from tests.python.statements import IBAN, balance, camt, entry, mt940
from tolsel.banking.importing import FileReport, import_files
from tolsel.banking.profile import Profile

pytestmark = pytest.mark.once

Conn = psycopg.Connection[Any]


@pytest.fixture
def bank(connect_as: ConnectAs) -> Conn:
    conn = connect_as("shop_app")
    open_account(conn, IBAN, "EUR")
    return conn


def open_account(conn: Conn, number: str, currency: str) -> None:
    conn.execute(
        """select tolsel.set_bank_account(c.channel_id, array[%(number)s])
           from tolsel.open_channel(%(name)s, 'bank', p_currency => %(currency)s) c""",
        {"number": number, "name": f"Bank {number} {currency}"[:200], "currency": currency},
    )


def run(conn: Conn, *paths: Path, **more: Any) -> list[FileReport]:
    return import_files(conn, paths, tenant_id=1, **more)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def told(reports: list[FileReport]) -> list[tuple[int, int, bool, str | None]]:
    return [
        (s.entry_count, s.new_count, s.is_known, s.refusal.name if s.refusal else None)
        for report in reports
        for s in report.statements
    ]


def entries(conn: psycopg.Connection[Any]) -> list[tuple[Any, ...]]:
    return conn.execute(
        "select booked_on::text, trim_scale(amount)::text from tolsel_bank.entry"
        " where tenant_id = 1 order by entry_id"
    ).fetchall()


FIRST = camt(
    entry("100.00", reference="R1"), entry("30.00", "DBIT", reference="R2"), closing="70.00"
)
# The same two entries as another format prints them.
FIRST_AS_MT940 = mt940(
    ":61:250311C100,NTRFNONREF//XYZ1", ":61:250311D30,NTRFNONREF//XYZ2",
    opening="C250311EUR0,", closing="C250311EUR70,00", number="77/1",
)  # fmt: skip
AS_CSV = "day;amount\n11.03.25;100,00\n11.03.25;-30,00\n12.03.25;5,00\n"
PROFILE = Profile(
    columns={"booked_on": ("day",), "amount": ("amount",)}, date_order="dmy", decimal_mark=",",
    delimiter=";", account=IBAN, currency="EUR",
)  # fmt: skip


def test_nothing_comes_twice(tmp_path: Path, bank: Conn, postgresql: Conn) -> None:
    """Under another name, in another format, or with more behind it."""
    first = write(tmp_path, "first.xml", FIRST)
    assert told(run(bank, first)) == [(2, 2, False, None)]
    other = write(tmp_path, "other name.xml", FIRST)
    swift = write(tmp_path, "statement.sta", FIRST_AS_MT940)
    assert told(run(bank, first, other, swift)) == [(2, 0, True, None)] * 3
    table = write(tmp_path, "list.csv", AS_CSV)
    assert told(run(bank, table, table, profile=PROFILE)) == [
        (3, 1, False, None),
        (3, 0, True, None),
    ]
    assert entries(postgresql) == [
        ("2025-03-11", "100"),
        ("2025-03-11", "-30"),
        ("2025-03-12", "5"),
    ]


def test_each_statement_is_taken_by_itself(tmp_path: Path, bank: Conn, postgresql: Conn) -> None:
    wrong = camt(entry("1.00"), closing="2.00")
    both = FIRST.replace(
        "</Stmt>", "</Stmt>" + wrong[wrong.index("<Stmt>") : wrong.index("</BkTo")]
    )
    assert told(run(bank, write(tmp_path, "two.xml", both))) == [
        (2, 2, False, None),
        (1, 0, False, "statement_sum_wrong"),
    ]
    assert len(entries(postgresql)) == 2


def test_what_breaks_off_leaves_nothing(tmp_path: Path, bank: Conn, postgresql: Conn) -> None:
    more = FIRST.replace("</Stmt>", "</Stmt><Stmt>")
    (report,) = run(bank, write(tmp_path, "cut.xml", more[:-60]))
    assert report.statements == () and "breaks off" in str(report.refusal)
    assert entries(postgresql) == []
    (missing,) = run(bank, tmp_path / "none.xml")
    assert "none.xml" in str(missing.refusal)


def test_a_dry_run_says_all_and_keeps_nothing(tmp_path: Path, bank: Conn, postgresql: Conn) -> None:
    first = write(tmp_path, "first.xml", FIRST)
    second = write(
        tmp_path,
        "second.xml",
        camt(
            entry("5.00"), entry("9.00", status="PDNG"), opening="70.00", closing="75.00", number=2
        ),
    )
    reports = run(bank, first, second, first, is_dry_run=True)
    assert told(reports) == [(2, 2, False, None), (1, 1, False, None), (2, 0, True, None)]
    assert reports[1].statements[0].pending_count == 1
    assert entries(postgresql) == []


def test_a_long_statement_comes_in_parts(tmp_path: Path, bank: Conn, postgresql: Conn) -> None:
    lines = [entry("0.01", reference=f"R{n}") for n in range(4_500)]
    seen: list[int] = []
    path = write(tmp_path, "long.xml", camt(*lines, closing="45.00"))
    (report,) = run(bank, path, progress=lambda _, count: seen.append(count))
    assert told([report]) == [(4_500, 4_500, False, None)]
    assert seen == [2_000, 4_000, 4_500]
    assert told(run(bank, path)) == [(4_500, 0, True, None)]


def test_bad_lines_are_named_together(tmp_path: Path, bank: Conn) -> None:
    """# B9 B15"""
    text = camt(entry("1.005"), "\n", entry(currency="USD"), closing="101.005")
    (report,) = run(bank, write(tmp_path, "bad.xml", text))
    (statement,) = report.statements
    assert statement.refusal and statement.refusal.sqlstate == "UK006"
    assert statement.refusal.detail == (
        "line 1: its amount 1.005 has 3 decimals; EUR has 2, the amount of detail 1 is 1.005; "
        "line 2: it is in USD; the account is in EUR."
    )


def stmt(text: str) -> str:
    return text[text.index("<Stmt>") : text.index("</BkTo")]


def test_a_line_that_cannot_be_read_spoils_no_other_statement(
    tmp_path: Path, bank: Conn, postgresql: Conn
) -> None:
    """# B8 B24: all of them are named together, with the code of their refusal."""
    open_account(bank, "X2", "EUR")
    bad = camt(entry("1,00"), "\n", entry("2.00", sign="CREDIT"), number=2)
    no_balance = camt(balances=balance("OPBD", "x") + balance("CLBD", "y"), number=3)
    other = camt(entry("5.00"), closing="5.00", account="X2")
    whole = FIRST.replace("</Stmt>", "</Stmt>" + stmt(bad) + stmt(no_balance) + stmt(other))
    swift = [
        mt940(":61:2503XXC1,NTRFA", ":61:250311C2,NTRFA", ":61:250399C3,NTRFA", account="X2"),
        mt940(opening="C2503XXEUR0,", closing="X250311EUR0,", account="X2"),
        mt940(account="X2").replace(":25:X2\n", ""),
        mt940(":61:250312C1,NTRFA", account="X2").replace(":60F:C250310EUR0,00\n", ""),
        mt940(account="X2").replace(":62F", ":60F"),
        mt940(":61:250312C1,", opening="C250311EUR5,", closing="C250312EUR6,", account="X2"),
    ]
    reports = run(bank, write(tmp_path, "a.xml", whole), write(tmp_path, "b.sta", "".join(swift)))
    assert told(reports) == [
        (2, 2, False, None),
        (0, 0, False, "statement_not_readable"),
        (0, 0, False, "statement_not_readable"),
        (1, 1, False, None),
        (1, 0, False, "statement_not_readable"),
        (0, 0, False, "statement_not_readable"),
        (0, 0, False, "statement_not_readable"),
        (1, 0, False, "statement_not_readable"),
        (0, 0, False, "statement_not_readable"),
        (1, 1, False, None),
    ]
    refusals = [s.refusal for r in reports for s in r.statements if s.refusal]
    assert {r.sqlstate for r in refusals} == {"UK005"}
    assert [r.detail for r in refusals] == [
        "line 1: '1,00' is no amount; line 2: 'CREDIT' is no direction.",
        "line 2: 'x' is no amount; line 2: 'y' is no amount.",
        "line 5: '2503XXC1,NTRFA' is no entry; line 7: there is no day 2025-3-99.",
        "line 13: 'C2503XXEUR0,' is no balance; line 14: 'X250311EUR0,' is no balance.",
        "line 18: the message names no account, :25:.",
        "line 21: the message has no opening balance.",
        "line 31: the message opens twice; line 27: the statement breaks off: it has no closing"
        " balance.",
    ]
    assert len(entries(postgresql)) == 4


def test_bad_lines_of_a_csv_are_named_together(tmp_path: Path, bank: Conn) -> None:
    """# B24"""
    text = AS_CSV + "13.03.25;1.00\n;2\n" + "14.13.25;3,00\n" * 10
    (report,) = run(bank, write(tmp_path, "bad.csv", text), profile=PROFILE)
    assert report.statements == () and report.refusal and report.refusal.detail
    assert report.refusal.sqlstate == "UK005"
    assert report.refusal.detail.startswith(
        "line 5: '1.00' is no amount with the decimal mark ,; line 6: it has no day; line 7: "
    )
    assert report.refusal.detail.endswith("line 14: there is no day 2025-13-14; and 2 more.")


def test_both_balances_are_in_the_currency_of_the_account(tmp_path: Path, bank: Conn) -> None:
    """# B9"""
    balances = balance("OPBD", "0.00").replace("EUR", "USD") + balance("CLBD", "1.00")
    (report,) = run(bank, write(tmp_path, "a.xml", camt(entry("1.00"), balances=balances)))
    (statement,) = report.statements
    assert statement.refusal and statement.refusal.sqlstate == "UK001"
    assert statement.refusal.detail == "The balances are in USD, the account is in EUR."


@pytest.mark.parametrize("amount", ["10", "10.5"])
def test_decimals_come_from_the_currency(tmp_path: Path, bank: Conn, amount: str) -> None:
    """# B23: yen have none, however a library prints them."""
    open_account(bank, "JP1", "JPY")
    text = mt940(
        f":61:250311C{amount.replace('.', ',')},NTRFA".replace("5,N", "5N"),
        account="JP1",
        opening="C250311JPY0,",
        closing=f"C250311JPY{amount.replace('.', ',')}",
    )
    (report,) = run(bank, write(tmp_path, "yen.sta", text))
    (found,) = report.statements
    assert (found.refusal is None) is (amount == "10")


def test_a_statement_costs_the_same_behind_many_others(bank: Conn) -> None:
    """One file may hold thousands of statements, and is one transaction."""
    pages = []
    with bank.transaction():
        for number in range(60):
            on = str(date(2025, 3, 11) + timedelta(number))
            lines = [{"amount": "1", "booked_on": on} for _ in range(20)]
            statement = {
                "format": "csv", "account": IBAN, "currency": "EUR", "number": str(number + 1),
                "opening_balance": str(20 * number), "closing_balance": str(20 * number + 20),
                "closed_on": on, "entries": lines,
            }  # fmt: skip
            ((plan,),) = bank.execute(
                "explain (analyze, buffers, format json) select tolsel.import_statement(%s)",
                [Jsonb(statement)],
            )
            pages.append(plan[0]["Plan"]["Shared Hit Blocks"])
    assert pages[59] < 1.5 * pages[9], pages
