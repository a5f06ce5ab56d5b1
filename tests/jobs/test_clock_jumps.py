"""The clock of the operating system jumps under a server that runs.

Proves # F13: each period runs once, oldest first, whichever way the clock jumps and whenever;
what is booked stays in order; and a clock that was set back is noticed.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest

from tests import harness
from tests.jobs.disturber import connect, tick
from tests.jobs.trial import SCHEMA, Connection, Trial
from tests.jobs.world import HOUR, at
from tolsel.install import migrate, session

pytestmark = [
    pytest.mark.torture,
    pytest.mark.real_clock("the jumps are those of libfaketime, which counts from it"),
]

START = "2026-03-26 12:00"
# In the night to March 29 Berlin loses an hour.
ZONES = {1: "Europe/Berlin", 2: "Asia/Kolkata"}


class SystemClock:
    """What libfaketime adds to the clock of a server: the offset in a file, read at each look."""

    def __init__(self, home: Path, library: Path) -> None:
        self._file = home / "offset"
        self.environment = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, moment: datetime) -> None:
        """Let the clock jump to a moment, and go on from there."""
        offset = (moment - datetime.now(moment.tzinfo)).total_seconds()
        new = self._file.with_suffix(".new")
        new.write_text(f"{offset:+f}")
        new.chmod(0o644)
        new.replace(self._file)


@pytest.fixture(scope="module")
def clock() -> Iterator[SystemClock]:
    library = harness.libfaketime()
    if library is None:
        pytest.skip("libfaketime is not installed here")
    home = harness.make_home()
    clock = SystemClock(home, library)
    clock.set(at(START))
    yield clock
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def server_url(clock: SystemClock) -> Iterator[str]:
    with contextlib.ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in clock.environment.items():
                patch.setenv(name, value)
            cluster = stack.enter_context(harness.own_server())
        yield cluster.url()


@pytest.fixture
def url(server_url: str, clock: SystemClock, request: pytest.FixtureRequest) -> str:
    """A new database at START, with the jobs of the trial beside tolsel's own."""
    clock.set(at(START))
    name = request.node.name.removeprefix("test_")
    with connect(server_url) as conn:
        conn.execute(f"create database {name}".encode())
    url = server_url.replace("/postgres?", f"/{name}?")
    migrate.init(url)
    with pytest.MonkeyPatch.context() as patch:
        # Its timer may strike where libfaketime must not be called again, and end the server.
        patch.setattr(session, "_notice_a_dead_client", lambda _: None)
        migrate.migrate(url)
    with connect(url) as conn:
        conn.execute(SCHEMA.encode())
        for zone in ZONES.values():
            conn.execute("select tolsel.open_tenant(%s, 'EUR', %s)", [zone, zone])
        conn.execute("select tolsel.grant_login('postgres', 1)")
        conn.execute(
            "select tolsel.open_account('till', 'Till', 'asset'),"
            " tolsel.open_account('sales', 'Sales', 'revenue')"
        )
        trial = Trial(conn=conn)
        trial.add_job("trial.day")
        trial.add_job("trial.hour", scope="tenant", minutes=60)
    return url


def hours(until: str) -> list[datetime]:
    """Return when each hour began that has ended, in order."""
    return [at(START) + n * HOUR for n in range((at(until) - at(START)) // HOUR)]


def days(until: str, tenant_id: int) -> list[date]:
    """Return each day that has ended by Python's own zones, in order."""
    zone = ZoneInfo(ZONES[tenant_id])
    first, last = (at(moment).astimezone(zone).date() for moment in (START, until))
    return [first + timedelta(days=n) for n in range((last - first).days)]


def assert_ran_once_and_in_order(conn: Connection, until: str) -> None:
    for tenant_id in ZONES:
        for job, begins, expected in (
            ("trial.hour", "from_at", hours(until)),
            ("trial.day", "day_on", days(until, tenant_id)),
        ):
            ran = conn.execute(
                f"""select {begins} from trial.done
                    where job_name = %s and tenant_id = %s order by run_no""".encode(),
                [job, tenant_id],
            ).fetchall()
            assert [row[0] for row in ran] == expected, (job, tenant_id)
    assert Trial(conn=conn).breaches() == []


def notices(conn: Connection) -> str:
    return str(
        Trial(conn=conn).one(
            "select status from tolsel.verify() where check_name = 'core.clock_set_back'"
        )
    )


def sell(conn: Connection) -> None:
    conn.execute(
        """select tolsel.post_journal('[{"account_code": "till", "amount": 5},
                                        {"account_code": "sales", "amount": -5}]')"""
    )


def test_forward_by_days(url: str, clock: SystemClock) -> None:
    with connect(url) as conn:
        tick(conn)
        assert_ran_once_and_in_order(conn, START)
        clock.set(at("2026-03-31 12:00"))
        # The session is older than the jump.
        tick(conn)
        assert_ran_once_and_in_order(conn, "2026-03-31 12:00")
        assert notices(conn) == "ok"
    with connect(url) as conn:
        tick(conn)
        assert_ran_once_and_in_order(conn, "2026-03-31 12:00")


def test_back_by_hours_and_days(url: str, clock: SystemClock) -> None:
    with connect(url) as conn:
        clock.set(at("2026-03-31 12:00"))
        tick(conn)
        sell(conn)
        sell(conn)
        for earlier in ("2026-03-31 07:00", "2026-03-27 12:00"):
            clock.set(at(earlier))
            tick(conn)
            sell(conn)
            assert_ran_once_and_in_order(conn, "2026-03-31 12:00")
            assert notices(conn) == "notice"
        # What is booked keeps its order, and counts for the day that the clock says.
        rows = conn.execute(
            """select e.booked_at, e.booked_at > clock_timestamp(), e.effective_on::text
               from tolsel_ledger.entry e join tolsel_ledger.account a using (account_id)
               where a.code = 'till' order by e.version"""
        ).fetchall()
        booked_at = [row[0] for row in rows]
        assert at("2026-03-31 12:00") < booked_at[0] < booked_at[1] == booked_at[2] == booked_at[3]
        assert [row[1] for row in rows] == [True] * 4
        assert [row[2][5:] for row in rows] == ["03-31", "03-31", "03-31", "03-27"]
        clock.set(at("2026-04-01 12:00"))
        tick(conn)
        sell(conn)
        assert_ran_once_and_in_order(conn, "2026-04-01 12:00")
        assert notices(conn) == "ok"


def test_between_a_claim_and_its_run(url: str, clock: SystemClock) -> None:
    with connect(url) as conn, connect(url) as other:
        conn.execute("select tolsel.set_job(job_name, job_name = 'trial.hour') from tolsel.job")
        run = "select job_run_id from tolsel.run_claimed_job(%s)"
        clock.set(at("2026-03-26 13:00"))
        claimed = conn.execute("select tolsel.claim_next_job()").fetchone()
        # The period has not ended any more.
        clock.set(at("2026-03-26 11:00"))
        assert conn.execute(run, claimed).fetchone() == (None,)
        # The next attempt is due, and another session makes it.
        clock.set(at("2026-03-28 13:00"))
        conn.execute("select tolsel.set_job(job_name, true) from tolsel.job")
        tick(other)
        assert conn.execute(run, claimed).fetchone() == (None,)
        assert_ran_once_and_in_order(conn, "2026-03-28 13:00")


def test_at_any_moment(url: str, clock: SystemClock) -> None:
    chance = random.Random(13)
    is_over = threading.Event()

    def keep_ticking() -> None:
        with connect(url) as conn:
            while not is_over.is_set():
                tick(conn)

    threads = [threading.Thread(target=keep_ticking) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(40):
        clock.set(at(START) + chance.randint(-48, 72) * HOUR + timedelta(seconds=30))
        is_over.wait(chance.uniform(0.01, 0.1))
    is_over.set()
    for thread in threads:
        thread.join()
    with connect(url) as conn:
        assert Trial(conn=conn).one("select count(*) from trial.done") > 0
        # Whatever was claimed and not run has its next attempt within a day.
        for until in ("2026-03-31 12:30", "2026-04-02 12:30"):
            clock.set(at(until))
            tick(conn)
        assert_ran_once_and_in_order(conn, "2026-04-02 12:30")


def test_midnight_overtakes_a_transaction(url: str, clock: SystemClock) -> None:
    """# F16: it counts for the day it began on, or is refused where that day is closed by then."""

    def begin_before_midnight(conn: Connection, day: str) -> None:
        clock.set(at(f"{day} 22:59"))
        conn.execute("begin")
        conn.execute("select from tolsel.tenant")
        clock.set(at(f"{day} 23:01"))

    with connect(url) as conn, connect(url) as other:
        begin_before_midnight(conn, "2026-03-26")
        sell(conn)
        conn.execute("commit")
        sell(other)
        begin_before_midnight(conn, "2026-03-27")
        other.execute("select tolsel.close_period('2026-03-27', 'evening')")
        with pytest.raises(psycopg.Error) as refusal:
            sell(conn)
        assert refusal.value.sqlstate == "UL007"
        conn.execute("rollback")
        sell(conn)
        days = conn.execute(
            """select e.effective_on::text from tolsel_ledger.entry e
               where e.amount > 0 order by e.version"""
        ).fetchall()
        assert [day for (day,) in days] == ["2026-03-26", "2026-03-27", "2026-03-28"]
        assert Trial(conn=conn).breaches() == []
