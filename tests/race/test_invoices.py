"""Invoices meet at the limit of what a customer may owe, and at their numbers.

Nobody owes more than it may, and no number is given twice or left out.
"""

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, MODES, READ_COMMITTED, Session, all_at_once

LIMIT = "select tolsel.set_owed_limit(1, {})"
DRAFT = """select (tolsel.draft_invoice(1, '[{"amount": 60}]')).invoice_id"""
ISSUE_DRAFT = "select (tolsel.issue_draft(1)).number"
LAST_NUMBER = "select last_number from tolsel_billing.number_series where series = 'INV'"

# The first commits; the customer may owe 100. The code of the second, and what is owed in the end.
PAIRS = {
    "issue_issue": (o.issue("60"), o.issue("60"), "UB013", "60"),
    "issue_issue_enough": (o.issue("60"), o.issue("40"), DONE, "100"),
    "limit_issue": (LIMIT.format(50), o.issue("60"), "UB013", "0"),
    "issue_draft": (o.issue("60"), ISSUE_DRAFT, "UB013", "60"),
    "draft_draft": (ISSUE_DRAFT, ISSUE_DRAFT, DONE, "60"),
    "pay_issue": (o.pay("50", options=o.KEEP), o.issue("150"), DONE, "100"),
    "issue_pay": (o.issue("100"), o.pay("100", options=o.KEEP), DONE, "0"),
    "adjust_issue": (
        "select tolsel.adjust_customer_ledger(1, 60, 'fee')",
        o.issue("60"),
        "UB013",
        "60",
    ),
}
OWED = """select trim_scale(balance)::text from tolsel_ledger.balance b
    join tolsel_billing.customer c using (tenant_id, account_id) where c.customer_id = 1"""


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", PAIRS)
def test_nobody_owes_more_than_it_may(office: Race, pair: str, mode: str, level: str) -> None:
    first, second, code, owed = PAIRS[pair]
    o.done(office, LIMIT.format(100), DRAFT)
    meet = office.clash if mode == "clash" else office.overtake
    outcome = meet(first, second, level=level)
    assert outcome.code == code, outcome
    assert office.one(OWED) == owed


@pytest.mark.parametrize(("mode", "level"), MODES)
def test_a_payment_in_an_old_snapshot_comes_before_the_invoice(
    office: Race, mode: str, level: str
) -> None:
    """# F9: then nothing is open yet, and the payment is refused as it would have been."""
    meet = office.clash if mode == "clash" else office.overtake
    outcome = meet(o.issue("100"), o.pay("100"), level=level)
    assert outcome.code == (DONE if level == READ_COMMITTED else "UB006")


@pytest.mark.parametrize("level", LEVELS)
def test_of_twenty_invoices_ten_are_within_the_limit(office: Race, level: str) -> None:
    o.done(office, LIMIT.format(100))
    outcomes = all_at_once(
        lambda session: session.insist(o.issue("10"), level=level),
        [office.session() for _ in range(20)],
    )
    codes = sorted(outcome.code for outcome in outcomes)
    assert codes == [DONE] * 10 + ["UB013"] * 10
    assert office.one(LAST_NUMBER) == 10


@pytest.mark.parametrize("level", LEVELS)
def test_numbers_have_no_gaps_though_some_roll_back(office: Race, level: str) -> None:
    """Sixteen issue at once; every second one thinks better of it, and issues again."""

    def issue(session: Session) -> list[int]:
        numbers = []
        customer = 1 + session.pid % 2
        for no in range(6):
            if no % 2:
                session.begin()
                given = session.call(o.issue("1", customer=customer))
                assert given.code == DONE, given
                session.rollback()
            else:
                outcome = session.insist(o.issue("1", customer=customer), level=level)
                assert outcome.code == DONE, outcome
                numbers.append(outcome.rows[0][1])
        return numbers

    found = all_at_once(issue, [office.session() for _ in range(16)])
    assert sorted(number for numbers in found for number in numbers) == list(range(1, 49))
    assert office.one(LAST_NUMBER) == 48
