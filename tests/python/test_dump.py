"""`migrate --dump-sql`: a script for psql that does what `migrate` does, in its order."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from tests import harness
from tests.python import small_tree
from tests.python.small_tree import Tree
from tolsel import __version__, cli
from tolsel.install import migrate
from tolsel.install.dump import dump_sql
from tolsel.install.release import find_last_release

pytestmark = pytest.mark.once


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree.make_tree(tmp_path)


@pytest.fixture
def url(empty_database_url: str) -> str:
    migrate.init(empty_database_url)
    return empty_database_url


def dump(url: str, tree: Tree) -> str:
    return dump_sql(url, sql_dir=tree.sql, migrations_dir=tree.migrations)


def run(url: str, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [harness.psql(), "-X", "-q", "-o", os.devnull, "-v", "ON_ERROR_STOP=1", url],
        input=script, capture_output=True, text=True, check=False,
    )  # fmt: skip


def snapshot(url: str) -> list[tuple[object, ...]]:
    """Return all that a script could change: what is there, its rights and its numbers."""
    with psycopg.connect(url) as conn:
        return [
            *small_tree.digest(url),
            *conn.execute("select oid, relname, relacl from pg_class order by oid").fetchall(),
            *conn.execute("select oid, proname, prosrc from pg_proc order by oid").fetchall(),
            *conn.execute("select * from pg_default_acl").fetchall(),
            *conn.execute("select * from pg_sequences order by 1, 2").fetchall(),
        ]


def last_release(url: str) -> object:
    with psycopg.connect(url) as conn:
        release = find_last_release(conn)
    assert release
    return release.version, release.code_hash, release.migrations, release.objects, release.guards


def as_migrated(url: str, tree: Tree, prepare: Callable[[str], object]) -> tuple[object, object]:
    """Return what `migrate` makes of a database like it."""
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop schema if exists tolsel, tolsel_core, tolsel_shop, tolsel_meta cascade")
    migrate.init(url)
    prepare(url)
    tree.migrate(url)
    return small_tree.digest(url), last_release(url)


def test_a_fresh_database(url: str, tree: Tree) -> None:
    before = snapshot(url)
    script = dump(url, tree)
    assert snapshot(url) == before
    assert run(url, script).stderr == ""
    assert tree.status(url).is_current
    assert not tree.migrate(url).loaded
    found = small_tree.digest(url), last_release(url)
    assert found == as_migrated(url, tree, lambda url: None)
    assert dump(url, tree).startswith("-- There is nothing to do")


@pytest.fixture(params=["upgrade", "one file", "vanished", "outside a transaction"])
def newer(request: pytest.FixtureRequest, tmp_path: Path) -> Tree:
    """What the small tree becomes."""
    tree = small_tree.make_tree(tmp_path / "newer")
    if request.param == "upgrade":
        small_tree.upgrade(tree)
    elif request.param == "one file":
        tree.edit("sql/core/policies.sql", "item_id > 0", "item_id > 1")
    elif request.param == "vanished":
        for name in ("core/policies.sql", "shop/triggers.sql", "core/functions/add_sale.sql"):
            tree.delete(f"sql/{name}")
    else:
        tree.write(
            "migrations/0003_index.sql",
            "-- transactional: false\n"
            "create index concurrently sale_amount_idx on tolsel_shop.sale (amount);",
        )
    return tree


def test_an_upgrade(url: str, tree: Tree, newer: Tree) -> None:
    tree.migrate(url)
    before = snapshot(url)
    script = dump(url, newer)
    assert snapshot(url) == before
    assert run(url, script).stderr == ""
    assert newer.status(url).is_current
    assert not newer.migrate(url).loaded
    found = small_tree.digest(url), last_release(url)
    assert found == as_migrated(url, newer, tree.migrate)


def test_a_guard_that_a_migration_takes_along(url: str, tree: Tree) -> None:
    """The file of the trigger is as it was, so the script does not make it anew; migrate does."""
    tree.migrate(url)
    before = small_tree.digest(url)
    tree.write(
        "migrations/0003_lose.sql",
        "drop trigger item_before_truncate_refuse on tolsel_core.item;",
    )
    found = run(url, dump(url, tree))
    assert "a guard was changed meanwhile: run tolsel migrate" in found.stderr
    assert small_tree.digest(url) == before
    tree.migrate(url)
    assert tree.status(url).is_current


def test_while_another_migrates(url: str, tree: Tree) -> None:
    script = dump(url, tree)
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("select pg_advisory_lock(hashtextextended('tolsel.migrate', 0))")
        assert "another tolsel migrate is running" in run(url, script).stderr
    assert small_tree.digest(url) == []


@pytest.fixture
def standby(database_url: str) -> Iterator[str]:
    """The URL of a database in which nothing can be written."""
    yield psycopg.conninfo.make_conninfo(
        database_url, options="-c default_transaction_read_only=on"
    )


@pytest.mark.long
def test_the_product(empty_database_url: str, database_url: str, standby: str) -> None:
    """The command prints it, only reads, and its script makes the product."""
    migrate.init(empty_database_url)
    migrate.init(database_url)
    found = CliRunner().invoke(cli.main, ["--url", standby, "migrate", "--dump-sql"])
    assert (found.exit_code, found.output[:27]) == (0, "-- There is nothing to do: ")
    found = CliRunner().invoke(cli.main, ["--url", empty_database_url, "migrate", "--dump-sql"])
    assert found.exit_code == 0
    assert found.output.startswith(f"-- What `tolsel migrate` of version {__version__} does")
    assert run(empty_database_url, found.output).stderr == ""
    assert migrate.status(empty_database_url).is_current
    assert last_release(empty_database_url) == last_release(database_url)
    found = CliRunner().invoke(cli.main, ["migrate", "--dump-sql", "--dry-run"])
    assert (found.exit_code, "goes with no other option" in found.stderr) == (2, True)
