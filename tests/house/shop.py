"""A shop with a little of everything, and one good call of every public function."""

from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from tests.house.catalog import Connection

# These are about the database as a whole, and for its administrator or owner.
DATABASE_WIDE = {
    "add_check", "grant_login", "list_incidents", "open_tenant", "repair", "revoke_login",
    "seal_entries", "set_check_freezing", "set_clock", "validate_books", "verify",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What a tenant has, by id."""

    till: int
    purse: int
    hold: int
    journal: int
    branch: int
    user: int


def call(conn: Connection, function: str, **arguments: Any) -> Any:
    """Call a public function with named arguments and return its first row as a dict."""
    names = ", ".join(f"{name} => %({name})s" for name in arguments)
    row = conn.execute(
        f"select to_jsonb(answer) from bursar.{function}({names}) answer",
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
    user = call(admin, "open_user_account", p_name="Ann", **tenant)["user_id"]
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
    call(admin, "close_period", p_through_on="2025-12-31", p_reason="Year", **tenant)
    return Shop(
        till=till["account_id"],
        purse=purse["account_id"],
        hold=hold["hold_id"],
        journal=first["journal_id"],
        branch=branch["branch_id"],
        user=user,
    )


def good_calls(shop: Shop) -> dict[str, dict[str, Any]]:
    """Return arguments that are accepted, for every public function of a tenant."""
    return {
        "capture_hold": {"p_hold_id": shop.hold, "p_to_account_id": shop.till, "p_amount": "4"},
        "close_period": {"p_through_on": "2026-01-10", "p_reason": "Ten days"},
        "current_tenant_id": {},
        "drain_daily_totals": {"p_limit": 10},
        "enforce_balance_consistency": {
            "p_account_ids": f"{{{shop.till}, {shop.purse}}}", "p_operation": "a batch",
        },
        "expire_holds": {"p_account_limit": 10},
        "get_balance_at": {
            "p_account_id": shop.till, "p_effective_on": "2026-02-01",
            "p_booked_at": "2100-01-01T00:00:00Z",
        },
        "get_business_date": {"p_branch_id": shop.branch, "p_at": "2026-07-01T12:00:00Z"},
        "list_account_statement": {
            "p_account_id": shop.till, "p_from_on": "2026-01-01", "p_to_on": "2199-12-31",
            "p_clock": "effective",
        },
        "list_accounts": {"p_codes": None},
        "list_printed_balance_differences": {"p_source": "bank"},
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
        "open_user_account": {"p_name": "Bob", "p_role": "clerk"},
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
        "preview": {"p_function": "list_accounts", "p_arguments": {}},
        "rebuild_daily_totals": {
            "p_account_id": shop.till, "p_from_on": "2026-01-01", "p_to_on": "2026-12-31",
            "p_is_dry_run": False,
        },
        "release_hold": {"p_hold_id": shop.hold},
        "reopen_period": {"p_through_on": "2025-06-30", "p_reason": "Correction"},
        "reverse_journal": {
            "p_journal_id": shop.journal, "p_lines": None, "p_description": "Undo",
            "p_effective_on": "2026-03-01", "p_metadata": {"a": 1}, "p_request_key": "new",
        },
        "set_context": {"p_user_id": shop.user, "p_request_id": "req-1"},
        "set_credit_limit": {"p_account_id": shop.purse, "p_credit_limit": "7.5"},
        "rebuild_balances": {},
        "unfreeze_account": {"p_account_id": shop.till, "p_reason": "Mended"},
        "set_daily_totals": {"p_account_id": shop.purse, "p_has_daily_totals": True},
    }  # fmt: skip
