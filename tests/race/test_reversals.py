"""Reversals of one journal meet: together they never exceed it.

Proves # G3 under concurrency.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, MODES, all_at_once

REVERSE = "select tolsel.reverse_journal(1)"
PART = """select tolsel.reverse_journal(1, '[{"account_code": "till", "amount": -%s},
    {"account_code": "alice", "amount": %s}]')"""
SPEND = """select tolsel.post_journal(
    '[{"account_code": "alice", "amount": 100}, {"account_code": "sales", "amount": -100}]')"""

# Of the journal that brought alice her 100.00; in the end, what she has.
PAIRS = {
    "all_all": (REVERSE, REVERSE, "UL020", "0"),
    "all_part": (REVERSE, PART % (1, 1), "UL020", "0"),
    "part_all": (PART % (30, 30), REVERSE, DONE, "0"),
    "part_part": (PART % (60, 60), PART % ("40.01", "40.01"), "UL020", "40"),
    "part_part_rest": (PART % (60, 60), PART % (40, 40), DONE, "0"),
    "spent_reverse": (SPEND, REVERSE, "UL005", "0"),
    "reverse_spent": (REVERSE, SPEND, "UL005", "0"),
}


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", PAIRS)
def test_second_reverses_what_the_first_left(race: Race, pair: str, level: str, mode: str) -> None:
    first, second, code, left = PAIRS[pair]
    if mode == "clash":
        outcome = race.clash(first, second, level=level)
    else:
        outcome = race.overtake(first, second, level=level)
    assert outcome.code == code, outcome
    assert race.available("alice") == left


def test_of_twenty_at_once_one_reverses(race: Race) -> None:
    sessions = [race.session() for _ in range(20)]
    outcomes = all_at_once(lambda session: session.call(REVERSE), sessions)
    assert sorted(o.code for o in outcomes) == [DONE] + ["UL020"] * 19


def test_twenty_parts_at_once_add_up_to_the_whole(race: Race) -> None:
    sessions = [race.session() for _ in range(20)]
    outcomes = all_at_once(lambda session: session.call(PART % (9, 9)), sessions)
    assert sorted(o.code for o in outcomes) == [DONE] * 11 + ["UL020"] * 9
    assert race.available("alice") == "1"
