"""Calls of the domain wallet: see sql/wallet/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tolsel.api.billing import Payment, Refund
from tolsel.api.exchange import Exchange
from tolsel.calls import Call, Json, as_row, as_rows, as_value, chosen

__all__ = [
    "ExplainFundsRow",
    "Lot",
    "LotsRow",
    "MonthStatement",
    "PlanPrice",
    "QuotePlanRow",
    "ReconcileMonthRow",
    "RecurringGrant",
    "Resource",
    "UsageRefund",
    "UsageReversal",
    "UsageSetting",
    "Wallet",
    "WalletRow",
    "WalletRule",
    "WalletStatementRow",
    "charge_back_top_up",
    "close_wallet",
    "close_wallet_month",
    "complete_top_up",
    "exchange_wallet",
    "explain_funds",
    "fail_top_up",
    "get_wallet",
    "grant_credit",
    "list_lots",
    "list_wallet_statement",
    "meter_usage",
    "open_top_up",
    "open_wallet",
    "provision_resource",
    "quote_plan",
    "reconcile_month",
    "record_usage",
    "refund_top_up",
    "refund_usage",
    "resize_resource",
    "retry_top_up",
    "reverse_usage_hour",
    "set_plan_price",
    "set_recurring_grant",
    "set_usage_setting",
    "set_wallet_limit",
    "set_wallet_rule",
    "stop_recurring_grant",
    "stop_resource",
    "top_up_wallet",
    "void_top_up",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """A row of `tolsel_wallet.wallet`."""

    tenant_id: int
    """The business."""
    wallet_id: int
    """Key within the tenant."""
    owner_customer_id: int
    """The customer it belongs to, who has one wallet in each currency."""
    customer_id: int
    """The customer in its currency who pays into it and is invoiced: the owner, or one opened
    for it.
    """
    account_id: int
    """Its account, a liability with a limit."""
    currency: str
    """The one currency of the account and the customer, held by foreign key."""
    scale: int
    """Decimals of the currency, held by foreign key."""
    metered_until_at: datetime | None
    """The hour up to which its resources are charged; null where none has hours to charge."""
    opened_at: datetime
    """When it was opened, by the business clock."""
    closed_at: datetime | None
    """When it was closed, by the business clock; null: it is open."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthStatement:
    """A row of `tolsel_wallet.month_statement`."""

    tenant_id: int
    """The business."""
    wallet_id: int
    """The wallet, and so the currency."""
    month_on: date
    """First day of the UTC month."""
    opening_amount: Decimal
    """What it had before the first day."""
    top_up_amount: Decimal
    """What was paid in, less what of that was voided or given back."""
    usage_amount: Decimal
    """What was charged."""
    returned_amount: Decimal
    """What was given back of charges: hours that were reversed, and refunds."""
    other_amount: Decimal
    """What else came in, such as the invoice of the month before; below 0 what went out."""
    closing_amount: Decimal
    """What it had after the last day; below 0 it is invoiced."""
    invoice_id: int | None
    """The invoice of the month; null: nothing was to be invoiced."""
    sealed_version: int | None
    """The version up to which its entries were sealed then; null: none was."""
    seal_hash: str | None
    """The last seal then, in hexadecimal; null: none."""
    closed_at: datetime
    """When, by the business clock."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that closed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainFundsRow:
    """A row of `tolsel.explain_funds`."""

    is_enough: bool | None
    settled_amount: Decimal | None
    held_amount: Decimal | None
    owed_amount: Decimal | None
    available_amount: Decimal | None
    cost_amount: Decimal | None
    shortfall_amount: Decimal | None
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletRow:
    """A row of `tolsel.get_wallet`."""

    wallet_id: int | None
    owner_customer_id: int | None
    customer_id: int | None
    currency: str | None
    mode: str | None
    credit_limit: Decimal | None
    settled_amount: Decimal | None
    held_amount: Decimal | None
    available_amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A row of `tolsel_wallet.lot`."""

    tenant_id: int
    """The business."""
    lot_id: int
    """Key within the tenant."""
    account_id: int
    """The account of the wallet."""
    kind: str
    """paid: of a top-up; granted: given by the business; owed: of a debt."""
    priority: int
    """0 to 100: what is lower is spent first; 50 where nobody has said anything."""
    valid_from_at: datetime
    """The full UTC hour from which it pays: the one in which it came, or was due by a recurring
    grant.
    """
    expires_at: datetime | None
    """The full UTC hour from which it pays no more; null: it never ends."""
    amount: Decimal
    """What came in."""
    used_amount: Decimal
    """What was spent of it, or given back to its payer."""
    expired_amount: Decimal
    """What was left when it ended, and was free."""
    left_amount: Decimal | None
    """What is left of it."""
    is_spent: bool | None
    """Whether nothing is left of it."""
    ended_at: datetime | None
    """The hour up to which the wallet was metered when the lot ended; what is left since is kept
    for what is held. Null: it has not ended.
    """
    journal_id: int
    """The journal that brought it in: of its top-up, its grant or its debt."""
    recurring_grant_id: int | None
    """The recurring grant that has granted it, for the period that begins with it; null: none
    has.
    """
    reason: str | None
    """Why it was granted; null where it was not."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that brought it in."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotsRow:
    """A row of `tolsel.list_lots`."""

    place: int | None
    lot_id: int | None
    kind: str | None
    priority: int | None
    valid_from_at: datetime | None
    expires_at: datetime | None
    ended_at: datetime | None
    amount: Decimal | None
    used_amount: Decimal | None
    expired_amount: Decimal | None
    left_amount: Decimal | None
    payment_id: int | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletStatementRow:
    """A row of `tolsel.list_wallet_statement`."""

    kind: str | None
    effective_on: date | None
    booked_at: datetime | None
    document: str | None
    document_id: int | None
    description: str | None
    amount: Decimal | None
    settled_amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A row of `tolsel_wallet.resource`."""

    tenant_id: int
    """The business."""
    resource_id: int
    """Key within the tenant."""
    account_id: int
    """The account of the wallet that pays."""
    customer_id: int
    """Who uses it: the owner of the wallet, or a customer of that owner."""
    name: str
    """What it is called, for people."""
    plan: str
    """The plan it has now."""
    status: str
    """active; stopped by somebody; or suspended, for want of funds."""
    hold_id: int
    """Its hold, which lasts as long as it has hours to pay."""
    covered_until_at: datetime
    """The end of the UTC month through which its hold pays."""
    started_at: datetime
    """When it was made, by the business clock."""
    resized_at: datetime | None
    """When it was given another plan last, by the business clock; null: never."""
    warned_for_at: datetime | None
    """The turn of a month at which it will not fit, as was told; null: it fits, or nothing was
    told.
    """
    ended_at: datetime | None
    """When it was stopped, or suspended; null while it is active."""
    settled_at: datetime | None
    """When its last hour was paid and its hold closed; null: it was not."""
    is_hold_needed: bool | None
    """True while it is active, else null: what the foreign key to its hold asks for."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that made it."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePlanRow:
    """A row of `tolsel.quote_plan`."""

    plan: str | None
    currency: str | None
    price_amount: Decimal | None
    cost_amount: Decimal | None
    from_at: datetime | None
    until_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileMonthRow:
    """A row of `tolsel.reconcile_month`."""

    month_on: date | None
    hours_amount: Decimal | None
    charged_amount: Decimal | None
    statement_amount: Decimal | None
    invoice_amount: Decimal | None
    is_equal: bool | None
    is_final: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRefund:
    """A row of `tolsel_wallet.usage_refund`."""

    tenant_id: int
    """The business."""
    usage_refund_id: int
    """Key within the tenant."""
    resource_id: int
    """The resource."""
    month_on: date
    """First day of the UTC month."""
    amount: Decimal
    """In the currency of the wallet."""
    journal_id: int
    """The journal that booked it."""
    reason: str
    """Why, for people."""
    refunded_at: datetime
    """When, by the business clock."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that refunded it."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageReversal:
    """A row of `tolsel_wallet.usage_reversal`."""

    tenant_id: int
    """The business."""
    hour_at: datetime
    """The hour."""
    resource_id: int
    """The resource."""
    journal_id: int | None
    """The journal that booked it; null where the hour cost nothing."""
    amount: Decimal
    """All that was charged for the hour."""
    reason: str
    """Why, for people."""
    reversed_at: datetime
    """When, by the business clock."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that reversed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPrice:
    """A row of `tolsel_wallet.plan_price`."""

    tenant_id: int
    """The business."""
    plan: str
    """Name of the plan, such as small."""
    currency: str
    """Currency of the price."""
    scale: int
    """Decimals of the currency, held by foreign key."""
    valid_from_at: datetime
    """The full UTC hour from which it counts."""
    price_amount: Decimal
    """For a UTC month, whatever its length."""
    set_at: datetime
    """When it was set."""
    login: str
    """Database role that set it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurringGrant:
    """A row of `tolsel_wallet.recurring_grant`."""

    tenant_id: int
    """The business."""
    recurring_grant_id: int
    """Key within the tenant."""
    account_id: int
    """The account of the wallet."""
    name: str
    """What it is called, for people: a wallet has one at a time under each name."""
    amount: Decimal
    """What is granted each time."""
    every: str
    """How long a period is: day, week, month, quarter or year, in UTC."""
    lasts_periods: int | None
    """After so many periods what is left of a grant expires; null: never."""
    priority: int
    """That of its lots, 0 to 100: what is lower is spent first."""
    cost_account_id: int
    """At whose cost it is granted."""
    anchor_at: datetime
    """The full UTC hour from which periods are counted: one of the 31st falls on the last day of
    a shorter month, and on the 31st of the next long one.
    """
    from_at: datetime
    """The first hour at which it is granted."""
    until_at: datetime | None
    """Nothing is granted from then on; null: it goes on."""
    due_at: datetime
    """When the next period begins, that of until_at or later where it is over: all before it are
    granted.
    """
    is_over: bool | None
    """Whether nothing more is granted."""
    set_at: datetime
    """When it was set, by the business clock."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that set it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageSetting:
    """A row of `tolsel_wallet.usage_setting`."""

    tenant_id: int
    """The business."""
    late_days: int
    """Usage of hours that began so many days ago or later is taken."""
    closing_days: int
    """So many days after its end a month is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletRule:
    """A row of `tolsel_wallet.wallet_rule`."""

    tenant_id: int
    """The business."""
    wallet_id: int
    """The wallet."""
    low_amount: Decimal | None
    """wallet.low is told when less than this is available; null: it is not."""
    threshold_amount: Decimal | None
    """A top-up is asked for when no more than this is available, what is asked for already
    counted; null: none is.
    """
    target_amount: Decimal | None
    """As much is to be available then."""
    step_amount: Decimal | None
    """What is asked for is a multiple of this, if nothing caps it."""
    max_amount: Decimal | None
    """The most that one top-up asks for."""
    daily_cap_amount: Decimal | None
    """The most that top-ups of a UTC day ask for together."""
    method: str | None
    """By which method it is to be paid."""
    channel_id: int | None
    """Into which channel."""
    cooldown_minutes: int
    """So long after one was asked for no other is."""
    lead_days: int
    """So many days before the month's end the prices of the next count as spent."""
    is_low: bool
    """Whether wallet.low was told since more was available."""
    pending_payment_id: int | None
    """The top-up that was asked for and has not ended; null: none."""
    requested_ats: list[datetime]
    """When the last ones were asked for, those of ten minutes and the last."""
    requested_on: date | None
    """The UTC day of requested_amount; null: none was asked for yet."""
    requested_amount: Decimal
    """What was asked for on that day."""
    failure_count: int
    """How many in a row have failed since one was paid."""
    waits_until_at: datetime | None
    """Until then none is asked for, because the last one failed; null: it did not."""
    tripped_at: datetime | None
    """When it stopped because it asked too often or for too much; null: it runs. Setting the
    rule starts it again.
    """


def charge_back_top_up(
    *,
    payment_id: int,
    reason: str,
    fee_amount: Decimal | None = None,
    fee_account_id: int | None = None,
    channel_id: int | None = None,
    charged_back_on: date | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Refund]:
    """Takes back what is left of a top-up that its payer has had charged back, after a refund of
    a part too, and what the provider takes for that: out of the wallet what is left of it and
    available, and out of a channel (null: the top-up's own) all of it. What is spent, or
    held, becomes a debit note of the customer: the next top-up pays it, and nothing is
    provisioned until it is paid. A second call with the same key answers with the refund.

    Raises: PaymentNotCompleted, MoreThanLeftToRefund, RefundTooEarly, TenantNotAllowed,
    AmountNotFinite, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, DateNotUsable,
    TextNotUsable, RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive,
    DayLiesAhead, AccountNotFound, CurrencyMismatch, AccountManaged, PeriodClosed,
    TopUpNotFound.

    Source: sql/wallet/functions/charge_back_top_up.sql.
    """
    return Call(
        "charge_back_top_up",
        {
            "payment_id": (payment_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                fee_amount=(fee_amount, "numeric"),
                fee_account_id=(fee_account_id, "bigint"),
                channel_id=(channel_id, "bigint"),
                charged_back_on=(charged_back_on, "date"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Refund),
    )


def close_wallet(*, wallet_id: int, tenant_id: int | None = None) -> Call[Wallet]:
    """Closes a wallet that has nothing, holds nothing and pays for nothing: nothing comes into
    it any more, until it is opened again, and what recurs ends. Closing twice answers twice
    with the same.

    Raises: TenantNotAllowed, WalletNotFound, WalletNotEmpty.

    Source: sql/wallet/functions/close_wallet.sql.
    """
    return Call(
        "close_wallet",
        {"wallet_id": (wallet_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_row(Wallet),
    )


def close_wallet_month(
    *, wallet_id: int, month_on: date, tenant_id: int | None = None
) -> Call[MonthStatement]:
    """Closes a UTC month of a wallet, named by a day of it, once it is over and all its hours
    are charged, and the month before is closed: its statement stands, nothing counts for it
    any more, and where the wallet is below nothing that is invoiced, a line a resource. A
    second call answers with the first statement. The job wallet.close_months does it for all
    wallets.

    Raises: CustomerNotActive, TenantNotAllowed, DateNotUsable, AccountFrozen, WalletNotFound,
    MonthNotOver.

    Source: sql/wallet/functions/close_wallet_month.sql.
    """
    return Call(
        "close_wallet_month",
        {
            "wallet_id": (wallet_id, "bigint"),
            "month_on": (month_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(MonthStatement),
    )


def complete_top_up(
    *,
    payment_id: int | None = None,
    provider_reference: str | None = None,
    paid_on: date | None = None,
    attempt_no: int | None = None,
    amount: Decimal | None = None,
    currency: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Books a top-up that its provider says is paid, as tolsel.complete_payment does a payment.
    With another amount or currency than asked for, or for a wallet that was closed meanwhile,
    it fails, and nothing comes into the wallet: the money waits in suspense, in another
    currency at the provider, and that is told as top_up.mismatched. A second call with the
    same answers with the top-up.

    Raises: PaymentNotFound, PaymentNotOpen, ProviderReferenceReused, AttemptNotFound,
    SecondCharge, TenantNotAllowed, CurrencyUnknown, AmountNotFinite, AmountIsZero,
    AmountTooPrecise, AmountTooLarge, DateNotUsable, TextNotUsable, AmountNotPositive,
    DayLiesAhead, PeriodClosed, BalanceOutOfRange, TopUpNotFound.

    Source: sql/wallet/functions/complete_top_up.sql.
    """
    return Call(
        "complete_top_up",
        {
            **chosen(
                payment_id=(payment_id, "bigint"),
                provider_reference=(provider_reference, "text"),
                paid_on=(paid_on, "date"),
                attempt_no=(attempt_no, "integer"),
                amount=(amount, "numeric"),
                currency=(currency, "text"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_row(Payment),
    )


def exchange_wallet(
    *,
    from_wallet_id: int,
    to_wallet_id: int,
    from_amount: Decimal,
    rate: Decimal | None = None,
    description: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Exchange]:
    """Exchanges prepaid money of a wallet into another wallet of its owner, in another currency,
    at a rate: units of that for one (null: the last one recorded on the UTC day or at most 7
    days before). What is granted, held, or allowed by a credit limit is not exchanged, and
    nothing is while the wallet owes. What goes out is taken from its paid lots in their
    order; what comes in is a paid lot. What was wrong is exchanged back.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, InsufficientFunds, BalanceOutOfRange, AccountFrozen, WalletNotFound,
    WalletClosed, DebtOpen, AnotherOwner, RateNotUsable, RateNotFound, SameCurrency,
    ConvertedToNothing.

    Source: sql/wallet/functions/exchange_wallet.sql.
    """
    return Call(
        "exchange_wallet",
        {
            "from_wallet_id": (from_wallet_id, "bigint"),
            "to_wallet_id": (to_wallet_id, "bigint"),
            "from_amount": (from_amount, "numeric"),
            **chosen(
                rate=(rate, "numeric"),
                description=(description, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Exchange),
    )


def explain_funds(
    *, wallet_id: int, plan: str, tenant_id: int | None = None
) -> Call[list[ExplainFundsRow]]:
    """Answers whether a wallet could have a plan now, and why: what it has, what of that is
    held, what its customer owes beside it, what is available then, the cost to the end of
    this UTC month, and what is missing, a debt that comes first counted. What has expired
    since the last run, and the hours before, are taken off, and what recurs and is due is
    added: a refusal (UW005) says the same figures.

    Raises: TenantNotAllowed, WalletNotFound, PlanWithoutPrice, WalletClosed.

    Source: sql/wallet/functions/explain_funds.sql.
    """
    return Call(
        "explain_funds",
        {
            "wallet_id": (wallet_id, "bigint"),
            "plan": (plan, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(ExplainFundsRow),
    )


def fail_top_up(
    *,
    payment_id: int,
    reason: str,
    error_code: str | None = None,
    attempt_no: int | None = None,
    provider_reference: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Marks a top-up that its provider has refused as failed, as tolsel.fail_payment does a
    payment. One that was completed before stays so: that is told as top_up.failed_late.

    Raises: PaymentNotOpen, AttemptNotFound, TenantNotAllowed, TextNotUsable, TopUpNotFound.

    Source: sql/wallet/functions/fail_top_up.sql.
    """
    return Call(
        "fail_top_up",
        {
            "payment_id": (payment_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                error_code=(error_code, "text"),
                attempt_no=(attempt_no, "integer"),
                provider_reference=(provider_reference, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def get_wallet(*, wallet_id: int, tenant_id: int | None = None) -> Call[list[WalletRow]]:
    """Answers what a wallet has (settled), what of that is held, and what is available: settled
    - held + its credit limit. What has expired since the last run, and the hours before, are
    taken off, and what recurs and is due is added.

    Raises: TenantNotAllowed, WalletNotFound.

    Source: sql/wallet/functions/get_wallet.sql.
    """
    return Call(
        "get_wallet",
        {"wallet_id": (wallet_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(WalletRow),
    )


def grant_credit(
    *,
    wallet_id: int,
    amount: Decimal,
    reason: str,
    expires_at: datetime | None = None,
    priority: int = 50,
    account_id: int | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Lot]:
    """Grants credit to a wallet, at once and without any money, until a full UTC hour (null: for
    ever), at the cost of an account (null: credit granted). It is spent before what was paid;
    a priority of 0 to 100 (50) says what goes before all else, the lowest first. What is left
    at its end, and not held, is taken by the metering. None of it is paid out.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, AccountNotFound, CurrencyMismatch, AccountManaged, BalanceOutOfRange,
    AccountFrozen, WalletNotFound, WalletClosed, GrantNotUsable.

    Source: sql/wallet/functions/grant_credit.sql.
    """
    return Call(
        "grant_credit",
        {
            "wallet_id": (wallet_id, "bigint"),
            "amount": (amount, "numeric"),
            "reason": (reason, "text"),
            **chosen(
                expires_at=(expires_at, "timestamp with time zone"),
                priority=(priority, "integer"),
                account_id=(account_id, "bigint"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Lot),
    )


def list_lots(
    *, wallet_id: int, is_all: bool = False, limit: int = 1000, tenant_id: int | None = None
) -> Call[list[LotsRow]]:
    """Lists the lots of a wallet that have something left, in the order in which they are spent,
    each with what came in, was used, has expired and is left; all: those that are spent too,
    behind them, the newest first.

    Raises: TenantNotAllowed, WalletNotFound.

    Source: sql/wallet/functions/list_lots.sql.
    """
    return Call(
        "list_lots",
        {
            "wallet_id": (wallet_id, "bigint"),
            **chosen(
                is_all=(is_all, "boolean"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_rows(LotsRow),
    )


def list_wallet_statement(
    *, wallet_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[WalletStatementRow]]:
    """Lists what a wallet had from a first to a last business day: the opening balance, what
    moved it with the balance after it (above 0 what came in), the closing balance, whose
    amount is the change.

    Raises: TenantNotAllowed, DateNotUsable, WalletNotFound.

    Source: sql/wallet/functions/list_wallet_statement.sql.
    """
    return Call(
        "list_wallet_statement",
        {
            "wallet_id": (wallet_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(WalletStatementRow),
    )


def meter_usage(
    *, limit: int = 5000, after_wallet_id: int = 0, tenant_id: int | None = None
) -> Call[int]:
    """Charges the hours that resources have run and that have ended, each once: one journal a
    wallet, whatever number of hours it is. One call takes about so many resource-hours, of
    the wallets behind one, and answers with the last wallet: call it with that again until it
    answers null.

    Raises: TenantNotAllowed.

    Source: sql/wallet/functions/meter_usage.sql.
    """
    return Call(
        "meter_usage",
        {
            **chosen(
                limit=(limit, "integer"),
                after_wallet_id=(after_wallet_id, "bigint"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_value,
    )


def open_top_up(
    *,
    wallet_id: int,
    amount: Decimal,
    method: str,
    channel_id: int,
    provider_reference: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Begins a top-up that a provider decides: commit it, ask the provider, then call
    tolsel.complete_top_up or tolsel.fail_top_up. Nothing is booked yet.

    Raises: ProviderReferenceReused, RequestUndone, TenantNotAllowed, AmountNotFinite,
    AmountIsZero, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable,
    TextNotUsable, RequestKeyReused, AmountNotPositive, ChannelNotFound, ChannelNotActive,
    MethodNotUsable, CurrencyMismatch, WalletNotFound, WalletClosed.

    Source: sql/wallet/functions/open_top_up.sql.
    """
    return Call(
        "open_top_up",
        {
            "wallet_id": (wallet_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            "channel_id": (channel_id, "bigint"),
            **chosen(
                provider_reference=(provider_reference, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def open_wallet(
    *,
    owner_customer_id: int,
    currency: str | None = None,
    credit_limit: Decimal | None = None,
    metadata: Json | None = None,
    tenant_id: int | None = None,
) -> Call[Wallet]:
    """Opens the wallet of a customer in a currency (null: the customer's own; in any other, with
    a customer of that currency beside it), or again one that was closed. With a credit limit
    above 0 it may go below nothing as far as that, and is invoiced.

    Raises: CustomerNotFound, TenantNotAllowed, CurrencyUnknown, AmountNotFinite,
    AmountTooPrecise, AmountTooLarge, MetadataNotUsable, CreditLimitNotUsable, WalletExists.

    Source: sql/wallet/functions/open_wallet.sql.
    """
    return Call(
        "open_wallet",
        {
            "owner_customer_id": (owner_customer_id, "bigint"),
            **chosen(
                currency=(currency, "text"),
                credit_limit=(credit_limit, "numeric"),
                metadata=(metadata, "jsonb"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Wallet),
    )


def provision_resource(
    *,
    wallet_id: int,
    plan: str,
    name: str,
    customer_id: int | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Resource]:
    """Provisions a resource of a plan, paid from a wallet, used by a customer (null: the owner):
    what it costs from this hour to the end of this UTC month is held, or nothing happens. At
    each turn of the month the next price is held, or the resource is suspended.

    Raises: CustomerNotFound, TenantNotAllowed, RequestKeyNotUsable, MetadataNotUsable,
    TextNotUsable, RequestKeyReused, AccountFrozen, WalletNotFound, PlanWithoutPrice,
    FundsShort, WalletClosed, DebtOpen.

    Source: sql/wallet/functions/provision_resource.sql.
    """
    return Call(
        "provision_resource",
        {
            "wallet_id": (wallet_id, "bigint"),
            "plan": (plan, "text"),
            "name": (name, "text"),
            **chosen(
                customer_id=(customer_id, "bigint"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Resource),
    )


def quote_plan(
    *, plan: str, currency: str | None = None, tenant_id: int | None = None
) -> Call[list[QuotePlanRow]]:
    """Answers what a plan costs a month in a currency (null: the tenant's), and what it would
    cost from this hour to the end of this UTC month: what has to be available to have it now.

    Raises: TenantNotAllowed, PlanWithoutPrice.

    Source: sql/wallet/functions/quote_plan.sql.
    """
    return Call(
        "quote_plan",
        {
            "plan": (plan, "text"),
            **chosen(currency=(currency, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(QuotePlanRow),
    )


def reconcile_month(
    *, wallet_id: int, month_on: date, tenant_id: int | None = None
) -> Call[list[ReconcileMonthRow]]:
    """Answers whether the hours of a wallet that count for a UTC month, named by a day of it,
    are what was charged, what its statement says (null: it is not closed), and what the lines
    of its invoice say (null: there is none), each less what was given back; and whether
    nothing can be told late any more.

    Raises: TenantNotAllowed, DateNotUsable, WalletNotFound.

    Source: sql/wallet/functions/reconcile_month.sql.
    """
    return Call(
        "reconcile_month",
        {
            "wallet_id": (wallet_id, "bigint"),
            "month_on": (month_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(ReconcileMonthRow),
    )


def record_usage(*, source: str, events: Json, tenant_id: int | None = None) -> Call[int]:
    """Records what a meter outside, such as a cloud's, tells of the hours of resources:
    [{"event_id", "resource_id", "at" (a moment with its zone), optional "plan" (the size it
    had) and "metadata"}, ...], up to 1,000, all or none. Each event of a source counts once,
    in whatever order they come, and says the same when it is told again; those of one hour
    count as the largest of them. The next metering charges what that costs more than the hour
    was charged at. Answers how many are new.

    Raises: TenantNotAllowed, MetadataNotUsable, TextNotUsable, RequestKeyReused,
    PlanWithoutPrice, ResourceNotFound, UsageNotReadable, UsageNotUsable.

    Source: sql/wallet/functions/record_usage.sql.
    """
    return Call(
        "record_usage",
        {
            "source": (source, "text"),
            "events": (events, "jsonb"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_value,
    )


def refund_top_up(
    *,
    payment_id: int,
    amount: Decimal,
    method: str,
    channel_id: int,
    reason: str,
    refunded_on: date | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Refund]:
    """Gives money of a top-up back to its customer, by a method (null: the top-up's own) and out
    of a channel, as far as the wallet has it available; all refunds together are at most what
    was paid.

    Raises: PaymentNotCompleted, MoreThanLeftToRefund, RefundTooEarly, RequestUndone,
    TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, ChannelNotFound, ChannelNotActive, MethodNotUsable, DayLiesAhead,
    CurrencyMismatch, InsufficientFunds, PeriodClosed, TopUpNotFound.

    Source: sql/wallet/functions/refund_top_up.sql.
    """
    return Call(
        "refund_top_up",
        {
            "payment_id": (payment_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            "channel_id": (channel_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(
                refunded_on=(refunded_on, "date"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Refund),
    )


def refund_usage(
    *,
    resource_id: int,
    month_on: date,
    amount: Decimal,
    reason: str,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[UsageRefund]:
    """Gives part of what a resource was charged for a UTC month, named by a day of it, back to
    its wallet. All refunds of the month are at most 95 % of that, rounded down; what was
    reversed does not count.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable, RequestKeyReused,
    AmountNotPositive, AccountFrozen, ResourceNotFound, WalletClosed, MoreThanRefundable.

    Source: sql/wallet/functions/refund_usage.sql.
    """
    return Call(
        "refund_usage",
        {
            "resource_id": (resource_id, "bigint"),
            "month_on": (month_on, "date"),
            "amount": (amount, "numeric"),
            "reason": (reason, "text"),
            **chosen(
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(UsageRefund),
    )


def resize_resource(*, resource_id: int, plan: str, tenant_id: int | None = None) -> Call[Resource]:
    """Gives a resource another plan from the next full hour on. What that costs more to the end
    of this UTC month is held, or nothing happens; what it costs less is available at once. Of
    several sizes within an hour the largest counts for the next one. A plan that it has is no
    change.

    Raises: TenantNotAllowed, AccountFrozen, PlanWithoutPrice, FundsShort, ResourceNotFound,
    ResourceNotActive, DebtOpen.

    Source: sql/wallet/functions/resize_resource.sql.
    """
    return Call(
        "resize_resource",
        {
            "resource_id": (resource_id, "bigint"),
            "plan": (plan, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Resource),
    )


def retry_top_up(
    *, payment_id: int, provider_reference: str | None = None, tenant_id: int | None = None
) -> Call[Payment]:
    """Tries a failed top-up once more, as a new attempt of the same one: it is opened again,
    under the provider's reference for this attempt where it has one.

    Raises: PaymentNotFailed, ProviderReferenceReused, TenantNotAllowed, TextNotUsable,
    ChannelNotActive, MethodNotUsable, TopUpNotFound, WalletClosed.

    Source: sql/wallet/functions/retry_top_up.sql.
    """
    return Call(
        "retry_top_up",
        {
            "payment_id": (payment_id, "bigint"),
            **chosen(
                provider_reference=(provider_reference, "text"), tenant_id=(tenant_id, "bigint")
            ),
        },
        as_row(Payment),
    )


def reverse_usage_hour(
    *, resource_id: int, hour_at: datetime, reason: str, tenant_id: int | None = None
) -> Call[UsageReversal]:
    """Reverses an hour that a resource should not have been charged for: all that was charged
    for it goes back to the wallet, once, on this UTC day. The hour stays, and is charged no
    more. A second call with the same reason answers with the first reversal.

    Raises: TenantNotAllowed, TextNotUsable, DocumentVoid, AccountFrozen, ResourceNotFound,
    WalletClosed, UsageHourNotFound, MoreThanRefundable, UsageWrittenOff.

    Source: sql/wallet/functions/reverse_usage_hour.sql.
    """
    return Call(
        "reverse_usage_hour",
        {
            "resource_id": (resource_id, "bigint"),
            "hour_at": (hour_at, "timestamp with time zone"),
            "reason": (reason, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(UsageReversal),
    )


def set_plan_price(
    *,
    plan: str,
    price_amount: Decimal,
    currency: str | None = None,
    valid_from: datetime | None = None,
    tenant_id: int | None = None,
) -> Call[PlanPrice]:
    """Sets what a plan costs a month, in a currency (null: the tenant's), from a UTC hour on
    (null: this one) until the next price. What runs has the new price from the next month's
    turn on.

    Raises: TenantNotAllowed, CurrencyUnknown, AmountNotFinite, AmountTooPrecise,
    AmountTooLarge, PriceNotUsable, PlanNotUsable.

    Source: sql/wallet/functions/set_plan_price.sql.
    """
    return Call(
        "set_plan_price",
        {
            "plan": (plan, "text"),
            "price_amount": (price_amount, "numeric"),
            **chosen(
                currency=(currency, "text"),
                valid_from=(valid_from, "timestamp with time zone"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(PlanPrice),
    )


def set_recurring_grant(
    *,
    wallet_id: int,
    name: str,
    amount: Decimal,
    every: str = "month",
    from_at: datetime | None = None,
    until_at: datetime | None = None,
    lasts_periods: int = 1,
    priority: int = 50,
    account_id: int | None = None,
    tenant_id: int | None = None,
) -> Call[RecurringGrant]:
    """Sets what a wallet is granted every period, under a name: an amount each day, week, month,
    quarter or year, from a full UTC hour (null: this one) until a moment (null: until it is
    ended), at the cost of an account (null: credit granted). What is left of a grant expires
    after so many periods (null: never). It is there when its period begins, whatever runs
    late. One of the 31st comes on the last day of shorter months. Under a name that a wallet
    has already, the other terms count from its next period on, so that a change within one
    grants nothing again. `tolsel.recurring_grant` lists them, `tolsel.lot` what came.

    Raises: TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise, AmountTooLarge,
    TextNotUsable, AmountNotPositive, AccountNotFound, CurrencyMismatch, AccountManaged,
    BalanceOutOfRange, AccountFrozen, WalletNotFound, WalletClosed, RecurringGrantNotUsable.

    Source: sql/wallet/functions/set_recurring_grant.sql.
    """
    return Call(
        "set_recurring_grant",
        {
            "wallet_id": (wallet_id, "bigint"),
            "name": (name, "text"),
            "amount": (amount, "numeric"),
            **chosen(
                every=(every, "text"),
                from_at=(from_at, "timestamp with time zone"),
                until_at=(until_at, "timestamp with time zone"),
                lasts_periods=(lasts_periods, "integer"),
                priority=(priority, "integer"),
                account_id=(account_id, "bigint"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(RecurringGrant),
    )


def set_usage_setting(
    *, late_days: int | None = None, closing_days: int | None = None, tenant_id: int | None = None
) -> Call[UsageSetting]:
    """Sets how many days late usage may be told, and how many days after its end a month of
    wallets is closed; null: as it is, at first 31 and 3.

    Raises: TenantNotAllowed, UsageSettingNotUsable.

    Source: sql/wallet/functions/set_usage_setting.sql.
    """
    return Call(
        "set_usage_setting",
        {
            **chosen(
                late_days=(late_days, "integer"),
                closing_days=(closing_days, "integer"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_row(UsageSetting),
    )


def set_wallet_limit(
    *, wallet_id: int, credit_limit: Decimal, tenant_id: int | None = None
) -> Call[Wallet]:
    """Sets how far below nothing a wallet may go: 0 where what it spends is prepaid, above 0
    where it is invoiced. What is used or held already is not lowered away. A month that it
    cannot cover any more is refused at its turn.

    Raises: TenantNotAllowed, AmountNotFinite, AmountTooPrecise, AmountTooLarge,
    InsufficientFunds, CreditLimitNotUsable, WalletNotFound, WalletClosed.

    Source: sql/wallet/functions/set_wallet_limit.sql.
    """
    return Call(
        "set_wallet_limit",
        {
            "wallet_id": (wallet_id, "bigint"),
            "credit_limit": (credit_limit, "numeric"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Wallet),
    )


def set_wallet_rule(
    *,
    wallet_id: int,
    low_amount: Decimal | None = None,
    threshold_amount: Decimal | None = None,
    target_amount: Decimal | None = None,
    step_amount: Decimal | None = None,
    max_amount: Decimal | None = None,
    daily_cap_amount: Decimal | None = None,
    method: str | None = None,
    channel_id: int | None = None,
    cooldown_minutes: int = 10,
    lead_days: int = 3,
    tenant_id: int | None = None,
) -> Call[WalletRule]:
    """Sets when a wallet is told to be low (null: never), and from which threshold on a top-up
    is asked for by itself (null: never): up to a target, in steps, at most a maximum each and
    a cap a UTC day, not within some minutes of the last, by a method and into a channel. Some
    days before the month's end the prices of the next month count as spent. The event
    top_up.requested carries what is to be asked of the provider. More than three within ten
    minutes, or a day without anything left of its cap, stop the rule until it is set again.

    Raises: TenantNotAllowed, AmountNotFinite, AmountTooPrecise, AmountTooLarge,
    ChannelNotFound, ChannelNotActive, MethodNotUsable, CurrencyMismatch, WalletNotFound,
    WalletClosed, WalletRuleNotUsable.

    Source: sql/wallet/functions/set_wallet_rule.sql.
    """
    return Call(
        "set_wallet_rule",
        {
            "wallet_id": (wallet_id, "bigint"),
            **chosen(
                low_amount=(low_amount, "numeric"),
                threshold_amount=(threshold_amount, "numeric"),
                target_amount=(target_amount, "numeric"),
                step_amount=(step_amount, "numeric"),
                max_amount=(max_amount, "numeric"),
                daily_cap_amount=(daily_cap_amount, "numeric"),
                method=(method, "text"),
                channel_id=(channel_id, "bigint"),
                cooldown_minutes=(cooldown_minutes, "integer"),
                lead_days=(lead_days, "integer"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(WalletRule),
    )


def stop_recurring_grant(
    *, wallet_id: int, name: str, until_at: datetime | None = None, tenant_id: int | None = None
) -> Call[RecurringGrant]:
    """Ends what a wallet is granted every period under a name, at a moment (null: now): from
    then on nothing of it is granted. What was granted stays until it expires. What ends
    before goes on to end then.

    Raises: TenantNotAllowed, WalletNotFound, RecurringGrantNotUsable, RecurringGrantNotFound.

    Source: sql/wallet/functions/stop_recurring_grant.sql.
    """
    return Call(
        "stop_recurring_grant",
        {
            "wallet_id": (wallet_id, "bigint"),
            "name": (name, "text"),
            **chosen(
                until_at=(until_at, "timestamp with time zone"), tenant_id=(tenant_id, "bigint")
            ),
        },
        as_row(RecurringGrant),
    )


def stop_resource(*, resource_id: int, tenant_id: int | None = None) -> Call[Resource]:
    """Stops a resource: the hour that has begun is its last one, or the next where it has grown
    in this one; what was held for later ones is available at once. Stopping twice answers
    twice with the same.

    Raises: TenantNotAllowed, AccountFrozen, ResourceNotFound, ResourceNotActive.

    Source: sql/wallet/functions/stop_resource.sql.
    """
    return Call(
        "stop_resource",
        {"resource_id": (resource_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_row(Resource),
    )


def top_up_wallet(
    *,
    wallet_id: int,
    amount: Decimal,
    method: str,
    channel_id: int | None = None,
    paid_on: date | None = None,
    provider_reference: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Payment]:
    """Records money that was paid into a wallet, by a method and into a channel (null:
    undeposited funds). It is a payment of its own kind: available at once, and in no credit,
    statement or figure of the customer. Counts for paid_on (default: the channel's open day).

    Raises: ProviderReferenceReused, RequestUndone, TenantNotAllowed, AmountNotFinite,
    AmountIsZero, AmountTooPrecise, AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable,
    DateNotUsable, TextNotUsable, RequestKeyReused, AmountNotPositive, ChannelNotFound,
    ChannelNotActive, MethodNotUsable, DayLiesAhead, CurrencyMismatch, PeriodClosed,
    BalanceOutOfRange, WalletNotFound, WalletClosed.

    Source: sql/wallet/functions/top_up_wallet.sql.
    """
    return Call(
        "top_up_wallet",
        {
            "wallet_id": (wallet_id, "bigint"),
            "amount": (amount, "numeric"),
            "method": (method, "text"),
            **chosen(
                channel_id=(channel_id, "bigint"),
                paid_on=(paid_on, "date"),
                provider_reference=(provider_reference, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Payment),
    )


def void_top_up(
    *, payment_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[Payment]:
    """Voids a top-up that turned out to be none, such as a cheque that bounced: its journal is
    reversed, as long as the wallet has that much available. Counts for voided_on (default:
    the channel's open day). A second call with the same reason answers with the void top-up.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, DayLiesAhead, DocumentVoid,
    VoidTooEarly, InsufficientFunds, PeriodClosed, TopUpNotFound.

    Source: sql/wallet/functions/void_top_up.sql.
    """
    return Call(
        "void_top_up",
        {
            "payment_id": (payment_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Payment),
    )
