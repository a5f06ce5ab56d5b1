"""A day of logs is made once, whoever comes first, and nobody is locked out of the others.

Proves # S77: rows are written while days are made, and a drop waits for no reader for long.
"""

from collections.abc import Iterator

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, all_at_once

LOG = "select (tolsel.record_log('info', 'job', 'x')).system_log_id"
ANSWER = "select (tolsel.record_api_metric('/a', 'GET', 200, 1)).api_metric_id"
QUERY = "select (tolsel.record_query_metric('x', 1)).query_metric_id"
TURN = """select (tolsel_monitor.job_turn_days(row('monitor.turn_days', 0, 0, null,
    date_trunc('day', now(), 'UTC') + interval '{days} days', null, 100, {progress})
    ::tolsel_core.job_task)).item_count"""
MAKE = TURN.format(days=0, progress="null")
DROP = TURN.format(days=60, progress="'dropping'")
DAYS = "select count(*)::int from tolsel_monitor.list_days() where table_name = 'system_log'"


@pytest.fixture
def days(race: Race) -> Iterator[Race]:
    """Books where a call may make a day, and none is there."""
    race.alter("drop event trigger fixed_schema")
    race.alter("set role tolsel_owner")
    race.one(TURN.format(days=90, progress="'dropping'"))
    assert race.one(DAYS) == 0
    yield race
    race.alter("reset role")
    assert race.one("select count(*) from tolsel_monitor.breach_odd_partition") == 0


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_the_second_waits_for_the_day_of_the_first(days: Race, level: str, end: str) -> None:
    assert days.clash(LOG, LOG, level=level, end=end).code == DONE
    assert days.one(DAYS) == 1
    rows = days.one("select count(*)::int from tolsel_monitor.system_log")
    assert rows == (2 if end == "commit" else 1)


@pytest.mark.parametrize("other", [ANSWER, QUERY, MAKE])
def test_nobody_waits_crosswise(days: Race, other: str) -> None:
    """Who makes a day makes it of all tables, in one order: so does the job."""
    one, two = days.session(), days.session()
    if other == MAKE:
        two = days.session("postgres")
        two.conn.execute("set role tolsel_owner")
    one.begin()
    assert one.call(QUERY).code == DONE
    two.begin()
    waiting = two.start(other).wait_blocked(by=one)
    for call in (LOG, ANSWER, "commit"):
        assert one.call(call).code == DONE
    assert waiting.outcome().code == DONE
    assert two.call("select 1" if other == MAKE else LOG).code == DONE
    two.commit()


def test_many_at_once_make_one_day(days: Race) -> None:
    sessions = [days.session() for _ in range(8)]
    outcomes = all_at_once(lambda session: session.call(LOG), sessions)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert days.one(DAYS) == 1


def test_rows_are_written_while_days_are_made(days: Race) -> None:
    assert days.session().call(LOG).code == DONE
    days.alter("begin")
    assert days.one(MAKE) == 21
    writer = days.session()
    writer.conn.execute("set lock_timeout = '100ms'")
    assert writer.call(LOG).code == DONE
    assert writer.call("select count(*) from tolsel.list_logs()").value == 2
    days.alter("commit")


def test_a_day_is_made_while_another_is_analyzed(days: Race) -> None:
    assert days.session().call(LOG).code == DONE
    table = days.one("select partition_oid::regclass from tolsel_monitor.list_days() limit 1")
    days.alter("begin")
    days.alter(f"analyze {table}")
    maker = days.session("postgres")
    maker.conn.execute("set role tolsel_owner")
    maker.conn.execute("set lock_timeout = '100ms'")
    assert maker.call(MAKE).value == 21
    days.alter("commit")


def test_a_drop_gives_up_on_who_reads(days: Race) -> None:
    assert days.session().call(LOG).code == DONE
    reader = days.session().begin()
    assert reader.call("select count(*) from tolsel.list_logs()").value == 1
    job = days.session("postgres")
    job.conn.execute("set role tolsel_owner")
    # The patience is the job's own: the session would wait until it is stopped.
    job.conn.execute("set lock_timeout = 0")
    job.conn.execute("set statement_timeout = '5s'")
    assert job.call(DROP).code == "55P03"
    assert days.one(DAYS) == 1
    reader.commit()
    assert job.call(DROP).value == 3
