"""Customers, invoices and adjustments, on the database and on the model."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.model.billing.books import SCALES, ZERO, Customer, Invoice, Payment
from tests.model.billing.office import Office
from tests.model.faults import amount_faults, day_faults, key_faults, read_day, text_faults

Lines = list[dict[str, Any]]


@dataclass
class Bill:
    """What a caller says of an invoice."""

    customer_id: int | None
    lines: Lines
    uses_credit: bool = False
    series: str = "INV"
    request_key: str | None = None
    due_on: str | None = None
    issued_on: str | None = None

    def said(self, *days: str) -> dict[str, Any]:
        names = ("customer_id", "lines", "uses_credit", "series", "request_key", *days)
        return {f"p_{name}": getattr(self, name) for name in names}


def limit_faults(limit: Decimal | None, scale: int) -> set[str]:
    is_good = limit is None or (not amount_faults(limit, scale) - {"UC009"} and limit >= 0)
    return set() if is_good else {"UB024"}


class Invoicing(Office):
    def open_customer(
        self, name: str | None, code: str | None, currency: str | None, limit: Decimal | None
    ) -> None:
        codes = text_faults(name, 200) | (set() if code is None else text_faults(code, 100))
        known = currency or "EUR"
        if known not in SCALES:
            codes.add("UC007")
        codes |= limit_faults(limit, SCALES.get(known, 0))
        if code is not None and code in {c.code for c in self.books.customers.values()}:
            codes.add("UC019")
        arguments = {
            "p_name": name, "p_code": code, "p_currency": currency, "p_owed_limit": limit,
        }  # fmt: skip
        row = self.ask("open_customer", arguments, codes)
        if row is not None and name:
            customer_id = row["customer_id"]
            customer = Customer(customer_id, row["account_id"], name, code, known, limit)
            self.books.customers[customer_id] = customer
            self.compare_customer(row, customer)

    def set_owed_limit(self, customer_id: int | None, limit: Decimal | None) -> None:
        customer = self.books.customers.get(customer_id or 0)
        codes = limit_faults(limit, customer.scale) if customer else {"UB001"}
        arguments = {"p_customer_id": customer_id, "p_owed_limit": limit}
        row = self.ask("set_owed_limit", arguments, codes)
        if row is not None and customer:
            customer.owed_limit = limit
            self.compare_customer(row, customer)

    def compare_customer(self, row: dict[str, Any], customer: Customer) -> None:
        figures = self.books.figures_of(customer)
        names = row.keys() & figures.keys()
        assert {n: row[n] for n in names} == {n: figures[n] for n in names}

    # Invoices.

    def read_bill(self, bill: Bill) -> tuple[Invoice | None, set[str]]:
        """The draft that a bill makes, and what is wrong with the bill."""
        codes = key_faults(bill.request_key)
        if bill.series not in ("INV", "DN", "Z-26", "CN"):
            codes.add("UB016")
        customer = self.books.customers.get(bill.customer_id or 0)
        if customer is None:
            return None, codes | {"UB001"}
        if not bill.lines:
            return None, codes | {"UB014"}
        lines = []
        revenue_id = self.purpose("revenue", customer.currency)
        for line in bill.lines:
            codes |= set() if set(line) <= {"amount", "account_id"} else {"UB014"}
            amount = line.get("amount")
            if not isinstance(amount, Decimal) or not amount.is_finite():
                codes |= {"UB014", "UC008"}  # null, text, or a number without an end
                continue
            codes |= amount_faults(amount, customer.scale) - {"UC009"}
            account_id = line.get("account_id", revenue_id)
            codes |= self.line_account_faults(account_id, customer)
            lines.append((account_id, amount))
        invoice = Invoice(customer, lines, "invoice", bill.series, bill.uses_credit)
        if invoice.total < 0:
            codes.add("UB015")
        return invoice, codes

    def line_account_faults(self, account_id: int, customer: Customer) -> set[str]:
        found = self.desk.read(
            "select currency, managed_by from tolsel.account where account_id = %s", [account_id]
        )
        if not found:
            return {"UL003"}
        if found[0]["currency"] != customer.currency:
            return {"UL004"}
        return {"UL006"} if found[0]["managed_by"] else set()

    def judge_issue(
        self, invoice: Invoice | None, issued_on: str | None, due_on: str | None
    ) -> tuple[date, date, set[str]]:
        """The days that an invoice is issued and due, and why it cannot be issued."""
        day, codes = self.choose_day(None, issued_on)
        codes |= day_faults(due_on, is_optional=True)
        due = read_day(due_on) or day
        if due < day:
            codes.add("UB017")
        if invoice and invoice.customer.owed_limit is not None:
            owed = self.books.balance(invoice.customer.account_id)
            if owed + invoice.total > invoice.customer.owed_limit:
                codes.add("UB013")
        return day, due, codes

    def issue(self, invoice: Invoice, day: date, due: date) -> None:
        books = self.books
        invoice.number = books.number(invoice.series)
        invoice.issued_on, invoice.due_on = day, due
        for account_id, amount in invoice.lines:
            books.move(day, invoice.customer.account_id, account_id, amount)
        if invoice.uses_credit:
            books.spend(invoice.customer, [invoice])

    def draft_invoice(self, bill: Bill) -> None:
        invoice, codes = self.read_bill(bill)
        row = self.ask("draft_invoice", bill.said(), codes)
        if row is not None and invoice:
            invoice.invoice_id = row["invoice_id"]
            self.books.invoices[invoice.invoice_id] = invoice
            self.keep("draft_invoice", bill.said(), row, invoice.shown)

    def issue_invoice(self, bill: Bill) -> None:
        invoice, codes = self.read_bill(bill)
        day, due, not_now = self.judge_issue(invoice, bill.issued_on, bill.due_on)
        arguments = bill.said("due_on", "issued_on")
        row = self.ask("issue_invoice", arguments, codes | not_now)
        if row is not None and invoice:
            invoice.invoice_id = row["invoice_id"]
            self.books.invoices[invoice.invoice_id] = invoice
            self.issue(invoice, day, due)
            self.keep("issue_invoice", arguments, row, invoice.shown)

    def issue_draft(self, invoice_id: int | None, due_on: str | None, on: str | None) -> None:
        invoice = self.invoice(invoice_id)
        day, due, codes = self.judge_issue(invoice, on, due_on)
        if invoice is None:
            codes.add("UB002")
        elif invoice.status != "draft":
            codes.add("UB027")
        is_repeated = invoice is not None and invoice.status not in ("draft", "void")
        if is_repeated and invoice:
            is_repeated = on is None or read_day(on) == invoice.issued_on
            is_repeated &= due_on is None or read_day(due_on) == invoice.due_on
            codes = set() if is_repeated else codes
        arguments = {"p_invoice_id": invoice_id, "p_due_on": due_on, "p_issued_on": on}
        row = self.ask("issue_draft", arguments, codes)
        if row is not None and invoice:
            if not is_repeated:
                self.issue(invoice, day, due)
            self.keep("issue_draft", {}, row, invoice.shown)

    def void_invoice(self, invoice_id: int | None, reason: str | None, on: str | None) -> None:
        invoice = self.invoice(invoice_id)
        codes = text_faults(reason, 1000)
        day = self.books.today
        is_repeated = False
        if invoice is None:
            codes.add("UB002")
        elif invoice.status == "void":
            is_repeated = True
            codes |= {"UH012"} if invoice.void_reason != reason else set()
        else:
            day, not_now = self.void_day(None, on, invoice.issued_on)
            codes |= not_now | ({"UB012"} if invoice.open != invoice.total else set())
        arguments = {"p_invoice_id": invoice_id, "p_reason": reason, "p_voided_on": on}
        row = self.ask("void_invoice", arguments, codes)
        if row is not None and invoice:
            if not is_repeated:
                for account_id, amount in invoice.lines if invoice.number else []:
                    self.books.move(day, invoice.customer.account_id, account_id, -amount)
                invoice.void_reason = reason
                invoice.voided_on = day if invoice.number else None
            self.keep("void_invoice", {}, row, invoice.shown)

    # Adjustments: what is added is an invoice, what is taken off a credit note.

    def adjust(
        self,
        customer_id: int | None,
        amount: Decimal | None,
        reason: str | None,
        invoice_id: int | None,
        on: str | None,
        key: str | None,
    ) -> None:
        customer = self.books.customers.get(customer_id or 0)
        day, codes = self.choose_day(None, on)
        codes |= key_faults(key) | text_faults(reason, 1000)
        if customer is None:
            codes.add("UB001")
        else:
            codes |= amount_faults(amount, customer.scale)
            if amount is not None and amount.is_finite():
                codes |= self.adjusting_faults(customer, amount, invoice_id)
        arguments = {
            "p_customer_id": customer_id, "p_amount": amount, "p_reason": reason,
            "p_invoice_id": invoice_id, "p_adjusted_on": on, "p_request_key": key,
        }  # fmt: skip
        row = self.ask("adjust_customer_ledger", arguments, codes)
        if row is None or customer is None or amount is None:
            return
        write_off = self.purpose("write_off", customer.currency)
        journal = {"journal_id": row["journal_id"]}
        if amount > 0:
            note = Invoice(customer, [(write_off, amount)], "debit_note", "DN")
            note.invoice_id = self.document("invoice", row["journal_id"])
            self.books.invoices[note.invoice_id] = note
            self.issue(note, day, day)
            status = lambda: note.status  # noqa: E731
        else:
            credit = self.credit(customer, [(write_off, -amount)], day, self.invoice(invoice_id))
            credit.reason = reason
            self.take_note(credit, self.document("credit_note", row["journal_id"]))
            status = lambda: credit.status  # noqa: E731
        self.keep("adjust_customer_ledger", arguments, row, lambda: journal, status)

    def credit(
        self,
        customer: Customer,
        lines: list[tuple[int, Decimal]],
        day: date,
        credited: Invoice | None,
    ) -> Payment:
        """A credit note, booked but for its number."""
        total = sum((amount for _, amount in lines), ZERO)
        note = Payment(customer, total, None, None, None, kind="credit_note", lines=lines)
        note.status, note.paid_on, note.credits = "completed", day, credited
        return note

    def take_note(self, note: Payment, credit_note_id: int) -> None:
        note.payment_id, note.number = credit_note_id, self.books.number(note.series)
        self.books.payments[credit_note_id] = note
        assert note.paid_on
        for account_id, amount in note.lines:
            self.books.move(note.paid_on, account_id, note.customer.account_id, amount)
        if note.credits and note.credits.open:
            self.books.allocate(note, note.credits, min(note.credits.open, note.amount))

    def issue_credit_note(self, bill: Bill, reason: str | None, invoice_id: int | None) -> None:
        """Credit what a bill says, of an invoice or of none."""
        drafted, codes = self.read_bill(bill)
        day, not_then = self.choose_day(None, bill.issued_on)
        codes |= not_then | text_faults(reason, 1000)
        invoice = self.invoice(invoice_id)
        if drafted and not drafted.total:
            codes.add("UB015")
        if drafted and invoice_id is not None:
            codes |= self.crediting_faults(drafted, invoice)
        arguments = bill.said("issued_on") | {"p_reason": reason, "p_invoice_id": invoice_id}
        del arguments["p_uses_credit"]
        row = self.ask("issue_credit_note", arguments, codes)
        if row is not None and drafted:
            note = self.credit(drafted.customer, drafted.lines, day, invoice)
            note.series, note.reason = bill.series, reason
            self.take_note(note, row["credit_note_id"])
            self.keep("issue_credit_note", arguments, row, note.shown_note, lambda: note.status)

    def crediting_faults(self, drafted: Invoice, invoice: Invoice | None) -> set[str]:
        if invoice is None or invoice.customer is not drafted.customer:
            return {"UB002"}
        if invoice.status in ("draft", "void"):
            return {"UB004"}
        credited = sum((
            p.amount for p in self.books.payments.values()
            if p.credits is invoice and p.status != "void"
        ), ZERO)  # fmt: skip
        return {"UB060"} if credited + drafted.total > invoice.total else set()

    def adjusting_faults(
        self, customer: Customer, amount: Decimal, invoice_id: int | None
    ) -> set[str]:
        if amount < 0:
            if invoice_id is None:
                return set()
            return self.portion_faults(customer, invoice_id, -amount)
        owed = self.books.balance(customer.account_id) + amount
        is_over = customer.owed_limit is not None and owed > customer.owed_limit
        return ({"UB013"} if is_over else set()) | ({"UB019"} if invoice_id is not None else set())

    def document(self, kind: str, journal_id: int) -> int:
        """The invoice or credit note that a journal has booked."""
        query = {
            "invoice": "select invoice_id as id from tolsel.invoice where journal_id = %s",
            "credit_note": "select credit_note_id as id from tolsel.credit_note"
            " where journal_id = %s",
        }
        (row,) = self.desk.read(query[kind], [journal_id])
        return int(row["id"])
