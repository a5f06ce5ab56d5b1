"""Two calls meet on the last money of an account: exactly one gets it.

Proves # A5: whatever the pair, and at every isolation level.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, READ_COMMITTED, all_at_once

SPEND = """select tolsel.post_journal(
    '[{"account_code": "alice", "amount": %s}, {"account_code": "sales", "amount": -%s}]')"""
HOLD = """select tolsel.place_hold(
    (select account_id from tolsel.list_accounts('{alice}')), %s)"""
LIMIT = """select tolsel.set_credit_limit(
    (select account_id from tolsel.list_accounts('{alice}')), %s)"""


def spend(amount: str) -> str:
    return SPEND % (amount, amount)


# The first commits. The code is that of the second, and the figure what is left in the end.
PAIRS = {
    "post_post": (spend("100"), spend("0.01"), "UL005", "0"),
    "post_post_enough": (spend("60"), spend("40"), DONE, "0"),
    "post_hold": (spend("100"), HOLD % "0.01", "UL005", "0"),
    "hold_post": (HOLD % "100", spend("0.01"), "UL005", "0"),
    "hold_hold": (HOLD % "60", HOLD % "40.01", "UL005", "40"),
    "hold_hold_enough": (HOLD % "60", HOLD % "40", DONE, "0"),
    "limit_lowered_post": (LIMIT % "10", spend("160"), "UL005", "110"),
    "limit_lowered_hold": (LIMIT % "10", HOLD % "110.01", "UL005", "110"),
    "post_limit_lowered": (spend("110"), LIMIT % "9.99", "UL005", "40"),
    "hold_limit_lowered": (HOLD % "110", LIMIT % "9.99", "UL005", "40"),
    "limit_limit": (LIMIT % "10", LIMIT % "20", DONE, "120"),
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("pair", PAIRS)
def test_second_is_judged_by_what_the_first_left(race: Race, pair: str, level: str) -> None:
    first, second, code, left = PAIRS[pair]
    if "limit" in pair:
        assert race.session().call(LIMIT % "50").code == DONE
    outcome = race.clash(first, second, level=level)
    assert outcome.code == code, outcome
    assert race.available("alice") == left


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("pair", ["post_post", "post_hold", "hold_post", "hold_hold"])
def test_an_old_snapshot_spends_nothing_twice(race: Race, pair: str, level: str) -> None:
    first, second, code, left = PAIRS[pair]
    assert race.overtake(first, second, level=level).code == code
    assert race.available("alice") == left


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("pair", PAIRS)
def test_what_was_rolled_back_never_was(race: Race, pair: str, level: str) -> None:
    """The second finds all as if there had been no first."""
    first, second, _, _ = PAIRS[pair]
    assert race.session().call(LIMIT % "60").code == DONE
    assert race.clash(first, second, level=level, end="rollback").code == DONE


@pytest.mark.parametrize("command", [spend("10"), HOLD % "10"], ids=["post", "hold"])
def test_of_thirty_at_once_ten_are_served(race: Race, command: str) -> None:
    sessions = [race.session() for _ in range(30)]
    outcomes = all_at_once(lambda session: session.call(command), sessions)
    codes = sorted(outcome.code for outcome in outcomes)
    assert codes == [DONE] * 10 + ["UL005"] * 20
    assert race.available("alice") == "0"


def test_a_mix_of_thirty_never_goes_below_nothing(race: Race) -> None:
    """Posts, holds, captures and releases of what each one's own session holds."""

    def visit(number: int) -> list[str]:
        session = race.session()
        codes = []
        for amount in ("7", "13"):
            hold = session.call(
                f"select hold_id from ({HOLD % amount}) h(hold), lateral (select (hold).hold_id) i"
            )
            codes.append(hold.code)
            if hold.code != DONE:
                codes.append(session.call(spend("1")).code)
            elif number % 2:
                sales = race.account_id("sales")
                codes.append(
                    session.call("select tolsel.capture_hold(%s, %s)", [hold.value, sales]).code
                )
            else:
                codes.append(session.call("select tolsel.release_hold(%s)", [hold.value]).code)
        return codes

    found = all_at_once(visit, range(30))
    assert {code for codes in found for code in codes} <= {DONE, "UL005"}
    assert float(race.available("alice")) >= 0
    assert race.one("select sum(held_amount) from tolsel_ledger.balance") == 0


def test_a_client_that_goes_leaves_nothing(race: Race) -> None:
    """# F5: the one that waited gets the money."""
    for ending in ("close", "terminate"):
        one, two = race.session().begin(), race.session()
        assert one.call(spend("50")).code == DONE
        waiting = two.start(spend("50")).wait_blocked(by=one)
        if ending == "close":
            one.conn.close()
        else:
            assert race.one("select pg_terminate_backend(%s)", one.pid) is True
        assert waiting.outcome().code == DONE
    assert race.available("alice") == "0"


def test_the_level_is_the_one_asked_for(race: Race) -> None:
    """Else the tests above would all run at one level."""
    for level in LEVELS:
        session = race.session().begin(level)
        assert session.call("show transaction_isolation").value == level
        session.rollback()
    assert race.session().call("show transaction_isolation").value == READ_COMMITTED
