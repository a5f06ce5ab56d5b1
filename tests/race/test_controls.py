"""What tolsel does not do, run in the same interleavings: it must go wrong here.

Were these green by accident, the races above would prove nothing.
"""

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, REPEATABLE_READ, SERIALIZATION_FAILURE, all_at_once

TABLES = """
create schema naive;
create table naive.invoice (
    invoice_id integer primary key, total numeric, paid numeric, check (paid <= total));
create table naive.settlement (invoice_id integer, amount numeric);
insert into naive.invoice values (1, 100, 0);
"""
# Reads, judges, then writes: the figure is overwritten, and its CHECK never fails.
READ_THEN_WRITE = """
    select paid into v_paid from naive.invoice where invoice_id = 1;
    if v_paid + p_amount > 100 then raise exception 'too much'; end if;
    insert into naive.settlement values (1, p_amount);
    update naive.invoice set paid = v_paid + p_amount where invoice_id = 1;"""
# Locks and adds up in one statement: what it waited for is not in the sum.
LOCK_AND_SUM = """
    select (select coalesce(sum(s.amount), 0) from naive.settlement s where s.invoice_id = 1)
    into v_paid
    from naive.invoice i where i.invoice_id = 1 for no key update;
    if v_paid + p_amount > 100 then raise exception 'too much'; end if;
    insert into naive.settlement values (1, p_amount);"""
# The same, but what is added up is read after the lock.
LOCK_THEN_SUM = """
    perform from naive.invoice i where i.invoice_id = 1 for no key update;
    select coalesce(sum(s.amount), 0) into v_paid from naive.settlement s where s.invoice_id = 1;
    if v_paid + p_amount > 100 then raise exception 'too much'; end if;
    insert into naive.settlement values (1, p_amount);"""
FUNCTION = """
create function naive.pay(p_amount numeric) returns void language plpgsql as $pay$
declare v_paid numeric; begin {} end $pay$;
grant usage on schema naive to public;
grant all on all tables in schema naive to public;
"""
DEFERRED = """
create function naive.check_sum() returns trigger language plpgsql as $check_sum$
begin
    if (select sum(amount) from naive.settlement) > 100 then raise exception 'too much'; end if;
    return null;
end $check_sum$;
create constraint trigger settlement_sum after insert on naive.settlement
deferrable initially deferred for each row execute function naive.check_sum();
"""
PAY = "select naive.pay(60)"
SETTLED = "select sum(amount) from naive.settlement"


def make_naive(race: Race, body: str) -> None:
    race.alter(TABLES + FUNCTION.format(body))


@pytest.mark.parametrize(
    ("body", "code", "settled"),
    [
        (READ_THEN_WRITE, DONE, 120),
        (LOCK_AND_SUM, DONE, 120),
        (LOCK_THEN_SUM, "P0001", 60),
    ],
    ids=["read_then_write", "lock_and_sum", "lock_then_sum"],
)
def test_two_of_sixty_on_a_hundred(race: Race, body: str, code: str, settled: int) -> None:
    make_naive(race, body)
    assert race.clash(PAY, PAY).code == code
    assert race.one(SETTLED) == settled
    # What the invoice says is all right, whatever was settled.
    assert race.one("select paid <= total from naive.invoice")


def test_a_deferred_check_of_a_sum_is_not_enough(race: Race) -> None:
    make_naive(race, "insert into naive.settlement values (1, p_amount);")
    race.alter(DEFERRED)
    one, two = race.session().begin(), race.session().begin()
    for session in (one, two):
        assert session.call(PAY).code == DONE
        assert session.call("set constraints all immediate").code == DONE
    assert [session.commit().code for session in (one, two)] == [DONE, DONE]
    assert race.one(SETTLED) == 120


def test_fifty_who_read_and_then_write_settle_too_much(race: Race) -> None:
    """All started at once do meet: without it, the counts of the races would be mere luck."""
    make_naive(race, READ_THEN_WRITE.replace("insert", "perform pg_sleep(0.01); insert"))
    outcomes = all_at_once(lambda session: session.call(PAY), [race.session() for _ in range(50)])
    assert [outcome.code for outcome in outcomes].count(DONE) > 1
    assert race.one(SETTLED) > 100


def test_an_old_snapshot_fails_to_serialize(race: Race) -> None:
    make_naive(race, READ_THEN_WRITE)
    one, two = race.session(), race.session().begin(REPEATABLE_READ)
    assert one.call(PAY).code == DONE
    assert two.call(PAY).code == SERIALIZATION_FAILURE


@pytest.mark.parametrize("level", LEVELS)
def test_without_the_customers_lock_the_constraints_hold(office: Race, level: str) -> None:
    """The second line: nobody queues any more, and still nothing is paid twice."""
    locking = office.one("select pg_get_functiondef('tolsel_billing.lock_customer'::regproc)")
    office.alter(locking.replace("for no key update", ""))
    o.done(office, o.issue("100"))
    outcomes = all_at_once(
        lambda session: session.insist(o.pay("60"), level=level),
        [office.session() for _ in range(20)],
    )
    codes = [outcome.code for outcome in outcomes]
    assert codes.count(DONE) == 1
    assert "23514" in codes or level != LEVELS[0]
    assert set(codes) <= {DONE, "23514", "UB006"}
    assert o.paid(office) == "60"
    office.alter(locking)


def test_a_call_that_changes_the_schema_is_refused(race: Race) -> None:
    """So the end of a race need not compare the schema."""
    race.alter("""
        create function race.change() returns void language plpgsql security definer as
            $change$ begin create table race.more (); end $change$;
        grant usage on schema race to public;""")
    outcome = race.session().call("select race.change()")
    assert "a call changes the schema: CREATE TABLE" in outcome.message
