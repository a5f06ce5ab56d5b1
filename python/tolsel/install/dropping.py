"""What is dropped because `create or replace` cannot bring it to its new form: planned, then done.

A plan only reads, so that it can be shown as well as carried out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel.errors import MigrationError
from tolsel.install import catalog
from tolsel.install.release import Objects
from tolsel.install.sources import GUARD_HELPERS, VIEWING_FILES, SqlFile, SqlTree

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """One object that goes, or a row-security flag that is taken back."""

    key: Key
    label: str
    statement: sql.Composed


def plan_outdated(conn: Connection[TupleRow], *, tree: SqlTree, last: Objects) -> list[Drop]:
    """Plan to drop what `create or replace` cannot bring to its new form.

    That is: functions that vanished or have another header, all views once a view's file or
    definition changed, triggers and policies of vanished files, and whatever of ours depends on
    one of these. It goes before the migrations, which may reshape what lies under it.
    """
    seeds: list[Key] = [
        ("function", name)
        for name, function in last.functions.items()
        if name not in tree.headers or tree.headers[name][1] != function.header
    ]
    if _views_changed(conn, tree=tree, last=last):
        seeds += [("view", name) for name in last.views]
    vanished = [file for file in last.guarding if file not in tree.hashes]
    seeds += [item.key for file in vanished for item in last.guarding[file]]
    return _plan_drops(conn, seeds, last=last) + _plan_flags(conn, last, vanished)


def plan_unload(conn: Connection[TupleRow], *, last: Objects) -> list[Drop]:
    """Plan to drop everything that a release loaded."""
    seeds: list[Key] = [("function", name) for name in last.functions]
    seeds += [("view", name) for name in last.views]
    seeds += last.guarding_keys()
    return _plan_drops(conn, seeds, last=last) + _plan_flags(conn, last, last.guarding)


def plan_guarding(
    conn: Connection[TupleRow],
    file: SqlFile,
    *,
    tree: SqlTree,
    last: Objects,
    gone: Collection[Key] = (),
) -> list[Drop] | None:
    """Plan to drop what a file of triggers or policies made; None if it is in force as it stands.

    That is so if neither the file nor the helpers that it calls are others. `gone` is what an
    earlier plan drops.
    """
    known = last.guarding.get(file.path, ())
    present = catalog.guarding(conn)
    is_unchanged = all(
        last.files.get(path) == tree.hashes.get(path) for path in (file.path, GUARD_HELPERS)
    )
    if is_unchanged and all(
        item.key not in gone and present.get(item.key) == item for item in known
    ):
        return None
    drops = _plan_drops(conn, [item.key for item in known], last=last)
    drops += _plan_flags(conn, last, [file.path] if known else [])
    return [drop for drop in drops if drop.key not in gone]


def carry_out(conn: Connection[TupleRow], plan: Iterable[Drop]) -> list[str]:
    """Drop what was planned; return what it was."""
    dropped = []
    for drop in plan:
        try:
            conn.execute(drop.statement)
        except psycopg.errors.DependentObjectsStillExist as error:
            raise MigrationError(
                f"{drop.label} has to be dropped, and something that is not tolsel's depends on it",
                sqlstate=error.sqlstate,
                detail=error.diag.message_detail,
                hint="Drop the dependent object, migrate, and create it anew on the new "
                "definition.",
            ) from error
        dropped.append(drop.label)
    return dropped


def _views_changed(conn: Connection[TupleRow], *, tree: SqlTree, last: Objects) -> bool:
    before = {path: sha for path, sha in last.files.items() if path.endswith(VIEWING_FILES)}
    after = {file.path: file.sha256 for file in tree.files if file.is_viewing}
    found = catalog.views(conn)
    return before != after or any(
        found.get(name, definition) != definition for name, definition in last.views.items()
    )


def _plan_drops(conn: Connection[TupleRow], seeds: Iterable[Key], *, last: Objects) -> list[Drop]:
    """Plan to drop the seeds and those of our objects that depend on them, dependents first."""
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
    chosen: dict[Key, set[Key]] = {}
    while waiting:
        key = waiting.pop()
        if key not in chosen:
            chosen[key] = dependents[key]
            waiting += dependents[key]
    try:
        order = [*TopologicalSorter(chosen).static_order()]
    except CycleError:
        order = [*chosen]
    return [Drop(key, ours[key].label, ours[key].drop) for key in order]


def _plan_flags(conn: Connection[TupleRow], last: Objects, files: Iterable[str]) -> list[Drop]:
    """Plan to take back the row-security flags that these files set."""
    flags = [i for file in files for i in last.guarding[file] if i.kind == "row security"]
    present = catalog.guarding(conn) if flags else {}
    disable = sql.SQL("alter table {} disable row level security")
    return [
        Drop(flag.key, f"row security of {flag.table}", disable.format(sql.SQL(flag.table)))
        for flag in flags
        if flag.key in present
    ]
