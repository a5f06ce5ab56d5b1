"""`migrate` verifies the books before it begins, and stops at a breach of them."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tests.python.test_dump import snapshot
from tolsel import cli
from tolsel.install import migrate, proving

pytestmark = pytest.mark.long

SALE = """select tolsel.post_journal('[{"account_code": "1050", "amount": "1"},
    {"account_code": "4000", "amount": "-1"}]')"""


@pytest.fixture
def conn(postgresql: psycopg.Connection[Any]) -> Iterator[psycopg.Connection[Any]]:
    postgresql.autocommit = True
    yield postgresql


@pytest.fixture
def url(conn: psycopg.Connection[Any], database_url: str, connect_as: ConnectAs) -> str:
    """Books with one sale, whose code is of an older version."""
    connect_as("shop_app").execute(SALE)
    migrate.init(database_url)
    guard = "release_before_change_append_only"
    conn.execute(f"alter table tolsel_core.release disable trigger {guard}".encode())
    conn.execute("update tolsel_core.release set code_hash = 'old'")
    conn.execute(f"alter table tolsel_core.release enable always trigger {guard}".encode())
    return database_url


def in_replica(conn: psycopg.Connection[Any], statement: str) -> None:
    """Run a statement past foreign keys."""
    conn.execute("set session_replication_role = replica")
    conn.execute(statement.encode())
    conn.execute("reset session_replication_role")


def spoil_the_books(conn: psycopg.Connection[Any], by: int = 1) -> None:
    in_replica(conn, f"update tolsel_ledger.balance set held_amount = {by} where balance > 0")


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, "migrate", *arguments])


def test_sound_books_are_migrated(url: str) -> None:
    found = run(url)
    assert found.exit_code == 0
    told = found.stderr.splitlines()
    assert told[0] == "verifying the books"
    assert told[1].startswith("verified: ") and told[1].endswith(" checks, 0 breaches")
    assert found.stdout.endswith(", release 2\n")
    # There is nothing to do, so nothing is read.
    assert run(url).stderr == ""


def test_a_breach_of_the_books_stops_it(url: str, conn: psycopg.Connection[Any]) -> None:
    spoil_the_books(conn)
    before = snapshot(url)
    for option in (["--put-back"], ["--dry-run"]):
        found = run(url, *option)
        assert found.exit_code == 1
        assert "BREACH  ledger.wrong_held_amount" in found.stdout
        assert "Error: the books are not as they should be: 1 of " in found.stderr
        assert "HINT:  Nothing was changed." in found.stderr
        assert snapshot(url) == before
    found = run(url, "--despite-breaches")
    assert found.exit_code == 0
    assert "breach: ledger.wrong_held_amount, 1 rows: " in found.stderr
    assert found.stdout.endswith(", release 2\n")


def test_what_migrate_mends_is_told_and_stops_nothing(
    url: str, conn: psycopg.Connection[Any]
) -> None:
    conn.execute("drop trigger entry_before_change_append_only on tolsel_ledger.entry")
    conn.execute("grant execute on function tolsel.close_period to public")
    found = run(url)
    assert found.exit_code == 0, found.output
    assert "breach: core.changed_guard, 2 rows: " in found.stderr
    assert "breach: core.open_function, 1 rows: " in found.stderr
    assert run(url).stdout.startswith("migrate: nothing to do")
    assert CliRunner().invoke(cli.main, ["--url", url, "verify"]).exit_code == 0


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("drop function tolsel.verify", "the books cannot be verified before tolsel's code is put"),
        (
            "alter view tolsel_ledger.breach_unbalanced_journal rename to lost",
            "the books cannot be verified before tolsel's code is put back",
        ),
        (
            "create or replace view tolsel_core.breach_missing_release as select (1 / 0)::text"
            " as fault",
            "the books cannot be verified yet: core.missing_release: This check stopped: 22012",
        ),
    ],
)
def test_code_that_cannot_verify_is_put_back_first(
    url: str, conn: psycopg.Connection[Any], damage: str, told: str
) -> None:
    """A breach is found all the same, and then nothing is committed."""
    conn.execute(damage.encode())
    spoil_the_books(conn)
    before = snapshot(url)
    found = run(url)
    assert (found.exit_code, told in found.stderr.partition("loading sql/")[0]) == (1, True)
    assert "BREACH  ledger.wrong_held_amount" in found.stdout
    assert snapshot(url) == before
    if damage.startswith("drop function"):
        spoil_the_books(conn, by=0)
        found = run(url)
        assert found.exit_code == 0, found.output
        assert CliRunner().invoke(cli.main, ["--url", url, "verify"]).exit_code == 0


def test_a_check_of_ones_own_that_cannot_run(url: str, conn: psycopg.Connection[Any]) -> None:
    conn.execute("create view public.broken as select 1 / 0 as x")
    conn.execute("grant select on public.broken to tolsel_owner")
    conn.execute("select tolsel.add_check('mine.broken', 'public.broken', 'Mine.')")
    before = snapshot(url)
    found = run(url)
    assert found.exit_code == 1
    assert "BREACH  mine.broken" in found.stdout
    assert "This check stopped: 22012 division by zero." in found.stdout
    assert snapshot(url) == before
    assert run(url, "--despite-breaches").exit_code == 0


def test_that_it_lasts_is_told(
    url: str, conn: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    conn.execute("create view public.slow as select from pg_sleep(0.2) where false")
    conn.execute("grant select on public.slow to tolsel_owner")
    conn.execute("select tolsel.add_check('mine.slow', 'public.slow', 'Mine.')")
    monkeypatch.setattr(proving, "_STILL_EVERY_S", 0.01)
    assert "still verifying after 0 seconds" in run(url, "--dry-run").stderr.splitlines()


def test_every_check_that_is_not_of_books_is_one(conn: psycopg.Connection[Any]) -> None:
    known = conn.execute("select check_name from tolsel_core.check_rule where severity = 'breach'")
    assert {name for (name,) in known.fetchall()} >= proving.NOT_OF_BOOKS
