"""The way back: drop the loaded code, and undo migrations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tolsel.errors import MigrationError
from tolsel.install import backend
from tolsel.install.applied import check_not_newer
from tolsel.install.dropping import carry_out, plan_unload
from tolsel.install.release import find_last_release
from tolsel.install.session import Progress, migrating
from tolsel.install.sources import read_migration_folder
from tolsel.resources import data_dir


@dataclass(frozen=True, slots=True)
class RollbackReport:
    """What a rollback did."""

    undone: tuple[str, ...]
    """Ids of the migrations undone, last first."""
    dropped: tuple[str, ...]


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
        check_not_newer(session.conn, folder)
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
            plan = plan_unload(session.conn, last=release.objects) if release else []
            dropped = carry_out(session.conn, plan)
            for migration in chosen:
                session.progress(f"undoing {migration.id}")
                session.settle()
                backend.undo(session.backend, migration)
        return RollbackReport(tuple(m.id for m in chosen), tuple(dropped))
