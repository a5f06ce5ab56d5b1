"""Each CHECK refuses what is just beyond its edge, and each unique index a second row.

# A10 S31: constraints hold whoever writes. `make edges` writes rows for those that are new.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.conftest import ConnectAs
from tests.house.catalog import Connection
from tests.house.shop import open_shop

EDGES = Path(__file__).with_name("edges.txt")
# Owner, name, what to ask, the expression, the columns with type, category and limits, and whether
# a row beyond the edge is one that the expression is true of.
CONSTRAINTS = r"""
    with recursive base as (
        select t.oid, t.oid as base_oid, t.typbasetype, t.typtype from pg_type t
        union all
        select b.oid, t.oid, t.typbasetype, t.typtype
        from base b join pg_type t on t.oid = b.typbasetype where b.typtype = 'd'
    ),
    kind as (
        select b.oid, t.typname::text as name, t.typcategory::text as category,
            coalesce((select string_agg(pg_get_constraintdef(c.oid), ' ')
                from pg_constraint c where c.contypid = b.oid), '') as definition
        from base b join pg_type t on t.oid = b.base_oid where b.typtype <> 'd'
    ),
    found as (
        select t.oid as relid, t.oid::regclass::text as owner, c.conname::text as name,
            pg_get_expr(c.conbin, c.conrelid) as expression, false as is_index
        from pg_constraint c join pg_class t on t.oid = c.conrelid
        where c.contype = 'c' and c.convalidated and not t.relispartition
        union all
        select t.oid, t.oid::regclass::text, i.indexrelid::regclass::text,
            pg_get_expr(i.indpred, i.indrelid), true
        from pg_index i join pg_class t on t.oid = i.indrelid
        where i.indisunique and i.indpred is not null and not t.relispartition
    )
    select f.owner, f.name, format('jsonb_populate_record(null::%s, $1) r', f.owner), f.expression,
        (
            select array_agg(array[a.attname, k.name, k.category, k.definition] order by a.attnum)
            from pg_attribute a join kind k on k.oid = a.atttypid
            where a.attrelid = f.relid and a.attnum > 0
                and f.expression ~ ('(?<![''.])\m' || a.attname || '\M')
        ),
        f.is_index
    from found f where f.owner ~ '^tolsel_(?!meta)'
    union all
    select d.oid::regtype::text, c.conname::text,
        format('(select ($1 ->> ''VALUE'')::%s as "VALUE") r', k.name),
        regexp_replace(substr(pg_get_constraintdef(c.oid), 7), '\mVALUE\M', '"VALUE"', 'g'),
        array[array['VALUE', k.name, k.category, '']], false
    from pg_constraint c
    join pg_type d on d.oid = c.contypid
    join kind k on k.oid = d.oid
    where c.contype = 'c' and d.oid::regtype::text ~ '^tolsel_(?!meta)'
    order by 1, 2"""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A row that a constraint refuses, or a unique index looks at; the rest of it is null."""

    owner: str
    name: str
    row: dict[str, Any]


def shortened(row: dict[str, Any]) -> dict[str, Any]:
    """Write a long text of one letter as that letter and how often it comes."""

    def short(value: Any) -> Any:
        is_long = isinstance(value, str) and len(value) > 9 and value == value[0] * len(value)
        return f"{value[0]}*{len(value)}" if is_long else value

    return {name: short(value) for name, value in row.items()}


def read_edges() -> list[Edge]:
    """Read the list."""

    def long(value: Any) -> Any:
        match = re.fullmatch(r"(.)\*(\d+)", value) if isinstance(value, str) else None
        return match[1] * int(match[2]) if match else value

    found = []
    for line in EDGES.read_text().splitlines():
        owner, name, row = line.split(" ", 2)
        read = {column: long(value) for column, value in json.loads(row).items()}
        found.append(Edge(owner=owner, name=name, row=read))
    return found


def test_each_check_refuses_what_is_beyond_its_edge(postgresql: Connection) -> None:
    found = {
        (owner, name): (source, expression, is_index)
        for owner, name, source, expression, _, is_index in postgresql.execute(
            CONSTRAINTS
        ).fetchall()
    }
    edges = read_edges()
    # A handful of new ones may wait for the next `make edges`.
    without = found.keys() - {(edge.owner, edge.name) for edge in edges}
    assert len(without) <= 5, f"make edges: {sorted(without)}"
    wrong = []
    for edge in edges:
        if (edge.owner, edge.name) not in found:
            wrong.append((edge, "there is no such constraint"))
            continue
        source, expression, is_index = found[edge.owner, edge.name]
        query = f"select ({expression}) from {source}".replace("%", "%%").replace("$1", "%s::jsonb")
        answer = postgresql.execute(query.encode(), [json.dumps(edge.row)]).fetchone()
        if answer != (is_index,):
            wrong.append((edge, str(answer)))
    assert wrong == []


UNIQUES = """
    select c.oid::regclass::text, i.indexrelid::regclass::text, pg_get_expr(i.indpred, i.indrelid),
        array(select a.attname::text from pg_attribute a
            where a.attrelid = i.indrelid and a.attnum = any (i.indkey) order by a.attnum),
        array(select a.attname::text from pg_attribute a
            where a.attrelid = i.indrelid and a.attnum > 0 and not a.attisdropped
                and a.attgenerated = '' order by a.attnum)
    from pg_index i join pg_class c on c.oid = i.indrelid
    where i.indisunique and c.relkind in ('r', 'p') and not c.relispartition
        and c.relnamespace::regnamespace::text ~ '^tolsel_(?!meta)'
    order by 1, 2"""
# Another value of a column, by its type.
OTHER = """
    select a.attname::text, case
            when a.attname = 'prefix' then '''ZZZ'''
            when a.attname = 'shard_no' then 'shard_no + 1'
            when a.attname = 'code' then '''UC999'''
            when t.typcategory = 'N' then format('%%1$I + 1000', a.attname)
            when t.typname ~ '^(date|calendar_date)$' then format('%%1$I - 1', a.attname)
            when t.typcategory = 'D' then format('%%1$I + interval ''1 hour''', a.attname)
            when t.typcategory = 'S' then format('%%1$I || ''z''', a.attname)
            else format('%%1$I', a.attname) end
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    where a.attrelid = %s::regclass and a.attnum > 0"""


def test_each_unique_index_refuses_a_second_row(
    postgresql: Connection, connect_as: ConnectAs
) -> None:
    open_shop(connect_as("shop_app"), connect_as("shop_admin"), tenant_id=1)
    for step in (
        "add_shard('north', 'service=north')",
        "place_tenants('north', '{1}', '{Shop}')",
        "join_cluster(1, 'north')",
    ):
        postgresql.execute(f"select tolsel.{step}".encode())
    uniques = postgresql.execute(UNIQUES).fetchall()
    postgresql.execute("set session_replication_role = replica")
    wrong, without_rows = {}, set()
    for table, index, condition, columns, written in uniques:
        keys = {
            name: set(key) for other, name, _, key, _ in uniques if other == table and name != index
        }
        # One that only says more than another, for a foreign key, is never met by itself.
        if any(key <= set(columns) for key in keys.values()):
            continue
        more = {name for name, key in keys.items() if key > set(columns)}
        # Of each other one a single column is changed, an id where there is one.
        others = {
            min(keys[name] - set(columns), key=lambda column: (column[-3:] != "_id", column))
            for name in keys.keys() - more
        }
        changed = dict(postgresql.execute(OTHER, [table]).fetchall())
        values = ", ".join(changed[name] if name in others else f'"{name}"' for name in written)
        names = ", ".join(f'"{name}"' for name in written)
        place = f"select ctid from {table} where {condition or 'true'} limit 1"
        row = postgresql.execute(place.encode()).fetchone()
        if row is None:
            without_rows.add(index)
            continue
        postgresql.execute("savepoint one")
        insert = f"""insert into {table} ({names}) overriding system value
            select {values} from {table} where ctid = %s"""
        try:
            postgresql.execute(insert.encode(), [row[0]])
            wrong[index] = "two"
        except psycopg.Error as error:
            met = f"{error.diag.schema_name}.{error.diag.constraint_name}"
            met = re.sub(r"_\d{8}_", "_", met)  # that of a partition
            if error.sqlstate != "23505" or met not in {index, *more}:
                wrong[index] = f"{error.sqlstate} {met} {error}"
        postgresql.execute("rollback to savepoint one")
    assert wrong == {}, "\n".join(f"{k}: {v[:160]}" for k, v in wrong.items())
    # Where the shop has no such row, the condition of the index is held to its edge above.
    assert len(uniques) > 4 * len(without_rows), sorted(without_rows)
