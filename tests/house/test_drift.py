"""A database that was migrated, rolled back and migrated again is one that was installed afresh.

# S17 S91 S92
"""

import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import harness
from tests.conftest import ConnectAs
from tests.house.catalog import VIEWS, column
from tests.house.shop import open_shop
from tolsel.install import migrate

Connection = psycopg.Connection[Any]


def dump(url: str) -> list[str]:
    """Return the schema as pg_dump writes it, without what differs from run to run.

    The days of logs and metrics are made when they are needed.
    """
    program = Path(harness.psql()).with_name("pg_dump")
    ran = subprocess.run(
        [
            program,
            "--schema-only",
            "--schema=tolsel",
            "--schema=tolsel_*",
            "--exclude-table=tolsel_monitor.*_2???????",
            url,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = ran.stdout.splitlines()
    return [line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]


@pytest.fixture
def installed_url(database_url: str) -> str:
    """A clone has no rights on its database of its own, so it is prepared again."""
    migrate.init(database_url)
    return database_url


def guards(conn: Connection) -> dict[str, str]:
    rows = conn.execute("select kind || ' ' || object, definition from tolsel_core.guard")
    found = dict(rows.fetchall())
    conn.rollback()
    return found


def test_there_and_back_again(
    postgresql: Connection, installed_url: str, connect_as: ConnectAs
) -> None:
    open_shop(connect_as("shop_app"), connect_as("shop_admin"), tenant_id=1)
    held = guards(postgresql)
    before = dump(installed_url)
    assert sum(line.startswith("CREATE TABLE tolsel_") for line in before) > 15
    report = migrate.rollback(installed_url, to=None)
    assert report.undone and report.dropped
    left = postgresql.execute(
        "select nspname from pg_namespace where nspname ~ '^tolsel' order by 1"
    ).fetchall()
    postgresql.rollback()
    assert left == [("tolsel_meta",)]
    assert migrate.migrate(installed_url).applied == tuple(reversed(report.undone))
    # S77: today and the week to come, of three tables.
    days = postgresql.execute("select count(*) from tolsel_monitor.list_days()").fetchone()
    assert days == (24,)
    postgresql.rollback()
    assert dump(installed_url) == before
    assert guards(postgresql) == held
    breaches = postgresql.execute("select * from tolsel.verify() where status <> 'ok'").fetchall()
    assert breaches == []


@pytest.mark.long
def test_one_step_back_and_forth(postgresql: Connection, installed_url: str) -> None:
    before = dump(installed_url)
    steps = [m.stem for m in sorted((harness.ROOT / "migrations").glob("[0-9]*.sql"))]
    steps = [name for name in steps if not name.endswith(".rollback")]
    for name in reversed(steps[:-1]):
        migrate.rollback(installed_url, to=name)
        migrate.migrate(installed_url)
        assert dump(installed_url) == before, name


def test_migrating_again_changes_nothing(postgresql: Connection, installed_url: str) -> None:
    before = guards(postgresql)
    again = migrate.migrate(installed_url)
    assert (again.applied, again.loaded, again.dropped, again.release_id) == ((), 0, (), None)
    assert guards(postgresql) == before


def test_views_are_printed_alike_after_a_dump(postgresql: Connection) -> None:
    """# S11: what verify compares is the text that PostgreSQL prints, which a dump restores."""
    postgresql.execute("set search_path = ''")
    changed = []
    for view in column(postgresql, VIEWS):
        (text,) = column(postgresql, f"select pg_get_viewdef('{view}'::regclass)")
        postgresql.execute(f"create temporary view restored as {text}".encode())
        if column(postgresql, "select pg_get_viewdef('pg_temp.restored'::regclass)") != [text]:
            changed.append(view)
        postgresql.execute("drop view pg_temp.restored")
    assert not changed, "name each column of each part of a union, and compare without rows"


def test_days_of_logs_are_guarded_as_their_table(
    postgresql: Connection, installed_url: str, connect_as: ConnectAs
) -> None:
    """# V1: what a release puts back on a table is put back on its partitions."""
    connect_as("shop_app").execute("select tolsel.record_log('info', 'job', 'x')")
    postgresql.execute(
        "drop trigger system_log_before_change_append_only on tolsel_monitor.system_log"
    )
    postgresql.commit()
    checks = "select check_name from tolsel.verify() where status = 'breach' order by 1"
    assert postgresql.execute(checks).fetchall() == [
        ("core.changed_guard",),
        ("monitor.odd_partition",),
    ]
    postgresql.rollback()
    migrate.migrate(installed_url)
    assert postgresql.execute(checks).fetchall() == []
    with pytest.raises(psycopg.Error, match="history_is_append_only"):
        postgresql.execute("delete from tolsel_monitor.system_log")
