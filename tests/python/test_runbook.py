"""The runbook from a breach to whole books, in sql/core/README.md: each of its steps.

# S11 S61 G12: what is missing is named and brought back, and nothing is derived from what is left.
"""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests import harness, templates
from tests.conftest import ConnectAs
from tests.house.shop import open_shop
from tests.house.test_readme_blocks import blocks_of, environment
from tests.templates import Database
from tolsel import cli

(BRING_BACK,) = [
    block.text
    for block in blocks_of(harness.ROOT / "sql" / "core" / "README.md")
    if "disable trigger all" in block.text
]
# What somebody deletes or changes past every guard: a table, its rows, and what is done to them.
DAMAGES = [
    ("tolsel_ledger.journal", "journal_id = {journal}", "delete from {table} where {rows}"),
    (
        "tolsel_ledger.entry", "account_id = {till} and version = {last}",
        "delete from {table} where {rows}",
    ),
    (
        "tolsel_ledger.entry", "account_id = {till} and version = 1",
        "update {table} set amount = amount + 5 where {rows}",
    ),
    ("tolsel_billing.payment", "payment_id = {payment}", "delete from {table} where {rows}"),
    ("tolsel_billing.invoice", "invoice_id = {invoice}", "delete from {table} where {rows}"),
    ("tolsel_ledger.seal", "account_id = {till}", "delete from {table} where {rows}"),
]  # fmt: skip


@pytest.mark.long
def test_from_a_breach_to_whole_books(
    postgresql: psycopg.Connection[Any],
    database_url: str,
    connect_as: ConnectAs,
    tmp_path: Path,
) -> None:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli.main, ["--url", database_url, *arguments])

    conn = postgresql
    conn.autocommit = True
    shop = open_shop(connect_as("shop_app"), connect_as("shop_admin"), tenant_id=1)
    conn.execute("select tolsel.seal_entries()")
    conn.execute("select tolsel.validate_books(true)")
    assert [run(command).exit_code for command in ("verify", "repair")] == [0, 0]
    backup = Database(name=f"{conn.info.dbname}_backup")
    programs = Path(harness.psql()).parent
    try:
        conn.execute(f"create database {backup.name}".encode())
        dump = tmp_path / "books.dump"
        subprocess.run([programs / "pg_dump", "-Fc", "-f", dump, database_url], check=True)
        subprocess.run(
            [programs / "pg_restore", "--exit-on-error", "-d", backup.url(), dump], check=True
        )
        _go_through(conn, database_url, backup, run, tmp_path, _keys(conn, shop))
    finally:
        with psycopg.connect(templates.SERVER.url(), autocommit=True) as server:
            templates.drop(server, backup)


def _keys(conn: psycopg.Connection[Any], shop: Any) -> dict[str, int]:
    row = conn.execute(
        "select max(version) from tolsel_ledger.entry where tenant_id = 1 and account_id = %s",
        [shop.till],
    ).fetchone()
    assert row is not None and row[0] > 1
    return {
        "till": shop.till, "last": row[0], "journal": shop.journal, "payment": shop.payment,
        "invoice": shop.invoice,
    }  # fmt: skip


def _go_through(
    conn: psycopg.Connection[Any],
    url: str,
    backup: Database,
    run: Callable[..., Result],
    folder: Path,
    keys: dict[str, int],
) -> None:
    damages = [
        (table, "tenant_id = 1 and " + rows.format(**keys), act) for table, rows, act in DAMAGES
    ]
    content = "select string_agg(t::text, chr(10) order by t::text) from {} t"
    tables = sorted({table for table, _, _ in damages} | {"tolsel_ledger.balance"})
    was = [conn.execute(content.format(table).encode()).fetchone() for table in tables]
    for table, rows, act in damages:
        conn.execute(f"alter table {table} disable trigger all".encode())
        conn.execute(act.format(table=table, rows=rows).encode())

    # 1: what there is is kept.
    found = run("verify", "--format", "json")
    assert found.exit_code == 1
    names = {row["check_name"] for row in json.loads(found.stdout) if row["status"] == "breach"}
    assert names >= {"core.changed_guard", "ledger.broken_seal", "ledger.broken_chain"}
    conn.execute("select tolsel.validate_books(true)")
    assert run("status").exit_code == 1
    # 2: the guards, with which nothing more happens.
    run("migrate", "--put-back", "--despite-breaches")
    with pytest.raises(psycopg.DatabaseError, match="append"):
        conn.execute("delete from tolsel_ledger.entry where tenant_id = 1")
    # 3: which rows; and no balance is made to fit what is left.
    for dry in (["--dry-run"], []):
        found = run("repair", *dry)
        assert found.exit_code == 1
        assert f"entries {keys['last']} to {keys['last']} are missing" in found.stdout
    balances = content.format("tolsel_ledger.balance").encode()
    assert conn.execute(balances).fetchone() == was[tables.index("tolsel_ledger.balance")]
    # 4: which backup; its own guards are whole, and so are its books.
    restored = CliRunner().invoke(cli.main, ["--url", backup.url(), "verify"])
    assert restored.exit_code == 0, restored.stdout
    # 5: the rows come back, by what the README says.
    for table, rows, _ in damages:
        text = re.sub(
            r"^export TOLSEL_URL=.*", f"export TOLSEL_URL='{url}'", BRING_BACK, flags=re.M
        )
        text = re.sub(r"^table=.*", f"table={table}", text, flags=re.M)
        text = re.sub(r"^where=.*", f'where="{rows}"', text, flags=re.M)
        text = text.replace("psql -Xq restored", f"psql -Xq {backup.name}")
        done = subprocess.run(
            ["bash", "-eu"], input=text, cwd=folder, env=environment(url), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    # 6: what is derived; nothing is missing any more.
    found = run("repair")
    assert found.exit_code == 0, found.stdout
    # 7: it is proven, and no incident is left.
    found = run("verify")
    assert found.exit_code == 0, found.stdout
    assert [conn.execute(content.format(table).encode()).fetchone() for table in tables] == was
    conn.execute("select tolsel.validate_books(true)")
    assert run("status").exit_code == 0, run("status").stdout
