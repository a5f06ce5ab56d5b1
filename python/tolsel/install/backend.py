"""yoyo on one connection that we own, so that a group of migrations is one transaction."""

from __future__ import annotations

import contextlib
import glob
import io
import socket
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow
from yoyo import internalmigrations, read_migrations
from yoyo.backends.base import TransactionManager
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.exceptions import BadMigration
from yoyo.migrations import default_migration_table, read_sql_migration

from tolsel.errors import MigrationError, is_retryable

_META = "tolsel_meta"


class Backend(PostgresqlPsycopgBackend):  # type: ignore[misc]
    """yoyo's backend on a given connection, with its tables in tolsel_meta.

    yoyo runs each migration on a new connection that commits by itself; here `copy` hands out the
    one we have, so that `transaction` around several migrations holds them all.
    """

    _internal_schema_updated: bool = False

    def __init__(self, conn: Connection[TupleRow]) -> None:
        self._given = conn
        super().__init__("", default_migration_table)

    def connect(self, dburi: str) -> Connection[TupleRow]:
        """Return our connection."""
        return self._given

    def init_connection(self, connection: Connection[TupleRow]) -> None:
        """Leave the session's settings to its owner."""

    def copy(self) -> Backend:
        """Share the connection."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Keep the connection open after a migration."""

    def transaction(self, rollback_on_exit: bool = False) -> Any:
        """Begin a transaction, and within one nothing: what fails undoes it whole."""
        if self._in_transaction:
            return contextlib.nullcontext()  # yoyo's savepoints, one a statement, double the time
        return TransactionManager(self, rollback_on_exit=rollback_on_exit)

    def lock(self, timeout: float = 10) -> contextlib.AbstractContextManager[None]:
        """Take no lock: the advisory lock is held, and a row in a table would outlive a kill."""
        return contextlib.nullcontext()

    def quote_identifier(self, s: str) -> str:
        """Qualify yoyo's own tables, so that the search path can be empty."""
        quoted = str(super().quote_identifier(s))
        return f"{_META}.{quoted}" if s.startswith("_yoyo_") else quoted

    def list_tables(self, **_: object) -> list[str]:
        """Return the tables of tolsel_meta."""
        rows = self.execute(
            f"select relname::text from pg_class where relkind = 'r'"
            f" and relnamespace = '{_META}'::regnamespace"
        ).fetchall()
        return [row[0] for row in rows]

    def ensure_internal_schema_updated(self) -> None:
        """Make yoyo's tables once, also within a transaction; yoyo would look before every step."""
        if not self._internal_schema_updated:
            if internalmigrations.needs_upgrading(self):
                internalmigrations.upgrade(self)
            self._internal_schema_updated = True

    def get_log_data(self, migration: Any = None, operation: str = "apply") -> dict[str, Any]:
        """Describe a step; yoyo would ask name servers for this machine's name."""
        return {
            "id": str(uuid.uuid4()),
            "migration_id": migration.id if migration else None,
            "migration_hash": migration.hash if migration else None,
            "username": self.connection.info.user,
            "hostname": socket.gethostname(),
            "created_at_utc": datetime.now(UTC).replace(tzinfo=None),
            "operation": operation,
        }


def sorted_migrations(backend: Backend, path: Path) -> tuple[list[Any], list[Any]]:
    """Return what is pending, in order, and what is applied, last first."""
    try:
        found = read_migrations(glob.escape(str(path)))
        return list(backend.to_apply(found)), list(backend.to_rollback(found))
    except BadMigration as error:
        raise MigrationError(f"migrations/: {error}") from error


def apply(backend: Backend, migration: Any) -> None:
    """Apply one migration within the transaction that is open, if it is transactional."""
    with _explaining(f"migration {migration.id}"):
        backend.apply_one(migration)


def undo(backend: Backend, migration: Any) -> None:
    """Undo one migration within the transaction that is open."""
    migration.load()
    # yoyo would end our transaction for a migration that was applied outside one.
    migration.use_transactions = True
    with _explaining(f"rollback of migration {migration.id}"):
        backend.rollback_one(migration)


def has_rollback(path: Path) -> bool:
    """Say whether a rollback file holds a statement; without one yoyo silently undoes nothing."""
    return bool(read_sql_migration(str(path))[2])


@contextlib.contextmanager
def _explaining(what: str) -> Iterator[None]:
    try:
        # yoyo prints what a SELECT in a migration returns.
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    except psycopg.Error as error:
        if is_retryable(error):
            raise
        raise MigrationError(
            f"{what}: {error.diag.message_primary or error}",
            sqlstate=error.sqlstate,
            detail=error.diag.message_detail,
            hint=error.diag.message_hint,
        ) from error
