"""What this version installs, as it shipped: a hash of every guard, to hold a database against.

In the database alone, whoever may change a guard may change the manifest too, and what compares
them. The hashes come with the package, and so does the query that reads the catalog.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.install.sources import MigrationFolder, SqlTree

FILE = Path(__file__).with_name("guards.txt")
REGISTERS = (
    "check", "refusal", "currency", "job", "account of a tenant", "payment method of a tenant",
    "transition of a ticket",
)  # fmt: skip
"""Kinds of guards that are rows, which only the owner's members may read."""
HEAD = "# What this version installs, guard by guard. Written by make guards."
_LENGTH = 8
_READER = "create or replace function tolsel_core.list_guards()\n"
_VIEW = re.compile(r"^create or replace view (tolsel_\w+\.\w+) as\n(.*?);\n", re.DOTALL | re.M)


@dataclass(frozen=True, slots=True)
class Shipped:
    """The hashes that a package holds: of its files, of each guard, of all guards together.

    Some servers print a view in other words than the newest ones do: these majors have hashes of
    their own.
    """

    files: str
    totals: Mapping[int, str]
    guards: Mapping[str, str]
    printed_otherwise: Mapping[str, Mapping[int, str]]

    def find_differences(self, found: Mapping[str, str], *, major: int) -> dict[str, str]:
        """Name each guard that is missing, or not as it shipped."""
        differences = {}
        for guard in self.guards:
            if guard not in found:
                differences[guard] = "missing"
            elif short_hash(found[guard]) != self._hash_of(guard, major):
                differences[guard] = "changed"
        if self.totals and not differences and self._total(found) != self._expected_total(major):
            # Somebody has looked for another definition with the same short hash.
            differences["all guards together"] = "changed"
        return differences

    def of_catalog(self) -> Shipped:
        """Return the hashes of what everybody can read in the catalog; there is none of all."""
        guards = {
            guard: value
            for guard, value in self.guards.items()
            if not guard.startswith(tuple(f"{kind} " for kind in REGISTERS))
        }
        return Shipped(self.files, {}, guards, self.printed_otherwise)

    def is_genuine(self, guard: str, definition: str | None, *, major: int) -> bool:
        """Say whether a guard is defined so, or is none, as it shipped."""
        if guard not in self.guards:
            return definition is None
        return definition is not None and short_hash(definition) == self._hash_of(guard, major)

    def _hash_of(self, guard: str, major: int) -> str:
        return self.printed_otherwise.get(guard, {}).get(major, self.guards[guard])

    def _expected_total(self, major: int) -> str:
        return self.totals.get(major, self.totals[max(self.totals)])

    def _total(self, found: Mapping[str, str]) -> str:
        return total_hash({guard: found[guard] for guard in self.guards})


def short_hash(definition: str) -> str:
    """Return what tells one definition from another, where nobody looks for a match."""
    return hashlib.sha256(definition.encode()).hexdigest()[:_LENGTH]


def total_hash(guards: Mapping[str, str]) -> str:
    """Return the hash of all guards together."""
    digest = hashlib.sha256()
    for guard in sorted(guards):
        digest.update(f"{guard}\0{guards[guard]}\n".encode())
    return digest.hexdigest()


def files_hash(tree: SqlTree, folder: MigrationFolder) -> str:
    """Return the hash of everything that is installed."""
    lines = [tree.code_hash, *(f"{name} {sha}" for name, sha in folder.hashes.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def render(files: str, guards_by_major: Mapping[int, Mapping[str, str]]) -> str:
    """Return the text of the file, from the guards that each major server has."""
    newest = guards_by_major[max(guards_by_major)]
    lines = [HEAD, f"files {files}"]
    lines += [
        f"all {major} {total_hash(guards)}" for major, guards in sorted(guards_by_major.items())
    ]
    for guard in sorted(newest):
        base = short_hash(newest[guard])
        others = [
            f" {major}:{other}"
            for major, guards in sorted(guards_by_major.items())
            if (other := short_hash(guards[guard])) != base
        ]
        lines.append(f"{base}{''.join(others)} {guard}")
    return "\n".join(lines) + "\n"


def read_shipped(text: str) -> Shipped:
    """Read the text of the file."""
    files, totals = "", {}
    guards: dict[str, str] = {}
    printed_otherwise: dict[str, dict[int, str]] = {}
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if word == "files":
            files = rest
        elif word == "all":
            major, total = rest.split()
            totals[int(major)] = total
        elif word != "#":
            others = {}
            while found := re.match(rf"(\d+):([0-9a-f]{{{_LENGTH}}}) ", rest):
                others[int(found[1])] = found[2]
                rest = rest[found.end() :]
            guards[rest] = word
            if others:
                printed_otherwise[rest] = others
    return Shipped(files, totals, guards, printed_otherwise)


def find_shipped(tree: SqlTree, folder: MigrationFolder) -> Shipped | None:
    """Return the hashes that belong to these files; None if the package holds others."""
    if not FILE.is_file():
        return None
    shipped = read_shipped(FILE.read_text(encoding="utf-8"))
    return shipped if shipped.files == files_hash(tree, folder) else None


def guard_query(tree: SqlTree, *, with_rows: bool) -> str:
    """Return the query that reads the guards of a database, as the files of the package have it.

    `with_rows` reads the registers too, and what else only the owner's members may.
    """
    views = dict(pair for file in tree.files for pair in _VIEW.findall(file.text))
    parts = [views["tolsel_core.printed_guard"]]
    if with_rows:
        parts += [text for name, text in views.items() if name.endswith(".guarded_row")]
    query = " union all ".join(f"({part})" for part in parts)
    query = query.replace("tolsel_core.own_schema", f"({views['tolsel_core.own_schema']})")
    return query if with_rows else query.replace("tolsel_core.idle_parts(c.oid)", "null")


def read_guards(
    conn: Connection[TupleRow], tree: SqlTree, *, with_rows: bool = True
) -> dict[str, str]:
    """Return the guards of a database; the settings for it hold to the transaction's end."""
    for setting in _settings(tree):
        conn.execute(f"set local {setting}".encode())
    rows = conn.execute(
        f"select g.kind || ' ' || g.object, coalesce(g.definition, '')"
        f" from ({guard_query(tree, with_rows=with_rows)}) g".encode()
    ).fetchall()
    counts = Counter(guard for guard, _ in rows)
    # A second function of a name stands beside the first, and may be the one that is called.
    return {
        guard: definition if counts[guard] == 1 else f"{counts[guard]} of this name"
        for guard, definition in rows
    }


def _settings(tree: SqlTree) -> list[str]:
    """List the settings with which tolsel_core.list_guards reads, so that all is printed alike."""
    texts = (file.text.partition(_READER) for file in tree.files)
    (header,) = (after.partition("\nas $")[0] for _, found, after in texts if found)
    return re.findall(r"^set (\w+ = .+)$", header, re.MULTILINE)
