"""What the README names exists, and what exists is named."""

import re
import subprocess
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests.harness import ROOT
from tolsel import cli

TEXT = (ROOT / "README.md").read_text()
CODE = [*re.findall(r"`([^`\n]+)`", TEXT), *re.findall(r"^    (.+)$", TEXT, re.MULTILINE)]
MAP = TEXT.partition("## The domains")[2].partition("## ")[0]


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def test_it_is_short_and_in_order() -> None:
    assert len(TEXT.splitlines()) <= 450
    assert re.findall(r"^## (.+)$", TEXT, re.MULTILINE) == [
        "First run, in 60 seconds",
        "Where does a rule live?",
        "The domains",
        "One posting, as data",
        "Channels and their days",
        "Customers, invoices, payments",
        "The command line",
        "Jobs",
        "Operating",
        "Names from elsewhere",
        "Limits",
        "Design notes",
        "Working on it",
        "Changes",
    ]


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", TEXT)
    assert targets
    missing = [t for t in targets if "://" not in t and not (ROOT / t).exists()]
    assert missing == []


def test_folders_and_files_exist() -> None:
    named = {
        word
        for code in CODE
        for word in re.findall(r"(?:sql|python|tests|migrations)/[\w./]*", code)
    }
    assert {"migrations/", "python/tolsel/", "tests/race"} <= named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_command_is_listed() -> None:
    listed = re.findall(r"^\| `tolsel (\S+)` \|", section("The command line"), re.MULTILINE)
    assert sorted(listed) == sorted(cli.main.commands)


@pytest.mark.parametrize(
    "call", sorted({found for code in CODE for found in re.findall(r"\btolsel [a-z].*", code)})
)
def test_commands_and_options_exist(call: str) -> None:
    words = call.partition("#")[0].split()
    command = words[1]
    helped = CliRunner().invoke(cli.main, [command, "--help"], prog_name="tolsel")
    assert helped.exit_code == 0, call
    for option in (word for word in words[2:] if word.startswith("--")):
        assert option in helped.stdout, call


def test_options_of_import_exist() -> None:
    helped = CliRunner().invoke(cli.main, ["import", "--help"]).stdout
    named = re.findall(r"`(--[a-z-]+)`", TEXT.partition("### Importing")[2].partition("## ")[0])
    assert named
    assert [option for option in named if option not in helped] == []


def test_make_targets_exist() -> None:
    listed = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    targets = set(re.findall(r"^  make ([a-z-]+)", listed, re.MULTILINE))
    named = {found for code in CODE for found in re.findall(r"\bmake ([a-z-]+)", code)}
    assert named
    assert named - targets == set()


def test_the_map_is_the_catalog(postgresql: psycopg.Connection[Any]) -> None:
    rows = re.findall(r"^\| \[(\w+)\]\(sql/\1\) \| `(\w+)` \|.*\| ([^|]+) \|$", MAP, re.MULTILINE)
    domains = (ROOT / "sql" / "domains.txt").read_text().split()
    assert [name for name, _, _ in rows] == domains
    for name, schema, functions in rows:
        assert schema == f"tolsel_{name}"
        files = {path.stem for path in (ROOT / "sql" / name / "functions").glob("*.sql")}
        listed = re.findall(r"`(\w+)`", functions)
        public = postgresql.execute(
            """select p.proname from pg_proc p
               where p.pronamespace = 'tolsel'::regnamespace and p.proname = any(%s)""",
            [[*files]],
        ).fetchall()
        assert sorted(listed) == sorted(row[0] for row in public), name


def test_the_views_are_the_catalog(postgresql: psycopg.Connection[Any]) -> None:
    listed = re.findall(r"`tolsel\.(\w+)`", MAP.partition("To read:")[2])
    views = postgresql.execute(
        "select viewname from pg_views where schemaname = 'tolsel'"
    ).fetchall()
    assert sorted(listed) == sorted(row[0] for row in views)


def test_every_object_named_exists(postgresql: psycopg.Connection[Any]) -> None:
    named = {
        found
        for code in CODE
        for found in re.findall(r"\b(tolsel(?:_core|_ledger)?\.[a-z_]+)", code)
    }
    settings = {"tolsel.tenant_id"}
    for name in sorted(named - settings):
        found = postgresql.execute(
            """select to_regclass(%(name)s) is not null
                   or exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                              where n.nspname || '.' || p.proname = %(name)s)""",
            {"name": name},
        ).fetchone()
        assert found == (True,), name
