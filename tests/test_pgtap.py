"""Every pgTAP file under tests/sql, run through psql on a database of its own."""

import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import harness

FILES = Path(__file__).parent / "sql"
BREACHES_EXPECTED = "-- verify: breaches expected"


def _name(path: Path) -> str:
    return f"{path.parent.relative_to(FILES)}/{path.stem.removeprefix('test_')}"


@dataclass(frozen=True, kw_only=True)
class Assertion:
    passed: bool
    number: int
    text: str
    directive: str  # TODO, SKIP or nothing
    reason: str
    diagnosis: str


LINE = re.compile(
    r"^(?P<verdict>ok|not ok) (?P<number>\d+)(?: - )?(?P<text>.*?)"
    r"(?: # (?P<directive>TODO|SKIP)\b ?(?P<reason>.*))?$",
    re.IGNORECASE,
)


def read_tap(output: str) -> tuple[list[Assertion], list[str]]:
    """Return the assertions, and what is wrong with the run as a whole."""
    plans = [int(n) for n in re.findall(r"^1\.\.(\d+)", output, re.MULTILINE)]
    assertions = []
    # A line that starts with a verdict, and the comment lines that explain it.
    for block in re.split(r"^(?=(?:not )?ok \d+)", output, flags=re.MULTILINE)[1:]:
        first, *rest = block.splitlines()
        found = LINE.match(first)
        assert found, first
        assertions.append(
            Assertion(
                passed=found["verdict"].lower() == "ok",
                number=int(found["number"]),
                text=found["text"].strip(),
                directive=(found["directive"] or "").upper(),
                reason=found["reason"] or "",
                diagnosis="\n".join(line for line in rest if line.startswith("#")),
            )
        )
    wrong = []
    if len(plans) != 1:
        wrong.append(f"one plan is needed, and there are {len(plans)}")
    elif plans[0] != len(assertions):
        wrong.append(f"{plans[0]} assertions are planned, {len(assertions)} ran")
    if [a.number for a in assertions] != list(range(1, len(assertions) + 1)):
        wrong.append("the assertions are not numbered in order")
    return assertions, wrong


@pytest.mark.skipif(harness.pgtap_script() is None, reason="pgTAP is not installed here")
@pytest.mark.parametrize("file", sorted(FILES.rglob("test_*.sql")), ids=_name)
def test_pgtap(
    file: Path,
    postgresql: psycopg.Connection[Any],
    database_url: str,
    subtests: pytest.Subtests,
    record_property: Callable[[str, object], None],
) -> None:
    ran = subprocess.run(
        [harness.psql(), "-XqAt", "-v", "ON_ERROR_STOP=1", "-f", file, database_url],
        # The files print times, and write them without a zone.
        env=os.environ | {"PGOPTIONS": "-c search_path=tap,pg_catalog -c timezone=UTC"},
        capture_output=True,
        text=True,
        check=False,
    )
    assertions, wrong = read_tap(ran.stdout)
    record_property("assertions", len(assertions))
    for assertion in assertions:
        if assertion.passed and assertion.directive != "SKIP":
            continue  # to report each that holds takes longer than to run it
        with subtests.test(f"{assertion.number} {assertion.text}"):
            if assertion.directive == "SKIP":
                pytest.skip(assertion.reason)
            if assertion.directive == "TODO":
                pytest.xfail(assertion.reason)
            pytest.fail(assertion.diagnosis or assertion.text, pytrace=False)
    if ran.returncode:
        wrong.insert(0, f"psql stopped:\n{ran.stderr}")
    if BREACHES_EXPECTED not in file.read_text():
        wrong += [f"the validator finds {breach}" for breach in _breaches(postgresql)]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _breaches(conn: psycopg.Connection[Any]) -> list[str]:
    """Return what the checks of breaches find in the database the file left behind."""
    found = []
    for name, view in conn.execute(harness.CHECKS_OF_BOOKS).fetchall():
        rows = conn.execute(f"select v::text from {view} v limit 3".encode()).fetchall()
        found += [f"{name}: {row}" for (row,) in rows]
    return found
