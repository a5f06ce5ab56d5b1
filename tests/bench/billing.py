"""What a payment costs: against no rules, against an ORM, on one channel, after many others."""

import contextlib
import os
import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from tests.bench import lab
from tests.bench.asking import Question, ask

_HERE = Path(__file__).parent
_CUSTOMERS = 10_000
_CHANNELS = 32
_ALLOCATIONS = 10_000
_SAMPLES = 200
_ORM_REPEATS = 9
_TOTALS_REPEATS = 7
# Pairs of runs that differ in the login alone, of so many payments each: what disturbs the machine
# for longer than a moment disturbs both.
_WARMING, _PAIRS, _LOGINS_EACH = 20, 1200, 10
_NO_LOGINS = """
    alter table tolsel_ledger.journal alter login drop not null, alter login drop default;;
    alter table tolsel_billing.payment alter login drop not null, alter login drop default"""
_OPEN_CHANNELS = """
    select count(tolsel.open_channel('Channel ' || n, 'cash', p_slots => {slots}))
    from generate_series(1, {count}) n"""
_PAY = """\\set customer random({first}, {last})
select * from tolsel.record_payment(
    :customer, 12.34, 'cash', {channel}, array[:customer]::bigint[]);
"""
_PAY_FREE = """\\set customer random(1, {last})
select * from bench.{function}(:customer, 12.34, 1, :customer);
"""
_REPORT_CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "100000"))
_PAYMENTS_EACH = 10
_MIDDLE = _REPORT_CUSTOMERS // 2
_QUESTIONS = (
    Question(
        title="invoices of a status, 1,000 due first",
        query="select * from tolsel.list_invoices_by_status('partial')",
        bound_ms=100,
    ),
    Question(
        title="invoice by its number",
        query=f"select * from tolsel.get_invoice_by_number('INV-{_MIDDLE}')",
        bound_ms=100,
    ),
    Question(
        title="payments of a customer",
        query=f"""select * from tolsel.payment p where p.tenant_id = 1 and p.customer_id = {_MIDDLE}
        order by p.paid_on desc""",
        role=lab.READER,
        bound_ms=150,
    ),
    Question(
        title="statement of a customer, a year",
        query=f"""select * from tolsel.list_customer_statement(
            {_MIDDLE}, '2025-01-01', '2025-12-31')""",
    ),
    Question(
        title="aging of a customer",
        query=f"select * from tolsel.list_aging({_REPORT_CUSTOMERS})",
        bound_ms=300,
    ),
    Question(
        title="aging of all customers",
        query="select * from tolsel.list_aging()",
        bound_ms=300,
    ),
    Question(
        title="payments of a request",
        query=f"select * from tolsel.list_payments_of_request('request-{_MIDDLE}')",
    ),
    Question(
        title="failed payments, tried again 7 times",
        query="select * from tolsel.list_failed_payments(7)",
    ),
    Question(
        title="processing times by method, a month",
        query="select * from tolsel.list_processing_times('2025-06-01', '2025-06-30')",
    ),
)
_SUM_TRIGGER = """
    do $do$
    begin
        execute replace(
            pg_get_functiondef('tolsel_billing.add_paid_amount'::regproc),
            'paid_amount = i.paid_amount + p_allocation.amount',
            'paid_amount = (select sum(a.amount) from tolsel_billing.allocation a
                where a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id)');
    end
    $do$"""


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        for program in (
            no_rules, by_orm, one_channel, daily_totals, logins, ten_thousandth, reports,
        ):  # fmt: skip
            if wanted in program.__name__:
                program(bench)


def make(
    bench: lab.Lab,
    database: str,
    *,
    change: str = "",
    channels: int = 1,
    slots: int = 8,
    customers: int = _CUSTOMERS,
    payments: int = 0,
    open_invoices: int | None = None,
    owed: str = "1000000000",
) -> str:
    """Make a database with channels, customers, an invoice each, and payments; then change it."""
    bench.make(database)
    with bench.connect(database, user=lab.APP) as app:
        app.execute(_OPEN_CHANNELS.format(slots=slots, count=channels).encode())
    with bench.connect(database) as owner:
        for name, value in {
            "customers": customers,
            "payments": payments,
            "open": customers if open_invoices is None else open_invoices,
            "owed": owed,
        }.items():
            owner.execute("select set_config('books.' || %s, %s, false)", [name, str(value)])
        owner.execute((_HERE / "billing_books.sql").read_bytes())
        for statement in filter(None, map(str.strip, change.split(";;"))):
            owner.execute(statement.encode())
        analyze(owner)
    return database


def analyze(owner: psycopg.Connection[Any]) -> None:
    """Vacuum what has rows: tables that are analyzed while empty spoil the plans for them."""
    tables = owner.execute(
        """select c.oid::regclass::text from pg_class c
        where c.relkind = 'r' and c.relnamespace::regnamespace::text ~ '^(tolsel_|bench$)'
            and pg_relation_size(c.oid) > 0"""
    ).fetchall()
    for (table,) in tables:
        owner.execute(f"vacuum analyze {table}".encode())


def pay(channel: str = "1") -> str:
    """Return a script that pays a part of a customer's invoice."""
    return _PAY.format(first=1, last=_CUSTOMERS, channel=channel)


def no_rules(bench: lab.Lab) -> None:
    """Compare record_payment to one function that writes the same rows without any rule."""
    database = make(bench, "no_rules", change=(_HERE / "billing_rule_free.sql").read_text())
    scripts = {
        "rule-free, plain tables": _PAY_FREE.format(last=_CUSTOMERS, function="pay"),
        "rule-free, tolsel's tables": _PAY_FREE.format(last=_CUSTOMERS, function="pay_here"),
        "record_payment": pay(),
    }
    for title, measure, unit in (
        ("8 clients", bench.tps, "per s"),
        ("the server's work", bench.cpu, "us CPU"),
        ("log of one payment", bench.wal_bytes, "bytes"),
    ):
        runs = {name: partial(measure, database, script) for name, script in scripts.items()}
        results = lab.interleave(runs)
        if measure == bench.tps:
            _, *same_tables = results
            lab.report(f"{title} (aim: 0.50)", {name: results[name] for name in same_tables})
        lab.report(title, results, unit=unit)
    bench.drop(database)


def by_orm(bench: lab.Lab) -> None:
    """Compare record_payment called from Python to the same work done there with an ORM."""
    # Only this needs SQLAlchemy.
    from tests.bench import orm

    database = make(bench, "by_orm", change=(_HERE / "billing_rule_free.sql").read_text())
    orm.declare_rules(bench.url(database))
    url = bench.url(database, user=lab.APP)
    options = {"clients": 8, "customers": _CUSTOMERS, "seconds": lab.SECONDS}
    runs: dict[str, lab.Run] = {
        "SQLAlchemy, whole tables": partial(
            orm.rate, partial(orm.by_orm, is_whole=True), url, **options
        ),
        "SQLAlchemy, columns it needs": partial(
            orm.rate, partial(orm.by_orm, is_whole=False), url, **options
        ),
        "record_payment by psycopg": partial(orm.rate, orm.by_call, url, **options),
    }
    # Where two languages share two cores, one repeat differs from the next by a third.
    results = lab.interleave(runs, repeats=_ORM_REPEATS)
    lab.report(f"8 Python processes, {_ORM_REPEATS} repeats (aim: 6.00)", results)
    bench.drop(database)


def one_channel(bench: lab.Lab) -> None:
    """Compare many clients on one channel to as many who have a channel each."""
    database = make(bench, "channels", channels=_CHANNELS, slots=_CHANNELS)
    runs = {
        f"{_CHANNELS} channels": partial(
            bench.tps, database, pay(":client_id + 1"), clients=_CHANNELS
        ),
        f"one channel, {_CHANNELS} slots": partial(bench.tps, database, pay(), clients=_CHANNELS),
    }
    lab.report(f"{_CHANNELS} clients (aim: 0.70)", lab.interleave(runs))
    bench.drop(database)


def daily_totals(bench: lab.Lab) -> None:
    """Compare payments with and without the trigger that keeps the totals of their channel's days.

    In one database: two differ by more than what is asked for.
    """
    database = make(bench, "totals")
    for title, measure, unit in (
        ("record_payment, 8 clients (aim: 0.90)", bench.tps, "per s"),
        ("the server's work (aim: 1.10)", bench.cpu, "us CPU"),
    ):
        runs = {
            f"{word} totals of days": partial(_with_totals, bench, database, state, measure)
            for word, state in (("without", "disable"), ("with", "enable"))
        }
        lab.report(title, lab.interleave(runs, repeats=_TOTALS_REPEATS), unit=unit)
    functions = ["record_payment", "_tg_balance_daily_total"]
    wholes, parts = zip(
        *(bench.times_in(database, pay(), functions) for _ in range(lab.REPEATS)),
        strict=True,
    )
    results = {"record_payment": wholes, "of it, totals of days": parts}
    lab.report("a part of one call, 2 clients (aim: 0.10)", results, unit="us")
    bench.drop(database)


def _with_totals(
    bench: lab.Lab, database: str, state: str, measure: Callable[[str, str], float]
) -> float:
    with bench.connect(database) as conn:
        conn.execute(
            f"""alter table tolsel_ledger.balance
                {state} trigger balance_after_update_daily_total""".encode()
        )
    return measure(database, pay())


def logins(bench: lab.Lab) -> None:
    """Compare payments that keep the login on journal and payment to payments that leave it out.

    A few here, a few there, in a database each; the bytes of the rows are exact.
    """
    databases = {
        "without the login": make(bench, "logins_without", change=_NO_LOGINS),
        "with the login": make(bench, "logins_with"),
    }
    runs = {name: partial(bench.wal_bytes, base, pay()) for name, base in databases.items()}
    lab.report("log of one payment (aim: 1.02)", lab.interleave(runs), unit="bytes")
    with contextlib.ExitStack() as stack:
        payers = {
            name: partial(_pay_some, stack.enter_context(bench.connect(base, user=lab.APP)))
            for name, base in databases.items()
        }
        lab.interleave(payers, repeats=_WARMING)
        results = lab.interleave(payers, repeats=_PAIRS)
    lab.report_close("the server's work (aim: 1.02)", results, unit="us CPU")
    with bench.connect(databases["with the login"]) as conn:
        for table in ("tolsel_ledger.journal", "tolsel_billing.payment"):
            row = conn.execute(
                f"""select avg(pg_column_size(t)), avg(pg_column_size(t.login)) from {table} t
                    where t.login is not null""".encode()
            ).fetchone()
            assert row is not None
            print(f"{table:44} {row[0]:7.1f} bytes a row, of it the login {row[1]:.0f}")
    bench.drop(*databases.values())


def _pay_some(app: psycopg.Connection[Any]) -> float:
    """Return the microseconds on a processor that its backend needs for a payment."""
    spent = Path(f"/proc/{app.info.backend_pid}/schedstat")
    before = int(spent.read_text().split()[0])
    for _ in range(_LOGINS_EACH):
        customer = random.randint(1, _CUSTOMERS)
        app.execute(
            "select * from tolsel.record_payment(%s, 12.34, 'cash', 1, array[%s]::bigint[])",
            [customer, customer],
            prepare=True,
        )
    return (int(spent.read_text().split()[0]) - before) / 1000 / _LOGINS_EACH


def ten_thousandth(bench: lab.Lab) -> None:
    """Time payments on invoices that have had nine, and on one that has had ten thousand."""
    for title, change in (("one by one (aim: 1.10)", ""), ("SUM trigger", _SUM_TRIGGER)):
        database = make(bench, "allocations", change=change)
        script = bench.folder / "allocate.sql"
        for first, last, count in (
            (1, _SAMPLES, 9 * _SAMPLES),
            (_CUSTOMERS, _CUSTOMERS, _ALLOCATIONS - _SAMPLES // 2),
        ):
            script.write_text(
                f"\\set customer {first} + :n % {last - first + 1}\n\\set n :n + 1\n"
                + _PAY.format(first=1, last=1, channel=1).partition("\n")[2]
            )
            bench.pgbench(
                database,
                *("-n", "-M", "prepared", "-c", "1", "-t", str(count), "-U", lab.APP),
                *("-D", "n=0", "-f", str(script)),
            )
        with bench.connect(database, user=lab.APP) as app:
            lab.report(title, _time_pairs(app), unit="us")
        bench.drop(database)


def _time_pairs(app: psycopg.Connection[Any]) -> lab.Results:
    """Pay now an invoice that has had nine payments, now the one that has had ten thousand."""
    times: dict[str, list[float]] = {"10th": [], f"{_ALLOCATIONS:,}th": []}
    for sample in range(1, _SAMPLES + 1):
        for name, customer in zip(times, (sample, _CUSTOMERS), strict=True):
            started = time.perf_counter()
            app.execute(
                "select * from tolsel.record_payment(%s, 12.34, 'cash', 1, array[%s]::bigint[])",
                [customer, customer],
                prepare=True,
            )
            times[name].append(1e6 * (time.perf_counter() - started))
    # Three medians of a third each, as the other tables have three repeats.
    third = _SAMPLES // lab.REPEATS
    return {
        name: [statistics.median(values[n * third : (n + 1) * third]) for n in range(lab.REPEATS)]
        for name, values in times.items()
    }


def reports(bench: lab.Lab) -> None:
    """Ask a full database what people ask of it, and count the pages it reads."""
    started = time.perf_counter()
    database = make(
        bench,
        "reports",
        channels=_CHANNELS,
        customers=_REPORT_CUSTOMERS,
        payments=_PAYMENTS_EACH,
        open_invoices=_REPORT_CUSTOMERS // 5,
        owed="50",
    )
    with bench.connect(database) as conn:
        print(
            f"\n{_REPORT_CUSTOMERS * _PAYMENTS_EACH:,} payments, {_REPORT_CUSTOMERS:,} customers, "
            f"{_REPORT_CUSTOMERS // 5:,} open invoices"
            f" (made in {time.perf_counter() - started:.0f} s)"
        )
        ask(conn, _QUESTIONS)
    bench.drop(database)
