"""What a posting costs beside pgledger, from a checkout outside this repository, and tpcb-like."""

import os
from functools import partial
from pathlib import Path

from tests.bench import lab, posting

_DATABASE = "pgledger"
_FILES = (
    "vendor/scoville-pgsql-ulid/ulid-to-uuid.sql",
    "vendor/scoville-pgsql-ulid/uuid-to-ulid.sql",
    "pgledger.sql",
)
# As many accounts as the other side has, with keys as long as its own ones.
_ACCOUNTS = f"""
    insert into pgledger_accounts (
        id, name, currency, allow_negative_balance, allow_positive_balance, created_at, updated_at)
    select 'pgla_' || lpad(({lab.FIRST_ACCOUNT} + i)::text, 26, '0'), 'Bench', 'EUR', true, true,
        now(), now()
    from generate_series(0, {lab.ACCOUNTS}) i;
    grant all on all tables in schema public to {lab.APP};
    vacuum analyze pgledger_accounts"""
_HOT = lab.FIRST_ACCOUNT + lab.ACCOUNTS
_CLIENTS = 8, 32
_BATCH = 1_000


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text, where PGLEDGER names a checkout."""
    checkout = os.environ.get("PGLEDGER")
    if not checkout:
        print("peers: make bench T=peers PGLEDGER=<a checkout of pgledger> compares with it")
        return
    with lab.open_lab() as bench:
        database = bench.make("peers")
        _load(bench, Path(checkout))
        for program in (one_by_one, hot_account, batches):
            if wanted in program.__name__:
                program(bench, database)


def one_by_one(bench: lab.Lab, database: str) -> None:
    """Compare single postings of two lines between random accounts."""
    bench.pgbench("postgres", "-U", "postgres", "-i", "-q", "-s", str(posting.SCALE))
    scripts = {"post_journal": lab.post_journal(), "post_transfer": lab.post_transfer()}
    for clients in _CLIENTS:
        results = lab.interleave(
            {
                "pgledger": partial(bench.tps, _DATABASE, _transfer(":lesser"), clients=clients),
                posting.TPCB: partial(bench.tps, "postgres", "", clients=clients),
                **{
                    name: partial(bench.tps, database, script, clients=clients)
                    for name, script in scripts.items()
                },
            }
        )
        for base, aim in (("pgledger", "2.00"), (posting.TPCB, "1.05")):
            lab.report(
                f"{clients} clients (aim: {aim})",
                {name: results[name] for name in (base, *scripts)},
            )
    costs = lab.interleave(
        {
            "pgledger": partial(bench.cpu, _DATABASE, _transfer(":lesser")),
            **{name: partial(bench.cpu, database, script) for name, script in scripts.items()},
        }
    )
    lab.report("the server's work", costs, unit="us CPU")


def hot_account(bench: lab.Lab, database: str) -> None:
    """Compare many writers who all post on one account."""
    with bench.connect(database, user=lab.APP) as conn:
        opened = conn.execute(
            "select (tolsel.open_account('hot', 'Hot', 'revenue', p_slots => %s)).account_id",
            [max(_CLIENTS)],
        ).fetchone()
    assert opened
    results = lab.interleave(
        {
            "pgledger": partial(bench.tps, _DATABASE, _transfer(str(_HOT)), clients=max(_CLIENTS)),
            "post_journal": partial(
                bench.tps, database, lab.post_journal(hot=opened[0]), clients=max(_CLIENTS)
            ),
        }
    )
    lab.report(f"one account, {max(_CLIENTS)} clients (aim: 4.00)", results)


def batches(bench: lab.Lab, database: str) -> None:
    """Compare calls of a thousand postings, by one client and by eight who overlap."""
    for clients in (1, 8):
        results = lab.interleave(
            {
                f"pgledger, {_BATCH:,} a call": partial(
                    bench.tps, _DATABASE, _transfers(), clients=clients
                ),
                f"post_journals of {_BATCH:,}": partial(
                    bench.tps, database, posting.batch(), clients=clients
                ),
            }
        )
        thousands = {name: [_BATCH * rate for rate in rates] for name, rates in results.items()}
        lab.report(f"postings, {clients} clients (aim: 3.00)", thousands)


def _load(bench: lab.Lab, checkout: Path) -> None:
    with bench.connect("postgres") as conn:
        conn.execute(f"create database {_DATABASE}".encode())
    with bench.connect(_DATABASE) as conn:
        for name in _FILES:
            conn.execute((checkout / name).read_bytes())
        for statement in _ACCOUNTS.split(";"):
            conn.execute(statement.encode())


def _key(number: str) -> str:
    return f"'pgla_' || lpad(({number})::text, 26, '0')"


def _transfer(first: str) -> str:
    return lab.two_accounts() + (
        f"select id from pgledger_create_transfer({_key(first)}, {_key(':greater')}, 12.34);\n"
    )


def _transfers() -> str:
    return posting.two_ranges() + (
        "select count(*) from pgledger_create_transfers(array(\n"
        f"    select row({_key(':lesser + i')}, {_key(':greater + i')}, 12.34)::transfer_request\n"
        f"    from generate_series(0, {_BATCH - 1}) i));\n"
    ).replace("\n    ", " ").replace("(array( ", "(array(")
