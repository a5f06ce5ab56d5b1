"""Calls a command on the database and compares its answer with the model's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import note

from tests.model.billing.books import Books, Channel, Customer, Invoice, Payment
from tests.model.desk import Arguments, Desk, Row
from tests.model.faults import day_faults, read_day

ADMIN_ONLY = {"open_branch", "set_clock"}
METHODS = ("cash", "bank_transfer", "stripe")
Shown = Callable[[], dict[str, Any]]


@dataclass
class Request:
    """A call that was done under a key."""

    function: str
    arguments: Arguments
    shown: Shown
    """What a repetition answers with today."""
    status: Callable[[], str]
    """What has become of the document today."""


class Office:
    def __init__(self, desk: Desk, books: Books) -> None:
        self.desk = desk
        self.books = books
        self.requests: list[Request] = []
        self.is_foreign = False
        """True: the next calls name the tenant of somebody else."""

    def ask(self, function: str, arguments: Arguments, codes: set[str]) -> Row | None:
        """Call; answer with the row, or None for a refusal that the model wants too."""
        if self.is_foreign:
            arguments, codes = {**arguments, "p_tenant_id": 2}, {"UC002"}
        conn = self.desk.admin if function in ADMIN_ONLY else self.desk.app
        outcome = self.desk.call(conn, function, arguments)
        call = f"{function} {arguments}"
        note(f"{call} -> {outcome.code or 'ok'}")
        if outcome.code is None:
            assert not codes, f"{call}\nis to be refused with one of {codes}, and was not"
            (row,) = outcome.rows
            return row
        assert outcome.code in codes, (
            f"{call}\nis to be {f'refused with one of {codes}' if codes else 'done'}, "
            f"and was refused with {outcome.code}: {outcome.told}"
        )
        return None

    def keep(
        self,
        function: str,
        arguments: Arguments,
        row: Row,
        shown: Shown,
        status: Callable[[], str] | None = None,
    ) -> None:
        """Compare the answer, and keep what was done under a key, to be repeated."""
        compare(row, shown())
        if arguments.get("p_request_key") is not None:
            status = status or (lambda: str(shown().get("status")))
            self.requests.append(Request(function, arguments, shown, status))

    def repeat(self, request: Request) -> None:
        """The same request has the same answer, as that stands today, and no effect."""
        shown = request.shown()
        # A void document is no answer to somebody who brought money.
        codes = {"UB032"} if request.status() == "void" else set()
        if row := self.ask(request.function, request.arguments, codes):
            self.desk.tally.notes["repeated"] += 1
            compare(row, shown)

    def misuse(self, request: Request, change: Arguments) -> None:
        """Another request under the same key."""
        self.ask(request.function, request.arguments | change, {"UC024"})

    def purpose(self, purpose: str, currency: str = "EUR") -> int:
        rows = self.desk.read(
            "select account_id from tolsel.account where purpose = %s and currency = %s",
            [purpose, currency],
        )
        account_id: int = rows[0]["account_id"]
        return account_id

    def place(self, payment: Payment) -> int:
        """The account that the money of a payment went to."""
        if payment.channel:
            return payment.channel.account_id
        return self.purpose("undeposited_funds", payment.customer.currency)

    # What of a request is wrong by the books.

    def choose_day(self, channel: Channel | None, asked: str | None) -> tuple[date, set[str]]:
        """The day that something counts for, in a channel or in the main branch."""
        clock = self.books.clock
        first = channel.first_open(clock) if channel else self.books.today
        codes = day_faults(asked, is_optional=True)
        day = read_day(asked) or first
        if day > first:
            codes.add("UH004")
        return day, codes | closed_faults(channel, day)

    def void_day(
        self, channel: Channel | None, asked: str | None, since: date | None
    ) -> tuple[date, set[str]]:
        """The day that the void of a document counts for; the document counts since a day."""
        day, codes = self.choose_day(channel, asked)
        if since and asked is None:
            day = max(day, since)
        elif since == day:
            codes.discard("UH004")
        if since and day < since:
            codes.add("UH020")
        return day, codes | closed_faults(channel, day)

    def channel_faults(self, channel_id: int | None, customer: Customer | None) -> set[str]:
        if channel_id not in self.books.channels:
            return {"UH001"}
        return {"UL004"} if customer and customer.currency != "EUR" else set()

    def portion_faults(
        self, customer: Customer, invoice_id: int | None, amount: Decimal | None
    ) -> set[str]:
        """Why an amount cannot pay something of an invoice."""
        invoice = self.invoice(invoice_id)
        if invoice is None or invoice.customer is not customer:
            return {"UB002"}
        if not invoice.is_open:
            return {"UB004"}
        if amount is None or not amount.is_finite():
            return set()
        return {"UB005"} if amount > invoice.open else set()

    def invoice(self, invoice_id: int | None) -> Invoice | None:
        return self.books.invoices.get(invoice_id or 0)

    def payment(self, payment_id: int | None) -> Payment | None:
        return self.books.payments.get(payment_id or 0)

    def channel(self, channel_id: int | None) -> Channel | None:
        return self.books.channels.get(channel_id or 0)


def compare(row: Row, shown: dict[str, Any]) -> None:
    assert {name: row[name] for name in shown} == shown


def closed_faults(channel: Channel | None, day: date) -> set[str]:
    closed = channel.closed_through if channel else None
    return {"UL007"} if closed and day <= closed else set()


def method_faults(method: str | None) -> set[str]:
    return set() if method in METHODS else {"UH003"}
