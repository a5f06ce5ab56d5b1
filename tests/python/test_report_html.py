"""`tolsel report html`, and papers: figures are those of the functions; nothing else is needed."""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tests.python.office import furnish
from tolsel import cli

pytestmark = pytest.mark.once


class _Tables(HTMLParser):
    """The tables of a page, row by row, by the last title before each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.tags: set[str] = set()
        self._titles = {"h3": "", "h4": ""}
        self._tag = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._tag = tag
        if tag in self._titles:
            self._titles[tag] = ""
        if tag == "tr":
            self._rows.append([])
        if tag in ("td", "th") and self._rows:
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag in self._titles:
            self._titles[self._tag] += data
        elif self._tag in ("td", "th"):
            self._rows[-1][-1] += data

    @property
    def _rows(self) -> list[list[str]]:
        return self.tables.setdefault(f"{self._titles['h3']}: {self._titles['h4']}", [])


def run(url: str, *words: str) -> Result:
    return look(url, "report", "html", *words)


def look(url: str, *words: str) -> Result:
    as_reader = psycopg.conninfo.make_conninfo(url, user="shop_read")
    return CliRunner().invoke(cli.main, ["--url", as_reader, *words])


@pytest.fixture
def reader(
    postgresql: psycopg.Connection[Any], connect_as: ConnectAs, database_url: str
) -> Iterator[psycopg.Connection[Any]]:
    app = connect_as("shop_app")
    furnish(postgresql, app)
    app.execute("select tolsel.open_customer('<b>x</b> & \"y\"', 'odd')")
    with connect_as("shop_read") as conn:
        yield conn


def figures(reader: psycopg.Connection[Any], query: str) -> list[list[str]]:
    rows = reader.execute(query.encode()).fetchall()
    return [[f"{cell:,.2f}" if not isinstance(cell, str) else cell for cell in row] for row in rows]


def test_figures_are_those_of_the_functions(
    reader: psycopg.Connection[Any], database_url: str, tmp_path: Path
) -> None:
    """# S86"""
    done = run(database_url, "--to", "2026-03-31", "-o", str(tmp_path / "books.html"))
    assert done.exit_code == 0, done.output
    page = (tmp_path / "books.html").read_text(encoding="utf-8")
    found = _Tables(page)
    ages = "current_amount, days_1_30, days_31_60, days_61_90, days_over_90"
    by_age = found.tables["Open invoices by age, EUR: By age at the end of each month"]
    sums = ", ".join(f"sum({age})" for age in ages.split(", "))
    for end in ("2025-12-31", "2026-02-28", "2026-03-31"):
        on = "" if end == "2026-03-31" else f"p_on => '{end}'"
        ((*expected,),) = figures(
            reader,
            f"""select {sums}, -sum(credit_amount), sum(balance)
                from tolsel.list_aging({on}) where currency = 'EUR'""",
        )
        ((*row,),) = [cells for cells in by_age if cells[0] == end]
        assert row[1:] == expected
    assert found.tables["Open invoices by age, EUR: Who owes most now"][1:] == figures(
        reader,
        f"""select name, {ages}, balance from tolsel.list_aging()
            where currency = 'EUR' and balance > 0 order by balance desc""",
    )
    ((_, *totals),) = [
        row for row in found.tables["Profit and loss, EUR: By month"] if row[0] == "total"
    ]
    assert totals == [
        cell
        for (cell,) in figures(
            reader,
            """select case section when 'expense' then -amount else amount end
               from tolsel.list_profit_and_loss('2025-12-01', '2026-03-31')
               where kind = 'total' and currency = 'EUR'
               order by section <> 'revenue', section <> 'expense'""",
        )
    ]
    book = found.tables["In and out, EUR: The book of each channel"][1:]
    for channel_id, name in (1, "Till"), (2, "Bank"):
        ((*expected,),) = figures(
            reader,
            f"""select sum(in_amount), sum(out_amount) from tolsel.list_channel_days(
                {channel_id}, '2025-12-01', '2026-03-31')""",
        )
        mine = [[float(cell.replace(",", "")) for cell in row[3:5]] for row in book
                if row[0] == name]  # fmt: skip
        assert [f"{sum(column):,.2f}" for column in zip(*mine, strict=True)] == expected
    ((counted,),) = [found.tables["Counted, over and short, EUR: Days that were over or short,"
                                  " the latest 200"][1:]]  # fmt: skip
    assert counted == ["Till", "2026-03-30", "139.50", "138.00", "-1.50"]
    became = found.tables["Payments in EUR: By what became of them"][1:]
    assert sum(int(row[1]) for row in became) == len(
        reader.execute("select 1 from tolsel.payment where currency = 'EUR'").fetchall()
    )
    assert ["voided later", "1", "120.00"] in became
    # Currencies apart.
    assert "Profit and loss, JPY: By month" in found.tables


def test_the_page_needs_nothing_else_and_escapes_what_is_in_the_books(
    reader: psycopg.Connection[Any], connect_as: ConnectAs, database_url: str
) -> None:
    connect_as("shop_app").execute(
        "select tolsel.issue_invoice((select customer_id from tolsel.list_customers('odd')),"
        ' \'[{"amount": "7"}]\')'
    )
    page = run(database_url).stdout
    assert not re.search(r"https?://|url\(|@import|src=|<script|<link|<iframe", page)
    found = _Tables(page)
    assert "b" not in found.tags
    names = [row[0] for row in found.tables["Open invoices by age, EUR: Who owes most now"]]
    assert '<b>x</b> & "y"' in names


def test_empty_books_say_so(database_url: str) -> None:
    found = run(database_url)
    assert found.exit_code == 0, found.output
    assert "There is no till, bank or e-wallet." in found.stdout
    assert "Nothing is owed, and nobody has credit." in found.stdout
    refused = run(database_url, "--from", "2026-03-02", "--to", "2026-03-01")
    assert refused.exit_code == 2
    assert "begins on 2026-03-02, after it ends" in refused.stderr


def test_without_jinja2_the_way_out_is_said(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    refused = run(database_url)
    assert refused.exit_code == 2
    assert "pip install 'tolsel[report]'" in refused.stderr


def test_invoices_and_statements_are_pages(
    reader: psycopg.Connection[Any], connect_as: ConnectAs, database_url: str, tmp_path: Path
) -> None:
    """# S86"""
    paper = tmp_path / "paper.html"
    assert look(database_url, "invoice", "show", "INV-2", "--html", str(paper)).exit_code == 0
    page = paper.read_text(encoding="utf-8")
    assert "size: A4" in page and not re.search(r"https?://|url\(|<script", page)
    (rows,) = _Tables(page).tables.values()
    assert [row[1:] for row in rows] == [
        ["Description", "Quantity", "Tax", "Amount, EUR"],
        ["Lamp", "", "", "1,234.50"],
        ["", "", "", "234.56"],
        ["Total", "1,469.06"],
        ["Paid", "-400.00"],
        ["Open", "1,069.06"],
    ]
    connect_as("shop_app").execute(
        "select tolsel.issue_invoice((select customer_id from tolsel.list_customers('odd')),"
        " '[{\"amount\": \"7\"}]', p_due_on => '2026-04-30')"
    )
    done = look(database_url, "statement", "--customer", "odd", "--html", str(paper),
                "--from", "2026-03-01", "--to", "2026-03-31")  # fmt: skip
    assert done.exit_code == 0, done.output
    found = _Tables(paper.read_text(encoding="utf-8"))
    assert "b" not in found.tags
    (rows,) = found.tables.values()
    assert rows[1:] == [
        ["2026-03-01", "Opening balance", "", "", "", "0.00"],
        ["2026-03-31", "Invoice INV-5", "2026-04-30", "7.00", "", "7.00"],
        ["2026-03-31", "Closing balance", "", "", "", "7.00"],
    ]
    refused = look(database_url, "statement", "1000", "--html", str(paper))
    assert refused.exit_code == 2
    assert "--html is for the statement of a --customer" in refused.stderr
