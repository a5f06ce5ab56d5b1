"""What the ledger's extras cost: holds, totals of days, the drift key; and a million entries."""

import statistics
import time
from collections.abc import Callable

import psycopg

from tests.bench import lab

_ENTRIES = 1_000_000
_DAYS = 1_000
_BATCH = 1_000
_FIRST_DAY = "2023-01-01"
_MIDDLE_DAY = "2024-05-15"
_LAST_DAYS = "2025-09-20"
_TOTALS_ON = """update tolsel_ledger.account a set has_daily_totals = true
    where a.tenant_id = 1 and a.account_id between {} and {}"""


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        for program in (holds, daily_totals, drift_key, metadata_index, million_entries):
            if wanted in program.__name__:
                program(bench)


def holds(bench: lab.Lab) -> None:
    """Compare a payment in two phases to one in a single posting."""
    database = bench.make("holds")
    place = lab.two_accounts() + "select hold_id from tolsel.place_hold(:lesser, 12.34) \\gset\n"
    results = lab.interleave(
        {
            "post_journal": lambda: bench.tps(database, lab.post_journal()),
            "place_hold, release_hold": lambda: bench.tps(
                database, place + "select tolsel.release_hold(:hold_id);\n"
            ),
            "place_hold, capture_hold": lambda: bench.tps(
                database, place + "select tolsel.capture_hold(:hold_id, :greater);\n"
            ),
        }
    )
    lab.report("8 clients", results)
    bench.drop(database)


def daily_totals(bench: lab.Lab) -> None:
    """Compare postings to accounts with and without totals, and without the trigger."""
    first, last = lab.FIRST_ACCOUNT, lab.FIRST_ACCOUNT + lab.ACCOUNTS - 1
    middle = first + lab.ACCOUNTS // 2
    changes = {
        "no trigger": "drop trigger balance_after_update_daily_total on tolsel_ledger.balance",
        "no account with totals": "",
        "one of the two with totals": _TOTALS_ON.format(first, middle - 1),
        "both with totals": _TOTALS_ON.format(first, last),
    }
    _compare_variants(bench, "totals of days, 8 clients (aim: 0.80)", changes)


def drift_key(bench: lab.Lab) -> None:
    """Compare postings with and without the foreign key from a balance to its last entry."""
    without = "alter table tolsel_ledger.balance drop constraint balance_last_entry_fkey"
    _compare_variants(bench, "drift key, 8 clients", {"without": without, "with": ""})


def metadata_index(bench: lab.Lab) -> None:
    """Compare postings that carry metadata with and without an index over it."""
    index = "create index on tolsel_ledger.journal using gin (metadata jsonb_path_ops)"
    options = """, p_metadata => jsonb_build_object('order', :lesser + 0)"""
    _compare_variants(
        bench, "index of metadata, 8 clients", {"without": "", "with": index}, options=options
    )


def _compare_variants(
    bench: lab.Lab, title: str, changes: dict[str, str], *, options: str = ""
) -> None:
    names = {
        case: bench.make(f"variant_{n}", change=change)
        for n, (case, change) in enumerate(changes.items())
    }

    def measured(database: str) -> lab.Run:
        return lambda: bench.tps(database, lab.post_journal(options=options))

    lab.report(title, lab.interleave({case: measured(name) for case, name in names.items()}))
    bench.drop(*names.values())


def million_entries(bench: lab.Lab) -> None:
    """Time what a person asks of one account with a million entries."""
    database = bench.make("million")
    with (
        bench.connect(database, user=lab.APP) as app,
        bench.connect(database) as owner,
    ):
        account_id = _fill(app)
        owner.execute("vacuum analyze tolsel_ledger.entry")
        owner.execute("vacuum analyze tolsel_ledger.journal")
        print(f"\none account with {_ENTRIES:,} entries over {_DAYS:,} days, ms of three calls")
        _time_questions(app, account_id)
        app.execute("select tolsel.set_daily_totals(%s, true)", [account_id])
        print("the same with totals of days")
        _time_questions(app, account_id)
    bench.drop(database)


def _fill(app: psycopg.Connection[tuple[object, ...]]) -> int:
    row = app.execute(
        "select (tolsel.open_account('million', 'Million', 'asset')).account_id"
    ).fetchone()
    assert row
    for start in range(0, _ENTRIES, _BATCH):
        app.execute(
            """select count(*) from tolsel.post_journals((
                select jsonb_agg(jsonb_build_object(
                    'effective_on', %(first)s::date + (k::bigint * %(days)s / %(entries)s)::integer,
                    'lines', jsonb_build_array(
                        jsonb_build_object('account_id', %(account)s::bigint, 'amount', '1.50'),
                        jsonb_build_object('account_code', '4000', 'amount', '-1.50'))))
                from generate_series(%(start)s::integer, %(start)s::integer + %(batch)s - 1) k))""",
            {
                "first": _FIRST_DAY,
                "days": _DAYS,
                "entries": _ENTRIES,
                "account": row[0],
                "start": start,
                "batch": _BATCH,
            },
        )
    assert isinstance(row[0], int)
    return row[0]


def _time_questions(app: psycopg.Connection[tuple[object, ...]], account_id: int) -> None:
    statement = "select count(*) from tolsel.list_account_statement(%s, %s::date, %s::date + %s)"
    balance = "select tolsel.get_balance_at(%s, p_effective_on => %s)"
    questions: dict[str, Callable[[], object]] = {
        "statement of a day, 1,000 lines": lambda: app.execute(
            statement, [account_id, _MIDDLE_DAY, _MIDDLE_DAY, 0]
        ),
        "statement of 30 days, 30,000 lines": lambda: app.execute(
            statement, [account_id, _MIDDLE_DAY, _MIDDLE_DAY, 29]
        ),
        "balance lately": lambda: app.execute(balance, [account_id, _LAST_DAYS]),
        "balance in the middle": lambda: app.execute(balance, [account_id, _MIDDLE_DAY]),
        "balance as booked by a moment": lambda: app.execute(
            "select tolsel.get_balance_at(%s, p_booked_at => now() - interval '30 seconds')",
            [account_id],
        ),
    }
    width = max(map(len, questions))
    for question, ask in questions.items():
        times = []
        for _ in range(lab.REPEATS):
            started = time.perf_counter()
            ask()
            times.append(1e3 * (time.perf_counter() - started))
        print(
            f"  {question:{width}} {statistics.median(times):8.1f}"
            f"  ({min(times):.1f} to {max(times):.1f})",
            flush=True,
        )
