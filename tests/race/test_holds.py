"""Two calls meet on one hold: what was held is captured or set free once.

Proves # G2 under concurrency, # A5.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, MODES, READ_COMMITTED

CAPTURE = (
    "select tolsel.capture_hold(1, (select account_id from tolsel.list_accounts('{sales}')), %s)"
)
ALL = CAPTURE % "null"
RELEASE = "select tolsel.release_hold(1)"
EXPIRE = "select tolsel.expire_holds()"
HOLD = "select tolsel.place_hold((select account_id from tolsel.list_accounts('{alice}')), %s)"
SPEND = """select tolsel.post_journal(
    '[{"account_code": "alice", "amount": %s}, {"account_code": "sales", "amount": -%s}]')"""

# Of a hold of 60.00 on 100.00. In the end: what is available, and what alice has spent.
PAIRS = {
    "capture_capture": (CAPTURE % "40", CAPTURE % "20.01", "UL018", "40", "40"),
    "capture_capture_rest": (CAPTURE % "40", CAPTURE % "20", DONE, "40", "60"),
    "capture_capture_all": (CAPTURE % "40", ALL, DONE, "40", "60"),
    "capture_all_capture_all": (ALL, ALL, "UL017", "40", "60"),
    "capture_all_release": (ALL, RELEASE, "UL017", "40", "60"),
    "capture_release": (CAPTURE % "40", RELEASE, DONE, "60", "40"),
    "release_capture": (RELEASE, ALL, "UL017", "100", "0"),
    "release_release": (RELEASE, RELEASE, DONE, "100", "0"),
    "release_hold": (RELEASE, HOLD % "100", DONE, "0", "0"),
    "release_post": (RELEASE, SPEND % ("100", "100"), DONE, "0", "100"),
    "capture_post": (CAPTURE % "10", SPEND % ("40.01", "40.01"), "UL005", "40", "10"),
    "post_capture": (SPEND % ("40", "40"), ALL, DONE, "0", "100"),
}
# The same after the hold has expired.
EXPIRED = {
    "capture_expire": (CAPTURE % "40", EXPIRE, DONE, "60", "40"),
    "capture_all_expire": (ALL, EXPIRE, DONE, "40", "60"),
    "expire_capture": (EXPIRE, CAPTURE % "40", "UL017", "100", "0"),
    "expire_release": (EXPIRE, RELEASE, DONE, "100", "0"),
    "release_expire": (RELEASE, EXPIRE, DONE, "100", "0"),
    "expire_expire": (EXPIRE, EXPIRE, DONE, "100", "0"),
    "expire_hold": (EXPIRE, HOLD % "100", DONE, "0", "0"),
    "hold_expire": (HOLD % "100", EXPIRE, DONE, "0", "0"),
    "hold_hold": (HOLD % "100", HOLD % "0.01", "UL005", "0", "0"),
    "hold_capture": (HOLD % "1", ALL, "UL017", "99", "0"),
    "expire_post": (EXPIRE, SPEND % ("100", "100"), DONE, "0", "100"),
    "post_expire": (SPEND % ("40", "40"), EXPIRE, DONE, "60", "40"),
}


def place(race: Race, *, is_expired: bool) -> None:
    """Place the hold that the calls meet on."""
    race.one("select tolsel_core.arrange_test_clock(true)")
    if is_expired:
        race.one("select tolsel.set_clock('2025-03-01 12:00+00')")
    hold = race.session().call(
        """select (tolsel.place_hold((select account_id from tolsel.list_accounts('{alice}')), 60,
            '2025-03-02 12:00+00')).hold_id"""
        if is_expired
        else HOLD % "60"
    )
    assert hold.code == DONE, hold
    if is_expired:
        race.one("select tolsel.set_clock('2025-03-02 12:00+00')")


def top_up_bob(race: Race, amount: int) -> None:
    outcome = race.session().call(
        """select tolsel.post_journal(jsonb_build_array(
            jsonb_build_object('account_code', 'till', 'amount', %s),
            jsonb_build_object('account_code', 'bob', 'amount', -%s)))""",
        [amount, amount],
    )
    assert outcome.code == DONE, outcome


def check(race: Race, pair: tuple[str, str, str, str, str], level: str, *, mode: str) -> None:
    first, second, code, available, spent = pair
    if mode == "clash":
        outcome = race.clash(first, second, level=level)
    else:
        outcome = race.overtake(first, second, level=level)
    assert outcome.code == code, outcome
    assert race.available("alice") == available
    sales = race.one("select -balance from tolsel.account_balance where code = 'sales'")
    assert f"{sales.normalize():f}" == spent


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", PAIRS)
def test_an_open_hold_is_used_once(race: Race, pair: str, level: str, mode: str) -> None:
    place(race, is_expired=False)
    check(race, PAIRS[pair], level, mode=mode)


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", EXPIRED)
def test_an_expired_hold_is_used_once(race: Race, pair: str, level: str, mode: str) -> None:
    place(race, is_expired=True)
    check(race, EXPIRED[pair], level, mode=mode)


def test_captures_do_not_queue_at_a_hot_account(race: Race) -> None:
    """# G5: two captures from two accounts meet only where their slots do."""
    top_up_bob(race, 5)
    revenue = race.account_id("4000")
    holds = []
    for code in ("alice", "bob"):
        hold = race.session().call(
            "select (tolsel.place_hold(%s, 5)).hold_id", [race.account_id(code)]
        )
        holds.append(hold.value)
    one, two = race.session().begin(), race.session()
    while two.pid % 8 == one.pid % 8:
        two = race.session()
    assert one.call("select tolsel.capture_hold(%s, %s)", [holds[0], revenue]).code == DONE
    two.call("set lock_timeout = '1s'")
    assert two.call("select tolsel.capture_hold(%s, %s)", [holds[1], revenue]).code == DONE
    assert one.commit().code == DONE


@pytest.mark.parametrize("level", LEVELS)
def test_captures_towards_each_other_do_not_deadlock(race: Race, level: str) -> None:
    """# F7: one from a smaller account to a bigger one, one the other way."""
    top_up_bob(race, 50)
    ids = {code: race.account_id(code) for code in ("alice", "bob")}
    for code in ("alice", "bob"):
        hold = race.session().call("select tolsel.place_hold(%s, 50)", [ids[code]])
        assert hold.code == DONE, hold
    outcome = race.clash(
        f"select tolsel.capture_hold(1, {ids['bob']})",
        f"select tolsel.capture_hold(2, {ids['alice']})",
        level=level,
    )
    assert outcome.code == DONE, outcome
    assert (race.available("alice"), race.available("bob")) == ("100", "50")


def test_a_waiting_capture_can_be_given_up(race: Race) -> None:
    """# F8: a lock timeout and a cancelled statement leave nothing; the retry succeeds."""
    place(race, is_expired=False)
    one, two = race.session().begin(READ_COMMITTED), race.session()
    assert one.call(SPEND % ("1", "1")).code == DONE
    two.call("set lock_timeout = '20ms'")
    assert two.call(ALL).code == "55P03"
    two.call("set lock_timeout = 0")
    waiting = two.start(ALL).wait_blocked(by=one)
    assert race.one("select pg_cancel_backend(%s)", two.pid) is True
    assert waiting.outcome().code == "57014"
    assert one.commit().code == DONE
    assert two.call(ALL).code == DONE
    assert race.available("alice") == "39"


@pytest.mark.parametrize("call", [RELEASE, ALL])
def test_the_balance_is_locked_before_the_hold(race: Race, call: str) -> None:
    """Who waits for the balance has not locked the hold yet: all take them in this order."""
    assert race.session().call(HOLD % "60").code == DONE
    holder, waiting, other = race.session("postgres"), race.session(), race.session("postgres")
    row = "select from tolsel_ledger.balance where account_id = %s for no key update"
    assert holder.begin().call(row, [race.account_id("alice")]).code == DONE
    pending = waiting.start(call).wait_blocked(by=holder)
    free = other.call("select count(*) from (select from tolsel_ledger.hold for update nowait) h")
    assert (free.code, free.value) == (DONE, 1)
    assert holder.commit().code == DONE
    assert pending.outcome().code == DONE
