"""`tolsel jobs` and what `tolsel status` says of jobs."""

from __future__ import annotations

import psycopg
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tests.jobs.trial import Trial
from tolsel import cli


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, list(arguments), prog_name="tolsel")


def test_list_and_run(trial: Trial, database_url: str) -> None:
    """# S54: what ran, what failed and why is told and kept."""
    trial.add_job("trial.note")
    trial.add_job("trial.other", scope="tenant", missed="latest", minutes=5)
    trial.clock("2026-03-27 12:00Z")
    found = run("-d", database_url, "jobs")
    assert found.exit_code == 0
    assert [line.split()[:6] for line in found.stdout.splitlines()[2:]] == [
        ["trial.note", "tenant", "1", "branch", "1", "due"],
        ["trial.note", "tenant", "2", "branch", "2", "due"],
        ["trial.other", "tenant", "1", "stalled", "86,100", "s"],
        ["trial.other", "tenant", "2", "stalled", "86,100", "s"],
    ]
    found = run("-d", database_url, "jobs", "run", "--limit", "3")
    assert found.exit_code == 0
    *lines, last = found.stdout.splitlines()
    assert last == "jobs: 3 slices run, 0 failed"
    assert lines == [
        "done: trial.other of tenant 1, 2026-03-27 11:55Z to 2026-03-27 12:00Z: 1 items",
        "done: trial.other of tenant 2, 2026-03-27 11:55Z to 2026-03-27 12:00Z: 1 items",
        "done: trial.note of tenant 2 branch 2, 2026-03-25 18:30Z to 2026-03-26 18:30Z: 1 items",
    ]
    trial.conn.execute("drop table trial.wait")
    found = run("-d", database_url, "jobs", "run")
    assert found.exit_code == 1
    assert found.stdout.startswith(
        "failed: trial.note of tenant 1 branch 1, 2026-03-25 23:00Z to 2026-03-26 23:00Z: 42P01 "
    )
    assert run("-d", database_url, "jobs", "run").stdout == "jobs: 0 slices run, 0 failed\n"
    assert "failing" in run("-d", database_url, "jobs").stdout


def test_a_job_that_takes_too_long_keeps_no_other_waiting(trial: Trial, database_url: str) -> None:
    """# J4: `tolsel jobs run` limits each slice, as the worker does."""
    trial.conn.execute("insert into trial.wait values (true)")
    trial.add_job("trial.note", scope="database", minutes=60)
    trial.add_job("trial.other", scope="database", minutes=60)
    trial.clock("2026-03-26 13:30Z")
    found = run("-d", database_url, "jobs", "run", "--timeout", "0.2")
    assert found.exit_code == 1
    assert found.stdout.count("failed: ") == 2, found.stdout
    assert found.stdout.endswith("jobs: 2 slices run, 2 failed\n")


def test_status_tells_that_nobody_runs_the_jobs(trial: Trial, database_url: str) -> None:
    """# J3: a dead engine cannot report itself."""
    trial.add_job("trial.note", scope="database", minutes=5)
    trial.clock("2026-03-26 12:14:59Z")
    assert run("-d", database_url, "status").exit_code == 0
    trial.clock("2026-03-26 12:15Z")
    found = run("-d", database_url, "status")
    assert found.exit_code == 1
    assert "stalled job: trial.note of database, due for 600 seconds\n" in found.stdout
    assert "give them to pg_cron with tolsel jobs install, or keep a tolsel worker" in found.stdout
    run("-d", database_url, "jobs", "run")
    assert run("-d", database_url, "status").exit_code == 0


def test_without_pg_cron(database_url: str) -> None:
    """# F19: all that is needed of it can be had without."""
    for what in ("install", "uninstall"):
        found = run("-d", database_url, "jobs", what)
        assert found.exit_code == 2
        assert found.stderr.startswith("Error: there is no pg_cron in this database\nHINT:  ")
        assert "keep `tolsel worker` running instead." in found.stderr
    assert run("-d", database_url, "jobs", "run").exit_code == 0


def test_by_others(connect_as: ConnectAs, database_url: str, empty_database_url: str) -> None:
    app = database_url.replace("postgres@", "shop_app@")
    found = run("-d", app, "jobs")
    assert (found.exit_code, "member of tolsel_admin" in found.stderr) == (2, True)
    admin = database_url.replace("postgres@", "shop_admin@")
    assert run("-d", admin, "jobs").exit_code == 0
    assert run("-d", admin, "jobs", "run").exit_code == 0
    found = run("-d", empty_database_url, "jobs")
    assert (found.exit_code, "there are no jobs in this database" in found.stderr) == (2, True)


def test_a_reader_sees_its_own(trial: Trial, connect_as: ConnectAs) -> None:
    trial.add_job("trial.note", scope="tenant")
    reader: psycopg.Connection[tuple[object, ...]] = connect_as("shop_read")
    rows = reader.execute("select tenant_id, state from tolsel.job_health").fetchall()
    assert rows == [(1, "ok")]
