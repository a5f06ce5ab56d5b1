"""Every list has a limit, or the README says what bounds it."""

import re
from pathlib import Path

import pytest

from tests.house.catalog import Connection

pytestmark = pytest.mark.once

README = Path(__file__).resolve().parents[2] / "sql" / "README.md"
LISTS = """
    select p.proname::text, p.prosrc,
        (regexp_match(pg_get_function_arguments(p.oid), 'p_limit integer DEFAULT (\\d+)'))[1]
    from pg_proc p
    where p.pronamespace = 'tolsel'::regnamespace and p.proname ~ '^list_'"""


def section(heading: str) -> str:
    """Return what stands under a heading."""
    return README.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]


def test_every_list_has_a_limit_or_a_bound(postgresql: Connection) -> None:
    """# A31"""
    rows = re.findall(r"^\| (.*list_.*) \| (.+) \|$", section("How long a list is"), re.M)
    bounded = [name for names, _ in rows for name in re.findall(r"`(list_\w+)`", names)]
    limited = {}
    for name, body, default in postgresql.execute(LISTS.encode()):
        if default is not None:
            # The one place that says what the most is.
            assert f"tolsel_core.row_limit(p_limit, {default})" in body, name
            limited[name] = int(default)
        else:
            assert name in bounded, f"{name} has neither a limit nor a bound in {README.name}"
            bounded.remove(name)
    assert not bounded, "what has a limit, or is no list"
    assert set(limited.values()) == {100, 1000}


def test_no_list_is_longer_than_the_most(postgresql: Connection) -> None:
    limits = "select array(select tolsel_core.row_limit(n, 7) from unnest(%s::int[]) n)"
    row = postgresql.execute(limits, [[None, -1, 0, 1, 10_000, 10_001, 2**31 - 1]]).fetchone()
    assert row == ([7, 0, 0, 1, 10_000, 10_000, 10_000],)
