"""A channel's day is closed while customers pay into it.

Proves # G7 under concurrency: a payment counts for the closed day before the close, or not at all.
"""

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, READ_COMMITTED, all_at_once

TODAY = "tolsel.get_business_date(1)"
CLOSE = f"select (tolsel.close_day(1, {TODAY})).expected_amount"
PAY = o.pay("10", options=o.KEEP)
PAY_TODAY = o.pay("10", options=o.KEEP + f", p_paid_on => {TODAY}")
COUNTED = """select coalesce(sum(e.amount), 0) from tolsel_ledger.entry e
    join tolsel_channel.payment_channel c using (tenant_id, account_id)
    where c.channel_id = 1 and e.effective_on <= tolsel_core.branch_date(null, null, 1)"""
EXPECTED = "select sum(expected_amount) from tolsel_channel.day_close"

# The first commits; the drawer has had 100. The code of the second, and what the day has in it.
PAIRS = {
    "pay_close": (PAY, CLOSE, DONE, 110),
    "close_pay": (CLOSE, PAY, "UL007", 100),
    "close_pay_today": (CLOSE, PAY_TODAY, "UL007", 100),
    "close_pay_other": (CLOSE, o.pay("10", channel=2, options=o.KEEP), DONE, 100),
    "refund_close": (o.refund("10"), CLOSE, DONE, 90),
    "close_refund": (CLOSE, o.refund("10"), "UL007", 100),
    "void_close": (o.VOID_PAYMENT, CLOSE, DONE, 0),
    "close_void": (CLOSE, o.VOID_PAYMENT, "UL007", 100),
    "close_close": (CLOSE, CLOSE, "UH018", 100),
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair != "close_pay_other"])
def test_what_is_counted_is_what_the_day_has(office: Race, pair: str, level: str) -> None:
    first, second, code, counted = PAIRS[pair]
    o.done(office, o.pay("100", options=o.KEEP))
    if level != READ_COMMITTED and second == CLOSE:
        # An old snapshot lacks what was paid since: no closing is based on it.
        session = office.session("shop_admin").begin(level)
        assert session.call(second).code == "UL026"
        session.rollback()
        return
    if level != READ_COMMITTED and "p_paid_on" not in second:
        # It fails to serialize; the repetition finds the day closed, and counts for the next one.
        code = DONE
    outcome = office.clash(first, second, level=level, login="shop_admin")
    assert outcome.code == code, outcome
    assert office.one(COUNTED) == office.one(EXPECTED) == counted


@pytest.mark.parametrize("level", LEVELS)
def test_a_payment_in_an_old_snapshot_is_not_for_the_closed_day(office: Race, level: str) -> None:
    o.done(office, o.pay("100", options=o.KEEP))
    outcome = office.overtake(CLOSE, PAY, level=level, login="shop_admin")
    assert outcome.code == DONE, outcome
    assert office.one(COUNTED) == office.one(EXPECTED) == 100


def test_another_drawer_does_not_wait(office: Race) -> None:
    one, two = office.session("shop_admin").begin(), office.session()
    assert one.call(CLOSE).code == DONE
    assert two.call(PAIRS["close_pay_other"][1]).code == DONE
    assert one.commit().code == DONE


def test_a_closing_takes_cash_over_and_short_only_where_somebody_counted(office: Race) -> None:
    with office.superuser.transaction():
        office.alter(
            """select from tolsel_ledger.balance b
            join tolsel_ledger.account a using (tenant_id, account_id)
            where a.tenant_id = 1 and a.purpose = 'over_short' for no key update of b"""
        )
        assert office.session("shop_admin").call(CLOSE).code == DONE
        counting = office.session("shop_admin").start(f"select tolsel.close_day(2, {TODAY}, 1)")
        counting.wait_blocked()
    assert counting.outcome().code == DONE


@pytest.mark.parametrize("level", LEVELS)
def test_twenty_pay_while_one_closes(office: Race, level: str) -> None:
    """Each is counted, is refused, or counts for the next day: none is lost, none comes late."""

    def act(no: int) -> str:
        if no == 10:
            return office.session("shop_admin").call(CLOSE).code
        return office.session().insist(o.pay("10", options=o.KEEP), level=level).code

    codes = all_at_once(act, range(21))
    assert codes.pop(10) == DONE
    assert set(codes) <= {DONE, "UL007"}
    assert office.one(COUNTED) == office.one(EXPECTED)
    assert office.one("select sum(amount) from tolsel_billing.payment") == 10 * codes.count(DONE)
