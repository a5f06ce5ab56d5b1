"""How fast a queue moves: calls of many counters, joins, a large archive, an open snapshot."""

import time
from typing import Any

import psycopg

from tests.bench import lab

_WAITING = 10_000
# In one transaction: each leaves a version of the row that counts the tokens.
_AT_ONCE = 100
_ARCHIVED = 1_000_000
_COUNTERS = 16
_OFFICE = f"""
    select tolsel.grant_login('postgres', 1);;
    select tolsel.open_branch('Branch ' || n, 'Europe/Berlin') from generate_series(2, 4) n;;
    select tolsel.set_queue_line(n) from generate_series(1, 4) n;;
    select tolsel.open_queue_service('Service ' || n, chr(64 + n)) from generate_series(1, 4) n;;
    select tolsel.open_counter('Counter ' || n, {{branch}}, '{{{{1,2,3,4}}}}')
    from generate_series(0, {_COUNTERS - 1}) n;;
    analyze tolsel_queue.counter, tolsel_queue.counter_service, tolsel_queue.service"""
_ONE, _FOUR = "1", "1 + n % 4"
_CALL = r"""\set counter :client_id + 1
select ticket_id from tolsel.call_next_ticket(:counter) \gset
select 1 from tolsel.complete_ticket(:ticket_id, :counter, 'served');
"""
# The same on the same table without any rule: who comes first takes what nobody else has locked.
_BARE = r"""\set counter :client_id + 1
\set branch {branch}
update tolsel_queue.ticket t
set state = 'called', counter_id = :counter, called_at = now(), called_event_no = 2,
    changed_at = now()
from (
    select ticket_id from tolsel_queue.ticket
    where tenant_id = 1 and branch_id = :branch and state = 'waiting'
        and business_on >= '2000-01-01' and service_id = any ('{{1,2,3,4}}')
    order by business_on, order_at, ticket_id limit 1
    for no key update skip locked
) f
where t.tenant_id = 1 and t.ticket_id = f.ticket_id returning t.ticket_id \gset
update tolsel_queue.ticket
set state = 'completed', served_at = called_at, ended_at = now(), outcome = 'served'
where tenant_id = 1 and ticket_id = :ticket_id;
"""
_JOIN = "select 1 from tolsel.join_queue(1, :client_id % 4 + 1);\n"
_ARCHIVE = f"""
    insert into tolsel_queue.ticket (
        tenant_id, branch_id, business_on, prefix, token_no, service_id, priority, head_start_s,
        state, joined_at, queued_at, event_no, changed_at, ended_at, archived_at)
    select 1, 1, current_date - 1 - n / 500, 'A', 1 + n % 500, 1, 'regular', 0, 'cancelled',
        now() - interval '1 day' * (1 + n / 500), now() - interval '1 day' * (1 + n / 500), 1,
        now(), now(), now()
    from generate_series(1, {_ARCHIVED}) n;;
    vacuum analyze tolsel_queue.ticket"""


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        for program in (calls, joins, archive, snapshot):
            if wanted in program.__name__:
                program(bench)


def calls(bench: lab.Lab) -> None:
    """Compare a call and its completion to the bare statement, for three shapes of an office."""
    for title, branch, clients in (
        ("16 counters, one branch (aim: 400 a second)", _ONE, _COUNTERS),
        ("16 counters, four branches (aim: 0.30)", _FOUR, _COUNTERS),
        ("one counter (aim: 0.50)", _ONE, 1),
    ):
        database = bench.make("calls", change=_OFFICE.format(branch=branch))
        at = "1" if branch == _ONE else ":client_id % 4 + 1"
        bare = _BARE.format(branch=at)
        results = lab.interleave(
            {
                "bare skip locked": _run(bench, database, bare, clients=clients, user="postgres"),
                "call and complete": _run(bench, database, _CALL, clients=clients),
            }
        )
        lab.report(title, results)
        bench.drop(database)


def _run(
    bench: lab.Lab, database: str, script: str, *, clients: int = _COUNTERS, user: str = lab.APP
) -> lab.Run:
    """Let 10,000 wait, spread over the branches that have counters, before each run."""

    def run() -> float:
        with bench.connect(database) as conn:
            _fill(conn)
        return bench.tps(database, script, clients=clients, user=user)

    return run


def _fill(conn: psycopg.Connection[Any]) -> None:
    """Take those who are called or wait out of the way, and let others join."""
    conn.execute(
        """update tolsel_queue.ticket
           set state = 'cancelled', ended_at = now(), target_counter_id = null
           where state in ('waiting', 'called')"""
    )
    for _ in range(_WAITING // _AT_ONCE):
        conn.execute(
            """select count(tolsel.join_queue(b.branch_id, 1 + n %% 4))
               from (select array_agg(distinct branch_id) as ids from tolsel_queue.counter) a,
                   generate_series(1, %s) n,
                   lateral (select a.ids[1 + n %% cardinality(a.ids)] as branch_id) b""",
            [_AT_ONCE],
        )
    conn.execute("vacuum analyze tolsel_queue.ticket")


def joins(bench: lab.Lab) -> None:
    """Let four kiosks of one branch give tickets."""
    database = bench.make("joins", change=_OFFICE.format(branch=_ONE))
    results = lab.interleave({"join_queue": lambda: bench.tps(database, _JOIN, clients=4)})
    lab.report("4 kiosks, one branch (aim: 2,000 a second)", results)
    bench.drop(database)


def archive(bench: lab.Lab) -> None:
    """Compare calls without and with a million archived tickets."""
    names = {
        "nothing archived": bench.make("young", change=_OFFICE.format(branch=_ONE)),
        f"{_ARCHIVED:,} archived": bench.make(
            "old", change=_OFFICE.format(branch=_ONE) + ";;" + _ARCHIVE
        ),
    }
    results = lab.interleave({case: _run(bench, name, _CALL) for case, name in names.items()})
    lab.report("16 counters, one branch, and the archive (aim: flat)", results)
    bench.drop(*names.values())


def snapshot(bench: lab.Lab) -> None:
    """Call beside a snapshot that stays open, and say what the first and last runs did."""
    database = bench.make("snapshot", change=_OFFICE.format(branch=_ONE))
    with bench.connect(database) as conn, bench.connect(database) as report:
        _fill(conn)
        report.execute("begin isolation level repeatable read")
        report.execute("select count(*) from tolsel_queue.ticket")
        rates = []
        began = time.monotonic()
        while True:
            row = conn.execute(
                "select count(*) from tolsel_queue.ticket where state = 'waiting'"
            ).fetchone()
            # As long as each client finds somebody in each of its calls.
            if not row or row[0] < 3_000 or time.monotonic() - began > 600:
                break
            rates.append(bench.tps(database, _CALL, clients=_COUNTERS))
        report.execute("rollback")
        print(f"\nan open snapshot: {', '.join(f'{rate:.0f}' for rate in rates)} calls a second")
    bench.drop(database)
