"""Rows that are copied as they stand, by a subscription or out of a dump: nothing counts twice.

# S11 V3 V7: every trigger fires always, in an apply worker and in a restore too.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import harness
from tests.conftest import _add_tenants
from tests.house.catalog import TABLES, column
from tests.house.shop import call, open_shop
from tolsel import proof
from tolsel.demo.pgcluster import Cluster
from tolsel.install import migrate

Connection = psycopg.Connection[Any]

PUBLISH = """
    create publication books for
        tables in schema
            tolsel_core, tolsel_ledger, tolsel_channel, tolsel_billing, tolsel_bank, tolsel_queue,
            tolsel_exchange, tolsel_wallet,
        table tolsel_monitor.retention"""
PUBLISHED = """
    select format('%I.%I', t.schemaname, t.tablename) from pg_publication_tables t
    where t.pubname = 'books' order by 1"""
SECONDS = 60
BEHIND = ["core.claim_behind", "core.identity_behind"]
SALE = [{"account_code": "1050", "amount": "1.00"}, {"account_code": "4000", "amount": "-1.00"}]


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """A server of our own, which can publish."""
    with harness.own_server(wal_level="logical") as cluster:
        yield cluster


@pytest.fixture(scope="module")
def books(server: Cluster) -> str:
    """The URL of a shop on it, with a little of everything."""
    url = _make(server, "books")
    migrate.init(url)
    migrate.migrate(url)
    with psycopg.connect(url) as conn:
        _add_tenants(conn)
    _trade(server, tenant_id=1)
    return url


def _make(server: Cluster, name: str) -> str:
    with psycopg.connect(server.url(), autocommit=True) as conn:
        conn.execute(f"create database {name}".encode())
    return server.url(dbname=name)


def _trade(server: Cluster, *, tenant_id: int) -> None:
    """Let a shop do a little of everything, also what changes and deletes rows."""
    app_login = {1: "shop_app", 2: "twin_app"}[tenant_id]
    with (
        psycopg.connect(server.url(dbname="books", user=app_login), autocommit=True) as app,
        psycopg.connect(server.url(dbname="books", user="shop_admin"), autocommit=True) as admin,
        psycopg.connect(server.url(dbname="books"), autocommit=True) as owner,
    ):
        owner.execute("select tolsel.grant_login('shop_admin', %s, true)", [tenant_id])
        shop = open_shop(app, admin, tenant_id=tenant_id)
        of = {"p_tenant_id": tenant_id}
        call(
            app, "pay_vendor", p_vendor_id=shop.vendor, p_amount="1", p_method="cash",
            p_channel_id=shop.channel, p_vendor_bill_id=shop.open_bill, **of,
        )  # fmt: skip
        call(app, "void_payment", p_payment_id=shop.payment, p_reason="Bounced", **of)
        owner.execute("select count(*) from tolsel.seal_entries()")
        owner.execute("select tolsel.validate_books()")


def _rows(conn: Connection, table: str) -> list[str]:
    rows = conn.execute(f"select t::text from {table} t order by 1".encode()).fetchall()
    return [row[0] for row in rows]


def _content(url: str, tables: list[str]) -> dict[str, list[str]]:
    with psycopg.connect(url) as conn:
        return {table: _rows(conn, table) for table in tables}


def _wait_for(url: str, expected: dict[str, list[str]]) -> None:
    """Wait until the tables hold just this, and say otherwise which do not."""
    end = time.monotonic() + SECONDS
    while (found := _content(url, [*expected])) != expected:
        assert time.monotonic() < end, [t for t in expected if found[t] != expected[t]]
        time.sleep(0.2)


def _catch_up(url: str) -> set[tuple[str, str]]:
    """Move sequences on, which are not replicated: what a promoted subscriber has to do."""
    with psycopg.connect(url, autocommit=True) as conn:
        return {(r.check_name, r.outcome) for r in proof.repair(conn, is_dry_run=False)}


def _breaches(url: str) -> list[str]:
    return [r.check_name for r in proof.verify_database(url) if r.status == "breach"]


@pytest.mark.long
def test_a_subscriber_holds_the_same_books_and_takes_over(
    server: Cluster, books: str, tmp_path: Path
) -> None:
    copy = _make(server, "copy")
    programs = Path(server.bindir)
    # The schema with its code, and what the migrator has noted; rows come by the subscription.
    for number, options in enumerate((["--schema-only"], ["--data-only", "-n", "tolsel_meta"])):
        dump = tmp_path / f"{number}.sql"
        subprocess.run([programs / "pg_dump", *options, "-f", dump, books], check=True)
        subprocess.run(
            [harness.psql(), "-XqAt", "-v", "ON_ERROR_STOP=1", "-f", dump, copy],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    with psycopg.connect(books, autocommit=True) as conn:
        conn.execute(PUBLISH)
        tables = [row[0] for row in conn.execute(PUBLISHED).fetchall()]
        # On one and the same server the subscriber cannot make the slot itself.
        conn.execute("select pg_create_logical_replication_slot('books', 'pgoutput')")
    with psycopg.connect(copy, autocommit=True) as conn:
        conn.execute(
            psycopg.sql.SQL(
                "create subscription books connection {} publication books"
                " with (create_slot = false, slot_name = 'books')"
            ).format(psycopg.sql.Literal(books))
        )
    _wait_for(copy, _content(books, tables))
    _trade(server, tenant_id=2)
    expected = _content(books, tables)
    _wait_for(copy, expected)
    assert sum(map(len, expected.values())) > 500
    # What derives has derived once; that rows come from elsewhere is said as long as they do.
    subscribed = _breaches(copy)
    assert [name for name in subscribed if name not in BEHIND] == ["core.changed_guard"]

    with psycopg.connect(copy, autocommit=True) as conn:
        conn.execute("alter subscription books disable")
        conn.execute("alter subscription books set (slot_name = none)")
        conn.execute("drop subscription books")
    with psycopg.connect(books, autocommit=True) as conn:
        conn.execute("select pg_drop_replication_slot('books')")
    assert _breaches(copy) == BEHIND
    with (
        psycopg.connect(server.url(dbname="copy", user="shop_app"), autocommit=True) as app,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        call(app, "post_journal", p_lines=SALE, p_request_key="before")
    assert _catch_up(copy) == {(name, "repaired") for name in BEHIND}
    assert _catch_up(copy) == set()
    migrate.init(copy)
    migrate.migrate(copy)
    assert _breaches(copy) == []
    with psycopg.connect(server.url(dbname="copy", user="shop_app"), autocommit=True) as app:
        paid = call(app, "post_journal", p_lines=SALE, p_request_key="after")
        assert paid["tenant_id"] == 1
    assert _breaches(copy) == []


@pytest.mark.parametrize("is_as_replica", [True, False], ids=["as a replica", "without triggers"])
def test_rows_are_restored_into_a_migrated_database(
    server: Cluster, books: str, tmp_path: Path, is_as_replica: bool
) -> None:
    copy = _make(server, f"restored_{is_as_replica}".lower())
    migrate.init(copy)
    migrate.migrate(copy)
    # What migrate has filled is there already; days of logs are made when they are needed.
    with psycopg.connect(copy) as conn:
        filled = [table for table in column(conn, TABLES) if _rows(conn, table)]
    assert "tolsel_core.release" in filled
    programs, dump = Path(server.bindir), tmp_path / "rows.dump"
    excluded = [option for table in [*filled, "tolsel_monitor.*_2*"] for option in ("-T", table)]
    subprocess.run([programs / "pg_dump", "-aFc", *excluded, "-f", dump, books], check=True)
    options = [] if is_as_replica else ["--disable-triggers"]
    setting = {"PGOPTIONS": "-c session_replication_role=replica"} if is_as_replica else {}
    subprocess.run(
        [programs / "pg_restore", "-a", "--exit-on-error", *options, "-d", copy, dump],
        env=os.environ | setting, check=True,
    )  # fmt: skip
    with psycopg.connect(copy) as conn:
        tables = [t for t in column(conn, TABLES) if t not in filled and "monitor" not in t]
    held = _content(books, tables)
    assert sum(map(len, held.values())) > 500
    assert _content(copy, tables) == held
    # pg_restore lets triggers fire again, but no longer always; and no key was moved on.
    assert ("core.changed_guard" in _breaches(copy)) == (not is_as_replica)
    _catch_up(copy)
    migrate.migrate(copy)
    assert _breaches(copy) == []
