"""The office every example begins with, and what must hold after each of its steps."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.model.billing.audit import audit_allocations, audit_books, audit_day, audit_proof
from tests.model.billing.books import MAIN, Books, Branch, Channel, Vendor
from tests.model.billing.invoicing import Bill
from tests.model.billing.paying import STEP, Offer
from tests.model.billing.tills import Tills
from tests.model.desk import Desk, Tally
from tests.templates import Database

START = datetime(2026, 3, 27, 10, tzinfo=UTC)  # the clocks change in the night after the next
FAR = Branch("Asia/Tokyo", 5)
AUDIT_EVERY = 6


class OpenOffice(RuleBasedStateMachine):
    def __init__(self, template: Database, tally: Tally) -> None:
        super().__init__()
        self.desk = Desk(template, tally)
        self.books = Books(START)
        self.office = Tills(self.desk, self.books)
        self.accounts: dict[str, int] = {}
        self.steps = 0

    def teardown(self) -> None:
        try:
            if self.accounts:
                audit_books(self.office)
                audit_proof(self.office)
                for day in sorted({day for _, day, _ in self.books.moves})[-10:]:
                    audit_day(self.office, day)
        finally:
            self.desk.close()

    @initialize()
    def open_office(self) -> None:
        """Three customers, one of them in yen; channels in two zones, vendors."""
        office, books = self.office, self.books
        self.set_clock(START)
        for name, currency in (("Ann", None), ("Bob", "EUR"), ("Yuki", "JPY")):
            office.open_customer(name, name.lower(), currency, None)
        branch = office.ask(
            "open_branch",
            {"p_name": "Far", "p_time_zone": FAR.zone, "p_day_starts_at": "05:00"},
            set(),
        )
        assert branch
        for name, place in (("Drawer", MAIN), ("Bank", MAIN), ("Far", FAR)):
            arguments = {"p_name": name, "p_kind": "cash"}
            if place is FAR:
                arguments["p_branch_id"] = branch["branch_id"]
            row = office.ask("open_channel", arguments, set())
            assert row
            channel = Channel(row["channel_id"], row["account_id"], place)
            books.channels[channel.channel_id] = channel
        row = office.ask("open_vendor", {"p_name": "Mill"}, set())
        assert row
        books.vendors[row["vendor_id"]] = Vendor(row["vendor_id"], row["account_id"])
        assert office.ask("set_cash_rounding", {"p_step": STEP}, set())
        self.accounts = {name: office.purpose(name) for name in ("revenue", "write_off")}
        self.accounts["customer"] = next(iter(books.customers.values())).account_id
        self.begin_trade()

    def begin_trade(self) -> None:
        """Each customer owes something and has credit; one attempt has failed, one is open."""
        office, cash = self.office, next(iter(self.books.channels))
        for customer in [*self.books.customers.values()]:
            who = customer.customer_id
            for amount in (Decimal(120), Decimal(80)):
                office.issue_invoice(Bill(who, [{"amount": amount}]))
            office.record_payment(Offer(who, Decimal(150), "cash", None, [], surplus="keep"))
        who = next(iter(self.books.customers))
        office.record_payment(Offer(who, Decimal(150), "cash", cash))
        office.attempt_payment(Offer(who, Decimal(900), "stripe", cash))
        office.open_payment(Offer(who, Decimal(60), "stripe", cash, provider_reference="ref-1"))

    @invariant()
    def agrees(self) -> None:
        if not self.accounts:
            return
        audit_allocations(self.office)
        self.steps += 1
        if self.steps % AUDIT_EVERY == 0:
            audit_books(self.office)

    def set_clock(self, at: datetime) -> None:
        assert self.office.ask("set_clock", {"p_at": at}, set())
        self.books.clock = at
