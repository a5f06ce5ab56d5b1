"""Each foreign-key check and each look-up by a key is one probe, planned over empty tables too.

A session plans such a question once, and keeps the plan: one that walked all rows of a customer, or
of a tenant, would cost whoever has a hundred thousand payments as many reads for each new one.
"""

from typing import Any

from tests.house.catalog import Connection

FOREIGN_KEYS = """
    select c.conname, c.confrelid::regclass::text, array_agg(a.attname::text order by k.place),
        array_agg(format_type(a.atttypid, null) order by k.place)
    from pg_constraint c
    cross join unnest(c.confkey) with ordinality k(attnum, place)
    join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum
    where c.contype = 'f' and c.connamespace::regnamespace::text ~ '^tolsel_'
    group by c.oid, c.conname, c.confrelid
    order by c.conname"""


def scan_of(node: dict[str, Any]) -> dict[str, Any]:
    """Return the one leaf of a plan."""
    while "Plans" in node:
        (node,) = node["Plans"]
    return node


# The columns of each unique index of a table of tenants, and which rows it holds.
UNIQUE_KEYS = """
    select i.relname, x.indrelid::regclass::text, array_agg(a.attname::text order by k.place),
        array_agg(format_type(a.atttypid, null) order by k.place),
        pg_get_expr(x.indpred, x.indrelid)
    from pg_index x
    join pg_class i on i.oid = x.indexrelid
    cross join unnest(x.indkey::smallint[]) with ordinality k(attnum, place)
    join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
    where x.indisunique and x.indnkeyatts > 1 and i.relkind = 'i'
        and i.relnamespace::regnamespace::text ~ '^tolsel_'
    group by i.oid, x.indexrelid, i.relname, x.indrelid, x.indpred, x.indnkeyatts
    having count(*) = x.indnkeyatts
    order by i.relname"""


def plan_of(postgresql: Connection, question: str, types: list[str]) -> dict[str, Any]:
    """Return the scan of a question about some values, whatever they are."""
    postgresql.execute(f"prepare question ({', '.join(types)}) as {question}".encode())
    nothing = ", ".join("null" for _ in types)
    row = postgresql.execute(f"explain (format json) execute question ({nothing})".encode())
    plan = row.fetchone()
    postgresql.execute("deallocate question")
    assert plan
    return scan_of(plan[0][0]["Plan"])


def test_each_check_probes_the_key(postgresql: Connection) -> None:
    # Tables that are empty, so that every index of some columns looks as good as the key.
    postgresql.execute("set plan_cache_mode = force_generic_plan")
    walked = {}
    for name, table, columns, types in postgresql.execute(FOREIGN_KEYS).fetchall():
        places = range(1, len(columns) + 1)
        condition = " and ".join(f"{c} = ${n}" for c, n in zip(columns, places, strict=True))
        scan = plan_of(
            postgresql,
            f"select 1 from only {table} x where {condition} for key share of x",
            types,
        )
        # The second column, or the only one, is the row's own number within the tenant.
        if scan["Node Type"] != "Seq Scan" and columns[:2][-1] not in scan["Index Cond"]:
            walked[name] = scan["Index Name"]
    assert walked == {}


def test_each_key_is_probed(postgresql: Connection) -> None:
    postgresql.execute("set plan_cache_mode = force_generic_plan")
    postgresql.execute("set enable_seqscan = off")
    walked = {}
    for name, table, columns, types, holds in postgresql.execute(UNIQUE_KEYS).fetchall():
        places = range(1, len(columns) + 1)
        condition = " and ".join(f"{c} = ${n}" for c, n in zip(columns, places, strict=True))
        scan = plan_of(
            postgresql, f"select 1 from {table} where {condition} and {holds or 'true'}", types
        )
        if columns[1] not in scan["Index Cond"]:
            walked[name] = scan["Index Name"]
    assert walked == {}
