"""What a hint proposes works: where it names a call, that call is made, and the way is free.

# M4: every hint that names a call, but for those of HELD_ELSEWHERE.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest

from tests.conftest import ConnectAs
from tests.house.catalog import Connection, public_functions
from tests.house.shop import Shop, call, good_calls, lines, open_shop, statement
from tests.house.test_hints import NAME

# Whose work it is to follow these, and where that is tried.
HELD_ELSEWHERE = {
    "UB141": "tests/sql/wallet/test_charge_back_top_up.sql",
    "UC001": "tests/sql/core/test_current_tenant_id.sql",
    "UC002": "tests/sql/core/test_grant_login.sql",
    "UC026": "tests/sql/core/test_preview.sql",
    "UC037": "tests/python/test_cluster.py",
    "UK005": "tests/python/test_statement_import.py",
    "UL027": "tests/sql/ledger/test_unfreeze_account.sql",
    "UQ027": "tests/sql/queue/test_get_notification.sql",
    "US001": "tests/sql/cluster/test_change_shard.sql",
    "US003": "tests/sql/cluster/test_change_shard.sql",
    "UW025": "tests/sql/wallet/test_written_off.sql",
    "UW015": "tests/sql/wallet/test_charge_back_top_up.sql",
}
NOWHERE = 987654
CODES = r"""
    select code, hint from tolsel_core.error_code e
    where exists (
        select from regexp_matches(e.hint, 'tolsel\.(\w+)', 'g') m
        join pg_proc p on p.pronamespace = 'tolsel'::regnamespace and p.proname = m[1]
        where m[1] !~ '^(list|get)_')"""


@dataclass(frozen=True)
class Of:
    """What an earlier call of the same way has answered."""

    function: str
    name: str


Step = tuple[str, dict[str, Any]]


@dataclass
class Way:
    """A refusal, the calls that its hint names, and the call that works by then."""

    code: str
    refused: Step
    named: list[Step]
    before: list[Step] = field(default_factory=list)
    again: dict[str, Any] | None = field(default_factory=dict)
    """What differs from the refused call where it is made again; none: it is not."""


def ways_of_billing(shop: Shop) -> Iterator[Way]:
    invoice = {"p_customer_id": shop.customer, "p_lines": [{"amount": "5"}]}
    paid = {
        "p_customer_id": shop.customer, "p_amount": "3", "p_method": "cash", "p_surplus": "keep",
        "p_channel_id": shop.bank, "p_invoice_ids": "{}", "p_invoice_amounts": None,
        "p_paid_on": "2026-01-21", "p_provider_reference": None,
    }  # fmt: skip
    yield Way(
        "UB001", ("issue_invoice", invoice | {"p_customer_id": NOWHERE}),
        [("open_customer", {"p_code": "new"})],
        again={"p_customer_id": Of("open_customer", "customer_id")},
    )  # fmt: skip
    yield Way(
        "UB008", ("allocate_payment", {"p_invoice_id": shop.invoice, "p_amount": "20"}),
        [("reverse_allocation", {"p_amount": "1"})],
    )  # fmt: skip
    yield Way(
        "UB011", ("void_payment", {"p_payment_id": Of("record_payment", "payment_id")}),
        [("void_refund", {"p_refund_id": Of("refund_payment", "refund_id")})],
        before=[
            ("record_payment", paid),
            ("refund_payment", {
                "p_payment_id": Of("record_payment", "payment_id"), "p_amount": "1",
                "p_refunded_on": "2026-01-21",
            }),
        ],
    )  # fmt: skip
    yield Way(
        "UB012", ("void_invoice", {}),
        [("reverse_allocation", {
            "p_allocation_id": Of("allocate_payment", "allocation_id"), "p_amount": "2",
        })],
        before=[("allocate_payment", {})],
    )  # fmt: skip
    yield Way(
        "UB013", ("issue_invoice", invoice), [("set_owed_limit", {"p_owed_limit": "100000"})],
        before=[("set_owed_limit", {"p_owed_limit": "1"})],
    )  # fmt: skip
    yield Way(
        "UB015", ("issue_invoice", invoice | {"p_lines": [{"amount": "-5"}]}),
        [("issue_credit_note", {})], again=None,
    )  # fmt: skip
    yield Way(
        "UB020", ("complete_payment", {"p_payment_id": shop.failed}), [("record_payment", {})],
        again=None,
    )  # fmt: skip
    report = {"p_reported_on": "2026-01-20"}
    yield Way("UB025", ("get_daily_report", report), [("save_daily_report", report)])
    asked = paid | {"p_method": "stripe", "p_surplus": "refuse", "p_amount": "7"}
    del asked["p_paid_on"], asked["p_surplus"]
    one = {"p_invoice_ids": f"{{{shop.fresh}}}"}
    yield Way(
        "UB031", ("retry_payment", {"p_payment_id": Of("open_payment", "payment_id")}),
        [("open_payment", asked | {"p_invoice_ids": f"{{{shop.invoice}}}"})],
        before=[
            ("open_payment", asked | one),
            ("fail_payment", {"p_payment_id": Of("open_payment", "payment_id")}),
            ("allocate_payment", {"p_amount": "7"}),
        ],
        again=None,
    )  # fmt: skip
    yield Way(
        "UB063", ("complete_payment", {"p_provider_reference": "r-3"}),
        [("record_payment", paid | {"p_method": "stripe", "p_provider_reference": "r-3"})],
        before=[("complete_payment", {})], again=None,
    )  # fmt: skip
    active = {"p_customer_id": shop.customer, "p_is_active": True}
    yield Way(
        "UB064", ("issue_invoice", invoice), [("set_customer_active", active)],
        before=[("set_customer_active", {})],
    )  # fmt: skip
    gone = {"p_customer_id": shop.gone}
    yield Way(
        "UB065", ("forget_customer", {}), [("set_kept_years", {"p_kept_years": 0})],
        before=[
            ("issue_invoice", invoice | gone | {"p_issued_on": "2026-01-20"}),
            ("record_payment", paid | gone | {"p_amount": "5", "p_invoice_ids": None}),
        ],
    )  # fmt: skip
    rounded = paid | {
        "p_channel_id": shop.channel, "p_amount": "3.02", "p_received_amount": "3.00",
    }  # fmt: skip
    yield Way(
        "UB110", ("record_payment", rounded), [("set_cash_rounding", {})],
        before=[("set_cash_rounding", {"p_step": None})],
    )  # fmt: skip
    cheque = {"p_channel_id": shop.channel, "p_taken_on": "2026-01-21", "p_present_on": None}
    yield Way(
        "UB112", ("bank_cheque", {"p_payment_id": shop.payment}), [("record_cheque", cheque)],
        again={"p_payment_id": Of("record_cheque", "payment_id")},
    )  # fmt: skip
    yield Way(
        "UB113", ("bank_cheque", {"p_banked_on": "2026-01-22"}),
        [("void_channel_transfer", {
            "p_channel_transfer_id": Of("bank_cheque", "channel_transfer_id"),
        })],
        before=[("bank_cheque", {})],
    )  # fmt: skip
    yield Way(
        "UB114", ("correct_payment", {"p_payment_id": shop.cheque}),
        [("void_payment", {"p_payment_id": shop.cheque})], again=None,
    )  # fmt: skip
    yield Way(
        "UB140", ("complete_payment", {"p_payment_id": shop.asked_top_up}),
        [("complete_top_up", {})], again=None,
    )  # fmt: skip
    yield Way(
        "UC032", ("delete_daily_report", {}), [("set_context", {})],
        before=[("set_context", {"p_user_id": None})],
    )  # fmt: skip


def ways_of_channels(shop: Shop) -> Iterator[Way]:
    paid = {"p_invoice_ids": "{}", "p_invoice_amounts": None, "p_surplus": "keep"}
    opened = {"p_currency": None, "p_kind": "bank"}
    yield Way(
        "UH001", ("record_payment", paid | {"p_channel_id": NOWHERE}), [("open_channel", opened)],
        again={"p_channel_id": Of("open_channel", "channel_id")},
    )  # fmt: skip
    yield Way(
        "UH002", ("record_payment", paid), [("set_channel_active", {"p_is_active": True})],
        before=[("set_channel_active", {})],
    )  # fmt: skip
    yield Way(
        "UH003", ("record_payment", paid | {"p_method": "shells"}),
        [("set_payment_method", {"p_method": "shells"})],
    )  # fmt: skip
    pay = {"p_vendor_bill_id": None}
    yield Way(
        "UH007", ("pay_vendor", pay | {"p_vendor_id": NOWHERE}),
        [("open_vendor", {"p_currency": None})],
        again={"p_vendor_id": Of("open_vendor", "vendor_id")},
    )  # fmt: skip
    yield Way(
        "UH008", ("pay_vendor", {"p_vendor_bill_id": NOWHERE}), [("record_vendor_bill", {})],
        again={"p_vendor_bill_id": Of("record_vendor_bill", "vendor_bill_id")},
    )  # fmt: skip
    yield Way(
        "UH015", ("void_vendor_bill", {"p_vendor_bill_id": shop.bill}),
        [("reverse_vendor_allocation", {}), ("void_vendor_payment", {})],
    )  # fmt: skip
    yield Way(
        "UH062", ("allocate_vendor_payment", {"p_amount": "3"}),
        [("reverse_vendor_allocation", {})],
    )  # fmt: skip
    yield Way(
        "UH065", ("void_vendor_payment", {"p_vendor_payment_id": shop.ahead}),
        [("void_vendor_refund", {})],
    )  # fmt: skip
    yield Way(
        "UH067", ("record_vendor_credit_note", {"p_credit_number": "C-1"}),
        [("void_vendor_payment", {"p_vendor_payment_id": shop.ahead})],
        before=[("void_vendor_refund", {})],
    )  # fmt: skip
    yield Way(
        "UH068", ("record_vendor_bill", {}), [("set_vendor_active", {"p_is_active": True})],
        before=[("set_vendor_active", {})],
    )  # fmt: skip


def ways_of_banks(shop: Shop) -> Iterator[Way]:
    other = "DE89370400440532013000"
    elsewhere = statement("0", "1", "1") | {"account": other}
    opened = {"p_currency": None, "p_kind": "bank"}
    numbers = {"p_account_numbers": f"{{{other}}}"}
    theirs = {"p_channel_id": Of("open_channel", "channel_id")}
    yield Way(
        "UK001", ("import_statement", {"p_statement": elsewhere}),
        [("set_bank_account", theirs | numbers)], before=[("open_channel", opened)],
    )  # fmt: skip
    yield Way(
        "UK002", ("set_bank_account", numbers | {"p_channel_id": shop.channel}),
        [("open_channel", opened)], again=theirs,
    )  # fmt: skip
    yield Way(
        "UK004", ("set_bank_account", theirs), [("set_bank_account", numbers)],
        before=[("open_channel", opened)],
    )  # fmt: skip
    named = {"p_profile": "none"}
    yield Way("UK011", ("get_bank_profile", named), [("save_bank_profile", named)])
    yield Way(
        "UK013", ("match_account", {}),
        [("undo_match", {"p_match_id": Of("match_account", "match_id")})],
        before=[("match_account", {})],
    )  # fmt: skip
    yield Way(
        "UK014", ("match_postings", {"p_detail_ids": f"{{{shop.came}}}"}),
        [("match_account", {"p_detail_id": shop.came})], again=None,
    )  # fmt: skip
    yield Way(
        "UK020", ("close_period", {"p_through_on": "2026-01-24"}),
        [("record_bank_difference", {"p_noted_on": "2026-01-24"})],
    )  # fmt: skip
    yield Way(
        "UK023", ("match_invoices", {"p_charge_amount": "4"}), [("set_bank_account", {})],
    )  # fmt: skip


def ways_of_the_ledger(shop: Shop) -> Iterator[Way]:
    yield Way(
        "UL003", ("post_journal", {"p_lines": lines("till", "none", "1")}),
        [("open_account", {"p_code": "none", "p_credit_limit": None})],
    )  # fmt: skip
    then = {"p_effective_on": "2025-07-15", "p_lines": lines("till", "4000", "1")}
    yield Way("UL007", ("post_journal", then), [("reopen_period", {})])
    yield Way(
        "UL021", ("reverse_journal", {"p_journal_id": Of("reverse_journal", "journal_id")}),
        [("post_journal", {})], before=[("reverse_journal", {})], again=None,
    )  # fmt: skip
    yield Way(
        "UL022", ("close_period", {"p_through_on": "2025-06-30"}),
        [("reopen_period", {"p_through_on": "2025-05-31"})],
    )  # fmt: skip
    yield Way(
        "UL024", ("rebuild_daily_totals", {"p_account_id": shop.purse}),
        [("set_daily_totals", {})],
    )  # fmt: skip
    year = {"p_ended_on": "2024-12-31"}
    yield Way(
        "UL092", ("reopen_period", {"p_through_on": "2024-06-30"}), [("reopen_year", year)],
    )  # fmt: skip
    yield Way(
        "UL093", ("reverse_journal", {"p_journal_id": Of("close_year", "journal_id")}),
        [("reopen_year", {"p_ended_on": "2025-12-31"})],
        before=[
            ("reopen_period", {}), ("post_journal", then),
            ("close_period", {"p_through_on": "2025-12-31"}), ("close_year", {}),
        ],
        again=None,
    )  # fmt: skip


def ways_of_queues(shop: Shop) -> Iterator[Way]:
    new = {"p_branch_id": Of("open_branch", "branch_id")}
    join = {"p_priority": None}
    yield Way(
        "UQ001", ("join_queue", join | new), [("set_queue_line", new)],
        before=[("open_branch", {})],
    )  # fmt: skip
    yield Way(
        "UQ002", ("join_queue", join), [("set_queue_line", {})],
        before=[("set_queue_line", {"p_is_open": False})],
    )  # fmt: skip
    yield Way(
        "UQ003", ("join_queue", join | {"p_service_id": NOWHERE}), [("open_queue_service", {})],
        again={"p_service_id": Of("open_queue_service", "service_id")},
    )  # fmt: skip
    yield Way(
        "UQ004", ("join_queue", join | {"p_service_id": shop.service}),
        [("change_queue_service", {"p_is_active": True})], before=[("change_queue_service", {})],
    )  # fmt: skip
    yield Way(
        "UQ005", ("join_queue", join | {"p_priority": "vip"}), [("set_queue_priority", {})],
    )  # fmt: skip
    yield Way(
        "UQ006", ("call_next_ticket", {"p_counter_id": NOWHERE}), [("open_counter", {})],
        again={"p_counter_id": Of("open_counter", "counter_id")},
    )  # fmt: skip
    whose = {"p_user_ids": "{}"}
    both = {"p_is_open": True, "p_service_ids": f"{{{shop.service}, {shop.advice}}}"} | whose
    yield Way(
        "UQ007", ("call_next_ticket", {}), [("change_counter", both)],
        before=[("change_counter", whose)],
    )  # fmt: skip
    yield Way(
        "UQ012", ("call_ticket", {}), [("change_counter", both)],
        before=[("change_counter", whose | {"p_is_open": True})],
    )  # fmt: skip
    yield Way(
        "UQ013", ("join_queue", join), [("set_queue_line", {})],
        before=[
            ("set_queue_line", {"p_is_second_ticket_allowed": False}),
            ("join_queue", join),
        ],
    )  # fmt: skip
    template = {"p_template": "reminder"}
    yield Way("UQ021", ("record_notification", template), [("set_sms_template", {})])
    yield Way(
        "UQ050", ("call_next_ticket", {}), [("set_context", {})],
        before=[
            ("set_context", {"p_user_id": None}),
            ("change_counter", both | {"p_user_ids": f"{{{shop.user}}}"}),
        ],
    )  # fmt: skip


def ways_of_wallets(shop: Shop) -> Iterator[Way]:
    yield Way(
        "UW001", ("get_wallet", {"p_wallet_id": NOWHERE}), [("open_wallet", {})],
        again={"p_wallet_id": Of("open_wallet", "wallet_id")},
    )  # fmt: skip
    price = {"p_plan": "huge", "p_valid_from": None}
    yield Way("UW004", ("quote_plan", {"p_plan": "huge"}), [("set_plan_price", price)])
    poor = {"p_wallet_id": Of("open_wallet", "wallet_id")}
    yield Way(
        "UW005", ("provision_resource", poor | {"p_customer_id": None}),
        [("top_up_wallet", poor | {"p_amount": "200000"})],
        before=[("open_wallet", {"p_currency": "EUR", "p_credit_limit": None})],
    )  # fmt: skip
    closed = {"p_wallet_id": shop.empty_wallet, "p_channel_id": None, "p_paid_on": None}
    yield Way(
        "UW011", ("top_up_wallet", closed),
        [("open_wallet", {"p_owner_customer_id": shop.customer, "p_currency": "USD"})],
        before=[("close_wallet", {})],
    )  # fmt: skip


def ways_of_exchanges() -> Iterator[Way]:
    of_yen = {"p_base_currency": None, "p_is_correction": None, "p_rates": [
        {"currency": "JPY", "on": "2026-01-20", "rate": "175.68"},
    ]}  # fmt: skip
    yield Way(
        "UX003", ("get_exchange_rate", {"p_to_currency": "JPY"}),
        [("record_exchange_rates", of_yen)],
    )  # fmt: skip


def ways(shop: Shop) -> list[Way]:
    return [
        *ways_of_billing(shop), *ways_of_channels(shop), *ways_of_banks(shop),
        *ways_of_the_ledger(shop), *ways_of_queues(shop), *ways_of_wallets(shop),
        *ways_of_exchanges(),
    ]  # fmt: skip


class Follower:
    """Makes the calls of a way, each with the good arguments that the way does not say."""

    def __init__(self, conn: Connection, calls: dict[str, dict[str, Any]]) -> None:
        self.conn, self.calls = conn, calls
        self.roles = {f.name: f.roles for f in public_functions(conn)}
        self.answers: dict[str, Any] = {}

    def make(self, step: Step) -> None:
        function, changes = step
        arguments = {
            name: self.answers[value.function][value.name] if isinstance(value, Of) else value
            for name, value in (self.calls[function] | changes).items()
            # Each call is a request of its own.
            if name != "p_request_key"
        }
        is_app = "tolsel_app" in self.roles[function]
        self.conn.execute(f"set role {'shop_app' if is_app else 'shop_admin'}")
        with self.conn.transaction():
            self.answers[function] = call(self.conn, function, **arguments)

    def follow(self, way: Way) -> None:
        self.answers = {}
        for step in way.before:
            self.make(step)
        with pytest.raises(psycopg.Error) as refusal:
            self.make(way.refused)
        assert refusal.value.sqlstate == way.code, refusal.value
        hint = refusal.value.diag.message_hint or ""
        for step in way.named:
            assert step[0] in hint, f"the hint does not name {step[0]}"
            self.make(step)
        if way.again is not None:
            self.make((way.refused[0], way.refused[1] | way.again))


def test_what_a_hint_names_frees_the_way(postgresql: Connection, connect_as: ConnectAs) -> None:
    shop = open_shop(connect_as("shop_app"), connect_as("shop_admin"), tenant_id=1)
    postgresql.execute("grant shop_app, shop_admin to current_user")
    postgresql.commit()
    follower = Follower(postgresql, good_calls(shop))
    failed = {}
    for way in ways(shop):
        with postgresql.transaction(force_rollback=True):
            try:
                follower.follow(way)
            except (psycopg.Error, AssertionError, pytest.fail.Exception) as error:
                failed[way.code] = str(error)
    assert not failed, "\n".join(f"{code}: {error}" for code, error in failed.items())
    named = {code for code, hint in postgresql.execute(CODES) if NAME.search(hint)}
    assert named == {way.code for way in ways(shop)} | HELD_ELSEWHERE.keys()
