"""Proposes a profile for a bank's CSV from all of its lines, and says what they leave open."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tolsel.banking.reading import guess_encoding
from tolsel.banking.shape import BadStatementError

_LINES_MAX = 10_000
_DAY = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})\b")
_AMOUNT = re.compile(r"[-+(]?[^\d\s]?\s?\d[\d.,' ]*[-)]?")
# What banks call things, in small letters; the first that is found.
_NAMES = {
    "booked_on": ("booking date", "buchungsdatum", "buchung", "buchungstag", "boekdatum",
                  "boekingsdatum", "date comptable", "datum", "date", "transaction date"),
    "value_on": ("value date", "valutadatum", "valuta", "wertstellung", "wertstellungsdatum",
                 "rentedatum", "date valeur", "valutadate"),
    "amount": ("amount", "betrag", "bedrag", "montant", "importe", "bedrag (eur)", "umsatz"),
    "debit": ("debit", "soll", "debet", "paid out", "withdrawals"),
    "credit": ("credit", "haben", "paid in", "deposits"),
    "sign": ("debit/credit", "af bij", "creditdebet", "d/c", "soll/haben"),
    "balance": ("balance", "saldo", "saldo na trn", "solde", "current balance"),
    "currency": ("currency", "währung", "waehrung", "valutacode", "munt", "munteenheid", "devise"),
    "account": ("account", "iban", "konto", "kontonummer", "rekening", "rekeningnummer",
                "iban/bban", "account number"),
    "reference": ("reference", "referenz", "transactiereferentie", "referentie", "transactionid",
                  "transaction id"),
    "counterparty": ("counterparty", "name", "auftraggeber/empfänger", "naam tegenpartij",
                     "tegenrekeninghouder", "naam / omschrijving", "merchantname", "payee"),
    "counterparty_account": ("counterparty account", "tegenrekening", "tegenrekeningnummer",
                             "tegenrekening iban/bban"),
    "text": ("description", "text", "verwendungszweck", "omschrijving", "omschrijving-1",
             "mededelingen", "memo", "details", "communication", "libellé"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a file shows of its profile, and what a person has to say."""

    definition: dict[str, object]
    questions: tuple[str, ...]


def propose_profile(path: Path) -> Proposal:
    """Look at all lines of a file together; what they do not settle is asked, and not guessed."""
    encoding = guess_encoding(path)
    with path.open(encoding=encoding, newline="") as opened:
        lines = [line for line, _ in zip(opened, range(_LINES_MAX), strict=False)]
    delimiter = max(";\t|,", key=lambda sign: _columns_in(lines, sign))
    rows = [*csv.reader(lines, delimiter=delimiter)]
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        raise BadStatementError(f"{path.name} has no columns that can be told apart")
    first = next((n for n, row in enumerate(rows) if len(row) >= width - 1 and _has_day(row)), None)
    if first is None:
        raise BadStatementError(f"{path.name} has no line with a day in it")
    header = rows[first - 1] if first and len(rows[first - 1]) >= width - 1 else None
    body = [row for row in rows[first:] if _has_day(row)]
    columns = _find_columns(header) if header else {}
    questions = [] if header else ["No line names the columns: give each its place, from 1 on."]
    order, order_question = _find_order(body, header, columns.get("booked_on"))
    mark, mark_question = _find_mark(body, header, columns)
    questions += [q for q in (order_question, mark_question) if q]
    questions += _ask(columns)
    definition: dict[str, object] = {
        "columns": columns,
        "delimiter": delimiter,
        "encoding": encoding,
        "header": first if header else None,
        "date_order": order,
        "decimal_mark": mark,
    }
    return Proposal(definition=definition, questions=tuple(questions))


def _columns_in(lines: Sequence[str], sign: str) -> int:
    counts = sorted(line.count(sign) for line in lines if line.strip())
    return counts[len(counts) // 2] if counts else 0


def _has_day(row: Sequence[str]) -> bool:
    return any(_DAY.match(value.strip()) or re.fullmatch(r"20\d{6}", value.strip())
               for value in row)  # fmt: skip


def _find_columns(header: Sequence[str]) -> dict[str, str]:
    titles = {title.strip().lower(): title.strip() for title in reversed(header)}
    found: dict[str, str] = {}
    for name, candidates in _NAMES.items():
        title = next((titles[c] for c in candidates if c in titles), None)
        if title and title not in found.values():
            found[name] = title
    return found


def _values(body: Sequence[Sequence[str]], header: Sequence[str] | None, title: str) -> list[str]:
    if header is None:
        return []
    place = [name.strip() for name in header].index(title)
    return [row[place].strip() for row in body if place < len(row)]


def _find_order(
    body: Sequence[Sequence[str]], header: Sequence[str] | None, title: str | None
) -> tuple[str, str | None]:
    values = _values(body, header, title) if title else [v.strip() for row in body for v in row]
    days = [found.groups() for value in values if (found := _DAY.match(value))]
    if not days or all(len(day[0]) == 4 for day in days):
        return "ymd", None
    is_day_first = any(int(day[0]) > 12 for day in days)
    is_month_first = any(int(day[1]) > 12 for day in days)
    if is_day_first != is_month_first:
        return ("dmy" if is_day_first else "mdy"), None
    return "dmy", "No day settles the order of the date: is it dmy or mdy?"


def _find_mark(
    body: Sequence[Sequence[str]], header: Sequence[str] | None, columns: dict[str, str]
) -> tuple[str, str | None]:
    titles = [columns[name] for name in ("amount", "debit", "credit", "balance") if name in columns]
    values = [v for title in titles for v in _values(body, header, title)]
    values = values or [v.strip() for row in body for v in row if _AMOUNT.fullmatch(v.strip())]
    ends = {found[1] for v in values if (found := re.search(r"([.,])\d{1,2}[-)]?$", v))}
    if len(ends) == 1:
        return ends.pop(), None
    return ",", "No amount settles the mark of decimals: is it a comma or a point?"


def _ask(columns: dict[str, str]) -> list[str]:
    return [
        question
        for is_open, question in (
            ("account" not in columns, 'Which account is it of? Add "account": "...".'),
            ("currency" not in columns, 'Which currency is it in? Add "currency": "...".'),
            ("sign" in columns, 'What stands for out and for in? Add "out_words", "in_words".'),
            (
                not {"amount"} & columns.keys() and not {"debit", "credit"} <= columns.keys(),
                "Which column holds the amount?",
            ),
            ("balance" in columns, 'Newest first? Add "newest_first": true if it is so.'),
        )
        if is_open
    ]
