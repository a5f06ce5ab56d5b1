"""Calls with many payments or invoices meet each other, and calls with one.

Proves # F7 and # A1, A4 for them: nobody waits in a circle, and nothing is paid or numbered twice.
"""

import json

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, all_at_once


def payments(*shares: tuple[int, str], key: str = "") -> str:
    items = [
        {"customer_id": customer, "amount": amount, "method": "cash", "channel_id": 1}
        | ({"request_key": f"{key}{customer}"} if key else {})
        for customer, amount in shares
    ]
    return f"select payment_id from tolsel.record_payments('{json.dumps(items)}')"


def invoices(*shares: tuple[int, str], series: tuple[str, ...] = ("INV",)) -> str:
    items = [
        {"customer_id": customer, "lines": [{"amount": amount}], "series": name}
        for name in series
        for customer, amount in shares
    ]
    return f"select invoice_id from tolsel.issue_invoices('{json.dumps(items)}')"


@pytest.mark.parametrize("level", LEVELS)
def test_payments_of_the_same_customers_in_opposite_orders(office: Race, level: str) -> None:
    o.done(office, o.issue("100"), o.issue("100", customer=2))
    there, back = payments((1, "60"), (2, "30")), payments((2, "30"), (1, "40"))
    assert office.clash(there, back, level=level).code == DONE
    assert (o.paid(office, 1), o.paid(office, 2)) == ("100", "60")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("is_alone_first", [True, False])
def test_many_beside_one_never_pay_too_much(
    office: Race, level: str, *, is_alone_first: bool
) -> None:
    o.done(office, o.issue("100"), o.issue("100", customer=2))
    calls = [payments((1, "60"), (2, "30")), o.pay("60")]
    first, second = calls[::-1] if is_alone_first else calls
    assert office.clash(first, second, level=level).code == "UB006"
    assert o.paid(office, 1) == "60"


def test_equal_calls_at_once_are_one(office: Race) -> None:
    o.done(office, o.issue("100"), o.issue("100", customer=2))
    query = payments((2, "30"), (1, "60"), key="k")
    answers = all_at_once(
        lambda session: session.insist(query, level=LEVELS[0]),
        [office.session() for _ in range(20)],
    )
    assert {answer.code for answer in answers} == {DONE}
    assert len({str(answer.rows) for answer in answers}) == 1
    assert o.count(office, "payment") == 2


def test_a_storm_of_payments_and_invoices_has_no_deadlock(office: Race) -> None:
    """Eight writers, customers and series in either order."""
    o.done(office, o.issue("1000"), o.issue("1000", customer=2))
    shares = [(1, "1"), (2, "1")]

    def write(seed: int) -> list[str]:
        session, order = office.session(), 1 if seed % 2 else -1
        calls = [
            payments(*shares[::order]),
            invoices(*shares[::order], series=("AAA", "BBB")[::order]),
            o.pay("1", customer=1 + seed % 2),
        ]
        return [session.call(query).code for query in calls * 5]

    codes = [code for found in all_at_once(write, range(8)) for code in found]
    assert set(codes) == {DONE}
    numbers = """select min(last_number) || ' ' || max(last_number)
        from tolsel_billing.number_series where series in ('AAA', 'BBB')"""
    assert office.one(numbers) == "80 80"
