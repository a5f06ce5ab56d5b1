"""Books as plain text accounting: a file that beancount reads.

Where a line counts for another day than its journal, that day stands at the line: beancount has one
day for all of a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TextIO

from tolsel.accounts import Account
from tolsel.plain_text import name_accounts, one_line, plain
from tolsel.reports import JournalLine

_ROOTS = {
    "assets": "Assets",
    "liabilities": "Liabilities",
    "equity": "Equity",
    "revenues": "Income",
    "expenses": "Expenses",
}
_FIRST_DAY = "1900-01-01"  # No day of the books is earlier.


def write_beancount(
    out: TextIO,
    accounts: Iterable[Account],
    scales: Mapping[str, int],
    lines: Iterable[JournalLine],
) -> int:
    """Write all accounts and journals, and return the number of journals."""
    known = {account.account_id: account for account in accounts}
    names = _name_accounts(known)
    out.write("; written by tolsel export\n")
    for account_id, name in sorted(names.items(), key=lambda item: item[1]):
        account = known[account_id]
        out.write(f"\n{_FIRST_DAY} open {name} {account.currency}\n  code: {_text(account.code)}\n")
    count = 0
    for _, journal in groupby(lines, key=lambda line: line.journal_id):
        _write_transaction(out, list(journal), known, names, scales)
        count += 1
    return count


def _name_accounts(accounts: Mapping[int, Account]) -> dict[int, str]:
    """Return a name for each account, in the letters that beancount takes, and none twice."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for account_id, name in sorted(name_accounts(accounts.values()).items()):
        root, *parts = name.split(":")
        made = ":".join([_ROOTS[root], *(_part(part, account_id) for part in parts)])
        if made in taken:
            made += f"-{account_id}"
        taken.add(made)
        names[account_id] = made
    return names


def _part(text: str, account_id: int) -> str:
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in text).strip("-")
    return letters[:1].upper() + letters[1:] or str(account_id)


def _write_transaction(
    out: TextIO,
    lines: list[JournalLine],
    accounts: Mapping[int, Account],
    names: Mapping[int, str],
    scales: Mapping[str, int],
) -> None:
    head = lines[0]
    out.write(f"\n{head.effective_on} * {_text(head.description)}\n  journal: {head.journal_id}\n")
    if head.document is not None:
        out.write(f"  document-of: {_text(f'{head.document} {head.document_id}')}\n")
    if head.request_id is not None:
        out.write(f"  request: {_text(head.request_id)}\n")
    for line in lines:
        currency = accounts[line.account_id].currency
        amount = plain(line.amount, scales[currency])
        out.write(f"  {names[line.account_id]}  {amount} {currency}\n")
        if line.line_on != head.effective_on:
            out.write(f"    counts-on: {line.line_on}\n")


def _text(text: str | None) -> str:
    escaped = one_line(text or "").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
