"""The SQL that a migration would run, written down instead of run; the database is only read."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from yoyo import internalmigrations, utils
from yoyo.migrations import get_migration_hash

from tolsel import __version__
from tolsel.install import backend, catalog
from tolsel.install.applied import check_history
from tolsel.install.dropping import Drop, Key, plan_guarding, plan_outdated
from tolsel.install.migrate import group_migrations
from tolsel.install.ownership import check_schemas_are_own
from tolsel.install.prepare import check_ready, is_test_clock_wanted
from tolsel.install.reading import reading
from tolsel.install.release import Objects, Release, find_last_release
from tolsel.install.session import CLOSE_BOOKKEEPING, DEFAULT_RIGHTS, LOCK_KEY, settings
from tolsel.install.sources import MigrationFolder, SqlTree, read_migration_folder, read_sql_tree
from tolsel.resources import data_dir

# The script keeps in settings of its transaction what it finds in the catalog on its way.
_BEFORE, _MADE = "tolsel_migrate.before", "tolsel_migrate.made"


def dump_sql(
    url: str | None = None, *, sql_dir: Path | None = None, migrations_dir: Path | None = None
) -> str:
    """Return a script for psql that does what `migrate` would do to this database, in its order.

    It does not verify the books, and leaves it to `tolsel status` to compare the guards.
    """
    tree = read_sql_tree(sql_dir or data_dir("sql"))
    folder = read_migration_folder(migrations_dir or data_dir("migrations"))
    with reading(url, application_name="tolsel migrate") as conn:
        check_ready(conn, to_write=False)
        release = find_last_release(conn)
        check_history(conn, folder, release)
        check_schemas_are_own(conn, folder)
        return "\n".join(_Script(conn, tree, folder, release).lines()) + "\n"


class _Scribe(backend.Backend):
    """yoyo's backend that writes down what it would run; of what is applied, it asks us."""

    def __init__(self, conn: Connection[TupleRow], applied: tuple[str, ...]) -> None:
        self.written: list[str] = []
        self._applied = applied
        super().__init__(conn)
        self._internal_schema_updated = True

    def execute(self, query: str, params: Any = None) -> _Nothing:
        """Write a statement down; whoever asks, finds nothing."""
        if not query.lstrip().upper().startswith("SELECT"):
            text, values = utils.change_param_style(self.driver.paramstyle, query, params)
            with psycopg.ClientCursor(self.connection) as cursor:
                merged = cursor.mogrify(text, values)
            self.written.append(" ".join(merged.split()) + ";")
        return _Nothing()

    def transaction(
        self, rollback_on_exit: bool = False
    ) -> contextlib.AbstractContextManager[None]:
        """Begin nothing: the script does."""
        return contextlib.nullcontext()

    def get_applied_migration_hashes(self) -> list[str]:
        """Return the hashes of what is applied."""
        return [get_migration_hash(name) for name in self._applied]

    def take(self) -> list[str]:
        """Return what was written down since the last time."""
        taken, self.written = self.written, []
        return taken


class _Nothing:
    """A cursor that finds nothing."""

    def fetchone(self) -> None:
        """Return no row."""

    def fetchall(self) -> list[Any]:
        """Return no rows."""
        return []


class _Script:
    """What is written down, part by part."""

    def __init__(
        self,
        conn: Connection[TupleRow],
        tree: SqlTree,
        folder: MigrationFolder,
        release: Release | None,
    ) -> None:
        self._conn, self._tree, self._folder, self._release = conn, tree, folder, release
        self._last = release.objects if release else Objects()
        self._applied = catalog.applied_migrations(conn)
        self._scribe = _Scribe(conn, self._applied)
        self._gone: set[Key] = set()
        self._kept: dict[str, list[dict[str, str]]] = {}

    def lines(self) -> Iterator[str]:
        """Yield the whole script."""
        pending, _ = backend.sorted_migrations(self._scribe, self._folder.path)
        name = self._conn.info.dbname
        if not pending and self._is_current():
            yield f"-- There is nothing to do: the database {name} is of version {__version__}."
            return
        yield f"-- What `tolsel migrate` of version {__version__} does to the database {name}."
        yield "-- Run it with psql -X -v ON_ERROR_STOP=1, as a login that tolsel migrate could use."
        yield "-- It does not verify the books: tolsel verify does, before and after."
        yield from self._preparation()
        *groups, last_group = group_migrations(pending)
        for is_transactional, group in groups:
            yield from ["", "begin;"] if is_transactional else self._invalid_indexes()
            yield from self._migrations(group)
            yield from ["commit;"] if is_transactional else []
        yield from ["", "begin;"]
        outdated = plan_outdated(self._conn, tree=self._tree, last=self._last)
        yield from self._drops(outdated)
        yield from self._migrations(last_group[1])
        yield settings()
        yield from self._code()
        yield from self._calls()
        yield from self._record()
        yield "commit;"

    def _is_current(self) -> bool:
        release = self._release
        return (
            release is not None
            and {*self._applied} == release.migrations.keys()
            and catalog.guards(self._conn) == release.guards
            and (release.version, release.code_hash) == (__version__, self._tree.code_hash)
        )

    def _preparation(self) -> Iterator[str]:
        yield settings()
        yield _do(
            f"if not pg_try_advisory_lock({LOCK_KEY}) then\n"
            "    raise exception 'another tolsel migrate is running';\n"
            "end if;"
        )
        if not catalog.exists(self._conn, "tolsel_meta._yoyo_version"):
            internalmigrations.upgrade(self._scribe)
            yield from ["begin;", *self._scribe.take(), "commit;"]
        yield f"{CLOSE_BOOKKEEPING};"
        yield f"{DEFAULT_RIGHTS};"

    def _invalid_indexes(self) -> Iterator[str]:
        yield ""
        for name in catalog.invalid_indexes(self._conn):
            yield f"drop index concurrently {name};"

    def _migrations(self, migrations: list[Any]) -> Iterator[str]:
        for migration in migrations:
            yield f"\n-- migrations/{migration.id}.sql"
            yield settings()
            yield (self._folder.path / f"{migration.id}.sql").read_text(encoding="utf-8").rstrip()
            self._scribe.log_migration(migration, "apply")
            self._scribe.mark_one(migration, log=False)
            yield from self._scribe.take()

    def _drops(self, plan: list[Drop]) -> Iterator[str]:
        self._gone |= {drop.key for drop in plan}
        yield from (f"{drop.statement.as_string(self._conn)};" for drop in plan)

    def _code(self) -> Iterator[str]:
        yield "set local check_function_bodies = off;"
        for file in self._tree.files:
            if file.is_guarding:
                plan = plan_guarding(
                    self._conn, file, tree=self._tree, last=self._last, gone=self._gone
                )
                if plan is None:
                    self._kept[file.path] = [
                        asdict(item) for item in self._last.guarding[file.path]
                    ]
                    continue
                yield from self._drops(plan)
                yield _set(_BEFORE, f"(select jsonb_agg(g.key::text) from ({_GUARDING}) g)")
            yield f"\n-- sql/{file.path}"
            yield file.text.rstrip()
            if file.is_guarding:
                yield _set(_MADE, _made_by(file.path))
        yield ""
        yield from self._check_kept()

    def _check_kept(self) -> Iterator[str]:
        """Refuse to go on where a migration has touched what is not made anew."""
        items = [item for listed in self._kept.values() for item in listed]
        if items:
            yield _do(
                "if exists (\n    select from jsonb_array_elements("
                f"{_literal(json.dumps(items))}) k(item)\n"
                f"    where k.item not in (select g.item from ({_GUARDING}) g)\n"
                ") then\n    raise exception 'a guard was changed meanwhile: run tolsel migrate';\n"
                "end if;"
            )

    def _calls(self) -> Iterator[str]:
        is_wanted = str(is_test_clock_wanted(self._conn)).lower()
        for call in (
            "tolsel_core.register_checks()",
            "tolsel_core.plan_jobs()",
            f"tolsel_core.arrange_test_clock({is_wanted})",
        ):
            if call.partition("(")[0] in self._tree.headers:
                yield f"select {call};"

    def _record(self) -> Iterator[str]:
        release = self._release
        now = (__version__, self._tree.code_hash, self._folder.hashes)
        if release and now == (release.version, release.code_hash, release.migrations):
            yield "-- It is the code of the last release, so no new one is recorded."
            return
        guarding = f"{_literal(json.dumps(self._kept))}::jsonb || {_current(_MADE)}"
        yield (
            "select release_id from tolsel_core.record_release(\n"
            f"    p_version => {_literal(__version__)},\n"
            f"    p_code_hash => {_literal(self._tree.code_hash)},\n"
            f"    p_migrations => {_literal(json.dumps(self._folder.hashes))},\n"
            f"    p_objects => {_objects(self._tree, guarding)},\n"
            f"    p_accepted => {_literal(_array(release.accepted if release else ()))});"
        )


def _array(names: tuple[str, ...]) -> str:
    return "{" + ",".join(json.dumps(name) for name in names) + "}"


def _made_by(path: str) -> str:
    """Return what is made so far, and by this file."""
    return f"""
    {_current(_MADE)} || jsonb_build_object({_literal(path)}, (
        select coalesce(jsonb_agg(g.item order by g.kind, g."table", g.name), '[]')
        from ({_GUARDING}) g
        where not {_current(_BEFORE)} ? g.key::text))"""


def _objects(tree: SqlTree, guarding: str) -> str:
    """Return release.objects as the catalog says it once all is loaded."""
    functions = [
        {"name": name, "file": file, "header": header}
        for name, (file, header) in tree.headers.items()
    ]
    return f"""jsonb_build_object(
        'files', {_literal(json.dumps(tree.hashes))}::jsonb,
        'functions', (
            select coalesce(jsonb_object_agg(f.name, to_jsonb(f) - 'name'
                || jsonb_build_object('identity', c.identity)), '{{}}')
            from jsonb_to_recordset({_literal(json.dumps(functions))})
                f(name text, file text, header text)
            join ({catalog.FUNCTIONS}) c(name, identity) on c.name = f.name),
        'views', (
            select coalesce(jsonb_agg(jsonb_build_array(v.name, c.hash) order by v.no), '[]')
            from jsonb_array_elements_text({_literal(json.dumps(tree.views))})
                with ordinality v(name, no)
            join ({catalog.VIEWS}) c(name, hash) on c.name = v.name),
        'guarding', {guarding})"""


def _do(body: str) -> str:
    return f"do $tolsel_migrate$\nbegin\n{body}\nend\n$tolsel_migrate$;"


def _set(name: str, value: str) -> str:
    return _do(f"perform set_config('{name}', ({value})::text, true);")


def _current(name: str) -> str:
    return f"coalesce(nullif(current_setting('{name}', true), ''), '{{}}')::jsonb"


def _literal(text: str) -> str:
    return sql.Literal(text).as_string()


_GUARDING = f"""
    select jsonb_build_array(f.kind, f."table", f.name) as key, to_jsonb(f) as item,
        f.kind, f."table", f.name
    from (
        select g.kind, g."table", g.name, g.definition
        from ({catalog.GUARDING}) g(kind, "table", name, definition, class_id, object_id)
    ) f"""
