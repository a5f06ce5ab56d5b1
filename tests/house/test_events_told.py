"""Every command of billing tells what the list in its README says, and nothing else. # M13"""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ConnectAs
from tests.house.catalog import Connection
from tests.house.shop import call

pytestmark = pytest.mark.once

README = Path(__file__).resolve().parents[2] / "sql" / "billing" / "README.md"
ROW = re.compile(r"^\| `(\w+\.\w+)` \| (\w+) \| [^|]+ \| (.+) \|$", re.MULTILINE)
PAID, PARTLY, REOPENED = "invoice.paid", "invoice.partly_paid", "invoice.reopened"
ISSUED, APPLIED = "credit_note.issued", "credit_note.applied"


class Teller:
    """Calls commands, and reads what each has told."""

    def __init__(self, app: Connection, reader: Connection) -> None:
        self.app, self.reader = app, reader
        self.found: dict[str, set[tuple[str, frozenset[str]]]] = {}
        self.last_id = 0

    def new(self) -> list[str]:
        rows = self.reader.execute(
            """select event_id, topic, document, payload from tolsel.event
            where event_id > %s order by event_id""",
            [self.last_id],
        ).fetchall()
        for event_id, topic, document, payload in rows:
            self.last_id = event_id
            self.found.setdefault(topic, set()).add((document, frozenset(payload)))
        return [topic for _, topic, _, _ in rows]

    def tells(self, *topics: str, function: str, **arguments: Any) -> Any:
        answer = call(self.app, function, **arguments)
        assert self.new() == [*topics], function
        return answer


def test_every_command_tells_what_the_list_says(connect_as: ConnectAs) -> None:
    app = connect_as("shop_app")
    teller = Teller(app, connect_as("shop_read"))
    customer = call(app, "open_customer", p_name="Ann")["customer_id"]
    other = call(app, "open_customer", p_name="Bob")["customer_id"]
    till = call(app, "open_channel", p_name="Till", p_kind="cash")["channel_id"]
    teller.new()
    tells = teller.tells

    def issue(amount: str, *topics: str, **arguments: Any) -> int:
        invoice = tells(
            "invoice.issued", *topics, function="issue_invoice", p_customer_id=customer,
            p_lines=[{"amount": amount}], **arguments,
        )  # fmt: skip
        invoice_id: int = invoice["invoice_id"]
        return invoice_id

    # A draft is not heard of until it is issued.
    lines = [{"amount": "7"}]
    draft = tells(function="draft_invoice", p_customer_id=customer, p_lines=lines)["invoice_id"]
    tells(function="void_invoice", p_invoice_id=draft, p_reason="wrong")
    draft = tells(function="draft_invoice", p_customer_id=customer, p_lines=lines)["invoice_id"]
    tells("invoice.issued", function="issue_draft", p_invoice_id=draft)
    tells("invoice.voided", function="void_invoice", p_invoice_id=draft, p_reason="wrong")
    # Payments.
    offer = {"p_customer_id": customer, "p_method": "cash", "p_channel_id": till}
    first = issue("100")
    paid = tells(
        PARTLY, "payment.completed", function="record_payment", p_amount=30, **offer
    )["payment_id"]  # fmt: skip
    other = tells(
        PAID, "payment.completed", function="record_payment", p_amount=90, p_surplus="keep", **offer
    )["payment_id"]  # fmt: skip
    refund = {
        "function": "refund_payment", "p_payment_id": other, "p_amount": 25, "p_method": "cash",
        "p_channel_id": till, "p_reason": "broken",
    }  # fmt: skip
    refunded = tells(REOPENED, "payment.refunded", **refund)["refund_id"]
    tells(PAID, "refund.voided", function="void_refund", p_refund_id=refunded, p_reason="failed")
    tells(REOPENED, "payment.refunded", **refund)
    tells(
        REOPENED, "payment.voided", PARTLY, "payment.completed", function="correct_payment",
        p_payment_id=paid, p_reason="wrong", p_amount=31,
    )  # fmt: skip
    credit = tells(
        "payment.completed", function="record_payment", p_amount=60, p_surplus="keep",
        p_invoice_ids="{}", **offer,
    )["payment_id"]  # fmt: skip
    # Credit, however it is spent.
    tells(PAID, function="apply_credit", p_customer_id=customer, p_invoice_id=first)
    part = issue("10", PAID, p_uses_credit=True)
    allocation = last_allocation(teller.reader, part)
    tells(REOPENED, function="reverse_allocation", p_allocation_id=allocation, p_amount=4)
    tells(PAID, function="allocate_payment", p_payment_id=credit, p_invoice_id=part)
    # Notes.
    tells(
        "invoice.issued", function="adjust_customer_ledger", p_customer_id=customer, p_amount=5,
        p_reason="late",
    )  # fmt: skip
    owed = issue("20")
    tells(
        ISSUED, APPLIED, PARTLY, function="adjust_customer_ledger", p_customer_id=customer,
        p_amount=-8, p_reason="goodwill", p_invoice_id=owed,
    )  # fmt: skip
    (note,) = teller.reader.execute("select credit_note_id from tolsel.credit_note").fetchone() or (
        0,
    )
    undo = {"function": "void_credit_note", "p_reason": "no"}
    tells(APPLIED, REOPENED, "credit_note.voided", p_credit_note_id=note, **undo)
    crediting = {"p_customer_id": customer, "p_lines": [{"amount": "9"}], "p_reason": "back"}
    gone = issue("9")
    tells(
        "invoice.changed", function="change_invoice", p_invoice_id=gone, p_reason="late",
        p_note="told",
    )  # fmt: skip
    tells(
        ISSUED, APPLIED, "invoice.credited", function="issue_credit_note", p_invoice_id=gone,
        **crediting,
    )  # fmt: skip
    note = tells(ISSUED, function="issue_credit_note", **crediting)["credit_note_id"]
    tells(
        APPLIED, PARTLY, function="apply_credit_note", p_credit_note_id=note, p_invoice_id=owed,
        p_amount=4,
    )  # fmt: skip
    back = refund | {"function": "refund_credit_note", "p_credit_note_id": note, "p_amount": 5}
    del back["p_payment_id"]
    refunded = tells("credit_note.refunded", **back)["refund_id"]
    tells("refund.voided", function="void_refund", p_refund_id=refunded, p_reason="failed")
    tells(APPLIED, REOPENED, "credit_note.voided", p_credit_note_id=note, **undo)
    # Money of an unknown payer.
    whose = tells(
        "suspense.recorded", function="record_suspense", p_channel_id=till, p_amount=6,
        p_method="cash",
    )["suspense_id"]  # fmt: skip
    hers = tells(
        "payment.completed", function="assign_suspense", p_suspense_id=whose,
        p_customer_id=customer, p_invoice_ids="{}",
    )["payment_id"]  # fmt: skip
    tells("payment.voided", function="void_payment", p_payment_id=hers, p_reason="not hers")
    tells("suspense.voided", function="void_suspense", p_suspense_id=whose, p_reason="back")
    tells(
        "suspense.recorded", "payment.completed", "payment.completed",
        function="record_divided_payment", p_channel_id=till, p_amount=6, p_method="cash",
        p_shares=[
            {"customer_id": customer, "amount": "4", "invoice_ids": []},
            {"customer_id": other, "amount": 2},
        ],
        p_surplus="keep",
    )  # fmt: skip
    # Attempts.
    attempt = tells(
        "payment.failed", function="attempt_payment", p_amount=5000, **offer
    )["payment_id"]  # fmt: skip
    tells("payment.failed", function="retry_payment", p_payment_id=attempt)
    asked = [
        tells(
            function="open_payment", p_customer_id=customer, p_amount=3, p_method="stripe",
            p_channel_id=till, p_invoice_ids=f"{{{owed}}}",
        )["payment_id"]
        for _ in range(3)
    ]  # fmt: skip
    tells(PARTLY, "payment.completed", function="complete_payment", p_payment_id=asked[0])
    tells("payment.failed", function="fail_payment", p_payment_id=asked[1], p_reason="declined")
    tells("payment.unknown", function="mark_unknown_payments", p_opened_before_at="2199-01-01")
    tells(REOPENED, "payment.voided", function="void_payment", p_payment_id=asked[0], p_reason="x")

    # An answer that contradicts an earlier one, and money for what is paid by now.
    tells(function="retry_payment", p_payment_id=asked[1])
    tells(
        "payment.contradicted",
        function="complete_payment",
        p_payment_id=asked[1],
        p_attempt_no=1,
        p_provider_reference="ch_1",
    )
    late = issue("2")
    waiting = tells(
        function="open_payment",
        p_customer_id=customer,
        p_amount=2,
        p_method="stripe",
        p_channel_id=till,
        p_invoice_ids=f"{{{late}}}",
    )["payment_id"]
    tells(
        PAID,
        "payment.completed",
        function="record_payment",
        p_amount=2,
        p_invoice_ids=f"{{{late}}}",
        **offer,
    )
    tells(
        "payment.completed",
        "payment.kept_as_credit",
        function="complete_payment",
        p_payment_id=waiting,
    )

    listed: dict[str, set[tuple[str, frozenset[str]]]] = {}
    for topic, document, carried in ROW.findall(README.read_text()):
        fields = frozenset(re.findall(r"`(\w+)`", carried))
        listed.setdefault(topic, set()).add((document, fields))
    assert teller.found == listed


def last_allocation(reader: Connection, invoice_id: int) -> int:
    row = reader.execute(
        "select max(allocation_id) from tolsel.allocation where invoice_id = %s", [invoice_id]
    ).fetchone()
    assert row
    return int(row[0])
