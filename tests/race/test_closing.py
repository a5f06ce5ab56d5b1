"""Books are closed while others post, hold, capture, reverse and open accounts.

Proves # G7 under concurrency: never an entry in a closed period, never an account left open.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, MODES, READ_COMMITTED

CLOSE = "select tolsel.close_period('2025-01-31', 'january')"
CLOSE_LATER = "select tolsel.close_period('2025-02-28', 'february')"
REOPEN = "select tolsel.reopen_period(null, 'too early')"
LINES = '[{"account_code": "till", "amount": 5}, {"account_code": "sales", "amount": -5}]'
HOT = '[{"account_code": "1050", "amount": 5}, {"account_code": "4000", "amount": -5}]'
POST = f"select tolsel.post_journal('{LINES}', p_effective_on => '2025-01-31')"
POST_HOT = f"select tolsel.post_journal('{HOT}', p_effective_on => '2025-01-31')"
POST_LATER = f"select tolsel.post_journal('{LINES}', p_effective_on => '2025-02-01')"
REVERSE = "select tolsel.reverse_journal(1, p_effective_on => '2025-01-31')"
CAPTURE = """select tolsel.capture_hold(1, (select account_id from tolsel.list_accounts('{sales}')),
    p_effective_on => '2025-01-31')"""
OPEN = "select tolsel.open_account('new', 'New', 'asset', p_slots => 3)"
COUNT = "select count(*) from tolsel_ledger.entry where effective_on <= '2025-01-31'"

# Those with `close` first wait for it and are refused; the others are waited for.
PAIRS = {
    "close_post": (CLOSE, POST, "UL007", 0),
    "close_post_hot": (CLOSE, POST_HOT, "UL007", 0),
    "close_post_later": (CLOSE, POST_LATER, DONE, 0),
    "close_reverse": (CLOSE, REVERSE, "UL007", 0),
    "close_capture": (CLOSE, CAPTURE, "UL007", 0),
    "post_close": (POST, CLOSE, DONE, 2),
    "post_hot_close": (POST_HOT, CLOSE, DONE, 2),
    "reverse_close": (REVERSE, CLOSE, DONE, 2),
    "capture_close": (CAPTURE, CLOSE, DONE, 2),
    "close_close": (CLOSE, CLOSE, "UL022", 0),
    "close_close_later": (CLOSE, CLOSE_LATER, DONE, 0),
    "close_later_close": (CLOSE_LATER, CLOSE, "UL022", 0),
    "close_reopen": (CLOSE, REOPEN, DONE, 0),
    "close_open": (CLOSE, OPEN, DONE, 0),
}
NEW = """select bool_and(closed_through_on = '2025-01-31') from tolsel_ledger.balance
    where slots = 3"""


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", PAIRS)
def test_no_entry_in_a_closed_period(race: Race, pair: str, level: str, mode: str) -> None:
    first, second, code, count = PAIRS[pair]
    if level != READ_COMMITTED and second in (CLOSE, CLOSE_LATER, REOPEN):
        # An old snapshot lacks the accounts opened since: no closing is based on it.
        session = race.session("shop_admin").begin(level)
        assert session.call(second).code == "UL026"
        session.rollback()
        return
    if "capture" in pair:
        hold = race.session().call("select tolsel.place_hold(%s, 10)", [race.account_id("alice")])
        assert hold.code == DONE, hold
    if mode == "clash":
        outcome = race.clash(first, second, level=level, login="shop_admin")
    else:
        outcome = race.overtake(first, second, level=level, login="shop_admin")
    assert outcome.code == code, outcome
    assert race.one(COUNT) == count
    if pair == "close_open":
        assert race.one(NEW) is True


def test_a_close_waits_for_an_account_being_opened(race: Race) -> None:
    assert race.clash(OPEN, CLOSE, login="shop_admin").code == DONE
    assert race.one(NEW) is True


@pytest.mark.parametrize("level", LEVELS)
def test_a_close_that_was_rolled_back_never_was(race: Race, level: str) -> None:
    outcome = race.clash(CLOSE, POST, level=level, login="shop_admin", end="rollback")
    assert outcome.code == DONE, outcome
    assert race.one(COUNT) == 2


@pytest.mark.parametrize("level", LEVELS)
def test_books_reopened_take_the_posting_that_waited(race: Race, level: str) -> None:
    assert race.session("shop_admin").call(CLOSE).code == DONE
    assert race.clash(REOPEN, POST, level=level, login="shop_admin").code == DONE


def test_postings_of_a_later_day_go_on_after_the_close(race: Race) -> None:
    """Closing keeps the others waiting for its own transaction only."""
    assert race.session("shop_admin").call(CLOSE).code == DONE
    assert race.session().call(POST_LATER).code == DONE
    assert race.session().call(POST).code == "UL007"
