"""Every block of code in a README runs, in the books of the demo, and prints what stands below it.

A block of `text` is what the one above it prints, or a picture where there is none. One of `csv` is
a file, named beside the word. One of `psql` is a session, with prompts and answers. Lines that
begin with `make` are left out, as tests would run in tests; test_readme looks for their targets.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests import harness, templates
from tests.templates import Database
from tests.tools.docs import readme_files
from tolsel import cli
from tolsel.demo import shop
from tolsel.demo.pgprograms import PSQL_OPTIONS
from tolsel.install import migrate

FENCE = re.compile(r"^```(?P<kind>\w*)(?: (?P<name>\S+))?\n(?P<text>.*?)^```$", re.M | re.S)
FILES = "csv"
PRINTED, SESSION = "text", "psql"
PROMPT = re.compile(r"[=-]> ")
# The demo's books and the copy that one README has; then what its blocks make beside it.
DATABASES = ("readme_demo", "readme_copy", "books", "restored")
LOGINS = ("webshop",)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block of code of a README."""

    kind: str
    name: str | None
    text: str
    line: int
    printed: str | None


def blocks_of(path: Path) -> Iterator[Block]:
    text = path.read_text()
    found = [*FENCE.finditer(text)]
    for n, fence in enumerate(found):
        if fence["kind"] == PRINTED:
            continue
        if fence["kind"] == SESSION:
            lines = fence["text"].splitlines(keepends=True)
            yield Block(
                kind="sql",
                name=None,
                text="".join(line[3:] for line in lines if PROMPT.match(line)),
                line=text.count("\n", 0, fence.start()) + 1,
                printed="".join(line for line in lines if not PROMPT.match(line)),
            )
            continue
        after = found[n + 1] if n + 1 < len(found) else None
        is_told = after is not None and after["kind"] == PRINTED and _touches(text, fence, after)
        yield Block(
            kind=fence["kind"],
            name=fence["name"],
            text=fence["text"],
            line=text.count("\n", 0, fence.start()) + 1,
            printed=after["text"] if after is not None and is_told else None,
        )


def _touches(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return not text[one.end() : other.start()].strip()


def environment(url: str) -> dict[str, str]:
    """What a shell has in which tolsel is installed and the server is known."""
    at = conninfo_to_dict(url)
    path = [Path(sys.executable).parent, Path(harness.psql()).parent, os.environ["PATH"]]
    return os.environ | {
        "PATH": os.pathsep.join(map(str, path)),
        "PGHOST": str(at["host"]),
        "PGPORT": str(at["port"]),
        "PGUSER": str(at["user"]),
        "TOLSEL_URL": url,
        "PYTHONWARNINGS": "error",
    }


def run(block: Block, *, url: str, folder: Path) -> str:
    """Run a block as a reader would, and return what it says."""
    commands: dict[str, list[str]] = {
        "sql": [harness.psql(), "-Xq", *PSQL_OPTIONS, url],
        "sh": ["bash", "-eu"],
        "python": [sys.executable, "-"],
        "js": ["node", "--input-type=module"],
    }
    text = block.text
    if block.kind == FILES:
        assert block.name, "a block of csv has the name of its file beside it"
        (folder / block.name).write_text(text)
        return ""
    if block.kind == "sh":
        text = re.sub(r"^make .*\n", "", text, flags=re.MULTILINE)
    done = subprocess.run(
        commands[block.kind],
        input=text,
        cwd=folder,
        env=environment(url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def plain(text: str) -> str:
    """Leave out blank lines and what stands at the end of lines: psql pads its columns."""
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


@pytest.fixture
def copy_of_demo(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Fill the demo's books once, in the tests' server; each call answers with a copy's URL."""
    databases = [Database(name=name) for name in DATABASES]
    books, copy = databases[:2]
    with psycopg.connect(templates.SERVER.url(), autocommit=True) as conn:

        def make(database: Database, *, of: Database) -> str:
            templates.drop(conn, database)
            templates.create(conn, database, of=of)
            return database.url()

        try:
            make(books, of=templates.EMPTY)
            monkeypatch.setattr(shop, "start_demo", lambda _: books.url())
            found = CliRunner().invoke(cli.main, ["demo"])
            assert found.exit_code == 0, found.output

            def make_copy() -> str:
                url = make(copy, of=books)
                # Rights on the database itself are not copied.
                migrate.init(url)
                return url

            yield make_copy
        finally:
            for database in databases:
                templates.drop(conn, database)
            for name in LOGINS:
                conn.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(name)))


@pytest.mark.long
def test_every_block_runs(
    copy_of_demo: Callable[[], str], tmp_path: Path, subtests: pytest.Subtests
) -> None:
    (tmp_path / "node_modules").symlink_to(harness.NODE_MODULES)
    for path in readme_files():
        blocks = [*blocks_of(path)]
        url = copy_of_demo() if blocks else ""
        for block in blocks:
            with subtests.test(f"{path.relative_to(harness.ROOT)}:{block.line}"):
                if block.kind == "js" and not harness.NODE_MODULES.exists():
                    pytest.skip("Node.js is not here")
                said = run(block, url=url, folder=tmp_path)
                if block.printed is not None:
                    assert plain(said) == plain(block.printed)
                else:
                    assert "ERROR:" not in said, said
