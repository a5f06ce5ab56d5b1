"""`tolsel repair` and `tolsel seals`."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tests.house.shop import open_shop
from tolsel import cli, proof


@pytest.fixture
def url(database_url: str, connect_as: ConnectAs) -> str:
    """Books of tenant 1, and the URL of its administrator."""
    open_shop(connect_as("shop_app"), connect_as("shop_admin"), tenant_id=1)
    return psycopg.conninfo.make_conninfo(database_url, user="shop_admin")


def run(url: str, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, *map(str, arguments)])


def test_repair(url: str, postgresql: psycopg.Connection[Any]) -> None:
    """# S61"""
    found = run(url, "repair")
    assert (found.exit_code, found.stdout) == (0, "repair: 0 found, 0 repaired\n")
    postgresql.execute("update tolsel_ledger.balance set held_amount = 12 where held_amount = 10")
    postgresql.commit()
    found = run(url, "repair", "--dry-run")
    assert found.exit_code == 1
    assert "held_amount 12" in found.stdout and "held_amount 10" in found.stdout
    assert found.stdout.splitlines()[-1] == "repair: 1 found, 0 repaired"
    found = run(url, "repair")
    assert (found.exit_code, found.stdout.splitlines()[-1]) == (0, "repair: 1 found, 1 repaired")
    assert run(url, "repair").stdout == "repair: 0 found, 0 repaired\n"


@pytest.mark.parametrize("name", ["anchor.csv", "anchor.json"])
def test_an_anchor(
    url: str, postgresql: psycopg.Connection[Any], tmp_path: Path, name: str
) -> None:
    """# G12"""
    assert run(url, "seals", "make").stdout.endswith(" entries sealed\n")
    assert run(url, "seals", "make").stdout == "seals: 0 entries sealed\n"
    chains = "select count(distinct (account_id, slot)) from tolsel_ledger.seal where tenant_id = 1"
    ((count,),) = postgresql.execute(chains).fetchall()
    anchor = tmp_path / name
    assert run(url, "seals", "export", anchor).exit_code == 0
    found = run(url, "seals", "check", anchor)
    assert (found.exit_code, found.stdout) == (0, f"seals: {count} compared, 0 differ\n")
    # The whole chain of an account goes, so that nothing in the database says that it was there.
    postgresql.execute("set session_replication_role = replica")
    postgresql.execute(
        "alter table tolsel_ledger.seal disable trigger seal_before_change_append_only"
    )
    postgresql.execute(
        "delete from tolsel_ledger.seal where account_id ="
        " (select account_id from tolsel_ledger.account where tenant_id = 1 and code = 'purse')"
    )
    postgresql.commit()
    found = run(url, "seals", "check", anchor)
    assert found.exit_code == 1
    assert "the seal is gone" in found.stdout
    assert found.stdout.splitlines()[-1] == f"seals: {count} compared, 1 differ"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("anchor.txt", "", "is neither a CSV nor a JSON file"),
        ("anchor.json", "{", "is not an anchor"),
        ("anchor.json", "{}", "it holds no list of seals"),
        ("anchor.json", "[]", "holds no seals"),
        ("anchor.csv", "", "holds no seals"),
        ("anchor.csv", "account_id,code,slot,entry_count,version,hash\n", "holds no seals"),
        ("anchor.json", json.dumps([{"account_id": 1}]), "UL028 anchor_not_readable"),
        ("anchor.csv", "account_id,slot\n1,0\n", "UL028 anchor_not_readable"),
    ],
)
def test_no_anchor(url: str, tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text)
    found = run(url, "seals", "check", tmp_path / name)
    assert found.exit_code == 2
    assert message in found.stderr


def test_a_proof_can_write_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = []
    verify = proof.verify

    def ask(conn: psycopg.Connection[Any]) -> list[proof.CheckResult]:
        for name in ("transaction_read_only", "transaction_isolation"):
            settings.append(conn.execute(f"show {name}".encode()).fetchone())
        return verify(conn)

    monkeypatch.setattr(proof, "verify", ask)
    proof.verify_database(url)
    assert settings == [("on",), ("repeatable read",)]
