"""One server and one migrated template a run, one clone a test.

`postgresql` is a superuser's connection to the clone, `connect_as` opens others to it by
login, `database_url` names it. `empty_database_url` is a database that nobody migrated.
"""

import contextlib
import functools
import itertools
import os
from collections.abc import Iterator
from typing import Any, Protocol

import psycopg
import pytest
import sqlparse
from psycopg import sql

from tests import harness, templates
from tests.templates import Database
from tolsel.demo import pgcluster
from tolsel.install import migrate

# Every login of the tests: what it may do, and for whom.
LOGINS = {
    "shop_app": (["tolsel_app"], 1),
    "shop_read": (["tolsel_read"], 1),
    "shop_admin": (["tolsel_app", "tolsel_admin"], 1),
    "twin_app": (["tolsel_app"], 2),
}
MOST_CONNECTIONS = 60  # of one test: four processes share the server's 300
# yoyo splits every migration anew for each database, which takes a third of its time.
_split = functools.cache(sqlparse.split)
sqlparse.split = lambda *args, **options: [*_split(*args, **options)]  # yoyo changes the list
TENANTS = [("Shop", "EUR", "Europe/Berlin"), ("Twin", "EUR", "Asia/Kolkata")]


def pytest_configure(config: pytest.Config) -> None:
    if config.option.collectonly or config.option.help or hasattr(config, "workerinput"):
        return
    templates.begin_run()
    if harness.SOCKET in os.environ:
        config.add_cleanup(templates.end_run)
        return
    try:
        server = contextlib.ExitStack()
        server.enter_context(harness.serving())
        config.add_cleanup(server.close)
    except pgcluster.ClusterError as error:
        raise pytest.UsageError(str(error)) from error


def pytest_report_header() -> list[str]:
    if harness.SOCKET not in os.environ:
        return []
    found = harness.facts(templates.SERVER.url())
    lines = [f"server: {found.server} with {', '.join(found.present) or 'no extension'}"]
    if elsewhen := os.environ.get(harness.ELSEWHEN):
        lines.append(f"elsewhen: {elsewhen}")
    if found.absent:
        lines.append(f"NOT HERE, so their tests are skipped: {', '.join(found.absent)}")
    return lines


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many assertions the pgTAP files hold; only those that fail are reported."""
    counts = [
        value
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, value in report.user_properties
        if name == "assertions" and report.when == "call"
    ]
    if counts:
        terminalreporter.write_line(f"{sum(counts)} assertions in {len(counts)} files of pgTAP")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # What takes long begins first: nobody waits for a last one.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if harness.ELSEWHEN not in os.environ:
        return
    for item in items:
        if marker := item.get_closest_marker("real_clock"):
            item.add_marker(pytest.mark.skip(reason=f"needs the real clock: {marker.args[0]}"))


def migrate_and_add(database: Database) -> None:
    """Migrate the template, as a fresh installation does, and add what every test stands on."""
    migrate.init(database.url())
    migrate.migrate(database.url())
    with psycopg.connect(database.url()) as conn:
        _add_tenants(conn)
        _add_pgtap(conn)
        # Nobody ticks here, and a clone may be made an hour from now: its jobs are not yet due.
        conn.execute("update tolsel_core.job_run set attempt_at = now() + interval '1 day'")


def _add_tenants(conn: psycopg.Connection[Any]) -> None:
    for tenant in TENANTS:
        conn.execute("select tolsel.open_tenant(%s, %s, %s)", tenant)
    for login, (roles, tenant_id) in LOGINS.items():
        if not conn.execute("select 1 from pg_roles where rolname = %s", [login]).fetchone():
            conn.execute(sql.SQL("create role {} login").format(sql.Identifier(login)))
        for role in roles:
            grant = sql.SQL("grant {} to {}")
            conn.execute(grant.format(sql.Identifier(role), sql.Identifier(login)))
        conn.execute("select tolsel.grant_login(%s, %s, true)", [login, tenant_id])


def _add_pgtap(conn: psycopg.Connection[Any]) -> None:
    """Load pgTAP as a plain script: the embedded server knows no such extension."""
    if script := harness.pgtap_script():
        conn.execute("create schema tap")
        conn.execute("grant usage on schema tap to public")
        conn.execute("set local search_path = tap, pg_catalog")
        conn.execute(script.read_bytes())
        conn.execute((harness.ROOT / "tests" / "sql" / "helpers.sql").read_bytes())


migrated = templates.template("test", migrate_and_add)


def clones_of(fixture: str) -> Any:
    """Make a fixture: a superuser's connection to a clone of what another fixture has made."""

    @pytest.fixture
    def clone(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection[Any]]:
        with (
            templates.clone(request.getfixturevalue(fixture)) as database,
            contextlib.closing(psycopg.connect(database.url())) as conn,
        ):
            yield conn

    return clone


@pytest.fixture(scope="session")
def nothing() -> Database:
    return templates.EMPTY


postgresql = clones_of("migrated")
empty_database = clones_of("nothing")


@pytest.fixture
def database_url(postgresql: psycopg.Connection[Any]) -> str:
    """The URL of the test's clone, as superuser."""
    return _url(postgresql.info)


@pytest.fixture
def empty_database_url(empty_database: psycopg.Connection[Any]) -> str:
    """The URL of a database that holds nothing, as superuser."""
    return _url(empty_database.info)


def _url(info: psycopg.ConnectionInfo, *, user: str | None = None) -> str:
    return f"postgresql://{user or info.user}@/{info.dbname}?host={info.host}&port={info.port}"


class ConnectAs(Protocol):
    """Opens a connection to the test's clone as one of `LOGINS`; the test's end closes it."""

    def __call__(self, login: str, *, autocommit: bool = True) -> psycopg.Connection[Any]: ...


@pytest.fixture
def connect_as(postgresql: psycopg.Connection[Any]) -> Iterator[ConnectAs]:
    opened = itertools.count(1)
    with contextlib.ExitStack() as stack:

        def connect(login: str, *, autocommit: bool = True) -> psycopg.Connection[Any]:
            assert next(opened) <= MOST_CONNECTIONS, "many statements, one connection"
            url = _url(postgresql.info, user=login)
            conn: psycopg.Connection[Any] = psycopg.connect(url, autocommit=autocommit)
            stack.callback(conn.close)
            return conn

        yield connect
