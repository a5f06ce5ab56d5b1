"""Imports a history: each line becomes one journal, posted exactly once however often it runs."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tolsel.errors import ReportedError
from tolsel.importing.csv_rows import BAD_LINES_SHOWN, BadLine
from tolsel.importing.history_file import HistoryFile, HistoryLine, read_history
from tolsel.importing.history_poster import AccountsToOpen, HistoryPoster, Survey
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
    """Check the whole file, then post it batch by batch, each in one transaction."""
    _check_source(file.source)
    to_open = to_open or AccountsToOpen()
    started = time.monotonic()
    survey = _survey(file)
    with RetryingSession(url, tenant_id=tenant_id, application_name="tolsel import") as session:
        poster = HistoryPoster(
            file=file, to_open=to_open, survey=survey, tenant_id=session.tenant_id
        )
        opened = session.run(poster.open_accounts)
        posted = done = 0
        if progress:
            progress(0, survey.line_count)
        for lines in _batches(_good_lines(file, survey), batch):
            posted += session.run(partial(poster.post, lines=lines))
            done += len(lines)
            if progress:
                progress(done, survey.line_count)
    return ImportReport(
        tenant_id=session.tenant_id,
        posted=posted,
        repeated=done - posted,
        opened=opened,
        has_printed_balances=survey.has_printed_balances,
        seconds=time.monotonic() - started,
    )


def _check_source(source: str) -> None:
    if not re.fullmatch(r"[^\s:]([^:]{0,98}[^\s:])?", source):
        raise ReportedError(
            f"{source!r} cannot name a source",
            hint="Give --source a name of 1 to 100 characters without a colon.",
        )


def _survey(file: HistoryFile) -> Survey:
    accounts: dict[str, int] = {}
    counter_accounts: dict[str, int] = {}
    bad_lines = []
    line_count = bad_count = 0
    has_printed_balances = False
    for line in read_history(file):
        if isinstance(line, BadLine):
            bad_count += 1
            if bad_count <= BAD_LINES_SHOWN:
                bad_lines.append(line)
            continue
        line_count += 1
        accounts.setdefault(line.account, line.number)
        counter_accounts.setdefault(line.counter_account, line.number)
        has_printed_balances = has_printed_balances or line.printed_balance is not None
    return Survey(
        line_count=line_count,
        accounts=accounts,
        counter_accounts=counter_accounts,
        has_printed_balances=has_printed_balances,
        bad_count=bad_count,
        bad_lines=bad_lines,
    )


def _good_lines(file: HistoryFile, survey: Survey) -> Iterator[HistoryLine]:
    for line in read_history(file):
        if (
            isinstance(line, BadLine)
            or line.account not in survey.accounts
            or line.counter_account not in survey.counter_accounts
        ):
            raise ReportedError(
                f"{file.path.name} was changed while it was being imported",
                detail=f"Line {line.number} is not what it was when it was checked.",
                hint="Run the command again; what is posted stays posted once.",
            )
        yield line


def _batches(lines: Iterator[HistoryLine], size: int) -> Iterator[list[HistoryLine]]:
    while batch := [*itertools.islice(lines, size)]:
        yield batch
