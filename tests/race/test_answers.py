"""Answers of a provider meet: each is about one attempt, and an attempt has one end.

Proves # M1, M2.
"""

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, MODES, all_at_once

OPEN = "select (tolsel.open_payment(1, 60, 'stripe', 1, {invoices})).payment_id"
RETRY = "select (tolsel.retry_payment(1)).status"


def fail(attempt_no: int) -> str:
    """Deliver the failure of an attempt."""
    return f"select (tolsel.fail_payment(1, 'declined', '51', {attempt_no})).status"


def complete(attempt_no: int) -> str:
    """Deliver the success of an attempt."""
    return f"select (tolsel.complete_payment(1, p_attempt_no => {attempt_no})).status"


def trail(race: Race) -> str:
    """Answer how the attempts of the payment began and ended."""
    return str(
        race.one(
            """select string_agg(t.attempt_no || ' ' || t.status, ', '
                order by t.attempt_no, t.is_last)
            from tolsel_billing.payment_tracking t where t.tenant_id = 1 and t.payment_id = 1"""
        )
    )


# The first commits. What the trail says after the second.
FAILED = "1 initiated, 1 failed"
ANSWERS = {
    "fail_fail": (fail(1), fail(1), DONE, FAILED),
    "complete_fail": (complete(1), fail(1), DONE, "1 initiated, 1 completed"),
    "fail_complete": (fail(1), complete(1), DONE, FAILED + ", 2 initiated, 2 completed"),
    "complete_complete": (complete(1), complete(1), DONE, "1 initiated, 1 completed"),
    "fail_retry": (fail(1), RETRY, DONE, FAILED + ", 2 initiated"),
}
LATE = {
    "fail_fail": (fail(1), fail(1), DONE, ""),
    "fail_second_fail": (fail(2), fail(1), DONE, ", 2 failed"),
    "fail_fail_second": (fail(1), fail(2), DONE, ", 2 failed"),
    "complete_complete_second": (complete(1), complete(2), DONE, ", 2 completed"),
    "complete_second_fail": (complete(2), fail(1), DONE, ", 2 completed"),
    "fail_second_retry": (fail(2), RETRY, DONE, ", 2 failed, 3 initiated"),
}


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", ANSWERS)
def test_an_attempt_has_one_end(office: Race, pair: str, mode: str, level: str) -> None:
    first, second, code, expected = ANSWERS[pair]
    o.done(office, OPEN.format(invoices="'{}'"))
    meet = office.clash if mode == "clash" else office.overtake
    assert meet(first, second, level=level).code == code
    assert trail(office) == expected


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", LATE)
def test_late_answers_leave_the_second_attempt_as_it_is(
    office: Race, pair: str, mode: str, level: str
) -> None:
    first, second, code, expected = LATE[pair]
    o.done(office, OPEN.format(invoices="'{}'"), fail(1), RETRY)
    meet = office.clash if mode == "clash" else office.overtake
    assert meet(first, second, level=level).code == code
    assert trail(office) == FAILED + ", 2 initiated" + expected


@pytest.mark.parametrize(("mode", "level"), MODES)
def test_of_two_retries_one_asks_again(office: Race, mode: str, level: str) -> None:
    o.done(office, OPEN.format(invoices="'{}'"), fail(1))
    meet = office.clash if mode == "clash" else office.overtake
    assert meet(RETRY, RETRY, level=level).code == "UB021"
    assert trail(office) == FAILED + ", 2 initiated"


@pytest.mark.parametrize("level", LEVELS)
def test_of_ten_deliveries_one_ends_the_attempt(office: Race, level: str) -> None:
    o.done(office, OPEN.format(invoices="'{}'"))
    outcomes = all_at_once(
        lambda query: office.session().insist(query, level=level), [fail(1)] * 10
    )
    assert [outcome.code for outcome in outcomes] == [DONE] * 10
    assert trail(office) == FAILED


@pytest.mark.parametrize(("mode", "level"), MODES)
def test_what_is_paid_meanwhile_is_not_asked_for_again(office: Race, mode: str, level: str) -> None:
    o.done(office, o.issue("60"), OPEN.format(invoices="array[1]"), fail(1))
    meet = office.clash if mode == "clash" else office.overtake
    assert meet(o.pay("60"), RETRY, level=level).code == "UB031"
    assert trail(office) == FAILED
