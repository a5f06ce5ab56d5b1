"""Calls of the domain channel: see sql/channel/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tolsel.calls import Call, Json, as_row, as_rows, chosen

__all__ = [
    "ChannelDaysRow",
    "ChannelTotalsRow",
    "ChannelTransfer",
    "DailyEntry",
    "DayClose",
    "PaymentChannel",
    "PaymentMethod",
    "RebuildDailyLedgerRow",
    "Vendor",
    "VendorAgingRow",
    "VendorAllocation",
    "VendorBill",
    "VendorPayment",
    "VendorRefund",
    "VendorStatementRow",
    "VendorsRow",
    "allocate_vendor_payment",
    "change_vendor",
    "close_day",
    "list_channel_days",
    "list_channel_totals",
    "list_payment_methods",
    "list_vendor_aging",
    "list_vendor_statement",
    "list_vendors",
    "open_channel",
    "open_vendor",
    "pay_vendor",
    "rebuild_daily_ledger",
    "record_daily_entry",
    "record_vendor_bill",
    "record_vendor_credit_note",
    "record_vendor_refund",
    "reopen_day",
    "reverse_vendor_allocation",
    "set_channel_active",
    "set_channel_guarded",
    "set_payment_method",
    "set_vendor_active",
    "transfer_between_channels",
    "void_channel_transfer",
    "void_daily_entry",
    "void_vendor_bill",
    "void_vendor_payment",
    "void_vendor_refund",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorAllocation:
    """A row of `tolsel_channel.vendor_allocation`."""

    tenant_id: int
    """The business."""
    vendor_allocation_id: int
    """Key within the tenant."""
    vendor_payment_id: int
    """The payment or credit note."""
    vendor_bill_id: int
    """The bill."""
    vendor_id: int
    """The vendor of both, held by foreign keys."""
    amount: Decimal
    """Above 0; below 0 for a reversal."""
    allocated_on: date
    """Business day it counts for: never before the payment, the bill, or what it takes back."""
    reverses_vendor_allocation_id: int | None
    """The allocation that is taken back, in whole or in part; else null."""
    allocated_at: datetime
    """When it was written, by the wall clock."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable, or made by another command."""
    request_id: str | None
    """Request it belongs to; null when none was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A row of `tolsel_channel.vendor`."""

    tenant_id: int
    """The business."""
    vendor_id: int
    """Key within the tenant."""
    name: str
    """Name, unique within the tenant."""
    account_id: int
    """Its payable account, which also says the currency."""
    metadata: Json
    """The caller's own facts."""
    is_active: bool
    """False: no new bills of it are recorded; what it is owed is paid all the same."""
    opened_at: datetime
    """When it was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClose:
    """A row of `tolsel_channel.day_close`."""

    tenant_id: int
    """The business."""
    day_close_id: int
    """Key within the tenant."""
    channel_id: int
    """The channel."""
    closed_on: date
    """The last day that was closed; the days before it are closed too."""
    expected_amount: Decimal
    """The book's balance by the end of that day, before the difference was posted."""
    counted_amount: Decimal | None
    """What was counted; null: nobody counted."""
    difference_amount: Decimal | None
    """counted_amount - expected_amount: above 0 where too much was found. null: nobody counted."""
    journal_id: int | None
    """Journal that posted the difference; null where there was none."""
    period_close_id: int
    """The closing in the ledger, which keeps entries out."""
    note: str | None
    """For people; null: none."""
    closed_at: datetime
    """When it was closed."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that did it."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    reopened_at: datetime | None
    """When the day was opened again; null: it is closed."""
    reopen_reason: str | None
    """Why, for people; null: it is closed."""
    void_journal_id: int | None
    """Journal that reversed journal_id at the reopening; else null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelDaysRow:
    """A row of `tolsel.list_channel_days`."""

    business_date: date | None
    opening_balance: Decimal | None
    in_amount: Decimal | None
    out_amount: Decimal | None
    closing_balance: Decimal | None
    entry_count: int | None
    counted_amount: Decimal | None
    difference_amount: Decimal | None
    is_closed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTotalsRow:
    """A row of `tolsel.list_channel_totals`."""

    channel_id: int | None
    name: str | None
    kind: str | None
    branch_id: int | None
    currency: str | None
    opening_balance: Decimal | None
    in_amount: Decimal | None
    out_amount: Decimal | None
    closing_balance: Decimal | None
    entry_count: int | None
    counted_amount: Decimal | None
    difference_amount: Decimal | None
    is_closed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethod:
    """A row of `tolsel_channel.payment_method`."""

    tenant_id: int
    """The business."""
    method: str
    """Key for programs, such as bank_transfer."""
    name: str
    """Name for people."""
    icon: str
    """Name of the picture a screen shows."""
    category: str
    """Group it is listed in, such as bank, card or cash."""
    processing_minutes: int
    """Minutes until such a payment is usually through; 0: at once."""
    is_active: bool
    """False: no new payment may name it."""
    has_unique_reference: bool
    """True: a provider vouches that its reference is of one payment. False where customers or
    banks give the numbers, as with cheques, cash and transfers: those may come twice.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorAgingRow:
    """A row of `tolsel.list_vendor_aging`."""

    vendor_id: int | None
    name: str | None
    currency: str | None
    current_amount: Decimal | None
    days_1_30: Decimal | None
    days_31_60: Decimal | None
    days_61_90: Decimal | None
    days_over_90: Decimal | None
    paid_ahead_amount: Decimal | None
    balance: Decimal | None
    oldest_due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorStatementRow:
    """A row of `tolsel.list_vendor_statement`."""

    kind: str | None
    effective_on: date | None
    booked_at: datetime | None
    document: str | None
    document_id: int | None
    description: str | None
    amount: Decimal | None
    balance: Decimal | None
    due_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorsRow:
    """A row of `tolsel.list_vendors`."""

    vendor_id: int | None
    name: str | None
    currency: str | None
    balance: Decimal | None
    paid_ahead_amount: Decimal | None
    overdue_amount: Decimal | None
    days_overdue: int | None
    payment_count: int | None
    average_payment_amount: Decimal | None
    last_payment_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentChannel:
    """A row of `tolsel_channel.payment_channel`."""

    tenant_id: int
    """The business."""
    channel_id: int
    """Key within the tenant."""
    name: str
    """Name, unique within the tenant."""
    kind: str
    """cash, bank, card, e_wallet or other."""
    branch_id: int
    """The branch whose business day its movements count for."""
    account_id: int
    """Its ledger account, which also says the currency."""
    is_active: bool
    """False: nothing new may name it; what it holds can still be transferred away."""
    metadata: Json
    """The caller's own facts."""
    opened_at: datetime
    """When it was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorPayment:
    """A row of `tolsel_channel.vendor_payment`."""

    tenant_id: int
    """The business."""
    vendor_payment_id: int
    """Key within the tenant."""
    vendor_id: int
    """Who was paid, or credits."""
    kind: str
    """payment, or credit_note: what a vendor takes off, in which no money moves."""
    vendor_bill_id: int | None
    """The bill it was for from the start; null: on account. vendor_allocation says what it pays."""
    channel_id: int | None
    """Where the money was taken from; null for a credit note."""
    method: str | None
    """How it was paid; null for a credit note."""
    amount: Decimal
    """What was paid or credited, above 0."""
    allocated_amount: Decimal
    """Sum of its allocations; written by a trigger on vendor_allocation."""
    refunded_amount: Decimal
    """Sum of its refunds that are not void; written by a trigger on vendor_refund."""
    unapplied_amount: Decimal
    """What of it pays no bill and was not refunded; 0 once it is void."""
    paid_on: date
    """Business day it counts for."""
    reference: str | None
    """The bank's or vendor's own number for it; null: none. A credit note has one, unique for
    the vendor among those that are not void.
    """
    journal_id: int
    """Journal that booked it."""
    voided_at: datetime | None
    """When it was voided; null: it stands."""
    voided_on: date | None
    """Business day the void counts for; null: it stands."""
    void_reason: str | None
    """Why, for people; null: it stands."""
    void_journal_id: int | None
    """Journal that reversed it; null: it stands."""
    recorded_at: datetime
    """When it was recorded."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildDailyLedgerRow:
    """A row of `tolsel.rebuild_daily_ledger`."""

    channel_id: int | None
    business_date: date | None
    entry_count_off_by: int | None
    in_off_by: Decimal | None
    out_off_by: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyEntry:
    """A row of `tolsel_channel.daily_entry`."""

    tenant_id: int
    """The business."""
    daily_entry_id: int
    """Key within the tenant."""
    channel_id: int
    """The channel it moves."""
    direction: str
    """in or out, as seen from the channel."""
    account_id: int
    """The account it comes from or goes to."""
    amount: Decimal
    """What was moved, above 0."""
    entered_on: date
    """Business day it counts for."""
    reason: str
    """Why, for people."""
    journal_id: int
    """Journal that booked it."""
    voided_at: datetime | None
    """When it was voided; null: it stands."""
    void_reason: str | None
    """Why, for people; null: it stands."""
    void_journal_id: int | None
    """Journal that reversed it; null: it stands."""
    recorded_at: datetime
    """When it was recorded."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that did it."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorBill:
    """A row of `tolsel_channel.vendor_bill`."""

    tenant_id: int
    """The business."""
    vendor_bill_id: int
    """Key within the tenant."""
    vendor_id: int
    """Who billed it."""
    bill_number: str
    """The vendor's own number; unique for the vendor among bills that are not void."""
    billed_on: date
    """Business day it counts for."""
    due_on: date
    """Day by which it is to be paid."""
    total_amount: Decimal
    """What was billed, above 0."""
    paid_amount: Decimal
    """Sum of its allocations; written by a trigger on vendor_allocation."""
    balance_amount: Decimal
    """total_amount - paid_amount."""
    status: str
    """open, partial, paid or void."""
    journal_id: int
    """Journal that booked it."""
    voided_at: datetime | None
    """When it was voided; null: it stands."""
    voided_on: date | None
    """Business day the void counts for; null: it stands."""
    void_reason: str | None
    """Why, for people; null: it stands."""
    void_journal_id: int | None
    """Journal that reversed it; null: it stands."""
    recorded_at: datetime
    """When it was recorded."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorRefund:
    """A row of `tolsel_channel.vendor_refund`."""

    tenant_id: int
    """The business."""
    vendor_refund_id: int
    """Key within the tenant."""
    vendor_payment_id: int
    """The payment or credit note of which nothing more is owed by the vendor."""
    vendor_id: int
    """Its vendor, held by foreign key."""
    channel_id: int
    """Where the money came in."""
    method: str
    """How it came."""
    amount: Decimal
    """What came back, above 0."""
    refunded_on: date
    """Business day it counts for."""
    reason: str | None
    """Why, for people; null: none."""
    reference: str | None
    """The bank's or vendor's own number for it; null: none."""
    journal_id: int
    """Journal that booked it."""
    voided_at: datetime | None
    """When it was voided; null: it stands."""
    voided_on: date | None
    """Business day the void counts for; null: it stands."""
    void_reason: str | None
    """Why, for people; null: it stands."""
    void_journal_id: int | None
    """Journal that reversed it; null: it stands."""
    recorded_at: datetime
    """When it was recorded."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTransfer:
    """A row of `tolsel_channel.channel_transfer`."""

    tenant_id: int
    """The business."""
    channel_transfer_id: int
    """Key within the tenant."""
    from_channel_id: int
    """Where it left."""
    to_channel_id: int
    """Where it arrived."""
    amount: Decimal
    """What was moved, above 0."""
    left_on: date
    """Business day it counts for where it left."""
    arrived_on: date
    """Business day it counts for where it arrived."""
    note: str | None
    """For people; null: none."""
    journal_id: int
    """Journal that booked it, or its leaving."""
    arrival_journal_id: int | None
    """Journal that booked its arrival from cash in transit; null within one branch and day."""
    voided_at: datetime | None
    """When it was voided; null: it stands."""
    void_reason: str | None
    """Why, for people; null: it stands."""
    void_journal_id: int | None
    """Journal that reversed journal_id; null: it stands."""
    arrival_void_journal_id: int | None
    """Journal that reversed arrival_journal_id; null: it stands, or there was none."""
    recorded_at: datetime
    """When it was recorded."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    metadata: Json
    """The caller's own facts."""


def allocate_vendor_payment(
    *,
    vendor_payment_id: int,
    vendor_bill_id: int,
    amount: Decimal | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[VendorAllocation]:
    """Applies what is unapplied of a payment to a vendor, or of its credit note, or part of it,
    to a bill of the same vendor; without an amount, as much as possible.

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, RequestKeyReused, AmountNotPositive,
    VendorBillNotFound, VendorPaymentNotFound, DocumentVoid, MoreThanBillBalance,
    MoreThanVendorUnapplied.

    Source: sql/channel/functions/allocate_vendor_payment.sql.
    """
    return Call(
        "allocate_vendor_payment",
        {
            "vendor_payment_id": (vendor_payment_id, "bigint"),
            "vendor_bill_id": (vendor_bill_id, "bigint"),
            **chosen(
                amount=(amount, "numeric"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(VendorAllocation),
    )


def change_vendor(
    *,
    vendor_id: int,
    name: str | None = None,
    metadata: Json | None = None,
    tenant_id: int | None = None,
) -> Call[Vendor]:
    """Changes how a vendor is called, and the caller's own facts; null leaves a value as it is.

    Raises: TenantNotAllowed, MetadataNotUsable, TextNotUsable, NameTaken, VendorNotFound.

    Source: sql/channel/functions/change_vendor.sql.
    """
    return Call(
        "change_vendor",
        {
            "vendor_id": (vendor_id, "bigint"),
            **chosen(
                name=(name, "text"), metadata=(metadata, "jsonb"), tenant_id=(tenant_id, "bigint")
            ),
        },
        as_row(Vendor),
    )


def close_day(
    *,
    channel_id: int,
    closed_on: date,
    counted_amount: Decimal | None = None,
    note: str | None = None,
    tenant_id: int | None = None,
) -> Call[DayClose]:
    """Closes a channel through a day of its branch: nothing more counts for that day or one
    before it. Where what was counted (null: nobody counted) is not what the book expects, the
    difference is posted on that day to cash over and short.

    Raises: TenantNotAllowed, AmountNotFinite, AmountTooPrecise, AmountTooLarge,
    DateNotUsable, TextNotUsable, ChannelNotFound, DayNotClosable, PeriodClosed,
    IsolationNotUsable.

    Source: sql/channel/functions/close_day.sql.
    """
    return Call(
        "close_day",
        {
            "channel_id": (channel_id, "bigint"),
            "closed_on": (closed_on, "date"),
            **chosen(
                counted_amount=(counted_amount, "numeric"),
                note=(note, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(DayClose),
    )


def list_channel_days(
    *, channel_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[ChannelDaysRow]]:
    """Lists the daily book of a channel from a first to a last day: opening + in - out =
    closing, and what was counted. Days without a movement or a closing are left out; the next
    opens as the last closed.

    Raises: TenantNotAllowed, DateNotUsable, ChannelNotFound.

    Source: sql/channel/functions/list_channel_days.sql.
    """
    return Call(
        "list_channel_days",
        {
            "channel_id": (channel_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(ChannelDaysRow),
    )


def list_channel_totals(
    *, on: date, branch_id: int | None = None, tenant_id: int | None = None
) -> Call[list[ChannelTotalsRow]]:
    """Lists what every channel of a branch (null: of all) took in and paid out on a day, and
    what it had before and after.

    Raises: TenantNotAllowed, DateNotUsable, BranchNotFound.

    Source: sql/channel/functions/list_channel_totals.sql.
    """
    return Call(
        "list_channel_totals",
        {
            "on": (on, "date"),
            **chosen(branch_id=(branch_id, "bigint"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(ChannelTotalsRow),
    )


def list_payment_methods(
    *, category: str | None = None, is_active: bool = True, tenant_id: int | None = None
) -> Call[list[PaymentMethod]]:
    """Lists the payment methods of a category, null for all, the fastest first: those that are
    active or are not, null for both.

    Raises: TenantNotAllowed.

    Source: sql/channel/functions/list_payment_methods.sql.
    """
    return Call(
        "list_payment_methods",
        {
            **chosen(
                category=(category, "text"),
                is_active=(is_active, "boolean"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(PaymentMethod),
    )


def list_vendor_aging(
    *, vendor_id: int | None = None, on: date | None = None, tenant_id: int | None = None
) -> Call[list[VendorAgingRow]]:
    """Lists the vendors (or the one given) that had open bills, or were paid ahead, at the end
    of a day: what was open, by the days it was overdue, and what was paid ahead or credited;
    the open less that is the balance of that day. Without a day: all that is open now, by
    today in the main branch. A bill that is paid twice on that day, because a payment
    recorded later counts for an earlier day, was paid ahead.

    Raises: TenantNotAllowed, DateNotUsable, VendorNotFound.

    Source: sql/channel/functions/list_vendor_aging.sql.
    """
    return Call(
        "list_vendor_aging",
        {
            **chosen(
                vendor_id=(vendor_id, "bigint"), on=(on, "date"), tenant_id=(tenant_id, "bigint")
            )
        },
        as_rows(VendorAgingRow),
    )


def list_vendor_statement(
    *, vendor_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[VendorStatementRow]]:
    """Lists what a vendor was owed from a first to a last business day: the opening balance,
    each bill, payment, credit note, refund and void with the balance after it, the closing
    balance. Above 0 is owed, below 0 was paid ahead; the amount of the closing line is the
    change. A bill says when it is due, and what was refunded or voided the reason that was
    given.

    Raises: TenantNotAllowed, DateNotUsable, VendorNotFound.

    Source: sql/channel/functions/list_vendor_statement.sql.
    """
    return Call(
        "list_vendor_statement",
        {
            "vendor_id": (vendor_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(VendorStatementRow),
    )


def list_vendors(
    *,
    search: str | None = None,
    limit: int = 1000,
    on: date | None = None,
    tenant_id: int | None = None,
) -> Call[list[VendorsRow]]:
    """Lists the vendors whose id is a text, or whose name begins with it (null: all), by name,
    with what they were owed at the end of a day, what they were paid ahead, what of it was
    overdue, and how they had been paid; without a day, all of it as it stands now, by today
    in the main branch.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/channel/functions/list_vendors.sql.
    """
    return Call(
        "list_vendors",
        {
            **chosen(
                search=(search, "text"),
                limit=(limit, "integer"),
                on=(on, "date"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(VendorsRow),
    )


def open_channel(
    *,
    name: str,
    kind: str,
    branch_id: int | None = None,
    currency: str | None = None,
    slots: int | None = None,
    metadata: Json | None = None,
    is_guarded: bool = False,
    tenant_id: int | None = None,
) -> Call[PaymentChannel]:
    """Opens a place where money is, at a branch (null: the main one) and in a currency (null:
    the tenant's), with a ledger account that keeps its daily book, in slots slots (null: 8).
    What is guarded, such as a drawer, has one slot, and may never hold less than nothing.

    Raises: TenantNotAllowed, CurrencyUnknown, MetadataNotUsable, TextNotUsable,
    BranchNotFound, NameTaken, ChannelKindUnknown, SlotsNotUsable.

    Source: sql/channel/functions/open_channel.sql.
    """
    return Call(
        "open_channel",
        {
            "name": (name, "text"),
            "kind": (kind, "text"),
            **chosen(
                branch_id=(branch_id, "bigint"),
                currency=(currency, "text"),
                slots=(slots, "integer"),
                metadata=(metadata, "jsonb"),
                is_guarded=(is_guarded, "boolean"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(PaymentChannel),
    )


def open_vendor(
    *,
    name: str,
    currency: str | None = None,
    metadata: Json | None = None,
    tenant_id: int | None = None,
) -> Call[Vendor]:
    """Opens somebody the business buys from, in a currency (null: the tenant's), with a payable
    account.

    Raises: TenantNotAllowed, CurrencyUnknown, MetadataNotUsable, TextNotUsable, NameTaken.

    Source: sql/channel/functions/open_vendor.sql.
    """
    return Call(
        "open_vendor",
        {
            "name": (name, "text"),
            **chosen(
                currency=(currency, "text"),
                metadata=(metadata, "jsonb"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Vendor),
    )


def pay_vendor(
    *,
    vendor_id: int,
    amount: Decimal,
    method: str,
    channel_id: int,
    vendor_bill_id: int | None = None,
    paid_on: date | None = None,
    reference: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[VendorPayment]:
    """Pays a vendor by a method and out of a channel, for one of its bills or on account, on a
    day of the channel (null: today, or the first open day if that is closed). What is paid on
    account is applied to bills by tolsel.allocate_vendor_payment.

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable,
    DayLiesAhead, VendorNotFound, VendorBillNotFound, DocumentVoid, MoreThanBillBalance,
    CurrencyMismatch, InsufficientFunds, PeriodClosed.

    Source: sql/channel/functions/pay_vendor.sql.
    """
    return Call(
        "pay_vendor",
        {
            "vendor_id": (vendor_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            "channel_id": (channel_id, "bigint"),
            **chosen(
                vendor_bill_id=(vendor_bill_id, "bigint"),
                paid_on=(paid_on, "date"),
                reference=(reference, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(VendorPayment),
    )


def rebuild_daily_ledger(
    *,
    channel_id: int | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    is_dry_run: bool = True,
    tenant_id: int | None = None,
) -> Call[list[RebuildDailyLedgerRow]]:
    """Lists the days on which the daily book of a channel, null for every one, differs from its
    entries, and by how much; unless it is a dry run, puts them right. A second run finds
    nothing.

    Raises: TenantNotAllowed, DateNotUsable, ChannelNotFound.

    Source: sql/channel/functions/rebuild_daily_ledger.sql.
    """
    return Call(
        "rebuild_daily_ledger",
        {
            **chosen(
                channel_id=(channel_id, "bigint"),
                from_on=(from_on, "date"),
                to_on=(to_on, "date"),
                is_dry_run=(is_dry_run, "boolean"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_rows(RebuildDailyLedgerRow),
    )


def record_daily_entry(
    *,
    channel_id: int,
    direction: str,
    amount: Decimal,
    account_id: int,
    reason: str,
    entered_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[DailyEntry]:
    """Records money put into or taken out of a channel by hand, from or to an account that no
    domain manages, on a day of the channel (null: today, or the first open day if that is
    closed).

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, DayLiesAhead,
    DirectionUnknown, AccountNotFound, CurrencyMismatch, InsufficientFunds, AccountManaged,
    PeriodClosed.

    Source: sql/channel/functions/record_daily_entry.sql.
    """
    return Call(
        "record_daily_entry",
        {
            "channel_id": (channel_id, "bigint"),
            "direction": (direction, "text"),
            "amount": (amount, "numeric"),
            "account_id": (account_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                entered_on=(entered_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(DailyEntry),
    )


def record_vendor_bill(
    *,
    vendor_id: int,
    bill_number: str,
    total_amount: Decimal | None = None,
    expense_account_id: int | None = None,
    billed_on: date | None = None,
    due_on: date | None = None,
    metadata: Json | None = None,
    lines: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[VendorBill]:
    """Records what a vendor has billed, on a day of the main branch (null: today): it is owed
    from then on. A total and its account, or lines: [{"amount", optional "account_id" or
    "account_code" (else expense_account_id), "description"}, ...], such as net and VAT, each
    with its account.

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, DayLiesAhead, VendorNotFound, BillNumberTaken,
    VendorLinesNotReadable, VendorTotalDiffers, VendorNotActive, AccountNotFound,
    CurrencyMismatch, InsufficientFunds, AccountManaged, PeriodClosed.

    Source: sql/channel/functions/record_vendor_bill.sql.
    """
    return Call(
        "record_vendor_bill",
        {
            "vendor_id": (vendor_id, "bigint"),
            "bill_number": (bill_number, "text"),
            **chosen(
                total_amount=(total_amount, "numeric"),
                expense_account_id=(expense_account_id, "bigint"),
                billed_on=(billed_on, "date"),
                due_on=(due_on, "date"),
                metadata=(metadata, "jsonb"),
                lines=(lines, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(VendorBill),
    )


def record_vendor_credit_note(
    *,
    vendor_id: int,
    credit_number: str,
    total_amount: Decimal | None = None,
    expense_account_id: int | None = None,
    vendor_bill_id: int | None = None,
    credited_on: date | None = None,
    metadata: Json | None = None,
    lines: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[VendorPayment]:
    """Records the credit note of a vendor, under the vendor's number, on a day of the main
    branch (null: today): less is owed from then on. It takes a total or lines as a bill does,
    and pays the bill that is named as far as that is open, if at all; what is left is
    allocated, or refunded by the vendor.

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, DayLiesAhead, VendorNotFound, VendorBillNotFound,
    DocumentVoid, VendorLinesNotReadable, VendorTotalDiffers, CreditNumberTaken,
    AccountNotFound, CurrencyMismatch, InsufficientFunds, AccountManaged, PeriodClosed.

    Source: sql/channel/functions/record_vendor_credit_note.sql.
    """
    return Call(
        "record_vendor_credit_note",
        {
            "vendor_id": (vendor_id, "bigint"),
            "credit_number": (credit_number, "text"),
            **chosen(
                total_amount=(total_amount, "numeric"),
                expense_account_id=(expense_account_id, "bigint"),
                vendor_bill_id=(vendor_bill_id, "bigint"),
                credited_on=(credited_on, "date"),
                metadata=(metadata, "jsonb"),
                lines=(lines, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(VendorPayment),
    )


def record_vendor_refund(
    *,
    vendor_payment_id: int,
    amount: Decimal,
    method: str,
    channel_id: int,
    reason: str | None = None,
    refunded_on: date | None = None,
    reference: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[VendorRefund]:
    """Records money that a vendor gives back into a channel: of what was paid ahead, or for its
    credit note. Only what pays no bill is given back; take it off the bill first otherwise.

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable,
    DayLiesAhead, VendorPaymentNotFound, DocumentVoid, VoidTooEarly, MoreThanVendorUnapplied,
    CurrencyMismatch, PeriodClosed.

    Source: sql/channel/functions/record_vendor_refund.sql.
    """
    return Call(
        "record_vendor_refund",
        {
            "vendor_payment_id": (vendor_payment_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            "channel_id": (channel_id, "bigint"),
            **chosen(
                reason=(reason, "text"),
                refunded_on=(refunded_on, "date"),
                reference=(reference, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(VendorRefund),
    )


def reopen_day(
    *, channel_id: int, from_on: date, reason: str, tenant_id: int | None = None
) -> Call[list[DayClose]]:
    """Opens a day of a channel again, with all later ones, and takes back the differences that
    were posted at their closings, each on its day. Answers with the closings that no longer
    stand.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, ChannelNotFound, DayNotClosed,
    PeriodClosed, IsolationNotUsable.

    Source: sql/channel/functions/reopen_day.sql.
    """
    return Call(
        "reopen_day",
        {
            "channel_id": (channel_id, "bigint"),
            "from_on": (from_on, "date"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(DayClose),
    )


def reverse_vendor_allocation(
    *,
    vendor_allocation_id: int,
    amount: Decimal | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[VendorAllocation]:
    """Takes back what of a payment or credit note pays a bill, or part of it: the bill is owed
    again, and the money can be applied elsewhere, or refunded.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, RequestKeyReused, AmountNotPositive, VendorAllocationNotFound,
    MoreThanVendorAllocated.

    Source: sql/channel/functions/reverse_vendor_allocation.sql.
    """
    return Call(
        "reverse_vendor_allocation",
        {
            "vendor_allocation_id": (vendor_allocation_id, "bigint"),
            **chosen(
                amount=(amount, "numeric"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(VendorAllocation),
    )


def set_channel_active(
    *, channel_id: int, is_active: bool, tenant_id: int | None = None
) -> Call[PaymentChannel]:
    """Activates a channel, or deactivates it: nothing new may name it then, but what was done
    with it can be voided, its days closed, and what it holds transferred away.

    Raises: TenantNotAllowed, ChannelNotFound.

    Source: sql/channel/functions/set_channel_active.sql.
    """
    return Call(
        "set_channel_active",
        {
            "channel_id": (channel_id, "bigint"),
            "is_active": (is_active, "boolean"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(PaymentChannel),
    )


def set_channel_guarded(
    *, channel_id: int, is_guarded: bool, tenant_id: int | None = None
) -> Call[PaymentChannel]:
    """Guards a channel, such as a drawer: it may then never hold less than nothing, whatever is
    asked for. Or lets it again (false, null). A channel that several write to at once has
    several slots, and cannot be guarded; tolsel.open_channel opens one that is.

    Raises: TenantNotAllowed, ChannelNotFound, InsufficientFunds, SlotsNotUsable.

    Source: sql/channel/functions/set_channel_guarded.sql.
    """
    return Call(
        "set_channel_guarded",
        {
            "channel_id": (channel_id, "bigint"),
            "is_guarded": (is_guarded, "boolean"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(PaymentChannel),
    )


def set_payment_method(
    *,
    method: str,
    name: str,
    category: str,
    icon: str = "payment",
    processing_minutes: int = 0,
    is_active: bool = True,
    has_unique_reference: bool | None = None,
    tenant_id: int | None = None,
) -> Call[PaymentMethod]:
    """Adds a payment method, or changes all of one that is there; no new payment may name an
    inactive one. has_unique_reference says whether a provider vouches that a reference is of
    one payment (null: as it is, and not of a new method).

    Raises: TenantNotAllowed, TextNotUsable, MethodNotStorable.

    Source: sql/channel/functions/set_payment_method.sql.
    """
    return Call(
        "set_payment_method",
        {
            "method": (method, "text"),
            "name": (name, "text"),
            "category": (category, "text"),
            **chosen(
                icon=(icon, "text"),
                processing_minutes=(processing_minutes, "integer"),
                is_active=(is_active, "boolean"),
                has_unique_reference=(has_unique_reference, "boolean"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(PaymentMethod),
    )


def set_vendor_active(
    *, vendor_id: int, is_active: bool, tenant_id: int | None = None
) -> Call[Vendor]:
    """Activates a vendor, or deactivates it: no new bills of it are recorded then, but what it
    is owed is paid, and all that was done can be credited, refunded and voided.

    Raises: TenantNotAllowed, VendorNotFound.

    Source: sql/channel/functions/set_vendor_active.sql.
    """
    return Call(
        "set_vendor_active",
        {
            "vendor_id": (vendor_id, "bigint"),
            "is_active": (is_active, "boolean"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Vendor),
    )


def transfer_between_channels(
    *,
    from_channel_id: int,
    to_channel_id: int,
    amount: Decimal,
    left_on: date | None = None,
    arrived_on: date | None = None,
    note: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[ChannelTransfer]:
    """Moves money from one channel to another of the same currency. Between branches, or
    overnight, it goes through cash in transit, in two journals: each on its own channel's day
    (null: today, or the first open day; within a branch one day for both). It may arrive on a
    later day, within 31: until that day begins, it is on its way.

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive, DayLiesAhead,
    SameChannel, CurrencyMismatch, InsufficientFunds, PeriodClosed.

    Source: sql/channel/functions/transfer_between_channels.sql.
    """
    return Call(
        "transfer_between_channels",
        {
            "from_channel_id": (from_channel_id, "bigint"),
            "to_channel_id": (to_channel_id, "bigint"),
            "amount": (amount, "numeric"),
            **chosen(
                left_on=(left_on, "date"),
                arrived_on=(arrived_on, "date"),
                note=(note, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(ChannelTransfer),
    )


def void_channel_transfer(
    *,
    channel_transfer_id: int,
    reason: str,
    voided_on: date | None = None,
    tenant_id: int | None = None,
) -> Call[ChannelTransfer]:
    """Voids a transfer: the money is back where it left, each side on a day of its channel
    (null: today, or the first open day if that is closed). A second call with the same reason
    answers with the void transfer.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, DayLiesAhead,
    ChannelTransferNotFound, DocumentVoid, VoidTooEarly, InsufficientFunds, PeriodClosed.

    Source: sql/channel/functions/void_channel_transfer.sql.
    """
    return Call(
        "void_channel_transfer",
        {
            "channel_transfer_id": (channel_transfer_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(ChannelTransfer),
    )


def void_daily_entry(
    *, daily_entry_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[DailyEntry]:
    """Voids a daily entry, on a day of its channel (null: today, or the first open day if that
    is closed). A second call with the same reason answers with the void entry.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, DayLiesAhead, DailyEntryNotFound,
    DocumentVoid, VoidTooEarly, InsufficientFunds, PeriodClosed.

    Source: sql/channel/functions/void_daily_entry.sql.
    """
    return Call(
        "void_daily_entry",
        {
            "daily_entry_id": (daily_entry_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(DailyEntry),
    )


def void_vendor_bill(
    *, vendor_bill_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[VendorBill]:
    """Voids a bill of which nothing is paid, on a day of the main branch (null: today). A second
    call with the same reason answers with the void bill.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, DayLiesAhead, VendorBillNotFound,
    DocumentVoid, BillHasPayments, VoidTooEarly, InsufficientFunds, PeriodClosed.

    Source: sql/channel/functions/void_vendor_bill.sql.
    """
    return Call(
        "void_vendor_bill",
        {
            "vendor_bill_id": (vendor_bill_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(VendorBill),
    )


def void_vendor_payment(
    *,
    vendor_payment_id: int,
    reason: str,
    voided_on: date | None = None,
    tenant_id: int | None = None,
) -> Call[VendorPayment]:
    """Voids a payment to a vendor, or its credit note: what it paid is open again, and the money
    of a payment is back in its channel, on a day of the channel, for a credit note of the
    main branch (null: today, or the first open day if that is closed). A second call with the
    same reason answers with the void payment.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, DayLiesAhead,
    VendorPaymentNotFound, DocumentVoid, VoidTooEarly, VendorPaymentRefunded,
    InsufficientFunds, PeriodClosed.

    Source: sql/channel/functions/void_vendor_payment.sql.
    """
    return Call(
        "void_vendor_payment",
        {
            "vendor_payment_id": (vendor_payment_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(VendorPayment),
    )


def void_vendor_refund(
    *,
    vendor_refund_id: int,
    reason: str,
    voided_on: date | None = None,
    tenant_id: int | None = None,
) -> Call[VendorRefund]:
    """Voids a refund from a vendor, on a day of its channel (null: today, or the first open day
    if that is closed): the vendor has the money still, and it can be applied to a bill. A
    second call with the same reason answers with the void refund.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, DayLiesAhead, DocumentVoid,
    VoidTooEarly, VendorRefundNotFound, InsufficientFunds, PeriodClosed.

    Source: sql/channel/functions/void_vendor_refund.sql.
    """
    return Call(
        "void_vendor_refund",
        {
            "vendor_refund_id": (vendor_refund_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(VendorRefund),
    )
