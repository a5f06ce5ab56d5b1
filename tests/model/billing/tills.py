"""What goes in and out of channels otherwise, and the close of their days."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.model.billing.books import ZERO, Channel
from tests.model.billing.dividing import Dividing
from tests.model.billing.invoicing import Invoicing
from tests.model.billing.office import method_faults
from tests.model.faults import (
    amount_faults,
    day_faults,
    key_faults,
    positive_faults,
    read_day,
)


class Tills(Invoicing, Dividing):
    """Every command."""

    def close_day(self, channel_id: int | None, on: str | None, counted: Decimal | None) -> None:
        channel = self.channel(channel_id)
        codes, day = day_faults(on), read_day(on)
        if channel is None:
            codes.add("UH001")
        else:
            if counted is not None:
                codes |= amount_faults(counted, 2) - {"UC009"}
            closed = channel.closed_through
            is_ahead = day and day > channel.branch.today(self.books.clock)
            if day and (is_ahead or (closed and day <= closed)):
                codes.add("UH018")
        arguments = {"p_channel_id": channel_id, "p_closed_on": on, "p_counted_amount": counted}
        row = self.ask("close_day", arguments, codes)
        if row is None or channel is None or day is None:
            return
        expected = self.books.balance(channel.account_id, day)
        if counted is not None and counted != expected:
            over_short = self.purpose("over_short")
            self.books.move(day, channel.account_id, over_short, counted - expected)
        channel.closings[day] = counted
        assert (row["expected_amount"], row["counted_amount"]) == (expected, counted)
        assert row["difference_amount"] == (None if counted is None else counted - expected)

    def pay_vendor(
        self,
        vendor_id: int | None,
        channel_id: int | None,
        amount: Decimal | None,
        method: str | None,
        on: str | None,
        key: str | None,
    ) -> None:
        vendor, channel = self.books.vendors.get(vendor_id or 0), self.channel(channel_id)
        codes = key_faults(key) | positive_faults(amount, 2) | method_faults(method)
        codes |= self.channel_faults(channel_id, None)
        day, not_then = self.choose_day(channel, on)
        codes |= not_then | (set() if vendor else {"UH007"})
        arguments = {
            "p_vendor_id": vendor_id, "p_channel_id": channel_id, "p_amount": amount,
            "p_method": method, "p_paid_on": on, "p_request_key": key,
        }  # fmt: skip
        row = self.ask("pay_vendor", arguments, codes)
        if row is not None and vendor and channel and amount is not None:
            self.books.move(day, vendor.account_id, channel.account_id, amount)
            shown = {
                "vendor_payment_id": row["vendor_payment_id"], "vendor_id": vendor_id,
                "channel_id": channel_id, "amount": amount, "method": method, "paid_on": day,
            }  # fmt: skip
            self.keep("pay_vendor", arguments, row, lambda: shown)

    def record_daily_entry(
        self,
        channel_id: int | None,
        direction: str | None,
        amount: Decimal | None,
        account_id: int,
        on: str | None,
        key: str | None,
    ) -> None:
        channel = self.channel(channel_id)
        codes = key_faults(key) | positive_faults(amount, 2)
        codes |= self.channel_faults(channel_id, None)
        if direction not in ("in", "out"):
            codes.add("UH016")
        codes |= self.counter_faults(account_id)
        day, not_then = self.choose_day(channel, on)
        arguments = {
            "p_channel_id": channel_id, "p_direction": direction, "p_amount": amount,
            "p_account_id": account_id, "p_reason": "by hand", "p_entered_on": on,
            "p_request_key": key,
        }  # fmt: skip
        row = self.ask("record_daily_entry", arguments, codes | not_then)
        if row is not None and channel and amount is not None:
            signed = amount if direction == "in" else -amount
            self.books.move(day, channel.account_id, account_id, signed)
            shown = {
                "daily_entry_id": row["daily_entry_id"], "channel_id": channel_id,
                "direction": direction, "amount": amount, "entered_on": day,
            }  # fmt: skip
            self.keep("record_daily_entry", arguments, row, lambda: shown)

    def counter_faults(self, account_id: int) -> set[str]:
        found = self.desk.read(
            "select managed_by, currency from tolsel.account where account_id = %s", [account_id]
        )
        if not found:
            return {"UL003"}
        if found[0]["managed_by"]:
            return {"UL006"}
        return set() if found[0]["currency"] == "EUR" else {"UL004"}


def days_of(moves: list[tuple[int, date, Decimal]], channel: Channel) -> list[dict[str, Any]]:
    """The daily book of a channel: its moves by day, and what was counted."""
    mine = [(on, amount) for account_id, on, amount in moves if account_id == channel.account_id]
    balance, closed = ZERO, channel.closed_through
    days = []
    for day in sorted({on for on, _ in mine} | channel.closings.keys()):
        amounts = [amount for on, amount in mine if on == day]
        into = sum((a for a in amounts if a > 0), ZERO)
        out = -sum((a for a in amounts if a < 0), ZERO)
        days.append(
            {
                "business_date": day,
                "opening_balance": balance,
                "in_amount": into,
                "out_amount": out,
                "closing_balance": balance + into - out,
                "entry_count": len(amounts),
                "counted_amount": channel.closings.get(day),
                "is_closed": closed is not None and day <= closed,
            }
        )
        balance += into - out
    return days
