"""Payments from the first attempt to the last, on the database and on the model."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.model.billing.books import ZERO, Invoice, Payment
from tests.model.billing.office import Office, method_faults
from tests.model.faults import day_faults, key_faults, positive_faults, read_day, text_faults

STEP = Decimal("0.05")
"""To what cash in euro is rounded."""
VOUCHED = ("stripe",)
"""The methods whose references a provider vouches for."""

Portions = list[tuple[Invoice, Decimal]]


@dataclass
class Offer:
    """What a caller says of a payment."""

    customer_id: int | None
    amount: Decimal | None
    method: str | None
    channel_id: int | None = None
    invoice_ids: list[int] | None = None
    invoice_amounts: list[Decimal] | None = None
    surplus: str = "refuse"
    paid_on: str | None = None
    provider_reference: str | None = None
    request_key: str | None = None
    received: Decimal | None = None
    """What was received for it where cash is rounded; only record_payment is told."""

    def said(self) -> dict[str, Any]:
        told = {f"p_{name}": value for name, value in asdict(self).items()}
        del told["p_received"]
        return told


def division_faults(ids: Sequence[int] | None, amounts: Sequence[Decimal] | None) -> set[str]:
    is_good = len(set(ids or [])) == len(ids or [])
    is_good = is_good and (amounts is None or len(amounts) == len(ids or []))
    return set() if is_good else {"UB019"}


class Paying(Office):
    def read_offer(
        self, offer: Offer, is_provider: bool = False
    ) -> tuple[Payment | None, set[str]]:
        """The payment that is offered, and why it could not even be written down."""
        customer = self.books.customers.get(offer.customer_id or 0)
        codes = key_faults(offer.request_key) | day_faults(offer.paid_on, is_optional=True)
        if offer.surplus not in ("keep", "refuse"):
            codes.add("UB018")
        if offer.provider_reference is not None:
            codes |= text_faults(offer.provider_reference, 200)
        codes |= division_faults(offer.invoice_ids, offer.invoice_amounts)
        codes |= positive_faults(offer.amount, customer.scale if customer else 2)
        for amount in offer.invoice_amounts or []:
            codes |= positive_faults(amount, customer.scale if customer else 2)
        codes |= method_faults(offer.method)
        if offer.channel_id is not None:
            codes |= self.channel_faults(offer.channel_id, customer)
        codes |= self.reference_faults(None, offer.method, offer.provider_reference, is_provider)
        if customer is None or offer.amount is None:
            return None, codes | (set() if customer else {"UB001"})
        named: list[tuple[int, Decimal | None]] | None = None
        if offer.invoice_ids is not None:
            amounts: list[Decimal | None] = [*(offer.invoice_amounts or [])]
            amounts += [None] * (len(offer.invoice_ids) - len(amounts))
            named = [*zip(offer.invoice_ids, amounts, strict=False)]
        payment = Payment(
            customer, offer.amount, offer.method, self.channel(offer.channel_id), named,
            offer.surplus, reference=offer.provider_reference, began_at=self.books.clock,
            paid_on=read_day(offer.paid_on),
        )  # fmt: skip
        return payment, codes

    def reference_faults(
        self,
        payment: Payment | None,
        method: str | None,
        reference: str | None,
        is_provider: bool,
    ) -> set[str]:
        """A number that a provider vouches for belongs to one payment that is or may be."""
        taken = [
            p for p in self.books.payments.values()
            if p is not payment and p.method == method and reference in (p.reference, p.second)
            and (p.is_provider or p.method in VOUCHED)
            and p.status in ("open", "unknown", "completed")
        ]  # fmt: skip
        is_vouched = is_provider or method in VOUCHED
        return {"UB026"} if is_vouched and reference is not None and taken else set()

    def plan(self, payment: Payment) -> tuple[Portions, set[str]]:
        """What a payment pays of which invoice, and why it may not in this way."""
        left, portions, codes = payment.amount, [], set()
        if payment.named is None:
            for invoice in self.books.invoices_of(payment.customer):
                portions.append((invoice, min(left, invoice.open)))
                left -= portions[-1][1]
        else:
            if sum((a for _, a in payment.named if a is not None), ZERO) > payment.amount:
                codes.add("UB019")
            for invoice_id, amount in payment.named:
                codes |= self.portion_faults(payment.customer, invoice_id, amount)
                named = self.invoice(invoice_id)
                if named and named.is_open and named.customer is payment.customer:
                    part = min(left, named.open if amount is None else min(amount, named.open))
                    portions.append((named, part))
                    left -= part
        if left and payment.surplus == "refuse":
            codes.add("UB006")
        return [(invoice, part) for invoice, part in portions if part], codes

    def settle(self, payment: Payment, day: date, portions: Portions) -> None:
        payment.status, payment.paid_on, payment.next_retry_at = "completed", day, None
        payment.failure_reason = None
        self.pay_in(payment, day, payment.customer.account_id)
        for invoice, part in portions:
            self.books.allocate(payment, invoice, part)

    def money(self, payment_id: int | None) -> Payment | None:
        """A payment; a credit note is none."""
        payment = self.payment(payment_id)
        return payment if payment and payment.kind == "payment" else None

    def pay_in(self, payment: Payment, day: date, account_id: int, sign: int = 1) -> None:
        """Move what was received from a customer, and what cash was rounded by."""
        place, rounding = self.place(payment), sign * payment.rounding
        self.books.move(day, place, account_id, sign * payment.amount, rounding)
        if rounding:
            self.books.moves.append((self.purpose("over_short"), day, rounding))

    def fail(self, payment: Payment, reason: str | None) -> None:
        payment.status, payment.failure_reason, payment.next_retry_at = "failed", reason, None
        if payment.retry_count < 7:
            wait = timedelta(minutes=2**payment.retry_count)
            payment.next_retry_at = self.books.clock + wait

    def begin_again(self, payment: Payment) -> None:
        payment.status, payment.next_retry_at, payment.failure_reason = "open", None, None
        payment.retry_count += 1
        payment.began_at = self.books.clock

    def attempted(self, payment: Payment, row: dict[str, Any], day: date, codes: set[str]) -> None:
        """Take what an attempt has come to: done, or refused into the trail."""
        if not codes:
            portions, _ = self.plan(payment)
            self.settle(payment, day, portions)
            return
        self.fail(payment, row["failure_reason"])
        (trail,) = self.desk.read(
            """select error_code, status from tolsel.payment_tracking
            where payment_id = %s order by attempt_no desc, status = 'failed' desc limit 1""",
            [row["payment_id"]],
        )
        assert trail["status"] == "failed"
        assert trail["error_code"] in codes, (trail, codes)
        self.desk.tally.calls["attempt", trail["error_code"]] += 1

    def rounding_faults(self, payment: Payment) -> set[str]:
        received = payment.amount - payment.rounding
        if not payment.rounding:
            return set()
        if payment.customer.currency != "EUR":
            return {"UB110"}
        is_good = abs(payment.rounding) < STEP and received > 0 and not received % STEP
        return set() if is_good else {"UB111"}

    def record_payment(self, offer: Offer) -> None:
        payment, codes = self.read_offer(offer)
        arguments = offer.said() | {"p_received_amount": offer.received}
        if offer.received is not None:
            codes |= positive_faults(offer.received, 16383)
            if payment and payment.amount.is_finite() and offer.received.is_finite():
                payment.rounding = payment.amount - offer.received
                codes |= self.rounding_faults(payment)
        day = self.books.today
        portions: Portions = []
        if payment and not codes:
            portions, codes = self.plan(payment)
            day, not_then = self.choose_day(payment.channel, offer.paid_on)
            codes |= not_then
        row = self.ask("record_payment", arguments, codes)
        if row is not None and payment:
            self.take(payment, row)
            self.settle(payment, day, portions)
            self.desk.tally.notes["rounded"] += payment.rounding != 0
            self.keep("record_payment", arguments, row, payment.shown)

    def attempt_payment(self, offer: Offer) -> None:
        payment, codes = self.read_offer(offer)
        row = self.ask("attempt_payment", offer.said(), codes)
        if row is not None and payment:
            self.take(payment, row)
            _, codes = self.plan(payment)
            day, not_then = self.choose_day(payment.channel, offer.paid_on)
            self.attempted(payment, row, day, codes | not_then)
            self.keep("attempt_payment", offer.said(), row, payment.shown)

    def take(self, payment: Payment, row: dict[str, Any]) -> None:
        payment.payment_id = row["payment_id"]
        assert payment.payment_id > max(self.books.payments, default=0)
        self.books.payments[payment.payment_id] = payment

    def retry_payment(self, payment_id: int | None) -> None:
        payment = self.money(payment_id)
        codes = set() if payment else {"UB003"}
        if payment and payment.status != "failed":
            codes.add("UB021")
        elif payment:
            codes |= self.reference_faults(
                payment, payment.method, payment.reference, payment.is_provider
            )
            portions, _ = self.plan(payment)
            if payment.planned and sum((part for _, part in portions), ZERO) < payment.planned:
                codes.add("UB031")
        row = self.ask("retry_payment", {"p_payment_id": payment_id}, codes)
        if row is not None and payment:
            self.begin_again(payment)
            if not payment.is_provider:
                _, codes = self.plan(payment)
                asked = payment.paid_on.isoformat() if payment.paid_on else None
                day, not_then = self.choose_day(payment.channel, asked)
                self.attempted(payment, row, day, codes | not_then)
            self.keep("retry_payment", {}, row, payment.shown)

    # Payments that a provider answers later.

    def open_payment(self, offer: Offer) -> None:
        offer.surplus, offer.paid_on = "keep", None
        payment, codes = self.read_offer(offer, is_provider=True)
        if payment and not codes:
            portions, codes = self.plan(payment)
            payment.planned = sum((part for _, part in portions), ZERO)
        arguments = offer.said()
        del arguments["p_surplus"], arguments["p_paid_on"]
        row = self.ask("open_payment", arguments, codes)
        if row is not None and payment:
            payment.is_provider = True
            self.take(payment, row)
            self.keep("open_payment", arguments, row, payment.shown)

    def complete_payment(
        self,
        payment_id: int | None,
        reference: str | None,
        paid_on: str | None,
        captured: Decimal | None = None,
    ) -> None:
        payment = self.money(payment_id)
        codes = set() if reference is None else text_faults(reference, 200)
        codes |= day_faults(paid_on, is_optional=True)
        is_repeated, was_failed, day = False, False, self.books.today
        if payment is None:
            codes.add("UB003")
        else:
            is_same = reference in (None, payment.reference, payment.second)
            is_same = is_same and read_day(paid_on) in (None, payment.paid_on)
            is_same = is_same and captured in (None, payment.amount)
            is_repeated = payment.status == "completed" and payment.is_provider and is_same
            if not is_repeated:
                day, not_then = self.choose_day(payment.channel, paid_on)
                codes |= not_then
                was_failed = payment.status == "failed"
                kept = None if was_failed and reference else payment.reference
                for number in (reference, kept):
                    codes |= self.reference_faults(
                        payment, payment.method, number, payment.is_provider
                    )
                if captured is not None:
                    codes |= positive_faults(captured, payment.customer.scale)
                is_other = reference not in (None, payment.reference, payment.second)
                if payment.status == "completed" and payment.is_provider and is_other:
                    codes.add("UB063")
                if not payment.is_provider or payment.status not in ("open", "failed", "unknown"):
                    codes.add("UB020")
        arguments = {
            "p_payment_id": payment_id, "p_provider_reference": reference, "p_paid_on": paid_on,
            "p_amount": captured,
        }  # fmt: skip
        row = self.ask("complete_payment", arguments, codes)
        if row is not None and payment:
            if not is_repeated:
                if payment.status != "open":
                    self.begin_again(payment)
                if was_failed or not payment.reference:
                    payment.reference = reference or payment.reference
                elif reference not in (None, payment.reference):
                    payment.second = reference
                if captured not in (None, payment.amount):
                    payment.asked, payment.amount = payment.amount, captured or ZERO
                portions, _ = self.plan(payment)
                self.settle(payment, day, portions)
            self.keep("complete_payment", {}, row, payment.shown)

    def fail_payment(self, payment_id: int | None, reason: str | None) -> None:
        payment = self.money(payment_id)
        codes = text_faults(reason, 1000) | (set() if payment else {"UB003"})
        is_repeated = False
        if payment:
            is_repeated = (payment.status, payment.is_provider, payment.failure_reason) == (
                "failed", True, reason
            )  # fmt: skip
            is_asked = payment.is_provider and payment.status in ("open", "unknown")
            codes |= set() if is_repeated or is_asked else {"UB020"}
        arguments = {"p_payment_id": payment_id, "p_reason": reason}
        row = self.ask("fail_payment", arguments, codes)
        if row is not None and payment:
            if not is_repeated:
                if payment.status == "unknown":
                    self.begin_again(payment)
                self.fail(payment, reason)
            self.keep("fail_payment", {}, row, payment.shown)

    def mark_unknown_payments(self) -> None:
        then = self.books.clock - timedelta(days=1)
        late = [
            p for p in self.books.payments.values()
            if p.status == "open" and p.began_at and p.began_at < then
        ]  # fmt: skip
        row = self.ask("mark_unknown_payments", {}, set())
        if row is not None:
            assert row["mark_unknown_payments"] == len(late)
            for payment in late:
                payment.status = "unknown"
