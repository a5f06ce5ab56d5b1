"""What a payment writes is checked by expressions that leave nothing to be converted.

PostgreSQL reads the CHECKs and generated columns of a table anew in each statement that writes to
it, and converts a constant of another type than its column each time.
"""

import re

import pytest

from tests.house.catalog import Connection

pytestmark = pytest.mark.once

EXPRESSIONS = """
    select c.conname, pg_get_constraintdef(c.oid)
    from pg_constraint c
    where c.contype = 'c' and c.conrelid = any (%(tables)s::regclass[])
    union all
    select a.attname, pg_get_expr(d.adbin, d.adrelid)
    from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where a.attgenerated <> '' and d.adrelid = any (%(tables)s::regclass[])"""

TABLES = [
    "tolsel_core.event",
    "tolsel_ledger.journal",
    "tolsel_ledger.entry",
    "tolsel_ledger.balance",
    "tolsel_ledger.daily_total",
    "tolsel_billing.customer",
    "tolsel_billing.invoice",
    "tolsel_billing.payment",
    "tolsel_billing.payment_tracking",
    "tolsel_billing.allocation",
]


def test_constants_have_the_types_of_their_columns(postgresql: Connection) -> None:
    rows = postgresql.execute(EXPRESSIONS, {"tables": TABLES}).fetchall()
    assert len(rows) > len(TABLES)
    converted = [row for row in rows if re.search(r"\(-?[0-9.]+\)::|ARRAY\[", row[1])]
    assert not converted
