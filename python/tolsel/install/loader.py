"""Loads sql/ into the database, within the caller's transaction."""

from __future__ import annotations

from typing import NoReturn

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import MigrationError, is_retryable
from tolsel.install import catalog
from tolsel.install.catalog import Guarding
from tolsel.install.dropping import carry_out, plan_guarding
from tolsel.install.release import LoadedFunction, Objects
from tolsel.install.sources import SqlFile, SqlTree


def load(conn: Connection[TupleRow], *, tree: SqlTree, last: Objects) -> tuple[Objects, list[str]]:
    """Load every file of the tree; return what there is now and what was dropped on the way.

    Triggers and policies are made anew only if their file, the helpers that make them or the
    catalog changed, because that locks their tables.
    """
    conn.execute("set local check_function_bodies = off")
    dropped: list[str] = []
    made: dict[str, tuple[Guarding, ...]] = {}
    for file in tree.files:
        if file.is_guarding:
            made[file.path], names = _guard(conn, file, tree=tree, last=last)
            dropped += names
        else:
            _run(conn, file)
    objects = _describe(conn, tree=tree, made=made)
    _check_functions(conn)
    return objects, dropped


def _guard(
    conn: Connection[TupleRow], file: SqlFile, *, tree: SqlTree, last: Objects
) -> tuple[tuple[Guarding, ...], list[str]]:
    """Run a file of triggers or policies if it is not in force as it stands."""
    plan = plan_guarding(conn, file, tree=tree, last=last)
    if plan is None:
        return last.guarding.get(file.path, ()), []
    dropped = carry_out(conn, plan)
    before = catalog.guarding(conn)
    _run(conn, file)
    after = catalog.guarding(conn)
    return tuple(item for key, item in after.items() if key not in before), dropped


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
