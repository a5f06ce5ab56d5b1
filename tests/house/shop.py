"""A shop with a little of everything, and one good call of every public function."""

from dataclasses import dataclass, replace
from typing import Any

from psycopg.types.json import Jsonb

from tests.house.catalog import Connection

# These are about the database as a whole, and for its administrator or owner.
DATABASE_WIDE = {
    "add_check", "add_shard", "change_shard", "claim_next_job", "find_shard", "grant_login",
    "help", "join_cluster", "list_currencies", "list_incidents", "list_jobs", "list_placements",
    "list_shards", "list_tenants", "open_tenant", "place_tenants", "repair", "revoke_login",
    "run_claimed_job", "run_next_job", "seal_entries", "set_check_freezing", "set_clock",
    "set_job", "set_log_retention", "validate_books", "verify",
}  # fmt: skip

# These want the session to be attributed to a person with the role admin: the shop's first user.
NEEDS_AN_ADMIN, ADMIN = {"delete_daily_report"}, "1"


# What is not taxed has a line that says so.
UNTAXED = {"amount": "0", "account_code": "2200", "tax_rate": "0", "base_amount": "7"}


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What a tenant has, by id."""

    till: int
    purse: int
    hold: int
    journal: int
    branch: int
    user: int
    event: int
    delivered: int
    claim: int
    channel: int
    bank: int
    vendor: int
    bill: int
    open_bill: int
    paid: int
    ahead: int
    applied: int
    given_back: int
    counted: int
    moved: int
    customer: int
    invoice: int
    fresh: int
    draft: int
    payment: int
    failed: int
    asked: int
    allocation: int
    refund: int
    note: int
    gone: int
    cheque: int
    suspense: int
    came: int
    went: int
    left: int
    match: int
    unseen: int
    service: int
    advice: int
    counter: int
    second_counter: int
    middle_counter: int
    dollars: int
    exchange: int
    wallet: int
    empty_wallet: int
    top_up: int
    asked_top_up: int
    refused_top_up: int
    resource: int
    waiting: int
    called: int
    serving: int
    message: int
    resource_at: Any
    # What has run for more than a month and is charged, where somebody has let it: see meter.
    metered: int = 0
    metered_wallet: int = 0
    metered_at: Any = "2026-01-01T00:00:00Z"


def call(conn: Connection, function: str, **arguments: Any) -> Any:
    """Call a public function with named arguments and return its first row as a dict."""
    names = ", ".join(f"{name} => %({name})s" for name in arguments)
    row = conn.execute(
        f"select to_jsonb(answer) from tolsel.{function}({names}) answer",
        {k: Jsonb(v) if isinstance(v, dict | list) else v for k, v in arguments.items()},
    ).fetchone()
    return row[0] if row else None


def lines(debit: str, credit: str, amount: str) -> list[dict[str, str]]:
    return [
        {"account_code": debit, "amount": amount},
        {"account_code": credit, "amount": f"-{amount}"},
    ]


def open_shop(app: Connection, admin: Connection, *, tenant_id: int) -> Shop:
    """Open accounts, post, hold, reverse and close, all through the door."""
    tenant = {"p_tenant_id": tenant_id}
    user = call(admin, "open_user_account", p_name="Ann", p_role="admin", **tenant)["user_id"]
    branch = call(admin, "open_branch", p_name="Harbour", p_time_zone="Asia/Manila", **tenant)
    till = call(
        app, "open_account", p_code="till", p_name="Till", p_type="asset",
        p_has_daily_totals=True, **tenant,
    )  # fmt: skip
    purse = call(
        app, "open_account", p_code="purse", p_name="Purse", p_type="asset", p_credit_limit=0,
        p_parent_account_id=till["account_id"], **tenant,
    )  # fmt: skip
    first = call(
        app, "post_journal", p_lines=lines("till", "4000", "100.00"), p_description="Coffee",
        p_effective_on="2026-01-15", p_metadata={"table": 7}, p_request_key="first", **tenant,
    )  # fmt: skip
    call(app, "post_journal", p_lines=lines("purse", "till", "60"), **tenant)
    hold = call(
        app, "place_hold", p_account_id=purse["account_id"], p_amount="10", p_description="Deposit",
        p_request_key="held", **tenant,
    )  # fmt: skip
    call(
        app, "reverse_journal", p_journal_id=first["journal_id"],
        p_lines=lines("4000", "till", "1"), **tenant,
    )  # fmt: skip
    # Of the two closes, one has been told to a relay, and one is just being told.
    call(admin, "close_period", p_through_on="2025-12-30", p_reason="Year, almost", **tenant)
    told = call(app, "claim_events", p_consumer="relay", **tenant)
    call(
        app, "acknowledge_events", p_claim_id=told["claim_id"],
        p_event_ids=f"{{{told['event_id']}}}", **tenant,
    )  # fmt: skip
    call(admin, "close_period", p_through_on="2025-12-31", p_reason="Year", **tenant)
    claimed = call(app, "claim_events", p_consumer="relay", **tenant)
    call(admin, "close_year", p_ended_on="2024-12-31", p_reason="Nothing yet", **tenant)
    documents = _open_office(app, tenant)
    documents |= _open_billing(app, tenant, documents["bank"], branch["branch_id"])
    documents |= _open_bank(app, tenant, documents)
    documents |= _open_exchange(app, tenant, till["account_id"])
    documents |= _open_wallets(app, tenant, documents["customer"], documents["bank"])
    documents |= _open_queue(app, admin, tenant, branch["branch_id"], documents["invoice"])
    call(app, "record_log", p_level="info", p_category="auth", p_message="Open", **tenant)
    call(
        app, "record_api_metric", p_endpoint="/pay", p_method="POST", p_status_code=200,
        p_response_ms=12, **tenant,
    )  # fmt: skip
    call(app, "record_query_metric", p_description="Aging", p_duration_ms=120, **tenant)
    return Shop(
        **documents,
        till=till["account_id"],
        purse=purse["account_id"],
        hold=hold["hold_id"],
        journal=first["journal_id"],
        branch=branch["branch_id"],
        user=user,
        event=claimed["event_id"],
        delivered=told["event_id"],
        claim=claimed["claim_id"],
    )


def _open_office(app: Connection, tenant: dict[str, int]) -> dict[str, int]:
    """Open a drawer, a bank and a vendor; bill, pay, transfer, count and close a day."""
    costs = call(app, "open_account", p_code="costs", p_name="Costs", p_type="expense", **tenant)
    ours = costs["account_id"]
    channel = call(app, "open_channel", p_name="Drawer", p_kind="cash", **tenant)["channel_id"]
    bank = call(app, "open_channel", p_name="Bank", p_kind="bank", **tenant)["channel_id"]
    vendor = call(app, "open_vendor", p_name="Roaster", **tenant)["vendor_id"]
    bills = [
        call(
            app, "record_vendor_bill", p_vendor_id=vendor, p_bill_number=number, p_total_amount="9",
            p_expense_account_id=ours, p_billed_on="2026-01-20", **tenant,
        )["vendor_bill_id"]
        for number in ("R-1", "R-2")
    ]  # fmt: skip
    counted = call(
        app, "record_daily_entry", p_channel_id=channel, p_direction="in", p_amount="50",
        p_account_id=ours, p_reason="Float", p_entered_on="2026-01-20", **tenant,
    )  # fmt: skip
    paid = call(
        app, "pay_vendor", p_vendor_id=vendor, p_amount="5", p_method="cash",
        p_channel_id=channel, p_vendor_bill_id=bills[0], p_paid_on="2026-01-20", **tenant,
    )  # fmt: skip
    ahead = call(
        app, "record_vendor_credit_note", p_vendor_id=vendor, p_credit_number="C-1",
        p_lines=[{"amount": "3", "account_id": ours}, {"amount": "1", "account_code": "2200"}],
        p_credited_on="2026-01-20", **tenant,
    )["vendor_payment_id"]  # fmt: skip
    applied = call(
        app, "allocate_vendor_payment", p_vendor_payment_id=ahead, p_vendor_bill_id=bills[0],
        p_amount="1", **tenant,
    )["vendor_allocation_id"]  # fmt: skip
    given_back = call(
        app, "record_vendor_refund", p_vendor_payment_id=ahead, p_amount="1", p_method="cash",
        p_channel_id=bank, p_refunded_on="2026-01-20", **tenant,
    )["vendor_refund_id"]  # fmt: skip
    moved = call(
        app, "transfer_between_channels", p_from_channel_id=channel, p_to_channel_id=bank,
        p_amount="20", p_left_on="2026-01-20", **tenant,
    )  # fmt: skip
    call(
        app, "close_day", p_channel_id=channel, p_closed_on="2026-01-20", p_counted_amount="24",
        **tenant,
    )  # fmt: skip
    return {
        "channel": channel, "bank": bank, "vendor": vendor, "bill": bills[0],
        "open_bill": bills[1], "paid": paid["vendor_payment_id"],
        "ahead": ahead, "applied": applied, "given_back": given_back,
        "counted": counted["daily_entry_id"], "moved": moved["channel_transfer_id"],
    }  # fmt: skip


def _open_billing(
    app: Connection, tenant: dict[str, int], bank: int, branch: int
) -> dict[str, int]:
    """Invoice a customer, take a part of it, give something back, and report the day."""
    customer = call(app, "open_customer", p_name="Cleo", p_code="C-1", **tenant)["customer_id"]
    invoice = call(
        app, "issue_invoice", p_customer_id=customer, p_lines=[{"amount": "100"}],
        p_issued_on="2026-01-20", **tenant,
    )  # fmt: skip
    payment = call(
        app, "record_payment", p_customer_id=customer, p_amount="60", p_method="cash",
        p_channel_id=bank, p_paid_on="2026-01-21", **tenant,
    )  # fmt: skip
    refund = call(
        app, "refund_payment", p_payment_id=payment["payment_id"], p_amount="10", p_method="cash",
        p_channel_id=bank, p_reason="Broken", p_refunded_on="2026-01-21", **tenant,
    )  # fmt: skip
    call(app, "save_daily_report", p_branch_id=branch, p_reported_on="2026-01-21", **tenant)
    return {
        "customer": customer, "invoice": invoice["invoice_id"], "refund": refund["refund_id"],
        **_leave_open(app, tenant, customer, invoice["invoice_id"], bank),
    }  # fmt: skip


def _leave_open(
    app: Connection, tenant: dict[str, int], customer: int, invoice: int, bank: int
) -> dict[str, int]:
    """Leave an invoice, a draft, credit, an attempt that failed and one that waits."""
    paying = {"p_customer_id": customer, "p_channel_id": bank, **tenant}
    fresh, draft = (
        call(
            app, name, p_customer_id=customer, p_lines=[{"amount": "7"}, UNTAXED], **tenant
        )["invoice_id"]
        for name in ("issue_invoice", "draft_invoice")
    )  # fmt: skip
    payment = call(
        app, "record_payment", p_amount="20", p_method="cash", p_invoice_ids="{}",
        p_surplus="keep", p_paid_on="2026-01-22", **paying,
    )["payment_id"]  # fmt: skip
    allocation = call(
        app, "allocate_payment", p_payment_id=payment, p_invoice_id=invoice, p_amount="1", **tenant
    )["allocation_id"]
    failed = call(app, "attempt_payment", p_amount="999", p_method="cash", **paying)["payment_id"]
    asked = call(app, "open_payment", p_amount="2", p_method="stripe", **paying)["payment_id"]
    note = call(
        app, "issue_credit_note", p_customer_id=customer, p_lines=[{"amount": "6"}],
        p_reason="Late", p_issued_on="2026-01-22", **tenant,
    )["credit_note_id"]  # fmt: skip
    gone = call(app, "open_customer", p_name="Gone", **tenant)["customer_id"]
    call(app, "change_invoice", p_invoice_id=invoice, p_reason="Asked", p_note="Told", **tenant)
    return {
        "fresh": fresh, "draft": draft, "payment": payment, "failed": failed, "asked": asked,
        "allocation": allocation, "note": note, "gone": gone, **_leave_unsure(app, paying),
    }  # fmt: skip


def _leave_unsure(app: Connection, paying: dict[str, int]) -> dict[str, int]:
    """Leave a cheque in hand, and money of an unknown payer; cash is rounded."""
    tenant = {"p_tenant_id": paying["p_tenant_id"]}
    hand = call(app, "open_channel", p_name="Cheques", p_kind="other", **tenant)["channel_id"]
    cheque = call(
        app, "record_cheque", p_amount="3", p_surplus="keep", p_invoice_ids="{}",
        p_taken_on="2026-01-20", **paying | {"p_channel_id": hand},
    )["payment_id"]  # fmt: skip
    suspense = call(
        app, "record_suspense", p_channel_id=hand, p_amount="8", p_method="cash",
        p_received_on="2026-01-20", **tenant,
    )["suspense_id"]  # fmt: skip
    call(app, "set_cash_rounding", p_step="0.1", **tenant)
    return {"cheque": cheque, "suspense": suspense}


def _open_bank(
    app: Connection, tenant: dict[str, int], documents: dict[str, int]
) -> dict[str, int]:
    """Let the bank tell of three payments more than the book has, and match one that it has."""
    bank = documents["bank"]
    call(
        app, "set_bank_account", p_channel_id=bank, p_account_numbers="{DE02120300000000202051}",
        p_is_automatic=True, **tenant,
    )  # fmt: skip
    call(app, "save_bank_profile", p_profile="bank", p_definition={"columns": {}}, **tenant)
    call(
        app, "import_statement", p_statement=statement("0", "85", "20", "60", "25", "-20", "7"),
        **tenant,
    )  # fmt: skip
    details = [
        row[0]
        for row in app.execute(
            """select detail_id from tolsel.list_bank_entries(
                   %s, '2026-01-01', '2026-01-31', p_tenant_id => %s)""",
            [bank, tenant["p_tenant_id"]],
        )
    ]
    unseen = app.execute(
        """select journal_id from tolsel.list_unmatched_postings(
               %s, '2026-01-01', '2026-01-31', %s) where amount in (20, 60) order by amount""",
        [bank, tenant["p_tenant_id"]],
    ).fetchall()
    call(
        app, "record_bank_difference", p_channel_id=bank, p_noted_on="2026-01-30",
        p_reason="Looked for", **tenant,
    )  # fmt: skip
    match = call(
        app, "match_postings", p_detail_ids=f"{{{details[1]}}}",
        p_journal_ids=f"{{{unseen[-1][0]}}}", **tenant,
    )["match_id"]  # fmt: skip
    return {
        "came": details[2], "went": details[3], "left": details[0], "match": match,
        "unseen": unseen[0][0],
    }  # fmt: skip


def _open_exchange(app: Connection, tenant: dict[str, int], till: int) -> dict[str, int]:
    """Record what a euro was worth on a day, and buy dollars."""
    call(
        app, "record_exchange_rates", p_source="ECB", p_base_currency="EUR", p_rates=[
            {"currency": "USD", "on": "2026-01-20", "rate": "1.25"},
            {"currency": "GBP", "on": "2026-01-20", "rate": "0.8338"},
        ], **tenant,
    )  # fmt: skip
    dollars = call(
        app, "open_account", p_code="dollars", p_name="Dollars", p_type="asset", p_currency="USD",
        **tenant,
    )["account_id"]  # fmt: skip
    bought = call(
        app, "exchange_money", p_from_account_id=till, p_to_account_id=dollars, p_from_amount="1",
        p_rate="1.1", p_exchanged_on="2026-01-20", **tenant,
    )  # fmt: skip
    call(
        app, "revalue_currencies", p_revalued_on="2026-01-20",
        p_account_ids=f"{{{dollars}}}", **tenant,
    )  # fmt: skip
    return {"dollars": dollars, "exchange": bought["exchange_id"]}


def _exchange_calls(shop: Shop) -> dict[str, dict[str, Any]]:
    """Return arguments that are accepted, for exchanges."""
    return {
        "get_exchange_rate": {
            "p_from_currency": "USD", "p_to_currency": "GBP", "p_on": "2026-01-21",
            "p_max_days": 3,
        },
        "exchange_money": {
            "p_from_account_id": shop.till, "p_to_account_id": shop.dollars,
            "p_from_amount": "2", "p_rate": "1.12", "p_to_amount": "2.25",
            "p_exchanged_on": "2026-01-21", "p_description": "For Anna", "p_metadata": {"a": 1},
        },
        "exchange_wallet": {
            "p_from_wallet_id": shop.wallet, "p_to_wallet_id": shop.empty_wallet,
            "p_from_amount": "2", "p_rate": "1.12", "p_description": "For Anna",
            "p_metadata": {"a": 1},
        },
        "revalue_currencies": {
            "p_revalued_on": "2026-01-21", "p_account_ids": f"{{{shop.dollars}}}",
        },
        "list_currency_positions": {"p_on": "2026-01-21"},
        "void_exchange": {
            "p_exchange_id": shop.exchange, "p_reason": "None", "p_voided_on": "2026-01-25",
        },
        "record_exchange_rates": {
            "p_source": "ECB", "p_base_currency": "EUR", "p_is_correction": True, "p_rates": [
                {"currency": "USD", "on": "2026-01-21", "rate": "1.12"},
            ],
        },
    }  # fmt: skip


def _open_wallets(
    app: Connection, tenant: dict[str, int], customer: int, bank: int
) -> dict[str, Any]:
    """Open a wallet, and pay into it."""
    wallet = call(app, "open_wallet", p_owner_customer_id=customer, **tenant)["wallet_id"]
    for amount in ("1000000", "80"):
        top_up = call(
            app, "top_up_wallet", p_wallet_id=wallet, p_amount=amount, p_method="cash",
            p_paid_on="2026-01-22", **tenant,
        )["payment_id"]  # fmt: skip
    # Whole cents an hour in a month of any length, and three times that three times as many.
    call(app, "set_plan_price", p_plan="small", p_price_amount="90619.20", **tenant)
    call(app, "set_plan_price", p_plan="large", p_price_amount="271857.60", **tenant)
    resource = call(
        app, "provision_resource", p_wallet_id=wallet, p_plan="small", p_name="Web", **tenant
    )
    asked = call(
        app, "open_top_up", p_wallet_id=wallet, p_amount="70", p_method="stripe",
        p_channel_id=bank, p_provider_reference="ch_asked", **tenant,
    )["payment_id"]  # fmt: skip
    refused = call(
        app, "open_top_up", p_wallet_id=wallet, p_amount="60", p_method="stripe",
        p_channel_id=bank, p_provider_reference="ch_refused", **tenant,
    )["payment_id"]  # fmt: skip
    call(app, "fail_top_up", p_payment_id=refused, p_reason="Declined", **tenant)
    call(app, "set_wallet_rule", p_wallet_id=wallet, p_low_amount="1", **tenant)
    call(app, "grant_credit", p_wallet_id=wallet, p_amount="5", p_reason="Welcome", **tenant)
    call(
        app, "set_recurring_grant", p_wallet_id=wallet, p_name="Free tier", p_amount="2",
        p_from_at="2099-01-31T00:00:00Z", **tenant,
    )  # fmt: skip
    empty = call(app, "open_wallet", p_owner_customer_id=customer, p_currency="USD", **tenant)
    return {
        "wallet": wallet, "empty_wallet": empty["wallet_id"], "top_up": top_up,
        "resource": resource["resource_id"], "resource_at": resource["started_at"],
        "asked_top_up": asked, "refused_top_up": refused,
    }  # fmt: skip


def meter(postgresql: Connection, app: Connection, shop: Shop) -> Shop:
    """Let something run for two months and more, charge it, and close the first of them."""
    postgresql.execute("select tolsel_core.arrange_test_clock(true)")
    postgresql.execute(
        """select tolsel.set_clock(
               date_trunc('month', now() - interval '70 days', 'UTC') + interval '1 day')"""
    )
    postgresql.commit()
    call(app, "set_plan_price", p_plan="old", p_price_amount="90619.20")
    owner = call(app, "open_customer", p_name="Old")["customer_id"]
    wallet = call(app, "open_wallet", p_owner_customer_id=owner)["wallet_id"]
    call(app, "top_up_wallet", p_wallet_id=wallet, p_amount="500000", p_method="cash")
    resource = call(app, "provision_resource", p_wallet_id=wallet, p_plan="old", p_name="Old")
    postgresql.execute("select tolsel.set_clock(null)")
    postgresql.commit()
    call(app, "set_usage_setting", p_late_days=366)
    event = {"event_id": "e1", "resource_id": resource["resource_id"]}
    call(
        app, "record_usage", p_source="vcenter",
        p_events=[event | {"at": resource["started_at"], "plan": "old"}],
    )  # fmt: skip
    call(app, "meter_usage")
    call(app, "close_wallet_month", p_wallet_id=wallet, p_month_on=resource["started_at"])
    metered = {"p_resource_id": resource["resource_id"], "p_reason": "Was slow"}
    call(app, "refund_usage", p_month_on=resource["started_at"], p_amount="1", **metered)
    call(app, "reverse_usage_hour", p_hour_at=resource["started_at"], **metered)
    _owe(app, bank=shop.bank)
    return replace(
        shop,
        metered=resource["resource_id"],
        metered_wallet=wallet,
        metered_at=resource["covered_until_at"],
    )


def _owe(app: Connection, *, bank: int) -> None:
    """Charge a top-up back of which most is held."""
    owner = call(app, "open_customer", p_name="Owing")["customer_id"]
    wallet = call(app, "open_wallet", p_owner_customer_id=owner)["wallet_id"]
    paid = call(
        app, "top_up_wallet", p_wallet_id=wallet, p_amount="100000", p_method="stripe",
        p_channel_id=bank, p_provider_reference="ch_stolen",
    )  # fmt: skip
    call(app, "provision_resource", p_wallet_id=wallet, p_plan="old", p_name="Unpaid")
    call(app, "charge_back_top_up", p_payment_id=paid["payment_id"], p_reason="Stolen card")


def _wallet_calls(shop: Shop) -> dict[str, dict[str, Any]]:
    """Return arguments that are accepted, for wallets."""
    return {
        "explain_funds": {"p_wallet_id": shop.wallet, "p_plan": "small"},
        "get_wallet": {"p_wallet_id": shop.wallet},
        "meter_usage": {"p_limit": 10, "p_after_wallet_id": 0},
        "provision_resource": {
            "p_wallet_id": shop.wallet, "p_plan": "small", "p_name": "Mail",
            "p_customer_id": shop.gone, "p_metadata": {"a": 1},
        },
        "quote_plan": {"p_plan": "small", "p_currency": "EUR"},
        "set_plan_price": {
            "p_plan": "small", "p_price_amount": "7", "p_currency": "EUR",
            "p_valid_from": "2100-01-01T00:00:00Z",
        },
        "resize_resource": {"p_resource_id": shop.resource, "p_plan": "large"},
        "stop_resource": {"p_resource_id": shop.resource},
        "open_top_up": {
            "p_wallet_id": shop.wallet, "p_amount": "3", "p_method": "stripe",
            "p_channel_id": shop.bank, "p_provider_reference": "ch_new", "p_metadata": {"a": 1},
        },
        "complete_top_up": {
            "p_payment_id": shop.asked_top_up, "p_provider_reference": "ch_asked",
            "p_paid_on": "2026-01-25", "p_attempt_no": 1, "p_amount": "70", "p_currency": "EUR",
        },
        "fail_top_up": {
            "p_payment_id": shop.asked_top_up, "p_reason": "Declined", "p_error_code": "card",
            "p_attempt_no": 1, "p_provider_reference": "ch_asked",
        },
        "retry_top_up": {
            "p_payment_id": shop.refused_top_up, "p_provider_reference": "ch_again",
        },
        "refund_top_up": {
            "p_payment_id": shop.top_up, "p_amount": "1", "p_method": "cash",
            "p_channel_id": shop.bank, "p_reason": "Too much", "p_refunded_on": "2026-01-25",
            "p_metadata": {"a": 1},
        },
        "reverse_usage_hour": {
            "p_resource_id": shop.metered, "p_hour_at": shop.metered_at, "p_reason": "Was down",
        },
        "record_usage": {
            "p_source": "vcenter", "p_events": [{
                "event_id": "e2", "resource_id": shop.resource, "at": shop.resource_at,
            }],
        },
        "set_usage_setting": {"p_late_days": 40, "p_closing_days": 5},
        "close_wallet_month": {"p_wallet_id": shop.metered_wallet, "p_month_on": shop.metered_at},
        "reconcile_month": {"p_wallet_id": shop.wallet, "p_month_on": "2026-01-01"},
        "refund_usage": {
            "p_resource_id": shop.metered, "p_month_on": shop.metered_at, "p_amount": "1",
            "p_reason": "Was slow", "p_metadata": {"a": 1},
        },
        "set_wallet_rule": {
            "p_wallet_id": shop.wallet, "p_low_amount": "5", "p_threshold_amount": "5",
            "p_target_amount": "20", "p_step_amount": "10", "p_max_amount": "50",
            "p_daily_cap_amount": "90", "p_method": "stripe", "p_channel_id": shop.bank,
            "p_cooldown_minutes": 10, "p_lead_days": 3,
        },
        "close_wallet": {"p_wallet_id": shop.empty_wallet},
        "set_wallet_limit": {"p_wallet_id": shop.wallet, "p_credit_limit": "9"},
        "charge_back_top_up": {
            "p_payment_id": shop.top_up, "p_reason": "Stolen card", "p_fee_amount": "1",
            "p_fee_account_id": shop.till, "p_channel_id": shop.bank,
            "p_charged_back_on": "2026-01-25",
        },
        "grant_credit": {
            "p_wallet_id": shop.wallet, "p_amount": "3", "p_reason": "Sorry",
            "p_expires_at": "2100-01-01T00:00:00Z", "p_priority": 10,
            "p_account_id": shop.till, "p_metadata": {"a": 1},
        },
        "set_recurring_grant": {
            "p_wallet_id": shop.wallet, "p_name": "Credit", "p_amount": "2", "p_every": "week",
            "p_from_at": None, "p_until_at": "2099-01-01T00:00:00Z", "p_lasts_periods": 2,
            "p_priority": 10, "p_account_id": shop.till,
        },
        "stop_recurring_grant": {
            "p_wallet_id": shop.wallet, "p_name": "Free tier", "p_until_at": None,
        },
        "list_lots": {"p_wallet_id": shop.wallet, "p_is_all": True, "p_limit": 10},
        "list_wallet_statement": {
            "p_wallet_id": shop.wallet, "p_from_on": "2026-01-01", "p_to_on": "2199-12-31",
        },
        "open_wallet": {
            "p_owner_customer_id": shop.gone, "p_currency": "JPY", "p_credit_limit": "5",
            "p_metadata": {"a": 1},
        },
        "top_up_wallet": {
            "p_wallet_id": shop.wallet, "p_amount": "3", "p_method": "cash",
            "p_channel_id": shop.bank, "p_paid_on": "2026-01-25", "p_metadata": {"a": 1},
            "p_provider_reference": "slip",
        },
        "void_top_up": {
            "p_payment_id": shop.top_up, "p_reason": "None", "p_voided_on": "2026-01-25",
        },
    }  # fmt: skip


def statement(opening: str, closing: str, *amounts: str) -> dict[str, Any]:
    """Return a statement of the shop's bank, with an entry for each amount."""
    return {
        "format": "CSV", "account": "DE02120300000000202051", "currency": "EUR",
        "opening_balance": opening, "closing_balance": closing,
        "entries": [
            {"amount": amount, "booked_on": "2026-01-23",
             "status": "pending" if amount == "7" else "booked"}
            for amount in amounts
        ],
    }  # fmt: skip


def _bank_calls(shop: Shop) -> dict[str, dict[str, Any]]:
    """Return arguments that are accepted, for banks."""
    window = {"p_channel_id": shop.bank, "p_from_on": "2026-01-01", "p_to_on": "2026-01-31"}
    came, went = {"p_detail_id": shop.came}, {"p_detail_id": shop.went}
    return {
        "add_statement_lines": {"p_lines": [{"amount": "1", "booked_on": "2026-01-23"}]},
        "explain_period_close": {"p_through_on": "2026-01-31"},
        "get_bank_profile": {"p_profile": "bank"},
        "import_statement": {"p_statement": statement("85", "86", "1"), "p_gap_reason": "Moved"},
        "list_bank_entries": window | {"p_is_open": True},
        "list_bank_reconciliation": window,
        "list_match_proposals": {
            "p_channel_id": shop.bank, "p_limit": 10, "p_after_detail_id": 0,
        },
        "list_unmatched_postings": window,
        "match_account": went | {"p_account_id": shop.till, "p_reason": "Fees"},
        "match_bank_entries": {"p_channel_id": shop.bank, "p_limit": 10, "p_after_detail_id": 0},
        "match_invoices": came | {
            "p_customer_id": shop.customer, "p_invoice_ids": f"{{{shop.invoice}}}",
            "p_invoice_amounts": "{3}", "p_charge_amount": "0", "p_discount_amount": "0",
            "p_reason": "Told so",
        },
        "match_postings": {
            "p_detail_ids": f"{{{shop.left}}}", "p_journal_ids": f"{{{shop.unseen}}}",
            "p_reason": "Equal",
        },
        "match_return": {"p_detail_id": shop.went, "p_payment_id": shop.payment},
        "match_transfer": went | {"p_other_channel_id": shop.channel, "p_reason": "Ours"},
        "match_vendor": went | {
            "p_vendor_id": shop.vendor, "p_vendor_bill_id": None, "p_reason": "On account",
        },
        "record_bank_difference": {
            "p_channel_id": shop.bank, "p_noted_on": "2026-01-31", "p_reason": "Known",
        },
        "save_bank_profile": {"p_profile": "other", "p_definition": {"columns": {"amount": "1"}}},
        "set_bank_account": {
            "p_channel_id": shop.bank, "p_account_numbers": "{DE02120300000000202051}",
            "p_is_automatic": False, "p_charge_account_id": shop.till, "p_charge_limit": "5",
            "p_discount_account_id": shop.till, "p_discount_percent": "2",
        },
        "set_match_rule": {
            "p_name": "Fees", "p_kind": "account", "p_priority": 10, "p_is_automatic": True,
            "p_text_pattern": "fee", "p_min_amount": "-10", "p_max_amount": "0",
            "p_account_id": shop.till, "p_days": 5,
        },
        "undo_match": {"p_match_id": shop.match, "p_reason": "Wrong"},
    }  # fmt: skip


def _open_queue(
    app: Connection, admin: Connection, tenant: dict[str, int], branch: int, invoice: int
) -> dict[str, int]:
    """Open a queue with two counters; somebody waits, is called, is served, and has paid."""
    at = {"p_branch_id": branch, **tenant}
    call(app, "set_queue_line", **at)
    service, advice = (
        call(app, "open_queue_service", p_name=name, p_prefix=name[0], **tenant)["service_id"]
        for name in ("Cash", "Advice")
    )
    counters = [
        call(
            app, "open_counter", p_name=name, p_service_ids=f"{{{service}, {advice}}}", **at
        )["counter_id"]
        for name in ("Left", "Right", "Middle")
    ]  # fmt: skip
    call(app, "set_sms_template", p_template="ticket_joined", p_language="en", p_body="Hi {token}",
         **tenant)  # fmt: skip
    call(app, "set_sms_opt_out", p_phone="+63 1", **tenant)
    tickets = [
        call(app, "join_queue", p_service_id=service, p_phone="+63 2", **at)["ticket_id"]
        for _ in range(4)
    ]
    for counter in counters:
        call(app, "call_next_ticket", p_counter_id=counter, **tenant)
    served, called, serving, waiting = tickets
    at_left = {"p_ticket_id": served, "p_counter_id": counters[0], **tenant}
    call(app, "complete_ticket", p_outcome="served", **at_left)
    call(app, "set_ticket_invoice", p_ticket_id=served, p_invoice_id=invoice, **tenant)
    call(app, "start_service", p_ticket_id=serving, p_counter_id=counters[2], **tenant)
    call(admin, "reset_day", p_business_on="2026-01-20", **at)
    message = call(
        app, "record_notification", p_ticket_id=waiting, p_template="ticket_joined", **tenant
    )
    return {
        "service": service, "advice": advice, "counter": counters[1],
        "second_counter": counters[0], "middle_counter": counters[2], "waiting": waiting,
        "called": called, "serving": serving, "message": message["notification_id"],
    }  # fmt: skip


def _queue_calls(shop: Shop) -> dict[str, dict[str, Any]]:
    """Return arguments that are accepted, for the queue."""
    called = {"p_ticket_id": shop.called, "p_counter_id": shop.counter}
    days = {"p_branch_id": shop.branch, "p_from_on": "2026-01-01", "p_to_on": "2026-12-31"}
    return {
        "call_next_ticket": {"p_counter_id": shop.second_counter, "p_request_key": "new"},
        "call_ticket": {
            "p_counter_id": shop.second_counter, "p_token": "C004", "p_request_key": "new",
        },
        "cancel_ticket": {"p_ticket_id": shop.waiting, "p_reason": "Gone"},
        "change_counter": {
            "p_counter_id": shop.second_counter, "p_is_open": False,
            "p_service_ids": f"{{{shop.advice}}}", "p_name": "Door",
            "p_user_ids": f"{{{shop.user}}}",
        },
        "change_queue_service": {
            "p_service_id": shop.service, "p_name": "Till", "p_priority": "senior",
            "p_is_active": False,
        },
        "complete_ticket": called | {"p_outcome": "nothing"},
        "forget_tickets": {
            "p_branch_id": shop.branch, "p_before_on": "2199-12-31", "p_limit": 10,
        },
        "get_notification": {"p_notification_id": shop.message},
        "get_queue_dashboard": days,
        "get_ticket_position": {"p_ticket_id": shop.waiting},
        "join_queue": {
            "p_branch_id": shop.branch, "p_service_id": shop.advice, "p_priority": "senior",
            "p_customer_name": "Dido", "p_phone": "+63 3", "p_email": "d@example.org",
            "p_customer_id": shop.customer, "p_language": "fil", "p_metadata": {"a": 1},
            "p_request_key": "new",
        },
        "list_calls": {"p_branch_id": shop.branch, "p_after_no": 1, "p_limit": 10},
        "list_counter_revenue": days,
        "list_person_stats": days,
        "list_queue_state": {"p_branch_id": shop.branch},
        "list_queue_stats": days | {"p_grouping": "service"},
        "mark_no_show": called,
        "open_counter": {
            "p_name": "Back", "p_branch_id": shop.branch, "p_service_ids": f"{{{shop.advice}}}",
        },
        "open_queue_service": {"p_name": "Repair", "p_prefix": "R", "p_priority": "senior"},
        "park_ticket": called | {"p_minutes": 5},
        "process_ticket": {"p_ticket_id": shop.serving, "p_counter_id": shop.middle_counter},
        "rebuild_queue_stats": days | {"p_to_on": "2026-02-28", "p_is_dry_run": False},
        "recall_ticket": called | {"p_request_key": "new"},
        "record_delivery": {
            "p_notification_id": shop.message, "p_state": "failed", "p_provider_reference": "p-1",
            "p_error": "No route",
        },
        "record_notification": {"p_ticket_id": shop.waiting, "p_template": "ticket_joined"},
        "reset_day": {"p_branch_id": shop.branch, "p_business_on": "2026-01-21"},
        "return_ticket": called,
        "set_queue_line": {
            "p_branch_id": shop.branch, "p_is_open": True, "p_has_nightly_reset": False,
            "p_is_second_ticket_allowed": True, "p_is_place_kept": False, "p_call_limit": 2,
            "p_absence_minutes": 1, "p_message_minutes": 5, "p_service_limit_minutes": 60,
        },
        "set_queue_priority": {"p_priority": "vip", "p_name": "Very", "p_head_start_s": 60},
        "set_sms_opt_out": {"p_phone": "+63 4", "p_is_opted_out": True},
        "set_sms_template": {
            "p_template": "reminder", "p_language": "en", "p_body": "Soon {token}",
        },
        "set_ticket_invoice": {"p_ticket_id": shop.called, "p_invoice_id": shop.fresh},
        "start_service": called,
        "transfer_ticket": called | {
            "p_service_id": shop.advice, "p_to_counter_id": shop.second_counter,
        },
    }  # fmt: skip


def _billing_calls(shop: Shop) -> dict[str, dict[str, Any]]:
    """Return arguments that are accepted, for the commands of billing."""
    paying = {
        "p_customer_id": shop.customer, "p_amount": "3", "p_method": "cash",
        "p_channel_id": shop.bank, "p_invoice_ids": f"{{{shop.invoice}}}",
        "p_invoice_amounts": "{3}", "p_provider_reference": "r-1", "p_metadata": {"a": 1},
        "p_request_key": "new",
    }  # fmt: skip
    invoicing = {
        "p_customer_id": shop.customer, "p_lines": [{"amount": "5", "account_code": "4000"}],
        "p_uses_credit": True, "p_reference": "A-1", "p_series": "B", "p_metadata": {"a": 1},
        "p_request_key": "new",
    }  # fmt: skip
    return {
        "adjust_customer_ledger": {
            "p_customer_id": shop.customer, "p_amount": "-2", "p_reason": "Goodwill",
            "p_account_id": shop.till, "p_invoice_id": shop.invoice, "p_request_key": "new",
        },
        "allocate_payment": {
            "p_payment_id": shop.payment, "p_invoice_id": shop.fresh, "p_amount": "2",
            "p_request_key": "new",
        },
        "apply_credit": {
            "p_customer_id": shop.customer, "p_invoice_id": shop.fresh,
        },
        "apply_credit_note": {
            "p_credit_note_id": shop.note, "p_invoice_id": shop.fresh, "p_amount": "2",
            "p_request_key": "new",
        },
        "attempt_payment": paying | {"p_surplus": "refuse", "p_paid_on": "2026-01-23"},
        "change_invoice": {
            "p_invoice_id": shop.fresh, "p_reason": "Asked", "p_due_on": "2199-01-01",
            "p_reference": "B-1", "p_note": "Told", "p_metadata": {"b": 1},
        },
        "change_customer": {"p_customer_id": shop.customer, "p_name": "Cleopatra"},
        "charge_back_payment": {
            "p_payment_id": shop.payment, "p_reason": "Fraud", "p_fee_amount": "1",
            "p_fee_account_id": shop.till, "p_channel_id": shop.bank, "p_request_key": "new",
        },
        "complete_payment": {"p_payment_id": shop.asked, "p_provider_reference": "r-2"},
        "correct_payment": {
            "p_payment_id": shop.payment, "p_reason": "Typo", "p_amount": "19",
            "p_method": "cheque", "p_channel_id": shop.bank, "p_request_key": "new",
        },
        "draft_invoice": invoicing,
        "fail_payment": {"p_payment_id": shop.asked, "p_reason": "Declined"},
        "import_customer": {"p_code": "C-2", "p_name": "Dido", "p_email": "d@example.org"},
        "import_invoice": {
            "p_customer_code": "C-1", "p_reference": "OLD-1", "p_total_amount": "8",
            "p_issued_on": "2026-01-23",
        },
        "issue_credit_note": {
            "p_customer_id": shop.customer, "p_lines": [{"amount": "5", "account_code": "4000"}],
            "p_reason": "Scratched", "p_invoice_id": shop.fresh, "p_reference": "A-1",
            "p_series": "B", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "issue_draft": {"p_invoice_id": shop.draft},
        "issue_invoice": invoicing | {"p_issued_on": "2026-01-23", "p_due_on": "2026-02-23"},
        "issue_invoices": {
            "p_invoices": [
                {"customer_id": shop.customer, "lines": [{"amount": "5"}], "request_key": "new"}
            ],
        },
        "mark_unknown_payments": {"p_opened_before_at": "2100-01-01T00:00:00Z", "p_limit": 10},
        "open_customer": {"p_name": "Emma", "p_code": "C-3", "p_owed_limit": "50"},
        "open_payment": paying,
        "record_payment": paying | {"p_surplus": "refuse", "p_paid_on": "2026-01-23"},
        "record_payments": {
            "p_payments": [{
                "customer_id": shop.customer, "amount": "5", "method": "cash",
                "surplus": "keep", "request_key": "new",
            }],
        },
        "refund_credit_note": {
            "p_credit_note_id": shop.note, "p_amount": "5", "p_method": "cash",
            "p_channel_id": shop.bank, "p_reason": "Broken", "p_request_key": "new",
        },
        "refund_payment": {
            "p_payment_id": shop.payment, "p_amount": "5", "p_method": "cash",
            "p_channel_id": shop.bank, "p_reason": "Broken", "p_request_key": "new",
        },
        "retry_payment": {"p_payment_id": shop.failed},
        "reverse_allocation": {
            "p_allocation_id": shop.allocation, "p_amount": "0.5", "p_request_key": "new",
        },
        "forget_customer": {"p_customer_id": shop.gone},
        "set_customer_active": {"p_customer_id": shop.customer, "p_is_active": False},
        "set_kept_years": {"p_kept_years": 7},
        "set_owed_limit": {"p_customer_id": shop.customer, "p_owed_limit": "500"},
        "void_credit_note": {"p_credit_note_id": shop.note, "p_reason": "Wrong"},
        "merge_customers": {
            "p_customer_id": shop.gone, "p_into_customer_id": shop.customer,
            "p_reason": "The same", "p_merged_on": "2026-01-23",
        },
        "set_invoice_note": {
            "p_invoice_id": shop.fresh, "p_note": "Rang", "p_reason": "Told",
        },
        "set_cash_rounding": {
            "p_step": "0.05", "p_account_id": shop.till, "p_currency": "EUR",
        },
        "record_cheque": {
            "p_customer_id": shop.customer, "p_amount": "3", "p_channel_id": shop.bank,
            "p_present_on": "2026-02-01", "p_cheque_number": "000123",
            "p_invoice_ids": f"{{{shop.invoice}}}", "p_surplus": "keep",
            "p_taken_on": "2026-01-20", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "bank_cheque": {
            "p_payment_id": shop.cheque, "p_channel_id": shop.bank, "p_banked_on": "2026-01-21",
        },
        "record_suspense": {
            "p_channel_id": shop.bank, "p_amount": "4", "p_method": "cash",
            "p_received_on": "2026-01-20", "p_payer": "A lady", "p_reference": "R 7",
            "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "assign_suspense": {
            "p_suspense_id": shop.suspense, "p_customer_id": shop.customer, "p_amount": "2",
            "p_invoice_ids": f"{{{shop.invoice}}}", "p_invoice_amounts": "{1}",
            "p_surplus": "keep", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "record_divided_payment": {
            "p_amount": "4", "p_method": "bank_transfer", "p_channel_id": shop.bank,
            "p_shares": [
                {"customer_id": shop.customer, "amount": "3", "invoice_ids": [shop.invoice],
                 "invoice_amounts": ["1"]},
                {"customer_id": shop.gone, "amount": "1"},
            ],
            "p_surplus": "keep", "p_paid_on": "2026-01-20", "p_payer": "A lady",
            "p_provider_reference": "R 7", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "void_suspense": {
            "p_suspense_id": shop.suspense, "p_reason": "Sent back", "p_voided_on": "2026-01-21",
        },
        "void_invoice": {"p_invoice_id": shop.fresh, "p_reason": "Wrong"},
        "void_payment": {"p_payment_id": shop.payment, "p_reason": "Bounced"},
        "void_refund": {"p_refund_id": shop.refund, "p_reason": "Failed"},
    }  # fmt: skip


def _monitor_calls() -> dict[str, dict[str, Any]]:
    """Return arguments that are accepted, for logs and metrics."""
    window = {"p_from_at": "2026-01-01T00:00:00Z", "p_to_at": "2100-01-01T00:00:00Z"}
    return {
        "list_endpoint_metrics": window | {"p_limit": 10},
        "list_endpoint_trend": window | {
            "p_bucket_minutes": 1440, "p_endpoint": "/pay", "p_method": "POST",
        },
        "list_logs": window | {
            "p_min_level": "info", "p_category": "auth", "p_request_id": None,
            "p_user_id": None, "p_limit": 10,
        },
        "list_request_logs": window | {"p_request_id": "req-1"},
        "list_query_errors": window | {"p_limit": 10},
        "list_query_metrics": window | {"p_limit": 10},
        "list_query_trend": window | {"p_bucket_minutes": 1440},
        "list_slow_queries": window | {"p_min_duration_ms": 100, "p_limit": 10},
        "record_api_metric": {
            "p_endpoint": "/pay", "p_method": "POST", "p_status_code": 409, "p_response_ms": 7,
        },
        "record_log": {
            "p_level": "error", "p_category": "payment", "p_message": "Refused",
            "p_duration_ms": 7, "p_expires_at": "2100-01-01T00:00:00Z", "p_metadata": {"a": 1},
        },
        "record_query_metric": {
            "p_description": "Aging", "p_duration_ms": 7, "p_error_message": "Cancelled",
        },
    }  # fmt: skip


def good_calls(shop: Shop) -> dict[str, dict[str, Any]]:
    """Return arguments that are accepted, for every public function of a tenant."""
    return _billing_calls(shop) | _bank_calls(shop) | _exchange_calls(shop) | _wallet_calls(
        shop
    ) | _queue_calls(shop) | _monitor_calls() | {
        "acknowledge_events": {"p_claim_id": shop.claim, "p_event_ids": f"{{{shop.event}}}"},
        "capture_hold": {"p_hold_id": shop.hold, "p_to_account_id": shop.till, "p_amount": "4"},
        "claim_events": {
            "p_consumer": "mailer", "p_limit": 10, "p_lease_seconds": 30,
            "p_topics": "{period.closed}",
        },
        "close_day": {
            "p_channel_id": shop.channel, "p_closed_on": "2026-01-22", "p_counted_amount": "20",
            "p_note": "Evening",
        },
        "close_year": {"p_ended_on": "2025-12-31", "p_reason": "Year"},
        "close_period": {"p_through_on": "2026-01-10", "p_reason": "Ten days"},
        "current_tenant_id": {},
        "drain_daily_totals": {"p_limit": 10},
        "enforce_balance_consistency": {
            "p_account_ids": f"{{{shop.till}, {shop.purse}}}", "p_operation": "a batch",
        },
        "expire_holds": {"p_account_limit": 10},
        "fail_event": {"p_claim_id": shop.claim, "p_event_id": shop.event, "p_error": "No route"},
        "get_balance_at": {
            "p_account_id": shop.till, "p_effective_on": "2026-02-01",
            "p_booked_at": "2100-01-01T00:00:00Z",
        },
        "get_business_date": {"p_branch_id": shop.branch, "p_at": "2026-07-01T12:00:00Z"},
        "delete_daily_report": {"p_branch_id": shop.branch, "p_reported_on": "2026-01-21"},
        "get_collection_metrics": {
            "p_from_on": "2026-01-01", "p_to_on": "2026-01-31", "p_currency": "EUR",
        },
        "get_daily_report": {"p_branch_id": shop.branch, "p_reported_on": "2026-01-21"},
        "get_invoice_by_number": {"p_invoice_number": "INV-1"},
        "list_aging": {"p_customer_id": shop.customer, "p_on": "2026-06-30"},
        "list_aging_months": {"p_from_on": "2026-01-01", "p_to_on": "2026-06-30"},
        "list_tax_due": {"p_from_on": "2026-01-01", "p_to_on": "2026-12-31"},
        "list_allocations": {"p_invoice_id": shop.invoice},
        "list_balance_sheet": {"p_on": "2026-01-31"},
        "list_customer_statement": {
            "p_customer_id": shop.customer, "p_from_on": "2026-01-01", "p_to_on": "2199-12-31",
        },
        "list_customers": {"p_search": "Cl", "p_limit": 10, "p_on": "2026-06-30"},
        "verify_customer": {"p_customer_id": shop.customer},
        "list_daily_reports": {"p_branch_id": None, "p_limit": 10},
        "list_failed_payments": {"p_min_retry_count": 0, "p_is_due": False, "p_limit": 10},
        "list_general_journal": {},
        "list_invoices_by_status": {"p_status": "partial", "p_limit": 10},
        "list_method_totals": {"p_on": "2026-01-21", "p_branch_id": shop.branch},
        "list_payments_of_request": {"p_request_id": "req-1"},
        "list_processing_times": {"p_from_on": "2026-01-01", "p_to_on": "2026-01-31"},
        "list_profit_and_loss": {"p_from_on": "2026-01-01", "p_to_on": "2026-01-31"},
        "save_daily_report": {
            "p_branch_id": shop.branch, "p_reported_on": "2026-01-20", "p_counted_amount": "5",
            "p_note": "Quiet",
        },
        "list_account_statement": {
            "p_account_id": shop.till, "p_from_on": "2026-01-01", "p_to_on": "2199-12-31",
            "p_clock": "effective",
        },
        "list_accounts": {"p_codes": None},
        "list_channel_days": {
            "p_channel_id": shop.channel, "p_from_on": "2026-01-01", "p_to_on": "2199-12-31",
        },
        "list_channel_totals": {"p_on": "2026-01-20", "p_branch_id": shop.branch},
        "list_payment_methods": {"p_category": "bank", "p_is_active": True},
        "list_printed_balance_differences": {"p_source": "bank"},
        "list_imported_lines": {
            "p_source": "bank", "p_account_ids": f"{{{shop.till}}}", "p_from_on": "2026-01-01",
            "p_to_on": "2026-01-31",
        },
        "list_printed_balances": {"p_source": "bank"},
        "list_seal_differences": {
            "p_anchor": [{"account_id": shop.till, "slot": 0, "version": 1, "hash": "0" * 64}],
        },
        "list_seals": {"p_account_ids": f"{{{shop.till}}}"},
        "list_trial_balance": {"p_on": "2026-06-30"},
        "open_account": {
            "p_code": "new", "p_name": "New", "p_type": "asset", "p_currency": "EUR",
            "p_parent_account_id": shop.till, "p_slots": 1, "p_credit_limit": "5",
            "p_has_daily_totals": True, "p_metadata": {"a": 1},
        },
        "open_branch": {
            "p_name": "Station", "p_time_zone": "Europe/Berlin", "p_day_starts_at": "04:00",
        },
        "open_channel": {
            "p_name": "Dollars", "p_kind": "cash", "p_branch_id": shop.branch, "p_currency": "USD",
            "p_slots": 2, "p_metadata": {"a": 1},
        },
        "change_vendor": {
            "p_vendor_id": shop.vendor, "p_name": "Roasters", "p_metadata": {"a": 1},
        },
        "set_vendor_active": {"p_vendor_id": shop.vendor, "p_is_active": False},
        "list_vendors": {"p_search": "Ro", "p_limit": 10, "p_on": "2026-06-30"},
        "open_vendor": {"p_name": "Importer", "p_currency": "USD", "p_metadata": {"a": 1}},
        "open_user_account": {"p_name": "Bob", "p_role": "clerk"},
        "allocate_vendor_payment": {
            "p_vendor_payment_id": shop.ahead, "p_vendor_bill_id": shop.open_bill, "p_amount": "1",
            "p_request_key": "new",
        },
        "list_vendor_aging": {"p_vendor_id": shop.vendor, "p_on": "2026-02-28"},
        "list_vendor_statement": {
            "p_vendor_id": shop.vendor, "p_from_on": "2026-01-01", "p_to_on": "2026-12-31",
        },
        "record_vendor_credit_note": {
            "p_vendor_id": shop.vendor, "p_credit_number": "C-2", "p_total_amount": "3",
            "p_expense_account_id": shop.till, "p_vendor_bill_id": shop.open_bill,
            "p_credited_on": "2026-01-25", "p_metadata": {"a": 1},
            "p_lines": [{"amount": "2"}, {"amount": "1", "description": "VAT"}],
            "p_request_key": "new",
        },
        "record_vendor_refund": {
            "p_vendor_payment_id": shop.ahead, "p_amount": "1", "p_method": "wire",
            "p_channel_id": shop.bank, "p_reason": "Ours", "p_refunded_on": "2026-01-25",
            "p_reference": "8", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "reverse_vendor_allocation": {
            "p_vendor_allocation_id": shop.applied, "p_amount": "1", "p_request_key": "new",
        },
        "void_vendor_refund": {
            "p_vendor_refund_id": shop.given_back, "p_reason": "Wrong", "p_voided_on": "2026-01-25",
        },
        "pay_vendor": {
            "p_vendor_id": shop.vendor, "p_amount": "3", "p_method": "wire",
            "p_channel_id": shop.bank, "p_vendor_bill_id": shop.open_bill,
            "p_paid_on": "2026-01-25", "p_reference": "7", "p_metadata": {"a": 1},
            "p_request_key": "new",
        },
        "place_hold": {
            "p_account_id": shop.purse, "p_amount": "50", "p_expires_at": "2100-01-01T00:00:00Z",
            "p_description": "All", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "post_journal": {
            "p_lines": lines("till", "purse", "50"), "p_description": "Tea",
            "p_effective_on": "2026-02-03", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "post_journals": {
            "p_journals": [{"lines": lines("till", "purse", "1"), "request_key": "new"}],
        },
        "post_transfer": {
            "p_from_account_id": shop.purse, "p_to_account_id": shop.till, "p_amount": "50",
            "p_description": "Tea", "p_effective_on": "2026-02-03", "p_metadata": {"a": 1},
            "p_request_key": "new",
        },
        "preview": {"p_function": "list_accounts", "p_arguments": {}},
        "prune_events": {"p_before_at": "2100-01-01T00:00:00Z", "p_limit": 10},
        "rebuild_daily_ledger": {
            "p_channel_id": shop.channel, "p_from_on": "2026-01-01", "p_to_on": "2026-12-31",
            "p_is_dry_run": False,
        },
        "rebuild_daily_totals": {
            "p_account_id": shop.till, "p_from_on": "2026-01-01", "p_to_on": "2026-12-31",
            "p_is_dry_run": False,
        },
        "record_daily_entry": {
            "p_channel_id": shop.channel, "p_direction": "out", "p_amount": "1",
            "p_account_id": shop.till, "p_reason": "Stamps", "p_entered_on": "2026-01-22",
            "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "record_vendor_bill": {
            "p_vendor_id": shop.vendor, "p_bill_number": "R-3", "p_total_amount": "7",
            "p_expense_account_id": shop.till, "p_billed_on": "2026-01-22",
            "p_due_on": "2026-02-22", "p_metadata": {"a": 1},
            "p_lines": [{"amount": "6"}, {"amount": "1", "description": "VAT"}],
            "p_request_key": "new",
        },
        "release_hold": {"p_hold_id": shop.hold},
        "replay_event": {"p_event_id": shop.delivered},
        "reopen_day": {
            "p_channel_id": shop.channel, "p_from_on": "2026-01-20", "p_reason": "Correction",
        },
        "reopen_year": {"p_ended_on": "2024-12-31", "p_reason": "Correction"},
        "reopen_period": {"p_through_on": "2025-06-30", "p_reason": "Correction"},
        "reverse_journal": {
            "p_journal_id": shop.journal, "p_lines": None, "p_description": "Undo",
            "p_effective_on": "2026-03-01", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "set_channel_active": {"p_channel_id": shop.bank, "p_is_active": False},
        "set_channel_guarded": {"p_channel_id": shop.bank, "p_is_guarded": False},
        "set_context": {"p_user_id": shop.user, "p_request_id": "req-1"},
        "set_credit_limit": {"p_account_id": shop.purse, "p_credit_limit": "7.5"},
        "rebuild_balances": {},
        "unfreeze_account": {"p_account_id": shop.till, "p_reason": "Mended"},
        "set_daily_totals": {"p_account_id": shop.purse, "p_has_daily_totals": True},
        "set_payment_method": {
            "p_method": "voucher", "p_name": "Voucher", "p_category": "gift", "p_icon": "card",
            "p_processing_minutes": 1, "p_is_active": True,
        },
        "transfer_between_channels": {
            "p_from_channel_id": shop.bank, "p_to_channel_id": shop.channel, "p_amount": "2",
            "p_left_on": "2026-01-25", "p_arrived_on": "2026-01-26", "p_note": "Change",
            "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "void_channel_transfer": {
            "p_channel_transfer_id": shop.moved, "p_reason": "Wrong", "p_voided_on": "2026-01-25",
        },
        "void_daily_entry": {
            "p_daily_entry_id": shop.counted, "p_reason": "Wrong", "p_voided_on": "2026-01-25",
        },
        "void_vendor_bill": {
            "p_vendor_bill_id": shop.open_bill, "p_reason": "Wrong", "p_voided_on": "2026-01-25",
        },
        "void_vendor_payment": {
            "p_vendor_payment_id": shop.paid, "p_reason": "Wrong", "p_voided_on": "2026-01-25",
        },
    }  # fmt: skip
