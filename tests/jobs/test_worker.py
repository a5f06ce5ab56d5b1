"""`tolsel worker` as a process: it works, reconnects and stops when told."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from tests.jobs.trial import Trial
from tolsel import worker as engine
from tolsel.database import connect
from tolsel.worker import Worker

_PATIENCE_S = 30.0
PROGRAM = [sys.executable, "-c", "from tolsel.cli import main; main()"]
WORKERS = "from pg_stat_activity where application_name = 'tolsel worker'"


@contextlib.contextmanager
def working(url: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Run a worker that looks for jobs all the time."""
    process = subprocess.Popen(
        [*PROGRAM, "--url", url, "worker", "--interval", "0.05", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            assert stream
            stream.close()


def wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_works_and_stops(trial: Trial, database_url: str, number: signal.Signals) -> None:
    """# S66: it starts with a command, works unattended and stops cleanly."""
    trial.add_job("trial.note", scope="database")
    with working(database_url) as process:
        wait_until(lambda: trial.one(f"select count(*) {WORKERS}"))
        assert trial.done() == []
        trial.clock("2026-03-28 12:00Z")
        wait_until(lambda: len(trial.done()) == 2)
        process.send_signal(number)
        out, err = process.communicate(timeout=_PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "worker: stopped"
    wait_until(lambda: trial.one(f"select count(*) {WORKERS}") == 0)


def test_it_ends_the_slice_that_it_is_in(trial: Trial, database_url: str) -> None:
    trial.add_job("trial.note", scope="database")
    trial.conn.execute("insert into trial.wait values (true)")
    trial.conn.execute(
        """create or replace function trial.pause() returns void language sql
           as 'select pg_advisory_xact_lock(1)'"""
    )
    trial.conn.execute(
        """create or replace function trial.note(p_task tolsel_core.job_task)
           returns tolsel_core.job_slice language plpgsql as $$
           begin
               insert into trial.done (job_name, branch_id, day_on)
               values (p_task.job_name, 0, p_task.day_on);
               perform pg_advisory_xact_lock(1);
               return (1, null::text);
           end $$"""
    )
    trial.conn.execute("select pg_advisory_lock(1)")
    with working(database_url) as process:
        trial.clock("2026-03-28 12:00Z")
        wait_until(lambda: trial.one(f"select count(*) {WORKERS} and wait_event = 'advisory'"))
        process.terminate()
        trial.conn.execute("select pg_advisory_unlock(1)")
        out, _ = process.communicate(timeout=_PATIENCE_S)
    assert (process.returncode, out.splitlines()[-1]) == (0, "worker: stopped")
    # The slice is done; the next day is left for another.
    assert [row[2:] for row in trial.done()] == [("2026-03-26", 1)]


def test_it_comes_back_to_a_lost_server(trial: Trial, database_url: str) -> None:
    trial.add_job("trial.note", scope="database")
    with working(database_url) as process:
        for day in (27, 28):
            trial.clock(f"2026-03-{day} 12:00Z")
            wait_until(lambda day=day: len(trial.done()) == day - 26)  # type: ignore[misc]
            trial.conn.execute(f"select pg_terminate_backend(pid) {WORKERS}")
        trial.clock("2026-03-29 12:00Z")
        wait_until(lambda: len(trial.done()) == 3)
        process.terminate()
        _, err = process.communicate(timeout=_PATIENCE_S)
    assert process.returncode == 0
    assert err.count("worker: connected again") == 2


def test_it_tells_of_a_job_that_fails(trial: Trial, database_url: str) -> None:
    trial.add_job("trial.note", scope="branch")
    trial.conn.execute("drop table trial.done")
    with working(database_url) as process:
        trial.clock("2026-03-27 12:00Z")
        wait_until(lambda: trial.one("select bool_and(error is not null) from tolsel_core.job_run"))
        process.terminate()
        _, err = process.communicate(timeout=_PATIENCE_S)
    assert "worker: failed: trial.note of tenant 1 branch 1: 42P01" in err


STALL = """
    create function trial.stall(p_task tolsel_core.job_task) returns tolsel_core.job_slice
    language plpgsql as $$ begin perform pg_sleep(600); return (1, null::text); end $$;
    alter function trial.stall owner to tolsel_owner;
    select tolsel_core.register_job('trial.stall', 'trial.stall', 'Stalls.', 'database', 'each'),
        tolsel_core.plan_jobs()"""
STALLED = f"select count(*) {WORKERS} and wait_event = 'PgSleep'"


def test_a_slice_that_takes_too_long_stops_no_other(trial: Trial, database_url: str) -> None:
    trial.conn.execute(STALL)
    trial.add_job("trial.note", scope="database")
    with working(database_url, "--timeout", "2") as process:
        trial.clock("2026-03-27 12:00Z")
        wait_until(lambda: trial.one(STALLED))
        wait_until(lambda: len(trial.done()) == 1)
        process.terminate()
        _, err = process.communicate(timeout=_PATIENCE_S)
    assert err.splitlines()[0] == ("worker: 57014: canceling statement due to statement timeout")
    # It is tried again when its next attempt is due.
    attempt = "from tolsel_core.job_run where job_name = 'trial.stall' and ended_at is null"
    assert trial.one(f"select attempts {attempt}") == 1
    assert trial.one(f"select attempt_at > tolsel_core.clock_at() {attempt}")


def test_a_server_that_answers_no_more_stops_no_worker(
    trial: Trial, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is stopped ends nothing, and keeps the connection alive."""
    monkeypatch.setattr(engine, "_GRACE_S", 0.5)
    trial.conn.execute(STALL)
    trial.add_job("trial.note", scope="database")
    trial.clock("2026-03-27 12:00Z")
    told: list[str] = []
    worker = Worker(database_url, interval_s=0.05, slice_limit_s=2, tell=told.append)
    stopped: list[int] = []

    def stop_the_process() -> None:
        try:
            wait_until(lambda: trial.one(STALLED))
            stopped.append(trial.one(f"select pid {WORKERS}"))
            os.kill(stopped[0], signal.SIGSTOP)
            wait_until(lambda: len(trial.done()) == 1)
        finally:
            worker.stop()
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)

    helper = threading.Thread(target=stop_the_process)
    helper.start()
    try:
        worker.run()
    finally:
        helper.join()
    assert told[-1] == "connected again"
    wait_until(lambda: trial.one(f"select count(*) {WORKERS}") == 0)


def test_what_the_url_says_of_the_connection_counts(database_url: str) -> None:
    limits = {"connect_timeout": 7, "keepalives_idle": 8}
    url = psycopg.conninfo.make_conninfo(database_url, keepalives_idle=9)
    with connect(url, defaults=limits) as conn:
        assert conn.info.get_parameters()["keepalives_idle"] == "9"
        assert conn.info.get_parameters()["connect_timeout"] == "7"


def test_a_server_that_is_not_there_is_an_error() -> None:
    ran = subprocess.run(
        [*PROGRAM, "--url", "postgresql:///x?host=/nowhere", "worker"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "Error: 08001: cannot connect" in ran.stderr


def test_it_waits_longer_with_each_failure() -> None:
    worker = Worker(None, interval_s=10, tell=lambda _: None)
    assert worker._wait_s(0) == 10
    for failures, longest in ((1, 2), (3, 8), (6, 60), (2000, 60)):
        assert longest / 2 <= worker._wait_s(failures) <= longest
