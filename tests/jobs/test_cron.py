"""The entry in pg_cron, and a minute in which it fires."""

from __future__ import annotations

import time

import psycopg
import pytest
from click.testing import CliRunner

from bursar import cli, migrate
from tests import harness

_PATIENCE_S = 90.0


@pytest.mark.skipif(
    not harness.has_library(harness.bindir(), "pg_cron"), reason="pg_cron is not installed here"
)
def test_pg_cron_runs_the_jobs() -> None:
    """# S66 S70: from one command on, what is due is run every minute, unattended."""

    def jobs(what: str) -> str:
        found = CliRunner().invoke(cli.main, ["-d", url, "jobs", what], prog_name="bursar")
        return found.stdout or found.stderr

    with harness.own_server(
        **{"shared_preload_libraries": "pg_cron", "cron.database_name": "office"}
    ) as cluster:
        with psycopg.connect(cluster.url(), autocommit=True) as conn:
            conn.execute("create database office")
            conn.execute("create database other")
        url = cluster.url(dbname="office")
        migrate.init(url)
        migrate.migrate(url)
        assert "create extension pg_cron" in jobs("install")
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute("create extension pg_cron")
            conn.execute("select bursar.open_tenant('Office', 'EUR', 'UTC')")
            # Due at once: nothing is left to the chance of which minute it is.
            conn.execute("update bursar_core.job_run set from_at = from_at - interval '2 days',"
                         " to_at = now() - interval '1 hour', attempt_at = now()")  # fmt: skip
            assert jobs("install") == "jobs: pg_cron now runs them every minute\n"
            assert jobs("install") == "jobs: pg_cron already runs them every minute\n"
            entries = "select jobname, schedule, command, active from cron.job"
            ours = ("bursar office", "* * * * *", "call bursar.run_due_jobs()", True)
            assert conn.execute(entries).fetchall() == [ours]
            # An entry of another name, and one that is off, are replaced.
            conn.execute("select cron.schedule('mine', '0 0 * * *', 'CALL bursar.run_due_jobs(5)')")
            conn.execute("update cron.job set active = false where jobname = 'bursar office'")
            assert jobs("install") == "jobs: pg_cron now runs them every minute\n"
            assert conn.execute(entries).fetchall() == [ours]
            _wait_for_firing(conn)
            assert jobs("uninstall") == "jobs: 1 entries removed from pg_cron\n"
            assert jobs("uninstall") == "jobs: 0 entries removed from pg_cron\n"
            assert conn.execute(entries).fetchall() == []
        url = cluster.url(dbname="other")
        assert "select cron.schedule_in_database('bursar other', '* * * * *'" in jobs("install")


def _wait_for_firing(conn: psycopg.Connection[tuple[object, ...]]) -> None:
    end = time.monotonic() + _PATIENCE_S
    fired = "select return_message from cron.job_run_details where status = 'succeeded'"
    while not (found := conn.execute(fired).fetchall()):
        assert time.monotonic() < end, conn.execute("table cron.job_run_details").fetchall()
        time.sleep(0.5)
    assert found == [("CALL",)]
    done = "select job_name from bursar_core.job_run where status = 'done' order by 1"
    assert [row[0] for row in conn.execute(done).fetchall()] == [
        "billing.mark_payments",
        "core.prune_events",
        "core.prune_runs",
        "ledger.drain_daily_totals",
        "ledger.expire_holds",
        "ledger.seal_entries",
        "ledger.validate_books",
        "ledger.validate_history",
    ]
