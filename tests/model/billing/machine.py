"""The state machine: any order of any commands of billing, on a database of its own."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.model.billing.audit import audit_day
from tests.model.billing.draws import NOTHING, Draws
from tests.model.billing.opening import OpenOffice
from tests.model.desk import Tally
from tests.templates import Database

SEEDS = st.binary(min_size=6, max_size=6)
# How often each is drawn.
WEIGHTS = {
    "open_customer": 2,
    "set_owed_limit": 3,
    "issue_invoice": 14,
    "draft_invoice": 3,
    "issue_draft": 4,
    "void_invoice": 4,
    "adjust_customer_ledger": 6,
    "issue_credit_note": 6,
    "record_payment": 16,
    "attempt_payment": 6,
    "retry_payment": 4,
    "open_payment": 5,
    "complete_payment": 7,
    "fail_payment": 3,
    "mark_unknown_payments": 3,
    "allocate_payment": 8,
    "reverse_allocation": 7,
    "apply_credit": 5,
    "refund_payment": 8,
    "void_payment": 6,
    "correct_payment": 7,
    "close_day": 4,
    "pay_vendor": 3,
    "record_daily_entry": 4,
    "repeat": 8,
    "move_clock": 4,
    "age": 5,
}


class BillingMachine(OpenOffice):
    def __init__(self, template: Database, tally: Tally) -> None:
        super().__init__(template, tally)
        self.seeds: Counter[bytes] = Counter()

    @rule(seed=SEEDS)
    def step(self, seed: bytes) -> None:
        # A copied step is to be another one.
        self.seeds[seed] += 1
        seed += bytes([self.seeds[seed] % 256])
        (command,) = Random(seed).choices([*WEIGHTS], [*WEIGHTS.values()])
        draws = Draws(seed[::-1], self.books, self.accounts)
        self.office.is_foreign = draws.chance(1)
        self.office.is_mixed = draws.chance(2)
        getattr(self, command)(draws)
        self.office.is_foreign = self.office.is_mixed = False

    def move_clock(self, draws: Draws) -> None:
        self.office.is_foreign = False
        self.set_clock(self.books.clock + timedelta(minutes=draws.between(1, 2400)))

    def age(self, draws: Draws) -> None:
        """What was owed on any day up to now, or on the last of all."""
        self.office.is_foreign = False
        days = [day for _, day, _ in self.books.moves]
        first, last = min(days), max(days)
        day = first + timedelta(days=draws.between(-1, (last - first).days + 1))
        audit_day(self.office, day)

    def repeat(self, draws: Draws) -> None:
        """An old request again, or another one under its key."""
        self.office.is_foreign = False
        if not self.office.requests:
            return
        request = draws.pick(self.office.requests)
        if draws.chance(60):
            self.office.repeat(request)
            return
        if "p_lines" in request.arguments:
            self.office.misuse(
                request, {"p_lines": [*request.arguments["p_lines"], {"amount": Decimal(1)}]}
            )
            return
        amount = request.arguments["p_amount"]
        if amount is not None:
            self.office.misuse(request, {"p_amount": amount + Decimal(1).copy_sign(amount)})
        elif "p_reason" in request.arguments:
            self.office.misuse(request, {"p_reason": "another"})

    # Customers and invoices.

    def open_customer(self, draws: Draws) -> None:
        name = draws.pick(["", None, "n" * 201]) if draws.chance(5) else "Cid"
        code = draws.pick([None, None, "ann", f"c{draws.between(1, 99)}"])
        currency = draws.pick([None, "EUR", "JPY"]) if draws.chance(95) else "XXX"
        self.office.open_customer(name, code, currency, draws.limit())

    def set_owed_limit(self, draws: Draws) -> None:
        customer = draws.customer()
        self.office.set_owed_limit(customer.customer_id, draws.limit(customer))

    def issue_invoice(self, draws: Draws) -> None:
        self.office.issue_invoice(draws.bill())

    def draft_invoice(self, draws: Draws) -> None:
        self.office.draft_invoice(draws.bill())

    def issue_draft(self, draws: Draws) -> None:
        invoice = draws.invoice("draft")
        due_on = draws.day(ahead=9)
        self.office.issue_draft(invoice.invoice_id if invoice else NOTHING, due_on, draws.day())

    def void_invoice(self, draws: Draws) -> None:
        invoice = draws.invoice("open", "draft")
        invoice_id = invoice.invoice_id if invoice else NOTHING
        self.office.void_invoice(invoice_id, draws.reason(), draws.day())

    def adjust_customer_ledger(self, draws: Draws) -> None:
        customer = draws.customer()
        invoice = draws.invoice("open", "partial", customer=customer)
        amount = draws.amount(customer.scale, *[invoice.open] if invoice else [])
        is_less = amount is not None and draws.chance(65)
        if amount is not None and is_less:
            amount = -amount
        is_named = draws.chance(50 if is_less else 8)
        invoice_id = (invoice.invoice_id if invoice else NOTHING) if is_named else None
        self.office.adjust(
            draws.customer_id() if draws.chance(5) else customer.customer_id,
            amount, draws.reason(), invoice_id, draws.day(), draws.key(),
        )  # fmt: skip

    def issue_credit_note(self, draws: Draws) -> None:
        bill = draws.bill()
        bill.series = draws.pick(["CN", "CN", "INV"]) if draws.chance(97) else "cn"
        customer = self.books.customers.get(bill.customer_id or 0)
        invoice = draws.invoice("open", "partial", "paid", customer=customer)
        if invoice and draws.chance(60):
            bill.lines = [{"amount": draws.amount(invoice.customer.scale, invoice.total)}]
        invoice_id = (invoice.invoice_id if invoice else NOTHING) if draws.chance(60) else None
        self.office.issue_credit_note(bill, draws.reason(), invoice_id)

    # Payments.

    def record_payment(self, draws: Draws) -> None:
        self.office.record_payment(draws.offer())

    def attempt_payment(self, draws: Draws) -> None:
        self.office.attempt_payment(draws.offer())

    def open_payment(self, draws: Draws) -> None:
        self.office.open_payment(draws.offer())

    def retry_payment(self, draws: Draws) -> None:
        payment = draws.payment("failed")
        self.office.retry_payment(payment.payment_id if payment else NOTHING)

    def complete_payment(self, draws: Draws) -> None:
        payment = draws.payment("open", "unknown", "failed")
        payment_id = payment.payment_id if payment else NOTHING
        captured = None
        if payment and draws.chance(30):
            captured = draws.amount(payment.customer.scale, payment.amount)
        self.office.complete_payment(payment_id, draws.reference(), draws.day(), captured)

    def fail_payment(self, draws: Draws) -> None:
        payment = draws.payment("open", "unknown")
        self.office.fail_payment(payment.payment_id if payment else NOTHING, draws.reason())

    def mark_unknown_payments(self, draws: Draws) -> None:
        self.office.mark_unknown_payments()

    def allocate_payment(self, draws: Draws) -> None:
        rich = [p for p in self.books.payments.values() if p.unapplied]
        payment = draws.pick([p for p in rich if self.books.invoices_of(p.customer)] or [None])
        if payment is None or draws.chance(15):
            payment = draws.payment("completed")
        customer = payment.customer if payment else None
        invoice = draws.invoice("open", "partial", customer=customer)
        amount = None
        if payment and invoice and draws.chance(60):
            amount = draws.amount(payment.customer.scale, payment.unapplied, invoice.open)
        payment_id = payment.payment_id if payment else NOTHING
        invoice_id = invoice.invoice_id if invoice else NOTHING
        self.office.allocate_payment(payment_id, invoice_id, amount, draws.key())

    def reverse_allocation(self, draws: Draws) -> None:
        allocation, amount = draws.allocation(), None
        if allocation and draws.chance(65):
            amount = draws.amount(allocation.payment.customer.scale, allocation.left())
        self.office.reverse_allocation(allocation, NOTHING, amount, draws.key())

    def apply_credit(self, draws: Draws) -> None:
        rich = [p.customer for p in self.books.payments.values() if p.unapplied]
        customer = draws.pick(rich or [draws.customer()])
        invoice = draws.invoice("open", "partial", customer=customer)
        customer_id = NOTHING if draws.chance(3) else customer.customer_id
        invoice_id = invoice.invoice_id if invoice and draws.chance(50) else None
        self.office.apply_credit(customer_id, invoice_id)

    def refund_payment(self, draws: Draws) -> None:
        payment = draws.payment("completed")
        near = [payment.unapplied, payment.amount - payment.refunded] if payment else []
        scale = payment.customer.scale if payment else 2
        self.office.refund_payment(
            payment.payment_id if payment else NOTHING, draws.channel_id(),
            draws.amount(scale, *near), draws.reason(),
            draws.method() if draws.chance(30) else None, draws.day(), draws.key(),
        )  # fmt: skip

    def void_payment(self, draws: Draws) -> None:
        payment = draws.payment("completed")
        payment_id = payment.payment_id if payment else NOTHING
        self.office.void_payment(payment_id, draws.reason(), draws.day())

    def correct_payment(self, draws: Draws) -> None:
        payment = draws.payment("completed")
        scale = payment.customer.scale if payment else 2
        near = [payment.amount, payment.amount / 2] if payment and not scale % 2 else []
        amount = draws.amount(scale, *near) if draws.chance(60) else None
        self.office.correct_payment(
            payment.payment_id if payment else NOTHING, draws.reason(), amount,
            draws.method() if draws.chance(30) else None,
            draws.channel_id() if draws.chance(40) else None, draws.day(), draws.key(),
        )  # fmt: skip

    # Channels.

    def close_day(self, draws: Draws) -> None:
        channel = self.books.channels.get(draws.channel_id())
        on, counted = draws.day(), None
        if channel and on is None:
            on = (
                channel.first_open(self.books.clock) - timedelta(days=draws.pick([0, 1]))
            ).isoformat()
        if channel and draws.chance(60):
            held = self.books.balance(channel.account_id)
            counted = draws.pick([held, held, held + 2, Decimal(0), Decimal("NaN")])
        self.office.close_day(channel.channel_id if channel else NOTHING, on, counted)

    def pay_vendor(self, draws: Draws) -> None:
        vendor_id = NOTHING if draws.chance(4) else draws.pick([*self.books.vendors])
        self.office.pay_vendor(
            vendor_id, draws.channel_id(), draws.amount(2), draws.method(), draws.day(),
            draws.key(),
        )  # fmt: skip

    def record_daily_entry(self, draws: Draws) -> None:
        account = draws.pick(["revenue", "write_off"]) if draws.chance(95) else "customer"
        direction = draws.pick(["in", "out"]) if draws.chance(97) else None
        self.office.record_daily_entry(
            draws.channel_id(), direction, draws.amount(2),
            self.accounts[account] if draws.chance(98) else NOTHING, draws.day(), draws.key(),
        )  # fmt: skip
