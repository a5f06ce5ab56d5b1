"""The folders sql/ and migrations/, read and judged before a database is touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tolsel.errors import MigrationError
from tolsel.install.sqltext import (
    find_transaction_control,
    function_headers,
    names_outside_bodies,
    schema_names,
    view_names,
)

_CODE = ("functions", "helpers")
_ENTRIES_BEFORE_GRANTS = (
    "views", "columns", "triggers", "policies", "breaches", "quick", "errors", "jobs", "grants",
)  # fmt: skip
_GUARDING = frozenset({"triggers.sql", "policies.sql"})
GUARD_HELPERS = "core/helpers/guards.sql"
"""The functions that files of triggers and policies call to make them."""
VIEWING_FILES = ("/views.sql", "/breaches.sql", "/quick.sql")
_ROLLBACK = ".rollback.sql"


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One replaceable file of sql/."""

    path: str
    text: str
    sha256: str

    @property
    def entry(self) -> str:
        """Return `code` for functions and helpers, else the file's name within its domain."""
        entry = self.path.split("/")[1]
        return "code" if entry in _CODE else entry

    @property
    def is_guarding(self) -> bool:
        """Say whether the file makes triggers or policies, and so would lock tables."""
        return self.entry in _GUARDING

    @property
    def is_viewing(self) -> bool:
        """Say whether the file makes views."""
        return self.path.endswith(VIEWING_FILES)


@dataclass(frozen=True, slots=True)
class SqlTree:
    """The files of sql/ in the order they are loaded."""

    files: tuple[SqlFile, ...]
    code_hash: str
    headers: dict[str, tuple[str, str]]
    """The file and the header of each function, by its name."""
    views: tuple[str, ...]

    @property
    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of each file by its path."""
        return {file.path: file.sha256 for file in self.files}


@dataclass(frozen=True, slots=True)
class MigrationFolder:
    """The files of migrations/."""

    path: Path
    hashes: dict[str, str]
    """The SHA-256 of each migration by its id."""
    schemas: dict[str, tuple[str, ...]]
    """The schemas that each migration makes."""

    def rollback_file(self, migration_id: str) -> Path:
        """Return the path of the file that undoes a migration."""
        return self.path / f"{migration_id}{_ROLLBACK}"


def read_sql_tree(folder: Path) -> SqlTree:
    """Read sql/ and refuse what the loader would not load, or not load atomically."""
    domains = _domains(folder)
    paths = [path for domain in domains for path in _domain_files(folder / domain)]
    for stray in sorted(set(folder.rglob("*.sql")) - set(paths)):
        raise MigrationError(
            f"sql/{stray.relative_to(folder).as_posix()} would never be loaded",
            hint="A domain is a line of domains.txt and holds functions/*.sql, helpers/*.sql, "
            + ", ".join(f"{entry}.sql" for entry in _ENTRIES_BEFORE_GRANTS)
            + ".",
        )
    read = [_read_sql_file(path, path.relative_to(folder).as_posix()) for path in paths]
    headers = _headers(read)
    files = tuple(_in_order_of_need(read, headers))
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.sha256}  {file.path}\n".encode())
    return SqlTree(
        files=files,
        code_hash=digest.hexdigest(),
        headers=headers,
        views=tuple(name for file in files if file.is_viewing for name in view_names(file.text)),
    )


def read_migration_folder(folder: Path) -> MigrationFolder:
    """Read migrations/ and refuse changed sealed files and files that are not atomic."""
    _check_seals(folder)
    hashes, schemas = {}, {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".py" or path.name.startswith("post-apply"):
            raise MigrationError(
                f"migrations/{path.name} is not a plain SQL migration",
                hint="Only <id>.sql with its <id>.rollback.sql are applied.",
            )
        if path.suffix != ".sql":
            continue
        text = _read(path, f"migrations/{path.name}")
        if not path.name.endswith(_ROLLBACK):
            hashes[path.stem] = hashlib.sha256(text.encode()).hexdigest()
            schemas[path.stem] = schema_names(text)
    return MigrationFolder(path=folder, hashes=hashes, schemas=schemas)


def _domains(folder: Path) -> list[str]:
    try:
        lines = (folder / "domains.txt").read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise MigrationError(
            "sql/domains.txt is missing", hint="It names the domains, one per line, in load order."
        ) from None
    return [name for line in lines if (name := line.split("#")[0].strip())]


def _domain_files(domain: Path) -> Iterable[Path]:
    for entry in _CODE:
        yield from sorted((domain / entry).glob("*.sql"))
    for entry in _ENTRIES_BEFORE_GRANTS:
        path = domain / f"{entry}.sql"
        if path.is_file():
            yield path


def _read_sql_file(path: Path, name: str) -> SqlFile:
    text = _read(path, f"sql/{name}")
    return SqlFile(path=name, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def _read(path: Path, name: str) -> str:
    # Decoded from bytes, because reading as text would change the line ends and so the hash.
    text = path.read_bytes().decode("utf-8")
    found = find_transaction_control(text)
    if found is not None:
        line, word = found
        raise MigrationError(
            f"{name} line {line}: transaction control ({word})",
            detail="A migration is applied as a whole or not at all; so is the code.",
            hint="Remove the statement; tolsel begins and commits.",
        )
    return text


def _headers(files: Iterable[SqlFile]) -> dict[str, tuple[str, str]]:
    headers: dict[str, tuple[str, str]] = {}
    for file in files:
        for name, header in function_headers(file.text).items():
            if name in headers:
                raise MigrationError(
                    f"function {name} is created twice: sql/{headers[name][0]}, sql/{file.path}",
                    hint="A function has one signature; give it defaults or another name.",
                )
            headers[name] = (file.path, header)
    return headers


def _in_order_of_need(
    files: Sequence[SqlFile], headers: Mapping[str, tuple[str, str]]
) -> Iterable[SqlFile]:
    """Put functions behind those of their domain that they name outside bodies, in a default.

    What stands in a body is not looked up before the function is called.
    """
    by_path = {file.path: file for file in files}
    done: set[str] = set()

    def with_needed(file: SqlFile) -> Iterator[SqlFile]:
        if file.path in done:
            return
        done.add(file.path)
        if file.entry == "code":
            named = names_outside_bodies(file.text) & headers.keys()
            for path in sorted({headers[name][0] for name in named}):
                if path.split("/")[0] == file.path.split("/")[0]:
                    yield from with_needed(by_path[path])
        yield file

    for file in files:
        yield from with_needed(file)


def _check_seals(folder: Path) -> None:
    seals = folder / "SHA256SUMS"
    if not seals.is_file():
        return
    for line in seals.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        expected, _, name = line.partition(" ")
        name = name.lstrip(" *")
        path = folder / name
        if not path.is_file():
            raise MigrationError(
                f"sealed file migrations/{name} is missing", hint="Restore it; it has shipped."
            )
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected.lower():
            raise MigrationError(
                f"sealed file migrations/{name} was edited",
                detail="It has shipped, and databases exist that were made with its old content.",
                hint="Restore the file and put the change into a new migration.",
            )
