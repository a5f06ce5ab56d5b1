"""`init` and `migrate` adopt nothing that bears tolsel's names and is not tolsel's."""

import contextlib
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests import harness
from tests.python import small_tree
from tolsel.errors import MigrationError
from tolsel.install import migrate, ownership

# What somebody else did to a role called tolsel_app or did not do, and how it is told.
FOREIGN = [
    ("create role tolsel_app login superuser password 'x'", "LOGIN, SUPERUSER, with a password"),
    ("create role tolsel_app createdb createrole replication bypassrls", "CREATEDB, CREATEROLE"),
    ("create role tolsel_app in role pg_read_all_data", "a member of pg_read_all_data"),
    (
        "create role tolsel_app; alter role tolsel_app set work_mem = '1GB';"
        " alter role tolsel_app in database postgres set work_mem = '2GB'",
        "with settings of its own, with settings of its own in database postgres",
    ),
    ("create role tolsel_app", "tolsel_app: without tolsel's comment."),
    ("create role tolsel_app; comment on role tolsel_app is 'My app.'", "with another comment"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a server of our own, for what roles it has is of all its databases."""
    with harness.own_server() as cluster:
        yield cluster.url()


@pytest.fixture
def conn(server: str) -> Iterator[psycopg.Connection]:
    """A superuser on it, which has no role of ours and no database but its own."""
    with psycopg.connect(server, autocommit=True) as conn:
        yield conn
        for (name,) in conn.execute(
            "select datname from pg_database where datname ~ '^shop'"
        ).fetchall():
            drop = sql.SQL("drop database {} with (force)")
            conn.execute(drop.format(sql.Identifier(name)))
        for (name,) in conn.execute(
            "select rolname from pg_roles where rolname ~ '^(tolsel|carl)' order by rolname desc"
        ).fetchall():
            conn.execute(sql.SQL("drop role {}").format(sql.Identifier(name)))


@pytest.fixture
def connect() -> Iterator[Callable[[str], psycopg.Connection]]:
    """Opens connections that the end of the test closes."""
    with contextlib.ExitStack() as stack:
        yield lambda url: stack.enter_context(psycopg.connect(url, autocommit=True))


def make_database(conn: psycopg.Connection, name: str, *, owner: str = "postgres") -> str:
    make = sql.SQL("create database {} owner {}")
    conn.execute(make.format(sql.Identifier(name), sql.Identifier(owner)))
    return psycopg.conninfo.make_conninfo(conn.info.dsn, dbname=name, user=owner)


def follow(conn: psycopg.Connection, hint: str | None) -> None:
    """Do what a hint says of a role that is tolsel's own."""
    conn.execute(str(hint).partition("put it right: ")[2].encode())


@pytest.mark.parametrize(("made", "told"), FOREIGN)
def test_a_role_of_somebody_else(
    conn: psycopg.Connection, tmp_path: Path, made: str, told: str
) -> None:
    url = make_database(conn, "shop")
    conn.execute(made.encode())
    with pytest.raises(MigrationError, match="role tolsel_app exists, and is not as") as caught:
        migrate.init(url)
    assert told in str(caught.value.detail)
    assert "alter role tolsel_app rename to ...;" in str(caught.value.hint)
    assert conn.execute("select from pg_roles where rolname = 'tolsel_read'").fetchall() == []
    follow(conn, caught.value.hint)
    migrate.init(url)
    assert small_tree.make_tree(tmp_path).migrate(url).release_id == 1


def test_a_role_that_is_changed_later(conn: psycopg.Connection, tmp_path: Path) -> None:
    tree = small_tree.make_tree(tmp_path)
    url = make_database(conn, "shop")
    migrate.init(url)
    tree.migrate(url)
    conn.execute("alter role tolsel_read login; grant tolsel_owner to tolsel_admin")
    acts: list[Callable[[str], object]] = [migrate.init, tree.migrate]
    acts.append(lambda url: tree.rollback(url, to=None))
    for act in acts:
        with pytest.raises(MigrationError, match="role tolsel_read exists, and is") as caught:
            act(url)
        assert str(caught.value.detail).splitlines() == [
            "tolsel_read: LOGIN.",
            "tolsel_admin: a member of tolsel_owner.",
        ]
    assert tree.status(url).is_current
    follow(conn, caught.value.hint)
    migrate.init(url)
    assert not tree.migrate(url).loaded


def test_the_roles_of_another_database(conn: psycopg.Connection) -> None:
    migrate.init(make_database(conn, "shop"))
    assert not [made for made in migrate.init(make_database(conn, "shop_2")) if "role " in made]


def test_roles_from_a_dump(server: str, conn: psycopg.Connection) -> None:
    migrate.init(make_database(conn, "shop"))
    programs = Path(harness.psql()).parent
    dump = subprocess.run(
        [programs / "pg_dumpall", "--roles-only", "-d", server],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    conn.execute("drop database shop with (force)")
    for role in ownership.ROLES:
        conn.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))
    statements = re.findall(r"^(?:CREATE|ALTER|COMMENT ON) ROLE tolsel.*;$", dump, re.MULTILINE)
    for statement in statements:
        conn.execute(statement.encode())
    assert not [made for made in migrate.init(make_database(conn, "shop")) if "role tolsel" in made]


def test_by_a_login_that_is_no_superuser(conn: psycopg.Connection, tmp_path: Path) -> None:
    conn.execute("create role carl login createrole")
    url = make_database(conn, "shop", owner="carl")
    conn.execute("create role tolsel_app login bypassrls password 'x'")
    with pytest.raises(MigrationError) as caught:
        migrate.init(url)
    # Passwords are not for his eyes.
    assert caught.value.detail == "tolsel_app: LOGIN, BYPASSRLS, without tolsel's comment."
    follow(conn, caught.value.hint)
    migrate.init(url)
    assert small_tree.make_tree(tmp_path).migrate(url).release_id == 1
    conn.execute("alter role tolsel_app login")
    with pytest.raises(MigrationError, match="role tolsel_app exists"):
        small_tree.make_tree(tmp_path / "again").migrate(url)


def test_a_second_database_of_a_shared_server(
    conn: psycopg.Connection, tmp_path: Path, connect: Callable[[str], psycopg.Connection]
) -> None:
    """# T5: who is no member of the roles that are there takes none, and is told who gives them.

    The same login does the documented installation where it makes the roles itself.
    """
    tree = small_tree.make_tree(tmp_path)
    for login in ("carl", "carla"):
        conn.execute(f"create role {login} login createrole".encode())
    url, other = (make_database(conn, f"shop_{x}", owner=x) for x in ("carl", "carla"))
    made = migrate.init(url)
    assert "carl is a member of tolsel_owner" in made
    assert tree.migrate(url).release_id == 1
    connect(url).execute("create role carlo login in role tolsel_app")

    members = "select count(*) from pg_auth_members where member = 'carla'::regrole"
    assert conn.execute(members).fetchone() == (0,)
    with pytest.raises(MigrationError, match="on this server already, and carla is no m") as caught:
        migrate.init(other)
    assert str(caught.value.detail).endswith("tolsel was prepared in: shop_carl.")
    assert conn.execute(members).fetchone() == (0,)
    with pytest.raises(MigrationError, match="was not prepared for tolsel"):
        tree.migrate(other)

    statements = str(caught.value.hint).partition("a superuser runs: ")[2].partition(" Otherwise")
    conn.execute(statements[0].encode())
    assert not [line for line in migrate.init(other) if "member" in line or line.startswith("role")]
    assert tree.migrate(other).release_id == 1
    connect(other).execute("create role carlos login in role tolsel_app")
    # A superuser is none of them, and may do what it likes anyway: it says what it does.
    assert "postgres is a member of tolsel_owner" in migrate.init(make_database(conn, "shop"))


def test_a_schema_of_the_owner_that_nothing_made(empty_database_url: str, tmp_path: Path) -> None:
    tree = small_tree.make_tree(tmp_path)
    made = migrate.init(empty_database_url)
    assert made[-1] == "schema tolsel_meta"
    with psycopg.connect(empty_database_url, autocommit=True) as conn:
        for name in ("tolsel", "tolsel_shop", "tolsel_reports", "tolsel_meta"):
            if name == "tolsel_meta":
                conn.execute("drop schema tolsel_meta cascade")
            conn.execute(f"create schema {name} authorization tolsel_owner".encode())
            acts: list[Callable[[str], object]] = [migrate.init]
            acts += [] if name == "tolsel_meta" else [tree.migrate]
            for act in acts:
                with pytest.raises(MigrationError, match=f"schema {name} exists, and tolsel did"):
                    act(empty_database_url)
            conn.execute(f"alter schema {name} rename to old_{name}".encode())
    assert migrate.init(empty_database_url) == ("schema tolsel_meta",)


def test_a_schema_beside_ours(database_url: str) -> None:
    migrate.init(database_url)
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("create schema tolsel_reports authorization tolsel_owner")
    for act in (migrate.init, migrate.migrate):
        with pytest.raises(MigrationError) as caught:
            act(database_url)
        assert "not its own: tolsel_reports." in str(caught.value.detail)
