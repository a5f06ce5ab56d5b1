"""Migrate a database: apply migrations/, load sql/, record the release; and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel import __version__
from tolsel.errors import MigrationError
from tolsel.install import backend, catalog, loader
from tolsel.install.ownership import check_schemas_are_own
from tolsel.install.prepare import check_may_create, init, is_test_clock_wanted
from tolsel.install.release import Objects, Release, check_guards, find_last_release, record_release
from tolsel.install.session import Progress, Session, migrating
from tolsel.install.sources import MigrationFolder, SqlTree, read_migration_folder, read_sql_tree
from tolsel.install.status import Status, count_rows_at_risk, status
from tolsel.resources import data_dir

__all__ = [
    "MigrationReport",
    "RollbackReport",
    "Status",
    "count_rows_at_risk",
    "init",
    "migrate",
    "rollback",
    "status",
]


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What a migration did."""

    version: str
    applied: tuple[str, ...] = ()
    """Ids of the migrations applied, in order."""
    loaded: int = 0
    """Number of functions, views, triggers and policies in force, if the code was loaded."""
    dropped: tuple[str, ...] = ()
    """Objects that were dropped; those that still exist in sql/ were made anew."""
    release_id: int | None = None
    """The new release; None if nothing changed."""


@dataclass(frozen=True, slots=True)
class RollbackReport:
    """What a rollback did."""

    undone: tuple[str, ...]
    """Ids of the migrations undone, last first."""
    dropped: tuple[str, ...]


def migrate(
    url: str | None = None,
    *,
    sql_dir: Path | None = None,
    migrations_dir: Path | None = None,
    lock_timeout_s: float = 60,
    accept_guards: bool = False,
    progress: Progress | None = None,
) -> MigrationReport:
    """Bring a database to this version; do nothing if it is there.

    Migrations run in groups: those of one transaction, and those that cannot run in one. The last
    group, the code and the release are one transaction. `accept_guards` records the guards as they
    are, although somebody else changed some.
    """
    tree = read_sql_tree(sql_dir or data_dir("sql"))
    folder = read_migration_folder(migrations_dir or data_dir("migrations"))
    with migrating(url, lock_timeout_s=lock_timeout_s, progress=progress) as session:
        pending, applied = backend.sorted_migrations(session.backend, folder.path)
        release = find_last_release(session.conn)
        _check_history(session.conn, folder, release)
        check_schemas_are_own(session.conn, folder)
        guards = catalog.guards(session.conn)
        is_partial = release is None or {m.id for m in applied} != release.migrations.keys()
        if not pending and not is_partial and release and guards == release.guards:
            current = (__version__, tree.code_hash)
            if (release.version, release.code_hash) == current:
                _arrange_test_clock(session.conn, is_loaded=False)
                return MigrationReport(version=__version__)
        if pending:
            check_may_create(session.conn)
        groups = [(kind, [*g]) for kind, g in groupby(pending, key=_is_transactional)]
        if not groups or not groups[-1][0]:
            groups.append((True, []))
        for is_transactional, group in groups[:-1]:
            if is_transactional:
                with session.backend.transaction():
                    _apply(session, group)
            else:
                _apply_outside(session, group)
        with session.backend.transaction():
            last = release.objects if release else Objects()
            dropped = loader.drop_outdated(session.conn, tree=tree, last=last)
            _apply(session, groups[-1][1])
            session.settle()
            session.progress("loading sql/")
            objects, remade = loader.load(session.conn, tree=tree, last=last)
            for call in ("tolsel_core.register_checks()", "tolsel_core.plan_jobs()"):
                if catalog.function_exists(session.conn, call.removesuffix("()")):
                    session.conn.execute(f"select {call}".encode())
            _arrange_test_clock(session.conn, is_loaded=True)
            after = catalog.guards(session.conn)
            if release and guards and after and not is_partial and not accept_guards:
                check_guards(manifest=release.guards, before=guards, after=after)
            release_id = _record(session.conn, tree, folder, objects, release, after)
        return MigrationReport(
            version=__version__,
            applied=tuple(m.id for m in pending),
            loaded=len(objects),
            dropped=tuple(dropped + remade),
            release_id=release_id,
        )


def rollback(
    url: str | None = None,
    *,
    to: str | None,
    migrations_dir: Path | None = None,
    lock_timeout_s: float = 60,
    progress: Progress | None = None,
) -> RollbackReport:
    """Drop the loaded code and undo the migrations after `to`, or all, in one transaction."""
    folder = read_migration_folder(migrations_dir or data_dir("migrations"))
    with migrating(url, lock_timeout_s=lock_timeout_s, progress=progress) as session:
        _, applied = backend.sorted_migrations(session.backend, folder.path)
        _check_not_newer(session.conn, folder)
        ids = [m.id for m in applied]
        if to is not None and to not in ids:
            raise MigrationError(
                f"migration {to} is not applied here",
                hint=f"Applied are: {', '.join(reversed(ids)) or 'none'}.",
            )
        chosen = applied if to is None else applied[: ids.index(to)]
        for migration in chosen:
            if not backend.has_rollback(folder.rollback_file(migration.id)):
                raise MigrationError(
                    f"migration {migration.id} cannot be undone: "
                    f"migrations/{migration.id}.rollback.sql is missing or empty"
                )
        with session.backend.transaction():
            release = find_last_release(session.conn)
            dropped = loader.unload(session.conn, last=release.objects) if release else []
            for migration in chosen:
                session.progress(f"undoing {migration.id}")
                session.settle()
                backend.undo(session.backend, migration)
        return RollbackReport(tuple(m.id for m in chosen), tuple(dropped))


def _is_transactional(migration: Any) -> bool:
    migration.load()
    return bool(migration.use_transactions)


def _apply(session: Session, migrations: Iterable[Any]) -> None:
    for migration in migrations:
        session.progress(f"applying {migration.id}")
        session.settle()
        backend.apply(session.backend, migration)


def _apply_outside(session: Session, migrations: Iterable[Any]) -> None:
    """Apply migrations that cannot run in a transaction: concurrent index builds.

    What a killed run left of an index is removed first, so that the file can simply run again.
    """
    for name in catalog.invalid_indexes(session.conn):
        drop = sql.SQL("drop index concurrently {}").format(sql.SQL(name))
        session.conn.execute(drop)
    _apply(session, migrations)
    invalid = catalog.invalid_indexes(session.conn)
    if invalid:
        raise MigrationError(
            f"index {invalid[0]} was not built to the end", hint="Run tolsel migrate again."
        )


def _check_not_newer(conn: Connection[TupleRow], folder: MigrationFolder) -> tuple[str, ...]:
    applied = catalog.applied_migrations(conn)
    unknown = [name for name in applied if name not in folder.hashes]
    if unknown:
        raise MigrationError(
            "this database is newer than this tolsel",
            detail=f"tolsel {__version__} has no migration {', '.join(unknown)}, applied here.",
            hint="Install the newer tolsel. To go back, run `tolsel rollback` with the newer one.",
        )
    return applied


def _check_history(
    conn: Connection[TupleRow], folder: MigrationFolder, release: Release | None
) -> None:
    applied = _check_not_newer(conn, folder)
    recorded = release.migrations if release else {}
    for name in applied:
        if recorded.get(name, folder.hashes[name]) != folder.hashes[name]:
            raise MigrationError(
                f"migrations/{name}.sql was changed since it was applied to this database",
                detail=f"Applied: {recorded[name]}. Now: {folder.hashes[name]}.",
                hint="Restore the file and put the change into a new migration. While developing, "
                "make the database anew.",
            )


def _arrange_test_clock(conn: Connection[TupleRow], *, is_loaded: bool) -> None:
    is_wanted = is_test_clock_wanted(conn)
    if (is_wanted or is_loaded) and catalog.function_exists(conn, "tolsel_core.arrange_test_clock"):
        conn.execute("select tolsel_core.arrange_test_clock(%s)", [is_wanted])


def _record(
    conn: Connection[TupleRow],
    tree: SqlTree,
    folder: MigrationFolder,
    objects: Objects,
    release: Release | None,
    guards: dict[str, str] | None,
) -> int | None:
    """Record a release unless the last one says exactly the same."""
    now = (__version__, tree.code_hash, folder.hashes, objects, guards)
    if release is not None and now == (
        release.version, release.code_hash, release.migrations, release.objects, release.guards
    ):  # fmt: skip
        return None
    return record_release(
        conn,
        version=__version__,
        code_hash=tree.code_hash,
        migrations=folder.hashes,
        objects=objects,
    )
