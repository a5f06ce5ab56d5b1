"""The general journal as a flat CSV: a row a line, as tax advisers and spreadsheets want it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import TextIO

from tolsel.accounts import Account
from tolsel.plain_text import plain
from tolsel.reports import JournalLine

COLUMNS = (
    "number", "date", "document", "account", "account_name", "debit", "credit", "currency", "text",
    "journal_id",
)  # fmt: skip


def write_flat_journal(
    out: TextIO,
    accounts: Iterable[Account],
    scales: Mapping[str, int],
    lines: Iterable[JournalLine],
    *,
    from_on: date | None = None,
    to_on: date | None = None,
) -> int:
    """Write a row for each line of the journals of some days, and return how many journals.

    Journals are numbered by day without a gap, from the first one in the books: the numbers of
    days that are closed never change.
    """
    known = {account.account_id: account for account in accounts}
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    journals = groupby(lines, key=lambda line: line.journal_id)
    for number, (_, journal) in enumerate(journals, 1):
        rows = [*journal]
        day = rows[0].effective_on
        if (from_on and day < from_on) or (to_on and day > to_on):
            continue
        count += 1
        for line in rows:
            account = known[line.account_id]
            amount = plain(abs(line.amount), scales[account.currency])
            document = f"{line.document} {line.document_id}" if line.document else None
            sides = (amount, None) if line.amount > 0 else (None, amount)
            writer.writerow(
                [number, line.line_on, document, account.code, account.name, *sides,
                 account.currency, line.description, line.journal_id]
            )  # fmt: skip
    return count
