"""What becomes of payments: allocated, refunded, voided, corrected; on database and model."""

from datetime import date, timedelta
from decimal import Decimal

from tests.model.billing.books import ZERO, Allocation, Payment
from tests.model.billing.office import closed_faults, method_faults
from tests.model.billing.paying import Paying
from tests.model.faults import day_faults, key_faults, positive_faults, text_faults


def optional_faults(amount: Decimal | None, scale: int) -> set[str]:
    return set() if amount is None else positive_faults(amount, scale)


# What is done to a payment, and the same for a credit note.
DOORS = {
    "allocate_payment": "apply_credit_note",
    "refund_payment": "refund_credit_note",
    "void_payment": "void_credit_note",
}


class Dividing(Paying):
    is_mixed = False
    """True: the next call takes a credit note for a payment, or a payment for a credit note."""

    def door(self, payment: Payment | None, function: str) -> tuple[str, str, str]:
        """The function for it, the name of its argument, and the code where it is not for it."""
        is_note = payment is not None and payment.kind == "credit_note"
        if is_note is not self.is_mixed:
            return DOORS[function], "p_credit_note_id", "UB061" if self.is_mixed else ""
        return function, "p_payment_id", "UB003" if self.is_mixed else ""

    def allocate_payment(
        self,
        payment_id: int | None,
        invoice_id: int | None,
        amount: Decimal | None,
        key: str | None,
    ) -> None:
        payment, invoice = self.payment(payment_id), self.invoice(invoice_id)
        function, subject, missing = self.door(payment, "allocate_payment")
        codes, part = key_faults(key), ZERO
        if payment is None or missing:
            codes.add(missing or "UB003")
        else:
            codes |= optional_faults(amount, payment.customer.scale)
            codes |= self.portion_faults(payment.customer, invoice_id, amount)
            if payment.status != "completed":
                codes.add("UB007")
            elif not payment.unapplied or (
                amount is not None and amount.is_finite() and amount > payment.unapplied
            ):
                codes.add("UB008")
            if invoice:
                part = min(invoice.open, payment.unapplied) if amount is None else amount
        arguments = {
            subject: payment_id, "p_invoice_id": invoice_id, "p_amount": amount,
            "p_request_key": key,
        }  # fmt: skip
        row = self.ask(function, arguments, codes)
        if row is not None and payment and invoice:
            allocation = self.books.allocate(payment, invoice, part, self.books.today)
            self.keep(function, arguments, row, allocation.raw)

    def reverse_allocation(
        self, allocation: Allocation | None, bad_id: int, amount: Decimal | None, key: str | None
    ) -> None:
        codes, part = key_faults(key), ZERO
        if allocation is None:
            codes.add("UB022")
        else:
            codes |= optional_faults(amount, allocation.payment.customer.scale)
            left = allocation.left() if allocation.reverses is None else ZERO
            part = left if amount is None else amount
            if not left or (part.is_finite() and part > left):
                codes.add("UB023")
        arguments = {
            "p_allocation_id": allocation.allocation_id if allocation else bad_id,
            "p_amount": amount, "p_request_key": key,
        }  # fmt: skip
        row = self.ask("reverse_allocation", arguments, codes)
        if row is not None and allocation:
            back = self.books.allocate(
                allocation.payment, allocation.invoice, -part, self.books.today, allocation
            )
            self.keep("reverse_allocation", arguments, row, back.raw)

    def apply_credit(self, customer_id: int | None, invoice_id: int | None) -> None:
        customer = self.books.customers.get(customer_id or 0)
        codes = set() if customer else {"UB001"}
        if customer and invoice_id is not None:
            codes |= self.portion_faults(customer, invoice_id, None)
        arguments = {"p_customer_id": customer_id, "p_invoice_id": invoice_id}
        row = self.ask("apply_credit", arguments, codes)
        if row is not None and customer:
            invoices = self.books.invoices_of(customer)
            if invoice_id is not None:
                invoices = [i for i in invoices if i.invoice_id == invoice_id]
            spent = self.books.spend(customer, invoices, self.books.today)
            assert row["apply_credit"] == spent

    def refund_payment(
        self,
        payment_id: int | None,
        channel_id: int | None,
        amount: Decimal | None,
        reason: str | None,
        method: str | None,
        on: str | None,
        key: str | None,
    ) -> None:
        payment, channel = self.payment(payment_id), self.channel(channel_id)
        function, subject, missing = self.door(payment, "refund_payment")
        codes = key_faults(key) | text_faults(reason, 1000)
        day, not_then = self.choose_day(channel, on)
        codes |= not_then
        if payment is None or missing:
            codes.add(missing or "UB003")
        else:
            codes |= positive_faults(amount, payment.customer.scale)
            codes |= self.channel_faults(channel_id, payment.customer)
            codes |= method_faults(method or payment.method or "cash")
            if payment.status != "completed":
                codes.add("UB007")
            elif amount is not None and amount.is_finite():
                codes |= {"UB009"} if amount > payment.amount - payment.refunded else set()
            if payment.paid_on and on is not None and day < payment.paid_on:
                codes.add("UB028")
            day = max(day, payment.paid_on or day)
            codes |= closed_faults(channel, day)
        arguments = {
            subject: payment_id, "p_channel_id": channel_id, "p_amount": amount,
            "p_reason": reason, "p_method": method, "p_refunded_on": on, "p_request_key": key,
        }  # fmt: skip
        row = self.ask(function, arguments, codes)
        if row is None or payment is None or channel is None or amount is None:
            return
        taken = self.books.release(payment, max(ZERO, amount - payment.unapplied), day)
        payment.refunds.append((day, amount))
        self.books.credit_again(payment.customer, taken, day)
        self.books.move(day, payment.customer.account_id, channel.account_id, amount)
        shown = {
            "refund_id": row["refund_id"], "payment_id": payment_id, "channel_id": channel_id,
            "amount": amount, "refunded_on": day, "method": method or payment.method or "cash",
        }  # fmt: skip
        self.keep(function, arguments, row, lambda: shown)

    def undoing_faults(self, payment: Payment) -> set[str]:
        if payment.status != "completed":
            return {"UB007"}
        return {"UB011"} if payment.refunds else set()

    def undo(self, payment: Payment, reason: str | None, day: date) -> None:
        self.books.release(payment, payment.allocated, day)
        if payment.kind == "payment":
            self.pay_in(payment, day, payment.customer.account_id, -1)
        for place, amount in payment.lines:
            self.books.move(day, payment.customer.account_id, place, amount)
        payment.status, payment.void_reason, payment.voided_on = "void", reason, day

    def void_payment(self, payment_id: int | None, reason: str | None, on: str | None) -> None:
        payment = self.payment(payment_id)
        function, subject, missing = self.door(payment, "void_payment")
        codes = text_faults(reason, 1000)
        is_repeated, day = False, self.books.today
        if payment is None or missing:
            codes.add(missing or "UB003")
        elif payment.status == "void":
            is_repeated = True
            codes |= {"UH012"} if payment.void_reason != reason else set()
        else:
            day, not_then = self.void_day(payment.channel, on, payment.paid_on)
            codes |= not_then | self.undoing_faults(payment)
        arguments = {subject: payment_id, "p_reason": reason, "p_voided_on": on}
        row = self.ask(function, arguments, codes)
        if row is not None and payment:
            if not is_repeated:
                self.undo(payment, reason, day)
            is_note = payment.kind == "credit_note"
            self.keep(function, {}, row, payment.shown_note if is_note else payment.shown)

    def correct_payment(
        self,
        payment_id: int | None,
        reason: str | None,
        amount: Decimal | None,
        method: str | None,
        channel_id: int | None,
        on: str | None,
        key: str | None,
    ) -> None:
        wrong = self.payment(payment_id)
        codes = key_faults(key) | text_faults(reason, 1000) | day_faults(on, is_optional=True)
        arguments = {
            "p_payment_id": payment_id, "p_reason": reason, "p_amount": amount,
            "p_method": method, "p_channel_id": channel_id, "p_paid_on": on, "p_request_key": key,
        }  # fmt: skip
        if wrong is None or wrong.kind == "credit_note":
            self.ask("correct_payment", arguments, codes | {"UB003"})
            return
        codes |= optional_faults(amount, wrong.customer.scale) | self.undoing_faults(wrong)
        codes |= method_faults(method or wrong.method)
        if channel_id is not None:
            codes |= self.channel_faults(channel_id, wrong.customer)
        # Voided on its day, or the first after it that is open; paid anew on the same.
        since = wrong.paid_on or self.books.today
        closed = wrong.channel.closed_through if wrong.channel else None
        void_day = max(since, closed + timedelta(days=1)) if closed else since
        channel = self.channel(channel_id) or wrong.channel
        # Or on the nearest day that is open where it is paid anew.
        first, _ = self.choose_day(channel, None)
        closed = channel.closed_through if channel else None
        near = min(first, max(void_day, closed + timedelta(days=1)) if closed else void_day)
        day, not_then = self.choose_day(channel, on or near.isoformat())
        codes |= not_then
        right = Payment(
            wrong.customer, wrong.amount if amount is None else amount, method or wrong.method,
            channel, wrong.named, reference=wrong.reference, corrects=wrong,
        )  # fmt: skip
        if amount is None and channel is wrong.channel:
            right.rounding = wrong.rounding
        if amount is None or not amount.is_finite() or amount <= wrong.amount:
            right.named = self.standing(wrong)
        row = self.ask("correct_payment", arguments, codes)
        if row is not None:
            self.undo(wrong, reason, void_day)
            self.take(right, row)
            portions, _ = self.plan(right)
            self.settle(right, day, portions)
            self.keep("correct_payment", arguments, row, right.shown)

    def standing(self, payment: Payment) -> list[tuple[int, Decimal | None]]:
        """What a payment pays of each invoice, the one it paid first first."""
        paid: dict[int, Decimal | None] = {}
        for allocation in payment.allocations:
            if part := allocation.invoice.payers().get(payment):
                paid[allocation.invoice.invoice_id] = part
        return [*paid.items()]
