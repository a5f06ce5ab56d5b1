"""Each foreign-key check takes one probe of the key, planned over empty tables too.

A session plans such a check once, and keeps the plan: one that walked all rows of a customer would
cost the customer with a hundred thousand payments as many reads for each new one.
"""

from typing import Any

from tests.house.catalog import Connection

FOREIGN_KEYS = """
    select c.conname, c.confrelid::regclass::text, array_agg(a.attname::text order by k.place),
        array_agg(format_type(a.atttypid, null) order by k.place)
    from pg_constraint c
    cross join unnest(c.confkey) with ordinality k(attnum, place)
    join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum
    where c.contype = 'f' and c.connamespace::regnamespace::text ~ '^bursar_'
    group by c.oid, c.conname, c.confrelid
    order by c.conname"""


def scan_of(node: dict[str, Any]) -> dict[str, Any]:
    """Return the one leaf of a plan."""
    while "Plans" in node:
        (node,) = node["Plans"]
    return node


def test_each_check_probes_the_key(postgresql: Connection) -> None:
    # Tables that are empty, so that every index of some columns looks as good as the key.
    postgresql.execute("set plan_cache_mode = force_generic_plan")
    walked = {}
    for name, table, columns, types in postgresql.execute(FOREIGN_KEYS).fetchall():
        places = range(1, len(columns) + 1)
        condition = " and ".join(f"{c} = ${n}" for c, n in zip(columns, places, strict=True))
        postgresql.execute(
            f"""prepare check_key ({", ".join(types)}) as
                select 1 from only {table} x where {condition} for key share of x""".encode()
        )
        nothing = ", ".join("null" for _ in places)
        row = postgresql.execute(
            f"explain (format json) execute check_key ({nothing})".encode()
        ).fetchone()
        assert row
        scan = scan_of(row[0][0]["Plan"])
        # The second column, or the only one, is the row's own number within the tenant.
        if scan["Node Type"] != "Seq Scan" and columns[:2][-1] not in scan["Index Cond"]:
            walked[name] = scan["Index Name"]
        postgresql.execute("deallocate check_key")
    assert walked == {}
