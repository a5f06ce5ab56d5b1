"""How a database stands to this version of tolsel; nothing here changes anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import __version__, jobs
from tolsel.install import catalog
from tolsel.install.judging import list_changed_guards
from tolsel.install.prepare import check_ready
from tolsel.install.reading import reading
from tolsel.install.release import find_last_release
from tolsel.install.sources import read_migration_folder, read_sql_tree
from tolsel.resources import data_dir


@dataclass(frozen=True, slots=True)
class Status:
    """How a database stands to this version of tolsel."""

    version: str
    release_id: int | None
    release_version: str | None
    loaded_at: datetime | None
    applied: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    """Applied migrations that this version does not have: the database is newer."""
    changed_files: tuple[str, ...]
    """Files that differ from what was applied or loaded."""
    changed_guards: tuple[str, ...]
    """Guards of the database that differ from what was recorded, or from what has shipped."""
    stalled_jobs: tuple[str, ...]
    """Jobs that are long due and that nobody has tried to run."""
    open_breaches: tuple[str, ...]
    """What validations have found wrong and not yet found mended, counted by check."""
    open_notices: tuple[str, ...]
    validated: str | None
    """When the last validation was, and what it found."""
    verified: str | None
    """The same of the last one that read the whole history."""

    @property
    def is_current(self) -> bool:
        """Say whether `tolsel migrate` would find nothing to do."""
        return self.release_version == self.version and not (
            self.pending or self.unknown or self.changed_files or self.changed_guards
        )

    @property
    def is_well(self) -> bool:
        """Say whether nothing is to be done at all."""
        return self.is_current and not (self.stalled_jobs or self.open_breaches)


def status(
    url: str | None = None, *, sql_dir: Path | None = None, migrations_dir: Path | None = None
) -> Status:
    """Compare a database with this version, as the login that ran init."""
    tree = read_sql_tree(sql_dir or data_dir("sql"))
    folder = read_migration_folder(migrations_dir or data_dir("migrations"))
    with reading(url) as conn:
        check_ready(conn, to_write=False)
        applied = catalog.applied_migrations(conn)
        release = find_last_release(conn)
        changed = list_changed_guards(conn, tree, folder, release)
        stalled = _stalled_jobs(conn)
        incidents = _open_incidents(conn)
        validations = _last_validations(conn)
    loaded = release.objects.files if release else {}
    recorded = release.migrations if release else {}
    return Status(
        version=__version__,
        release_id=release.release_id if release else None,
        release_version=release.version if release else None,
        loaded_at=release.loaded_at if release else None,
        applied=applied,
        pending=tuple(name for name in folder.hashes if name not in applied),
        unknown=tuple(name for name in applied if name not in folder.hashes),
        changed_files=tuple(f"sql/{name}" for name in _differing(loaded, tree.hashes))
        + tuple(
            f"migrations/{name}.sql"
            for name in _differing(recorded, folder.hashes)
            if name in recorded and name in applied and name in folder.hashes
        ),
        changed_guards=changed,
        stalled_jobs=stalled,
        open_breaches=tuple(said for severity, said in incidents if severity == "breach"),
        open_notices=tuple(said for severity, said in incidents if severity != "breach"),
        validated=validations.get(False),
        verified=validations.get(True),
    )


def count_rows_at_risk(
    url: str | None = None, *, to: str | None = None, migrations_dir: Path | None = None
) -> dict[str, int]:
    """Return how many rows of tenants a rollback after `to` would lose, table by table.

    What the rollback files of the migrations to be undone do not name stays as it is.
    """
    folder = read_migration_folder(migrations_dir or data_dir("migrations"))
    with reading(url) as conn:
        undone = [name for name in catalog.applied_migrations(conn) if to is None or name > to]
        files = [folder.rollback_file(name) for name in undone]
        texts = [file.read_text(encoding="utf-8") for file in files if file.is_file()]
        named = {name for text in texts for name in re.findall(r"\btolsel_\w+\.\w+", text)}
        counts = {}
        for table in sorted(named & catalog.tables_of_tenants(conn)):
            row = conn.execute(f"select count(*) from {table}".encode()).fetchone()
            if row and row[0]:
                counts[table.removeprefix("tolsel_")] = int(row[0])
    return counts


def _stalled_jobs(conn: Connection[TupleRow]) -> tuple[str, ...]:
    if not catalog.function_exists(conn, "tolsel.list_jobs"):
        return ()
    return tuple(
        f"{job.job_name} of {job.subject}, due for {job.overdue_s:,} seconds"
        for job in jobs.list_jobs(conn)
        if job.state == "stalled"
    )


def _open_incidents(conn: Connection[TupleRow]) -> list[tuple[str, str]]:
    """Return severity, and check with the number of its open incidents."""
    if not catalog.exists(conn, "tolsel_core.open_incident"):
        return []
    rows = conn.execute(
        """select i.severity, format('%s, %s open', i.check_name, count(*))
           from tolsel_core.open_incident i group by i.severity, i.check_name
           order by i.check_name collate "C" """
    ).fetchall()
    return [(severity, said) for severity, said in rows]


def _last_validations(conn: Connection[TupleRow]) -> dict[bool, str]:
    """Return what the last validation found, and by True the last one of the whole history."""
    if not catalog.exists(conn, "tolsel_core.validation"):
        return {}
    rows = conn.execute(
        """select k.of_all, format('%s UTC, %s checks, %s breaches',
               (v.ended_at at time zone 'UTC')::timestamp(0), v.check_count, v.breach_count)
           from (values (false), (true)) k(of_all)
           cross join lateral (
               select w.* from tolsel_core.validation w
               where w.is_full or not k.of_all
               order by w.validation_id desc limit 1
           ) v"""
    ).fetchall()
    return dict(rows)


def _differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return [key for key in sorted(one.keys() | other.keys()) if one.get(key) != other.get(key)]
