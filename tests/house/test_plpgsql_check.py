"""Every function is analysed, and its body is parsed, on the database as it is installed."""

from typing import Any

import psycopg
import pytest

Connection = psycopg.Connection[Any]

# A trigger function is checked once for each table it is attached to.
FINDINGS = """
    select p.oid::regprocedure::text, f.lineno, f.level, f.message, f.detail, f.hint, f.context
    from pg_catalog.pg_proc p
    join pg_catalog.pg_language l on l.oid = p.prolang and l.lanname = 'plpgsql'
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    left join lateral (
        select distinct t.tgrelid, t.tgoldtable, t.tgnewtable
        from pg_catalog.pg_trigger t
        where t.tgfoid = p.oid and not t.tgisinternal
    ) t on true
    cross join lateral tap_check.plpgsql_check_function_tb(
        p.oid,
        coalesce(t.tgrelid, 0),
        fatal_errors => false,
        extra_warnings => true,
        security_warnings => true,
        compatibility_warnings => true,
        oldtable => t.tgoldtable,
        newtable => t.tgnewtable
    ) f
    where n.nspname ~ '^tolsel(_|$)'
        and (p.prorettype <> 'pg_catalog.trigger'::regtype or t.tgrelid is not null)
    order by 1, 2"""

OURS = """
    select p.oid::regprocedure::text, pg_catalog.pg_get_functiondef(p.oid)
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname ~ '^tolsel(_|$)'
    order by 1"""

UNATTACHED = """
    select p.oid::regprocedure::text
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname ~ '^tolsel(_|$)'
        and p.prorettype = 'pg_catalog.trigger'::regtype
        and not exists (select from pg_catalog.pg_trigger t where t.tgfoid = p.oid)"""


def load_analyser(conn: Connection) -> None:
    offered = conn.execute(
        "select 1 from pg_available_extensions where name = 'plpgsql_check'"
    ).fetchone()
    if offered is None:
        pytest.skip("plpgsql_check is not installed on this server")
    conn.execute("create schema tap_check")
    conn.execute("create extension plpgsql_check schema tap_check")


def test_plpgsql_check_finds_nothing(postgresql: Connection) -> None:
    load_analyser(postgresql)
    found = postgresql.execute(FINDINGS).fetchall()
    assert not found, "\n".join(" | ".join(str(part) for part in row if part) for row in found)


def test_plpgsql_check_would_find_a_fault(postgresql: Connection) -> None:
    load_analyser(postgresql)
    postgresql.execute(
        """create function tolsel.read_nothing() returns bigint language plpgsql as
           $read_nothing$ begin return (select no_such_column from tolsel_core.tenant); end
           $read_nothing$"""
    )
    found = postgresql.execute(FINDINGS).fetchall()
    assert "tolsel.read_nothing()" in [row[0] for row in found]


def test_every_trigger_function_has_a_trigger(postgresql: Connection) -> None:
    assert postgresql.execute(UNATTACHED).fetchall() == []


def test_every_body_is_accepted(postgresql: Connection) -> None:
    """The loader does not check bodies, because files are in no order; here all is in place."""
    functions = postgresql.execute(OURS).fetchall()
    assert functions
    postgresql.execute("set check_function_bodies = on")
    for name, definition in functions:
        try:
            postgresql.execute(definition)
        except psycopg.Error as error:
            pytest.fail(f"{name}: {error}")
