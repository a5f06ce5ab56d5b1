"""Migrate a database: apply migrations/, load sql/, record the release."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel import __version__
from tolsel.errors import MigrationError
from tolsel.install import backend, catalog, loader
from tolsel.install.applied import check_history
from tolsel.install.dropping import carry_out, plan_outdated
from tolsel.install.judging import are_as_shipped, check_guards
from tolsel.install.ownership import check_schemas_are_own
from tolsel.install.prepare import check_may_create, init, is_test_clock_wanted
from tolsel.install.proving import prove_after, prove_before
from tolsel.install.putting_back import put_back
from tolsel.install.release import Objects, Release, find_last_release, record_release
from tolsel.install.rollback import RollbackReport, rollback
from tolsel.install.session import Progress, Session, migrating
from tolsel.install.shipped import find_shipped
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
    """What a migration did, or would do."""

    version: str
    applied: tuple[str, ...] = ()
    """Ids of the migrations applied, in order."""
    loaded: int = 0
    """Number of functions, views, triggers and policies in force, if the code was loaded."""
    changed_files: tuple[str, ...] = ()
    """Files of sql/ that the last release did not have, or not as they are."""
    put_back: tuple[str, ...] = ()
    """Guards that loading does not make, and that were made as they were."""
    dropped: tuple[str, ...] = ()
    """Objects that were dropped; those that still exist in sql/ were made anew."""
    release_id: int | None = None
    """The new release; None if nothing changed, or nothing was to be changed."""
    untried: tuple[str, ...] = ()
    """Ids of migrations that could not be tried, because they cannot run in a transaction."""


def migrate(
    url: str | None = None,
    *,
    sql_dir: Path | None = None,
    migrations_dir: Path | None = None,
    lock_timeout_s: float = 60,
    accept_guards: Collection[str] = (),
    is_putting_back: bool = False,
    despite_breaches: bool = False,
    is_dry_run: bool = False,
    progress: Progress | None = None,
) -> MigrationReport:
    """Bring a database to this version; do nothing if it is there.

    The books are verified first; breaches of them raise BreachError unless `despite_breaches`.
    Migrations run in groups: those of one transaction, and those that cannot run in one. The last
    group, the code and the release are one transaction. `accept_guards` names guards that are
    recorded as they are, although somebody else changed them; `is_putting_back` makes those anew
    that loading does not. A dry run does it all in one transaction, and undoes it.
    """
    tree = read_sql_tree(sql_dir or data_dir("sql"))
    folder = read_migration_folder(migrations_dir or data_dir("migrations"))
    with migrating(
        url, lock_timeout_s=lock_timeout_s, is_dry_run=is_dry_run, progress=progress
    ) as session:
        pending, applied = backend.sorted_migrations(session.backend, folder.path)
        release = find_last_release(session.conn)
        check_history(session.conn, folder, release)
        check_schemas_are_own(session.conn, folder)
        guards = catalog.guards(session.conn)
        is_partial = release is None or {m.id for m in applied} != release.migrations.keys()
        shipped = find_shipped(tree, folder)
        if not pending and not is_partial and release and guards == release.guards:
            current = (__version__, tree.code_hash)
            if (release.version, release.code_hash) == current and are_as_shipped(
                session.conn, shipped, release, guards
            ):
                _arrange_test_clock(session.conn, is_loaded=False)
                # Rows that were restored into a migrated database bring tenants without a plan.
                _plan_jobs(session)
                return MigrationReport(version=__version__)
        if pending:
            check_may_create(session.conn)
        is_proved = release is None or prove_before(
            session.conn, progress=session.progress, despite_breaches=despite_breaches
        )
        *groups, last_group = group_migrations(pending)
        for is_transactional, group in groups:
            if not is_transactional:
                _apply_outside(session, group)
                continue
            with session.backend.transaction():
                _apply(session, group)
        with session.backend.transaction():
            last = release.objects if release else Objects()
            dropped = carry_out(session.conn, plan_outdated(session.conn, tree=tree, last=last))
            _apply(session, last_group[1])
            session.settle()
            restored = []
            if is_putting_back and release and guards:
                restored = put_back(
                    session.conn,
                    manifest=release.guards,
                    found=guards,
                    shipped=shipped if release.code_hash == tree.code_hash else None,
                    progress=session.progress,
                )
            session.progress("loading sql/")
            objects, remade = loader.load(session.conn, tree=tree, last=last)
            _register(session)
            _arrange_test_clock(session.conn, is_loaded=True)
            after = catalog.guards(session.conn)
            accepted: tuple[str, ...] = ()
            if after is not None:
                accepted = check_guards(
                    session.conn,
                    shipped=shipped,
                    release=release,
                    before=None if is_partial else guards,
                    after=after,
                    accepted=accept_guards,
                )
            if not is_proved:
                prove_after(
                    session.conn, progress=session.progress, despite_breaches=despite_breaches
                )
            release_id = None
            if not is_dry_run:
                release_id = _record(session.conn, tree, folder, objects, release, after, accepted)
        return MigrationReport(
            version=__version__,
            applied=tuple(m.id for m in pending if not is_dry_run or _is_transactional(m)),
            loaded=len(objects),
            changed_files=tuple(
                f"sql/{path}" for path, sha in tree.hashes.items() if last.files.get(path) != sha
            ),
            put_back=tuple(restored),
            dropped=tuple(dropped + remade),
            release_id=release_id,
            untried=tuple(m.id for m in pending if is_dry_run and not _is_transactional(m)),
        )


def _is_transactional(migration: Any) -> bool:
    migration.load()
    return bool(migration.use_transactions)


def group_migrations(pending: Iterable[Any]) -> list[tuple[bool, list[Any]]]:
    """Group what runs in one transaction, or in none; the last group runs in one."""
    groups = [(kind, [*group]) for kind, group in groupby(pending, key=_is_transactional)]
    if not groups or not groups[-1][0]:
        groups.append((True, []))
    return groups


def _apply(session: Session, migrations: Iterable[Any]) -> None:
    for migration in migrations:
        session.progress(f"applying {migration.id}")
        session.settle()
        backend.apply(session.backend, migration)


def _apply_outside(session: Session, migrations: Iterable[Any]) -> None:
    """Apply migrations that cannot run in a transaction: concurrent index builds.

    What a killed run left of an index is removed first, so that the file can simply run again.
    """
    if session.is_dry_run:
        return
    for name in catalog.invalid_indexes(session.conn):
        drop = sql.SQL("drop index concurrently {}").format(sql.SQL(name))
        session.conn.execute(drop)
    _apply(session, migrations)
    invalid = catalog.invalid_indexes(session.conn)
    if invalid:
        raise MigrationError(
            f"index {invalid[0]} was not built to the end", hint="Run tolsel migrate again."
        )


def _register(session: Session) -> None:
    """Register the checks, and plan the jobs."""
    if catalog.function_exists(session.conn, "tolsel_core.register_checks"):
        session.conn.execute("select tolsel_core.register_checks()")
    _plan_jobs(session)


def _plan_jobs(session: Session) -> None:
    """Plan the first runs that are missing; a dry run leaves the numbers of runs alone."""
    if not session.is_dry_run and catalog.function_exists(session.conn, "tolsel_core.plan_jobs"):
        session.conn.execute("select tolsel_core.plan_jobs()")


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
    accepted: tuple[str, ...],
) -> int | None:
    """Record a release unless the last one says exactly the same."""
    now = (__version__, tree.code_hash, folder.hashes, objects, guards, accepted)
    if release is not None and now == (
        release.version, release.code_hash, release.migrations, release.objects, release.guards,
        release.accepted,
    ):  # fmt: skip
        return None
    return record_release(
        conn,
        version=__version__,
        code_hash=tree.code_hash,
        migrations=folder.hashes,
        objects=objects,
        accepted=accepted,
    )
