"""`migrate --dry-run`: says what migrating would do, exactly, and has changed nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests.python import small_tree
from tests.python.small_tree import Tree
from tests.python.test_dump import last_release, snapshot
from tolsel import cli
from tolsel.errors import MigrationError
from tolsel.install import migrate

pytestmark = pytest.mark.once


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree.make_tree(tmp_path)


@pytest.fixture
def url(empty_database_url: str) -> str:
    migrate.init(empty_database_url)
    return empty_database_url


@pytest.mark.parametrize("is_fresh", [True, False])
def test_it_tells_what_migrate_then_does(url: str, tree: Tree, is_fresh: bool) -> None:
    if not is_fresh:
        tree.migrate(url)
        small_tree.upgrade(tree)
        tree.delete("sql/shop/triggers.sql")
    before = snapshot(url)
    would = tree.migrate(url, is_dry_run=True)
    assert snapshot(url) == before
    assert would.release_id is None
    assert is_fresh or would.dropped
    did = tree.migrate(url)
    assert replace(did, release_id=None) == would
    assert tree.migrate(url, is_dry_run=True) == tree.migrate(url)


def test_it_fails_as_migrate_would(url: str, tree: Tree) -> None:
    tree.migrate(url)
    before = snapshot(url)
    tree.write("migrations/0003_bad.sql", "create table tolsel_shop.more (); select 1/0;")
    with pytest.raises(MigrationError, match="migration 0003_bad: division by zero"):
        tree.migrate(url, is_dry_run=True)
    assert snapshot(url) == before


def test_what_cannot_be_tried_is_named(url: str, tree: Tree) -> None:
    tree.migrate(url)
    tree.write(
        "migrations/0003_index.sql",
        "-- transactional: false\n"
        "create index concurrently sale_amount_idx on tolsel_shop.sale (amount);",
    )
    tree.write("migrations/0004_more.sql", "alter table tolsel_shop.sale add more int;")
    before = snapshot(url)
    would = tree.migrate(url, is_dry_run=True)
    assert (would.untried, would.applied) == (("0003_index",), ("0004_more",))
    assert snapshot(url) == before


@pytest.mark.long
def test_the_product(empty_database_url: str) -> None:
    migrate.init(empty_database_url)
    before = snapshot(empty_database_url)
    found = CliRunner().invoke(cli.main, ["--url", empty_database_url, "migrate", "--dry-run"])
    assert found.exit_code == 0, found.output
    lines = found.stdout.splitlines()
    assert lines[0] == "would apply: 0001_core"
    assert "would load, new or changed: sql/ledger/functions/post_journal.sql" in lines
    assert lines[-1].endswith("; nothing was changed")
    assert snapshot(empty_database_url) == before


def test_not_even_a_number_is_used_up(
    database_url: str, postgresql: psycopg.Connection[Any]
) -> None:
    migrate.init(database_url)
    # A view to bring back, and a job to plan for a tenant.
    postgresql.execute("drop view tolsel.journal cascade")
    postgresql.execute("delete from tolsel_core.job_run")
    postgresql.commit()
    before, release = snapshot(database_url), last_release(database_url)
    found = CliRunner().invoke(cli.main, ["--url", database_url, "migrate", "--dry-run"])
    assert found.exit_code == 0, found.output
    assert found.stdout.endswith("; nothing was changed\n")
    assert (snapshot(database_url), last_release(database_url)) == (before, release)
