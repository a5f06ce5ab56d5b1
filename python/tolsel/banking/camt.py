"""Reads CAMT.053, versions 02 to 13, entry by entry.

Elements are found by namespace and local name, as banks differ in their prefixes. One payment is
kept at a time, so that memory does not grow with the file. XML comes from strangers: a document
type, and with it every entity, is refused, and depth and sizes are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import BinaryIO
from xml.parsers import expat

from tolsel.banking.shape import (
    RAW_MAX,
    BadStatementError,
    Balance,
    Closing,
    Detail,
    Entry,
    Fault,
    Part,
    Parts,
    Statement,
    UnreadableFormatError,
    add_exactly,
    read_day,
    read_decimal,
    read_reference,
    tidy_text,
    unique,
)

_CHUNK = 1 << 16
_DEPTH_MAX = 40
_TEXT_MAX = 1 << 20
_NODES_MAX = 100_000
"""Elements of one payment, or of one statement's head; a batch counts each payment anew."""
_DETAILS_MAX = 200_000
_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.(\d{3})\.001\.(\d{2})")
_VERSIONS = range(2, 14)
_NO_STATEMENTS = {
    "052": "a report of the day so far: its entries come again in a statement, camt.053",
    "054": "a notification: its entries come again in a statement, camt.053",
}
_STATUS = {"BOOK": "booked", "PDNG": "pending", "INFO": "information", "FUTR": "future"}
_IDENTIFIERS = ("EndToEndId", "InstrId", "PmtInfId", "TxId", "MndtId", "ClrSysRef", "ChqNb")


@dataclass(slots=True)
class _Node:
    """One element: what this reader needs of a tree."""

    name: str
    line: int
    currency: str | None = None
    text: str = ""
    children: list[_Node] = field(default_factory=list)

    def all(self, *path: str) -> Iterator[_Node]:
        """Find the elements at the end of a path of names."""
        for child in self.children:
            if child.name == path[0]:
                if len(path) == 1:
                    yield child
                else:
                    yield from child.all(*path[1:])

    def one(self, *path: str) -> _Node | None:
        """Find the first element at the end of a path."""
        return next(self.all(*path), None)

    def value(self, *path: str) -> str | None:
        """Return the text at the end of a path; None where there is none."""
        found = self.one(*path)
        return found.text.strip() or None if found else None


def read_camt(opened: BinaryIO) -> Parts:
    """Read the statements of a file, one after the other."""
    document = _Document()
    while chunk := opened.read(_CHUNK):
        yield from document.feed(chunk, is_last=False)
    yield from document.feed(b"", is_last=True)


class _Document:
    """Follows the parser through a document; keeps what is open, and hands on what is complete."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.XmlDeclHandler = self._declare
        self._namespace = ""
        self._format = ""
        self._encoding = "utf-8"
        self._open: list[_Node | None] = []
        self._nodes = 0
        self._reader: _Reader | None = None
        self._details: list[_Node] = []
        self._ready: list[Part] = []
        # Bytes from the beginning of the open entry on, to keep it as it was printed.
        self._bytes = b""
        self._bytes_at = 0
        self._parsed_to = 0
        self._entry_at: int | None = None

    def feed(self, chunk: bytes, *, is_last: bool) -> Iterator[Part]:
        keep_from = self._entry_at if self._entry_at is not None else self._parsed_to
        self._bytes = self._bytes[keep_from - self._bytes_at :][:_TEXT_MAX] + chunk
        self._bytes_at = keep_from
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            raise BadStatementError(
                f"line {error.lineno}: this is no XML, or it breaks off: "
                f"{expat.errors.messages[error.code]}"
            ) from error
        self._parsed_to += len(chunk)
        ready, self._ready = self._ready, []
        yield from ready

    @staticmethod
    def _refuse_doctype(*_: object) -> None:
        raise BadStatementError(
            "the file has a document type, which may define entities; no bank sends one",
            hint="Ask where the file comes from.",
        )

    def _declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._encoding = encoding or self._encoding

    def _start(self, full_name: str, attributes: list[str]) -> None:
        line = self._parser.CurrentLineNumber
        namespace, _, name = full_name.rpartition(" ")
        if not self._open:
            self._begin(namespace, name)
        if len(self._open) >= _DEPTH_MAX:
            raise BadStatementError(f"line {line}: more than {_DEPTH_MAX} elements in each other")
        parent = self._open[-1] if self._open else None
        # What is not of the message's own namespace, such as a bank's additions, is passed over.
        is_ours = namespace == self._namespace and (parent is not None or not self._open)
        if not is_ours:
            self._open.append(None)
            return
        node = _Node(name, line)
        if "Ccy" in attributes[::2]:
            node.currency = attributes[attributes.index("Ccy") + 1]
        self._nodes += 1
        if self._nodes > _NODES_MAX:
            raise BadStatementError(f"line {line}: more than {_NODES_MAX:,} elements in a payment")
        if name == "Stmt" and len(self._open) == 2:
            self._nodes, self._reader = 0, _Reader(self._format, node)
        elif name == "Ntry" and len(self._open) == 3:
            self._nodes, self._details = 0, []
            self._entry_at = self._parser.CurrentByteIndex
            self._begin_entries()
        self._open.append(node)

    def _begin(self, namespace: str, name: str) -> None:
        found = _NAMESPACE.fullmatch(namespace)
        if not found or name != "Document":
            raise UnreadableFormatError("this XML is no bank statement: it is not of camt.053")
        message, version = found.groups()
        if message in _NO_STATEMENTS:
            raise UnreadableFormatError(
                f"camt.{message} is no statement but {_NO_STATEMENTS[message]}"
            )
        if message != "053" or int(version) not in _VERSIONS:
            raise UnreadableFormatError(
                f"camt.{message}.001.{version} is not read; camt.053.001.02 to .13 are"
            )
        self._namespace = namespace
        self._format = f"camt.{message}.001.{version}"

    def _text(self, text: str) -> None:
        node = self._open[-1] if self._open else None
        if node is not None:
            node.text += text
            if len(node.text) > _TEXT_MAX:
                raise BadStatementError(f"line {node.line}: a text of more than {_TEXT_MAX:,}")

    def _end(self, _full_name: str) -> None:
        node = self._open.pop()
        if node is None:
            return
        parent = self._open[-1] if self._open else None
        depth = len(self._open)
        if node.name == "TxDtls" and depth == 5:
            self._nodes = 0
            self._details.append(node)
            if len(self._details) > _DETAILS_MAX:
                raise BadStatementError(f"line {node.line}: more than {_DETAILS_MAX:,} payments")
        elif node.name == "Ntry" and depth == 3:
            assert self._reader is not None
            try:
                self._ready.append(self._reader.read_entry(node, self._details, self._raw()))
            except BadStatementError as error:
                self._ready.append(Fault(reason=error.message))
            self._entry_at, self._details = None, []
        elif node.name == "Stmt" and depth == 2:
            self._begin_entries()
            assert self._reader is not None
            self._ready += self._reader.end()
            self._reader = None
        elif parent is not None and depth > 2:
            parent.children.append(node)

    def _begin_entries(self) -> None:
        assert self._reader is not None
        if not self._reader.has_begun:
            self._ready += self._reader.begin()

    def _raw(self) -> str:
        assert self._entry_at is not None
        end = self._parser.CurrentByteIndex
        printed = self._bytes[self._entry_at - self._bytes_at : end - self._bytes_at]
        return printed[: 4 * RAW_MAX].decode(self._encoding, "replace")[:RAW_MAX] + "</Ntry>"


class _Reader:
    """Reads one statement: its head, its entries, its end."""

    def __init__(self, message: str, node: _Node) -> None:
        self._message, self._node = message, node
        self._account = ""
        self._currency = ""
        self.has_begun = False

    def begin(self) -> list[Part]:
        self.has_begun = True
        try:
            return [self._read_head()]
        except BadStatementError as error:
            node = self._node
            head = Statement(
                format=self._message, line=node.line, account=self._account, currency=""
            )
            return [head, Fault(reason=error.message)]

    def end(self) -> list[Part]:
        try:
            return [self._read_closing()]
        except BadStatementError as error:
            return [Fault(reason=error.message), Closing()]

    def _read_head(self) -> Statement:
        node = self._node
        account = _account_of(node.one("Acct", "Id"))
        if account is None:
            raise BadStatementError(f"line {node.line}: the statement names no account")
        self._account = account
        named = node.value("Acct", "Ccy")
        first = node.one("Bal", "Amt")
        self._currency = named or (first.currency if first and first.currency else "") or ""
        opening = self._find_balance("OPBD", named) or self._find_balance("PRCD", named)
        if not named and opening:
            self._currency = opening.currency
        number = node.value("ElctrncSeqNb") or node.value("LglSeqNb")
        page = node.value("StmtPgntn", "PgNb")
        return Statement(
            format=self._message,
            line=node.line,
            account=account,
            currency=self._currency,
            identifier=node.value("Id"),
            number=_read_number(number),
            page=_read_number(page),
            opening=opening,
        )

    def _read_closing(self) -> Closing:
        node = self._node
        marks = [
            bal.value("Tp", "SubTp", "Cd") or bal.value("Tp", "SubTp", "Prtry")
            for bal in node.all("Bal")
            if bal.value("Tp", "CdOrPrtry", "Cd") == "CLBD"
        ]
        return Closing(
            closing=self._find_balance("CLBD", self._currency),
            from_on=_day_of(node.one("FrToDt"), "FrDt"),
            to_on=_day_of(node.one("FrToDt"), "ToDt"),
            is_page="INTM" in marks,
            note=tidy_text(node.value("AddtlStmtInf")),
        )

    def _find_balance(self, code: str, currency: str | None) -> Balance | None:
        """Find a balance by its code, never by its place: others stand before and between them."""
        found = [b for b in self._node.all("Bal") if b.value("Tp", "CdOrPrtry", "Cd") == code]
        in_currency = [b for b in found if currency and _currency_of(b) == currency]
        chosen = next(iter(in_currency or found), None)
        amount, day = (chosen.one("Amt"), _day_of(chosen, "Dt")) if chosen else (None, None)
        if chosen is None or amount is None:
            return None
        if day is None:
            raise BadStatementError(f"line {chosen.line}: the balance {code} has no day")
        return Balance(
            amount=_signed(amount, chosen.value("CdtDbtInd") or "CRDT"),
            currency=amount.currency or self._currency,
            on=day,
        )

    def read_entry(self, node: _Node, payments: list[_Node], raw: str) -> Entry:
        amount, direction = node.one("Amt"), node.value("CdtDbtInd")
        if amount is None or direction is None:
            raise BadStatementError(f"line {node.line}: the entry has no amount or no direction")
        status = node.value("Sts", "Cd") or node.value("Sts") or "BOOK"
        if status not in _STATUS:
            raise BadStatementError(f"line {node.line}: the status {status[:20]!r} is not known")
        booked_on, value_on = _day_of(node, "BookgDt"), _day_of(node, "ValDt")
        days = {"booking": booked_on, "value": value_on, "statement": self._only_day()}
        found = next(((name, day) for name, day in days.items() if day), None)
        if found is None:
            raise BadStatementError(f"line {node.line}: the entry has no day")
        signed = _signed(amount, direction)
        currency = amount.currency or self._currency
        is_reversal = (node.value("RvslInd") or "").lower() in ("true", "1")
        text = tidy_text(node.value("AddtlNtryInf"))
        entry_details = self._read_details(node, payments, signed, currency, direction, text)
        counts = [int(n.text) for n in node.all("NtryDtls", "Btch", "NbOfTxs") if n.text.isdigit()]
        return Entry(
            line=node.line,
            status=_STATUS[status],
            amount=signed,
            currency=currency,
            booked_on=found[1],
            day_from=found[0],
            value_on=value_on,
            reference=read_reference(node.value("AcctSvcrRef"))
            or read_reference(node.value("NtryRef")),
            is_reversal=is_reversal,
            text=text,
            details=entry_details,
            payment_count=max(len(payments), sum(counts), 1),
            raw=raw,
        )

    def _only_day(self) -> date | None:
        """Return the day of a statement of one day, for entries that have none of their own."""
        closing = self._find_balance("CLBD", self._currency)
        opening = self._find_balance("OPBD", self._currency)
        return closing.on if closing and opening and closing.on == opening.on else None

    def _read_details(
        self,
        node: _Node,
        payments: list[_Node],
        amount: Decimal,
        currency: str,
        direction: str,
        text: str | None,
    ) -> tuple[Detail, ...]:
        read = [self._read_detail(p, amount, currency, direction, text) for p in payments]
        own = [_amount_of(p, direction) for p in payments]
        # Singly only where each has its own amount in the account's currency and they add up.
        if len(payments) > 1 and all(a and a[1] in (currency, None) for a in own):
            amounts = [a[0] for a in own if a]
            if add_exactly(amounts) == amount:
                return tuple(
                    replace(detail, amount=part) for detail, part in zip(read, amounts, strict=True)
                )
        charge, is_included = _charge_of([node, *payments[:1]], currency)
        if len(read) == 1:
            whole = read[0]
        else:
            whole = Detail(
                amount=amount,
                references=unique([r for detail in read for r in detail.references]),
                text=tidy_text(" ".join(d.text for d in read if d.text)) or text,
            )
        return (replace(whole, charge=charge, is_charge_included=is_included),)

    def _read_detail(
        self, node: _Node, amount: Decimal, currency: str, direction: str, text: str | None
    ) -> Detail:
        # A returned payment keeps its parties: the account's own holder is no counterparty.
        sides = ("Dbtr", "Cdtr") if (node.value("CdtDbtInd") or direction) == "CRDT" else (
            "Cdtr", "Dbtr")  # fmt: skip
        side = sides[0]
        if _account_of(node.one("RltdPties", f"{side}Acct", "Id")) == self._account:
            side = sides[1]
        parties = node.one("RltdPties")
        name = account = None
        if parties is not None:
            name = parties.value(side, "Nm") or parties.value(side, "Pty", "Nm")
            account = _account_of(parties.one(f"{side}Acct", "Id"))
        remittance = [n.text for n in node.all("RmtInf", "Ustrd")]
        structured = [n.text for n in node.all("RmtInf", "Strd", "CdtrRefInf", "Ref")]
        documents = [n.text for n in node.all("RmtInf", "Strd", "RfrdDocInf", "Nb")]
        identifiers = [node.value("Refs", name) for name in _IDENTIFIERS]
        more = [tidy_text(node.value("AddtlTxInf"))]
        charge, is_included = _charge_of([node], currency)
        return Detail(
            amount=amount,
            references=unique([*structured, *documents, *identifiers]),
            end_to_end=read_reference(node.value("Refs", "EndToEndId")),
            counterparty=tidy_text(name),
            counterparty_account=account,
            text=tidy_text(" ".join([*remittance, *(m for m in more if m)])) or text,
            charge=charge,
            is_charge_included=is_included,
        )


def _signed(amount: _Node, direction: str) -> Decimal:
    value = read_decimal(amount.text, amount.line)
    if value < 0:
        raise BadStatementError(f"line {amount.line}: an amount has its sign beside it, not on it")
    if direction not in ("CRDT", "DBIT"):
        raise BadStatementError(f"line {amount.line}: {direction[:20]!r} is no direction")
    return value.copy_negate() if direction == "DBIT" and value else value


def _amount_of(payment: _Node, direction: str) -> tuple[Decimal, str | None] | None:
    """Return a payment's own amount, signed, and its currency; None where it has none."""
    amount = payment.one("Amt") or payment.one("AmtDtls", "TxAmt", "Amt")
    if amount is None:
        return None
    return _signed(amount, payment.value("CdtDbtInd") or direction), amount.currency


def _charge_of(nodes: list[_Node], currency: str) -> tuple[Decimal, bool | None]:
    """Add up what the bank took, from the first of the elements that tells."""
    for node in nodes:
        taken: list[Decimal] = []
        included: set[bool | None] = set()
        for charges in node.all("Chrgs"):
            # Up to .03 each stands alone; from .04 on they are records.
            for record in [*charges.all("Rcrd")] or [charges]:
                amount = record.one("Amt")
                if amount is None or amount.currency not in (currency, None):
                    continue
                value = read_decimal(amount.text, amount.line)
                taken.append(-value if record.value("CdtDbtInd") == "CRDT" else value)
                told = record.value("ChrgInclInd")
                included.add(None if told is None else told.lower() in ("true", "1"))
        if (total := add_exactly(taken)) > 0:
            return total, included.pop() if len(included) == 1 else None
    return Decimal(0), None


def _account_of(identifier: _Node | None) -> str | None:
    if identifier is None:
        return None
    found = identifier.value("IBAN") or identifier.value("Othr", "Id")
    return "".join(found.split()) if found else None


def _currency_of(balance: _Node) -> str | None:
    amount = balance.one("Amt")
    return amount.currency if amount else None


def _day_of(node: _Node | None, name: str) -> date | None:
    """Return the day of an element that holds a Dt or a DtTm, or is one itself."""
    if node is None:
        return None
    for found in (node.one(name, "Dt"), node.one(name, "DtTm"), node.one(f"{name}Tm"),
                  node.one(name)):  # fmt: skip
        if found is not None and found.text.strip():
            return read_day(found.text, found.line)
    return None


def _read_number(text: str | None) -> int | None:
    found = re.search(r"\d{1,12}$", text) if text else None
    return int(found[0]) if found else None
