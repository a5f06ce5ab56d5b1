"""What was applied to a database, held against the migrations of this version."""

from __future__ import annotations

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import __version__
from tolsel.errors import MigrationError
from tolsel.install import catalog
from tolsel.install.release import Release
from tolsel.install.sources import MigrationFolder


def check_not_newer(conn: Connection[TupleRow], folder: MigrationFolder) -> tuple[str, ...]:
    """Return what is applied; refuse a database with a migration that this version lacks."""
    applied = catalog.applied_migrations(conn)
    unknown = [name for name in applied if name not in folder.hashes]
    if unknown:
        raise MigrationError(
            "this database is newer than this tolsel",
            detail=f"tolsel {__version__} has no migration {', '.join(unknown)}, applied here.",
            hint="Install the newer tolsel. To go back, run `tolsel rollback` with the newer one.",
        )
    return applied


def check_history(
    conn: Connection[TupleRow], folder: MigrationFolder, release: Release | None
) -> None:
    """Refuse a database where another text of a migration was applied."""
    applied = check_not_newer(conn, folder)
    recorded = release.migrations if release else {}
    for name in applied:
        if recorded.get(name, folder.hashes[name]) != folder.hashes[name]:
            raise MigrationError(
                f"migrations/{name}.sql was changed since it was applied to this database",
                detail=f"Applied: {recorded[name]}. Now: {folder.hashes[name]}.",
                hint="Restore the file and put the change into a new migration. While developing, "
                "make the database anew.",
            )
