"""What metering and provisioning cost: by rule-free functions, by size, in bytes, side by side."""

import os
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from tests.bench import billing, lab

_HERE = Path(__file__).parent
_FIRST_AT = "2025-04-10 00:00+00"
_SLICE = 5_000
_EACH = 100
_LARGE = int(os.environ.get("BENCH_RESOURCES", "100000"))
_EACH_BESIDE = int(os.environ.get("BENCH_EACH", str(_EACH)))
_JOB_SLICE = 500
_DAY = 24
_RATE = 500
_PROVISION = r"""\set wallet random(1, {wallets})
select tolsel.provision_resource(:wallet, 'medium', 'web');
"""
_PROVISION_FREE = r"""\set wallet random(1, {wallets})
select bench.{function}(:wallet, 'medium', 'web');
"""
_WRITTEN = {
    "a resource and hour": ("tolsel_wallet.usage_hour",),
    "a wallet and run": (
        "tolsel_ledger.journal", "tolsel_ledger.entry", "tolsel_wallet.charge",
        "tolsel_wallet.lot_use",
    ),
}  # fmt: skip


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        for program in (provisions, no_rules, sizes, small_wallets, beside):
            if wanted in program.__name__:
                program(bench)


class Office:
    """A database with wallets, whose hours are metered one by one, with the rules and without."""

    def __init__(self, bench: lab.Lab, name: str, *, wallets: int, each: int) -> None:
        self.bench, self.name, self.wallets, self.each = bench, name, wallets, each
        self._hours = {"tolsel": 0, "bench": 0}
        bench.make(name)
        # As a worker's: what a session plans first is planned once.
        self._sessions = {user: bench.connect(name, user=user) for user in (lab.APP, "postgres")}
        with bench.connect(name) as owner:
            for setting, value in (("wallets", wallets), ("resources", each)):
                owner.execute("select set_config('books.' || %s, %s, false)", [setting, str(value)])
            owner.execute((_HERE / "wallet_books.sql").read_bytes())
            owner.execute((_HERE / "wallet_rule_free.sql").read_bytes())
            billing.analyze(owner)

    def meter(self, *, hours: int = 1, is_cpu: bool = False, hours_of_slice: int = _SLICE) -> float:
        """Meter all hours that end now; answer how many a second, or the microseconds of each."""
        with self.bench.connect(self.name) as owner:
            owner.execute(
                "update tolsel_core.test_clock set set_to_at = %s::timestamptz + %s::interval",
                self._after("tolsel", hours),
            )
        call = "select tolsel.meter_usage(%s, %s)"
        return self._time(call, [hours_of_slice], hours=hours, user=lab.APP, is_cpu=is_cpu)

    def meter_free(self, *, is_cpu: bool = False) -> float:
        """Do the same, an hour of it, without any rule."""
        call = "select bench.meter(p_until => %s::timestamptz + %s::interval, p_wallets => %s, \
            p_after_id => %s)"
        values = [*self._after("bench", 1), _SLICE // self.each]
        return self._time(call, values, hours=1, user="postgres", is_cpu=is_cpu)

    def _after(self, schema: str, hours: int) -> list[Any]:
        self._hours[schema] += hours
        return [_FIRST_AT, f"{self._hours[schema]} hours"]

    def _time(self, call: str, values: list[Any], *, hours: int, user: str, is_cpu: bool) -> float:
        conn = self._sessions[user]
        began, ticks = time.monotonic(), _ticks(conn)
        last: int | None = 0
        while last is not None:
            row = conn.execute(call.encode(), [*values, last]).fetchone()
            last = row[0] if row else None
        count = self.wallets * self.each * hours
        if is_cpu:
            return 1e6 * (_ticks(conn) - ticks) / os.sysconf("SC_CLK_TCK") / count
        return count / (time.monotonic() - began)

    def drop(self) -> None:
        """Leave nothing."""
        for session in self._sessions.values():
            session.close()
        self.bench.drop(self.name)

    def bytes(self, tables: tuple[str, ...]) -> int:
        """Answer how large tables are, with their indexes."""
        with self.bench.connect(self.name) as owner:
            row = owner.execute(
                "select sum(pg_total_relation_size(t::regclass)) from unnest(%s::text[]) t",
                [list(tables)],
            ).fetchone()
        assert row
        return int(row[0])


def _ticks(conn: psycopg.Connection[Any]) -> int:
    fields = Path(f"/proc/{conn.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def provisions(bench: lab.Lab) -> None:
    """Compare provision_resource to a function that writes the same rows without any rule."""
    office = Office(bench, "provisions", wallets=1_000, each=1)
    scripts = {
        "rule-free, plain tables": _PROVISION_FREE.format(wallets=1_000, function="provision"),
        "rule-free, tolsel's tables": _PROVISION_FREE.format(
            wallets=1_000, function="provision_here"
        ),
        "provision_resource": _PROVISION.format(wallets=1_000),
    }
    for title, measure, unit in (
        ("2 clients (aim: 0.40)", partial(bench.tps, clients=2), "per s"),
        ("the server's work", partial(bench.cpu, clients=2), "us CPU"),
    ):
        runs = {
            name: partial(
                measure, office.name, script, user="postgres" if "bench." in script else lab.APP
            )
            for name, script in scripts.items()
        }
        lab.report(title, lab.interleave(runs), unit=unit)
    office.drop()


def no_rules(bench: lab.Lab) -> None:
    """Compare an hour of metering to one bare statement that writes the same rows."""
    office = Office(bench, "no_rules", wallets=100, each=_EACH)
    office.meter()
    office.meter_free()
    for title, is_cpu, unit in (
        ("10,000 resources, 100 a wallet (aim: 0.60)", False, "per s"),
        ("the server's work for an hour of one", True, "us CPU"),
    ):
        results = lab.interleave(
            {
                "rule-free, plain tables": partial(office.meter_free, is_cpu=is_cpu),
                "meter_usage": partial(office.meter, is_cpu=is_cpu),
            }
        )
        lab.report(title, results, unit=unit)
    office.drop()


def sizes(bench: lab.Lab) -> None:
    """Meter an hour of few resources and of many, and say what it writes."""
    offices = {
        f"{size:,} resources, {_EACH} a wallet": Office(
            bench, f"size_{size}", wallets=size // _EACH, each=_EACH
        )
        for size in (_LARGE // 100, _LARGE // 10, _LARGE)
    }
    for office in offices.values():
        office.meter()
    for title, is_cpu, unit in (
        ("one hour (aim: 30,000, within 1.2)", False, "per s"),
        ("the server's work for an hour of one", True, "us CPU"),
    ):
        runs = {name: partial(office.meter, is_cpu=is_cpu) for name, office in offices.items()}
        lab.report(title, lab.interleave(runs), unit=unit)
    for title, tables in _WRITTEN.items():
        before = office.bytes(tables)
        office.meter()
        count = office.wallets * (office.each if "hour" in title else 1)
        print(f"{title}: {(office.bytes(tables) - before) / count:,.0f} bytes with indexes")
    for office in offices.values():
        office.drop()


def small_wallets(bench: lab.Lab) -> None:
    """Meter wallets of two resources: an hour, and a day in one run."""
    office = Office(bench, "small", wallets=_LARGE // 2, each=2)
    office.meter()
    results = lab.interleave(
        {
            "one hour (aim: 10,000)": office.meter,
            f"{_DAY} hours in one run (aim: 50,000)": partial(office.meter, hours=_DAY),
        }
    )
    lab.report(f"{_LARGE:,} resources, 2 a wallet", results)
    office.drop()


def beside(bench: lab.Lab) -> None:
    """Provision at a fixed rate, without and with a metering run beside."""
    each = _EACH_BESIDE
    office = Office(bench, "beside", wallets=_LARGE // each, each=each)
    office.meter()
    # Where the machine cannot do as many, half of what it can: else all wait for their turn.
    most = bench.tps(office.name, _PROVISION.format(wallets=office.wallets))
    rate = min(_RATE, round(most / 2))
    results = lab.interleave(
        {
            "alone": partial(_latency, office, rate, hours_of_slice=0),
            **{
                f"beside metering, {hours:,} hours a slice (aim: 3.00)": partial(
                    _latency, office, rate, hours_of_slice=hours
                )
                for hours in (_SLICE, _JOB_SLICE)
            },
        }
    )
    lab.report(f"p95 of a provision, {rate} a second, {each} a wallet", results, unit="us")
    office.drop()


def _latency(office: Office, rate: int, *, hours_of_slice: int) -> float:
    """Answer with how many microseconds 95 of 100 provisions are done."""
    is_over = threading.Event()

    def meter() -> None:
        while not is_over.is_set():
            office.meter(hours_of_slice=hours_of_slice)

    worker = threading.Thread(target=meter)
    if hours_of_slice:
        worker.start()
    try:
        return office.bench.p95(office.name, _PROVISION.format(wallets=office.wallets), rate=rate)
    finally:
        is_over.set()
        if hours_of_slice:
            worker.join()
