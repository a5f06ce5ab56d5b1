"""An account of many slots takes many writers, and is one account to whoever reads it.

Proves # G5.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, READ_COMMITTED, REPEATABLE_READ, Session

POST = """select tolsel.post_journal(jsonb_build_array(
    jsonb_build_object('account_code', '1050', 'amount', %s),
    jsonb_build_object('account_code', '4000', 'amount', -%s)), p_effective_on => %s)"""


def two_slots(race: Race) -> tuple[Session, Session]:
    """Answer two sessions that write to different slots of the accounts of the chart."""
    one, two = race.session(), race.session()
    while one.pid % 8 == two.pid % 8:
        two = race.session()
    return one, two


@pytest.mark.parametrize("level", [READ_COMMITTED, REPEATABLE_READ])
def test_writers_of_different_slots_do_not_wait(race: Race, level: str) -> None:
    one, two = two_slots(race)
    one.begin(level)
    two.begin(level)
    two.call("set lock_timeout = '1s'")
    assert one.call(POST, [1, 1, "2025-01-01"]).code == DONE
    assert two.call(POST, [2, 2, "2025-01-01"]).code == DONE
    assert (two.commit().code, one.commit().code) == (DONE, DONE)
    assert race.one("select sum(balance) from tolsel.account_balance where code = '4000'") == -3


def test_it_reads_as_one_account(race: Race) -> None:
    revenue = race.account_id("4000")
    one, two = two_slots(race)
    assert one.call("select tolsel.set_daily_totals(%s, true)", [revenue]).code == DONE
    moments = []
    for session, amount, day in ((one, 1, 10), (two, 2, 9), (one, 4, 8), (two, 8, 10)):
        assert session.call(POST, [amount, amount, f"2025-01-{day:02}"]).code == DONE
        moments.append(race.one("select clock_timestamp()"))
    slots = "select count(*) from tolsel_ledger.balance where account_id = %s and version > 0"
    assert race.one(slots, revenue) == 2

    balance_at = "select trim_scale(tolsel.get_balance_at(%s, %s, %s))::text"
    days = [
        one.call(balance_at, [revenue, f"2025-01-{day:02}", None]).value for day in (7, 8, 9, 10)
    ]
    assert days == ["0", "-4", "-6", "-15"]
    assert [one.call(balance_at, [revenue, None, at]).value for at in moments] == [
        "-1",
        "-3",
        "-7",
        "-15",
    ]
    known_then = one.call(balance_at, [revenue, "2025-01-09", moments[1]])
    assert known_then.value == "-2"

    statement = """select string_agg(trim_scale(balance)::text, ' ')
        from tolsel.list_account_statement(%s, %s, %s, %s)"""
    effective = one.call(statement, [revenue, "2025-01-09", "2025-01-10", "effective"])
    assert effective.value == "-4 -6 -7 -15 -15"
    today = race.one("select tolsel_core.branch_date(null, now(), 1)")
    assert one.call(statement, [revenue, today, today, "booked"]).value == "0 -1 -3 -7 -15 -15"

    trial = "select trim_scale(credit)::text from tolsel.list_trial_balance(%s) where code = '4000'"
    assert one.call(trial, ["2025-01-09"]).value == "6"
    book = """select string_agg(trim_scale(closing_balance)::text, ' ' order by effective_on)
        from tolsel.account_day where account_id = %s"""
    assert race.one(book, revenue) == "-4 -6 -15"


def test_a_journal_of_one_slot_is_reversed_from_another(race: Race) -> None:
    one, two = two_slots(race)
    posted = one.call(f"select (p.p).journal_id from ({POST} p) p", [9, 9, "2025-01-01"])
    assert posted.code == DONE, posted
    assert two.call("select tolsel.reverse_journal(%s)", [posted.value]).code == DONE
    assert one.call("select tolsel.reverse_journal(%s)", [posted.value]).code == "UL020"
    assert race.one("select sum(balance) from tolsel.account_balance where code = '4000'") == 0


def test_a_hold_of_the_first_slot_is_captured_from_any(race: Race) -> None:
    one, two = two_slots(race)
    ids = [race.account_id(code) for code in ("1050", "4000")]
    hold = one.call("select (tolsel.place_hold(%s, 9)).hold_id", [ids[0]])
    for session, amount in ((one, 2), (two, 3), (one, 4)):
        captured = session.call(
            "select tolsel.capture_hold(%s, %s, %s)", [hold.value, ids[1], amount]
        )
        assert captured.code == DONE, captured
    assert two.call("select tolsel.capture_hold(%s, %s)", [hold.value, ids[1]]).code == "UL017"
    assert race.one("select sum(held_amount) from tolsel_ledger.balance") == 0
