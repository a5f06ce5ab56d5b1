"""`tolsel simulate`: companies live on wallets, beside a model that shares nothing with the SQL.

Proves # S99 S104 S112 G16
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests import harness
from tolsel import cli, proof
from tolsel.errors import ReportedError
from tolsel.simulating import conservation, running
from tolsel.simulating.lives import Life, Lives, read_lives
from tolsel.simulating.run import Outcome, simulate
from tolsel.simulating.times import cost_of, costs_by_month, hour_of, month_start
from tolsel.simulating.world import Disagreement

pytestmark = pytest.mark.once
JANUARY = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def url(postgresql: psycopg.Connection[Any], database_url: str) -> str:
    """The URL of a database whose clock can be set, with tenants that have no books."""
    postgresql.execute("select tolsel_core.arrange_test_clock(true)")
    postgresql.commit()
    return database_url


def live(url: str, *, companies: int, days: int, seed: int, **kwargs: Any) -> Outcome:
    return simulate(
        url,
        **{"start": JANUARY, "lives": Lives(), **kwargs},
        companies=companies,
        days=days,
        seed=seed,
    )


def run(url: str, *words: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, "simulate", *words], prog_name="tolsel")


def breaches(url: str) -> list[str]:
    return [r.check_name for r in proof.verify_database(url) if r.status in ("breach", "error")]


def test_forty_days_are_what_the_model_says(url: str) -> None:
    """# S112 G16 W21: over the turn of a month, each day, and in the end by verify."""
    found = live(url, companies=5, days=36, seed=7)
    books = conservation.totals(found.world)
    assert breaches(url) == []
    happened = {"hours", "charged", "provisioned", "topped up", "stopped", "refused", "recurred"}
    assert happened <= set(+books)
    in_trouble = [r.status for r in proof.verify_database(url) if "job" in r.check_name]
    assert set(in_trouble) == {"ok"}


def test_the_same_seed_comes_to_the_same_books(url: str) -> None:
    first, again, other = (live(url, companies=3, days=4, seed=s) for s in (1, 1, 2))
    assert first.digest == again.digest != other.digest
    assert first.world.calls == again.world.calls


def test_a_balance_changed_behind_its_back_stops_it(
    url: str, postgresql: psycopg.Connection[Any]
) -> None:
    def grant(day_no: int) -> None:
        if day_no == 2:
            postgresql.execute(
                """select tolsel.grant_credit(
                       w.wallet_id, 0.01, 'Found', p_tenant_id => w.tenant_id)
                   from tolsel.wallet w order by w.wallet_id desc limit 1"""
            )
            postgresql.commit()

    with pytest.raises(Disagreement) as stopped:
        live(url, companies=3, days=4, seed=3, on_day=grant)
    ((last,),) = postgresql.execute("select max(wallet_id) from tolsel.wallet").fetchall()
    said = str(stopped.value)
    assert f"wallet {last}, 2027-01-0" in said and "seed 3: " in said
    assert "settled: the model expects" in said


def test_a_refusal_that_only_one_makes_stops_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_check_funds", lambda *_: None)
    with pytest.raises(Disagreement, match="the model expects an answer, the database gives UW005"):
        live(url, companies=10, days=5, seed=1)


def test_the_command_ends_with_a_table_and_the_proof(url: str) -> None:
    """# S99"""
    found = run(url, "--companies", "2", "--months", "1", "--seed", "5", "--format", "json")
    assert found.exit_code == 0, found.output
    lines = json.loads(found.stdout)
    assert [(line["industry"], line["mode"]) for line in lines] == [
        ("banking", "payg"),
        ("healthcare", "payg"),
    ]
    again = run(url, "--companies", "2", "--months", "1")
    assert again.exit_code == 2 and "has books in it" in again.stderr
    assert "Leave --url and TOLSEL_URL out" in again.stderr


def test_tenants_with_a_real_clock_are_refused(database_url: str) -> None:
    found = run(database_url)
    assert found.exit_code == 2 and "has tenants and a real clock" in found.stderr


def test_shares_of_a_price_add_up_to_it() -> None:
    first = month_start(2027 * 12 + 1)
    assert sum(cost_of(999, hour, hour + 1) for hour in range(first, first + 28 * 24)) == 999
    assert cost_of(999, first - 1, first + 28 * 24) == 999 + cost_of(999, first - 1, first)
    assert [month % 12 for month, _ in costs_by_month(999, first - 1, first + 1)] == [0, 1]
    assert hour_of(datetime(2027, 2, 1, 0, 59, tzinfo=UTC)) == first


def test_lives_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "pods.csv"
    path.write_text(
        "name,cpu_milli,creation_time,deletion_time,scheduled_time\n"
        "a,500,0,7200,60\nb,6000,0,7200,\nc,32000,0,90,80\n"
    )
    assert read_lives(path).known == (Life("nano", 7140), Life("enterprise", 60))
    path.write_text("name\na\n")
    with pytest.raises(ReportedError, match="line 2 says nothing of a life") as refused:
        read_lives(path)
    assert "cpu_milli" in (refused.value.hint or "")


@pytest.mark.skipif(not (harness.DATA / "usage").is_dir(), reason="no real usage here")
def test_real_usage_has_as_many_lives_as_were_scheduled() -> None:
    lives = read_lives(harness.DATA / "usage" / "pods_2023.csv.gz")
    assert len(lives.known) == 8152 - 897


@pytest.mark.torture
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_months_are_what_the_model_says(url: str, seed: int) -> None:
    """# S104 S112 G16: every industry, in both modes, and resellers."""
    usage = harness.DATA / "usage" / "pods_2023.csv.gz"
    lives = read_lives(usage) if seed == 13 and usage.is_file() else Lives()
    found = live(url, companies=20, days=100, seed=seed, lives=lives)
    assert breaches(url) == []
    kinds = {(c.industry, c.mode) for c in found.world.companies}
    assert len(kinds) == 10 and any(c.clients for c in found.world.companies)
