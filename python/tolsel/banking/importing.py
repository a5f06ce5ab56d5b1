"""Imports files of statements: each statement is one call, taken or refused by itself."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path

from psycopg import Connection, Rollback
from psycopg.rows import TupleRow

from tolsel.banking.profile import Profile
from tolsel.banking.reading import read_file
from tolsel.banking.shape import (
    FAULTS_MAX,
    BadStatementError,
    Closing,
    Detail,
    Entry,
    Fault,
    FaultyLinesError,
    Part,
    Statement,
)
from tolsel.errors import ReportedError, TolselError, translating
from tolsel.rows import Rows

_LINES = 2000
"""So many go to the database at once: what is here never is more."""

Progress = Callable[[Path, int], None]
"""Called with the file and how many of its entries were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReport:
    """What became of one statement."""

    account: str
    currency: str
    number: int | None
    page: int | None
    closed_on: str | None
    entry_count: int
    new_count: int
    pending_count: int
    is_known: bool
    """True: it was here already, and nothing was written."""
    is_proved: bool
    """False: its format has no balances."""
    refusal: ReportedError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file."""

    path: Path
    statements: Sequence[StatementReport]
    refusal: ReportedError | None = None
    """Why the file could not be read: nothing of it was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """What became of one statement, or of a file that could not be read, for programs."""

    file: str
    account: str | None = None
    currency: str | None = None
    number: int | None = None
    page: int | None = None
    closed_on: str | None = None
    entry_count: int = 0
    new_count: int = 0
    pending_count: int = 0
    outcome: str = "refused"
    """taken; known: it was here; or refused."""
    is_proved: bool = False
    code: str | None = None
    reason: str | None = None


def report_lines(reports: Sequence[FileReport]) -> Rows[ReportLine]:
    """Return what became of files and statements, one line each."""
    lines: list[ReportLine] = []
    for report in reports:
        if report.refusal:
            lines.append(_line_of(report.path, None, report.refusal))
        lines += [_line_of(report.path, s, s.refusal) for s in report.statements]
    return Rows(lines, columns=[f.name for f in fields(ReportLine)])


def _line_of(
    path: Path, statement: StatementReport | None, refusal: ReportedError | None
) -> ReportLine:
    line = ReportLine(file=path.name)
    if statement:
        told = {f.name: getattr(statement, f.name) for f in fields(statement)}
        told.pop("refusal")
        outcome = "refused" if refusal else "known" if told.pop("is_known") else "taken"
        told.pop("is_known", None)
        line = replace(line, **told, outcome=outcome)
    if refusal:
        reason = " ".join(part for part in (refusal.message, refusal.detail) if part)
        line = replace(line, code=refusal.sqlstate, reason=reason)
    return line


@dataclass(slots=True)
class _Counted:
    entries: int = 0
    seen: list[Closing] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    fault_count: int = 0


def import_files(
    conn: Connection[TupleRow],
    paths: Sequence[Path],
    *,
    profile: Profile | None = None,
    gap_reason: str | None = None,
    is_dry_run: bool = False,
    progress: Progress | None = None,
    tenant_id: int,
) -> list[FileReport]:
    """Import files in their order; of a dry run all is undone in the end.

    A file is one transaction: where it breaks off, nothing of it stays.
    """
    importer = _Importer(conn, profile, gap_reason, progress, tenant_id)
    if not is_dry_run:
        return [importer.import_file(path) for path in paths]
    reports: list[FileReport] = []
    with conn.transaction():
        # A later file may go on from an earlier one, so they are undone together.
        reports += [importer.import_file(path) for path in paths]
        raise Rollback
    return reports


class _Importer:
    def __init__(
        self,
        conn: Connection[TupleRow],
        profile: Profile | None,
        gap_reason: str | None,
        progress: Progress | None,
        tenant_id: int,
    ) -> None:
        self._conn, self._profile, self._gap_reason = conn, profile, gap_reason
        self._progress, self._tenant_id = progress, tenant_id
        # Of a dry run all is one moment: what this run has brought is told by its number.
        self._taken: set[int] = set()

    def import_file(self, path: Path) -> FileReport:
        """Import the statements of one file."""
        reports: list[StatementReport] = []
        try:
            with self._conn.transaction():
                parts = read_file(path, profile=self._profile)
                for head, rest in _statements(parts):
                    reports.append(self._import_statement(path, head, rest))
        except (BadStatementError, OSError) as error:
            refusal = error if isinstance(error, ReportedError) else ReportedError(str(error))
            return FileReport(path=path, statements=(), refusal=refusal)
        return FileReport(path=path, statements=tuple(reports))

    def _import_statement(
        self, path: Path, head: Statement, rest: Iterator[Part]
    ) -> StatementReport:
        counted = _Counted()
        try:
            with translating(), self._conn.transaction():
                return self._send(path, head, rest, counted)
        except (TolselError, FaultyLinesError) as error:
            # The rest of it is read, to come to the next one.
            for part in rest:
                _count(part, counted)
            return StatementReport(
                account=head.account,
                currency=head.currency,
                number=head.number,
                page=head.page,
                closed_on=None,
                entry_count=counted.entries,
                new_count=0,
                pending_count=0,
                is_known=False,
                is_proved=False,
                refusal=error,
            )

    def _send(
        self, path: Path, head: Statement, rest: Iterator[Part], counted: _Counted
    ) -> StatementReport:
        while chunk := [*itertools.islice(rest, _LINES)]:
            lines = [_line(part) for part in chunk if isinstance(part, Entry)]
            for part in chunk:
                _count(part, counted)
            if lines and not counted.fault_count:
                self._conn.execute(
                    "select tolsel.add_statement_lines(p_lines => %s, p_tenant_id => %s)",
                    [json.dumps(lines), self._tenant_id],
                )
            if self._progress:
                self._progress(path, counted.entries)
        if counted.fault_count:
            raise FaultyLinesError(counted.faults, counted.fault_count)
        statement = _head(path, head, counted.seen[-1])
        row = self._conn.execute(
            """select s.entry_count, s.new_count, s.pending_count, s.closed_on::text,
                   s.imported_at < transaction_timestamp(), s.opening_balance is not null,
                   s.statement_id
               from tolsel.import_statement(
                   p_statement => %s, p_gap_reason => %s, p_tenant_id => %s) s""",
            [json.dumps(statement), self._gap_reason, self._tenant_id],
        ).fetchone()
        assert row is not None
        is_known = row[4] or row[6] in self._taken
        self._taken.add(row[6])
        return StatementReport(
            account=head.account,
            currency=head.currency,
            number=head.number,
            page=head.page,
            closed_on=row[3],
            entry_count=row[0],
            new_count=0 if is_known else row[1],
            pending_count=row[2],
            is_known=is_known,
            is_proved=row[5],
        )


def _statements(parts: Iterator[Part]) -> Iterator[tuple[Statement, Iterator[Part]]]:
    """Split what a reader yields into statements, each with its parts up to its end."""

    def rest() -> Iterator[Part]:
        for part in parts:
            yield part
            if isinstance(part, Closing):
                return

    for part in parts:
        assert isinstance(part, Statement)
        yield part, rest()


def _count(part: Part, counted: _Counted) -> None:
    if isinstance(part, Entry):
        counted.entries += 1
    elif isinstance(part, Closing):
        counted.seen.append(part)
    elif isinstance(part, Fault):
        counted.fault_count += 1
        counted.faults += [part.reason] if len(counted.faults) < FAULTS_MAX else []


def _text(amount: Decimal) -> str:
    return f"{amount:f}"


def _head(path: Path, head: Statement, end: Closing) -> dict[str, object]:
    opening, closing = head.opening, end.closing
    days = {
        "opened_on": opening.on if opening else end.from_on,
        "closed_on": closing.on if closing else end.to_on,
    }
    told: dict[str, object] = {
        "format": head.format,
        "account": head.account,
        "currency": head.currency,
        "identifier": (head.identifier or "")[:200],
        "number": str(head.number) if head.number else None,
        "page": str(head.page) if head.page else None,
        "opening_balance": _text(opening.amount) if opening else None,
        "closing_balance": _text(closing.amount) if closing else None,
        "balance_currency": next(
            (b.currency for b in (opening, closing) if b and b.currency != head.currency), None
        ),
        "note": (end.note or "")[:4000],
        "source_name": path.name[:200],
    }
    return told | {name: day.isoformat() for name, day in days.items() if day}


def _line(entry: Entry) -> dict[str, object]:
    return {
        "line": str(entry.line),
        "status": entry.status,
        "amount": _text(entry.amount),
        "currency": entry.currency,
        "booked_on": entry.booked_on.isoformat(),
        "day_from": entry.day_from,
        "value_on": entry.value_on.isoformat() if entry.value_on else None,
        "reference": entry.reference and entry.reference[:200],
        "is_reversal": entry.is_reversal,
        "text": (entry.text or "")[:4000],
        "raw": entry.raw,
        "payment_count": str(entry.payment_count),
        "details": [_detail(detail) for detail in entry.details],
    }


def _detail(detail: Detail) -> dict[str, object]:
    return {
        "amount": _text(detail.amount),
        "references": [*detail.references],
        "end_to_end": (detail.end_to_end or "")[:200],
        "counterparty": (detail.counterparty or "")[:200],
        "counterparty_account": (detail.counterparty_account or "")[:100],
        "text": (detail.text or "")[:4000],
        "charge": _text(detail.charge),
        "is_charge_included": detail.is_charge_included,
    }
