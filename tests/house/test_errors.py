"""Refusals are a register: codes in sql/ = rows of the table = comments = tests."""

import re
from pathlib import Path

import pytest

from tests.house.catalog import Connection

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
SQL = ROOT / "sql"
CODE = r"U[A-Z]\d{3}"
FILES = [path for path in sorted(SQL.rglob("*.sql")) if path.name != "errors.sql"]
COMMENT = re.compile(
    r"comment on function (?P<name>[\w.]+) is\s*(?:\$\$(?P<text>.*?)\$\$|'(?:[^']|'')*');",
    re.DOTALL,
)
BODY = re.compile(
    r"create or replace function (?P<name>[\w.]+)\(.*?\n"
    r"as \$(?P<tag>\w+)\$(?P<body>.*?)\$(?P=tag)\$",
    re.DOTALL,
)


def registered() -> dict[str, str]:
    """Return code and name of every row in the errors.sql files."""
    rows: dict[str, str] = {}
    for path in SQL.glob("*/errors.sql"):
        rows |= dict(re.findall(rf"^\('({CODE})', '(\w+)'", path.read_text(), re.MULTILINE))
    return rows


def raised_directly() -> dict[str, set[str]]:
    """Return the codes that the body of each function refuses with."""
    found: dict[str, set[str]] = {}
    for path in FILES:
        for function in BODY.finditer(path.read_text()):
            codes = re.findall(rf"(?:refuse\(|errcode = )\s*'({CODE})'", function["body"])
            found[function["name"]] = set(codes)
    return found


def documented() -> dict[str, dict[str, str]]:
    """Return the codes and names after `raises:` in the comment of each function."""
    found: dict[str, dict[str, str]] = {}
    for path in FILES:
        for comment in COMMENT.finditer(path.read_text()):
            raises = (comment["text"] or "").partition("raises:")[2]
            found[comment["name"]] = dict(re.findall(rf"({CODE}) (\w+)", raises))
    return found


def test_the_table_is_the_files(postgresql: Connection) -> None:
    rows = postgresql.execute("select code, name from tolsel_core.error_code").fetchall()
    assert dict(rows) == registered()


def test_every_code_is_raised_somewhere() -> None:
    raised = set().union(*raised_directly().values())
    # In the comment only: what unwinds a preview.
    assert registered().keys() == raised


def test_comments_name_what_is_registered() -> None:
    rows = registered()
    wrong = {
        function: (code, name)
        for function, codes in documented().items()
        for code, name in codes.items()
        if rows.get(code) != name
    }
    assert not wrong


def test_comments_name_what_the_body_refuses() -> None:
    comments = documented()
    internal = {"UC026"}  # caught by the same function
    missing = {
        function: sorted(codes - comments.get(function, {}).keys() - internal)
        for function, codes in raised_directly().items()
        if codes - comments.get(function, {}).keys() - internal
    }
    assert not missing


def _calls() -> dict[str, set[str]]:
    bodies = {
        function["name"]: function["body"]
        for path in FILES
        for function in BODY.finditer(path.read_text())
    }
    return {
        name: {other for other in bodies if other != name and f"{other}(" in body}
        for name, body in bodies.items()
    }


def test_no_comment_promises_what_cannot_be_raised() -> None:
    """What a comment names is refused by the function, by one it calls, or by a trigger."""
    calls, direct = _calls(), raised_directly()
    triggers = set().union(*(c for n, c in direct.items() if "._tg_" in n))

    def reach(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        return direct[name].union(
            *(reach(other, seen | {name}) for other in calls[name] - seen - {name})
        )

    idle = {
        name: sorted(codes.keys() - reach(name) - triggers)
        for name, codes in documented().items()
        if name in direct and codes.keys() - reach(name) - triggers
    }
    assert not idle


def _tests() -> str:
    folder = ROOT / "tests"
    files = [*folder.rglob("*.sql"), *(p for p in folder.rglob("*.py") if p != Path(__file__))]
    return "\n".join(path.read_text() for path in files)


def test_every_code_is_provoked_by_a_test() -> None:
    text = _tests()
    internal = {"UC026"}
    assert not sorted(code for code in registered().keys() - internal if code not in text)


PUBLIC = sorted(SQL.glob("*/functions/*.sql"))


@pytest.mark.parametrize("path", PUBLIC, ids=lambda p: p.stem)
def test_every_refusal_of_a_function_is_provoked_in_its_test(path: Path) -> None:
    promised = documented().get(f"tolsel.{path.stem}", {})
    test = ROOT / f"tests/sql/{path.parts[-3]}/test_{path.stem}.sql"
    if not test.exists():
        pytest.fail(f"{test.relative_to(ROOT)} is missing")
    text = test.read_text()
    assert not sorted(code for code in promised if code not in text)
