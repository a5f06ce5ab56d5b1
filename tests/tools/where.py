"""Print the functions, views and triggers that read or write a table or view.

Usage: python -m tests.tools.where ledger.entry

It reads the files and asks no server: every name in sql/ is qualified, so a search is exact, and
the answer says which line to open.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SQL = Path(__file__).resolve().parents[2] / "sql"
WRITE = re.compile(
    r"(insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(only\s+)?$", re.I
)
OBJECT = re.compile(r"^create or replace (?:function|procedure|view) ([\w.]+)", re.M)


@dataclass(frozen=True, order=True, kw_only=True)
class Use:
    """One mention of a table."""

    verb: str
    file: str
    line: int
    within: str
    text: str


def qualify(name: str) -> str:
    """Turn `ledger.entry` into `tolsel_ledger.entry`; a full name stays."""
    return name if name.startswith("tolsel") else f"tolsel_{name}"


def find_uses(name: str, folder: Path) -> Iterator[Use]:
    """Find the mentions of a table outside comments."""
    mention = re.compile(rf"(?<![\w.]){re.escape(qualify(name))}\b(?!\.)")
    for path in sorted(folder.rglob("*.sql")):
        text = re.sub(r"--[^\n]*", lambda found: " " * len(found[0]), path.read_text())
        for found in mention.finditer(text):
            before = text[: found.start()]
            verb = WRITE.search(before)
            number = before.count("\n") + 1
            objects = OBJECT.findall(before)
            yield Use(
                verb=verb[1].split()[0].lower() if verb else "read",
                file=str(path.relative_to(folder.parent)),
                line=number,
                within=objects[-1] if objects else "",
                text=text.splitlines()[number - 1].strip(),
            )


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: make where T=ledger.entry", file=sys.stderr)
        return 2
    uses = sorted(find_uses(sys.argv[1], SQL))
    for use in uses:
        print(f"{use.verb:7} {use.file}:{use.line}: {use.within}: {use.text}")
    if not uses:
        print(f"no file under sql/ mentions {qualify(sys.argv[1])}", file=sys.stderr)
    return 0 if uses else 1


if __name__ == "__main__":
    sys.exit(main())
