"""A request key names one document of one kind, whatever commands come with it.

# K1
"""

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.conftest import ConnectAs
from tests.house.catalog import Connection, column, public_functions
from tests.house.shop import good_calls, meter, open_shop

pytestmark = pytest.mark.once

README = Path(__file__).resolve().parents[2] / "sql" / "README.md"
KEY = "the-same-key"
# The calls whose items have keys.
MANY = ("post_journals", "record_payments", "issue_invoices")
KEYED = """
    select c.oid::regclass::text from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'request_key'
    where c.relkind = 'r' and c.relnamespace::regnamespace::text ~ '^tolsel_'
    order by 1"""


def call(conn: Connection, function: str, arguments: dict[str, Any], kinds: dict[str, str]) -> str:
    """Call a function and return how it was refused, or nothing."""
    text = ", ".join(f"{name} => %({name})s::{kinds[name]}" for name in arguments)
    values = {k: Jsonb(v) if isinstance(v, dict | list) else v for k, v in arguments.items()}
    try:
        with conn.transaction():
            conn.execute(f"select * from tolsel.{function}({text})".encode(), values)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return ""


def test_a_key_names_one_document_of_one_kind(
    postgresql: Connection, connect_as: ConnectAs
) -> None:
    app = connect_as("shop_app")
    shop = meter(postgresql, app, open_shop(app, connect_as("shop_admin"), tenant_id=1))
    calls = good_calls(shop)
    functions = {f.name: f for f in public_functions(postgresql)}
    tables = column(postgresql, KEYED)
    count = " union all ".join(
        f"select '{table}', count(*) from {table} where request_key = %(key)s" for table in tables
    )
    postgresql.execute("grant shop_app, shop_admin, tolsel_app to current_user")
    postgresql.commit()

    def counts() -> dict[str, int]:
        postgresql.execute("reset role")
        return dict(postgresql.execute(count.encode(), {"key": KEY}).fetchall())

    def run(name: str) -> str:
        arguments = calls[name]
        if name in MANY:
            (argument,) = arguments
            arguments = {argument: [arguments[argument][0] | {"request_key": KEY}]}
        else:
            arguments = arguments | {"p_request_key": KEY}
        postgresql.execute("set role shop_app")
        return call(postgresql, name, arguments, functions[name].arguments)

    names = [n for n, f in functions.items() if "p_request_key" in f.arguments]
    kinds: dict[str, list[str]] = {}
    for first in [*names, *MANY]:
        with postgresql.transaction(force_rollback=True):
            before = counts()
            assert run(first) == "", first
            (table,) = (table for table, n in counts().items() if n != before[table])
            kinds.setdefault(table, []).append(first)
    for table, commands in kinds.items():
        for first in commands:
            with postgresql.transaction(force_rollback=True):
                run(first)
                alone = counts()
                # Whatever comes with the key: it is answered with what is there, or refused.
                said = {second: run(second) for second in commands}
                assert counts() == alone and alone[table] == 1
                assert said[first] == "" and set(said.values()) <= {"", "UC024"}, (first, said)
    with postgresql.transaction(force_rollback=True):
        said = {commands[0]: run(commands[0]) for commands in kinds.values()}
        # The hold has taken what the journal would have moved.
        assert said | {"place_hold": ""} == dict.fromkeys(said, "")
    told = README.read_text().split("| the key of | is given to |\n|---|---|\n")[1].split("\n\n")[0]
    rows: list[list[str]] = []
    for line in told.splitlines():
        named = re.findall(r"`(\w+)`", line)
        # A kind may have a second line.
        rows[-1:] = [rows[-1] + named] if " too," in line else [*rows[-1:], named]
    assert sorted(map(sorted, kinds.values())) == sorted(map(sorted, rows))
