"""Equal request keys meet in billing: one effect, equal answers.

Proves # A1, A2: payments, refunds, allocations and invoices, as for the ledger.
"""

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, all_at_once

KEY = ", p_request_key => 'k'"
# The call, the table its effects are counted in, and another content under the same key.
COMMANDS = {
    "record_payment": (o.pay("60", options=KEY), "payment", o.pay("61", options=KEY)),
    "attempt_payment": (
        o.pay("60", options=KEY, function="attempt_payment"),
        "payment",
        o.pay("61", options=KEY, function="attempt_payment"),
    ),
    "attempt_payment_refused": (
        o.pay("1000", options=KEY, function="attempt_payment"),
        "payment",
        o.pay("1001", options=KEY, function="attempt_payment"),
    ),
    "open_payment": (
        f"select (tolsel.open_payment(1, 60, 'stripe', 1{KEY})).payment_id",
        "payment",
        f"select (tolsel.open_payment(1, 61, 'stripe', 1{KEY})).payment_id",
    ),
    "refund_payment": (o.refund("10", options=KEY), "refund", o.refund("11", options=KEY)),
    "issue_invoice": (o.issue("60", options=KEY), "invoice", o.issue("61", options=KEY)),
    "record_divided_payment": (
        o.divide("60", "9", options=KEY),
        "suspense",
        o.divide("9", "60", options=KEY),
    ),
    "allocate_payment": (
        f"select (tolsel.allocate_payment(1, 1, 10{KEY})).allocation_id",
        "allocation",
        f"select (tolsel.allocate_payment(1, 1, 11{KEY})).allocation_id",
    ),
}


def prepare(race: Race, command: str) -> int:
    """Make an invoice, and what else the command needs; answer the rows there are by then."""
    o.done(race, o.pay("20", options=o.KEEP), o.issue("100"))
    return o.count(race, COMMANDS[command][1])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("command", COMMANDS)
def test_fifty_equal_calls_get_fifty_equal_replies(office: Race, command: str, level: str) -> None:
    """# F9: a call that fails to serialize is repeated under the same key."""
    before = prepare(office, command)
    query, table, _ = COMMANDS[command]
    outcomes = all_at_once(
        lambda session: session.insist(query, level=level), [office.session() for _ in range(50)]
    )
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert len({str(outcome.rows) for outcome in outcomes}) == 1
    assert o.count(office, table) == before + 1


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("command", COMMANDS)
def test_other_content_under_a_key_in_flight_is_refused(
    office: Race, command: str, level: str
) -> None:
    before = prepare(office, command)
    query, table, other = COMMANDS[command]
    assert office.clash(query, other, level=level).code == "UC024"
    assert o.count(office, table) == before + 1


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_key_rolled_back_is_free(office: Race, command: str, level: str) -> None:
    before = prepare(office, command)
    query, table, other = COMMANDS[command]
    assert office.clash(query, other, level=level, end="rollback").code == DONE
    assert o.count(office, table) == before + 1


OF_TWO_CUSTOMERS = {
    "pay": (o.pay("9", options=o.KEEP + KEY), o.pay("9", customer=2, options=o.KEEP + KEY)),
    "issue": (o.issue("9", options=KEY), o.issue("9", customer=2, options=KEY)),
    "refund": (o.refund("9", options=KEY), o.refund("9", payment=2, options=KEY)),
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("command", OF_TWO_CUSTOMERS)
def test_one_key_for_two_customers_at_once(office: Race, command: str, level: str) -> None:
    """Nobody waits for the other's lock, so the key itself must decide."""
    o.done(office, *[o.pay("20", customer=c, options=o.KEEP) for c in (1, 2)])
    first, second = OF_TWO_CUSTOMERS[command]
    assert office.clash(first, second, level=level).code == "UC024"
