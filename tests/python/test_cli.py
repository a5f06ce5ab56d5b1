import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tolsel import cli, proof
from tolsel.cli import status
from tolsel.errors import TolselError
from tolsel.install import migrate
from tolsel.rows import Rows

pytestmark = pytest.mark.once


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli.main, list(arguments), input=given, prog_name="tolsel")


def test_from_nothing_to_proof(empty_database_url: str) -> None:
    url = ("--url", empty_database_url)
    found = run(*url, "status")
    assert found.exit_code == 2
    assert found.stderr.startswith("Error: ")
    assert "HINT:  Run `tolsel init`" in found.stderr

    assert run(*url, "init").stdout.endswith("init: ready for tolsel migrate\n")
    assert run(*url, "init").stdout == "init: nothing to do\n"
    found = run(*url, "status")
    assert (found.exit_code, "pending: 0001_core" in found.stdout) == (1, True)

    found = run(*url, "migrate")
    assert found.exit_code == 0
    assert "applied: 0001_core\n" in found.stdout
    assert found.stdout.endswith(", release 1\n")
    assert run(*url, "migrate").stdout.startswith("migrate: nothing to do")
    found = run(*url, "status")
    assert (found.exit_code, found.stdout.splitlines()[-1]) == (0, "status: up to date")

    found = run(*url, "rollback", "--all", given="y\n")
    assert found.exit_code == 0
    assert "Drop the code and undo every migration, and lose " in found.stdout
    assert "undone: 0001_core\n" in found.stdout
    found = run(*url, "status")
    assert found.exit_code == 1
    listed = [line for line in found.stdout.splitlines() if line.startswith("changed file: ")]
    assert (len(listed), listed[-1].split()[-1]) == (21, "more")


def test_status_names_what_changed(database_url: str, postgresql: psycopg.Connection) -> None:
    postgresql.execute(
        "drop trigger activity_log_before_truncate_append_only on tolsel_core.activity_log"
    )
    postgresql.commit()
    found = run("-d", database_url, "status")
    assert found.exit_code == 1
    assert "changed guard: trigger tolsel_core.activity_log.activity_log_before_tr" in found.stdout


def test_status_counts_incidents(database_url: str, postgresql: psycopg.Connection) -> None:
    """# S19: what validations have found stands in the way of a clean answer until it is mended."""
    assert "last validation: never" in run("-d", database_url, "status").stdout
    postgresql.execute(
        """update tolsel_ledger.balance set held_amount = 3 where ctid = (
               select ctid from tolsel_ledger.balance
               where tenant_id = 1 and credit_limit is null limit 1)"""
    )
    postgresql.execute("select tolsel.validate_books(true)")
    postgresql.commit()
    found = run("-d", database_url, "status")
    assert found.exit_code == 1
    assert "open incident: ledger.wrong_held_amount, 1 open\n" in found.stdout
    assert found.stdout.count(" checks, 1 breaches\n") == 2
    assert "up to date" not in found.stdout
    rows = json.loads(run("-d", database_url, "status", "--format", "json").stdout)
    assert {"finding": "open_breach", "name": "ledger.wrong_held_amount, 1 open"} in rows
    assert {row["finding"] for row in rows} >= {"validated", "verified"}
    assert run("-d", database_url, "repair").exit_code == 0
    assert run("-d", database_url, "status").exit_code == 0


def test_rollback_counts_what_is_lost(database_url: str) -> None:
    """# S91: by kind, and only what the migrations that are undone have made."""
    found = run("-d", database_url, "rollback", "--all", given="n\n")
    assert found.exit_code == 1
    assert "lost for good: 2 rows of core.tenant\n" in found.stdout
    assert "rows of ledger.account\n" in found.stdout
    found = run("-d", database_url, "rollback", "--to", "0001_core", given="n\n")
    assert "rows of ledger.account\n" in found.stdout
    assert "core.tenant" not in found.stdout
    found = run("-d", database_url, "rollback", "--to", "0007_bank", given="n\n")
    assert "lose" not in found.stdout


def test_url_from_the_environment(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLSEL_URL", database_url)
    assert run("status").exit_code == 0
    parts = psycopg.conninfo.conninfo_to_dict(database_url)
    monkeypatch.delenv("TOLSEL_URL")
    for variable, key in (("PGHOST", "host"), ("PGUSER", "user"), ("PGDATABASE", "dbname")):
        monkeypatch.setenv(variable, str(parts[key]))
    monkeypatch.setenv("PGPORT", str(parts["port"]))
    assert run("status").exit_code == 0


def _results(monkeypatch: pytest.MonkeyPatch, *results: tuple[str, str, int]) -> None:
    found = [
        proof.CheckResult(name, "breach", status, rows, "id 1\nid 2", "What\nit means.")
        for name, status, rows in results
    ]
    found = Rows(found, columns=[field.name for field in fields(proof.CheckResult)])
    monkeypatch.setattr(proof, "verify_database", lambda url: found)


def test_verify_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    _results(monkeypatch, ("ledger.a", "ok", 0), ("ledger.b", "notice", 1))
    found = run("verify")
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert lines[-1] == "verify: 2 checks, 0 breaches"
    assert lines[:-1] == ["notice  ledger.b, 1 rows", "    id 1", "    id 2", "    What it means."]
    assert "ok  ledger.a" in run("verify", "--all").stdout.splitlines()


# S16
def test_verify_breach(monkeypatch: pytest.MonkeyPatch) -> None:
    _results(monkeypatch, ("ledger.a", "breach", 3), ("ledger.b", "error", 0))
    found = run("verify")
    assert found.exit_code == 1
    assert found.stdout.splitlines()[-1] == "verify: 2 checks, 1 breaches"


def test_verify_that_proved_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _results(monkeypatch, ("ledger.b", "error", 0))
    assert run("verify").exit_code == 2
    _results(monkeypatch)
    assert run("verify").exit_code == 2


def test_verify_for_real(
    database_url: str, empty_database_url: str, postgresql: psycopg.Connection
) -> None:
    found = run("-d", database_url, "verify", "--all")
    assert found.exit_code in (0, 1), found.output
    assert found.stdout.splitlines()[-1].startswith("verify: ")
    postgresql.execute("delete from tolsel_core.check_rule")
    postgresql.commit()
    found = run("-d", database_url, "verify")
    assert found.exit_code == 2
    assert "0 checks were run, so nothing is proved" in found.stderr
    found = run("-d", empty_database_url, "verify")
    assert found.exit_code == 2
    assert "there is no tolsel in this database" in found.stderr


def test_verify_finds_harm(database_url: str, postgresql: psycopg.Connection) -> None:
    postgresql.execute("alter table tolsel_core.tenant disable row level security")
    postgresql.commit()
    found = run("-d", database_url, "verify")
    assert found.exit_code == 1
    lines = found.stdout.splitlines()
    at = lines.index("BREACH  core.unprotected_table, 1 rows")
    assert lines[at + 1] == "    table_name tolsel_core.tenant"
    assert lines[at + 2].endswith(" Run tolsel migrate.")
    assert all(line.strip() for line in lines)


def test_verify_with_a_check_that_cannot_run(
    database_url: str, postgresql: psycopg.Connection
) -> None:
    postgresql.execute("create view public.broken as select 1 / 0 as x")
    postgresql.execute("grant select on public.broken to tolsel_owner")
    postgresql.execute("select tolsel.add_check('mine.broken', 'public.broken', 'Mine.')")
    postgresql.commit()
    found = run("-d", database_url, "verify")
    assert found.exit_code == 1
    assert "This check stopped: 22012 division by zero." in found.stdout
    # What is no fault of the books stops it still.
    postgresql.execute(
        """create function public.full() returns int language plpgsql as
           $$begin raise exception using errcode = '53200', message = 'out of memory'; end$$"""
    )
    postgresql.execute("create or replace view public.broken as select public.full() as x")
    postgresql.commit()
    found = run("-d", database_url, "verify")
    assert found.exit_code == 2
    assert "Error: 53200: a check could not run: out of memory" in found.stderr


def test_verify_by_others(connect_as: ConnectAs, database_url: str) -> None:
    as_admin = psycopg.conninfo.make_conninfo(database_url, user="shop_admin")
    assert run("-d", as_admin, "verify").exit_code in (0, 1)
    as_app = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    found = run("-d", as_app, "verify")
    assert found.exit_code == 2
    assert "HINT:  Connect as a member of tolsel_admin" in found.stderr
    for command in ("status", "migrate"):
        found = run("-d", as_app, command)
        assert found.exit_code == 2
        assert "Traceback" not in found.output


def test_rollback_asks(database_url: str, empty_database_url: str) -> None:
    assert migrate.count_rows_at_risk(empty_database_url) == {}
    assert run("-d", database_url, "rollback", "--all", given="n\n").exit_code == 1
    assert run("-d", database_url, "status").exit_code == 0
    found = run("-d", database_url, "rollback", "--to", "0001_core", "--yes")
    assert found.exit_code == 0
    assert "undone: 0002_ledger" in found.stdout


def test_rollback_needs_a_choice() -> None:
    for arguments in ([], ["--all", "--to", "0001_core"]):
        found = run("rollback", *arguments)
        assert found.exit_code == 2
        assert "--to ID or --all" in found.stderr


def test_password_is_never_shown() -> None:
    for url in ("postgresql://me:s3cret@127.0.0.1:1/x", "postgres//me:s3cret@h/x"):
        for command in ("init", "migrate", "status", "verify", "rollback"):
            options = ["--all"] if command == "rollback" else []
            found = run("--url", url, command, *options)
            assert found.exit_code == 2
            assert "s3cret" not in found.output
            assert found.stderr.startswith("Error: ")


def test_psql_gets_no_password_as_argument(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls = []
    monkeypatch.setattr(os, "execvpe", lambda *call: calls.append(call))
    run("-d", "postgresql://me:s3cret@h:5/x?sslmode=require", "psql", "-c", "select 1")
    program, arguments, environment = calls[0]
    assert program == "psql"
    assert environment["PGPASSWORD"] == "s3cret"
    assert "s3cret" not in " ".join(arguments)
    assert arguments[-2:] == ["-c", "select 1"]
    assert arguments[1:3] == ["-v", "SHOW_CONTEXT=never"]
    assert psycopg.conninfo.conninfo_to_dict(arguments[4]) == {
        "user": "me", "host": "h", "port": "5", "dbname": "x", "sslmode": "require"
    }  # fmt: skip
    monkeypatch.undo()
    monkeypatch.setenv("PATH", str(tmp_path))
    found = run("psql")
    assert (found.exit_code, found.stderr.splitlines()[0]) == (2, "Error: psql is not on the PATH")


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (
            TolselError("no", sqlstate="UL001", name="not_open", detail="Owed 5.", hint="Wait."),
            "Error: UL001 not_open: no\nDETAIL:  Owed 5.\nHINT:  Wait.\n",
        ),
        (FileNotFoundError(2, "missing", "a.csv"), "Error: a.csv: missing\n"),
        (click.FileError("b.csv", "missing"), "Error: Could not open file 'b.csv': missing\n"),
        (KeyError("x"), "Error: this is a fault in tolsel: KeyError: 'x'\nHINT:  Set TOLSEL_TR"),
    ],
)
def test_errors_are_explained(
    monkeypatch: pytest.MonkeyPatch, error: Exception, shown: str
) -> None:
    def fail(ctx: click.Context, form: str) -> None:
        raise error

    monkeypatch.setattr(status.status, "callback", click.pass_context(fail))
    found = run("status")
    assert found.exit_code == 2
    assert found.stderr.startswith(shown)


@pytest.mark.parametrize(
    ("error", "code", "shown"),
    [(KeyboardInterrupt(), 130, "\nAborted!\n"), (BrokenPipeError(32, "Broken pipe"), 2, "")],
)
def test_who_stops_it_is_told_no_finding(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, shown: str
) -> None:
    def fail(url: str | None) -> list[proof.CheckResult]:
        raise error

    monkeypatch.setattr(proof, "verify_database", fail)
    found = run("verify")
    assert (found.exit_code, found.stdout, found.stderr) == (code, "", shown)


def test_a_server_that_nobody_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TOLSEL_URL", raising=False)
    monkeypatch.setenv("PGHOST", str(tmp_path))
    found = run("status")
    assert found.exit_code == 2
    assert found.stderr.endswith(
        "HINT:  Without --url and TOLSEL_URL, PGHOST, PGDATABASE and so on decide.\n"
    )
    assert "HINT" not in run("--url", f"host={tmp_path}", "status").stderr


@pytest.mark.parametrize("command", [("report", "customers"), ("events",), ("seals", "make")])
def test_a_database_without_tolsel(empty_database_url: str, command: tuple[str, ...]) -> None:
    found = run("--url", empty_database_url, *command)
    assert found.exit_code == 2
    assert "HINT:  Is it another database, --url? Else run `tolsel init`, then" in found.stderr


@pytest.mark.parametrize(("login", "command"), [("shop_app", "events"), ("shop_read", "repair")])
def test_a_login_without_the_role(database_url: str, login: str, command: str) -> None:
    found = run("--url", psycopg.conninfo.make_conninfo(database_url, user=login), command)
    assert found.exit_code == 2
    assert "HINT:  The login lacks a role: tolsel_app calls, tolsel_read" in found.stderr


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("verify", "--tenant", "2"), "--tenant goes with --customer"),
        (("jobs", "--format", "csv", "run"), "--format goes behind the command"),
        (("events", "--format", "csv", "follow"), "--format goes behind the command"),
        (("worker", "--timeout", "0"), "0.0 is not in the range x>=0.01"),
        (("worker", "--interval", "0"), "0.0 is not in the range x>=0.01"),
        (("events", "follow", "--wait", "-1"), "-1.0 is not in the range x>=0.01"),
    ],
)
def test_options_that_cannot_be_meant(command: tuple[str, ...], message: str) -> None:
    found = run(*command)
    assert found.exit_code == 2
    assert message in found.stderr


def test_help_of_every_command() -> None:
    modules = {path.stem.strip("_") for path in Path(cli.__file__).parent.glob("[a-z]*.py")}
    shared = {"console", "documents", "printer", "report_tables"}
    assert cli.COMMANDS.keys() == modules - shared
    listed = run("--help").stdout
    for name, said in cli.COMMANDS.items():
        assert f"  {name.ljust(9)}  {said}\n" in listed
        told = run(name, "--help")
        assert told.exit_code == 0
        # Examples stand one on a line, each with the command that it is about.
        assert "\\b" not in told.stdout
        for example in re.findall(r"^ +(tolsel .*)", told.stdout, re.MULTILINE):
            assert len(re.findall(r"(?<!&& )tolsel ", example)) == 1


def test_the_list_of_commands_loads_none_of_them() -> None:
    """Nor psycopg, which takes longer than all else: people ask for it often."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "from tolsel.cli import main; main()", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    loaded = set(re.findall(r"\b((?:tolsel|psycopg|rich)\b[\w.]*)$", told, re.MULTILINE))
    assert loaded == {"tolsel", "tolsel.cli"}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("custo", "customer"), ("customer reo", "reopen"), ("day close Till --cou", "--counted")],
)
def test_a_shell_completes_what_is_typed(typed: str, offered: str) -> None:
    """As python/README.md says how to set it up."""
    readme = (Path(__file__).parents[2] / "python" / "README.md").read_text()
    (line,) = re.findall(r"`(eval .*bash_source tolsel\)\")`", readme)
    script = f"""
        {line}
        COMP_WORDS=(tolsel {typed}) COMP_CWORD={len(typed.split())}
        _tolsel_completion tolsel
        echo "${{COMPREPLY[@]}}"
        """
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    told = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env={"PATH": path}, check=True
    )
    assert told.stdout.split() == [offered]
