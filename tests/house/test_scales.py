"""Amounts are answered with the decimals of their currency.

# S122: 7 euros are 7.00, whoever answers, and however they were written.
"""

import functools
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.conftest import ConnectAs
from tests.house.catalog import VIEWS, Connection, column, public_functions
from tests.house.shop import (
    ADMIN,
    NEEDS_AN_ADMIN,
    call,
    good_calls,
    meter,
    open_shop,
)

pytestmark = pytest.mark.once

# Numbers that are no money, or of no currency.
OTHERS = {
    "average_days_to_pay", "average_service_s", "average_wait_s", "collection_rate",
    "days_sales_outstanding", "discount_percent", "error_rate", "from_rate", "late_share",
    "longest_wait_s", "p90_wait_s", "processing_duration_minutes", "quantity", "rate",
    "reset_success_percent", "service_hours", "service_s", "tax_rate", "to_rate",
    "wait_spend_correlation",
}  # fmt: skip
OF_NO_CURRENCY = {"metric", "match_rule", "set_match_rule"}
NUMBERS = """
    select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    where n.nspname ~ '^tolsel' and 'numeric'::regtype in (t.oid, t.typbasetype)
    union
    select name from pg_proc p, unnest(p.proargnames, p.proallargtypes) x(name, kind)
    where p.pronamespace = 'tolsel'::regnamespace and x.kind = 'numeric'::regtype"""


def amounts(answer: Any, names: set[str]) -> Iterator[tuple[str, Decimal]]:
    """Yield the amounts in an answer, by name."""
    if isinstance(answer, list):
        for item in answer:
            yield from amounts(item, names)
    elif isinstance(answer, dict):
        yield from ((k, v) for k, v in answer.items() if k in names and isinstance(v, Decimal))


def odd(answer: str, names: set[str]) -> set[str]:
    """Return what amounts in an answer have other decimals than a euro has."""
    read = json.loads(answer, parse_float=Decimal, parse_int=Decimal)
    return {
        f"{name} {value}" for name, value in amounts(read, names) if value.as_tuple().exponent != -2
    }


def test_amounts_have_the_decimals_of_their_currency(
    postgresql: Connection, connect_as: ConnectAs
) -> None:
    app, admin = connect_as("shop_app"), connect_as("shop_admin")
    shop = meter(postgresql, app, open_shop(app, admin, tenant_id=1))
    names = {*column(postgresql, NUMBERS)} - OTHERS
    found: dict[str, set[str]] = {}
    reader = connect_as("shop_read")
    for view in column(postgresql, VIEWS):
        if view.startswith("tolsel.") and view.removeprefix("tolsel.") not in OF_NO_CURRENCY:
            for (answer,) in reader.execute(f"select to_jsonb(v)::text from {view} v"):
                found.setdefault(view, set()).update(odd(answer, names))
    connected = functools.cache(connect_as)
    calls = good_calls(shop)
    for function in public_functions(postgresql):
        if function.name in OF_NO_CURRENCY or function.name not in calls:
            continue
        conn = connected("shop_app" if "tolsel_app" in function.roles else "shop_admin")
        if function.name in NEEDS_AN_ADMIN:
            conn.execute("select set_config('tolsel.user_id', %s, false)", [ADMIN])
        row = conn.execute(
            "select tolsel.preview(%s, %s)::text", [function.name, Jsonb(calls[function.name])]
        ).fetchone()
        assert row is not None
        found[function.name] = odd(row[0], names)
    assert {name: values for name, values in found.items() if values} == {}
    yen = call(app, "open_customer", p_name="Aya", p_currency="JPY", p_owed_limit="1000.00")
    assert app.execute(
        'select (tolsel.issue_invoice(%s, \'[{"amount": "100.00"}]\')).total_amount::text',
        [yen["customer_id"]],
    ).fetchone() == ("100",)
