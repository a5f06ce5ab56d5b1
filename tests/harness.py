"""The server the tests run on: which one it is, started once, and what it has."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tolsel.demo import pgcluster

ROOT = Path(__file__).resolve().parents[1]
# Real files, which are no part of the project: tests over them run where they are.
DATA = Path(os.environ.get("TOLSEL_SHARED") or ROOT.parent / "shared") / "data"
# The checks of what is in the tables. The others compare the schema, most of the core's and one of
# partitions, and find nothing where nobody has changed it.
CHECKS_OF_BOOKS = """
    select check_name, view_name from tolsel_core.check_rule
    where severity = 'breach'
        and check_name !~ '^core[.](?!event|job|unplanned)|^monitor[.]odd'"""
SOCKET, BINDIR = "TOLSEL_TEST_SOCKET", "TOLSEL_TEST_BINDIR"
# What tests.tools.elsewhen says of itself: another time, zone and pace of the clock.
ELSEWHEN = "TOLSEL_TEST_ELSEWHEN"
# fsync and its kin stay on: the validator would rightly complain, and in memory they cost nothing.
SETTINGS = {
    "autovacuum": "off",
    "cron.use_background_workers": "on",
    "jit": "off",
    "max_connections": "300",
    "max_worker_processes": "20",
    "timezone": os.environ["TZ"] if ELSEWHEN in os.environ else "UTC",
}
# node-postgres and TypeScript: tests/bootstrap.sh puts them there where npm is.
NODE_MODULES = ROOT / ".tolsel" / "node" / "node_modules"
MODULES = ("pg_cron", "plpgsql_check", "pg_stat_statements")


def bindir() -> Path:
    """Return the server programs: without a choice, the oldest supported server of the system.

    The embedded server is the newest one; `make check` runs on both ends.
    """
    installed = pgcluster.debian_bindirs()
    if installed and not os.environ.get("TOLSEL_PG_BIN"):
        return installed[0]
    return pgcluster.find_bindir()


@contextlib.contextmanager
def serving() -> Iterator[None]:
    """Run the one server of this run; the xdist workers inherit its address."""
    sweep()
    programs = bindir()
    libraries = [name for name in MODULES if has_library(programs, name)]
    settings = SETTINGS | {"shared_preload_libraries": ",".join(libraries)}
    home = make_home()
    cluster = pgcluster.Cluster(bindir=programs, data=home / "data", settings=settings)
    try:
        cluster.start()
        os.environ[SOCKET], os.environ[BINDIR] = str(cluster.socket_dir), str(cluster.bindir)
        yield
    finally:
        for name in (SOCKET, BINDIR):
            os.environ.pop(name, None)
        cluster.remove()
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def own_server(programs: Path | None = None, /, **settings: str) -> Iterator[pgcluster.Cluster]:
    """Run a further server, for a test that kills it or needs settings or programs of its own."""
    home = make_home()
    cluster = pgcluster.Cluster(
        bindir=programs or bindir(), data=home / "data", settings=SETTINGS | settings
    )
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()
        shutil.rmtree(home, ignore_errors=True)


def sweep() -> None:
    """Stop and delete the servers of runs that were killed."""
    for folder in {Path("/dev/shm"), Path(tempfile.gettempdir())}:
        for home in folder.glob("tolsel-test-*"):
            pid = re.match(r"tolsel-test-(\d+)-", home.name)
            if not pid or _alive(int(pid[1])) or home.stat().st_uid != os.geteuid():
                continue
            pgcluster.Cluster(bindir=bindir(), data=home / "data").remove()
            shutil.rmtree(home, ignore_errors=True)


def make_home() -> Path:
    """Make a folder for a server's data, which names the run that it belongs to."""
    return pgcluster.make_home(f"tolsel-test-{os.getpid()}-")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def has_library(programs: Path, name: str) -> bool:
    """Say whether the server has this loadable module."""
    return any(
        (_told(programs, "--pkglibdir") / f"{name}{end}").exists() for end in (".so", ".dylib")
    )


def pgtap_script() -> Path | None:
    """Return the newest pgTAP on this machine: plain SQL, so any server's copy serves all."""
    places = [Path("/usr/share/postgresql"), ROOT / ".tolsel" / "pgtap"]
    if programs := os.environ.get(BINDIR):
        places.append(_told(Path(programs), "--sharedir"))
    found = {
        tuple(map(int, version[1].split("."))): path
        for place in places
        for path in place.rglob("pgtap--*.sql")
        if (version := re.fullmatch(r"pgtap--(\d+\.\d+\.\d+)\.sql", path.name))
    }
    return found[max(found)] if found else None


def pgbouncer() -> str | None:
    """Return the path of pgbouncer, which Debian puts where only root looks."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def libfaketime() -> Path | None:
    """Return the library that shifts the clock of a process it is loaded into."""
    return next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


def psql() -> str:
    """Return the psql that belongs to the server."""
    programs = os.environ.get(BINDIR)
    found = f"{programs}/psql" if programs else shutil.which("psql")
    if found is None:
        raise FileNotFoundError("there is no psql on the PATH")
    return found


def _told(programs: Path, option: str) -> Path:
    return Path(subprocess.check_output([programs / "pg_config", option], text=True).strip())


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the run's header says."""

    server: str
    present: tuple[str, ...]
    absent: tuple[str, ...]


def facts(conninfo: str) -> Facts:
    """Ask the server for its version and extensions, and this machine for the rest."""
    with psycopg.connect(conninfo) as conn:
        version = conn.info.parameter_status("server_version") or "?"
        offered: dict[str, str] = dict(
            conn.execute(
                "select name, default_version from pg_available_extensions where name = any(%s)",
                [[*MODULES]],
            ).fetchall()
        )
    programs = os.environ.get(BINDIR)
    tap = pgtap_script()
    found = {name: offered.get(name) for name in MODULES} | {
        "pgTAP": tap.stem.removeprefix("pgtap--") if tap else None,
        "pgbouncer": pgbouncer() and "",
        "hledger": shutil.which("hledger") and "",
        "libfaketime": libfaketime() and "",
    }
    return Facts(
        server=f"PostgreSQL {version} ({programs or 'given by {SOCKET}'})",
        present=tuple(f"{k} {v}".rstrip() for k, v in found.items() if v is not None),
        absent=tuple(k for k, v in found.items() if v is None),
    )
