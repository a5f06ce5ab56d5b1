"""What is drawn for a call: usable most of the time, else wrong in one of the known ways."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.model.billing.books import Allocation, Books, Customer, Invoice, Payment
from tests.model.billing.invoicing import Bill, Lines
from tests.model.billing.office import METHODS
from tests.model.billing.paying import STEP, Offer
from tests.model.dice import Dice

NOTHING = 987_654  # an id that nothing has
BAD_AMOUNTS = [Decimal(x) for x in ("NaN", "Infinity", "0", "-5", "0.001", "1e15", "0.5")]


class Draws(Dice):
    def __init__(self, seed: bytes, books: Books, accounts: dict[str, int]) -> None:
        super().__init__(seed)
        self.books = books
        self.accounts = accounts

    # Who and what.

    def customer(self) -> Customer:
        return self.pick([*self.books.customers.values()])

    def customer_id(self) -> int:
        return NOTHING if self.chance(2) else self.customer().customer_id

    def payment(self, *statuses: str) -> Payment | None:
        """A payment, of one of the statuses where there is one; none now and then."""
        payments = [*self.books.payments.values()]
        some = [p for p in payments if p.status in statuses]
        if not payments or self.chance(2):
            return None
        return self.pick(some if some and self.chance(85) else payments)

    def invoice(self, *statuses: str, customer: Customer | None = None) -> Invoice | None:
        invoices = [*self.books.invoices.values()]
        some = [
            i for i in invoices if i.status in statuses and customer in (None, i.customer)
        ]  # fmt: skip
        if not invoices or self.chance(2):
            return None
        return self.pick(some if some and self.chance(90) else invoices)

    def allocation(self) -> Allocation | None:
        allocations = self.books.allocations
        some = [a for a in allocations if a.reverses is None and a.left()]
        if not allocations or self.chance(3):
            return None
        return self.pick(some if some and self.chance(85) else allocations)

    def channel_id(self, customer: Customer | None = None) -> int:
        if self.chance(3):
            return NOTHING
        return self.pick([*self.books.channels])

    # How much, when, and how.

    def amount(self, scale: int, *near: Decimal) -> Decimal | None:
        """An amount above zero, often just as much as there is, or a unit off; or a bad one."""
        unit = Decimal(1).scaleb(-scale)
        if self.chance(5):
            return self.pick([*BAD_AMOUNTS, None])
        if near and self.chance(60):
            much = self.pick(near) + unit * self.pick([0, 0, 0, 1, -1])
            if much > 0:
                return much
        return unit * self.between(1, self.pick([400, 6_000, 30_000]))

    def day(self, *, ahead: int = 1) -> str | None:
        if self.chance(70):
            return None
        if self.chance(4):
            return self.pick(["infinity", "1899-12-31", "2200-01-01"])
        return (self.books.today + timedelta(days=self.between(-4, ahead))).isoformat()

    def key(self) -> str | None:
        if self.chance(1):
            return self.pick(["", " ", "k" * 201])
        return f"key-{self.random.randrange(10**9)}" if self.chance(40) else None

    def method(self) -> str | None:
        return self.pick(["shells", None]) if self.chance(2) else self.pick(METHODS)

    def reason(self) -> str | None:
        if self.chance(3):
            return self.pick(["", None, " \t", "r" * 1001])
        return self.pick(["wrong", "broken", "late"])

    def reference(self) -> str | None:
        """A provider's number; from a few, so that some come twice."""
        if self.chance(2):
            return self.pick(["", "r" * 201])
        return f"ref-{self.between(1, 8)}" if self.chance(40) else None

    def limit(self, customer: Customer | None = None) -> Decimal | None:
        if self.chance(15):
            return self.pick([Decimal(-1), Decimal("NaN"), Decimal("1e15"), Decimal("0.001")])
        if customer and self.chance(40):
            owed = self.books.balance(customer.account_id)
            return max(Decimal(0), owed + self.between(0, 50))
        return self.pick([None, None, Decimal(0), Decimal(200), Decimal(100_000)])

    # Whole requests.

    def lines(self, customer: Customer) -> Lines:
        """Lines of an invoice; the later ones are discounts now and then."""
        if customer.owed_limit is not None and self.chance(40):  # as much as it may owe, or more
            room = customer.owed_limit - self.books.balance(customer.account_id)
            return [{"amount": max(Decimal(1), room + self.pick([0, 0, 1]))}]
        lines: Lines = [{"amount": self.amount(customer.scale)}]
        for _ in range(self.pick([0, 0, 1, 3])):
            line: dict[str, Any] = {"amount": self.amount(customer.scale)}
            if line["amount"] is not None and self.chance(40):
                line["amount"] = -line["amount"]
            if self.chance(40):
                line["account_id"] = self.accounts[self.pick(["revenue", "revenue", "write_off"])]
            lines.append(line)
        if self.chance(3):
            bad: list[Any] = [
                [], [{"amount": Decimal(1), "price": 2}], [{}], [{"amount": "much"}],
                [{"amount": Decimal(1), "account_id": NOTHING}],
                [{"amount": Decimal(1), "account_id": self.accounts["customer"]}],
            ]  # fmt: skip
            lines = self.pick(bad)
        return lines

    def bill(self) -> Bill:
        customer = self.customer()
        bill = Bill(customer.customer_id, self.lines(customer), self.chance(40))
        if self.chance(2):
            bill.customer_id = NOTHING
        bill.series = self.pick(["INV", "INV", "Z-26", "DN"]) if self.chance(97) else "inv"
        bill.request_key = self.key()
        bill.issued_on, bill.due_on = self.day(), None
        if self.chance(50):
            due = self.books.today + timedelta(days=self.between(-3, 12))
            bill.due_on = due.isoformat()
        return bill

    def offer(self) -> Offer:
        customer = self.customer()
        open_invoices = self.books.invoices_of(customer)
        owed = [i.open for i in open_invoices]
        near = [sum(owed, Decimal(0)), *owed] if owed else []
        offer = Offer(customer.customer_id, self.amount(customer.scale, *near), self.method())
        if self.chance(2):
            offer.customer_id = NOTHING
        if self.chance(75) and (customer.currency == "EUR" or self.chance(5)):
            offer.channel_id = self.channel_id()
        offer.surplus = self.pick(["keep", "keep", "refuse"]) if self.chance(98) else "drop"
        offer.paid_on, offer.request_key = self.day(), self.key()
        offer.provider_reference = self.reference() if self.chance(60) else None
        if self.chance(15):
            offer.invoice_ids = []
        elif self.chance(50):
            self._name_invoices(offer, customer, open_invoices)
        if self.chance(25):
            steps = offer.amount // STEP if offer.amount and offer.amount.is_finite() else 20
            near = [STEP * (steps + n) for n in (0, 0, 1, 2)]
            offer.received = self.pick(near) if self.chance(95) else self.pick(BAD_AMOUNTS)
        return offer

    def _name_invoices(self, offer: Offer, customer: Customer, invoices: list[Invoice]) -> None:
        named = self.random.sample(invoices, min(len(invoices), self.between(1, 3)))
        offer.invoice_ids = [i.invoice_id for i in named]
        if self.chance(8) and (other := self.invoice()):
            offer.invoice_ids.append(other.invoice_id)
        if self.chance(2):
            offer.invoice_ids.append(NOTHING)
        if self.chance(45):
            amounts = [self.amount(customer.scale, i.open) for i in named]
            offer.invoice_amounts = [a for a in amounts if a is not None]
            total = sum((a for a in offer.invoice_amounts if a.is_finite()), Decimal(0))
            if total > 0 and self.chance(80):
                offer.amount = total + (self.between(0, 3) if self.chance(30) else 0)
