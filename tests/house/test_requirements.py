"""Every requirement that is done is proven by a test that names it, and no test names another."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

TESTS = Path(__file__).resolve().parents[1]
LIST = TESTS / "requirements.md"
NUMBER = r"(?:[SGLJTVCIQKAFBMW]\d+)"
LINE = re.compile(rf"- ({NUMBER}) (\S.*\.)")
# A comment that names numbers and goes on with a sentence, or not: `-- S27 S28: partial payments`.
MARK = re.compile(rf"(?:--|#|Proves #) ((?:{NUMBER}[ ,]*)+)(?=[:.\s\"]|$)", re.MULTILINE)
ORDER = "SGLJTVCIQKAFBMW"


def listed() -> dict[str, str]:
    lines = [line for line in LIST.read_text().splitlines() if line.startswith("- ")]
    found = [LINE.fullmatch(line) for line in lines]
    wrong = [line for line, match in zip(lines, found, strict=True) if match is None]
    assert not wrong, "a line is `- S17 One sentence.`"
    return {match[1]: match[2] for match in found if match}


def named() -> dict[str, list[str]]:
    """Return the files that name each number."""
    files: dict[str, list[str]] = {}
    for path in sorted([*TESTS.rglob("*.sql"), *TESTS.rglob("*.py")]):
        if path == Path(__file__):
            continue
        for marked in MARK.finditer(path.read_text()):
            for number in re.findall(NUMBER, marked[1]):
                files.setdefault(number, []).append(str(path.relative_to(TESTS)))
    return files


def test_every_requirement_is_proven() -> None:
    unproven = sorted(listed().keys() - named().keys())
    assert not unproven, f"no test names {unproven}"


def test_every_proof_is_of_a_requirement() -> None:
    unknown = {n: files for n, files in named().items() if n not in listed()}
    assert not unknown, f"requirements.md lacks {unknown}"


def test_the_list_is_in_order() -> None:
    numbers = re.findall(rf"^- ({NUMBER}) ", LIST.read_text(), re.MULTILINE)
    assert numbers == sorted(numbers, key=lambda n: (ORDER.index(n[0]), int(n[1:])))
    assert len(numbers) == len(set(numbers))
