"""Imports a history: each line becomes one journal, posted exactly once however often it runs."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import ReportedError
from tolsel.importing.csv_rows import BadLine
from tolsel.importing.history_file import HistoryFile, HistoryLine, read_history
from tolsel.importing.history_poster import AccountsToOpen, HistoryPoster, Survey
from tolsel.importing.refusing import Faults
from tolsel.retrying import RetryingSession

BATCH_MAX = 5000  # two lines each: tolsel.post_journals takes 10,000

Progress = Callable[[int, int], None]
"""Called once all is checked and after each batch: lines done, lines in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did."""

    tenant_id: int
    posted: int
    repeated: int
    """Lines that were posted before."""
    opened: tuple[str, ...]
    has_printed_balances: bool
    seconds: float


def import_history(
    url: str | None,
    file: HistoryFile,
    *,
    to_open: AccountsToOpen | None = None,
    batch: int = 1000,
    tenant_id: int | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Post a file in one transaction, so many journals a call: all that is new of it, or nothing.

    A file with bad lines raises an error that names them, those of the file and those that the
    database refuses, and leaves nothing behind, no account either.
    """
    _check_source(file.source)
    to_open = to_open or AccountsToOpen()
    started = time.monotonic()
    faults = Faults(file.path)
    survey = _survey(file, faults)
    with RetryingSession(url, tenant_id=tenant_id, application_name="tolsel import") as session:
        poster = HistoryPoster(
            file=file, to_open=to_open, survey=survey, tenant_id=session.tenant_id
        )
        work = partial(
            _post_all,
            poster=poster,
            file=file,
            survey=survey,
            unread=faults,
            batch=batch,
            progress=None if faults.unread_count else progress,
        )
        posted, opened = session.run(work)
    return ImportReport(
        tenant_id=session.tenant_id,
        posted=posted,
        repeated=survey.line_count - posted,
        opened=opened,
        has_printed_balances=survey.has_printed_balances,
        seconds=time.monotonic() - started,
    )


def _post_all(
    conn: Connection[TupleRow],
    *,
    poster: HistoryPoster,
    file: HistoryFile,
    survey: Survey,
    unread: Faults,
    batch: int,
    progress: Progress | None,
) -> tuple[int, tuple[str, ...]]:
    """Return how many lines were posted, and the accounts that were opened."""
    faults = Faults(file.path, unread.unread_count, [*unread.unread])
    posted = 0
    if progress:
        progress(0, survey.line_count)
    with conn.transaction():
        # Two files of the same account at once: the second sees what the first has posted.
        conn.execute(
            "select pg_advisory_xact_lock(hashtextextended('tolsel import', %s))",
            [poster.tenant_id],
        )
        opened = poster.open_accounts(conn, faults)
        new = poster.list_new(conn, _good_lines(file, survey))
        while lines := [*itertools.islice(new, batch)]:
            posted += faults.post_good(conn, lines, poster.post)
            if progress:
                progress(min(lines[-1].number, survey.line_count), survey.line_count)
        faults.raise_any()
    return posted, opened


def _check_source(source: str) -> None:
    if not re.fullmatch(r"[^\s:]([^:]{0,98}[^\s:])?", source):
        raise ReportedError(
            f"{source!r} cannot name a source",
            hint="Give --source a name of 1 to 100 characters without a colon.",
        )


def _survey(file: HistoryFile, faults: Faults) -> Survey:
    accounts: dict[str, int] = {}
    counter_accounts: dict[str, int] = {}
    line_count = 0
    has_printed_balances = False
    from_on, to_on = date.max, date.min
    for line in read_history(file):
        if isinstance(line, BadLine):
            faults.add(line)
            continue
        line_count += 1
        accounts.setdefault(line.account, line.number)
        counter_accounts.setdefault(line.counter_account, line.number)
        has_printed_balances = has_printed_balances or line.printed_balance is not None
        from_on, to_on = min(from_on, line.effective_on), max(to_on, line.effective_on)
    return Survey(
        line_count=line_count,
        accounts=accounts,
        counter_accounts=counter_accounts,
        from_on=min(from_on, to_on),
        to_on=max(from_on, to_on),
        has_printed_balances=has_printed_balances,
        has_bad_lines=faults.unread_count > 0,
    )


def _good_lines(file: HistoryFile, survey: Survey) -> Iterator[HistoryLine]:
    for line in read_history(file):
        if isinstance(line, BadLine) and survey.has_bad_lines:
            continue
        if (
            isinstance(line, BadLine)
            or line.account not in survey.accounts
            or line.counter_account not in survey.counter_accounts
        ):
            raise ReportedError(
                f"{file.path.name} was changed while it was being imported",
                detail=f"Line {line.number} is not what it was when it was checked.",
                hint="Nothing was posted. Run the command again.",
            )
        yield line
