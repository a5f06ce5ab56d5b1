"""Calls of the domain exchange: see sql/exchange/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tolsel.calls import Call, Json, as_rows, as_value, chosen

__all__ = ["ExchangeRateRow", "get_exchange_rate", "record_exchange_rates"]


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
