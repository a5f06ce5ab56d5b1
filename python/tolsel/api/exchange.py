"""Calls of the domain exchange: see sql/exchange/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tolsel.calls import Call, Json, as_row, as_rows, as_value, chosen

__all__ = [
    "CurrencyPositionsRow",
    "Exchange",
    "ExchangeRateRow",
    "Revaluation",
    "exchange_money",
    "get_exchange_rate",
    "list_currency_positions",
    "record_exchange_rates",
    "revalue_currencies",
    "void_exchange",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A row of `tolsel_exchange.exchange`."""

    tenant_id: int
    """The business."""
    exchange_id: int
    """Key within the tenant."""
    journal_id: int
    """The journal that booked it."""
    exchanged_on: date
    """The business day it counts for."""
    sign: int
    """1 between accounts that a debit raises, -1 between those that a credit does."""
    from_account_id: int
    """The account that had less by it."""
    from_currency: str
    """The currency of that."""
    from_amount: Decimal
    """What went out, in that currency."""
    to_account_id: int
    """The account that had more by it."""
    to_currency: str
    """The currency of that."""
    to_scale: int
    """Decimals of that currency, held by foreign key."""
    to_amount: Decimal
    """What came in, in that currency."""
    rate: Decimal
    """Units of the currency that came in for one of that which went out."""
    rate_on: date | None
    """The day of the recorded rate that was taken; null: the rate was stated."""
    converted_amount: Decimal
    """What went out at the rate, rounded to the decimals of the other currency."""
    rounding_amount: Decimal
    """What that is more than what came in, as far as the last decimal of the rate explains it;
    on the account Exchange rounding.
    """
    home_amount: Decimal
    """What it was worth in the tenant's own currency: what came or went in that, else by the
    rate of the day.
    """
    exchanged_at: datetime
    """When, by the business clock."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that exchanged it."""
    request_key: str | None
    """The caller's name for the request; null: not repeatable."""
    metadata: Json
    """The caller's own facts."""
    voided_at: datetime | None
    """When it was voided, by the business clock; null: it was not."""
    voided_on: date | None
    """The business day that counts for."""
    void_reason: str | None
    """Why, for people."""
    void_journal_id: int | None
    """The journal that took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRateRow:
    """A row of `tolsel.get_exchange_rate`."""

    from_currency: str | None
    to_currency: str | None
    rate: Decimal | None
    rate_on: date | None
    base_currency: str | None
    from_rate: Decimal | None
    from_rate_on: date | None
    to_rate: Decimal | None
    to_rate_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyPositionsRow:
    """A row of `tolsel.list_currency_positions`."""

    currency: str | None
    amount: Decimal | None
    home_currency: str | None
    cost_amount: Decimal | None
    rate: Decimal | None
    rate_on: date | None
    value_amount: Decimal | None
    unrealised_amount: Decimal | None
    realised_amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revaluation:
    """A row of `tolsel_exchange.revaluation`."""

    tenant_id: int
    """The business."""
    revaluation_id: int
    """Key within the tenant."""
    revalued_on: date
    """The day it is as of."""
    home_currency: str
    """The tenant's own currency, of all its amounts."""
    home_scale: int
    """Decimals of that, held by foreign key."""
    gain_amount: Decimal
    """The sum of the lines that gained."""
    loss_amount: Decimal
    """The sum of the lines that lost."""
    journal_id: int | None
    """The journal of the day; null where nothing was gained or lost."""
    reversal_journal_id: int | None
    """The journal of the next day that takes it back; null where there is none."""
    booked_at: datetime
    """When the balances were read: what was booked by then counts."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    login: str
    """Database role that revalued."""
    superseded_at: datetime | None
    """When another one for its day took its place; null: it is in force."""


def exchange_money(
    *,
    from_account_id: int,
    to_account_id: int,
    from_amount: Decimal,
    rate: Decimal | None = None,
    to_amount: Decimal | None = None,
    exchanged_on: date | None = None,
    description: str | None = None,
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Exchange]:
    """Exchanges money of one account into the currency of another one, at a rate: units of the
    other currency for one (null: the last one recorded on the day or at most 7 days before).
    What comes in is rounded to its decimals; where to_amount says what really came, the rest
    is on the account Exchange rounding, as far as the last decimal of the rate explains it.
    Both accounts are raised by a debit, or both by a credit. Counts for exchanged_on
    (default: today, or the first open day).

    Raises: RequestUndone, TenantNotAllowed, AmountNotFinite, AmountIsZero, AmountTooPrecise,
    AmountTooLarge, RequestKeyNotUsable, MetadataNotUsable, DateNotUsable, TextNotUsable,
    RequestKeyReused, AmountNotPositive, DayLiesAhead, AccountNotFound, InsufficientFunds,
    AccountManaged, PeriodClosed, BalanceOutOfRange, AccountFrozen, RateNotUsable,
    RateNotFound, SameCurrency, ConvertedToNothing, RoundingNotExplained, AccountsDiffer.

    Source: sql/exchange/functions/exchange_money.sql.
    """
    return Call(
        "exchange_money",
        {
            "from_account_id": (from_account_id, "bigint"),
            "to_account_id": (to_account_id, "bigint"),
            "from_amount": (from_amount, "numeric"),
            **chosen(
                rate=(rate, "numeric"),
                to_amount=(to_amount, "numeric"),
                exchanged_on=(exchanged_on, "date"),
                description=(description, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Exchange),
    )


def get_exchange_rate(
    *,
    from_currency: str,
    to_currency: str,
    on: date | None = None,
    max_days: int = 7,
    tenant_id: int | None = None,
) -> Call[list[ExchangeRateRow]]:
    """Answers what one unit of a currency was worth in another on a day (default: today), by the
    last rate on it or at most max_days before. Two currencies that have no rate between them
    go through the base currency that both have one against, and the answer says both:
    from_rate and to_rate are units for one of the base currency, null for that itself.

    Raises: TenantNotAllowed, CurrencyUnknown, DateNotUsable, RateNotFound, SameCurrency.

    Source: sql/exchange/functions/get_exchange_rate.sql.
    """
    return Call(
        "get_exchange_rate",
        {
            "from_currency": (from_currency, "text"),
            "to_currency": (to_currency, "text"),
            **chosen(
                on=(on, "date"), max_days=(max_days, "integer"), tenant_id=(tenant_id, "bigint")
            ),
        },
        as_rows(ExchangeRateRow),
    )


def list_currency_positions(
    *, on: date | None = None, tenant_id: int | None = None
) -> Call[list[CurrencyPositionsRow]]:
    """Lists what exchanges have left of each foreign currency by the end of a day (default:
    today), below 0 where more has gone than come; what that has cost in the tenant's own
    currency, what it is worth at the rate of the day (or at most 7 days before), and what is
    gained: unrealised with what there is, realised with what has gone again. The amount is
    the opposite of what the account Currency exchange stands at.

    Raises: TenantNotAllowed, DateNotUsable, RateNotFound.

    Source: sql/exchange/functions/list_currency_positions.sql.
    """
    return Call(
        "list_currency_positions",
        {**chosen(on=(on, "date"), tenant_id=(tenant_id, "bigint"))},
        as_rows(CurrencyPositionsRow),
    )


def record_exchange_rates(
    *,
    source: str,
    rates: Json,
    base_currency: str | None = None,
    is_correction: bool = False,
    tenant_id: int | None = None,
) -> Call[int]:
    """Records what one unit of a base currency (null: the tenant's own) is worth in others, day
    by day: [{"currency", "on", "rate"}, ...], up to 10,000, all or none. What is recorded
    already is not recorded again; another rate for its day is refused, unless it is told to
    be a correction: then it counts from now on, and the earlier one is kept. Answers how many
    are new.

    Raises: TenantNotAllowed, CurrencyUnknown, TextNotUsable, RatesNotReadable, RateNotUsable,
    SameCurrency, RateDiffers.

    Source: sql/exchange/functions/record_exchange_rates.sql.
    """
    return Call(
        "record_exchange_rates",
        {
            "source": (source, "text"),
            "rates": (rates, "jsonb"),
            **chosen(
                base_currency=(base_currency, "text"),
                is_correction=(is_correction, "boolean"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_value,
    )


def revalue_currencies(
    *, revalued_on: date, account_ids: Sequence[int] | None = None, tenant_id: int | None = None
) -> Call[Revaluation]:
    """Books what was gained and lost with foreign currencies by a day, at the rates of that day,
    in the tenant's own currency; the next day takes it back, so that each revaluation stands
    for itself. Of what: the assets and liabilities given, or what exchanges have left in each
    currency (null). The same again for a day answers with the first; where balances, rates or
    accounts are others by now, the new one takes the place of the earlier one.

    Raises: TenantNotAllowed, DateNotUsable, DayLiesAhead, AccountNotFound, PeriodClosed,
    BalanceOutOfRange, AccountFrozen, RateNotFound, AccountNotRevalued.

    Source: sql/exchange/functions/revalue_currencies.sql.
    """
    return Call(
        "revalue_currencies",
        {
            "revalued_on": (revalued_on, "date"),
            **chosen(account_ids=(account_ids, "bigint[]"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Revaluation),
    )


def void_exchange(
    *, exchange_id: int, reason: str, voided_on: date | None = None, tenant_id: int | None = None
) -> Call[Exchange]:
    """Voids an exchange between accounts that turned out to be none: its journal is reversed.
    Counts for voided_on (default: today, or the first open day). A second call with the same
    reason answers with the void exchange. What was exchanged between wallets is exchanged
    back.

    Raises: TenantNotAllowed, DateNotUsable, TextNotUsable, DayLiesAhead, DocumentVoid,
    VoidTooEarly, InsufficientFunds, AccountManaged, PeriodClosed, BalanceOutOfRange,
    AccountFrozen, ExchangeNotFound.

    Source: sql/exchange/functions/void_exchange.sql.
    """
    return Call(
        "void_exchange",
        {
            "exchange_id": (exchange_id, "bigint"),
            "reason": (reason, "text"),
            **chosen(voided_on=(voided_on, "date"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Exchange),
    )
