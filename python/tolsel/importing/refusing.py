"""Finds every line of a file that the database refuses, and says them all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import ReportedError, TolselError, translating
from tolsel.importing.csv_rows import BAD_LINES_SHOWN, BadLine, list_bad_lines

_FOUND_MAX = 1000
"""So many are looked for: where every line is wrong, it is the same with all of them."""


class Numbered(Protocol):
    """A line of a file."""

    @property
    def number(self) -> int:
        """Return its place in the file, from 1 on."""


Line = TypeVar("Line", bound=Numbered)
Post = Callable[[Connection[TupleRow], Sequence[Line]], int]
"""Posts lines, all or none; returns how many were not there before."""


class BadFileError(ReportedError):
    """A file with lines that cannot be used; nothing of it was."""

    def __init__(self, path: Path, lines: Sequence[BadLine], count: int) -> None:
        counted = f"{count:,} lines" if count > 1 else "1 line"
        super().__init__(
            f"{counted} of {path.name} cannot be used; nothing was posted or opened",
            detail=list_bad_lines(sorted(lines)[:BAD_LINES_SHOWN], count),
        )


@dataclass(slots=True)
class Faults:
    """What is wrong with a file: what cannot be read, and what the database refuses."""

    path: Path
    unread_count: int = 0
    unread: list[BadLine] = field(default_factory=list)
    """The first of them."""
    refused: list[tuple[int, ReportedError]] = field(default_factory=list)

    def add(self, line: BadLine) -> None:
        """Keep a line that cannot be read."""
        self.unread_count += 1
        if len(self.unread) < _FOUND_MAX:
            self.unread.append(line)

    def post_good(self, conn: Connection[TupleRow], lines: Sequence[Line], post: Post[Line]) -> int:
        """Post lines; where that is refused, each half of them, to come upon every bad one."""
        if not lines or len(self.refused) >= _FOUND_MAX:
            return 0
        try:
            with translating(), conn.transaction():
                return post(conn, lines)
        except (TolselError, psycopg.Error) as error:
            if len(lines) == 1:
                self.refused.append((lines[0].number, _as_reported(error)))
                return 0
        half = len(lines) // 2
        return self.post_good(conn, lines[:half], post) + self.post_good(conn, lines[half:], post)

    def raise_any(self) -> None:
        """Raise what there is: one refusal as the database says it, several as a list."""
        if len(self.refused) == 1 and not self.unread:
            number, said = self.refused[0]
            way_out = "Nothing was posted or opened; correct the file or the books, and run again."
            raise type(said)(
                said.message,
                sqlstate=said.sqlstate,
                name=said.name,
                detail=f"{self.path.name}, line {number}: {said.detail or ''}".removesuffix(": "),
                hint=f"{said.hint}\n{way_out}" if said.hint else way_out,
            )
        named = [
            BadLine(number, ": ".join(filter(None, (said.title, said.detail))))
            for number, said in self.refused
        ]
        if self.unread or named:
            count = self.unread_count + len(named)
            raise BadFileError(self.path, [*self.unread, *named], count)


def _as_reported(error: TolselError | psycopg.Error) -> ReportedError:
    if isinstance(error, TolselError):
        # Posted by itself, it is the first: where it stands in the file says more.
        error.detail = re.sub(r"^Journal 1(, line \d)?: ", "", error.detail or "")
        return error
    said = error.diag
    return ReportedError(
        said.message_primary or str(error),
        sqlstate=error.sqlstate,
        detail=said.message_detail,
        hint=said.message_hint,
    )
