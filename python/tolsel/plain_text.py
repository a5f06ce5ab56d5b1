"""Books as plain text accounting: a journal that hledger reads.

What people have written is made harmless, so that no name or description is taken for a part of
the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import TextIO

from tolsel.accounts import Account
from tolsel.reports import JournalLine

_ROOTS = {
    "asset": ("assets", "A"),
    "liability": ("liabilities", "L"),
    "equity": ("equity", "E"),
    "revenue": ("revenues", "R"),
    "expense": ("expenses", "X"),
}


def name_accounts(accounts: Iterable[Account]) -> dict[int, str]:
    """Return a name for each account: its type, the names of those above it, and its own.

    A name that is taken already gets the number of the account.
    """
    known = {account.account_id: account for account in accounts}
    names: dict[int, str] = {}
    taken: set[str] = set()

    def name_of(account: Account) -> str:
        if account.account_id in names:
            return names[account.account_id]
        parent = known.get(account.parent_account_id or 0)
        is_below = parent is not None and parent.type == account.type
        above = name_of(parent) if parent and is_below else _ROOTS[account.type][0]
        name = f"{above}:{one_line(account.name).translate(_IN_NAMES) or account.account_id}"
        while name in taken:
            name += f" #{account.account_id}"
        taken.add(name)
        names[account.account_id] = name
        return name

    for account_id in sorted(known):
        name_of(known[account_id])
    return names


def write_journal(
    out: TextIO,
    accounts: Iterable[Account],
    scales: Mapping[str, int],
    lines: Iterable[JournalLine],
) -> int:
    """Write all accounts and journals, and return the number of journals."""
    known = {account.account_id: account for account in accounts}
    names = name_accounts(known.values())
    out.write("; written by tolsel export\ndecimal-mark .\n\n")
    for currency in sorted({account.currency for account in known.values()}):
        # The format wants a decimal mark even where there are no decimals.
        decimals = "0" * scales[currency]
        out.write(f"commodity 1000.{decimals} {_commodity(currency)}\n")
    out.write("\n")
    for account_id, name in sorted(names.items(), key=lambda item: item[1]):
        account = known[account_id]
        tags = f"type:{_ROOTS[account.type][1]}, code:{_tag(account.code)}"
        out.write(f"account {name}  ; {tags}\n")
    count = 0
    for _, journal in groupby(lines, key=lambda line: line.journal_id):
        _write_transaction(out, list(journal), known, names, scales)
        count += 1
    return count


def _write_transaction(
    out: TextIO,
    lines: list[JournalLine],
    accounts: Mapping[int, Account],
    names: Mapping[int, str],
    scales: Mapping[str, int],
) -> None:
    head = lines[0]
    tags = []
    if head.document is not None:
        tags.append(f"document:{head.document} {head.document_id}")
    if head.request_id is not None:
        tags.append(f"request:{_tag(head.request_id)}")
    # Behind a code in parentheses, nothing of a description is taken for a status or a code.
    text = f"{head.effective_on} ({head.journal_id}) {_description(head.description)}".rstrip()
    out.write(f"\n{text}{'  ; ' + ', '.join(tags) if tags else ''}\n")
    for line in lines:
        currency = accounts[line.account_id].currency
        amount = f"{plain(line.amount, scales[currency])} {_commodity(currency)}"
        day = f"  ; date:{line.line_on}" if line.line_on != head.effective_on else ""
        out.write(f"    {names[line.account_id]}  {amount}{day}\n")


# A colon would begin an account below, a semicolon a comment.
_IN_NAMES = str.maketrans({":": "-", ";": ","})


def one_line(text: str) -> str:
    """Return a text with single spaces and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _description(text: str | None) -> str:
    return one_line(text or "").replace(";", ",")


def _tag(text: str) -> str:
    """Return a tag's value, which a comma would end."""
    return one_line(text).replace(",", ";")


def _commodity(currency: str) -> str:
    return currency if re.fullmatch("[A-Za-z]+", currency) else f'"{currency}"'


def plain(amount: Decimal, scale: int) -> str:
    """Return an amount with the decimals of its currency at least, and no separators."""
    decimals = max(scale, -int(amount.as_tuple().exponent))
    return f"{amount:.{decimals}f}"
