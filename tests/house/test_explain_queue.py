"""What a queue asks all day is answered by an index, and costs the same with years behind it.

# S70 S88: half a year of closed days lies behind a morning; no check of what is new walks it.
"""

from typing import Any

import pytest

from tests.house.catalog import Connection, measure

OFFICE = """
    select tolsel.grant_login('postgres', 1, true);
    select tolsel.set_queue_line(1), tolsel.open_queue_service('Cash', 'C');
    select tolsel.open_counter('1', 1, '{1}'), tolsel.open_counter('2', 1, '{1}')"""
# 180 days of 60 tickets, with an event each for joining and for the closing.
HISTORY = """
    insert into tolsel_queue.reset_run (
        tenant_id, branch_id, business_on, is_automatic, outcome, cancelled_count, archived_count,
        started_at, recorded_at, login)
    select 1, 1, current - d, true, 'ok', 60, 60, current - d + 1, current - d + 1, 'x'
    from (select now()::date as current) c, generate_series(2, 181) d;
    insert into tolsel_queue.ticket (
        tenant_id, branch_id, business_on, prefix, token_no, service_id, priority, head_start_s,
        state, joined_at, queued_at, event_no, changed_at, ended_at, archived_at, reset_run_id)
    select 1, 1, r.business_on, 'C', n, 1, 'regular', 0, 'cancelled', r.business_on,
        r.business_on, 2, r.started_at, r.started_at, r.started_at, r.reset_run_id
    from tolsel_queue.reset_run r, generate_series(1, 60) n;
    insert into tolsel_queue.ticket_event (
        tenant_id, ticket_id, event_no, branch_id, business_on, action, from_state, to_state,
        happened_at, hour_at, service_id, order_at, duration_ms, login)
    select 1, t.ticket_id, e.no, 1, t.business_on, e.action, e.before, e.after, e.happened_at,
        date_trunc('hour', e.happened_at), 1, t.order_at, 0, 'x'
    from tolsel_queue.ticket t
    cross join lateral (values
        (1, 'join', 'new', 'waiting', t.joined_at),
        (2, 'reset', 'waiting', 'cancelled', t.ended_at)) e(no, action, before, after, happened_at)
    where t.reset_run_id is not null
    order by t.ticket_id;
    select tolsel_queue.add_stats(array(select s from tolsel_queue.sum_events(array(
        select e from tolsel_queue.ticket_event e where e.login = 'x')) s));
    insert into tolsel_queue.day_summary (
        tenant_id, branch_id, business_on, joined_count, reset_cancelled_count, longest_wait_ms,
        p90_wait_ms, summarized_at)
    select 1, 1, r.business_on, 60, 60, 0, 0, now() from tolsel_queue.reset_run r"""
TODAY = """
    select count(tolsel.join_queue(1, 1)) from generate_series(1, 30);
    select tolsel.call_next_ticket(1)"""
VALIDATED = """
    insert into tolsel_core.validation (
        started_at, is_full, check_count, breach_count, entry_count, login)
    values (now(), true, 1, 0, 0, 'x')"""
LONG_ONES = {"ticket", "ticket_event"}
CHECKS = """
    select r.check_name, coalesce(r.quick_view_name, r.view_name) from tolsel_core.check_rule r
    where r.check_name ~ '^queue[.]' order by r.check_name"""
QUESTIONS = {
    "call_next_ticket": "select tolsel.call_next_ticket(2)",
    "join_queue": "select tolsel.join_queue(1, 1)",
    "get_ticket_position": "select tolsel.get_ticket_position({ticket})",
    "list_calls": "select tolsel.list_calls(1, 0)",
    "list_queue_state": "select tolsel.list_queue_state(1)",
    "reset_day": "select tolsel.reset_day(1, now()::date - 181)",
}


@pytest.fixture
def office(postgresql: Connection) -> Connection:
    postgresql.execute(OFFICE.encode())
    postgresql.execute(TODAY.encode())
    postgresql.commit()
    return postgresql


def grow(conn: Connection) -> None:
    conn.execute(HISTORY.encode())
    conn.execute(VALIDATED.encode())
    conn.commit()
    conn.autocommit = True
    conn.execute("vacuum analyze")
    conn.autocommit = False


def walked(plan: dict[str, Any]) -> set[str]:
    """Return the long tables that a plan has walked."""
    is_walk = plan["Node Type"] == "Seq Scan" and plan["Actual Loops"]
    found = {plan["Relation Name"]} & LONG_ONES if is_walk else set()
    return found.union(*(walked(child) for child in plan.get("Plans", [])))


def test_a_quick_check_walks_no_closed_day(office: Connection) -> None:
    grow(office)
    assert office.execute("select count(*) from tolsel_queue.recent_day").fetchone() == (1,)
    walks = {}
    for check, view in office.execute(CHECKS).fetchall():
        row = office.execute(
            f"explain (analyze, timing off, format json) select * from {view}".encode()
        ).fetchone()
        assert row is not None
        walks[check] = walked(row[0][0]["Plan"])
    assert len(walks) == 7
    assert {check: tables for check, tables in walks.items() if tables} == {}
    # And the daily run, which reads all of it, finds nothing in it.
    assert office.execute(
        "select check_name, sample from tolsel.verify() where status = 'breach'"
    ).fetchall() == []  # fmt: skip


def test_what_is_asked_all_day_costs_the_same_with_a_history(office: Connection) -> None:
    ticket = office.execute("select max(ticket_id) from tolsel_queue.ticket").fetchone()
    assert ticket is not None

    def pages() -> dict[str, int]:
        found = {}
        for name, query in QUESTIONS.items():
            # Once to plan, and once to be measured.
            for _ in range(2):
                office.execute("savepoint before")
                found[name] = measure(office, query.format(ticket=ticket[0]))["pages"]
                office.execute("rollback to before")
        return found

    before = pages()
    office.rollback()
    grow(office)
    after = pages()
    grown = {
        name: (few, after[name]) for name, few in before.items() if after[name] > 1.5 * few + 60
    }
    assert grown == {}
