"""Runs what concerns a fault on one server: the pgTAP files near it, then tests in Python."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

from tests import harness, templates
from tests.conftest import migrate_and_add
from tests.mutants.faults import Fault
from tests.templates import Database
from tests.test_pgtap import BREACHES_EXPECTED, read_tap
from tolsel.install import migrate

TEMPLATE = "TOLSEL_MUTANT_TEMPLATE"
SQL_TESTS = sorted((harness.ROOT / "tests" / "sql").rglob("test_*.sql"))
PYTHON_TESTS = sorted((harness.ROOT / "tests").glob("*/test_*.py"))
_MOST_SQL, _MOST_PYTHON = 16, 4
_PATIENCE_S = 180
# What pins the text of things tells nothing of what they do.
FINGERPRINTS = ("test_guards_of_the_package", "test_drift", "test_readme", "test_tidy")
HOUSE_OF = {
    "constraint": ("test_edges",),
    "event": ("test_events_told",),
    "grant": ("test_rights",),
    "index": ("test_edges",),
    "tenant": ("test_twin_tenant",),
}


class Stillborn(Exception):
    """What the fault made of a file cannot be loaded."""


class Runner:
    """One server with a template that has no fault."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.conn = psycopg.connect(templates.SERVER.url(), autocommit=True)
        self.judged: dict[str, bool] = {}
        self.base = self._make("mutants_base", templates.EMPTY)
        migrate_and_add(self.base)

    def _make(self, name: str, of: Database) -> Database:
        found = Database(name=f"tolsel_{name}_{os.environ['TOLSEL_TEST_RUN']}")
        templates.drop(self.conn, found)
        templates.create(self.conn, found, of=of)
        return found

    def killer_of(self, fault: Fault) -> str | None:
        """Return the name of a test that sees the fault, or None."""
        root = harness.ROOT
        if fault.path.endswith(".py"):
            shutil.rmtree(self.scratch / "python", ignore_errors=True)
            shutil.copytree(root / "python", self.scratch / "python")
            for name in ("sql", "migrations"):
                with contextlib.suppress(FileExistsError):
                    (self.scratch / name).symlink_to(root / name)
            target = self.scratch / fault.path
            target.write_text(fault.applied(target.read_text()))
            try:
                compile(target.read_text(), fault.path, "exec")
            except SyntaxError as error:
                raise Stillborn from error
            return self._killer_in_python(fault, self.base, path=self.scratch / "python")
        mutant = self._load(fault)
        for file in near(fault):
            if self._fails(file, mutant):
                return str(file.relative_to(root))
        return self._killer_in_python(fault, mutant)

    def _load(self, fault: Fault) -> Database:
        root, folder = harness.ROOT, fault.path.partition("/")[0]
        copy = self.scratch / folder
        if copy.is_symlink():
            copy.unlink()
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(root / folder, copy)
        target = self.scratch / fault.path
        target.write_text(fault.applied(target.read_text()))
        try:
            if folder == "migrations":
                return self._load_migrations(copy)
            mutant = self._make("mutants_one", self.base)
            migrate.migrate(mutant.url(), sql_dir=copy)
        except Exception as error:
            raise Stillborn(str(error)) from error
        return mutant

    def _load_migrations(self, folder: Path) -> Database:
        mutant = self._make("mutants_one", templates.EMPTY)
        original = migrate.migrate
        with contextlib.ExitStack() as stack:
            stack.callback(setattr, migrate, "migrate", original)
            migrate.migrate = functools.partial(original, migrations_dir=folder)
            migrate_and_add(mutant)
        return mutant

    def _fails(self, file: Path, mutant: Database) -> bool:
        with templates.clone(mutant) as clone:
            try:
                ran = subprocess.run(
                    [harness.psql(), "-XqAt", "-v", "ON_ERROR_STOP=1", "-f", file, clone.url()],
                    env=os.environ | {"PGOPTIONS": "-c search_path=tap,pg_catalog -c timezone=UTC"},
                    capture_output=True, text=True, check=False, timeout=_PATIENCE_S,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                return True
            assertions, wrong = read_tap(ran.stdout)
            if ran.returncode or wrong or not all(a.passed or a.directive for a in assertions):
                return True
            if BREACHES_EXPECTED in file.read_text():
                return False
            with psycopg.connect(clone.url()) as conn:
                views = conn.execute(harness.CHECKS_OF_BOOKS).fetchall()
                return any(
                    conn.execute(f"select from {view} limit 1".encode()).fetchone()
                    for _, view in views
                )

    def _killer_in_python(
        self, fault: Fault, mutant: Database, path: Path | None = None
    ) -> str | None:
        files = python_tests(fault)
        if not files:
            return None
        # Roles belong to the whole server, and the run makes its own template of this one.
        env = os.environ | {TEMPLATE: mutant.name}
        if path:
            env["PYTHONPATH"] = f"{path}:{harness.ROOT}"
        while killer := self._failure(files, env):
            # A test that fails without the fault as well tells nothing of it.
            if killer not in self.judged:
                plain = os.environ | {TEMPLATE: self.base.name}
                self.judged[killer] = self._failure([killer], plain) is None
            if self.judged[killer]:
                return killer
        return None

    def _failure(self, tests: Sequence[object], env: dict[str, str]) -> str | None:
        """Run tests in Python, and return the first that fails."""
        broken = [f"--deselect={node}" for node, is_sound in self.judged.items() if not is_sound]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider",
                   "-p", "tests.mutants.plugin", *broken, *map(str, tests)]  # fmt: skip
        try:
            ran = subprocess.run(command, env=env, cwd=harness.ROOT, capture_output=True, text=True,
                                 check=False, timeout=_PATIENCE_S)  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
        found = re.search(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
        return found[1] if found and ran.returncode else None


@functools.cache
def text_of(path: Path) -> str:
    return path.read_text()


@functools.cache
def functions() -> dict[str, str]:
    """Return the text of each function, by its name with its schema."""
    found = {}
    for path in sorted((harness.ROOT / "sql").rglob("*.sql")):
        for match in re.finditer(
            r"^create or replace (?:function|procedure) (\S+?)\(.*?^(?=create or replace |\Z)",
            text_of(path), re.MULTILINE | re.DOTALL,
        ):  # fmt: skip
            found[match[1]] = match[0]
    return found


def subject_of(fault: Fault) -> str:
    """Return the function, view or table that has the fault."""
    lines = text_of(harness.ROOT / fault.path).splitlines()[: fault.line]
    for line in reversed(lines):
        if match := re.match(
            r"(?:create (?:or replace )?(?:function|procedure|view|table|domain|type)"
            r"|(?:revoke|grant) .* on function) ([\w.]+)", line,
        ):  # fmt: skip
            return match[1]
    return Path(fault.path).stem


def near(fault: Fault) -> list[Path]:
    """Return the pgTAP files that may see the fault, the nearest first."""
    subject = subject_of(fault)
    domain = Path(fault.path).parts[1].removesuffix(".sql") if fault.path.startswith("sql/") else (
        re.sub(r"^\d+_", "", Path(fault.path).stem))  # fmt: skip
    names, ring, seen = [subject], {subject}, {subject}
    for _ in range(4):
        ring = {
            name for name, text in functions().items()
            if name not in seen and any(re.search(rf"{re.escape(s)}\b", text) for s in ring)
        }  # fmt: skip
        names += sorted(ring)
        seen |= ring
    found: list[Path] = []
    for name in names:
        short = name.rpartition(".")[2]
        found += [f for f in SQL_TESTS if f.stem == f"test_{short}"]
    for name in names[:12]:
        short = name.rpartition(".")[2]
        found += [f for f in SQL_TESTS if re.search(rf"\b{short}\b", text_of(f))]
    if Path(fault.path).name in ("breaches.sql", "quick.sql"):
        found = [f for f in SQL_TESTS if f.parent.name == domain and "breach" in f.stem] + found
    found += [f for f in SQL_TESTS if f.parent.name == domain]
    return list(dict.fromkeys(found))[:_MOST_SQL]


def python_tests(fault: Fault) -> list[Path]:
    """Return the tests in Python that may see the fault."""
    usable = [f for f in PYTHON_TESTS if f.stem not in FINGERPRINTS]
    if fault.path.endswith(".py"):
        module = Path(fault.path).stem
        named = [f for f in usable if f.stem in (f"test_{module}", f"test_cli_{module}")]
        dotted = ".".join(Path(fault.path).with_suffix("").parts[1:])
        package, _, last = dotted.rpartition(".")
        pattern = rf"{dotted}\b|from {package} import [^\n]*\b{last}\b"
        users = [f for f in usable if re.search(pattern, text_of(f))]
        return list(dict.fromkeys([*named, *users]))[:_MOST_PYTHON]
    by_kind = [f for f in usable if f.stem in HOUSE_OF.get(fault.kind, ())]
    short = subject_of(fault).rpartition(".")[2]
    users = [
        f for f in usable if re.search(rf"\b{short}\b", text_of(f)) and f.parent.name != "house"
    ]
    domain = Path(fault.path).parts[1]
    if "breaches" in fault.path or "quick" in fault.path:
        users += [f for f in usable if f.stem in ("test_sabotage", "test_quick_checks")]
    if fault.kind == "lock" or fault.kind == "order":
        users += [f for f in usable if f.parent.name == "race" and domain in text_of(f)]
    return list(dict.fromkeys([*by_kind, *users]))[:_MOST_PYTHON]


@contextlib.contextmanager
def running() -> Iterator[Runner]:
    """Start the server, and give a runner on it."""
    scratch = harness.make_home()
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        stack.enter_context(harness.serving())
        templates.begin_run()
        yield Runner(scratch)


def judge(faults: Sequence[Fault]) -> Iterator[tuple[Fault, str | None]]:
    """Yield each fault that can be loaded with what has seen it."""
    with running() as runner:
        for fault in faults:
            with contextlib.suppress(Stillborn):
                yield fault, runner.killer_of(fault)
