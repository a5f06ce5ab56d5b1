"""The plain model: documents and moves of money, from which every figure is added up anew."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

SCALES = {"EUR": 2, "JPY": 0}
ZERO = Decimal(0)
# The columns of aging, with the most days overdue that each has.
AGES = {
    "current_amount": 0,
    "days_1_30": 30,
    "days_31_60": 60,
    "days_61_90": 90,
    "days_over_90": 99_999,
}


@dataclass(frozen=True)
class Branch:
    zone: str
    starts_at: int = 0
    """The hour at which its days begin."""

    def today(self, clock: datetime) -> date:
        local = clock.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return (local - timedelta(hours=self.starts_at)).date()


MAIN = Branch("Europe/Berlin")


@dataclass(eq=False)
class Customer:
    customer_id: int
    account_id: int
    name: str
    code: str | None
    currency: str
    owed_limit: Decimal | None

    @property
    def scale(self) -> int:
        return SCALES[self.currency]


@dataclass(eq=False)
class Channel:
    channel_id: int
    account_id: int
    branch: Branch
    closings: dict[date, Decimal | None] = field(default_factory=dict)
    """What was counted on each closed day, and None where nobody counted."""

    @property
    def closed_through(self) -> date | None:
        return max(self.closings, default=None)

    def first_open(self, clock: datetime) -> date:
        today = self.branch.today(clock)
        closed = self.closed_through
        return max(today, closed + timedelta(days=1)) if closed else today


@dataclass(eq=False)
class Vendor:
    vendor_id: int
    account_id: int


@dataclass(eq=False)
class Allocation:
    payment: "Payment"
    invoice: "Invoice"
    amount: Decimal
    on: date
    reverses: "Allocation | None" = None
    allocation_id: int = 0

    def left(self) -> Decimal:
        back = [a.amount for a in self.payment.allocations if a.reverses is self]
        return self.amount + sum(back, ZERO)

    def raw(self) -> dict[str, Any]:
        """As its table has it, where a credit note has the number of its payment."""
        shown = self.shown() | {"payment_id": self.payment.payment_id}
        del shown["credit_note_id"]
        return shown

    def shown(self) -> dict[str, Any]:
        is_money = self.payment.kind == "payment"
        return {
            "payment_id": self.payment.payment_id if is_money else None,
            "credit_note_id": None if is_money else self.payment.payment_id,
            "invoice_id": self.invoice.invoice_id,
            "customer_id": self.payment.customer.customer_id,
            "amount": self.amount,
            "allocated_on": self.on,
            "reverses_allocation_id": self.reverses.allocation_id if self.reverses else None,
        }


@dataclass(eq=False)
class Invoice:
    customer: Customer
    lines: list[tuple[int, Decimal]]
    kind: str = "invoice"
    series: str = "INV"
    uses_credit: bool = False
    number: int | None = None
    issued_on: date | None = None
    due_on: date | None = None
    void_reason: str | None = None
    voided_on: date | None = None
    invoice_id: int = 0
    allocations: list[Allocation] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((amount for _, amount in self.lines), ZERO)

    @property
    def open(self) -> Decimal:
        return self.total - sum((a.amount for a in self.allocations), ZERO)

    @property
    def status(self) -> str:
        if self.void_reason is not None:
            return "void"
        if self.number is None:
            return "draft"
        if self.open:
            return "open" if self.open == self.total else "partial"
        return "credited" if self.credited and self.credited == self.total else "paid"

    @property
    def credited(self) -> Decimal:
        credits = [a.amount for a in self.allocations if a.payment.kind == "credit_note"]
        return sum(credits, ZERO)

    @property
    def is_open(self) -> bool:
        return self.status in ("open", "partial")

    def payers(self) -> dict["Payment", Decimal]:
        """What each payment pays of it; those of which all was taken back pay nothing."""
        paid: dict[Payment, Decimal] = {}
        for a in (a for a in self.allocations if a.payment.kind == "payment"):
            paid[a.payment] = paid.get(a.payment, ZERO) + a.amount
        return {payment: amount for payment, amount in paid.items() if amount}

    def shown(self) -> dict[str, Any]:
        payers = self.payers()
        return {
            "invoice_id": self.invoice_id,
            "customer_id": self.customer.customer_id,
            "kind": self.kind,
            "series": self.series,
            "number": self.number,
            "uses_credit": self.uses_credit,
            "status": self.status,
            "total_amount": self.total,
            "paid_amount": sum(payers.values(), ZERO),
            "credited_amount": self.credited,
            "balance_amount": self.open,
            "payment_count": len(payers),
            "partial_payment_count": sum(paid != self.total for paid in payers.values()),
            "last_payment_on": max((p.paid_on for p in payers if p.paid_on), default=None),
            "issued_on": self.issued_on,
            "due_on": self.due_on,
            "void_reason": self.void_reason,
            "voided_on": self.voided_on,
        }


@dataclass(eq=False)
class Payment:
    customer: Customer
    amount: Decimal
    method: str | None
    channel: Channel | None
    named: list[tuple[int, Decimal | None]] | None
    """Invoices with what is for each; None: the oldest first."""
    surplus: str = "keep"
    kind: str = "payment"
    status: str = "open"
    is_provider: bool = False
    reference: str | None = None
    second: str | None = None
    """Another number that the provider gave when it was paid."""
    rounding: Decimal = ZERO
    """What less of it was received, because cash is rounded."""
    asked: Decimal | None = None
    """What was asked for, where another amount was captured."""
    paid_on: date | None = None
    """The day it counts for, and before that the day that was asked for."""
    began_at: datetime | None = None
    planned: Decimal = ZERO
    """What of it was to pay invoices when its provider was first asked."""
    retry_count: int = 0
    next_retry_at: datetime | None = None
    failure_reason: str | None = None
    void_reason: str | None = None
    voided_on: date | None = None
    corrects: "Payment | None" = None
    payment_id: int = 0
    lines: list[tuple[int, Decimal]] = field(default_factory=list)
    """What a credit note takes back, by account."""
    series: str = "CN"
    number: int = 0
    reason: str | None = None
    credits: Invoice | None = None
    allocations: list[Allocation] = field(default_factory=list)
    refunds: list[tuple[date, Decimal]] = field(default_factory=list)

    @property
    def allocated(self) -> Decimal:
        return sum((a.amount for a in self.allocations), ZERO)

    @property
    def refunded(self) -> Decimal:
        return sum((amount for _, amount in self.refunds), ZERO)

    @property
    def unapplied(self) -> Decimal:
        return self.amount - self.allocated - self.refunded if self.status == "completed" else ZERO

    def shown(self) -> dict[str, Any]:
        return {
            "payment_id": self.payment_id,
            "customer_id": self.customer.customer_id,
            "status": self.status,
            "method": self.method,
            "channel_id": self.channel.channel_id if self.channel else None,
            "amount": self.amount,
            "allocated_amount": self.allocated,
            "refunded_amount": self.refunded,
            "unapplied_amount": self.unapplied,
            "paid_on": self.paid_on,
            "provider_reference": self.reference,
            "second_reference": self.second,
            "asked_amount": self.asked,
            "rounding_amount": self.rounding or None,
            "retry_count": self.retry_count,
            "next_retry_at": self.next_retry_at,
            "void_reason": self.void_reason,
            "voided_on": self.voided_on,
            "corrects_payment_id": self.corrects.payment_id if self.corrects else None,
        }

    def shown_note(self) -> dict[str, Any]:
        """A credit note, as its document says it."""
        return {
            "credit_note_id": self.payment_id,
            "customer_id": self.customer.customer_id,
            "invoice_id": self.credits.invoice_id if self.credits else None,
            "series": self.series,
            "number": self.number,
            "reason": self.reason,
        }

    def shown_credit(self) -> dict[str, Any]:
        """A credit note, with what has become of it."""
        return self.shown_note() | {
            "status":
                "void" if self.status == "void" else "open" if self.unapplied else "used",
            "total_amount": self.amount,
            "applied_amount": self.allocated,
            "refunded_amount": self.refunded,
            "unapplied_amount": self.unapplied,
            "issued_on": self.paid_on,
            "void_reason": self.void_reason,
            "voided_on": self.voided_on,
        }  # fmt: skip


@dataclass
class Books:
    clock: datetime
    customers: dict[int, Customer] = field(default_factory=dict)
    invoices: dict[int, Invoice] = field(default_factory=dict)
    payments: dict[int, Payment] = field(default_factory=dict)
    allocations: list[Allocation] = field(default_factory=list)
    channels: dict[int, Channel] = field(default_factory=dict)
    vendors: dict[int, Vendor] = field(default_factory=dict)
    moves: list[tuple[int, date, Decimal]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """The last number of each series."""

    @property
    def today(self) -> date:
        return MAIN.today(self.clock)

    def move(self, on: date, into: int, out_of: int, amount: Decimal, less: Decimal = ZERO) -> None:
        self.moves += [(into, on, amount - less), (out_of, on, -amount)]

    def balance(self, account_id: int, through: date | None = None) -> Decimal:
        moves = [a for i, on, a in self.moves if i == account_id and (not through or on <= through)]
        return sum(moves, ZERO)

    def allocate(
        self,
        payment: Payment,
        invoice: Invoice,
        amount: Decimal,
        since: date | None = None,
        reverses: Allocation | None = None,
    ) -> Allocation:
        """Allocate from a day on, or the first after it on which all that it names is there."""
        days = [since, payment.paid_on, invoice.issued_on, reverses.on if reverses else None]
        on = max(day for day in days if day)
        allocation = Allocation(payment, invoice, amount, on, reverses)
        for place in (self.allocations, payment.allocations, invoice.allocations):
            place.append(allocation)
        return allocation

    def release(self, payment: Payment, amount: Decimal, since: date) -> list[Allocation]:
        """Take back so much of what a payment pays, what was paid last first."""
        taken = []
        for allocation in payment.allocations[::-1]:
            part = min(amount, allocation.left()) if allocation.reverses is None else ZERO
            if part:
                taken.append(self.allocate(payment, allocation.invoice, -part, since, allocation))
                amount -= part
        assert not amount
        return taken

    def invoices_of(self, customer: Customer) -> list[Invoice]:
        """What is open, in the order in which it is due."""
        mine = [i for i in self.invoices.values() if i.customer is customer and i.is_open]
        return sorted(mine, key=lambda i: (i.due_on or date.max, i.invoice_id))

    def credits_of(self, customer: Customer) -> Iterator[Payment]:
        for payment in self.payments.values():
            if payment.customer is customer and payment.unapplied:
                yield payment

    def spend(
        self, customer: Customer, invoices: list[Invoice], since: date | None = None
    ) -> Decimal:
        """Pay invoices in order from credit, the oldest first; answers how much."""
        spent = ZERO
        for invoice in invoices:
            for payment in self.credits_of(customer):
                part = min(invoice.open, payment.unapplied)
                if part:
                    self.allocate(payment, invoice, part, since)
                    spent += part
        return spent

    def credit_again(self, customer: Customer, taken: list[Allocation], since: date) -> None:
        """What was just taken back is paid by the credit notes that have something left."""
        for back in taken:
            left = -back.amount
            for payment in self.credits_of(customer):
                part = min(left, back.invoice.open, payment.unapplied)
                if part and payment.kind == "credit_note":
                    self.allocate(payment, back.invoice, part, since)
                    left -= part

    def number(self, series: str) -> int:
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def aging(self, customer: Customer, day: date) -> dict[str, Any]:
        """What was open at the end of a day by the days it was overdue, replayed."""
        found = dict.fromkeys(AGES, ZERO) | {"credit_amount": ZERO}

        def stands(document: Invoice | Payment) -> bool:
            since = document.issued_on if isinstance(document, Invoice) else document.paid_on
            is_booked = isinstance(document, Invoice) or document.status in ("completed", "void")
            is_void = document.voided_on is not None and document.voided_on <= day
            return is_booked and since is not None and since <= day and not is_void

        def paid(document: Invoice | Payment) -> Decimal:
            return sum((
                a.amount for a in document.allocations
                if a.on <= day and stands(a.invoice) and stands(a.payment)
            ), ZERO)  # fmt: skip

        for invoice in self.invoices.values():
            if invoice.customer is customer and stands(invoice):
                left = invoice.total - paid(invoice)
                assert invoice.due_on
                overdue = (day - invoice.due_on).days
                name = next(name for name, most in AGES.items() if overdue <= most)
                found["credit_amount" if left < 0 else name] += abs(left)
        for payment in self.payments.values():
            if payment.customer is customer and stands(payment):
                back = sum((amount for on, amount in payment.refunds if on <= day), ZERO)
                found["credit_amount"] += payment.amount - paid(payment) - back
        return found | {"balance": self.balance(customer.account_id, day)}

    def figures_of(self, customer: Customer) -> dict[str, Any]:
        """What a customer's row shows."""
        paid = [
            p for p in self.payments.values()
            if p.customer is customer and p.kind == "payment" and p.status == "completed"
        ]  # fmt: skip
        total = sum((p.amount for p in paid), ZERO)
        unit = Decimal(1).scaleb(-customer.scale)
        late = [i for i in self.invoices_of(customer) if i.due_on and i.due_on < self.today]
        return {
            "customer_id": customer.customer_id,
            "name": customer.name,
            "code": customer.code,
            "currency": customer.currency,
            "owed_limit": customer.owed_limit,
            "balance": self.balance(customer.account_id),
            "credit_amount": sum((p.unapplied for p in self.credits_of(customer)), ZERO),
            "overdue_amount": sum((i.open for i in late), ZERO),
            "payment_count": len(paid),
            "payment_total": total,
            "average_payment_amount":
                (total / len(paid)).quantize(unit, ROUND_HALF_UP) if paid else None,
            "last_payment_on": max((p.paid_on for p in paid if p.paid_on), default=None),
        }  # fmt: skip
