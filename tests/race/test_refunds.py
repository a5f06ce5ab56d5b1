"""Refunds and voids meet on one payment.

Proves # A6: all refunds together are never more than what was paid.
"""

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, MODES, all_at_once

ISSUE_WITH_CREDIT = o.issue("100", options=", p_uses_credit => true")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kept", [True, False], ids=["credit", "allocated"])
def test_of_a_hundred_refunds_of_a_tenth_ten_succeed(office: Race, kept: bool, level: str) -> None:
    """Fifty clients try twice each."""
    if not kept:
        o.done(office, o.issue("100"))
    o.done(office, o.pay("100", options=o.KEEP if kept else ""))
    tried = all_at_once(
        lambda session: [session.insist(o.refund("10"), level=level).code for _ in range(2)],
        [office.session() for _ in range(50)],
    )
    assert sorted(code for codes in tried for code in codes) == [DONE] * 10 + ["UB009"] * 90
    assert office.one("select sum(amount) from tolsel_billing.refund") == 100
    if not kept:
        assert o.paid(office) == "0"


# The first commits. The code is that of the second, and what is given back in the end.
PAIRS = {
    "refund_refund": (o.refund("60"), o.refund("60"), "UB009", 60),
    "refund_refund_enough": (o.refund("60"), o.refund("40"), DONE, 100),
    "refund_void": (o.refund("10"), o.VOID_PAYMENT, "UB011", 10),
    "void_refund": (o.VOID_PAYMENT, o.refund("10"), "UB007", None),
    "void_void": (o.VOID_PAYMENT, o.VOID_PAYMENT, DONE, None),
    "void_correct": (
        o.VOID_PAYMENT,
        "select (tolsel.correct_payment(1, 'typo', 90)).payment_id",
        "UB007",
        None,
    ),
    "correct_void": (
        "select (tolsel.correct_payment(1, 'typo', 90)).payment_id",
        o.VOID_PAYMENT,
        "UH012",
        None,
    ),
    # The invoice gets what the refund has left, or is owed again by what is given back.
    "refund_issue": (o.refund("60"), ISSUE_WITH_CREDIT, DONE, 60),
    "issue_refund": (ISSUE_WITH_CREDIT, o.refund("60"), DONE, 60),
}


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", PAIRS)
def test_second_is_judged_by_what_the_first_left(
    office: Race, pair: str, mode: str, level: str
) -> None:
    first, second, code, refunded = PAIRS[pair]
    o.done(office, o.pay("100", options=o.KEEP))
    meet = office.clash if mode == "clash" else office.overtake
    outcome = meet(first, second, level=level)
    assert outcome.code == code, outcome
    assert office.one("select sum(amount) from tolsel_billing.refund") == refunded
    if "issue" in pair:
        # What failed to serialize has taken a number for nothing.
        invoice = office.one("select max(invoice_id) from tolsel_billing.invoice")
        assert o.paid(office, invoice) == "40"
        assert o.unapplied(office) == "0"


@pytest.mark.parametrize("level", LEVELS)
def test_twelve_refund_while_one_voids(office: Race, level: str) -> None:
    o.done(office, o.pay("100", options=o.KEEP))
    queries = [o.VOID_PAYMENT] + [o.refund("10")] * 12
    outcomes = all_at_once(lambda query: office.session().insist(query, level=level), queries)
    void, *refunds = [outcome.code for outcome in outcomes]
    if void == DONE:
        assert refunds == ["UB007"] * 12
    else:
        assert void == "UB011"
        assert sorted(refunds) == [DONE] * 10 + ["UB009"] * 2
