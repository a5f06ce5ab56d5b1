"""What `tolsel api --node` and `--typescript` print: Node.js calls with it, and it compiles."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests import harness
from tests.conftest import ConnectAs
from tolsel import cli

PROGRAMS = Path(__file__).with_name("node")
HEAD = """
import pg from "pg";
import { tolsel, TolselError, isRetryable } from "./tolsel.mjs";
const client = new pg.Client(process.env.TOLSEL_URL);
await client.connect();
const office = tolsel(client);
const told = [];
"""
TAIL = """
console.log(JSON.stringify(told));
await client.end();
"""
COMPILE = "--noEmit --strict --target es2022 --module nodenext --pretty false --types node"
Told = Callable[[str], list[Any]]

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not harness.NODE_MODULES.exists(), reason="Node.js is not here"),
]


@pytest.fixture
def folder(tmp_path: Path, connect_as: ConnectAs) -> Path:
    """Return a folder that has what `tolsel api` prints, and the modules beside it."""
    url = connect_as("shop_app").info.dsn
    for name, form in {"tolsel.mjs": "--node", "tolsel.d.mts": "--typescript"}.items():
        found = CliRunner().invoke(cli.main, ["--url", url, "api", form])
        assert found.exit_code == 0, found.output
        (tmp_path / name).write_text(found.stdout)
    (tmp_path / "node_modules").symlink_to(harness.NODE_MODULES)
    return tmp_path


@pytest.fixture
def run(folder: Path, connect_as: ConnectAs) -> Told:
    """Run a program of JavaScript far from UTC, and return what it has told."""
    info = connect_as("shop_app").info
    url = f"postgresql://{info.user}@/{info.dbname}?host={info.host}&port={info.port}"

    def run(name: str) -> list[Any]:
        program = (PROGRAMS / name).read_text()
        (folder / name).write_text(HEAD + program + TAIL)
        done = subprocess.run(
            [str(shutil.which("node")), name],
            cwd=folder,
            env={"TOLSEL_URL": url, "TZ": "Pacific/Kiritimati"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: list[Any] = json.loads(done.stdout)
        return found

    return run


def test_a_payment_in_the_caller_s_transaction(
    run: Told, postgresql: psycopg.Connection[Any]
) -> None:
    assert run("payment.mjs") == [
        True, "string", "900719925475.01", {"till": 3, "words": ["a", "b"]}, True, "string",
    ]  # fmt: skip
    assert postgresql.execute("select count(*) from tolsel.payment").fetchone() == (0,)
    assert postgresql.execute("select count(*) from tolsel.invoice").fetchone() == (1,)


def test_values_lists_and_nothing_are_told_apart(run: Told) -> None:
    assert run("values.mjs") == [
        True, "string", 0, [], "1", "nothing", "ticket_not_found", 0,
    ]  # fmt: skip


def test_a_refusal_has_its_name_figures_and_way_out(run: Told) -> None:
    refused, unknown, mistyped, retried = run("refusals.mjs")
    assert refused[:2] == [True, "too_few_lines"]
    assert all(refused[2])
    assert unknown == [False, "TypeError", None]
    assert mistyped == [False, "error", None]
    assert retried == ["40001", "40P01", "08006", "ECONNRESET"]


def test_the_types_compile_and_say_no(folder: Path) -> None:
    """Amounts are texts, what is required is required, and only what may be null may be null."""
    right = (PROGRAMS / "right.mts").read_text()
    wrong = {
        "await office.record_payment({ ...asked, amount: 9.5 });": "2322",
        'await office.record_payment({ customer_id: 1, method: "cash" });': "2345",
        "await office.no_such_function();": "2339",
        "const cents: number = paid.amount;": "2322",
        "await office.record_payment({ ...asked, customer_id: null });": "2322",
    }
    files = {"right.mts": right} | {
        f"wrong{n}.mts": f"{right}\n{line}\n" for n, line in enumerate(wrong)
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    done = subprocess.run(
        [harness.NODE_MODULES / ".bin" / "tsc", *COMPILE.split(), *files],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    found = {
        line.partition("(")[0]: line.partition("error TS")[2].partition(":")[0]
        for line in done.stdout.splitlines()
        if not line.startswith(" ")
    }
    assert found == {f"wrong{n}.mts": code for n, code in enumerate(wrong.values())}, done.stdout
