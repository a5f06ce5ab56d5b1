"""A job that writes down for whom it ran, on a database whose clock is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]

SCHEMA = """
create schema trial authorization tolsel_owner;
set role tolsel_owner;
create table trial.done (
    job_name text, tenant_id bigint, branch_id bigint, from_at timestamptz, day_on date,
    pid integer, run_no bigint generated always as identity);
create table trial.wait (is_wanted boolean);
create function trial.note(p_task tolsel_core.job_task) returns tolsel_core.job_slice
language plpgsql as $note$
begin
    insert into trial.done values (
        p_task.job_name, p_task.tenant_id, p_task.branch_id, p_task.from_at, p_task.day_on,
        pg_backend_pid());
    if exists (select from trial.wait) then
        perform pg_sleep(60);
    end if;
    return (1, null::text);
end
$note$;
reset role;
"""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The superuser's connection to the database, and what the job did there."""

    conn: Connection

    def clock(self, at: str) -> None:
        self.conn.execute("select tolsel.set_clock(%s)", [at])

    def add_job(
        self, name: str, *, scope: str = "branch", missed: str = "each", minutes: int | None = None
    ) -> None:
        self.conn.execute(
            """select tolsel_core.register_job(%s, 'trial.note', 'A trial.', %s, %s, %s),
                   tolsel_core.plan_jobs()""",
            [name, scope, missed, minutes],
        )

    def done(self) -> list[tuple[Any, ...]]:
        """Return job, branch, day and how often it ran, in order."""
        return self.conn.execute(
            """select job_name, branch_id, day_on::text, count(*) from trial.done
               group by 1, 2, 3 order by 1, 2, 3"""
        ).fetchall()

    def one(self, query: str) -> Any:
        row = self.conn.execute(query.encode()).fetchone()
        return row[0] if row else None

    def breaches(self) -> list[tuple[Any, ...]]:
        return self.conn.execute(
            "select check_name, sample from tolsel.verify() where status = 'breach'"
        ).fetchall()


# Without tolsel's own jobs, and with what is there instead taken as it is.
ACCEPTED = """
    create temporary table gone as select 'job ' || j.job_name as guard from tolsel_core.job j;
    delete from tolsel_core.job;
    select tolsel_core.record_release(
        r.version, r.code_hash, r.migrations, r.objects, (select array_agg(g.guard) from gone g))
    from tolsel_core.release r order by r.release_id desc limit 1;
    drop table gone"""


def make_trial(conn: Connection, at: str = "2026-03-26 12:00Z") -> Trial:
    """Give a database the schema and a clock; no job is left but those that the test adds."""
    conn.execute(SCHEMA.encode())
    conn.execute("select tolsel_core.arrange_test_clock(true)")
    trial = Trial(conn=conn)
    trial.clock(at)
    conn.execute("delete from tolsel_core.job_run")
    conn.execute(ACCEPTED.encode())
    return trial
