"""The database of a simulation: one of its own, with nobody's books in it."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel.database import connect, database_name
from tolsel.demo.pgcluster import ClusterError
from tolsel.demo.server import demo_cluster
from tolsel.errors import ReportedError
from tolsel.install import migrate

DATABASE = "tolsel_simulation"
_WAY_OUT = (
    "Leave --url and TOLSEL_URL out: it makes a database of its own on the demo's server. Or name "
    "one that is empty."
)


def make_scratch(*, tell: Callable[[str], None]) -> str:
    """Start the demo's server, and make the database of the simulation anew; return its URL."""
    try:
        cluster = demo_cluster()
        if not cluster.is_running():
            tell("starting PostgreSQL in .tolsel")
        cluster.start()
    except ClusterError as error:
        raise ReportedError(
            f"the simulation has no server: {error}",
            hint="Install one with tolsel: pip install 'tolsel[demo]'. Or name an empty database "
            "with --url.",
        ) from error
    with psycopg.connect(cluster.url(), autocommit=True) as conn:
        name = sql.Identifier(DATABASE)
        try:
            conn.execute(sql.SQL("drop database if exists {}").format(name))
        except psycopg.errors.ObjectInUse as error:
            raise ReportedError(
                f"somebody is in database {DATABASE}: another simulation, perhaps.",
                hint="Wait for its end, or name an empty database with --url.",
            ) from error
        conn.execute(sql.SQL("create database {}").format(name))
    return cluster.url(dbname=DATABASE)


def prepare(url: str, *, tell: Callable[[str], None]) -> None:
    """Bring a database to this version, with a clock that can be set; refuse one with books."""
    with connect(url, autocommit=True, application_name="tolsel simulate") as conn:
        _check_is_free(conn)
    migrate.init(url, test_clock=True)
    migrate.migrate(url, progress=tell)


def _check_is_free(conn: Connection[TupleRow]) -> None:
    """Refuse a database that somebody uses: with journals, or with tenants and a real clock."""
    if not _has(conn, "select to_regclass('tolsel_ledger.journal') is not null"):
        return
    if _has(conn, "select exists (select from tolsel_ledger.journal)"):
        raise ReportedError(
            f"database {database_name(conn)} has books in it, and a simulation would write into "
            "them.",
            hint=_WAY_OUT,
        )
    if _has(conn, "select exists (select from tolsel_core.tenant)") and not _has(
        conn, "select exists (select from tolsel_core.test_clock)"
    ):
        raise ReportedError(
            f"database {database_name(conn)} has tenants and a real clock, and a simulation would "
            "set it.",
            hint=_WAY_OUT,
        )


def _has(conn: Connection[TupleRow], query: str) -> bool:
    row = conn.execute(query.encode()).fetchone()
    return bool(row and row[0])
