"""What a hint names is there: the function, the view, the column, the argument."""

import re
from pathlib import Path

import pytest

from tests.house.catalog import Connection

pytestmark = pytest.mark.once

SQL = Path(__file__).resolve().parents[2] / "sql"
NAME = re.compile(r"tolsel\.(\w+)")
ARGUMENT = re.compile(r"\bp_\w+")
SETTINGS = {"tenant_id", "user_id", "request_id"}


def hints(conn: Connection) -> dict[str, str]:
    """Return every hint: those of the register, and those that a refusal gives itself."""
    rows = conn.execute("select code, hint from tolsel_core.error_code").fetchall()
    found = dict(rows)
    for path in sorted(SQL.rglob("*.sql")):
        for number, hint in enumerate(
            re.findall(r"hint\s*(?:=>?|:=)\s*(?:format\()?\s*'((?:[^']|'')*)'", path.read_text())
        ):
            found[f"{path.name} {number}"] = hint
    return found


def test_what_a_hint_names_is_there(postgresql: Connection) -> None:
    """# M4"""
    objects = {
        name: (kind, arguments)
        for name, kind, arguments in postgresql.execute(
            """select p.proname::text, 'function', coalesce(p.proargnames, '{}')
            from pg_proc p where p.pronamespace = 'tolsel'::regnamespace
            union all
            select c.relname::text, 'view', array(
                select a.attname::text from pg_attribute a where a.attrelid = c.oid)
            from pg_class c where c.relnamespace = 'tolsel'::regnamespace"""
        )
    }
    unknown = {}
    for place, hint in hints(postgresql).items():
        names = set(NAME.findall(hint)) - SETTINGS
        missing = names - objects.keys()
        # An argument is one of a function that the hint names, else of the one that refuses.
        named = [objects[n][1] for n in names & objects.keys() if objects[n][0] == "function"]
        known = {a for arguments in named for a in arguments} or {
            a for kind, arguments in objects.values() if kind == "function" for a in arguments
        }
        missing |= set(ARGUMENT.findall(hint)) - known
        if missing:
            unknown[place] = missing
    assert not unknown
    assert len(hints(postgresql)) > 100
