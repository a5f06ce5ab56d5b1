"""What the proof costs: validations, the full verify, seals; and what it finds of what is done."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg

from tests.bench import lab
from tests.house.shop import open_shop
from tests.house.test_quick_checks import Copier
from tests.proof import sabotage, tamper
from tolsel.install import migrate

ACCOUNTS = int(os.environ.get("BENCH_ACCOUNTS", "1000000"))
ENTRIES_EACH = 5
DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "100000"))
NEW_JOURNALS = 5_000
# A checkout of another version, to compare with.
OLD = os.environ.get("BENCH_OLD")
_FIRST = 1_000_000
_SEALS = 500_000
# Pairs of accounts, each with the same journals between the two. Foreign keys are not asked row by
# row: verify asks all of them afterwards.
_BOOKS = """
    set session_replication_role = replica;;
    insert into tolsel_ledger.account (tenant_id, account_id, code, name, type, currency, scale)
    overriding system value
    select 1, {first} + n, 'many-' || n, 'Many', 'liability', 'EUR', 2
    from generate_series(0, {accounts} - 1) n;;
    insert into tolsel_ledger.journal (tenant_id, journal_id, description, request_key)
    overriding system value
    select 1, {first} + n, 'Journal ' || n, 'many-' || n
    from generate_series(0, {accounts} / 2 * {each} - 1) n;;
    insert into tolsel_ledger.entry (
        tenant_id, account_id, slot, version, journal_id, booked_at, effective_on, line_no, amount,
        balance_after)
    select 1, {first} + pair * 2 + side, 0, version, {first} + pair * {each} + version - 1,
        '2026-01-01Z'::timestamptz + version * interval '1 day', '2026-01-01'::date + version,
        side + 1, 12.34 * (1 - 2 * side), 12.34 * (1 - 2 * side) * version
    from generate_series(0, {accounts} / 2 - 1) pair, generate_series(1, {each}) version,
        generate_series(0, 1) side;;
    insert into tolsel_ledger.balance (
        tenant_id, account_id, slot, slots, sign, scale, currency, is_managed, version, balance,
        last_booked_at)
    select 1, {first} + n, 0, 1, -1, 2, 'EUR', false, {each}, 12.34 * (1 - 2 * (n % 2)) * {each},
        '2026-01-01Z'::timestamptz + {each} * interval '1 day'
    from generate_series(0, {accounts} - 1) n;;
    select setval('tolsel_ledger.account_account_id_seq', {first} + {accounts}),
        setval('tolsel_ledger.journal_journal_id_seq', {first} + {accounts} * {each});;
    reset session_replication_role;;
    vacuum analyze tolsel_ledger.journal;;
    vacuum analyze tolsel_ledger.entry
"""
_SUM = "select count(*), sum(amount) from tolsel_ledger.entry"


def main(wanted: str = "") -> None:
    """Print the tables whose name contains a text; BENCH_ACCOUNTS sets the size."""
    with lab.open_lab() as bench:
        for program in (sabotages, by_hand, cells, validations, documents, full_verify, versions):
            if wanted in program.__name__:
                program(bench)


def sabotages(bench: lab.Lab) -> None:
    """Take away each guard of the catalog, one at a time."""
    database = bench.make("sabotages")
    with bench.connect(database) as conn:
        _prepare(conn)
        outcome = sabotage.run(conn, sabotage.list_sabotages(conn))
    _tell("sabotages", outcome)
    bench.drop(database)


def by_hand(bench: lab.Lab) -> None:
    """Take guards away in the ways that somebody has thought of, one at a time."""
    database = bench.make("by_hand")
    with bench.connect(database) as conn:
        _prepare(conn)
        outcome = sabotage.run(conn, sabotage.list_by_hand())
    _tell("guards sabotaged by hand", outcome)
    bench.drop(database)


def _tell(title: str, outcome: sabotage.Outcome) -> None:
    done = len(outcome.found) + len(outcome.survived)
    print(f"\n{title}: {len(outcome.found)} of {done} named by verify")
    for kind, found, count in outcome.by_kind():
        print(f"  {kind:32} {found:5} of {count}")
    for survivor in outcome.survived:
        print(f"  SURVIVED: {survivor.statement}")
    for refused, why in outcome.refused:
        print(f"  refused by the server: {refused.statement}: {why}")


# What the shop leaves empty: hours that a resource has run, what people may do, how long is kept.
_MORE_ROWS = """
    select tolsel_wallet.meter_slice(date_trunc('hour', now()) + interval '3 hours', 100, 0, 1);
    select tolsel.set_kept_years(10, 1);
    select tolsel.change_counter(c.counter_id, p_user_ids => array[u.user_id], p_tenant_id => 1)
    from tolsel_queue.counter c, tolsel_core.user_account u
    where c.tenant_id = 1 and u.tenant_id = 1
    order by 1 limit 1;
    select tolsel.seal_entries()"""


def cells(bench: lab.Lab) -> None:
    """Change a cell of each column of every table, remove and add a row, past every guard."""
    # Without the many accounts of the others, which each check would look at each time.
    with bench.connect("postgres") as conn:
        conn.execute("create database cells")
    migrate.init(bench.url("cells"))
    migrate.migrate(bench.url("cells"))
    logins = {"shop_app": "tolsel_app", "shop_admin": "tolsel_app, tolsel_admin"}
    with bench.connect("cells") as conn:
        conn.execute("select tolsel.open_tenant('Bench', 'EUR', 'Europe/Berlin')")
        for login, roles in logins.items():
            if not conn.execute("select from pg_roles where rolname = %s", [login]).fetchall():
                conn.execute(f"create role {login} login".encode())
            conn.execute(f"grant {roles} to {login}; alter role {login} login".encode())
            conn.execute("select tolsel.grant_login(%s, 1, true)", [login])
        tamper.fill(conn)
    with (
        bench.connect("cells", user="shop_app") as app,
        bench.connect("cells", user="shop_admin") as admin,
    ):
        open_shop(app, admin, tenant_id=1)
    with bench.connect("cells") as conn:
        conn.execute(_MORE_ROWS.encode())
        tables = tamper.list_tables(conn)
        empty = [table for table in tables if not tamper.has_rows(conn, table)]
    with bench.connect("postgres") as conn:
        conn.execute("create database cells_too template cells")
    # Each in a database of its own, one a core.
    with ThreadPoolExecutor(2) as pool:
        results = list(
            pool.map(
                lambda half: _change_cells(bench, *half),
                (("cells", tables[::2]), ("cells_too", tables[1::2])),
            )
        )
    noticed = {cell for result in results for cell in result.noticed}
    missed = [cell for result in results for cell in result.missed]
    print(f"\ncells: {len(noticed)} of {len(noticed) + len(missed)} changes are named by verify")
    for table in tables:
        named = sum(cell.table == table for cell in noticed)
        unnamed = [cell.column for cell in missed if cell.table == table]
        if named or unnamed:
            print(f"  {table:32} {named:3} of {named + len(unnamed):3}  {' '.join(unnamed)}")
    print(f"  cannot be changed: {sum(len(result.unchangeable) for result in results)}")
    print(f"  without a row: {' '.join(empty)}")
    for result in results:
        for cell, why in result.stopped.items():
            print(f"  STOPS A CHECK: {cell}: {why}")
    bench.drop("cells", "cells_too")


def _change_cells(bench: lab.Lab, database: str, tables: list[str]) -> tamper.Tampering:
    with bench.connect(database) as conn:
        return tamper.run(conn, tables)


def _prepare(conn: psycopg.Connection[Any]) -> None:
    """Make the logins that the sabotages give rights to, or call otherwise."""
    for name in ("shop_app", "shop_read"):
        if not conn.execute("select from pg_roles where rolname = %s", [name]).fetchall():
            conn.execute(f"create role {name}".encode())
        conn.execute("select tolsel.grant_login(%s, 1)", [name])


def validations(bench: lab.Lab) -> None:
    """Time validations on many accounts, and postings beside them."""
    database = _make_books(bench)
    with bench.connect(database) as conn:
        _time_validations(bench, database, conn)
    _postings(bench, database)
    bench.drop(database)


_DOCUMENTS = """
    select (select count(*) from tolsel_channel.daily_entry)
        + (select count(*) from tolsel_channel.channel_transfer)
        + (select count(*) from tolsel_channel.day_close)
        + (select count(*) from tolsel_channel.vendor_payment)
        + (select count(*) from tolsel_channel.vendor_bill)
        + (select count(*) from tolsel_billing.payment)
        + (select count(*) from tolsel_billing.refund)
        + (select count(*) from tolsel_billing.invoice)"""
_NEW = """select tolsel.post_journals((select jsonb_agg(jsonb_build_object('lines',
    '[{"account_code": "1050", "amount": 5}, {"account_code": "4000", "amount": -5}]'::jsonb))
    from generate_series(1, 1000) n), p_tenant_id => 2)"""


def documents(bench: lab.Lab) -> None:
    """Time a validation of new journals over old documents of every kind, and over four times them.

    BENCH_DOCUMENTS sets how many are old.
    """
    database = bench.make("documents")
    logins = {"shop_app": "tolsel_app", "shop_admin": "tolsel_app, tolsel_admin"}
    with bench.connect(database) as conn:
        tenant = conn.execute(
            "select tenant_id from tolsel.open_tenant('Shop', 'EUR', 'Europe/Berlin')"
        ).fetchone()
        for login, roles in logins.items():
            if not conn.execute("select from pg_roles where rolname = %s", [login]).fetchall():
                conn.execute(f"create role {login} login".encode())
            conn.execute(f"grant {roles} to {login}".encode())
            conn.execute("select tolsel.grant_login(%s, %s, true)", [login, *(tenant or ())])
    with (
        bench.connect(database) as conn,
        bench.connect(database, user="shop_app") as app,
        bench.connect(database, user="shop_admin") as admin,
    ):
        open_shop(app, admin, tenant_id=2)
        before = conn.execute(_DOCUMENTS.encode()).fetchone()
        assert before is not None
        conn.autocommit = False
        copier = Copier(conn)
        # The first validation would judge the copies too, whose sums are not looked after.
        conn.execute(
            """insert into tolsel_core.validation (
                   is_full, started_at, check_count, breach_count, entry_count, login)
               values (true, now(), 0, 0, 0, 'bench')"""
        )
        conn.commit()
        medians = []
        for copies in (DOCUMENTS // before[0], 4 * DOCUMENTS // before[0]):
            copier.copy(copies)
            conn.commit()
            conn.autocommit = True
            conn.execute("select count(*) from tolsel_core.repair_sequences(false)")
            medians.append(_time_over_documents(conn, app))
            conn.autocommit = False
    print(f"four times as many take {medians[1] / medians[0]:.2f} times as long")
    bench.drop(database)


def _time_over_documents(conn: psycopg.Connection[Any], app: psycopg.Connection[Any]) -> float:
    row = conn.execute(_DOCUMENTS.encode()).fetchone()
    validate = "select (tolsel.validate_books()).breach_count"
    _time(conn, validate)
    found = conn.execute("select distinct check_name from tolsel_core.open_incident").fetchall()
    print(f"  open incidents: {found}")
    times = []
    for _ in range(lab.REPEATS):
        for _ in range(NEW_JOURNALS // 1000):
            app.execute(_NEW.encode())
        times.append(_time(conn, validate))
    _print(f"{NEW_JOURNALS:,} new journals over {row[0] if row else 0:,} documents", times)
    return statistics.median(times)


_VERIFY = "select count(*) from tolsel.verify()"


def versions(bench: lab.Lab) -> None:
    """Compare verify with that of an older checkout, BENCH_OLD, on the same books, in turn."""
    if OLD is None:
        print("\nversions: BENCH_OLD names no checkout to compare with")
        return
    change = _BOOKS.format(first=_FIRST, accounts=ACCOUNTS, each=ENTRIES_EACH)
    for name, books in ("empty", ""), ("large", change):
        databases = {"this": bench.make(f"{name}_new", change=books)}
        with bench.connect("postgres") as conn:
            conn.execute(f"create database {name}_old".encode())
        url = bench.url(f"{name}_old")
        install = (
            "import sys; from tolsel.install import migrate; migrate.init(sys.argv[1]);"
            " migrate.migrate(sys.argv[1])"
        )
        subprocess.run(
            [sys.executable, "-c", install, url],
            env=os.environ | {"PYTHONPATH": f"{OLD}/python"}, cwd=OLD, check=True,
        )  # fmt: skip
        databases["old"] = f"{name}_old"
        with bench.connect(databases["old"]) as conn:
            conn.execute("select tolsel.open_tenant('Bench', 'EUR', 'Europe/Berlin')")
            for statement in filter(None, map(str.strip, books.split(";;"))):
                conn.execute(statement.encode())
        times: dict[str, list[float]] = {"this": [], "old": []}
        for _ in range(3 * lab.REPEATS):
            for version, database in databases.items():
                with bench.connect(database) as conn:
                    times[version].append(_time_of_server(conn, _VERIFY))
        print(f"\n{'verify of ' + name + ' books':44} {'s CPU':>7}   ratio")
        _print("the older checkout", times["old"], times["old"])
        _print("this one", times["this"], times["old"])
        bench.drop(*databases.values())


def full_verify(bench: lab.Lab) -> None:
    """Compare the whole proof of many entries to adding them up."""
    database = _make_books(bench)
    with bench.connect(database) as conn:
        _time_verify(conn)
    bench.drop(database)


def _make_books(bench: lab.Lab) -> str:
    started = time.perf_counter()
    change = _BOOKS.format(first=_FIRST, accounts=ACCOUNTS, each=ENTRIES_EACH)
    database = bench.make("large", change=change)
    print(
        f"\n{ACCOUNTS:,} accounts, {ACCOUNTS * ENTRIES_EACH:,} entries,"
        f" made in {time.perf_counter() - started:.0f} s",
        flush=True,
    )
    return database


def _time_validations(bench: lab.Lab, database: str, conn: psycopg.Connection[Any]) -> None:
    validate = "select (tolsel.validate_books()).entry_count"
    print(f"{'validation':44} {'s':>7}")
    _print("the first, of every entry", [_time(conn, validate)])
    _print("nothing new", [_time(conn, validate) for _ in range(lab.REPEATS)])
    times, counts = [], []
    for _ in range(lab.REPEATS):
        bench.tps(database, lab.post_journal())
        started = time.perf_counter()
        row = conn.execute(validate.encode()).fetchone()
        times.append(time.perf_counter() - started)
        counts.append(row[0] if row else 0)
    _print(f"after {statistics.median(counts):,.0f} new entries", times)


def _time_verify(conn: psycopg.Connection[Any]) -> None:
    print(f"{'full verify':44} {'s':>7}   ratio")
    base = [_time(conn, _SUM) for _ in range(lab.REPEATS)]
    _print("select count(*), sum(amount) from entry", base, base)
    verify = "select count(*) filter (where status = 'breach') from tolsel.verify()"
    _print("verify, nothing sealed", [_time(conn, verify, expected=0)], base)
    started, sealed = time.perf_counter(), 0
    while row := conn.execute(f"select tolsel.seal_entries({_SEALS})".encode()).fetchone():
        if not row[0]:
            break
        sealed += row[0]
    seconds = time.perf_counter() - started
    _print(f"sealing {sealed:,} entries", [seconds], base)
    conn.execute("vacuum analyze tolsel_ledger.seal")
    conn.execute("vacuum analyze tolsel_ledger.slot_mark")
    _print("verify with seals", [_time(conn, verify, expected=0)], base)
    _print(
        "breach_broken_seal alone",
        [_time(conn, "select count(*) from tolsel_ledger.breach_broken_seal", expected=0)],
        base,
    )


def _postings(bench: lab.Lab, database: str) -> None:
    def beside(run: Callable[[], float]) -> float:
        end = threading.Event()

        def loop() -> None:
            with bench.connect(database) as conn:
                while not end.is_set():
                    conn.execute("select tolsel.validate_books()")

        validator = threading.Thread(target=loop)
        validator.start()
        try:
            return run()
        finally:
            end.set()
            validator.join()

    results = lab.interleave(
        {
            "postings alone": lambda: bench.tps(database, lab.post_journal()),
            "with validations without a pause": lambda: beside(
                lambda: bench.tps(database, lab.post_journal())
            ),
        }
    )
    lab.report("8 clients", results)


def _time(conn: psycopg.Connection[Any], query: str, *, expected: int | None = None) -> float:
    started = time.perf_counter()
    row = conn.execute(query.encode()).fetchone()
    if row is None or (expected is not None and row[0] != expected):
        raise RuntimeError(f"{query}: {row}")
    return time.perf_counter() - started


def _time_of_server(conn: psycopg.Connection[Any], query: str) -> float:
    """Return the processor time of one query, which another's work on the machine leaves alone."""

    def ticks() -> int:
        fields = Path(f"/proc/{conn.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    conn.execute("set max_parallel_workers_per_gather = 0")
    before = ticks()
    conn.execute(query.encode())
    return (ticks() - before) / os.sysconf("SC_CLK_TCK")


def _print(name: str, times: list[float], base: list[float] | None = None) -> None:
    median = statistics.median(times)
    ratio = f"  {median / statistics.median(base):6.2f}" if base else ""
    print(f"{name:44} {median:7.2f}{ratio}  ({min(times):.2f} to {max(times):.2f})", flush=True)
