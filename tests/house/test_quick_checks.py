"""What a validation asks every five minutes costs what is new, however many documents are old.

# S70: the documents of a shop are copied; then a few of every kind are added, and every check that
a validation runs is asked about them.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import ConnectAs
from tests.house.catalog import Connection
from tests.house.shop import Shop, call, open_shop

COPIES, MORE_COPIES = 400, 1600
GROWN = """
    select c.relnamespace::regnamespace || '.' || c.relname from pg_class c
    where c.relnamespace::regnamespace::text ~ '^tolsel_' and c.relkind = 'r' and c.reltuples > 350
        and c.relname not in ('account', 'balance', 'slot_mark')"""
MAY_GROW = 1.5
# A page or two more come from deeper indexes.
PAGES_FREE = 8
# The days of the channels that have new entries, one row a day; the closings of years; and what
# runs and is paid from a wallet, as its hold is judged each time.
WALKED = {
    "channel.wrong_book": {"daily_total"}, "ledger.wrong_year": {"year_close"},
    "wallet.wrong_resource_hold": {"resource"},
}  # fmt: skip
# One row an account: all of them are judged each time, so that a changed one is found at once.
OF_ALL_ACCOUNTS = {
    "channel.wrong_account", "ledger.frozen_account", "ledger.open_system",
    "ledger.vanished_entry", "ledger.wrong_available", "ledger.wrong_balance", "ledger.wrong_close",
    "ledger.wrong_held_amount", "ledger.wrong_slots", "wallet.wrong_resource_hold",
}  # fmt: skip
# A copy of a document has numbers, days and keys of its own, and a customer of its own. It is a
# year older, and on one of two hundred days; a bill of a vendor is paid.
KEPT = "^(tenant|branch|user|vendor|channel|[a-z]+_channel|[a-z]+_account)_id$"
TABLES = """
    select c.oid::regclass::text, c.relname,
        string_agg(quote_ident(a.attname), ', ' order by a.attnum),
        string_agg(case
            when a.attname in ('request_key', 'provider_reference') then 'null'
            when a.attname in ('bill_number', 'code') then a.attname || ' || n'
            when a.attname = 'paid_amount' and c.relname = 'vendor_bill' then 'total_amount'
            when a.attname in ('version', 'number')
                    and c.relname in ('entry', 'invoice', 'credit_note')
                then a.attname || ' + n * 1000'
            when format_type(a.atttypid, null) ~ 'date$' then a.attname || ' - 1 - n %% 200'
            when a.atttypid = 'timestamptz'::regtype then a.attname || ' - interval $$1 year$$'
            when a.attname = 'account_id' then
                'account_id + case account_id when receivable_id then n * 1e6::bigint else 0 end'
            when a.attname ~ '_id$' and a.atttypid = 'bigint'::regtype and a.attname !~ %(kept)s
                then a.attname || ' + n * 1000000::bigint'
            else quote_ident(a.attname) end, ', ' order by a.attnum)
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and a.attgenerated = '' and c.oid in (
        select r.conrelid from pg_constraint r where r.confrelid in (
            'tolsel_ledger.journal'::regclass, 'tolsel_billing.payment'::regclass,
            'tolsel_billing.invoice'::regclass, 'tolsel_billing.customer'::regclass,
            'tolsel_billing.credit_note'::regclass)
            -- A ticket of a day that is not closed is new; test_explain_queue has those that are.
            and r.conrelid <> 'tolsel_queue.ticket'::regclass
        union all
        select t::regclass from unnest(array['tolsel_ledger.journal', 'tolsel_ledger.daily_total',
            'tolsel_ledger.account', 'tolsel_ledger.balance', 'tolsel_billing.customer']) t)
    group by c.oid"""
# Of accounts, those of customers alone are copied.
OF_ACCOUNTS = ("account", "balance")
CHECKS = """
    select r.check_name, coalesce(r.quick_view_name, r.view_name)
    from tolsel_core.check_rule r order by r.check_name"""


class Copier:
    """Copies the documents that are there when it is made."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self.tables = conn.execute(TABLES.encode(), {"kept": KEPT}).fetchall()
        conn.execute(
            """create temporary table receivable as
               select c.account_id as receivable_id from tolsel_billing.customer c"""
        )
        conn.execute("set session_replication_role = replica")
        # Old ones, as the copies will be: rows of a history come in the order of their time.
        for table, moment in (
            ("allocation", "paid_at"),
            ("payment_tracking", "recorded_at"),
            ("invoice_change", "changed_at"),
        ):
            conn.execute(
                f"""alter table tolsel_billing.{table}
                        disable trigger {table}_before_change_append_only;
                    update tolsel_billing.{table} set {moment} = {moment} - interval '1 year'"""
            )
        for table, name, *_ in self.tables:
            conn.execute(f"create temporary table first_{name} as select * from {table}".encode())
        self.copies = 0

    def copy(self, copies: int) -> None:
        """Bring the copies of each document to this number, and make them old."""
        self.conn.execute("set session_replication_role = replica")
        for table, name, columns, values in self.tables:
            of_customers = "where account_id = receivable_id" if name in OF_ACCOUNTS else ""
            self.conn.execute(
                f"""insert into {table} ({columns}) overriding system value
                    select {values}
                    from first_{name}, receivable,
                        generate_series({self.copies + 1}, {copies}) n
                    {of_customers} on conflict do nothing""".encode()
            )
        self.conn.execute(
            """update tolsel_ledger.balance b
               set version = e.version, balance = e.balance_after, last_booked_at = e.booked_at
               from (select distinct on (e.tenant_id, e.account_id, e.slot) e.*
                   from tolsel_ledger.entry e
                   order by e.tenant_id, e.account_id, e.slot, e.version desc) e
               where (e.tenant_id, e.account_id, e.slot) = (b.tenant_id, b.account_id, b.slot)"""
        )
        self.conn.execute(
            """insert into tolsel_ledger.slot_mark (
                   tenant_id, account_id, slot, checked_version, checked_balance)
               select b.tenant_id, b.account_id, b.slot, b.version, b.balance
               from tolsel_ledger.balance b where b.version > 0
               on conflict (tenant_id, account_id, slot) do update
               set checked_version = excluded.checked_version,
                   checked_balance = excluded.checked_balance"""
        )
        self.conn.execute("set session_replication_role = origin")
        self.copies = copies
        self.conn.commit()
        self.conn.autocommit = True
        self.conn.execute("vacuum analyze")
        # What was asked about before has left its time in the ranges, though it was undone.
        self.conn.execute("reindex index tolsel_billing.allocation_paid_at_idx")
        self.conn.execute("reindex index tolsel_billing.payment_tracking_recorded_at_idx")
        self.conn.execute("reindex index tolsel_billing.invoice_change_changed_at_idx")
        self.conn.autocommit = False


def add_documents(conn: Connection, shop: Shop) -> None:
    """Add a document of every kind, and undo one of every kind."""
    conn.execute("set local role shop_app")
    invoice = call(
        conn, "issue_invoice", p_customer_id=shop.customer, p_lines=[{"amount": "40"}]
    )["invoice_id"]  # fmt: skip
    paying = {"p_customer_id": shop.customer, "p_method": "cash", "p_channel_id": shop.bank}
    payment, wrong = (
        call(conn, "record_payment", p_amount=amount, p_invoice_ids=f"{{{invoice}}}", **paying)
        for amount in ("20", "5")
    )
    call(
        conn, "refund_payment", p_payment_id=payment["payment_id"], p_channel_id=shop.bank,
        p_amount="2", p_method="cash", p_reason="Broken",
    )  # fmt: skip
    call(conn, "void_payment", p_payment_id=wrong["payment_id"], p_reason="Bounced")
    credited, void = (
        call(
            conn, "issue_credit_note", p_customer_id=shop.customer, p_lines=[{"amount": "4"}],
            p_reason="Late", p_invoice_id=invoice_id,
        )["credit_note_id"]
        for invoice_id in (invoice, None)
    )  # fmt: skip
    call(
        conn, "refund_credit_note", p_credit_note_id=credited, p_channel_id=shop.bank,
        p_amount="2", p_method="cash", p_reason="Broken",
    )  # fmt: skip
    call(conn, "void_credit_note", p_credit_note_id=void, p_reason="Wrong")
    bill = call(
        conn, "record_vendor_bill", p_vendor_id=shop.vendor, p_bill_number="R-9",
        p_total_amount="9", p_expense_account_id=shop.till,
    )["vendor_bill_id"]  # fmt: skip
    paid = call(
        conn, "pay_vendor", p_vendor_id=shop.vendor, p_channel_id=shop.bank, p_amount="5",
        p_method="cash", p_vendor_bill_id=bill,
    )["vendor_payment_id"]  # fmt: skip
    call(conn, "void_vendor_payment", p_vendor_payment_id=paid, p_reason="Wrong")
    entry = call(
        conn, "record_daily_entry", p_channel_id=shop.channel, p_direction="in", p_amount="50",
        p_account_id=shop.till, p_reason="Float",
    )["daily_entry_id"]  # fmt: skip
    call(conn, "void_daily_entry", p_daily_entry_id=entry, p_reason="Wrong")
    call(
        conn, "transfer_between_channels", p_from_channel_id=shop.bank,
        p_to_channel_id=shop.channel, p_amount="20",
    )  # fmt: skip
    call(conn, "close_day", p_channel_id=shop.channel, p_closed_on="2026-01-21")
    call(conn, "place_hold", p_account_id=shop.purse, p_amount="1")
    conn.execute("reset role")


def walked(plan: dict[str, Any], grown: set[str]) -> set[str]:
    """Return the tables that grow and that a plan has walked."""
    # Two domains may each have a table of one name.
    name = f"{plan.get('Schema')}.{plan.get('Relation Name')}"
    is_walked = plan["Node Type"] == "Seq Scan" and plan["Actual Loops"] and name in grown
    found = {name.partition(".")[2]} if is_walked else set()
    for child in plan.get("Plans", []):
        found |= walked(child, grown)
    return found


def ask(conn: Connection, shop: Shop) -> dict[str, tuple[set[str], int]]:
    """Return what each check walks and how many pages it reads, with a few documents new."""
    grown = {row[0] for row in conn.execute(GROWN).fetchall()}
    assert {"entry", "journal", "invoice", "payment", "vendor_bill", "daily_entry"} <= {
        name.partition(".")[2] for name in grown
    }
    conn.execute(
        "insert into tolsel_core.validation (started_at, is_full, check_count, "
        "breach_count, entry_count, login) values (clock_timestamp(), false, 1, 0, 0, 'x')"
    )
    add_documents(conn, shop)
    conn.execute("set local work_mem = '64MB'; set local jit = off")
    conn.execute("select tolsel_ledger.note_due_slots()")
    found = {}
    for check, view in conn.execute(CHECKS).fetchall():
        row = conn.execute(
            f"""explain (analyze, verbose, buffers, timing off, format json)
                select * from {view}""".encode()
        ).fetchone()
        assert row is not None
        plan = row[0][0]["Plan"]
        pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        found[check] = walked(plan, grown), pages
    conn.rollback()
    return found


@pytest.fixture
def shop(connect_as: ConnectAs) -> Iterator[Shop]:
    yield open_shop(connect_as("shop_app"), connect_as("shop_admin"), tenant_id=1)


def test_a_quick_check_reads_what_is_new(postgresql: Connection, shop: Shop) -> None:
    copier = Copier(postgresql)
    copier.copy(COPIES)
    few = ask(postgresql, shop)
    copier.copy(MORE_COPIES)
    many = ask(postgresql, shop)
    walks = {
        check: tables - WALKED.get(check, set())
        for check, (tables, _) in many.items()
        if tables - WALKED.get(check, set())
    }
    grows = {
        check: (pages, many[check][1])
        for check, (_, pages) in few.items()
        if many[check][1] > MAY_GROW * pages + PAGES_FREE and check not in OF_ALL_ACCOUNTS
    }
    assert not walks
    assert not grows
