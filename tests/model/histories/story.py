"""One made-up history of a tenant: commands of every kind, on days back and forth.

A command that is refused is as good as one that is done, as long as it is refused with a code of
the house: what counts is that all reports agree afterwards.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from tests.model.dice import Dice

START = datetime(2026, 11, 20, 10, tzinfo=UTC)
STEPS = 20
METHODS = ("cash", "bank_transfer", "cheque")
# How often each is drawn.
WEIGHTS = {
    "issue_invoice": 12, "issue_credit_note": 5, "record_payment": 12, "allocate_payment": 3,
    "reverse_allocation": 4, "apply_credit": 2, "apply_credit_note": 3, "refund_payment": 4,
    "refund_credit_note": 3, "void_invoice": 3, "void_payment": 4, "void_refund": 3,
    "void_credit_note": 2, "correct_payment": 3, "adjust_customer_ledger": 3,
    "record_vendor_bill": 9, "pay_vendor": 9, "allocate_vendor_payment": 6,
    "reverse_vendor_allocation": 4, "record_vendor_credit_note": 5, "record_vendor_refund": 4,
    "void_vendor_bill": 3, "void_vendor_payment": 4, "void_vendor_refund": 3,
    "record_daily_entry": 5, "void_daily_entry": 2, "transfer_between_channels": 4,
    "close_day": 3, "reopen_day": 2, "close_period": 2, "reopen_period": 2, "close_year": 4,
    "reopen_year": 3, "move_clock": 14, "change_invoice": 3, "charge_back_payment": 2,
    "record_suspense": 3, "assign_suspense": 4, "void_suspense": 1, "record_cheque": 2,
    "bank_cheque": 2, "merge_customers": 1, "record_divided_payment": 3,
}  # fmt: skip
Row = dict[str, Any]


@dataclass
class Story:
    """What a history has made, by the table that it is in."""

    conn: psycopg.Connection[Any]
    seed: int
    tally: Counter[str]
    made: dict[str, list[Row]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    clock: datetime = START
    today: date = date(2026, 11, 20)

    def __post_init__(self) -> None:
        self.dice = Dice(self.seed.to_bytes(8))

    def ask(self, function: str, /, **arguments: Any) -> Row | None:
        """Call; answer with the first row, or None for a refusal."""
        given = {k: Jsonb(v) if isinstance(v, list | dict) else v for k, v in arguments.items()}
        names = ", ".join(f"p_{name} => %({name})s" for name in given)
        told = f"{function}({', '.join(f'{k} => {v}' for k, v in arguments.items())})"
        try:
            with self.conn.cursor(row_factory=dict_row) as cursor:
                row: Row | None = cursor.execute(
                    f"select * from tolsel.{function}({names})", given
                ).fetchone()
        except psycopg.Error as error:
            self.calls.append(f"{told} -> {error.sqlstate}")
            assert (error.sqlstate or "?").startswith("U"), f"{told}: {error}"
            self.tally[f"{function} refused"] += 1
            return None
        self.calls.append(told)
        self.tally[function] += 1
        return row

    def keep(self, kind: str, row: Row | None) -> Row | None:
        if row is not None:
            self.made.setdefault(kind, []).append(row)
        return row

    def some(self, kind: str) -> Row | None:
        rows = self.made.get(kind)
        return self.dice.pick(rows) if rows else None

    def beside(self, kind: str, other: Row | None, party: str) -> int | None:
        """One of a kind of the same customer or vendor as another row."""
        rows = [r for r in self.made.get(kind, []) if other and r[party] == other[party]]
        row = self.dice.pick(rows) if rows else None
        return row[f"{kind}_id"] if row else None

    def id_of(self, kind: str) -> int | None:
        row = self.some(kind)
        return row[f"{kind}_id"] if row else None

    # How much, and when.

    def amount(self, *near: Any) -> str:
        if near and self.dice.chance(60):
            return str(self.dice.pick(near))
        return f"{self.dice.between(1, 300)}.{self.dice.pick(['00', '50', '05'])}"

    def day(self, back: int = 12, ahead: int = 0) -> date | None:
        if self.dice.chance(45):
            return None
        return self.today + timedelta(days=self.dice.between(-back, ahead))

    def lines(self, *codes: str) -> list[dict[str, str]]:
        net = self.dice.between(5, 200)
        lines = [{"amount": str(net), "account_code": codes[0]}]
        if self.dice.chance(50):
            tax = {"amount": f"{net * 0.2:.2f}", "account_code": "2200"}
            if codes[0] == "4000" and self.dice.chance(60):
                tax |= {"tax_rate": "20", "base_amount": str(net)}
            lines.append(tax)
        if codes[0] == "4000" and self.dice.chance(10):
            lines.append({"amount": "0"})
            if self.dice.chance(40):
                lines = [{"amount": "0"}]
        if self.dice.chance(15):
            lines.append({"amount": "-1", "account_code": codes[0]})
        return lines

    # The beginning.

    def open(self) -> None:
        """Open a tenant with customers, vendors and channels, for one history to be told in."""
        row = self.conn.execute(
            "select tenant_id from tolsel.open_tenant(%s, 'EUR', 'Europe/Berlin')",
            [f"Story {self.seed}"],
        ).fetchone()
        assert row
        self.conn.execute("select tolsel.grant_login('postgres', %s, false)", [row[0]])
        self.select(row[0])
        branch = self.ask("open_branch", name="Far", time_zone="Pacific/Kiritimati")
        assert branch
        for who in ("Ann", "Bob"):
            self.ask("open_customer", name=who)
        for who in ("Mill", "Roaster"):
            self.ask("open_vendor", name=who)
        self.ask("open_channel", name="Till", kind="cash")
        self.ask("open_channel", name="Bank", kind="bank")
        self.ask("open_channel", name="Far till", kind="cash", branch_id=branch["branch_id"])
        self.ask("set_cash_rounding", step="0.05")

    def select(self, tenant_id: int) -> None:
        self.conn.execute("select set_config('tolsel.tenant_id', %s, false)", [str(tenant_id)])
        self.conn.execute("select tolsel.set_clock(%s)", [self.clock])

    def begin(self, tenant_id: int) -> None:
        """Begin a history in a tenant that is open."""
        self.select(tenant_id)
        for kind, table in (("customer", "customer"), ("vendor", "vendor"), ("branch", "branch"),
                            ("channel", "payment_channel")):  # fmt: skip
            query = f"select {kind}_id from tolsel.{table} where tenant_id = %s order by 1"
            rows = self.conn.execute(query, [tenant_id]).fetchall()
            self.made[kind] = [{f"{kind}_id": row[0]} for row in rows]

    def tell(self) -> None:
        """Call commands, one after the other."""
        for command in ("issue_invoice", "record_payment", "record_vendor_bill", "pay_vendor"):
            getattr(self, command)()
        for command in self.dice.random.choices([*WEIGHTS], [*WEIGHTS.values()], k=STEPS):
            getattr(self, command)()

    def move_clock(self) -> None:
        self.clock += timedelta(hours=self.dice.between(1, 130))
        self.conn.execute("select tolsel.set_clock(%s)", [self.clock])
        row = self.ask("get_business_date")
        assert row
        self.tally["move_clock"] += 1
        self.today = row["get_business_date"]

    # Customers.

    def issue_invoice(self) -> None:
        due = self.today + timedelta(days=self.dice.between(-90, 30))
        day = self.day(40)
        self.keep("invoice", self.ask(
            "issue_invoice", customer_id=self.id_of("customer"), lines=self.lines("4000"),
            issued_on=day, due_on=max(due, day or self.today),
            uses_credit=self.dice.chance(30),
            branch_id=self.id_of("branch") if self.dice.chance(40) else None,
        ))  # fmt: skip

    def issue_credit_note(self) -> None:
        invoice = self.some("invoice")
        customer_id = invoice["customer_id"] if invoice else self.id_of("customer")
        named = invoice["invoice_id"] if invoice and self.dice.chance(50) else None
        self.keep("credit_note", self.ask(
            "issue_credit_note", customer_id=customer_id, lines=self.lines("4000"),
            reason="back", invoice_id=named, issued_on=self.day(),
        ))  # fmt: skip

    def record_payment(self) -> None:
        invoice = self.some("invoice")
        customer_id = invoice["customer_id"] if invoice else self.id_of("customer")
        self.keep("payment", self.ask(
            "record_payment", customer_id=customer_id,
            amount=self.amount(*[invoice["total_amount"]] if invoice else []),
            method=self.dice.pick(METHODS),
            channel_id=self.id_of("channel") if self.dice.chance(80) else None,
            surplus="keep", paid_on=self.day(),
            invoice_ids="{}" if self.dice.chance(40) else None,
        ))  # fmt: skip

    def allocate_payment(self) -> None:
        payment = self.some("payment")
        self.ask(
            "allocate_payment", payment_id=payment["payment_id"] if payment else None,
            invoice_id=self.beside("invoice", payment, "customer_id"),
        )  # fmt: skip

    def reverse_allocation(self) -> None:
        row = self.conn.execute(
            """select allocation_id from tolsel.allocation
            where tenant_id = tolsel.current_tenant_id() and amount > 0
            order by allocation_id desc offset %s limit 1""",
            [self.dice.between(0, 3)],
        ).fetchone()
        self.ask("reverse_allocation", allocation_id=row[0] if row else None)

    def apply_credit(self) -> None:
        self.ask("apply_credit", customer_id=self.id_of("customer"))

    def apply_credit_note(self) -> None:
        note = self.some("credit_note")
        self.ask(
            "apply_credit_note", credit_note_id=note["credit_note_id"] if note else None,
            invoice_id=self.beside("invoice", note, "customer_id"),
        )  # fmt: skip

    def refund_payment(self) -> None:
        payment = self.some("payment")
        self.keep("refund", self.ask(
            "refund_payment", payment_id=payment["payment_id"] if payment else None,
            amount=str(self.dice.between(1, 60)), method="cash",
            channel_id=self.id_of("channel"), reason="back", refunded_on=self.day(4),
        ))  # fmt: skip

    def refund_credit_note(self) -> None:
        self.keep("refund", self.ask(
            "refund_credit_note", credit_note_id=self.id_of("credit_note"),
            amount=str(self.dice.between(1, 60)), method="cash",
            channel_id=self.id_of("channel"), reason="back", refunded_on=self.day(4),
        ))  # fmt: skip

    def adjust_customer_ledger(self) -> None:
        self.ask(
            "adjust_customer_ledger", customer_id=self.id_of("customer"),
            amount=str(self.dice.pick([5, -5, 30, -30])), reason="rounding",
            adjusted_on=self.day(),
        )  # fmt: skip

    def correct_payment(self) -> None:
        self.keep("payment", self.ask(
            "correct_payment", payment_id=self.id_of("payment"), reason="typed wrong",
            amount=self.amount(),
        ))  # fmt: skip

    def change_invoice(self) -> None:
        self.ask(
            "change_invoice", invoice_id=self.id_of("invoice"), reason="asked",
            due_on=self.today + timedelta(days=self.dice.between(-5, 60)),
        )  # fmt: skip

    def charge_back_payment(self) -> None:
        self.ask(
            "charge_back_payment", payment_id=self.id_of("payment"), reason="disputed",
            fee_amount=self.dice.pick(["0", "15"]),
        )  # fmt: skip

    def record_suspense(self) -> None:
        self.keep("suspense", self.ask(
            "record_suspense", channel_id=self.id_of("channel"), amount=self.amount(),
            method=self.dice.pick(METHODS), received_on=self.day(),
        ))  # fmt: skip

    def assign_suspense(self) -> None:
        suspense = self.some("suspense")
        self.keep("payment", self.ask(
            "assign_suspense", suspense_id=suspense["suspense_id"] if suspense else None,
            customer_id=self.id_of("customer"),
            amount=str(self.dice.between(1, 60)) if self.dice.chance(60) else None,
        ))  # fmt: skip

    def record_divided_payment(self) -> None:
        customers = self.made.get("customer", [])
        first = self.dice.between(1, 200)
        shares = [
            {"customer_id": row["customer_id"], "amount": first + place}
            for place, row in enumerate(customers[: self.dice.between(1, 3)])
        ]
        self.keep("payment", self.ask(
            "record_divided_payment", channel_id=self.id_of("channel"),
            amount=sum(share["amount"] for share in shares), method=self.dice.pick(METHODS),
            shares=shares, surplus=self.dice.pick(["keep", "refuse"]), paid_on=self.day(),
        ))  # fmt: skip

    def void_suspense(self) -> None:
        self._void("suspense")

    def record_cheque(self) -> None:
        customer_id = self.id_of("customer")
        row = self.ask(
            "record_cheque", customer_id=customer_id, amount=self.amount(),
            channel_id=self.id_of("channel"), surplus="keep", taken_on=self.day(),
            present_on=self.today + timedelta(days=self.dice.between(-2, 8)),
        )  # fmt: skip
        self.keep("payment", row and row | {"customer_id": customer_id})

    def bank_cheque(self) -> None:
        row = self.conn.execute(
            """select payment_id from tolsel.cheque
            where tenant_id = tolsel.current_tenant_id() and status = 'in_hand'
            order by is_due desc, payment_id limit 1"""
        ).fetchone()
        self.ask(
            "bank_cheque", payment_id=row[0] if row else None, channel_id=self.id_of("channel")
        )

    def merge_customers(self) -> None:
        self.ask(
            "merge_customers", customer_id=self.id_of("customer"),
            into_customer_id=self.id_of("customer"), reason="the same", merged_on=self.day(4),
        )  # fmt: skip

    def _void(self, kind: str) -> None:
        """Void one, of which nothing more is done then, but for now and then."""
        row = self.some(kind)
        arguments = {f"{kind}_id": row[f"{kind}_id"] if row else None}
        done = self.ask(f"void_{kind}", **arguments, reason="wrong", voided_on=self.day(4))
        if row and done and self.dice.chance(90):
            self.made[kind].remove(row)

    def void_invoice(self) -> None:
        self._void("invoice")

    def void_payment(self) -> None:
        self._void("payment")

    def void_refund(self) -> None:
        self._void("refund")

    def void_credit_note(self) -> None:
        self._void("credit_note")

    # Vendors.

    def record_vendor_bill(self) -> None:
        day = self.day(40)
        due = day or self.today + timedelta(days=1)
        self.keep("vendor_bill", self.ask(
            "record_vendor_bill", vendor_id=self.id_of("vendor"),
            bill_number=f"B-{len(self.calls)}", lines=self.lines("6000"), billed_on=day,
            due_on=due + timedelta(days=self.dice.between(0, 60)),
        ))  # fmt: skip

    def pay_vendor(self) -> None:
        bill = self.some("vendor_bill")
        is_ahead = bill is None or self.dice.chance(50)
        self.keep("vendor_payment", self.ask(
            "pay_vendor", vendor_id=bill["vendor_id"] if bill else self.id_of("vendor"),
            amount=self.amount(*[bill["total_amount"]] if bill else []),
            method=self.dice.pick(METHODS), channel_id=self.id_of("channel"),
            vendor_bill_id=None if is_ahead or bill is None else bill["vendor_bill_id"],
            paid_on=self.day(),
        ))  # fmt: skip

    def record_vendor_credit_note(self) -> None:
        bill = self.some("vendor_bill")
        is_free = bill is None or self.dice.chance(50)
        self.keep("vendor_payment", self.ask(
            "record_vendor_credit_note",
            vendor_id=bill["vendor_id"] if bill else self.id_of("vendor"),
            credit_number=f"C-{len(self.calls)}", lines=self.lines("6000"),
            vendor_bill_id=None if is_free or bill is None else bill["vendor_bill_id"],
            credited_on=self.day(),
        ))  # fmt: skip

    def allocate_vendor_payment(self) -> None:
        payment = self.some("vendor_payment")
        self.ask(
            "allocate_vendor_payment",
            vendor_payment_id=payment["vendor_payment_id"] if payment else None,
            vendor_bill_id=self.beside("vendor_bill", payment, "vendor_id"),
            amount=str(self.dice.between(1, 50)) if self.dice.chance(30) else None,
        )  # fmt: skip

    def reverse_vendor_allocation(self) -> None:
        row = self.conn.execute(
            """select vendor_allocation_id from tolsel.vendor_allocation
            where tenant_id = tolsel.current_tenant_id() and amount > 0
            order by vendor_allocation_id desc offset %s limit 1""",
            [self.dice.between(0, 2)],
        ).fetchone()
        self.ask(
            "reverse_vendor_allocation", vendor_allocation_id=row[0] if row else None,
            amount=str(self.dice.between(1, 20)) if self.dice.chance(40) else None,
        )  # fmt: skip

    def record_vendor_refund(self) -> None:
        payment = self.some("vendor_payment")
        self.keep("vendor_refund", self.ask(
            "record_vendor_refund",
            vendor_payment_id=payment["vendor_payment_id"] if payment else None,
            amount=str(self.dice.between(1, 60)), method="cash",
            channel_id=self.id_of("channel"), refunded_on=self.day(4),
        ))  # fmt: skip

    def void_vendor_bill(self) -> None:
        self._void("vendor_bill")

    def void_vendor_payment(self) -> None:
        self._void("vendor_payment")

    def void_vendor_refund(self) -> None:
        self._void("vendor_refund")

    # Channels and books.

    def record_daily_entry(self) -> None:
        row = self.conn.execute(
            """select account_id from tolsel.account
            where tenant_id = tolsel.current_tenant_id() and code = %s""",
            [self.dice.pick(["3000", "6000", "9999"])],
        ).fetchone()
        self.keep("daily_entry", self.ask(
            "record_daily_entry", channel_id=self.id_of("channel"),
            direction=self.dice.pick(["in", "out"]), amount=self.amount(),
            account_id=row[0] if row else None, reason="by hand", entered_on=self.day(),
        ))  # fmt: skip

    def void_daily_entry(self) -> None:
        self._void("daily_entry")

    def transfer_between_channels(self) -> None:
        left = self.day()
        self.ask(
            "transfer_between_channels", from_channel_id=self.id_of("channel"),
            to_channel_id=self.id_of("channel"), amount=self.amount(), left_on=left,
            arrived_on=left + timedelta(days=self.dice.between(0, 2)) if left else None,
        )  # fmt: skip

    def close_day(self) -> None:
        self.keep("day_close", self.ask(
            "close_day", channel_id=self.id_of("channel"),
            closed_on=self.day(5) or self.today,
            counted_amount=self.amount() if self.dice.chance(40) else None,
        ))  # fmt: skip

    def reopen_day(self) -> None:
        closed = self.some("day_close")
        self.ask(
            "reopen_day", channel_id=closed["channel_id"] if closed else None,
            from_on=closed["closed_on"] if closed else None, reason="late",
        )  # fmt: skip

    def close_period(self) -> None:
        self.ask("close_period", through_on=self.day(10) or self.today, reason="month")

    def reopen_period(self) -> None:
        self.ask("reopen_period", through_on=self.day(40), reason="late")

    def close_year(self) -> None:
        ended = date(2026, 12, 31) if self.dice.chance(40) else self.day(10)
        self.ask("close_year", ended_on=ended or self.today, reason="year")

    def reopen_year(self) -> None:
        row = self.conn.execute(
            """select max(ended_on) from tolsel.year_close
            where tenant_id = tolsel.current_tenant_id()"""
        ).fetchone()
        self.ask("reopen_year", ended_on=row[0] if row else None, reason="late")
