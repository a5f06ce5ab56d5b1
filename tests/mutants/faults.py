"""Makes faults: one small change each, of the kinds that slip through a review."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line of one file, as it is and as it would be."""

    kind: str
    path: str
    line: int
    was: str
    became: str

    def applied(self, text: str) -> str:
        """Return the file with the fault in it."""
        lines = text.splitlines(keepends=True)
        assert lines[self.line - 1].strip() == self.was, self
        indent = lines[self.line - 1][: -len(lines[self.line - 1].lstrip()) or None]
        lines[self.line - 1] = f"{indent}{self.became}\n"
        return "".join(lines)

    def __str__(self) -> str:
        became = self.became or "(dropped)"
        return f"{self.path}:{self.line} {self.kind}\n    - {self.was}\n    + {became}"


# Pattern and replacement, by kind. A line gives at most one fault of each rule.
Rule = tuple[str, str, str]
_KINDS = {"breaches.sql": "breach view", "quick.sql": "quick check", "views.sql": "view"}
_OF_ALL_SQL: list[Rule] = [
    ("comparison", r"(?<=[\w)'] )<=(?= [\w(':])", "<"),
    ("comparison", r"(?<=[\w)'] )>=(?= [\w(':])", ">"),
    ("comparison", r"(?<=[\w)'] )<(?= [\w(':])", "<="),
    ("comparison", r"(?<=[\w)'] )>(?= [\w(':])", ">="),
    ("comparison", r"is distinct from", "="),
    ("least or greatest", r"\bgreatest\(", "least("),
    ("least or greatest", r"\bleast\(", "greatest("),
    ("tenant", r"\b\w+\.tenant_id = (p_tenant_id|\w+\.tenant_id) and ", ""),
    ("order", r"(?<=order by )([a-z_.]+)(?=;|$|\)|\n)", r"\1 desc"),
    ("figure", r"\b0\.01\b", "0.02"),
]
_OF_CODE: list[Rule] = [
    ("condition", r"^and (?!.*\bthen$)[^()]*(\([^()]*\)[^()]*)*(?<![,;(])$", ""),
    ("condition", r"^or (?!.*\bthen$)[^()]*(\([^()]*\)[^()]*)*(?<![,;(])$", ""),
    ("condition", r"\bif not ", "if "),
    ("lock", r"^for (no key )?update( skip locked)?;$", ";"),
    ("lock", r"^perform tolsel_\w+\.lock_\w+\([^()]*\);$", ""),
    ("statement", r"^perform tolsel_\w+\.(check|record|mark|note|close|touch)\w*\([^()]*\);$", ""),
    ("event", r"(?<=^')(\w+)\.(\w+)(?=', ')", r"\1.\2d"),
    ("event", r"'(\w+_amount|\w+_id|amount|status|reason)', ", r"'\1_', "),
    ("default", r"\bdefault true\b", "default false"),
    ("default", r"\bdefault false\b", "default true"),
    ("default", r"(?<= default )0(?=,|$)", "1"),
    ("default", r"(?<= default )([1-9]\d*)(?=,|$)", r"\g<1>0"),
    ("period", r"interval '(\d+) (\w+)'", r"interval '\g<1>0 \2'"),
    ("sign", r"(?<=[\w)] )- (?=[a-z_.]+)", "+ "),
    (
        "grant",
        r"(?<=^grant execute on function )(.*) to tolsel_app\b",
        r"\1 to tolsel_read, tolsel_app",
    ),
]
_OF_TABLES: list[Rule] = [
    ("index", r"^create unique index", "create index"),
    ("index", r"(?<=^where )(\w+ is not null) and .*;$", r"\1 and false;"),
    ("constraint", r"(?<=check \()(.*) and ([^()]+)(?=\)[,]?$)", r"\1"),
    ("constraint", r"^and ([^()]*)(?=\)[,]?$)", ""),
    ("constraint", r"(?<=check \()(\w+) (>=?) 0\b", r"\1 \2 -1"),
    ("constraint", r"(?<=[\w)]) <= (\w*amount)", r" <= \1 + 0.01"),
]
_OF_PYTHON: list[Rule] = [
    ("python", r"\bTrue\b", "False"),
    ("python", r"\bFalse\b", "True"),
    ("python", r" == ", " != "),
    ("python", r" <= ", " < "),
    ("python", r" < ", " <= "),
    ("python", r" not in ", " in "),
    ("python", r"\bif not ", "if "),
    ("python", r" and ", " or "),
    ("python", r" or ", " and "),
    ("python", r"(?<= = )(\d+)$", r"\g<1>0"),
    ("python", r"^(self|conn|cur)\.\w+\([^()]*\)$", "pass"),
    ("python", r"(?<=order by )([\w.]+)", r"\1 desc"),
]


def faults_in(root: Path) -> Iterator[Fault]:
    """Yield all faults of the tree that the rules can make."""
    for path in sorted([*root.glob("sql/**/*.sql"), *root.glob("migrations/*.sql"),
                        *root.glob("python/tolsel/**/*.py")]):  # fmt: skip
        name = str(path.relative_to(root))
        if ".rollback." in name or path.name == "errors.sql" or "/demo/" in name:
            continue
        yield from _faults_of(name, path.read_text())


def _rules_for(name: str) -> list[Rule]:
    if name.endswith(".py"):
        return _OF_PYTHON
    if name.startswith("migrations/"):
        return _OF_ALL_SQL + _OF_TABLES
    rules = _OF_ALL_SQL + _OF_CODE
    kind = _KINDS.get(Path(name).name)
    return [(kind, was, became) for _, was, became in rules] if kind else rules


def _faults_of(name: str, text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), 1):
        was = line.strip()
        if not was or number in _prose(name, text):
            continue
        for kind, pattern, replacement in _rules_for(name):
            became = re.sub(pattern, replacement, was, count=1).strip()
            if became != was:
                yield Fault(kind=kind, path=name, line=number, was=was, became=became)


@functools.cache
def _prose(name: str, text: str) -> set[int]:
    """Return the lines that are for people: comments, docstrings, what is said to the user."""
    patterns = (
        [r'"""(?:.|\n)*?"""', r"#.*", r"^(?:from|import) .*", r'f?"[^"\n]* (?:and|or) [^"\n]*"']
        if name.endswith(".py")
        else [r"--.*", r"^comment on (?:.|\n)*?;$", r"format\((?:.|\n)*?\)\);"]
    )
    lines: set[int] = set()
    for pattern in patterns:
        for match in re.finditer(pattern, text, re.MULTILINE):
            first = text.count("\n", 0, match.start()) + 1
            lines |= set(range(first, first + match[0].count("\n") + 1))
    return lines
