"""The totals of days stay the sums of the entries, whatever meets a posting.

Proves # A5 for derived figures; the fixture's last act is to compare every total.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, MODES

POST = """select tolsel.post_journal(
    '[{"account_code": "till", "amount": 5}, {"account_code": "sales", "amount": -5}]')"""
TILL = "(select account_id from tolsel.list_accounts('{till}'))"
ON, OFF = (f"select tolsel.set_daily_totals({TILL}, {word})" for word in ("true", "false"))
REBUILD = f"select count(*) from tolsel.rebuild_daily_totals({TILL}, p_is_dry_run => false)"
DRY = REBUILD.replace("false", "true")
DRAIN = "select tolsel.drain_daily_totals()"

FAULT = """alter table tolsel_ledger.daily_total
    add constraint a_fault check (entry_count < 0) not valid"""
MENDED = "alter table tolsel_ledger.daily_total drop constraint a_fault"

PAIRS = {
    "post_post": (POST, POST),
    "post_on": (POST, ON),
    "on_post": (ON, POST),
    "post_off": (POST, OFF),
    "off_post": (OFF, POST),
    "on_off": (ON, OFF),
    "off_on": (OFF, ON),
    "post_rebuild": (POST, REBUILD),
    "rebuild_post": (REBUILD, POST),
    "rebuild_rebuild": (REBUILD, REBUILD),
    "rebuild_off": (REBUILD, OFF),
    "rebuild_drain": (REBUILD, DRAIN),
    "drain_rebuild": (DRAIN, REBUILD),
    "drain_post": (DRAIN, POST),
    "post_drain": (POST, DRAIN),
    "drain_drain": (DRAIN, DRAIN),
    "drain_off": (DRAIN, OFF),
    "off_drain": (OFF, DRAIN),
    "dry_post": (DRY, POST),
}


def park(race: Race) -> None:
    """Let two totals be parked by a fault that is mended afterwards."""
    race.alter(FAULT)
    for _ in range(2):
        assert race.session().call(POST).code == DONE
    race.alter(MENDED)
    assert race.one("select count(*) from tolsel_ledger.daily_total_pending") == 2


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", PAIRS)
def test_totals_stay_true(race: Race, pair: str, level: str, mode: str) -> None:
    first, second = PAIRS[pair]
    if pair in ("on_post", "post_on"):
        assert race.session().call(OFF).code == DONE
    else:
        park(race)
    if mode == "clash":
        outcome = race.clash(first, second, level=level, login="shop_admin")
    else:
        outcome = race.overtake(first, second, level=level, login="shop_admin")
    assert outcome.code == DONE, outcome


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_is_rebuilt_for_an_account_switched_off_meanwhile(race: Race, level: str) -> None:
    assert race.clash(OFF, REBUILD, level=level, login="shop_admin").code in (DONE, "UL024")
    assert race.one("select count(*) from tolsel_ledger.daily_total") == 0


def test_a_drain_takes_the_slots_in_their_order(race: Race) -> None:
    """# F7: a drain of many slots and days, and a closing that locks them all."""
    revenue = race.account_id("4000")
    on = race.session().call("select tolsel.set_daily_totals(%s, true)", [revenue])
    assert on.code == DONE, on
    race.alter(FAULT)
    post = """select tolsel.post_journal('[{"account_code": "1050", "amount": 5},
        {"account_code": "4000", "amount": -5}]', p_effective_on => %s)"""
    sessions = {s.pid % 8: s for s in (race.session() for _ in range(24))}
    lowest = min(sessions)
    assert sessions[max(sessions)].call(post, ["2025-01-01"]).code == DONE
    assert sessions[lowest].call(post, ["2025-02-02"]).code == DONE
    race.alter(MENDED)

    # The closing is the first to wait for the lowest slot; the drain queues behind it, and must
    # not have taken a higher one before.
    holder, closer, drainer = race.session("postgres"), race.session("shop_admin"), race.session()
    row = """select from tolsel_ledger.balance
        where tenant_id = 1 and account_id = %s and slot = %s for no key update"""
    assert holder.begin().call(row, [revenue, lowest]).code == DONE
    closing = closer.start("select tolsel.close_period('2025-03-31', 'a quarter')")
    closing.wait_blocked(by=holder)
    draining = drainer.start(DRAIN).wait_blocked()
    assert holder.commit().code == DONE
    assert (draining.outcome().code, closing.outcome().code) == (DONE, DONE)
