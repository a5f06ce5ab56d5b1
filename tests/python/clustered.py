"""What tests do with a cluster of two shards."""

from typing import Any

import psycopg
from click.testing import CliRunner, Result

from tolsel import cli

SHARDS = ("north", "south")


def run(urls: dict[str, str], *words: str) -> Result:
    """Run `tolsel cluster` on the catalogue."""
    return CliRunner().invoke(
        cli.main, ["--url", urls["catalogue"], "cluster", *words], prog_name="tolsel"
    )


def add_both(urls: dict[str, str]) -> None:
    """Add both shards to the catalogue."""
    for name in SHARDS:
        assert run(urls, "add", name, urls[name]).exit_code == 0


def execute(url: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run a statement in a session of its own."""
    with psycopg.connect(url) as conn:
        found = conn.execute(statement.encode(), values)
        return found.fetchall() if found.description else []
