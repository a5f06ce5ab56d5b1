"""A race costs less than a database and proves the same: the next one begins as the first did."""

import pytest

from tests.harness import CHECKS_OF_BOOKS
from tests.house.catalog import column, fingerprint
from tests.race import office as o
from tests.race.arena import Arena, Connection
from tests.race.conftest import Race
from tests.race.interleave import DONE

SEQUENCES = """
    select format('select %L, last_value, is_called from %s', c.oid::regclass, c.oid::regclass)
    from pg_class c where c.relkind = 'S' and c.relnamespace::regnamespace::text ~ '^tolsel_'"""
EMPTY_EVERY_TABLE = """
    set session_replication_role = replica;
    do $$
    declare v_table regclass;
    begin
        for v_table in
            select c.oid from pg_class c where c.relkind = 'r'
                and c.relnamespace::regnamespace::text ~ '^tolsel_(?!meta|monitor)'
        loop
            execute format('delete from %s', v_table);
        end loop;
    end
    $$"""
CHANGE_EVERY_ROW = EMPTY_EVERY_TABLE.replace(
    "'delete from %s', v_table",
    """'update %s set tenant_id = tenant_id + 10', v_table""",
).replace(
    "and c.relnamespace",
    """and exists (select from pg_attribute a where a.attrelid = c.oid
            and a.attname = 'tenant_id' and a.attidentity = '')
       and c.relnamespace""",
)
LOG = "set role shop_app; select tolsel.record_log('info', 'job', 'x')"


def state(conn: Connection) -> list[object]:
    """Answer every row and every sequence."""
    sequences = " union all ".join(column(conn, SEQUENCES))
    return [fingerprint(conn), sorted(conn.execute(sequences.encode()).fetchall())]


def run(ground: Arena, *statements: str) -> tuple[int, list[object]]:
    """Run a race of a superuser's statements; answer who ran it, and what it had begun with."""
    with ground.race() as conn:
        begun_with = state(conn)
        for statement in statements:
            conn.execute(statement.encode())
        return conn.info.backend_pid, begun_with


@pytest.mark.parametrize("change", [EMPTY_EVERY_TABLE, CHANGE_EVERY_ROW])
def test_every_row_and_every_sequence_is_put_back(ground: Arena, change: str) -> None:
    ground.close()
    pid, first = run(ground)
    with ground.race() as conn:
        race = Race(ground.lend, conn)
        o.done(race, o.issue("100"), o.pay("60"), o.pay("40"))
        assert state(conn) != first
    assert run(ground, change) == (pid, first)
    assert run(ground) == (pid, first)


def test_what_a_session_has_set_is_forgotten(ground: Arena) -> None:
    ground.close()
    with ground.race():
        one = ground.lend("shop_app")
        pid = one.info.backend_pid
        one.execute("set tolsel.tenant_id = '2'; set statement_timeout = 1000; set role shop_app")
        one.execute("select pg_advisory_lock(1)")
    with ground.race() as conn:
        one = ground.lend("shop_app")
        assert one.info.backend_pid == pid
        assert one.execute(
            """select coalesce(current_setting('tolsel.tenant_id', true), ''),
                current_setting('statement_timeout'), current_setting('role')"""
        ).fetchone() == ("", "0", "none")
        assert conn.execute("select pg_try_advisory_lock(1)").fetchone() == (True,)


def test_who_has_not_ended_is_ended(ground: Arena) -> None:
    ground.close()
    pid, first = run(ground)
    with ground.race() as conn:
        one = Race(ground.lend, conn).session().begin()
        assert one.call(o.issue("100")).code == DONE
    assert run(ground) == (pid, first)


@pytest.mark.parametrize(
    "change",
    [
        "create table public.more ()",
        "alter table tolsel_billing.payment disable trigger all",
        "alter table tolsel_billing.payment drop constraint payment_processing_ms_check",
        "create or replace function tolsel_core.clock_at() returns timestamptz stable"
        " language sql return now()",
        "drop event trigger fixed_schema",
        LOG,
    ],
)
def test_another_schema_or_a_log_is_for_one_race(ground: Arena, change: str) -> None:
    ground.close()
    pid, first = run(ground, change)
    other_pid, second = run(ground)
    assert other_pid != pid
    assert second == first


def test_a_race_that_fails_is_the_last_of_its_database(ground: Arena) -> None:
    pid, first = run(ground)
    with pytest.raises(ZeroDivisionError), ground.race():
        _ = 1 / 0
    other_pid, second = run(ground)
    assert other_pid != pid
    assert second == first


def test_guards_and_checks_are_those_of_any_database(ground: Arena) -> None:
    with ground.race() as conn:
        race = Race(ground.lend, conn)
        assert race.session("postgres").call("update tolsel_ledger.entry set amount = 1").code == (
            "UC015"
        )
        checks = column(conn, CHECKS_OF_BOOKS)
        assert len(checks) > 40
        source = race.one("select prosrc from pg_proc where oid = 'race.breaches'::regproc")
        assert [name for name in checks if f"'{name}'" not in source] == []
        race.alter("update tolsel_ledger.balance set held_amount = 7 where account_id = 1")
        assert "ledger.wrong_held_amount" in [name for name, _ in race.verify()]
