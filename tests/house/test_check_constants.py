"""What a payment writes is checked by expressions that leave nothing to be converted.

PostgreSQL reads the CHECKs and generated columns of a table anew in each statement that writes to
it, and converts a constant of another type than its column each time.
"""

import re

from tests.house.catalog import Connection

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
    "bursar_core.event",
    "bursar_ledger.journal",
    "bursar_ledger.entry",
    "bursar_ledger.balance",
    "bursar_ledger.daily_total",
    "bursar_billing.customer",
    "bursar_billing.invoice",
    "bursar_billing.payment",
    "bursar_billing.payment_tracking",
    "bursar_billing.allocation",
]


def test_constants_have_the_types_of_their_columns(postgresql: Connection) -> None:
    rows = postgresql.execute(EXPRESSIONS, {"tables": TABLES}).fetchall()
    assert len(rows) > len(TABLES)
    converted = [row for row in rows if re.search(r"\(-?[0-9.]+\)::|ARRAY\[", row[1])]
    assert not converted
