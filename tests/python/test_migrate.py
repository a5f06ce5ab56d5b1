import contextlib
import hashlib
import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests import harness
from tests.conftest import ConnectAs
from tests.python import small_tree
from tests.python.small_tree import Tree
from tolsel import __version__
from tolsel.errors import MigrationError, ReportedError
from tolsel.install import backend, migrate, ownership, session

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.python.small_tree"])
_NUMBERS = itertools.count(1)

MakeDatabase = Callable[..., str]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree.make_tree(tmp_path)


@pytest.fixture
def url(empty_database_url: str) -> str:
    """A database on which init was run."""
    migrate.init(empty_database_url)
    return empty_database_url


@pytest.fixture
def make_database(empty_database_url: str) -> Iterator[MakeDatabase]:
    """Make databases, empty ones or copies; the test's end drops them."""
    made = []
    with psycopg.connect(_at(empty_database_url, "postgres"), autocommit=True) as conn:

        def make(*, copy_of: str | None = None) -> str:
            name = f"tolsel_migrate_{os.getpid()}_{next(_NUMBERS)}"
            template = psycopg.conninfo.conninfo_to_dict(copy_of)["dbname"] if copy_of else None
            _drop_sessions(conn, str(template))
            conn.execute(f"create database {name} template {template or 'template0'}".encode())
            made.append(name)
            made_url = _at(empty_database_url, name)
            if copy_of:
                migrate.init(made_url)  # a copy has not the rights on the database itself
            return made_url

        yield make
        for name in made:
            conn.execute(f"drop database {name} with (force)".encode())


def _at(url: str, name: str) -> str:
    return psycopg.conninfo.make_conninfo(url, dbname=name)


def _drop_sessions(conn: psycopg.Connection, name: str) -> None:
    """End what a killed migrator's connection leaves for a moment, as it prevents the copy."""
    query = "select count(pg_terminate_backend(pid, 1000)) from pg_stat_activity where datname = %s"
    conn.execute(query, [name])


def _ask(url: str, query: str, *values: object) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as conn:
        cursor = conn.execute(query.encode(), values or None)
        return cursor.fetchall() if cursor.description else []


def _schemas(url: str) -> list[str]:
    rows = _ask(url, "select nspname from pg_namespace where nspname ~ '^tolsel' order by 1")
    return [str(row[0]) for row in rows]


def test_first_and_second_run(url: str, tree: Tree) -> None:
    told: list[str] = []
    report = tree.migrate(url, progress=told.append)
    assert report == migrate.MigrationReport(
        version=__version__,
        applied=("0001_core", "0002_shop"),
        loaded=5 + 3 + 3 + 2,
        changed_files=report.changed_files,
        dropped=(),
        release_id=1,
    )
    assert told == ["applying 0001_core", "applying 0002_shop", "loading sql/"]
    assert {*report.changed_files} == {
        path.relative_to(tree.root).as_posix() for path in tree.sql.rglob("*.sql")
    }
    assert tree.migrate(url) == migrate.MigrationReport(version=__version__)
    assert tree.status(url).is_current


def test_everything_belongs_to_the_owner(url: str, tree: Tree) -> None:
    tree.migrate(url)
    query = """
        select relname from pg_class where relnamespace::regnamespace::text ~ '^tolsel'
            and pg_get_userbyid(relowner) <> 'tolsel_owner'
        union all
        select proname from pg_proc where pronamespace::regnamespace::text ~ '^tolsel'
            and pg_get_userbyid(proowner) <> 'tolsel_owner'"""
    assert _ask(url, query) == []


def test_nothing_is_printed_by_a_select(
    url: str, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.migrate(url)
    assert capsys.readouterr().out == ""


def test_failing_migration_leaves_nothing(url: str, tree: Tree) -> None:
    before = small_tree.digest(url)
    tree.write("migrations/0003_bad.sql", "create table tolsel_shop.x (); select 1/0;")
    with pytest.raises(MigrationError, match="migration 0003_bad: division by zero"):
        tree.migrate(url)
    assert small_tree.digest(url) == before
    tree.delete("migrations/0003_bad.sql")
    tree.write("sql/shop/views.sql", "select 1/0;")
    with pytest.raises(MigrationError, match=r"sql/shop/views\.sql: division by zero"):
        tree.migrate(url)
    assert small_tree.digest(url) == before
    assert _schemas(url) == ["tolsel_meta"]


def test_unqualified_name_goes_nowhere(url: str, tree: Tree) -> None:
    tree.write("migrations/0003_bad.sql", "create table lost ();")
    with pytest.raises(MigrationError, match="no schema has been selected"):
        tree.migrate(url)


def test_settings_of_one_migration_do_not_reach_the_next(url: str, tree: Tree) -> None:
    tree.write("migrations/0003_set.sql", "set local search_path = tolsel_shop; set role none;")
    tree.write("migrations/0004_bad.sql", "create table lost ();")
    with pytest.raises(MigrationError, match="0004_bad: no schema has been selected"):
        tree.migrate(url)


# The checks before anything is touched.


def test_sealed_file(url: str, tree: Tree) -> None:
    text = (tree.migrations / "0001_core.sql").read_bytes()
    tree.write("migrations/SHA256SUMS", f"{hashlib.sha256(text).hexdigest()}  0001_core.sql\n")
    tree.migrate(url)
    tree.edit("migrations/0001_core.sql", "'a;b'", "'b'")
    with pytest.raises(MigrationError, match=r"sealed file migrations/0001_core\.sql was edited"):
        tree.migrate(url)
    tree.delete("migrations/0001_core.sql")
    with pytest.raises(MigrationError, match=r"sealed file migrations/0001_core\.sql is missing"):
        tree.migrate(url)


def test_applied_file_was_changed(url: str, tree: Tree) -> None:
    tree.migrate(url)
    tree.edit("migrations/0002_shop.sql", "amount > 0", "amount > 1")
    assert tree.status(url).changed_files == ("migrations/0002_shop.sql",)
    with pytest.raises(MigrationError, match=r"0002_shop\.sql was changed since it was applied"):
        tree.migrate(url)


def test_database_is_newer(url: str, tree: Tree) -> None:
    tree.migrate(url)
    tree.delete("migrations/0002_shop.sql")
    with pytest.raises(MigrationError, match="this database is newer than this tolsel") as caught:
        tree.migrate(url)
    assert "0002_shop" in str(caught.value.detail)
    with pytest.raises(MigrationError, match="this database is newer"):
        tree.rollback(url, to=None)
    assert tree.status(url).unknown == ("0002_shop",)


@pytest.mark.parametrize(
    "name", ["migrations/0001_core.sql", "migrations/0002_shop.rollback.sql", "sql/core/views.sql"]
)
def test_transaction_control(url: str, tree: Tree, name: str) -> None:
    tree.write(name, "select 1;\ncommit;\n" + (tree.root / name).read_text())
    with pytest.raises(MigrationError, match=f"{name} line 2: transaction control"):
        tree.migrate(url)
    assert _schemas(url) == ["tolsel_meta"]


@pytest.mark.parametrize("name", ["post-apply.sql", "0003_code.py"])
def test_other_kinds_of_migrations(url: str, tree: Tree, name: str) -> None:
    tree.write(f"migrations/{name}", "")
    with pytest.raises(MigrationError, match=f"{name} is not a plain SQL migration"):
        tree.migrate(url)


def test_unknown_dependency(url: str, tree: Tree) -> None:
    tree.write("migrations/0003_x.sql", "-- depends: 0009_nothing\nselect 1;")
    with pytest.raises(MigrationError, match="Could not resolve dependencies"):
        tree.migrate(url)


@pytest.mark.parametrize("name", ["tolsel", "tolsel_reports"])
def test_schema_of_somebody_else(empty_database_url: str, tree: Tree, name: str) -> None:
    _ask(empty_database_url, f"create schema {name}")
    for act in (migrate.init, tree.migrate, tree.status):
        with pytest.raises(
            MigrationError, match=f"{name} exists and belongs to postgres"
        ) as caught:
            act(empty_database_url)
        assert "rename" in str(caught.value.hint)


def test_database_without_init(empty_database_url: str, tree: Tree) -> None:
    for act in (tree.migrate, tree.status):
        with pytest.raises(MigrationError) as caught:
            act(empty_database_url)
        assert "tolsel init" in str(caught.value.hint)


def test_right_that_a_copied_database_lacks(url: str, tree: Tree) -> None:
    database = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
    _ask(url, f"revoke create on database {database} from tolsel_owner")
    with pytest.raises(MigrationError, match="may not create schemas in this database") as caught:
        tree.migrate(url)
    assert "tolsel init" in str(caught.value.hint)


def test_missing_role(url: str, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ownership.ROLES, "tolsel_nobody", "")
    with pytest.raises(MigrationError, match=r"missing on this server: tolsel_nobody") as caught:
        tree.migrate(url)
    assert "tolsel init" in str(caught.value.hint)


# Several at once.


def test_two_at_once(url: str, tree: Tree) -> None:
    with ProcessPoolExecutor(2, mp_context=_PROCESSES) as pool:
        runs = [pool.submit(small_tree.migrate_in_process, url, tree.root) for _ in range(2)]
        assert sorted(run.result() for run in runs) == [(), ("0001_core", "0002_shop")]
    assert _ask(url, "select count(*) from tolsel_core.release") == [(1,)]


def test_init_at_once(make_database: MakeDatabase) -> None:
    urls = [make_database() for _ in range(2)]
    with ProcessPoolExecutor(4, mp_context=_PROCESSES) as pool:
        list(pool.map(small_tree.init_in_process, urls * 2))
    assert [_schemas(url) for url in urls] == [["tolsel_meta"]] * 2


def test_lock_is_not_had(url: str, tree: Tree) -> None:
    told: list[str] = []
    with psycopg.connect(url, application_name="the other", autocommit=True) as other:
        other.execute("select pg_advisory_lock(hashtextextended('tolsel.migrate', 0))")
        with pytest.raises(MigrationError, match="another tolsel migrate is running") as caught:
            tree.migrate(url, lock_timeout_s=0.3, progress=told.append)
        assert f"Process {other.info.backend_pid}" in str(caught.value.detail)
    assert "the other" in str(caught.value.detail)
    assert told == ["waiting for another tolsel migrate"]


def test_lock_on_a_table_is_named(url: str, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "LOCK_TIMEOUT_S", 2)
    tree.migrate(url)
    small_tree.upgrade(tree)
    before = small_tree.digest(url)
    with psycopg.connect(url, application_name="a till") as other:
        other.execute("insert into tolsel_shop.sale values (1, 1)")
        with pytest.raises(MigrationError, match="within 2 seconds") as caught:
            tree.migrate(url)
        detail = str(caught.value.detail)
        assert "AccessExclusiveLock wanted on tolsel_shop.sale, which process" in detail
        assert "a till" in detail
    assert small_tree.digest(url) == before
    assert tree.migrate(url).applied == ("0003_shop_note",)


# Killed at every statement.


def _states(url: str, tree: Tree, change: Callable[[], object]) -> tuple[object, object]:
    """Return the states of a database before and after a migration."""
    before = small_tree.digest(url)
    change()
    tree.migrate(url)
    return before, small_tree.digest(url)


@pytest.mark.torture
@pytest.mark.parametrize("kind", ["first", "upgrade"])
def test_killed_at_every_statement(
    url: str, tree: Tree, make_database: MakeDatabase, kind: str
) -> None:
    """RELIABILITY F20: the state is old or new, never between, and a plain re-run finishes."""
    if kind == "upgrade":
        tree.migrate(url)
    before, after = _states(
        make_database(copy_of=url),
        tree,
        lambda: small_tree.upgrade(tree) if kind == "upgrade" else None,
    )
    assert before != after
    seen = []
    for number in itertools.count(1):
        victim = make_database(copy_of=url)
        process = _PROCESSES.Process(
            target=small_tree.migrate_and_die, args=(victim, tree.root, number)
        )
        process.start()
        process.join()
        found = small_tree.digest(victim)
        assert found in (before, after), f"killed before statement {number}"
        seen.append(found == after)
        tree.migrate(victim)
        assert small_tree.digest(victim) == after, f"killed before statement {number}"
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
    assert len(seen) > 50
    assert seen == sorted(seen)  # once new, it stays new


def test_killed_between_groups(url: str, tree: Tree, make_database: MakeDatabase) -> None:
    """A group is atomic; after a kill between groups a plain re-run finishes all the same."""
    tree.migrate(url)
    tree.write("migrations/0003_index.sql", CONCURRENTLY)
    tree.write("migrations/0004_more.sql", "alter table tolsel_shop.sale add more int;")
    _, after = _states(make_database(copy_of=url), tree, lambda: None)
    for number in itertools.count(1, 3):
        victim = make_database(copy_of=url)
        process = _PROCESSES.Process(
            target=small_tree.migrate_and_die, args=(victim, tree.root, number)
        )
        process.start()
        process.join()
        tree.migrate(victim)
        assert small_tree.digest(victim) == after, f"killed before statement {number}"
        if process.exitcode == 0:
            break


# Migrations outside a transaction.

CONCURRENTLY = """
-- transactional: false
create unique index concurrently if not exists sale_amount_idx on tolsel_shop.sale (amount);
"""


def test_groups(url: str, tree: Tree) -> None:
    tree.write("migrations/0003_index.sql", CONCURRENTLY)
    tree.write("migrations/0003_index.rollback.sql", "drop index tolsel_shop.sale_amount_idx;")
    tree.write("migrations/0004_more.sql", "alter table tolsel_shop.sale add more int;")
    tree.write("migrations/0004_more.rollback.sql", "alter table tolsel_shop.sale drop more;")
    assert len(tree.migrate(url).applied) == 4
    assert not tree.migrate(url).loaded
    assert tree.rollback(url, to="0002_shop").undone == ("0004_more", "0003_index")
    assert _ask(url, "select to_regclass('tolsel_shop.sale_amount_idx')") == [(None,)]


def test_broken_index_is_built_anew(url: str, tree: Tree) -> None:
    """A unique index that fails leaves an invalid one, which IF NOT EXISTS would keep."""
    tree.migrate(url)
    _ask(url, "insert into tolsel_shop.sale values (1, 5), (2, 5)")
    tree.write("migrations/0003_index.sql", CONCURRENTLY)
    with pytest.raises(MigrationError, match="migration 0003_index: could not create unique index"):
        tree.migrate(url)
    _ask(url, "update tolsel_shop.sale set amount = sale_id")
    assert tree.migrate(url).applied == ("0003_index",)
    query = (
        "select indisvalid from pg_index where indexrelid = 'tolsel_shop.sale_amount_idx'::regclass"
    )
    assert _ask(url, query) == [(True,)]


# Rollback.


def test_rollback_of_everything(url: str, tree: Tree) -> None:
    tree.migrate(url)
    after = small_tree.digest(url)
    report = tree.rollback(url, to=None)
    assert report.undone == ("0002_shop", "0001_core")
    assert len(report.dropped) == 13
    assert _schemas(url) == ["tolsel_meta"]
    assert _ask(url, "select * from tolsel_meta._yoyo_migration") == []
    assert tree.migrate(url).applied == ("0001_core", "0002_shop")
    assert small_tree.digest(url) == after


def test_rollback_to_the_older_version(url: str, tree: Tree, tmp_path: Path) -> None:
    tree.migrate(url)
    old = small_tree.digest(url)
    newer = small_tree.make_tree(tmp_path / "newer")
    small_tree.upgrade(newer)
    newer.migrate(url)
    assert newer.rollback(url, to="0002_shop").undone == ("0003_shop_note",)
    assert tree.migrate(url).release_id == 3
    _ask(url, "delete from tolsel_core.release where release_id > 1")
    assert small_tree.digest(url) == old


def test_rollback_of_the_code_alone(url: str, tree: Tree) -> None:
    tree.migrate(url)
    before = small_tree.digest(url)
    assert tree.rollback(url, to="0002_shop").undone == ()
    assert not tree.status(url).is_current
    assert tree.migrate(url).loaded == 13
    assert small_tree.digest(url) == before


def test_rollback_without_a_file(url: str, tree: Tree) -> None:
    tree.migrate(url)
    before = small_tree.digest(url)
    tree.write("migrations/0001_core.rollback.sql", "-- nothing\n")
    with pytest.raises(MigrationError, match="0001_core cannot be undone"):
        tree.rollback(url, to=None)
    tree.delete("migrations/0001_core.rollback.sql")
    with pytest.raises(MigrationError, match=r"0001_core\.rollback\.sql is missing"):
        tree.rollback(url, to=None)
    assert small_tree.digest(url) == before


def test_failing_rollback_changes_nothing(url: str, tree: Tree) -> None:
    tree.migrate(url)
    before = small_tree.digest(url)
    tree.write("migrations/0001_core.rollback.sql", "drop schema tolsel; select 1/0;")
    with pytest.raises(MigrationError, match="rollback of migration 0001_core: division"):
        tree.rollback(url, to=None)
    assert small_tree.digest(url) == before


def test_rollback_to_what_is_not_applied(url: str, tree: Tree) -> None:
    tree.migrate(url)
    with pytest.raises(MigrationError, match="0009_x is not applied") as caught:
        tree.rollback(url, to="0009_x")
    assert "0001_core, 0002_shop" in str(caught.value.hint)


def test_the_product_rolls_back_and_forth(database_url: str) -> None:
    migrate.init(database_url)
    before = small_tree.digest(database_url)
    migrate.rollback(database_url, to=None)
    assert _schemas(database_url) == ["tolsel_meta"]
    migrate.migrate(database_url)
    assert small_tree.digest(database_url) == before


# Init.


def test_init_twice(empty_database_url: str) -> None:
    assert migrate.init(empty_database_url)[-1] == "schema tolsel_meta"
    assert migrate.init(empty_database_url) == ()


def test_init_by_a_login_that_owns_the_database(tree: Tree) -> None:
    # Roles are of all databases of a server, and verify names those that make others.
    with (
        harness.own_server() as cluster,
        psycopg.connect(cluster.url(), autocommit=True) as conn,
    ):
        url = cluster.url()
        migrate.init(url)  # the roles are there, as on any server with a second database
        conn.execute("create role deployer login createrole")
        plain = psycopg.conninfo.make_conninfo(url, user="deployer")
        with pytest.raises(MigrationError, match="may not act as tolsel_owner"):
            tree.migrate(plain)
        with pytest.raises(MigrationError) as caught:
            tree.rollback(plain, to=None)
        assert "grant tolsel_owner" in str(caught.value.hint)
        with pytest.raises(ReportedError):
            tree.status(plain)
        conn.execute("alter database postgres owner to deployer")
        with pytest.raises(MigrationError, match="are on this server already") as caught:
            migrate.init(plain)
        grants = str(caught.value.hint).partition("runs: ")[2].partition("; Otherwise")[0]
        conn.execute(grants.encode())
        migrate.init(plain)
        tree.migrate(plain)
        assert tree.status(plain).is_current


def test_clock_for_tests(empty_database_url: str) -> None:
    migrate.init(empty_database_url, test_clock=True)
    migrate.migrate(empty_database_url)
    assert _ask(empty_database_url, "select count(*) from tolsel_core.test_clock") == [(1,)]
    migrate.init(empty_database_url)
    migrate.migrate(empty_database_url)
    assert _ask(empty_database_url, "select count(*) from tolsel_core.test_clock") == [(1,)]


def test_clock_for_tests_after_migrating(database_url: str) -> None:
    migrate.init(database_url, test_clock=True)
    assert not migrate.migrate(database_url).loaded
    assert _ask(database_url, "select count(*) from tolsel_core.test_clock") == [(1,)]


def test_clock_for_tests_is_refused_once_there_are_journals(
    database_url: str, connect_as: ConnectAs
) -> None:
    connect_as("shop_app").execute(
        """select tolsel.post_journal('[{"account_code": "1050", "amount": "1"},
               {"account_code": "4000", "amount": "-1"}]')"""
    )
    with pytest.raises(MigrationError, match="holds journals"):
        migrate.init(database_url, test_clock=True)


def test_yoyo_sees_its_tables_only_in_tolsel_meta(url: str, tree: Tree) -> None:
    _ask(url, "create table public._yoyo_migration (migration_hash text)")
    tree.migrate(url)
    with contextlib.closing(psycopg.connect(url, autocommit=True)) as conn:
        assert set(backend.Backend(conn).list_tables()) >= {"_yoyo_migration", "_yoyo_log"}
