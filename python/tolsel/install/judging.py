"""Whether the guards of a database are as tolsel makes them, and which others were accepted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import MigrationError
from tolsel.install import catalog
from tolsel.install.release import Release, find_last_release
from tolsel.install.shipped import Shipped, find_shipped, read_guards
from tolsel.install.sources import (
    MigrationFolder,
    SqlTree,
    read_migration_folder,
    read_sql_tree,
)
from tolsel.resources import data_dir

# Says what it is that was added; where it is not genuine, it is not asked.
_JUDGE = "function tolsel_core.judge_addition"


def check_guards(
    conn: Connection[TupleRow],
    *,
    shipped: Shipped | None,
    release: Release | None,
    before: Mapping[str, str] | None,
    after: Mapping[str, str],
    accepted: Collection[str],
) -> tuple[str, ...]:
    """Refuse guards that are not as they should be when all is loaded; return those accepted.

    They are held against what the package has shipped. Where that belongs to other files, as while
    one develops, they are held against the last release: what differed from it before, and was not
    touched by this run, was changed by somebody else. What was accepted once stays accepted until
    it changes again.
    """
    if shipped:
        strange = find_strange(conn, shipped, after)
    else:
        strange = _find_untouched(conn, release, before, after)
    kept = {guard for guard in strange if _is_kept(guard, release, after)}
    unknown = [guard for guard in accepted if guard not in strange]
    if unknown:
        raise MigrationError(
            f"nothing is to be accepted of the guard {unknown[0]!r}",
            detail="\n".join(f"{guard} {fault}" for guard, fault in sorted(strange.items()))
            or None,
            hint="Name a guard as tolsel status prints it.",
        )
    rest = {g: fault for g, fault in strange.items() if g not in kept and g not in accepted}
    if rest:
        guard = min(rest)
        raise MigrationError(
            f"{len(rest)} guard(s) were changed by somebody else",
            detail="\n".join(f"{guard} {fault}" for guard, fault in sorted(rest.items())),
            hint="tolsel migrate --put-back restores those that are tolsel's own; drop what was "
            f"added. If a change is meant, name it: tolsel migrate --accept-guards '{guard}'.",
        )
    return tuple(sorted(kept | {*accepted}))


def are_as_shipped(
    conn: Connection[TupleRow],
    shipped: Shipped | None,
    release: Release,
    found: Mapping[str, str],
) -> bool:
    """Say whether nothing is strange but what was accepted, as far as the package can tell."""
    return not shipped or find_strange(conn, shipped, found).keys() <= {*release.accepted}


def find_strange(
    conn: Connection[TupleRow], shipped: Shipped, found: Mapping[str, str]
) -> dict[str, str]:
    """Name what differs from what has shipped, and what was added that should not be there."""
    strange = _differing(conn, shipped, found)
    if _JUDGE in strange:
        return strange
    extra = {guard: text for guard, text in found.items() if guard not in shipped.guards}
    return strange | dict.fromkeys(_additions(conn, extra, {"breach"}), "was added")


def _find_untouched(
    conn: Connection[TupleRow],
    release: Release | None,
    before: Mapping[str, str] | None,
    after: Mapping[str, str],
) -> dict[str, str]:
    if release is None or before is None:
        return {}
    manifest = release.guards
    same = {g for g in manifest.keys() | before.keys() if after.get(g) == before.get(g)}
    strange = {
        guard: f"is {'changed' if guard in before else 'missing'}"
        for guard in same & manifest.keys()
        if before.get(guard) != manifest[guard]
    }
    extra = {guard: before[guard] for guard in same - manifest.keys() if guard in before}
    return strange | dict.fromkeys(_additions(conn, extra, {"breach"}), "was added")


def _additions(
    conn: Connection[TupleRow], guards: Mapping[str, str], judgments: Collection[str]
) -> list[str]:
    if not guards:
        return []
    rows = conn.execute(
        """select g.guard from unnest(%s::text[], %s::text[]) g(guard, definition)
           where tolsel_core.judge_addition(g.guard, g.definition) = any(%s)""",
        [[*guards], [*guards.values()], [*judgments]],
    ).fetchall()
    return [row[0] for row in rows]


def _is_kept(guard: str, release: Release | None, after: Mapping[str, str]) -> bool:
    return (
        release is not None
        and guard in release.accepted
        and after.get(guard) == release.guards.get(guard)
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the package says of a database: ok, breach, notice, or error where it cannot say."""

    status: str
    faults: tuple[str, ...] = ()


def judge_database(conn: Connection[TupleRow]) -> Verdict:
    """Hold the guards of a database, and its own manifest of them, against what has shipped.

    This trusts nothing in the database but what PostgreSQL itself says of its catalog. A login that
    is no member of the owner cannot read the registers and the manifest: for it they are left out.
    """
    tree, folder = read_sql_tree(data_dir("sql")), read_migration_folder(data_dir("migrations"))
    shipped = find_shipped(tree, folder)
    if shipped is None:
        return Verdict("notice", ("this package holds the guards of other files: make guards",))
    row = conn.execute("select pg_has_role(current_user, 'tolsel_owner', 'usage')").fetchone()
    if row != (True,):
        found = read_guards(conn, tree, with_rows=False)
        return _verdict(_differing(conn, shipped.of_catalog(), found), accepted=())
    release = find_last_release(conn)
    if release is None or not _is_of(release, tree, folder):
        return Verdict("error", ("the database has another release than this package knows",))
    found = read_guards(conn, tree)
    faults = _differing(conn, shipped, found)
    if _JUDGE not in faults:
        recorded = find_strange(conn, shipped, release.guards)
        faults |= {
            guard: f"{fault} in the manifest"
            for guard, fault in recorded.items()
            if guard not in faults
        }
    return _verdict(faults, accepted=release.accepted)


def list_changed_guards(
    conn: Connection[TupleRow], tree: SqlTree, folder: MigrationFolder, release: Release | None
) -> tuple[str, ...]:
    """List the guards that differ from the last release or, if it is this one, from the package."""
    if release is None:
        return ()
    shipped = find_shipped(tree, folder) if _is_of(release, tree, folder) else None
    found = read_guards(conn, tree) if shipped else catalog.guards(conn) or {}
    guards = release.guards
    changed = {g for g in guards if guards[g] != found.get(g)}
    extra = {g: text for g, text in found.items() if g not in guards}
    is_judged = _JUDGE in found and _JUDGE not in changed
    changed |= {*(_additions(conn, extra, {"notice", "breach"}) if is_judged else extra)}
    if shipped:
        changed |= _differing(conn, shipped, found).keys() - {*release.accepted}
        if _JUDGE not in changed:
            changed |= find_strange(conn, shipped, guards).keys() - {*release.accepted}
    return tuple(sorted(changed))


def _is_of(release: Release, tree: SqlTree, folder: MigrationFolder) -> bool:
    return (release.code_hash, release.migrations) == (tree.code_hash, folder.hashes)


def _differing(
    conn: Connection[TupleRow], shipped: Shipped, found: Mapping[str, str]
) -> dict[str, str]:
    differing = shipped.find_differences(found, major=conn.info.server_version // 10000)
    return {guard: f"is {word}" for guard, word in differing.items()}


def _verdict(faults: Mapping[str, str], *, accepted: Collection[str]) -> Verdict:
    lines = tuple(
        f"{guard} {fault}{', accepted' if guard in accepted else ''}"
        for guard, fault in sorted(faults.items(), key=lambda item: (item[0] in accepted, item))
    )
    if not faults:
        return Verdict("ok")
    return Verdict("notice" if faults.keys() <= {*accepted} else "breach", lines)
