"""A dump restored elsewhere is the same books, with the same guards. Proves # S11."""

import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests import harness
from tests.conftest import ConnectAs
from tolsel import proof
from tolsel.install import migrate

LINES = (
    '[{"account_code": "1050", "amount": "10.00"}, {"account_code": "4000", "amount": "-10.00"}]'
)


def test_a_restored_dump_verifies_and_migrates_as_the_original(
    postgresql: psycopg.Connection[Any], database_url: str, connect_as: ConnectAs, tmp_path: Path
) -> None:
    connect_as("shop_app").execute("select tolsel.post_journal(%s, p_request_key => 'k')", [LINES])
    programs = Path(harness.psql()).parent
    dump, copy = tmp_path / "dump", f"{postgresql.info.dbname}_restored"
    subprocess.run([programs / "pg_dump", "-Fc", "-f", dump, database_url], check=True)
    url = database_url.replace(f"/{postgresql.info.dbname}?", f"/{copy}?")
    postgresql.autocommit = True
    postgresql.execute(sql.SQL("create database {}").format(sql.Identifier(copy)))
    try:
        subprocess.run([programs / "pg_restore", "--exit-on-error", "-d", url, dump], check=True)
        assert [check for check in proof.verify_database(url) if check.status != "ok"] == []
        migrate.init(url)
        assert migrate.migrate(url).release_id is None
        with psycopg.connect(url) as conn:
            conn.execute("set role shop_app")
            row = conn.execute(
                "select journal_id from tolsel.post_journal(%s, p_request_key => 'k')", [LINES]
            ).fetchone()
        assert row == (1,)
    finally:
        postgresql.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(copy)))
