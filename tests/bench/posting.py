"""What a posting costs: against pgbench, against no rules at all, in batches, on a hot account."""

from functools import partial
from pathlib import Path

from tests.bench import lab

_RULE_FREE = Path(__file__).with_name("rule_free.sql")
_BATCH = 1_000
_SLOTS = 32
SCALE = 50  # of pgbench's own tables
TPCB = f"pgbench tpcb-like, scale {SCALE}"


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        database = bench.make("posting", change=_RULE_FREE.read_text())
        for program in (one_by_one, batches, hot_account, log_volume):
            if wanted in program.__name__:
                program(bench, database)


def one_by_one(bench: lab.Lab, database: str) -> None:
    """Compare post_journal with two lines to what PostgreSQL itself needs for such work."""
    bench.pgbench("postgres", "-U", "postgres", "-i", "-q", "-s", str(SCALE))
    scripts = {
        "post_journal": lab.post_journal(),
        "post_transfer": lab.post_transfer(),
        "rule-free, tolsel's tables": lab.rule_free("post_here"),
        "rule-free, plain tables": lab.rule_free("post"),
    }
    results = lab.interleave(
        {
            TPCB: partial(bench.tps, "postgres", ""),
            **{name: partial(bench.tps, database, script) for name, script in scripts.items()},
        }
    )
    costs = lab.interleave(
        {name: partial(bench.cpu, database, script) for name, script in reversed(scripts.items())}
    )
    for base, name, aim in (
        (TPCB, "post_journal", "0.70"),
        (TPCB, "post_transfer", "1.05"),
        ("rule-free, tolsel's tables", "post_journal", "0.50"),
    ):
        lab.report(f"8 clients (aim: {aim})", {key: results[key] for key in (base, name)})
    lab.report("8 clients", {name: results[name] for name in reversed(scripts)})
    lab.report("the server's work", costs, unit="us CPU")


def batches(bench: lab.Lab, database: str) -> None:
    """Compare the lines of one batch to the lines of single calls, by what a commit costs."""
    runs: dict[str, lab.Run] = {
        "post_journal": lambda: 2 * bench.tps(database, lab.post_journal(), clients=1),
        f"post_journals of {_BATCH}": lambda: 2 * _BATCH * bench.tps(database, batch(), clients=1),
        f"rule-free, tolsel's tables, {_BATCH}": lambda: (
            2 * _BATCH * bench.tps(database, _rule_free_batch(), clients=1)
        ),
    }
    lab.report("lines, 1 client (aim: 10)", lab.interleave(runs))
    # This machine's disk may answer before it has written. Most networked ones take a millisecond.
    with bench.delayed_commits(microseconds=1_000):
        lab.report("and 1 ms more a commit", lab.interleave(runs))


def hot_account(bench: lab.Lab, database: str) -> None:
    """Compare many writers on one account of many slots to writers who never meet."""
    with bench.connect(database, user=lab.APP) as conn:
        opened = conn.execute(
            "select (tolsel.open_account('hot', 'Hot', 'revenue', p_slots => %s)).account_id",
            [_SLOTS],
        ).fetchone()
    assert opened
    results = lab.interleave(
        {
            "any accounts": lambda: bench.tps(database, lab.post_journal(), clients=_SLOTS),
            f"one account, {_SLOTS} slots": lambda: bench.tps(
                database, lab.post_journal(hot=opened[0]), clients=_SLOTS
            ),
        }
    )
    lab.report(f"{_SLOTS} clients (aim: 0.70)", results)


def log_volume(bench: lab.Lab, database: str) -> None:
    """Compare the bytes of write-ahead log of one posting."""
    results = lab.interleave(
        {
            "rule-free, plain tables": lambda: bench.wal_bytes(database, lab.rule_free("post")),
            "post_journal": lambda: bench.wal_bytes(database, lab.post_journal()),
            f"one of post_journals of {_BATCH}": lambda: (
                bench.wal_bytes(database, batch()) / _BATCH
            ),
        }
    )
    lab.report("log of one posting", results, unit="bytes")


def two_ranges() -> str:
    last = lab.FIRST_ACCOUNT + lab.ACCOUNTS - 1
    middle = lab.FIRST_ACCOUNT + lab.ACCOUNTS // 2
    return (
        f"\\set lesser random({lab.FIRST_ACCOUNT}, {middle - _BATCH})\n"
        f"\\set greater random({middle}, {last - _BATCH})\n"
    )


def _rule_free_batch() -> str:
    return two_ranges() + f"select bench.post_many_here(:lesser, :greater, 12.34, {_BATCH});\n"


def batch() -> str:
    return two_ranges() + (
        "select count(*) from tolsel.post_journals((\n"
        "    select jsonb_agg(jsonb_build_object('lines', jsonb_build_array(\n"
        "        jsonb_build_object('account_id', :lesser + i, 'amount', '12.34'),\n"
        "        jsonb_build_object('account_id', :greater + i, 'amount', '-12.34'))))\n"
        f"    from generate_series(1, {_BATCH}) i));\n"
    )
