"""A server of its own for measuring: databases in variants, pgbench runs, tables of ratios."""

import contextlib
import os
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests import harness
from tolsel.demo import pgcluster
from tolsel.install import migrate

SECONDS = int(os.environ.get("BENCH_SECONDS", "5"))
REPEATS = 3
ACCOUNTS = 10_000
FIRST_ACCOUNT = 1_001
APP, READER = "bench_app", "bench_read"
SETTINGS = {
    "checkpoint_timeout": "1h",
    "fsync": "on",
    "max_connections": "100",
    "max_wal_size": "8GB",
    "shared_buffers": "512MB",
    "synchronous_commit": "on",
    "timezone": "UTC",
}
_TEMPLATE = "bench_template"
_BOOKS = """
    insert into tolsel_ledger.account (tenant_id, account_id, code, name, type, currency, scale)
    overriding system value
    select 1, %(first)s + i, 'bench-' || i, 'Bench', 'liability', 'EUR', 2
    from generate_series(0, %(count)s - 1) i;
    insert into tolsel_ledger.balance (
        tenant_id, account_id, slot, slots, sign, scale, currency, is_managed)
    select a.tenant_id, a.account_id, 0, a.slots, a.sign, a.scale, a.currency, a.is_managed
    from tolsel_ledger.account a
    where a.code like 'bench-%%';
    select setval('tolsel_ledger.account_account_id_seq', %(first)s + %(count)s)"""

Run = Callable[[], float]
Results = Mapping[str, Sequence[float]]


class Lab:
    """The server, and what can be done with it."""

    def __init__(self, cluster: pgcluster.Cluster, folder: Path) -> None:
        self._cluster = cluster
        self.folder = folder

    def url(self, database: str, *, user: str = "postgres") -> str:
        """Name one of the databases."""
        return self._cluster.url(dbname=database, user=user)

    def connect(self, database: str, *, user: str = "postgres") -> psycopg.Connection[Any]:
        """Connect to one of the databases; each statement commits."""
        return psycopg.connect(self.url(database, user=user), autocommit=True)

    def make(self, database: str, *, change: str = "") -> str:
        """Make a database with books, and change it."""
        with self.connect("postgres") as conn:
            names = sql.Identifier(database), sql.Identifier(_TEMPLATE)
            conn.execute(sql.SQL("create database {} template {}").format(*names))
        with self.connect(database) as conn:
            for statement in filter(None, map(str.strip, change.split(";;"))):
                conn.execute(statement.encode())
            # The accounts alone: tables that are analyzed while empty spoil the plans for them.
            conn.execute("vacuum analyze tolsel_ledger.account")
            conn.execute("vacuum analyze tolsel_ledger.balance")
        return database

    def drop(self, *databases: str) -> None:
        """Drop databases that were measured, and start the next ones with a checkpoint behind."""
        with self.connect("postgres") as conn:
            for name in databases:
                conn.execute(sql.SQL("drop database {}").format(sql.Identifier(name)))
            conn.execute("checkpoint")

    def pgbench(self, database: str, *options: str) -> str:
        """Run pgbench and return what it prints."""
        command: list[str] = [
            str(self._cluster.bindir / "pgbench"),
            *("--host", str(self._cluster.socket_dir), "--port", str(pgcluster.PORT)),
            *options,
            database,
        ]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def tps(self, database: str, script: str, *, clients: int = 8, user: str = APP) -> float:
        """Return the transactions a second of a script, run by several clients at once."""
        return self._run(database, script, clients=clients, user=user)[1]

    def cpu(self, database: str, script: str, *, clients: int = 8, user: str = APP) -> float:
        """Return the microseconds of processor time that the server needs for one transaction.

        Unlike a rate, it tells variants apart on a machine where others work too.
        """
        before = self._ticks_of_ended_backends()
        count, _ = self._run(database, script, clients=clients, user=user)
        time.sleep(0.3)  # the backends end after pgbench does
        ticks = self._ticks_of_ended_backends() - before
        return 1e6 * ticks / os.sysconf("SC_CLK_TCK") / count

    def _ticks_of_ended_backends(self) -> int:
        pid = (self._cluster.data / "postmaster.pid").read_text().split()[0]
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[13]) + int(fields[14])

    def _run(self, database: str, script: str, *, clients: int, user: str) -> tuple[int, float]:
        path = self.folder / "script.sql"
        path.write_text(script)
        out = self.pgbench(
            database,
            *("-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(SECONDS)),
            *("-U", user if script else "postgres"),
            *(["-f", str(path)] if script else ["-b", "tpcb-like"]),
        )
        count = re.search(r"actually processed: ([0-9]+)", out)
        rate = re.search(r"tps = ([0-9.]+)", out)
        if not count or not rate or "number of failed transactions: 0 " not in out:
            raise RuntimeError(out)
        return int(count[1]), float(rate[1])

    def p95(self, database: str, script: str, *, rate: int) -> float:
        """Return with how many microseconds 95 of 100 transactions are done that begin at a rate.

        What waits to be begun is counted, too: each is due at its moment.
        """
        path = self.folder / "script.sql"
        path.write_text(script)
        prefix = self.folder / "latency"
        self.pgbench(
            database,
            *("-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", str(SECONDS), "-R", str(rate)),
            *("-U", APP, "-f", str(path), "-l", "--log-prefix", str(prefix)),
        )
        times = []
        for log in self.folder.glob("latency.*"):
            times += [int(line.split()[2]) for line in log.read_text().splitlines()]
            log.unlink()
        return statistics.quantiles(times, n=20)[-1]

    def wal_bytes(self, database: str, script: str) -> float:
        """Return the bytes of log that one transaction of a script writes once pages are warm."""
        with self.connect(database) as conn:
            before = conn.execute("select pg_current_wal_lsn()").fetchone()
            count, _ = self._run(database, script, clients=1, user=APP)
            row = conn.execute("select pg_current_wal_lsn() - %s::pg_lsn", before).fetchone()
        assert row
        return float(row[0]) / count

    def times_in(self, database: str, script: str, functions: list[str]) -> list[float]:
        """Return the microseconds of a transaction in each function and in what that calls.

        Two clients, one a core: what a function waits for the processor would count as its time.
        """
        with self.connect(database) as conn:
            conn.execute(f"alter role {APP} set track_functions = 'all'".encode())
            conn.execute("select pg_stat_reset()")
            count, _ = self._run(database, script, clients=2, user=APP)
            conn.execute(f"alter role {APP} reset all".encode())
            time.sleep(0.3)  # the backends report when they end
            rows = conn.execute(
                "select funcname, total_time from pg_stat_user_functions where funcname = any (%s)",
                [functions],
            ).fetchall()
        found = dict(rows)
        return [1e3 * found[name] / count for name in functions]

    @contextlib.contextmanager
    def delayed_commits(self, *, microseconds: int) -> Iterator[None]:
        """Let each commit of the application wait as for a slower disk."""
        with self.connect("postgres") as conn:
            conn.execute(f"alter role {APP} set commit_delay = {microseconds}".encode())
            conn.execute(f"alter role {APP} set commit_siblings = 0".encode())
            yield
            conn.execute(f"alter role {APP} reset all".encode())

    def prepare_template(self) -> None:
        """Migrate one database and open the accounts in it; the others are copies."""
        with self.connect("postgres") as conn:
            conn.execute(sql.SQL("create database {}").format(sql.Identifier(_TEMPLATE)))
        url = self._cluster.url(dbname=_TEMPLATE)
        migrate.init(url)
        migrate.migrate(url)
        with self.connect(_TEMPLATE) as conn, psycopg.ClientCursor(conn) as cursor:
            cursor.execute("select tolsel.open_tenant('Bench', 'EUR', 'Europe/Berlin')")
            for login, role in ((APP, "tolsel_app"), (READER, "tolsel_read")):
                cursor.execute(f"create role {login} login in role {role}")
                cursor.execute("select tolsel.grant_login(%s, 1)", [login])
            cursor.execute(_BOOKS, {"first": FIRST_ACCOUNT, "count": ACCOUNTS})

    def describe(self) -> str:
        """Name the machine, the server and the settings."""
        with self.connect("postgres") as conn:
            version = conn.info.parameter_status("server_version")
        settings = ", ".join(f"{name} {value}" for name, value in SETTINGS.items())
        return (
            f"{platform.machine()}, {os.cpu_count()} cores; PostgreSQL {version}; {settings}; "
            f"{ACCOUNTS} accounts, {REPEATS} interleaved repeats of {SECONDS} s"
        )


@contextlib.contextmanager
def open_lab() -> Iterator[Lab]:
    """Start a server on a disk, and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="tolsel-bench-", dir="/var/tmp"))
    os.chmod(folder, 0o711)  # root's server runs as another user, who must get through
    cluster = pgcluster.Cluster(bindir=harness.bindir(), data=folder / "data", settings=SETTINGS)
    try:
        cluster.start()
        lab = Lab(cluster, folder)
        lab.prepare_template()
        print(lab.describe())
        yield lab
    finally:
        cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)


def interleave(runs: Mapping[str, Run], *, repeats: int = REPEATS) -> Results:
    """Run each case once, then each again: what disturbs the machine disturbs all of them."""
    results: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(repeats):
        for name, run in runs.items():
            results[name].append(run())
    return results


def report(title: str, results: Results, *, unit: str = "per s") -> None:
    """Print the median of each case, and its ratio to the first one: median, least, greatest."""
    first = next(iter(results.values()))
    width = max(len(title), *map(len, results))
    print(f"\n{title:{width}}  {unit:>9}   ratio  (spread)")
    for name, values in results.items():
        ratios = [value / base for value, base in zip(values, first, strict=True)]
        print(
            f"{name:{width}}  {statistics.median(values):9.0f}  {statistics.median(ratios):6.2f}"
            f"  ({min(ratios):.2f} to {max(ratios):.2f})",
            flush=True,
        )


def report_close(title: str, results: Results, *, unit: str) -> None:
    """As report, of two cases that are nearly alike: where the ratio lies, 19 times of 20.

    That is what ranks say of the median of many pairs, however the machine disturbs some of them.
    """
    first = next(iter(results.values()))
    width = max(len(title), *map(len, results))
    print(f"\n{title:{width}}  {unit:>9}   ratio  (19 times of 20)")
    for name, values in results.items():
        ratios = sorted(value / base for value, base in zip(values, first, strict=True))
        beside = round(0.98 * len(ratios) ** 0.5)
        low, high = (len(ratios) - 1) // 2 - beside, len(ratios) // 2 + beside
        print(
            f"{name:{width}}  {statistics.median(values):9.0f}  {statistics.median(ratios):6.3f}"
            f"  ({ratios[max(0, low)]:.3f} to {ratios[min(len(ratios) - 1, high)]:.3f})",
            flush=True,
        )


def two_accounts() -> str:
    """Choose two accounts at random: the pgbench variables lesser and greater."""
    middle = FIRST_ACCOUNT + ACCOUNTS // 2
    return (
        f"\\set lesser random({FIRST_ACCOUNT}, {middle - 1})\n"
        f"\\set greater random({middle}, {FIRST_ACCOUNT + ACCOUNTS - 1})\n"
    )


def post_journal(*, hot: int | None = None, options: str = "") -> str:
    """Return a script that posts two lines: between two accounts, or on a hot one and another."""
    first = ":lesser" if hot is None else str(hot)
    return two_accounts() + (
        "select tolsel.post_journal(("
        f"""'[{{"account_id":' || {first} || ',"amount":"12.34"}},"""
        """{"account_id":' || :greater || ',"amount":"-12.34"}]')::jsonb"""
        f"{options});\n"
    )


def post_transfer() -> str:
    """Return a script that posts the same by a call with typed arguments."""
    return two_accounts() + "select tolsel.post_transfer(:greater, :lesser, 12.34);\n"


def rule_free(function: str) -> str:
    """Return a script that writes the same rows by a function without any rule."""
    return two_accounts() + f"select bench.{function}(:lesser, :greater, 12.34);\n"
