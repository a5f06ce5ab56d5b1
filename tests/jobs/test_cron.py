"""The entry in pg_cron, a minute in which it fires, and what becomes of jobs without it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from click.testing import CliRunner

from tests import harness
from tests.jobs.disturber import connect
from tests.jobs.trial import Connection, Trial, make_trial
from tolsel import cli
from tolsel.demo.pgcluster import Cluster
from tolsel.install import migrate

_PATIENCE_S = 90.0
LAUNCHER = "select pid from pg_stat_activity where backend_type = 'pg_cron launcher'"
DONE = "select count(*) from trial.done"
TICKING = "select count(*) from cron.job_run_details where status in ('starting', 'running')"
HEALTH = "select state from tolsel.job_health"
NOTICE = "select status from tolsel.verify() where check_name = 'core.job_in_trouble'"

pytestmark = pytest.mark.skipif(
    not harness.has_library(harness.bindir(), "pg_cron"), reason="pg_cron is not installed here"
)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server with pg_cron for its database office, which is migrated and knows no pg_cron yet."""
    with harness.own_server(
        **{"shared_preload_libraries": "pg_cron", "cron.database_name": "office"}
    ) as cluster:
        with psycopg.connect(cluster.url(), autocommit=True) as conn:
            conn.execute("create database office")
        migrate.init(office(cluster))
        migrate.migrate(office(cluster))
        yield cluster


def office(cluster: Cluster, user: str = "postgres") -> str:
    return cluster.url(dbname="office", user=user)


def run(url: str, *arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(cli.main, ["-d", url, *arguments], prog_name="tolsel")
    return found.exit_code, found.stdout or found.stderr


def jobs(url: str, what: str) -> str:
    return run(url, "jobs", what)[1]


def wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@pytest.mark.long
def test_pg_cron_runs_the_jobs(cluster: Cluster) -> None:
    """# S66 S70: from one command on, what is due is run every minute, unattended."""
    url = office(cluster)
    assert "create extension pg_cron" in jobs(url, "install")
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("create extension pg_cron")
        conn.execute("select tolsel.open_tenant('Office', 'EUR', 'UTC')")
        # Due at once: nothing is left to the chance of which minute it is.
        conn.execute("update tolsel_core.job_run set from_at = from_at - interval '2 days',"
                     " to_at = now() - interval '1 hour', attempt_at = now()")  # fmt: skip
        assert jobs(url, "install") == "jobs: pg_cron now runs them every minute\n"
        assert jobs(url, "install") == "jobs: pg_cron already runs them every minute\n"
        entries = "select jobname, schedule, active from cron.job order by jobname"
        ours = [
            ("tolsel office", "* * * * *", True),
            ("tolsel office prune", "17 3 * * *", True),
        ]
        assert conn.execute(entries).fetchall() == ours
        # An entry of another name, and one that is off, are replaced.
        conn.execute("select cron.schedule('mine', '0 0 * * *', 'CALL tolsel.run_due_jobs(5)')")
        conn.execute("update cron.job set active = false where jobname = 'tolsel office'")
        assert jobs(url, "install") == "jobs: pg_cron now runs them every minute\n"
        assert conn.execute(entries).fetchall() == ours
        fired = "select return_message from cron.job_run_details where status = 'succeeded'"
        wait_until(lambda: conn.execute(fired).fetchall())
        assert conn.execute(fired).fetchall() == [("CALL",)]
        # Each once or more: what an hour ago was due may have a next run by now.
        done = "select distinct job_name from tolsel_core.job_run where status = 'done' order by 1"
        assert [row[0] for row in conn.execute(done).fetchall()] == [
            "billing.mark_payments",
            "core.prune_events",
            "core.prune_runs",
            "ledger.drain_daily_totals",
            "ledger.expire_holds",
            "ledger.seal_entries",
            "ledger.validate_books",
            "ledger.validate_history",
            "monitor.turn_days",
            "queue.reset_days",
            "wallet.close_months",
            "wallet.meter_usage",
        ]
        # What pg_cron has logged of it a week ago is forgotten, and nothing else.
        pruned = conn.execute("select command from cron.job where jobname ~ 'prune$'").fetchone()
        conn.execute("update cron.job_run_details set start_time = now() - interval '8 days'")
        kept = """insert into cron.job_run_details (jobid, runid, database, command, start_time)
            values (99, 99, 'office', 'vacuum', now() - interval '8 days')"""
        conn.execute(kept)
        assert pruned is not None
        conn.execute(pruned[0])
        logged = "select command from cron.job_run_details"
        assert conn.execute(logged).fetchall() == [("vacuum",)]
        assert jobs(url, "uninstall") == "jobs: 2 entries removed from pg_cron\n"
        assert jobs(url, "uninstall") == "jobs: 0 entries removed from pg_cron\n"
        assert conn.execute(entries).fetchall() == []
        conn.execute("""create database "o'ther" """)
    url = psycopg.conninfo.make_conninfo(cluster.url(), dbname="o'ther")
    said = jobs(url, "install")
    assert "select cron.schedule_in_database('tolsel o''ther', '* * * * *'" in said
    assert "'o''ther', 'postgres')" in said


def set_up(conn: Connection) -> None:
    """Have a job every five minutes, and nothing else."""
    conn.execute("create extension pg_cron")
    conn.execute("create role keeper login in role tolsel_admin")
    conn.execute("grant usage on schema cron to tolsel_admin")
    make_trial(conn, "2026-03-26 12:00Z").add_job("trial.note", scope="database", minutes=5)


def tick_with_each_start(conn: Connection) -> None:
    """Have the launcher fire the entry when it starts, so that a test waits for no minute."""
    conn.execute("update cron.job set schedule = '@reboot'")


def restart(cluster: Cluster) -> Trial:
    """Start the server anew, and with it the launcher."""
    cluster.stop()
    cluster.start()
    return Trial(conn=connect(office(cluster)))


def wait_for_tick(trial: Trial, *, done: int) -> None:
    """Wait until a tick has done so much and is over: it would run what becomes due beside it."""
    wait_until(lambda: trial.one(DONE) == done and trial.one(TICKING) == 0)


def launcher_of(trial: Trial) -> int:
    wait_until(lambda: trial.one(LAUNCHER))
    return int(trial.one(LAUNCHER))


def assert_stalls(trial: Trial, url: str, after: str, at: str) -> None:
    """Two periods after the last tick that was due, and no earlier, the stall is reported."""
    trial.clock(after)
    assert (trial.one(HEALTH), trial.one(NOTICE), run(url, "status")[0]) == ("due", "ok", 0)
    trial.clock(at)
    assert (trial.one(HEALTH), trial.one(NOTICE)) == ("stalled", "notice")
    code, said = run(url, "status")
    assert (code, "stalled job: trial.note of database" in said) == (1, True)


def test_the_launcher_is_killed(cluster: Cluster) -> None:
    """# F19 J3: the stall is reported, the jobs are run by hand, and a new launcher goes on."""
    url = office(cluster)
    with connect(url) as conn:
        set_up(conn)
        assert jobs(url, "install") == "jobs: pg_cron now runs them every minute\n"
        tick_with_each_start(conn)
        Trial(conn=conn).clock("2026-03-26 12:05Z")
    trial = restart(cluster)
    wait_for_tick(trial, done=1)

    os.kill(launcher_of(trial), signal.SIGTERM)
    wait_until(lambda: trial.one(LAUNCHER) is None)
    assert_stalls(trial, url, after="2026-03-26 12:19:59Z", at="2026-03-26 12:20Z")
    # The entry is all right, and helps nobody.
    trial.conn.execute("update cron.job set schedule = '* * * * *'")
    gone = "jobs: pg_cron has its entry, but its launcher is gone: restart the server\n"
    assert run(url, "jobs", "install") == (1, gone)
    assert trial.one(DONE) == 1
    assert jobs(url, "run").endswith("jobs: 3 slices run, 0 failed\n")
    assert (trial.one(DONE), run(url, "status")[0]) == (4, 0)

    tick_with_each_start(trial.conn)
    trial.clock("2026-03-26 12:25Z")
    trial.conn.close()
    trial = restart(cluster)
    wait_for_tick(trial, done=5)

    # One that is killed without a chance takes all sessions down, and comes back with them.
    trial.clock("2026-03-26 12:30Z")
    os.kill(launcher_of(trial), signal.SIGKILL)
    with pytest.raises(psycopg.OperationalError):
        wait_until(lambda: trial.one("select false"))
    trial = Trial(conn=connect(url))
    wait_for_tick(trial, done=6)
    assert run(url, "jobs", "install")[0] == 0
    trial.conn.close()


def test_the_entries_run_as_a_login_and_not_as_a_superuser(cluster: Cluster) -> None:
    """# J5: as whom they run is said, and a superuser takes them from nobody."""
    url = office(cluster)
    users = "select distinct username from cron.job"
    with connect(url) as conn:
        set_up(conn)
        conn.execute("""create role "kee""p'er" login""")
        found = CliRunner().invoke(cli.main, ["-d", url, "jobs", "install"])
        assert "they run as the superuser postgres; --as LOGIN" in found.stderr
        assert "alter role postgres in database office set statement_timeout" in found.stderr
        refused = CliRunner().invoke(cli.main, ["-d", url, "jobs", "install", "--as", "kee\"p'er"])
        assert (refused.exit_code, "may not run jobs" in refused.stderr) == (2, True)
        conn.execute("""grant tolsel_admin to "kee""p'er" """)
        assert run(url, "jobs", "install", "--as", "kee\"p'er")[0] == 0
        assert conn.execute(users).fetchall() == [("kee\"p'er",)]
        # Again, and by a superuser who names nobody: it stays whose it is.
        assert jobs(url, "install") == "jobs: pg_cron already runs them every minute\n"
        conn.execute("""alter role "kee""p'er" in database office set statement_timeout = '1min'""")
        found = CliRunner().invoke(cli.main, ["-d", url, "jobs", "install"])
        assert found.stderr == ""
        assert jobs(url, "uninstall") == "jobs: 2 entries removed from pg_cron\n"


def test_the_role_of_the_entry_is_dropped(cluster: Cluster) -> None:
    """# F19 J3: the stall is reported, and another login's entry takes its place."""
    url = office(cluster)
    entries = "select username || ' ' || schedule from cron.job where jobname = 'tolsel office'"
    with connect(url) as conn:
        set_up(conn)
        assert run(office(cluster, "keeper"), "jobs", "install")[0] == 0
        tick_with_each_start(conn)
        Trial(conn=conn).clock("2026-03-26 12:05Z")
    trial = restart(cluster)
    wait_for_tick(trial, done=1)

    trial.conn.execute("drop role keeper")
    trial.clock("2026-03-26 12:10Z")
    trial.conn.close()
    trial = restart(cluster)
    log = cluster.data / "server.log"
    wait_until(lambda: 'role "keeper" does not exist' in log.read_text())
    assert_stalls(trial, url, after="2026-03-26 12:19:59Z", at="2026-03-26 12:20Z")
    assert trial.one(DONE) == 1

    trial.conn.execute("update cron.job set schedule = '* * * * *'")
    assert trial.one(entries) == "keeper * * * * *"
    assert run(url, "jobs", "install") == (0, "jobs: pg_cron now runs them every minute\n")
    assert trial.one(entries) == "postgres * * * * *"
    tick_with_each_start(trial.conn)
    trial.conn.close()
    trial = restart(cluster)
    wait_for_tick(trial, done=4)
    assert run(url, "status")[0] == 0
    trial.conn.close()
