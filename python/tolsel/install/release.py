"""The last release: what tolsel migrate installed in this database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from tolsel.install import catalog
from tolsel.install.catalog import Guarding


@dataclass(frozen=True, slots=True)
class LoadedFunction:
    """A function as it was loaded: its file, its header there, its identity in the catalog."""

    file: str
    header: str
    identity: str


@dataclass(frozen=True, slots=True)
class Objects:
    """The files of a release and what each of them made."""

    files: dict[str, str] = field(default_factory=dict)
    functions: dict[str, LoadedFunction] = field(default_factory=dict)
    views: dict[str, str] = field(default_factory=dict)
    """Each view in order of creation, with a hash of its definition."""
    guarding: dict[str, tuple[Guarding, ...]] = field(default_factory=dict)
    """The triggers, policies and row-security flags that each file made."""

    def __len__(self) -> int:
        """Return the number of objects in the database."""
        return len(self.functions) + len(self.views) + sum(map(len, self.guarding.values()))

    def identities(self) -> dict[str, str]:
        """Return the identity of each function by its name."""
        return {name: function.identity for name, function in self.functions.items()}

    def guarding_keys(self) -> list[tuple[str, str, str]]:
        """Return kind, table and name of everything any file guards tables with."""
        return [item.key for items in self.guarding.values() for item in items]

    def to_json(self) -> Jsonb:
        """Return the value of release.objects."""
        return Jsonb(
            {
                "files": self.files,
                "functions": {name: asdict(function) for name, function in self.functions.items()},
                # A list, because jsonb does not keep the order of keys.
                "views": [list(view) for view in self.views.items()],
                "guarding": {
                    file: [asdict(item) for item in items] for file, items in self.guarding.items()
                },
            }
        )

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Objects:
        """Read release.objects."""
        return cls(
            files=dict(value["files"]),
            functions={n: LoadedFunction(**f) for n, f in value["functions"].items()},
            views={name: definition for name, definition in value["views"]},
            guarding={
                file: tuple(Guarding(**item) for item in items)
                for file, items in value["guarding"].items()
            },
        )


@dataclass(frozen=True, slots=True)
class Release:
    """One row of tolsel_core.release."""

    release_id: int
    version: str
    code_hash: str
    migrations: dict[str, str]
    objects: Objects
    guards: dict[str, str]
    loaded_at: datetime
    accepted: tuple[str, ...]
    """Guards that are not as tolsel makes them, and were taken as they are."""


def find_last_release(conn: Connection[TupleRow]) -> Release | None:
    """Return the release in force, or None when nothing was ever loaded."""
    if not catalog.exists(conn, "tolsel_core.release"):
        return None
    row = conn.execute(
        """select release_id, version, code_hash, migrations, objects, guards, loaded_at,
               accepted
           from tolsel_core.release order by release_id desc limit 1"""
    ).fetchone()
    if row is None:
        return None
    release_id, version, code_hash, migrations, objects, guards, loaded_at, accepted = row
    return Release(
        release_id,
        version,
        code_hash,
        migrations,
        Objects.from_json(objects),
        guards,
        loaded_at,
        tuple(accepted),
    )


def record_release(
    conn: Connection[TupleRow],
    *,
    version: str,
    code_hash: str,
    migrations: dict[str, str],
    objects: Objects,
    accepted: tuple[str, ...],
) -> int:
    """Record what has just been loaded; the database adds its guards."""
    row = conn.execute(
        """select release_id from tolsel_core.record_release(
               p_version => %s, p_code_hash => %s, p_migrations => %s, p_objects => %s,
               p_accepted => %s)""",
        [version, code_hash, Jsonb(migrations), objects.to_json(), [*accepted]],
    ).fetchone()
    assert row is not None
    return int(row[0])
