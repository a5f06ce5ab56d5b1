"""The queue under concurrency: no ticket is called twice, lost, or left behind by a closing.

Proves # S42 S43 S52 Q2 Q8 F7 F16: who waits for whom is decided by the line, the counter and the
ticket, in this order, whatever happens at once.
"""

import random
import threading

import pytest

from tests.house.catalog import measure
from tests.race.arena import Connection
from tests.race.conftest import Race
from tests.race.interleave import DONE, REPEATABLE_READ, SERIALIZABLE, Session, all_at_once

OFFICE = """
select tolsel.open_branch('Manila', 'Asia/Manila');
select tolsel.set_queue_line(3);
select tolsel.open_queue_service('Cash', 'C'), tolsel.open_queue_service('Advice', 'A');
select tolsel.open_counter('counter ' || n, 3, '{1, 2}') from generate_series(1, 16) n"""
CLOSE = "select (tolsel.reset_day(3, '2026-03-10')).outcome"
JOIN = "select (tolsel.join_queue(3, 1)).token"
CALL = "select (tolsel.call_next_ticket(1)).ticket_id"
OTHERS_CALL = "select (tolsel.call_next_ticket(2)).ticket_id"
CANCEL = "select (tolsel.cancel_ticket(1)).state"
START = "select (tolsel.start_service(1, 1)).state"
COMPLETE = "select (tolsel.complete_ticket(1, 1, 'served')).state"
TRANSFER = "select (tolsel.transfer_ticket(1, 2, 1)).state"
PARK = "select (tolsel.park_ticket(1, 1, 0)).state"
TAKE_BACK = "select (tolsel.return_ticket(1, 1)).state"
SHUT = "select (tolsel.change_counter(1, false)).is_open"


@pytest.fixture
def queue(race: Race) -> Race:
    """Open an office at nine in Manila on 2026-03-10, with two tickets that wait."""
    race.alter("select tolsel_core.arrange_test_clock(true)")
    set_clock(race, "2026-03-10 09:00+08")
    for statement in OFFICE.strip().split(";\n"):
        outcome = race.session("shop_admin").call(statement)
        assert outcome.code == DONE, outcome
    do(race, JOIN, JOIN)
    return race


def set_clock(race: Race, at: str) -> None:
    race.alter(f"select tolsel.set_clock('{at}')")


def do(race: Race, *queries: str) -> None:
    for query in queries:
        outcome = race.session("shop_admin").call(query)
        assert outcome.code == DONE, outcome


def stands(race: Race, ticket: int = 1) -> str:
    return str(
        race.one(
            """select concat_ws(' ', state, counter_id) from tolsel_queue.ticket
            where tenant_id = 1 and ticket_id = %s""",
            ticket,
        )
    )


# What has happened, two calls at once, how the second fares, and where the first ticket stands.
PAIRS: dict[str, tuple[tuple[str, ...], str, str, str, str]] = {
    "customer cancels while called": ((), CALL, CANCEL, DONE, "cancelled 1"),
    "customer cancels while served": ((CALL,), START, CANCEL, "UQ009", "serving 1"),
    "served while customer cancels": ((CALL,), CANCEL, START, "UQ009", "cancelled 1"),
    "transfer against complete": ((CALL, START), TRANSFER, COMPLETE, "UQ009", "waiting"),
    "complete against transfer": ((CALL, START), COMPLETE, TRANSFER, "UQ009", "completed 1"),
    "take back against start": ((CALL,), TAKE_BACK, START, "UQ009", "waiting"),
    "start against take back": ((CALL,), START, TAKE_BACK, "UQ009", "serving 1"),
    "two calls of one counter": ((), CALL, CALL, "UQ010", "called 1"),
    "complete and call of one counter": ((CALL,), COMPLETE, CALL, DONE, "completed 1"),
    "counter shuts while it calls": ((), CALL, SHUT, "UQ026", "called 1"),
    "counter calls while it shuts": ((), SHUT, CALL, "UQ007", "waiting"),
    "a clerk completes twice": ((CALL,), COMPLETE, COMPLETE, DONE, "completed 1"),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_two_at_once(queue: Race, pair: str) -> None:
    before, first, second, code, state = PAIRS[pair]
    do(queue, *before)
    outcome = queue.clash(first, second)
    assert outcome.code == code, outcome
    assert stands(queue) == state


@pytest.mark.parametrize("pair", ["two calls of one counter", "transfer against complete"])
def test_an_old_snapshot_fares_as_a_new_one(queue: Race, pair: str) -> None:
    before, first, second, code, state = PAIRS[pair]
    do(queue, *before)
    outcome = queue.overtake(first, second, level=SERIALIZABLE)
    assert outcome.code == code, outcome
    assert stands(queue) == state


def test_two_clerks_do_not_get_one_ticket(queue: Race) -> None:
    assert queue.clash(CALL, OTHERS_CALL).value == 2
    assert (stands(queue, 1), stands(queue, 2)) == ("called 1", "called 2")


def test_a_ticket_that_somebody_is_changing_is_passed_over(queue: Race) -> None:
    leaving = queue.session().begin()
    assert leaving.call(CANCEL).code == DONE
    assert queue.session().call(CALL).value == 2
    assert leaving.commit().code == DONE


def test_a_call_does_not_wait_for_a_join(queue: Race) -> None:
    joining = queue.session().begin()
    assert joining.call(JOIN).code == DONE
    assert queue.session().call(CALL).value == 1
    assert joining.commit().code == DONE


def test_who_is_parked_returns_to_one_of_two_who_call(queue: Race) -> None:
    do(queue, CALL, PARK)
    outcome = queue.clash(OTHERS_CALL, "select (tolsel.call_next_ticket(3)).ticket_id")
    # At its place as before, which is the first: the other counter has the second.
    assert (outcome.value, stands(queue)) == (2, "called 2")


def test_equal_joins_at_once_are_one(queue: Race) -> None:
    """# Q16: joining twice with one key is one ticket."""
    join = "select (tolsel.join_queue(3, 1, p_request_key => 'k')).ticket_id"
    sessions = [queue.session() for _ in range(10)]
    assert len({outcome.value for outcome in all_at_once(lambda s: s.call(join), sessions)}) == 1
    assert queue.one("select count(*) from tolsel_queue.ticket where tenant_id = 1") == 3


def test_equal_calls_at_once_are_one(queue: Race) -> None:
    call = "select (tolsel.call_next_ticket(1, 'k')).ticket_id"
    sessions = [queue.session() for _ in range(10)]
    assert {outcome.value for outcome in all_at_once(lambda s: s.call(call), sessions)} == {1}
    assert queue.one("select last_call_no from tolsel_queue.line where tenant_id = 1") == 1


def test_a_board_that_reads_misses_no_call(queue: Race) -> None:
    """# Q8: call 1 is not committed, call 2 waits for it, and so does nobody who reads."""
    reader, first, second = (queue.session() for _ in range(3))
    first.begin()
    assert first.call(CALL).code == DONE
    pending = second.start(OTHERS_CALL).wait_blocked(by=first)
    assert reader.call("select call_no from tolsel.list_calls(3)").rows == []
    assert first.commit().code == DONE
    assert pending.outcome().code == DONE
    assert reader.call("select call_no from tolsel.list_calls(3)").rows == [(1,), (2,)]


@pytest.mark.parametrize("what", ["join", "call", "complete", "cancel", "transfer", "park"])
def test_what_is_in_flight_at_midnight_belongs_to_the_day(queue: Race, what: str) -> None:
    do(queue, CALL)
    act = {
        "join": JOIN, "call": OTHERS_CALL, "complete": COMPLETE, "cancel": CANCEL,
        "transfer": TRANSFER, "park": PARK,
    }[what]  # fmt: skip
    clerk, job = queue.session(), queue.session("shop_admin")
    set_clock(queue, "2026-03-10 23:59:59.9+08")
    clerk.begin()
    assert clerk.call(act).code == DONE
    set_clock(queue, "2026-03-11 00:00+08")
    closing = job.start(CLOSE).wait_blocked(by=clerk)
    assert clerk.commit().code == DONE
    assert closing.outcome().value == "ok"
    assert queue.one("select count(*) from tolsel.ticket where tenant_id = 1") == 0


@pytest.mark.parametrize(
    ("act", "code"),
    [(COMPLETE, "UQ014"), (CANCEL, "UQ014"), (TRANSFER, "UQ014"), (PARK, "UQ014"), (JOIN, DONE)],
)
def test_what_comes_during_a_closing_finds_the_day_closed(queue: Race, act: str, code: str) -> None:
    """A service that ends at 00:00:00 is decided by who is first."""
    do(queue, CALL)
    set_clock(queue, "2026-03-11 00:00+08")
    outcome = queue.clash(CLOSE, act, login="shop_admin")
    assert outcome.code == code, outcome
    assert stands(queue) == "completed 1"
    if code == DONE:
        assert outcome.value == "C001"
        assert queue.one("select business_on::text from tolsel.ticket") == "2026-03-11"


def test_a_first_join_of_a_service_waits_for_a_closing(queue: Race) -> None:
    """The tokens of a service that nobody has joined yet are locked by nothing but the line."""
    do(queue, "select tolsel.open_queue_service('New', 'N')")
    set_clock(queue, "2026-03-11 00:00+08")
    outcome = queue.clash(
        CLOSE, "select (tolsel.join_queue(3, 3)).business_on::text", login="shop_admin"
    )
    assert outcome.value == "2026-03-11"


def test_two_closings_at_once_are_one(queue: Race) -> None:
    """# F17"""
    set_clock(queue, "2026-03-11 00:00+08")
    sessions = [queue.session("shop_admin") for _ in range(6)]
    close = "select (tolsel.reset_day(3, '2026-03-10')).reset_run_id"
    assert len({outcome.value for outcome in all_at_once(lambda s: s.call(close), sessions)}) == 1
    assert queue.one("select sum(reset_cancelled_count) from tolsel_queue.hourly_stat") == 2


def test_two_rebuilds_at_once_add_a_difference_once(queue: Race) -> None:
    queue.alter("update tolsel_queue.hourly_stat set joined_count = 7")
    rebuild = (
        "select count(*) from tolsel.rebuild_queue_stats(3, '2026-03-10', '2026-03-10', false)"
    )
    assert queue.clash(rebuild, rebuild, login="shop_admin").value == 0
    assert queue.one("select sum(joined_count) from tolsel_queue.hourly_stat") == 2


@pytest.mark.parametrize("act", [JOIN, CANCEL])
def test_a_rebuild_loses_nothing_that_happens_meanwhile(queue: Race, act: str) -> None:
    queue.alter("update tolsel_queue.hourly_stat set joined_count = joined_count + 5")
    customer, admin = queue.session().begin(), queue.session("shop_admin")
    assert customer.call(act).code == DONE
    pending = admin.start(
        "select count(*) from tolsel.rebuild_queue_stats(3, '2026-03-10', '2026-03-10', false)"
    ).wait_blocked(by=customer)
    assert customer.commit().code == DONE
    assert pending.outcome().code == DONE
    assert queue.one("select count(*) from tolsel_queue.breach_wrong_hour") == 0


def test_a_crowd(queue: Race) -> None:
    """16 counters, 4 kiosks, customers who leave, a closing and rebuilds at once: no deadlock."""
    chance = random.Random(20260310)
    do(queue, "select count(tolsel.join_queue(3, 1 + n % 2)) from generate_series(1, 38) n")
    set_clock(queue, "2026-03-11 00:00+08")
    counters = [queue.session() for _ in range(16)]
    kiosks, leaver = [queue.session() for _ in range(4)], queue.session()
    board, closer, rebuilder = queue.session(), *(queue.session("shop_admin") for _ in range(2))
    seeds = [chance.random() for _ in range(16)]
    is_over = threading.Event()
    read: list[int] = []
    faults: list[str] = []

    def note(session: Session, query: str, allowed: tuple[str, ...] = ()) -> None:
        outcome = session.call(query)
        if outcome.code != DONE and outcome.code not in allowed:
            faults.append(f"{query}: {outcome.code} {outcome.message}")

    def work(number: int) -> None:
        mine, at = counters[number], number + 1
        draw = random.Random(seeds[number])
        for _ in range(12):
            called = mine.call(f"select (tolsel.call_next_ticket({at})).ticket_id")
            if called.code != DONE:
                faults.append(f"{called.code} {called.message}")
            elif called.value is not None:
                ticket = called.value
                query = draw.choice([
                    f"tolsel.complete_ticket({ticket}, {at}, 'served')",
                    f"tolsel.complete_ticket({ticket}, {at})",
                    f"tolsel.transfer_ticket({ticket}, 2, {at})",
                    f"tolsel.park_ticket({ticket}, {at}, 0)",
                    f"tolsel.mark_no_show({ticket}, {at})",
                    f"tolsel.return_ticket({ticket}, {at})",
                ])  # fmt: skip
                # Who was called may have left.
                note(mine, f"select {query}", ("UQ009",))
                note(mine, f"select tolsel.complete_ticket({ticket}, {at})", ("UQ009", "UQ011"))

    def join(number: int) -> None:
        for n in range(15):
            note(kiosks[number], f"select tolsel.join_queue(3, {1 + n % 2})")

    def leave() -> None:
        for ticket in range(41, 80, 3):
            note(leaver, f"select tolsel.cancel_ticket({ticket})", ("UQ008", "UQ009"))

    def close() -> None:
        for _ in range(3):
            note(closer, CLOSE)

    def rebuild() -> None:
        for _ in range(4):
            note(
                rebuilder,
                "select tolsel.rebuild_queue_stats(3, '2026-03-10', '2026-03-11', false)",
            )

    def watch() -> None:
        while not is_over.is_set():
            after = read[-1] if read else 0
            read.extend(no for (no,) in board.call(
                f"select call_no from tolsel.list_calls(3, {after})").rows)  # fmt: skip

    watcher = threading.Thread(target=watch)
    watcher.start()
    tasks = [*(lambda n=n: work(n) for n in range(16)), *(lambda n=n: join(n) for n in range(4)),
             leave, close, rebuild]  # fmt: skip
    try:
        all_at_once(lambda task: task(), tasks)
    finally:
        is_over.set()
        watcher.join()
    assert not faults, faults[:3]
    # The board has read on from number to number, and missed none of those it has passed.
    assert read == list(range(1, len(read) + 1))
    last = queue.one("select last_call_no from tolsel_queue.line where tenant_id = 1")
    assert last > 60 and len(read) > 0
    # Calls are in the order of the line: whoever was called had the first place of those who were
    # in line for anybody, unless somebody else was just changing the one before.
    assert queue.one("select count(*) from tolsel.ticket where business_on = '2026-03-10'") == 0
    assert queue.one("select sum(joined_count) from tolsel_queue.hourly_stat") == 100


def test_calls_come_in_the_order_of_the_line(queue: Race) -> None:
    """All counters have all services: the places of those who are called only ever grow."""
    do(
        queue,
        """select count(tolsel.join_queue(3, 1 + n % 2, case n % 3 when 0 then 'senior' end))
           from generate_series(1, 120) n""",
    )
    set_clock(queue, "2026-03-10 09:30+08")
    sessions = [queue.session() for _ in range(16)]

    def work(number: int) -> set[str]:
        at, codes = number + 1, set()
        for _ in range(8):
            called = sessions[number].call(f"select (tolsel.call_next_ticket({at})).ticket_id")
            codes.add(called.code)
            if called.code == DONE and called.value:
                query = f"select tolsel.complete_ticket({called.value}, {at}, 'served')"
                codes.add(sessions[number].call(query).code)
        return codes

    assert set().union(*all_at_once(work, range(16))) == {DONE}
    found = queue.superuser.execute(
        """select order_at, ticket_id from tolsel_queue.ticket_event
           where tenant_id = 1 and action = 'call' order by call_no"""
    ).fetchall()
    assert len(found) == 122 and found == sorted(found)


def pages_of_a_call(conn: Connection) -> int:
    """Return how many pages it takes to call somebody, which is undone."""
    for _ in range(7):  # until the plans of its queries are those that it keeps
        with conn.transaction(force_rollback=True):
            pages = measure(conn, "select tolsel.call_next_ticket(2)")["pages"]
    return pages


def test_a_call_is_no_dearer_for_an_old_snapshot(queue: Race) -> None:
    """# F7: what a report keeps of those who are gone is theirs of one day, and passed at once."""
    do(queue, "select count(tolsel.join_queue(3, 1)) from generate_series(1, 598)")
    queue.alter("vacuum analyze tolsel_queue.ticket, tolsel_queue.ticket_event")
    caller = queue.session().conn
    fresh = pages_of_a_call(caller)
    report = queue.session("shop_read").begin(REPEATABLE_READ)
    waiting = "select count(*) from tolsel.ticket where state = 'waiting'"
    assert report.call(waiting).value == 600
    calls = """do $$ begin for n in 1..500 loop perform tolsel.complete_ticket(
        (tolsel.call_next_ticket(1)).ticket_id, 1, 'served'); end loop; end $$"""
    do(queue, calls)
    busy = pages_of_a_call(caller)
    set_clock(queue, "2026-03-11 09:00+08")
    assert queue.session("shop_admin").call(CLOSE).value == "ok"
    do(queue, JOIN, JOIN)
    morning = pages_of_a_call(caller)
    # It is open still, and sees all of them.
    assert report.call(waiting).value == 600
    # A page for each dozen of calls, while the day lasts; then for the rows of the branch alone.
    assert busy <= fresh + 60
    assert morning <= fresh + 30
