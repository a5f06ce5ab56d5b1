"""Loads sql/ into the database, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import groupby
from typing import NoReturn

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel.errors import MigrationError, is_retryable
from tolsel.install import catalog
from tolsel.install.catalog import Guarding
from tolsel.install.release import LoadedFunction, Objects
from tolsel.install.sources import GUARD_HELPERS, VIEWING_FILES, SqlFile, SqlTree

_Key = tuple[str, ...]
_DEFERRABLE = (
    psycopg.errors.UndefinedFunction,
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedObject,
)


def drop_outdated(conn: Connection[TupleRow], *, tree: SqlTree, last: Objects) -> list[str]:
    """Drop what `create or replace` cannot bring to its new form; return what was dropped.

    That is: functions that vanished or have another header, all views once a view's file or
    definition changed, triggers and policies of vanished files, and whatever of ours depends on
    one of these. It runs before the migrations, which may reshape what lies under it.
    """
    seeds: list[_Key] = [
        ("function", name)
        for name, function in last.functions.items()
        if name not in tree.headers or tree.headers[name][1] != function.header
    ]
    if _views_changed(conn, tree=tree, last=last):
        seeds += [("view", name) for name in last.views]
    vanished = [file for file in last.guarding if file not in tree.hashes]
    seeds += [item.key for file in vanished for item in last.guarding[file]]
    return _drop(conn, seeds, last=last) + _unflag(conn, last, vanished)


def load(conn: Connection[TupleRow], *, tree: SqlTree, last: Objects) -> tuple[Objects, list[str]]:
    """Load every file of the tree; return what there is now and what was dropped on the way.

    Triggers and policies are made anew only if their file, the helpers that make them or the
    catalog changed, because that locks their tables.
    """
    conn.execute("set local check_function_bodies = off")
    dropped: list[str] = []
    made: dict[str, tuple[Guarding, ...]] = {}
    has_new_helpers = last.files.get(GUARD_HELPERS) != tree.hashes.get(GUARD_HELPERS)
    for (_, entry), group in groupby(tree.files, key=lambda f: (f.path.split("/")[0], f.entry)):
        files = list(group)
        if entry == "code":
            _run_in_any_order(conn, files)
        elif not files[0].is_guarding:
            _run(conn, files[0])
        else:
            made[files[0].path], names = _guard(
                conn, files[0], last=last, is_forced=has_new_helpers
            )
            dropped += names
    objects = _describe(conn, tree=tree, made=made)
    _check_functions(conn)
    return objects, dropped


def unload(conn: Connection[TupleRow], *, last: Objects) -> list[str]:
    """Drop everything that a release loaded; return what was dropped."""
    seeds: list[_Key] = [("function", name) for name in last.functions]
    seeds += [("view", name) for name in last.views]
    seeds += last.guarding_keys()
    return _drop(conn, seeds, last=last) + _unflag(conn, last, last.guarding)


def _views_changed(conn: Connection[TupleRow], *, tree: SqlTree, last: Objects) -> bool:
    before = {path: sha for path, sha in last.files.items() if path.endswith(VIEWING_FILES)}
    after = {file.path: file.sha256 for file in tree.files if file.is_viewing}
    found = catalog.views(conn)
    return before != after or any(
        found.get(name, definition) != definition for name, definition in last.views.items()
    )


def _drop(conn: Connection[TupleRow], seeds: Iterable[_Key], *, last: Objects) -> list[str]:
    """Drop the seeds and those of our objects that depend on them, dependents first."""
    wanted = set(seeds)
    if not wanted:
        return []
    ours = catalog.droppables(
        conn,
        functions=last.identities(),
        view_names=last.views,
        guarding_keys=last.guarding_keys(),
    )
    dependents = catalog.dependencies(conn, ours)
    waiting = [key for key in ours if key in wanted]
    chosen: dict[_Key, set[_Key]] = {}
    while waiting:
        key = waiting.pop()
        if key not in chosen:
            chosen[key] = dependents[key]
            waiting += dependents[key]
    try:
        order = [*TopologicalSorter(chosen).static_order()]
    except CycleError:
        order = [*chosen]
    for key in order:
        _drop_one(conn, ours[key])
    return [ours[key].label for key in order]


def _drop_one(conn: Connection[TupleRow], item: catalog.Droppable) -> None:
    try:
        conn.execute(item.drop)
    except psycopg.errors.DependentObjectsStillExist as error:
        raise MigrationError(
            f"{item.label} has to be dropped, and something that is not tolsel's depends on it",
            sqlstate=error.sqlstate,
            detail=error.diag.message_detail,
            hint="Drop the dependent object, migrate, and create it anew on the new definition.",
        ) from error


def _unflag(conn: Connection[TupleRow], last: Objects, files: Iterable[str]) -> list[str]:
    """Take back the row-security flags that these files set."""
    flags = [i for file in files for i in last.guarding[file] if i.kind == "row security"]
    present = catalog.guarding(conn) if flags else {}
    for flag in flags:
        if flag.key in present:
            disable = "alter table {} disable row level security"
            conn.execute(sql.SQL(disable).format(sql.SQL(flag.table)))
    return [f"row security of {flag.table}" for flag in flags if flag.key in present]


def _guard(
    conn: Connection[TupleRow], file: SqlFile, *, last: Objects, is_forced: bool
) -> tuple[tuple[Guarding, ...], list[str]]:
    """Run a file of triggers or policies if it is not in force as it stands."""
    known = last.guarding.get(file.path, ())
    present = catalog.guarding(conn)
    is_unchanged = last.files.get(file.path) == file.sha256 and not is_forced
    if is_unchanged and all(present.get(item.key) == item for item in known):
        return known, []
    dropped = _drop(conn, [item.key for item in known], last=last)
    dropped += _unflag(conn, last, [file.path] if known else [])
    before = catalog.guarding(conn)
    _run(conn, file)
    after = catalog.guarding(conn)
    return tuple(item for key, item in after.items() if key not in before), dropped


def _run_in_any_order(conn: Connection[TupleRow], files: Sequence[SqlFile]) -> None:
    """Run files of functions; one whose defaults or types need a later file runs again after it."""
    while files:
        deferred = []
        for file in files:
            try:
                with conn.transaction():
                    conn.execute(file.text.encode())
            except _DEFERRABLE:
                deferred.append(file)
            except psycopg.Error as error:
                _raise_explained(file, error)
        if len(deferred) == len(files):
            _run(conn, deferred[0])
        files = deferred


def _run(conn: Connection[TupleRow], file: SqlFile) -> None:
    try:
        conn.execute(file.text.encode())
    except psycopg.Error as error:
        _raise_explained(file, error)


def _raise_explained(file: SqlFile, error: psycopg.Error) -> NoReturn:
    """Raise an error that names file and line; faults that pass stay as they are."""
    if is_retryable(error):
        raise error
    position = error.diag.statement_position
    line = f" line {file.text.count(chr(10), 0, int(position) - 1) + 1}" if position else ""
    raise MigrationError(
        f"sql/{file.path}{line}: {error.diag.message_primary or error}",
        sqlstate=error.sqlstate,
        detail=error.diag.message_detail,
        hint=error.diag.message_hint,
    ) from error


def _describe(
    conn: Connection[TupleRow], *, tree: SqlTree, made: dict[str, tuple[Guarding, ...]]
) -> Objects:
    identities = catalog.function_identities(conn)
    found = catalog.views(conn)
    functions = {}
    for name, (file, header) in tree.headers.items():
        for identity in identities.get(name, []):
            functions[name] = LoadedFunction(file=file, header=header, identity=identity)
    return Objects(
        files=tree.hashes,
        functions=functions,
        views={name: found[name] for name in tree.views if name in found},
        guarding=made,
    )


def _check_functions(conn: Connection[TupleRow]) -> None:
    for name, identities in catalog.function_identities(conn).items():
        if len(identities) > 1:
            raise MigrationError(
                f"there are {len(identities)} functions named {name}",
                detail=", ".join(identities),
                hint="Callers could not tell them apart: drop the one that tolsel did not make.",
            )
    public = catalog.public_functions(conn)
    if public:
        raise MigrationError(
            f"PUBLIC may execute {len(public)} function(s) of tolsel",
            detail=", ".join(public),
            hint="Add `revoke all on function ... from public` below the function, or drop the "
            "function if tolsel did not make it.",
        )
