"""The small tools behind the Makefile."""

from pathlib import Path

import pytest

from tests.tools import new, seal, where

pytestmark = pytest.mark.once


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sql" / "ledger" / "functions").mkdir(parents=True)
    (tmp_path / "sql" / "domains.txt").write_text("core\nledger\n")
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0002_ledger.sql").write_text("select 1;\n")
    (tmp_path / "migrations" / "0002_ledger.rollback.sql").write_text("select 1;\n")
    (tmp_path / "migrations" / "SHA256SUMS").write_text("")
    return tmp_path


def test_a_new_function_comes_with_a_test_that_fails(root: Path) -> None:
    function, test = new.new_function(root, "ledger.void_journal")
    assert function == root / "sql/ledger/functions/void_journal.sql"
    assert "create or replace function tolsel.void_journal(" in function.read_text()
    assert "as $void_journal$" in function.read_text()
    assert "raises: none$$;" in function.read_text()
    assert test == root / "tests/sql/ledger/test_void_journal.sql"
    assert "select fail(" in test.read_text()
    with pytest.raises(SystemExit, match="is there already"):
        new.new_function(root, "ledger.void_journal")


@pytest.mark.parametrize("name", ["ledger", "ledger.void", "wallet.void_it", "ledger.Void_It"])
def test_a_function_has_a_domain_a_verb_and_a_noun(name: str, root: Path) -> None:
    with pytest.raises(SystemExit, match=r"domain\.verb_noun|domains\.txt"):
        new.new_function(root, name)


def test_a_new_migration_takes_the_next_number(root: Path) -> None:
    up, down = new.new_migration(root, "ledger_add_note")
    assert (up.name, down.name) == ("0003_ledger_add_note.sql", "0003_ledger_add_note.rollback.sql")


def test_a_seal_holds(root: Path) -> None:
    folder = root / "migrations"
    assert seal.find_broken(folder) == []
    assert seal.seal(folder) == ["0002_ledger.rollback.sql", "0002_ledger.sql"]
    assert seal.seal(folder) == []
    assert seal.find_broken(folder) == []
    (folder / "0002_ledger.sql").write_text("select 2;\n")
    assert seal.find_broken(folder) == ["0002_ledger.sql"]
    (folder / "0002_ledger.sql").unlink()
    assert seal.find_broken(folder) == ["0002_ledger.sql"]


def test_where_tells_reading_from_writing(root: Path) -> None:
    (root / "sql/ledger/functions/a.sql").write_text(
        "-- tolsel_ledger.entry in a comment\n"
        "insert into tolsel_ledger.entry (amount) values (1);\n"
        "update only tolsel_ledger.entry set amount = 2;\n"
        "select tolsel_ledger.entry_count() from tolsel_ledger.entry e;\n"
        "select x from my_tolsel_ledger.entry, tolsel_ledger.entry_key;\n"
    )
    uses = where.find_uses("ledger.entry", root / "sql")
    assert [(use.verb, use.line) for use in uses] == [("insert", 2), ("update", 3), ("read", 4)]
