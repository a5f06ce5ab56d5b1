"""One server a run, one migrated template a worker, one clone a test.

`postgresql` is a superuser's connection to the clone, `connect_as` opens others to it by
login, `database_url` names it. `empty_database_url` is a database that nobody migrated.
"""

import contextlib
import os
from collections.abc import Iterator
from typing import Any, Protocol

import psycopg
import pytest
from psycopg import sql
from pytest_postgresql import factories
from pytest_postgresql.executors import NoopExecutor

from tests import harness
from tolsel.demo import pgcluster
from tolsel.install import migrate

# Every login of the tests: what it may do, and for whom.
LOGINS = {
    "shop_app": (["tolsel_app"], 1),
    "shop_read": (["tolsel_read"], 1),
    "shop_admin": (["tolsel_app", "tolsel_admin"], 1),
    "twin_app": (["tolsel_app"], 2),
}
TENANTS = [("Shop", "EUR", "Europe/Berlin"), ("Twin", "EUR", "Asia/Kolkata")]


def pytest_configure(config: pytest.Config) -> None:
    if config.option.postgresql_host or config.option.collectonly or config.option.help:
        return
    if harness.SOCKET not in os.environ:
        try:
            server = contextlib.ExitStack()
            server.enter_context(harness.serving())
            config.add_cleanup(server.close)
        except pgcluster.ClusterError as error:
            raise pytest.UsageError(str(error)) from error
    config.option.postgresql_host = os.environ[harness.SOCKET]
    config.option.postgresql_port = pgcluster.PORT
    config.option.postgresql_user = "postgres"


def pytest_report_header(config: pytest.Config) -> list[str]:
    option = config.option
    if not option.postgresql_host:
        return []
    found = harness.facts(
        f"postgresql://{option.postgresql_user}@/postgres"
        f"?host={option.postgresql_host}&port={option.postgresql_port}"
    )
    lines = [f"server: {found.server} with {', '.join(found.present) or 'no extension'}"]
    if found.absent:
        lines.append(f"NOT HERE, so their tests are skipped: {', '.join(found.absent)}")
    return lines


def load_template(*, host: str, port: int, user: str, dbname: str, **_: object) -> None:
    """Migrate the template, as a fresh installation does, and add what every test stands on."""
    at = f"?host={host}&port={port}"
    url = f"postgresql://{user}@/{dbname}{at}"
    # Roles belong to the whole server: two workers would make them at the same moment.
    with psycopg.connect(f"postgresql://{user}@/postgres{at}", autocommit=True) as lock:
        lock.execute("select pg_advisory_lock(hashtextextended('tolsel.tests', 0))")
        migrate.init(url)
        migrate.migrate(url)
        with psycopg.connect(url) as conn:
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


def url_of(at: NoopExecutor, *, user: str | None = None) -> str:
    """The URL of the clone of a template."""
    return f"postgresql://{user or at.user}@/{at.dbname}?host={at.host}&port={at.port}"


@contextlib.contextmanager
def clone_of(at: NoopExecutor) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection to a clone of a template, which is deleted afterwards."""
    server = f"postgresql://{at.user}@/{at.maintenance_dbname}?host={at.host}&port={at.port}"
    # One connection for both ends: pytest-postgresql's own fixture takes three.
    with psycopg.connect(server, autocommit=True) as conn:
        names = sql.Identifier(at.dbname), sql.Identifier(at.template_dbname)
        drop = sql.SQL("drop database if exists {} with (force)").format(names[0])
        conn.execute(drop)
        create = sql.SQL("create database {} template {} strategy file_copy")
        conn.execute(create.format(*names))
        try:
            with contextlib.closing(psycopg.connect(url_of(at))) as found:
                yield found
        finally:
            conn.execute(drop)


def clones_of(template: str) -> Any:
    """Make a fixture of clones of what another fixture has loaded."""

    @pytest.fixture
    def clone(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection[Any]]:
        with clone_of(request.getfixturevalue(template)) as found:
            yield found

    return clone


postgresql_noproc = factories.postgresql_noproc(dbname="tolsel_test", load=[load_template])
postgresql = clones_of("postgresql_noproc")

postgresql_server = factories.postgresql_noproc(dbname="tolsel_empty")
empty_database = clones_of("postgresql_server")


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
    with contextlib.ExitStack() as stack:

        def connect(login: str, *, autocommit: bool = True) -> psycopg.Connection[Any]:
            url = _url(postgresql.info, user=login)
            conn: psycopg.Connection[Any] = psycopg.connect(url, autocommit=autocommit)
            stack.callback(conn.close)
            return conn

        yield connect
