"""Every column of a public view says what it means."""

import pytest

from tests.house.catalog import Connection
from tests.tools import columns

pytestmark = pytest.mark.once


def test_every_column_is_explained(postgresql: Connection) -> None:
    """So that \\d+ of a view tells unit and meaning."""
    silent = postgresql.execute(
        """select format('%s.%s', c.relname, a.attname)
           from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
           where c.relnamespace = 'tolsel'::regnamespace and c.relkind = 'v'
               and not a.attisdropped and col_description(c.oid, a.attnum) is null
           order by 1"""
    ).fetchall()
    assert silent == [], "explain it in views.sql, or at its table; then make guards"


def test_it_is_what_the_table_says(postgresql: Connection) -> None:
    files = columns.render(postgresql)
    assert {*columns.FOLDER.glob("*/columns.sql")} == files.keys()
    changed = [str(path) for path, text in files.items() if path.read_text() != text]
    assert changed == [], "make guards"
