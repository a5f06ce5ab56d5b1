"""A dump restored elsewhere is the same books, with the same guards. Proves # S11."""

import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests import harness
from tests.conftest import ConnectAs, _add_tenants
from tolsel import proof
from tolsel.demo import pgcluster
from tolsel.errors import MigrationError
from tolsel.install import migrate

CHECK = "balance_available_check"
BINDIRS = pgcluster.debian_bindirs()[:1]
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


@pytest.mark.long
@pytest.mark.skipif(not BINDIRS, reason="there is no older PostgreSQL here")
@pytest.mark.parametrize("is_whole", [True, False], ids=["whole", "without a check"])
def test_a_dump_moves_to_another_major_version(tmp_path: Path, is_whole: bool) -> None:
    """As sql/core/README.md says; what was lost before is not lost among what prints otherwise."""
    programs = pgcluster.embedded_bindir()
    with (
        harness.own_server(BINDIRS[0]) as old,
        harness.own_server(programs) as new,
    ):
        migrate.init(old.url())
        migrate.migrate(old.url())
        with psycopg.connect(old.url(), autocommit=True) as conn:
            _add_tenants(conn)
            if not is_whole:
                conn.execute(f"alter table tolsel_ledger.balance drop constraint {CHECK}".encode())
        with psycopg.connect(old.url(user="shop_app")) as app:
            app.execute("select tolsel.post_journal(%s, p_request_key => 'k')", [LINES])
        roles, dump, copy = tmp_path / "roles.sql", tmp_path / "dump", new.url(dbname="copy")
        commands: list[list[str | Path]] = [
            [programs / "pg_dumpall", "--roles-only", "-f", roles, "-d", old.url()],
            [programs / "pg_dump", "-Fc", "-f", dump, old.url()],
            [programs / "psql", "-Xq", "-f", roles, new.url()],
            [programs / "psql", "-Xq", "-c", "create database copy", new.url()],
            [programs / "pg_restore", "--exit-on-error", "-d", copy, dump],
        ]
        for command in commands:
            subprocess.run(command, check=True, capture_output=True)
        migrate.init(copy)
        if is_whole:
            migrate.migrate(copy)
        else:
            with pytest.raises(MigrationError) as caught:
                migrate.migrate(copy)
            lost = f"constraint tolsel_ledger.balance.{CHECK}"
            assert caught.value.detail == f"{lost} is missing"
            assert lost in migrate.status(copy).changed_guards
            # The manifest says what it was, in the words of the old server.
            migrate.migrate(copy, is_putting_back=True)
        assert [check for check in proof.verify_database(copy) if check.status != "ok"] == []
        assert migrate.status(copy).is_current
        with psycopg.connect(new.url(dbname="copy", user="shop_app")) as app:
            row = app.execute(
                "select journal_id from tolsel.post_journal(%s, p_request_key => 'k')", [LINES]
            ).fetchone()
        assert row == (1,)


@pytest.mark.long
@pytest.mark.skipif(not BINDIRS, reason="there is no older PostgreSQL here")
def test_pg_upgrade_keeps_books_and_guards(tmp_path: Path) -> None:
    """# S11: as sql/core/README.md says, also where a guard was lost on the way."""
    with (
        harness.own_server(BINDIRS[0]) as old,
        harness.own_server(pgcluster.embedded_bindir()) as new,
    ):
        migrate.init(old.url())
        migrate.migrate(old.url())
        with psycopg.connect(old.url(), autocommit=True) as conn:
            _add_tenants(conn)
        with psycopg.connect(old.url(user="shop_app")) as app:
            app.execute("select tolsel.post_journal(%s, p_request_key => 'k')", [LINES])
        for server in (old, new):
            server.stop()
        _upgrade(old, new)
        new.start()
        url = new.url()
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute(f"alter table tolsel_ledger.balance drop constraint {CHECK}".encode())
        migrate.init(url)
        with pytest.raises(MigrationError) as caught:
            migrate.migrate(url)
        assert caught.value.detail == f"constraint tolsel_ledger.balance.{CHECK} is missing"
        migrate.migrate(url, is_putting_back=True)
        assert [check for check in proof.verify_database(url) if check.status != "ok"] == []
        assert migrate.status(url).is_current
        with psycopg.connect(new.url(user="shop_app")) as app:
            row = app.execute(
                "select journal_id from tolsel.post_journal(%s, p_request_key => 'k')", [LINES]
            ).fetchone()
        assert row == (1,)


def _upgrade(old: pgcluster.Cluster, new: pgcluster.Cluster) -> None:
    """Run pg_upgrade, as who runs both servers, in a folder where that one may write."""
    identity = new._identity
    # Newer servers are made with checksums, and the old one was not.
    off = identity.run(new.bindir / "pg_checksums", "--disable", "-D", new.data)
    assert off.returncode == 0, off.stderr
    work = new.data.with_name("upgrade")
    work.mkdir()
    new._give(work)
    done = subprocess.run(
        [
            *identity.prefix, new.bindir / "pg_upgrade", "-U", "postgres", "-s", work,
            "-b", old.bindir, "-B", new.bindir, "-d", old.data, "-D", new.data,
        ],
        user=identity.uid, group=identity.gid, cwd=work, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
