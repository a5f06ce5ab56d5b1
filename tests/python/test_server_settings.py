"""Settings of a whole server: what its files say is named before it is loaded.

# V3
"""

import time
from collections.abc import Iterator

import psycopg
import pytest

from tests import harness
from tolsel.install import migrate

RISKY = "select setting, value, scope from tolsel_core.breach_risky_setting order by 1, 2, 3"


@pytest.fixture(scope="module")
def conn() -> Iterator[psycopg.Connection]:
    """A superuser's connection to a server of our own, which nobody waits for."""
    with harness.own_server() as cluster:
        url = cluster.url()
        migrate.init(url)
        migrate.migrate(url)
        with psycopg.connect(url, autocommit=True) as conn:
            yield conn


def _wait_for(conn: psycopg.Connection, condition: str) -> None:
    end = time.monotonic() + 60
    while conn.execute(condition.encode()).fetchone() != (True,):
        assert time.monotonic() < end, condition
        time.sleep(0.01)


def test_a_file_that_is_not_loaded_yet(conn: psycopg.Connection) -> None:
    assert conn.execute(RISKY).fetchall() == []
    conn.execute("alter system set full_page_writes = 'NO'")
    (setting, value, scope), *others = conn.execute(RISKY).fetchall()
    assert (setting, value.lower(), others) == ("full_page_writes", "no", [])
    assert scope.startswith("file ") and scope.endswith("postgresql.auto.conf")
    # As the owner of verify sees it, which is no superuser.
    found = conn.execute(
        "select status from tolsel.verify() where check_name = 'core.risky_setting'"
    ).fetchone()
    assert found == ("breach",)
    conn.execute("alter system set full_page_writes = on")
    assert conn.execute(RISKY).fetchall() == []


def test_where_the_files_may_not_be_read(conn: psycopg.Connection) -> None:
    conn.execute("alter system set fsync = off")
    function = "function pg_catalog.pg_show_all_file_settings()"
    conn.execute(f"revoke execute on {function} from tolsel_owner".encode())
    checks = "select status from tolsel.verify() where check_name = 'core.risky_setting'"
    assert conn.execute(checks).fetchone() == ("ok",)
    # init gives the right again.
    assert [*migrate.init(conn.info.dsn)] == [
        "tolsel_owner may read the settings in the server's files"
    ]
    assert conn.execute(checks).fetchone() == ("breach",)
    conn.execute("alter system reset fsync")
    assert conn.execute(checks).fetchone() == ("ok",)


def test_who_may_set_what_guards(conn: psycopg.Connection) -> None:
    conn.execute("create role setter; create role chief superuser")
    for name in (
        "session_replication_role", "zero_damaged_pages", "session_preload_libraries",
        "archive_command",
    ):  # fmt: skip
        conn.execute(f"grant set on parameter {name} to setter, chief".encode())
        # Whoever may do anything anyway is not named.
        assert conn.execute(RISKY).fetchall() == [(name, "SET", "granted to setter")]
        conn.execute(f"revoke set on parameter {name} from setter, chief".encode())
    conn.execute("grant alter system on parameter full_page_writes to public")
    assert conn.execute(RISKY).fetchall() == [
        ("full_page_writes", "ALTER SYSTEM", "granted to public")
    ]
    conn.execute("revoke alter system on parameter full_page_writes from public")
    conn.execute("grant set on parameter log_statement to setter")
    assert conn.execute(RISKY).fetchall() == []
    conn.execute("drop owned by setter; drop role setter, chief")


def test_local_loses_what_a_standby_was_to_hold(conn: psycopg.Connection) -> None:
    conn.execute("alter role all set synchronous_commit = 'Local'")
    assert conn.execute(RISKY).fetchall() == []
    conn.execute("set synchronous_commit = local")
    assert conn.execute(RISKY).fetchall() == []
    conn.execute("alter system set synchronous_standby_names = 'next_door'")
    conn.execute("select pg_reload_conf()")
    _wait_for(conn, "select current_setting('synchronous_standby_names') = 'next_door'")
    assert conn.execute(RISKY).fetchall() == [
        ("synchronous_commit", "Local", "role all"),
        ("synchronous_commit", "local", "server"),
    ]
    conn.execute("alter system reset synchronous_standby_names")
    conn.execute("select pg_reload_conf()")
    conn.execute("alter role all reset synchronous_commit")
