"""What the printer makes of texts and tables, for people and for programs."""

import csv
import io
import json
import re
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.harness import ROOT
from tolsel.cli import printer
from tolsel.cli.printer import left, right
from tolsel.rows import JsonText, Rows

pytestmark = pytest.mark.once

# A bell, a new line, a change of colour, its one-byte form, a line that runs backwards.
EVIL = "Bob\a\n\x1b[31m\x9b2J\u202e\u2028!"
SEEN = r"Bob\x07\n\x1b[31m\x9b2J\u202e\u2028!"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def open_terminal(monkeypatch: pytest.MonkeyPatch, *, columns: int) -> Terminal:
    page = Terminal()
    monkeypatch.setattr(sys, "stdout", page)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(columns))
    return page


def plain_lines(page: io.StringIO) -> list[str]:
    return [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", page.getvalue()).splitlines()]


def rows_of(**values: Any) -> Rows[Any]:
    return Rows([SimpleNamespace(**values)], columns=[*values])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë Müller", "Zoë Müller"),
        ("山田　太郎", "山田　太郎"),
        ("100\u00a0€", "100\u00a0€"),
        ("क्\u200dष", "क्\u200dष"),
        ("tab\there", r"tab\there"),
        ("\ud800", r"\ud800"),
        (EVIL, SEEN),
    ],
)
def test_control_characters_are_made_visible(text: str, shown: str) -> None:
    assert printer.visible(text) == shown


def test_a_pipe_gets_the_whole_content(capsys: pytest.CaptureFixture[str]) -> None:
    printer.echo_table(
        [
            left("customer", ["山田太郎", "Zoë", "x" * 300]),
            right("balance", ["1,000.00", "5", None]),
            left("", ["open", ("a", "b"), None]),
        ]
    )
    assert capsys.readouterr().out.splitlines() == [
        f"customer{' ' * 292}   balance",
        f"{'-' * 300}  --------  ----",
        f"山田太郎{' ' * 292}  1,000.00  open",
        f"Zoë{' ' * 297}         5  a",
        f"{' ' * 300}            b",
        "x" * 300,
    ]


def test_a_pipe_gets_no_colour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    printer.echo_table([left("name", [EVIL])])
    assert capsys.readouterr().out.splitlines() == ["name", "-" * len(SEEN), SEEN]


def test_a_terminal_gets_a_table_of_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch, columns=40)
    printer.echo_table(
        [
            left("customer", ["山田太郎", "a name that is much too long for its column"]),
            right("balance", ["1,000.00", "5.00"]),
        ]
    )
    assert plain_lines(terminal) == [
        "customer                         balance",
        "────────────────────────────────────────",
        "山田太郎                        1,000.00",
        "a name that is much too long        5.00",
        "for its column",
    ]
    assert "\x1b[1m" in terminal.getvalue()


def test_a_terminal_may_be_too_narrow_for_figures_but_loses_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = open_terminal(monkeypatch, columns=10)
    printer.echo_table([left("name", ["Bob", None]), right("balance", ["1,234,567.89", "-1.00"])])
    assert [line.split() for line in plain_lines(terminal)[2:]] == [
        ["Bob", "1,234,567.89"],
        ["-1.00"],
    ]


def test_a_terminal_gets_no_control_character(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch, columns=40)
    printer.echo_table([left("name", [EVIL])])
    printer.echo(EVIL)
    assert SEEN in plain_lines(terminal)
    assert set("\a\x9b\u202e\u2028") & set(terminal.getvalue()) == set()
    assert "\x1b[31m" not in terminal.getvalue()
    assert SEEN in printer.csv_rows(rows_of(name=EVIL))


def test_json_and_csv_keep_every_value() -> None:
    at = datetime(2026, 3, 29, 3, 30, tzinfo=UTC)
    rows = rows_of(
        name=EVIL,
        amount=Decimal("123456789012345.678901234567890123"),
        tiny=Decimal("1E-7"),
        on=date(2026, 3, 29),
        at=at,
        no=7,
        is_open=True,
        missing=None,
        payload=JsonText('{"n": 0.1234567890123456789012345, "s": "\x9b"}'),
    )
    text = printer.json_rows(rows)
    assert text.replace("\n", "").isprintable()
    assert '"payload": {"n": 0.1234567890123456789012345, "s": "\\u009b"}' in text
    assert json.loads(text)[0] | {"payload": None} == {
        "name": EVIL,
        "amount": "123456789012345.678901234567890123",
        "tiny": "0.0000001",
        "on": "2026-03-29",
        "at": "2026-03-29T03:30:00+00:00",
        "no": 7,
        "is_open": True,
        "missing": None,
        "payload": None,
    }
    [found] = csv.DictReader(io.StringIO(printer.csv_rows(rows), newline=""))
    assert found == {
        "name": EVIL,
        "amount": "123456789012345.678901234567890123",
        "tiny": "0.0000001",
        "on": "2026-03-29",
        "at": "2026-03-29T03:30:00+00:00",
        "no": "7",
        "is_open": "true",
        "missing": "",
        "payload": '{"n": 0.1234567890123456789012345, "s": "\x9b"}',
    }


def test_nothing_found_still_names_its_columns() -> None:
    nothing: Rows[Any] = Rows([], columns=["customer_id", "balance"])
    assert printer.json_rows(nothing) == "[]\n"
    assert printer.csv_rows(nothing) == "customer_id,balance\n"


def test_nobody_prints_past_the_printer() -> None:
    for path in Path(ROOT, "python/tolsel").rglob("*.py"):
        is_server = path.parts[-2:] == ("demo", "server.py")  # It serves the Makefile.
        if path.name != "printer.py" and not is_server:
            said = re.findall(r"\bclick\.s?echo\(|\bprint\(|stdout\.write", path.read_text())
            assert said == [], path
