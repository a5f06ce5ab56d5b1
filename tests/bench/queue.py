"""How fast a queue moves: calls of many counters, joins, a large archive, an open snapshot."""

import time
from typing import Any

import psycopg

from tests.bench import lab

# More than the fastest case calls away, so that each of its calls finds somebody.
_WAITING = 10_000 + 5_000 * lab.SECONDS
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
# The same, with the calls of a branch in order and numbered: less cannot have both.
_ORDERED = _BARE.replace(
    "update tolsel_queue.ticket t\n",
    """with numbered as (
    update tolsel_queue.line set last_call_no = last_call_no + 1
    where tenant_id = 1 and branch_id = :branch returning branch_id
)
update tolsel_queue.ticket t
""",
    1,
).replace("and branch_id = :branch and", "and branch_id = (select branch_id from numbered) and")
_JOIN = "select 1 from tolsel.join_queue(1, :client_id % 4 + 1);\n"
_BARE_JOIN = r"""\set service :client_id % 4 + 1
begin;
update tolsel_queue.token_series set last_no = last_no + 1
where tenant_id = 1 and branch_id = 1 and service_id = :service
returning last_no, last_on \gset
insert into tolsel_queue.ticket (
    tenant_id, branch_id, business_on, prefix, token_no, service_id, priority, head_start_s, state,
    joined_at, queued_at, event_no, changed_at)
values (
    1, 1, :last_on, 'X' || :service, :last_no, :service, 'regular', 0, 'waiting', now(), now(),
    1, now());
commit;
"""
_FILL = """
    insert into tolsel_queue.ticket (
        tenant_id, branch_id, business_on, prefix, token_no, service_id, priority, head_start_s,
        state, joined_at, queued_at, event_no, changed_at)
    select 1, b.ids[1 + n %% cardinality(b.ids)],
        tolsel_core.branch_date(1, clock_timestamp(), 1), 'W', b.last_no + n, 1 + n %% 4,
        'regular', 0, 'waiting', now(), now(), 1, now()
    from generate_series(1, %s) n, (
        select array(select distinct c.branch_id from tolsel_queue.counter c order by 1) as ids,
            coalesce((
                select max(t.token_no) from tolsel_queue.ticket t where t.prefix = 'W'), 0
            ) as last_no
    ) b"""
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
        ordered = _ORDERED.format(branch=at)
        results = lab.interleave(
            {
                "bare skip locked": _run(bench, database, bare, clients=clients, user="postgres"),
                "bare, in order": _run(bench, database, ordered, clients=clients, user="postgres"),
                "call and complete": _run(bench, database, _CALL, clients=clients),
            }
        )
        lab.report(title, results)
        bench.drop(database)


def _run(
    bench: lab.Lab, database: str, script: str, *, clients: int = _COUNTERS, user: str = lab.APP
) -> lab.Run:
    """Let more than 10,000 wait, spread over the branches that have counters, before each run."""

    def run() -> float:
        with bench.connect(database) as conn:
            _fill(conn)
        return bench.tps(database, script, clients=clients, user=user)

    return run


def _fill(conn: psycopg.Connection[Any], count: int = _WAITING) -> None:
    """Take those who are called or wait out of the way, and let others wait, from now on."""
    conn.execute(
        """update tolsel_queue.ticket
           set state = 'cancelled', ended_at = now(), target_counter_id = null
           where state in ('waiting', 'called')"""
    )
    conn.execute(_FILL.encode(), [count])
    conn.execute("vacuum analyze tolsel_queue.ticket")


def joins(bench: lab.Lab) -> None:
    """Let four kiosks of one branch give tickets."""
    database = bench.make("joins", change=_OFFICE.format(branch=_ONE))
    results = lab.interleave(
        {
            "bare": lambda: bench.tps(database, _BARE_JOIN, clients=4, user="postgres"),
            "join_queue": lambda: bench.tps(database, _JOIN, clients=4),
        }
    )
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
    """Call beside a snapshot that stays open, and say what the first and last calls cost."""
    database = bench.make("snapshot", change=_OFFICE.format(branch=_ONE))
    with bench.connect(database) as conn, bench.connect(database) as report:
        _fill(conn, 20_000)
        report.execute("begin isolation level repeatable read")
        report.execute("select count(*) from tolsel_queue.ticket")
        costs = []
        began = time.monotonic()
        while True:
            row = conn.execute(
                "select count(*) from tolsel_queue.ticket where state = 'waiting'"
            ).fetchone()
            # As long as each client finds somebody in each of its calls.
            if not row or row[0] < 3_000 or time.monotonic() - began > 600:
                break
            costs.append((20_000 - (row[0] if row else 0), bench.cpu(database, _CALL, clients=2)))
        report.execute("rollback")
    # Some ten of them: the first, and so on evenly.
    for calls_before, cost in costs[:: 1 + len(costs) // 10]:
        print(f"an open snapshot, after {calls_before:6,} calls: {cost:6.0f} us of processor time")
    bench.drop(database)
