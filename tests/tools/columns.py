"""Writes sql/*/columns.sql: what each column of a public view means, said once, at its table.

A view that hands a column on hands its comment on; what it works out is explained in views.sql.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg import Connection

from tests import harness

FOLDER = harness.ROOT / "sql"
WRITTEN = "-- Written by make guards from the comments of tables; views.sql has the others.\n"
WIDTH = 100
_EXPLAINED = re.compile(r"comment on column (tolsel\.\w+)\.(\w+) is")
_VIEW = re.compile(r"create or replace view (tolsel\.\w+) ")

Column = tuple[str, str]
"""A relation with its schema, and a column of it."""


def write(conn: Connection[Any]) -> list[Path]:
    """Write the files that differ from the catalog; return them."""
    written = []
    for path, text in render(conn).items():
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            written.append(path)
    return written


def render(conn: Connection[Any]) -> dict[Path, str]:
    """Return the text of each file by its path."""
    said = _comments(conn)
    origins = _origins(conn)
    files = {}
    for views in sorted(FOLDER.glob("*/views.sql")):
        explained = set(_EXPLAINED.findall(views.read_text()))
        lines = [
            _comment(column, text)
            for view in _VIEW.findall(views.read_text())
            for column in origins
            if column[0] == view and column not in explained
            if (text := _find_text(column, origins, said)) is not None
        ]
        if lines:
            files[views.with_name("columns.sql")] = WRITTEN + "".join(lines)
    return files


def _find_text(
    column: Column, origins: Mapping[Column, Column | None], said: Mapping[Column, str]
) -> str | None:
    """Return what is said of a column where it comes from, through whatever views."""
    while (origin := origins.get(column)) is not None:
        column = origin
    return said.get(column)


def _comments(conn: Connection[Any]) -> dict[Column, str]:
    rows = conn.execute(
        """select c.oid::regclass::text, a.attname::text, col_description(c.oid, a.attnum)
           from pg_class c join pg_attribute a on a.attrelid = c.oid
           where col_description(c.oid, a.attnum) is not null"""
    )
    return {(relation, column): text for relation, column, text in rows}


def _origins(conn: Connection[Any]) -> dict[Column, Column | None]:
    """Return where each column of a public view comes from; None: it is worked out.

    PostgreSQL itself says it of a statement that it has read.
    """
    origins: dict[Column, Column | None] = {}
    views = conn.execute(
        """select c.oid::regclass::text, pg_get_viewdef(c.oid) from pg_class c
           where c.relnamespace = 'tolsel'::regnamespace and c.relkind = 'v' order by 1"""
    ).fetchall()
    for view, definition in views:
        conn.pgconn.prepare(b"", definition.rstrip("; \n").encode())
        read = conn.pgconn.describe_prepared(b"")
        for n in range(read.nfields):
            name = (read.fname(n) or b"").decode()
            origins[view, name] = _column(conn, read.ftable(n), read.ftablecol(n))
    return origins


def _column(conn: Connection[Any], table_oid: int, column_no: int) -> Column | None:
    row = conn.execute(
        """select a.attrelid::regclass::text, a.attname::text from pg_attribute a
           where a.attrelid = %s and a.attnum = %s""",
        [table_oid, column_no],
    ).fetchone()
    return row and (row[0], row[1])


def _comment(column: Column, text: str) -> str:
    head = f"comment on column {'.'.join(column)} is"
    quoted = "'" + " ".join(text.split()).replace("'", "''") + "';"
    if len(head) + 1 + len(quoted) <= WIDTH:
        return f"{head} {quoted}\n"
    lines = textwrap.wrap(
        quoted, WIDTH, initial_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join([head, *lines]) + "\n"
