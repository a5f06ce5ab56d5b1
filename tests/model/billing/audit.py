"""Compares all that is written with the model."""

from datetime import date
from typing import Any

from tests.model.billing.books import AGES, ZERO
from tests.model.billing.office import compare
from tests.model.billing.tills import Tills, days_of


def audit_allocations(office: Tills) -> None:
    """What was allocated since the last time, in order; that says the model the ids too."""
    known = [a for a in office.books.allocations if a.allocation_id]
    new = office.books.allocations[len(known) :]
    rows = office.desk.read(
        "select * from tolsel.allocation where allocation_id > %s order by allocation_id",
        [known[-1].allocation_id if known else 0],
    )
    found = []
    for allocation, row in zip(new, rows, strict=False):
        compare(row, allocation.shown())
        allocation.allocation_id = row["allocation_id"]
        found.append(allocation)
    assert len(rows) == len(new) == len(found), (rows, [a.shown() for a in new])


def audit_books(office: Tills) -> None:
    """All documents, customers, balances and days of channels."""
    books, read = office.books, office.desk.read
    match(
        read("select * from tolsel.invoice order by invoice_id"),
        [books.invoices[i].shown() for i in sorted(books.invoices)],
    )
    match(
        read("select * from tolsel.payment order by payment_id"),
        [p.shown() for _, p in sorted(books.payments.items()) if p.kind == "payment"],
    )
    match(
        read("select * from tolsel.credit_note order by credit_note_id"),
        [p.shown_credit() for _, p in sorted(books.payments.items()) if p.kind == "credit_note"],
    )
    match(
        read("select * from tolsel.customer order by customer_id"),
        [books.figures_of(books.customers[i]) for i in sorted(books.customers)],
    )
    balances = read("select account_id, balance from tolsel.account_balance order by account_id")
    match(
        balances,
        [
            {"account_id": row["account_id"], "balance": books.balance(row["account_id"])}
            for row in balances
        ],
    )
    for channel in books.channels.values():
        days = office.desk.call(
            office.desk.app,
            "list_channel_days",
            {
                "p_channel_id": channel.channel_id,
                "p_from_on": "1900-01-01",
                "p_to_on": "2199-12-31",
            },
        )
        match(days.rows, days_of(books.moves, channel))
    audit_trail(office)


def audit_day(office: Tills, day: date) -> None:
    """What was owed at the end of a day is a replay of what counts until then. # M3"""
    books = office.books
    wanted = {}
    for customer in books.customers.values():
        aging = books.aging(customer, day)
        owed = sum((aging[name] for name in AGES), ZERO) - aging["credit_amount"]
        assert owed == aging["balance"], (customer, day, aging)
        wanted[customer.customer_id] = aging
    rows = office.desk.call(office.desk.app, "list_aging", {"p_on": day.isoformat()}).rows
    nothing = {*AGES, "credit_amount", "balance"}
    for row in rows:
        compare(row, wanted.pop(row["customer_id"]))
    assert not [a for a in wanted.values() if any(a[name] for name in nothing)], (day, wanted)
    office.desk.tally.notes["aged on a day"] += 1


def audit_trail(office: Tills) -> None:
    """Each attempt has begun, and those that ended say how."""
    rows = office.desk.read(
        """select payment_id, max(attempt_no) as attempts, count(*) as row_count,
            (array_agg(status order by attempt_no desc, status = 'initiated'))[1] as status
        from tolsel.payment_tracking group by payment_id order by payment_id"""
    )
    payments = [p for p in office.books.payments.values() if p.kind == "payment"]
    match(
        rows,
        [
            {
                "payment_id": p.payment_id,
                "attempts": p.retry_count + 1,
                "status": {"open": "initiated", "void": "completed"}.get(p.status, p.status),
                "row_count": 2 * (p.retry_count + 1) - (p.status == "open"),
            }
            for p in sorted(payments, key=lambda p: p.payment_id)
        ],
    )


def audit_proof(office: Tills) -> None:
    """The validator finds nothing, but for the clock, and jobs that nobody runs beside it."""
    rows = office.desk.call(office.desk.admin, "verify", {}).rows
    found = [
        row for row in rows
        if row["status"] != "ok" and row["check_name"] != "core.job_in_trouble"
    ]  # fmt: skip
    assert [row["check_name"] for row in found] == ["core.test_clock"], found


def match(rows: list[dict[str, Any]], shown: list[dict[str, Any]]) -> None:
    assert len(rows) == len(shown), (rows, shown)
    for row, wanted in zip(rows, shown, strict=True):
        compare(row, wanted)
