"""Several sessions run jobs at once; each period is run once.

Proves # F17 J1: by pg_cron, by workers and by hand, in any order and at any isolation level.
"""

from __future__ import annotations

import psycopg

from tests.conftest import ConnectAs
from tests.jobs.disturber import run_at_once, tick, tick_by_slices
from tests.jobs.trial import Trial
from tests.race.interleave import DONE, LEVELS, SERIALIZATION_FAILURE, Session

TICKERS = 12
DAYS = [f"2026-{m:02}-{d:02}" for m, last in ((4, 30), (5, 31)) for d in range(1, last + 1)]
CLAIM, RUN = "select tolsel.claim_next_job()", "select status from tolsel.run_claimed_job(%s)"
BOTH = "select status from tolsel.run_next_job()"


def test_many_tick_at_once(trial: Trial, connect_as: ConnectAs, database_url: str) -> None:
    trial.clock("2026-04-01 12:00Z")
    trial.add_job("trial.note")
    trial.add_job("trial.other")
    trial.clock("2026-06-01 12:00Z")
    tickers = [connect_as("shop_admin") for _ in range(TICKERS)]
    run_at_once(
        [lambda conn=conn: tick(conn) for conn in tickers]
        + [lambda: tick_by_slices(database_url)] * 2
    )
    assert [row[2:] for row in trial.done()] == [(day, 1) for day in DAYS] * 4
    assert trial.one("select count(distinct pid) from trial.done") > 2
    assert trial.one("select count(*) from tolsel_core.job_run where status = 'done'") == 4 * 61
    assert trial.one("select max(attempts) from tolsel_core.job_run where status = 'done'") == 1


def test_a_run_in_another_session_is_passed_over(trial: Trial, connect_as: ConnectAs) -> None:
    trial.add_job("trial.note", scope="database")
    trial.clock("2026-03-27 12:00Z")
    one = Session(connect_as("shop_admin"), trial.conn)
    two = Session(connect_as("shop_admin"), trial.conn)
    claimed = one.call(CLAIM).value
    one.begin()
    assert one.call(RUN, [claimed]).value == "done"
    # Its next attempt is due long since, and still nobody else gets it or waits for it.
    trial.clock("2026-03-27 20:00Z")
    assert two.call(CLAIM).value is None
    assert two.call("call tolsel.run_due_jobs()").code == DONE
    one.commit()
    assert two.call("call tolsel.run_due_jobs()").code == DONE
    assert [row[2:] for row in trial.done()] == [("2026-03-26", 1)]


def test_a_claim_that_was_given_to_another(trial: Trial, connect_as: ConnectAs) -> None:
    trial.add_job("trial.note", scope="database")
    trial.clock("2026-03-27 12:00Z")
    slow = Session(connect_as("shop_admin"), trial.conn)
    quick = Session(connect_as("shop_admin"), trial.conn)
    claimed = slow.call(CLAIM).value
    trial.clock("2026-03-27 12:01Z")
    assert quick.call(CLAIM).value == claimed
    assert quick.call(RUN, [claimed]).value == "done"
    assert slow.call(RUN, [claimed]).value is None
    assert [row[2:] for row in trial.done()] == [("2026-03-26", 1)]


def test_a_run_that_is_rolled_back_is_due_as_before(trial: Trial, connect_as: ConnectAs) -> None:
    trial.add_job("trial.note", scope="database")
    trial.clock("2026-03-27 12:00Z")
    one = Session(connect_as("shop_admin"), trial.conn)
    one.begin()
    assert one.call(BOTH).value == "done"
    one.rollback()
    assert trial.done() == []
    assert one.call(BOTH).value == "done"
    assert [row[2:] for row in trial.done()] == [("2026-03-26", 1)]


def test_at_any_isolation_level(trial: Trial, connect_as: ConnectAs) -> None:
    trial.add_job("trial.note", scope="database", minutes=1440)
    one = Session(connect_as("shop_admin"), trial.conn)
    two = Session(connect_as("shop_admin"), trial.conn)
    for number, level in enumerate(LEVELS):
        trial.clock(f"2026-03-{27 + number} 12:00Z")
        two.begin(level)
        assert one.call(BOTH).value == "done"
        # What two sees is older than what one has done.
        late = two.call(BOTH)
        assert (late.code == SERIALIZATION_FAILURE) or late.value is None, level
        two.rollback()
    assert [row[3] for row in trial.done()] == [1, 1, 1]


def test_a_job_that_waits_for_a_lock_lets_the_others_run(
    trial: Trial, connect_as: ConnectAs, database_url: str
) -> None:
    """# J4: and says afterwards whom it has waited for."""
    trial.add_job("trial.note", scope="database")
    trial.conn.execute(
        """create function trial.lock(p_task tolsel_core.job_task) returns tolsel_core.job_slice
           language plpgsql as $$begin
               perform from tolsel_core.tenant t where t.tenant_id = 1 for update;
               return (1, null::text);
           end$$"""
    )
    trial.conn.execute(
        """select tolsel_core.register_job(
               'trial.lock', 'trial.lock', 'Locks.', 'database', 'each', 60),
           tolsel_core.plan_jobs()"""
    )
    trial.conn.execute("alter function tolsel.run_claimed_job set lock_timeout = '50ms'")
    trial.clock("2026-03-27 01:00Z")
    one = Session(connect_as("shop_admin"), trial.conn)
    holder = f"process {trial.conn.info.backend_pid} of {trial.conn.info.user} () holds it"
    error = "select error from tolsel_core.job_run where job_name = 'trial.lock' and error <> ''"
    row = "select from tolsel_core.tenant where tenant_id = 1 for"
    for weaker, lock in (
        ("select 1", f"{row} update"),
        # Where others have the row in a weaker way, its xmax names a list.
        (f"{row} key share", f"{row} no key update"),
        ("select 1", "lock table tolsel_core.tenant in exclusive mode"),
    ):
        with psycopg.connect(database_url) as beside, trial.conn.transaction():
            beside.execute(weaker.encode())
            trial.conn.execute(lock.encode())
            assert one.call("call tolsel.run_due_jobs()").code == DONE
        said = trial.one(error)
        assert said.startswith("55P03 ") and holder in said, (lock, said)
        trial.conn.execute(
            "update tolsel_core.job_run set attempt_at = to_at, error = null where error <> ''"
        )
    assert [row[2:] for row in trial.done()] == [("2026-03-26", 1)]
    trial.conn.execute("alter function tolsel.run_claimed_job set lock_timeout = '30s'")


def test_planning_at_once(trial: Trial, connect_as: ConnectAs) -> None:
    trial.add_job("trial.note")
    trial.add_job("trial.other", scope="tenant", minutes=60)
    trial.conn.execute("delete from tolsel_core.job_run")
    tickers = [connect_as("shop_admin") for _ in range(4)]
    for conn in tickers:
        trial.conn.execute("grant tolsel_owner to shop_admin")
        conn.execute("set role tolsel_owner")
    try:
        run_at_once(
            [
                lambda conn=conn: conn.execute("select tolsel_core.plan_jobs()")  # type: ignore[misc]
                for conn in tickers
            ]
        )
    finally:
        trial.conn.execute("revoke tolsel_owner from shop_admin")
    assert trial.one("select count(*) from tolsel_core.job_run") == 2 + 2
