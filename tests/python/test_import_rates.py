"""`tolsel import --as rates`: the file of the European Central Bank, every rate once. # G10 S119"""

import gzip
import zipfile
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.harness import DATA
from tolsel import cli

Connection = psycopg.Connection[Any]

REAL = DATA / "fx" / "eurofxref-hist.csv.gz"
RATES = """\
Date,USD,JPY,TRL,ISK,
2005-01-03,1.3507,139.12,N/A,82.35,
2004-12-31,1.3621,139.65,1836200,N/A,
"""


@pytest.fixture
def url(database_url: str) -> str:
    return psycopg.conninfo.make_conninfo(database_url, user="shop_app")


def run(url: str, path: Path, *options: str) -> Result:
    arguments = ["--url", url, "import", "--as", "rates", str(path), *options]
    return CliRunner().invoke(cli.main, arguments, prog_name="tolsel")


def figures(result: Result) -> list[str]:
    """Return how many rates were new, there already, without a rate, left out."""
    assert result.exit_code == 0, result.output
    return [line.split()[-1] for line in result.stdout.splitlines()[1:5]]


def write(folder: Path, text: str) -> Path:
    path = folder / "rates.csv"
    path.write_text(text, encoding="utf-8")
    return path


def recorded(conn: Connection) -> list[tuple[Any, ...]]:
    return conn.execute(
        """select base_currency, currency, rate_on::text, revision, rate::text, source
           from tolsel_exchange.rate order by currency, rate_on, revision"""
    ).fetchall()


def test_every_rate_is_recorded_once(postgresql: Connection, url: str, tmp_path: Path) -> None:
    path = write(tmp_path, RATES)
    first = run(url, path)
    assert figures(first) == ["5", "0", "2", "1"]
    assert "left out, as the database does not know: TRL" in first.stdout
    assert recorded(postgresql) == [
        ("EUR", "ISK", "2005-01-03", 1, "82.35", "ECB"),
        ("EUR", "JPY", "2004-12-31", 1, "139.65", "ECB"),
        ("EUR", "JPY", "2005-01-03", 1, "139.12", "ECB"),
        ("EUR", "USD", "2004-12-31", 1, "1.3621", "ECB"),
        ("EUR", "USD", "2005-01-03", 1, "1.3507", "ECB"),
    ]
    postgresql.rollback()
    assert figures(run(url, path)) == ["0", "5", "2", "1"]
    path.write_text(RATES.replace("Date", "\ufeffDate") + "2004-12-30,1.36,,N/A,N/A,\n")
    assert figures(run(url, path)) == ["1", "5", "5", "1"]


def test_it_may_be_packed(url: str, tmp_path: Path) -> None:
    packed = tmp_path / "rates.csv.gz"
    packed.write_bytes(gzip.compress(RATES.encode()))
    assert figures(run(url, packed)) == ["5", "0", "2", "1"]
    archive = tmp_path / "rates.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("eurofxref-hist.csv", RATES)
    assert figures(run(url, archive)) == ["0", "5", "2", "1"]
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("another.csv", RATES)
    assert "holds 2 files .csv" in run(url, archive).stderr


def test_another_rate_is_refused_or_told_to_correct(
    postgresql: Connection, url: str, tmp_path: Path
) -> None:
    run(url, write(tmp_path, RATES))
    changed = write(tmp_path, RATES.replace("1.3507", "1.3508").replace("139.12", "139.13"))
    refused = run(url, changed)
    assert refused.exit_code == 2
    assert "UX005" in refused.stderr
    assert len(recorded(postgresql)) == 5
    postgresql.rollback()
    assert figures(run(url, changed, "--correction")) == ["2", "3", "2", "1"]
    assert ("EUR", "USD", "2005-01-03", 2, "1.3508", "ECB") in recorded(postgresql)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Day,USD\n2005-01-03,1\n", "is no table of rates"),
        ("", "is no table of rates"),
        (RATES.replace("1.3507", "1,3507"), "line 2: it has 7 columns"),
        (RATES.replace("1.3507", "much"), "line 2: the rate of USD is 'much'"),
        (RATES.replace("1.3507", "0"), "line 2: the rate of USD is 0"),
        (RATES.replace("2005-01-03", "3.1.2005"), "line 2: the day is '3.1.2005'"),
        (RATES.replace("2004-12-31", "2005-01-03"), "line 3: the day 2005-01-03 stands on line 2"),
    ],
)
def test_a_bad_file_leaves_nothing(
    postgresql: Connection, url: str, tmp_path: Path, text: str, said: str
) -> None:
    result = run(url, write(tmp_path, text))
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert recorded(postgresql) == []


def test_options_of_other_kinds_are_refused(url: str, tmp_path: Path) -> None:
    path = write(tmp_path, RATES)
    assert "--batch goes with --as history only" in run(url, path, "--batch", "5").stderr
    arguments = ["--url", url, "import", str(path), "--correction"]
    result = CliRunner().invoke(cli.main, arguments, prog_name="tolsel")
    assert "--correction goes with --as rates only" in result.stderr
    named = run(url, path, "--source", "Bank of X", "--currency", "GBP")
    assert (named.exit_code, "5 rates of Bank of X" in named.stdout) == (0, True)


@pytest.mark.skipif(not REAL.exists(), reason="there is no ../shared/data/fx here")
@pytest.mark.long
def test_the_rates_of_the_bank(postgresql: Connection, url: str) -> None:
    """221,702 rates in 41 currencies, of which some have ended; a second run changes nothing."""
    first = figures(run(url, REAL))
    new, there, _, left_out = (int(figure.replace(",", "")) for figure in first)
    assert (there, new + left_out) == (0, 221_702)
    assert figures(run(url, REAL))[:2] == ["0", f"{new:,}"]
    row = postgresql.execute(
        """select round(r.rate, 6), r.from_rate, r.to_rate, r.rate_on::text
           from tolsel_exchange.get_rate('USD', 'GBP', '2026-11-01', 7, 1) r"""
    ).fetchone()
    assert row is not None
    assert [str(value) for value in row] == ["0.746330", "1.1172", "0.8338", "2026-10-30"]
