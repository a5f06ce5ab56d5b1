"""Reading SQL text just far enough: quotes, comments, transaction control, what a file creates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_OPENING = re.compile(
    r"""
      (?P<line>--[^\n]*)
    | (?P<block>/\*)
    | (?P<dollar>(?<![\w$])\$(?:[^\W\d]\w*)?\$)
    | (?P<escape>\b[eE]'(?:[^'\\]|\\.|'')*')
    | (?P<string>'(?:[^']|'')*')
    | (?P<identifier>"(?:[^"]|"")*")
    """,
    re.X | re.S,
)
_BLOCK_EDGE = re.compile(r"/\*|\*/")
_COMMENTS = frozenset({"line", "block"})
_QUOTES = _COMMENTS | {"dollar", "escape", "string", "identifier"}

_CONTROL = re.compile(
    r"""
      \bbegin\s+(?P<atomic>atomic)\b
    | (?:\A|;)\s*(?P<word>begin(?!\s+atomic\b)|start\s+transaction|commit|rollback|abort|end
                         |prepare\s+transaction|savepoint|release)\b
    """,
    re.X | re.I,
)
_ROUTINE = re.compile(
    r"\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\s+([\w.]+)\s*(?=\()", re.I
)
_SCHEMA = re.compile(r"\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?([\w.]+)", re.I)
_QUALIFIED = re.compile(r"\b[a-z_]\w*\.[a-z_]\w*\b", re.I)
_VIEW = re.compile(r"\bcreate\s+(?:or\s+replace\s+)?(?:recursive\s+)?view\s+([\w.]+)", re.I)
_AFTER_RETURNS = re.compile(
    r"""\b(?:language|transform|window|immutable|stable|volatile|leakproof|not\s+leakproof|called
         |returns\s+null\s+on|strict|external|security|parallel|cost|rows|support|set|as
         |begin\s+atomic|return)\b""",
    re.X | re.I,
)


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of every comment and every quoted part."""
    position = 0
    while found := _OPENING.search(text, position):
        kind, end = str(found.lastgroup), found.end()
        if kind == "block":
            depth = 1
            while depth:
                edge = _BLOCK_EDGE.search(text, end)
                if edge is None:
                    end = len(text)
                    break
                depth += 1 if edge.group() == "/*" else -1
                end = edge.end()
        elif kind == "dollar":
            closing = text.find(found.group(), end)
            end = len(text) if closing < 0 else closing + len(found.group())
        yield kind, found.start(), end
        position = end


@lru_cache(maxsize=4096)
def _blank(text: str, kinds: frozenset[str]) -> str:
    """Return the text with these parts overwritten by spaces; every offset stays the same."""
    parts, position = [], 0
    for kind, start, end in _spans(text):
        if kind in kinds:
            parts += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
            position = end
    return "".join([*parts, text[position:]])


def find_transaction_control(text: str) -> tuple[int, str] | None:
    """Return line and word of the first statement that begins or ends a transaction, or None.

    Bodies in quotes are skipped, so plpgsql's begin is none; in a body after BEGIN ATOMIC the
    closing END is none.
    """
    bare = _blank(text, _QUOTES)
    open_bodies = 0
    for found in _CONTROL.finditer(bare):
        word = found["word"]
        if word is None:
            open_bodies += 1
        elif word.lower() == "end" and open_bodies:
            open_bodies -= 1
        else:
            return bare.count("\n", 0, found.start("word")) + 1, " ".join(word.lower().split())
    return None


def function_headers(text: str) -> dict[str, str]:
    """Return `name(arguments) returns type` in plain white space for each function created here."""
    bare, readable = _blank(text, _QUOTES), _blank(text, _COMMENTS)
    headers = {}
    for found in _ROUTINE.finditer(bare):
        arguments_end = _closing_parenthesis(bare, found.end())
        flat = re.sub(r"\([^()]*\)", lambda m: "." * len(m.group()), bare[arguments_end:])
        clause = _AFTER_RETURNS.search(flat)
        end = arguments_end + (clause.start() if clause else 0)
        name = found.group(1).lower()
        header = " ".join((name + readable[found.end() : end]).split())
        headers[name] = re.sub(r" ?([(),]) ?", r"\1", header)
    return headers


def view_names(text: str) -> list[str]:
    """Return the views created here, in order."""
    return [found.group(1).lower() for found in _VIEW.finditer(_blank(text, _QUOTES))]


def names_outside_bodies(text: str) -> set[str]:
    """Return the qualified names that are mentioned here outside quotes, comments and bodies."""
    return {found.lower() for found in _QUALIFIED.findall(_blank(text, _QUOTES))}


def schema_names(text: str) -> tuple[str, ...]:
    """Return the schemas created here, in order."""
    return tuple(found.group(1).lower() for found in _SCHEMA.finditer(_blank(text, _QUOTES)))


def _closing_parenthesis(bare: str, opening: int) -> int:
    depth = 0
    for position in range(opening, len(bare)):
        depth += {"(": 1, ")": -1}.get(bare[position], 0)
        if depth == 0:
            return position + 1
    return len(bare)
