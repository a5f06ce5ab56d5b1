"""What happens to one wallet at once: funds for three provision three, and an hour is charged once.

Proves # S96 S102 S107 W35 under concurrency.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, all_at_once

MAKE = (
    "select tolsel.set_plan_price('small', 10), tolsel.set_plan_price('big', 40)",
    "select tolsel.set_plan_price('cent', 0.01)",
    "select tolsel.open_wallet(1)",
)
TOP_UP = "select tolsel.top_up_wallet(1, %s, 'cash')"
PROVISION = "select tolsel.provision_resource(1, '%s', 'web')"
STOP = "select tolsel.stop_resource(1)"
RESIZE = "select tolsel.resize_resource(1, 'small')"
METER = "select tolsel.meter_usage()"


def fund(race: Race, amount: str) -> None:
    """Make a wallet, and pay into it at the beginning of a month."""
    race.one("select tolsel_core.arrange_test_clock(true)")
    set_clock(race, "2025-04-01 00:00+00")
    for query in (*MAKE, TOP_UP % amount):
        outcome = race.session().call(query)
        assert outcome.code == DONE, outcome


def set_clock(race: Race, at: str) -> None:
    race.one("select tolsel.set_clock(%s)", at)


def purse(race: Race) -> tuple[str, str]:
    """Return what is settled and what is held."""
    found: list[str] = race.one(
        """select array[
               trim_scale(w.settled_amount)::text, trim_scale(w.held_amount::numeric)::text]
           from tolsel.wallet w where w.tenant_id = 1 and w.wallet_id = 1"""
    )
    return found[0], found[1]


def test_of_two_hundred_on_funds_for_three_three_are_provisioned(race: Race) -> None:
    fund(race, "39.99")

    def visit(_: int) -> list[str]:
        session = race.session()
        return [session.call(PROVISION % "small").code for _ in range(10)]

    codes = sorted(code for codes in all_at_once(visit, range(20)) for code in codes)
    assert codes == [DONE] * 3 + ["UW005"] * 197
    assert purse(race) == ("39.99", "30")


def test_the_limit_is_lowered_meanwhile(race: Race) -> None:
    """What was provisioned first is covered; what comes later is judged by the new limit."""
    fund(race, "10")
    raise_limit, lower = (f"select tolsel.set_wallet_limit(1, {limit})" for limit in (100, 55))
    assert race.session().call(raise_limit).code == DONE
    commands = [lower] + [PROVISION % "small"] * 20
    codes = [o.code for o in all_at_once(lambda command: race.session().call(command), commands)]
    made = codes[1:].count(DONE)
    assert set(codes[1:]) == {DONE, "UW005"}
    assert (codes[0], made) in {(DONE, 6), ("UL005", 11)}
    assert purse(race) == ("10", str(10 * made))


def test_the_same_key_at_once_is_one_resource(race: Race) -> None:
    fund(race, "100")
    command = (
        "select (tolsel.provision_resource(1, 'small', 'web', p_request_key => 'r')).resource_id"
    )
    sessions = [race.session() for _ in range(20)]
    outcomes = all_at_once(lambda session: session.call(command), sessions)
    assert {(outcome.code, outcome.value) for outcome in outcomes} == {(DONE, 1)}
    assert purse(race) == ("100", "10")


def test_the_same_hour_metered_at_once_is_one_charge(race: Race) -> None:
    fund(race, "100")
    for _ in range(3):
        assert race.session().call(PROVISION % "small").code == DONE
    set_clock(race, "2025-04-02 00:10+00")

    def meter(_: int) -> set[str]:
        session = race.session()
        return {session.call(METER).code for _ in range(5)}

    assert set().union(*all_at_once(meter, range(10))) == {DONE}
    assert race.one("select count(*) from tolsel_wallet.charge") == 1
    assert race.one("select count(*) from tolsel_wallet.usage_hour") == 72
    assert purse(race) == ("99.01", "29.01")


def test_sixteen_sessions_that_cross_a_threshold_ask_once(race: Race) -> None:
    """W29: all of them go below, and one top-up is pending."""
    fund(race, "200")
    opened = race.session().call("select (tolsel.open_channel('Card', 'bank')).channel_id")
    rule = f"1, null, 150, 500, 50, 500, 1000, 'stripe', {opened.value}, 0, 0"
    assert race.session().call(f"select tolsel.set_wallet_rule({rule})").code == DONE
    commands = [PROVISION % "small"] * 16
    outcomes = all_at_once(lambda command: race.session().call(command), commands)
    assert {outcome.code for outcome in outcomes} == {DONE}
    asked = "select count(*) from tolsel_core.event where topic = 'top_up.requested'"
    assert race.one(asked) == 1
    assert race.one("select count(*) from tolsel_billing.payment where status = 'open'") == 1


def test_fifty_answers_of_a_provider_are_one(race: Race) -> None:
    """W34: completed and failed mixed; whichever is first, the money is booked once."""
    fund(race, "5")
    opened = race.session().call("select (tolsel.open_channel('Card', 'bank')).channel_id")
    channel = opened.value
    asked = race.session().call(
        f"select (tolsel.open_top_up(1, 30, 'stripe', {channel}, 'ch_1')).payment_id"
    )
    done = f"select tolsel.complete_top_up({asked.value}, 'ch_1')"
    failed = f"select tolsel.fail_top_up({asked.value}, 'declined', p_provider_reference => 'ch_1')"
    commands = [done, failed] * 5

    def answer(command: str) -> set[str]:
        session = race.session()
        return {session.call(command).code for _ in range(5)}

    assert set().union(*all_at_once(answer, commands)) == {DONE}
    assert purse(race) == ("35", "0")
    assert race.one("select count(*) from tolsel_billing.payment where status = 'completed'") == 2
    assert race.one("select count(*) from tolsel_ledger.entry where amount = 30") == 1


PAIRS = [(METER, STOP), (STOP, METER), (METER, RESIZE), (RESIZE, METER)]
PROVISION_SMALL = PROVISION % "small"


@pytest.mark.parametrize("pair", [*PAIRS, (METER, PROVISION_SMALL)])
@pytest.mark.parametrize(
    ("at", "settled", "held"),
    [
        # Forty for April; an hour of May is 0.05 of the big one, and 0.01 of the small one.
        (
            "2025-05-01 00:00+00", "60",
            {STOP: "0.05", RESIZE: "10.04", PROVISION_SMALL: "50"},
        ),
        # After an outage, with 58 hours of May: of each plan what is left of the month.
        (
            "2025-05-03 10:00+00", "56.88",
            {STOP: "0.05", RESIZE: "9.26", PROVISION_SMALL: "46.1"},
        ),
    ],
    ids=["at the turn", "after an outage"],
)  # fmt: skip
def test_the_turn_of_the_month_meets_another_call(
    race: Race, pair: tuple[str, str], at: str, settled: str, held: dict[str, str]
) -> None:
    """Whoever comes first has covered the month; the other finds it so."""
    fund(race, "100")
    assert race.session().call(PROVISION % "big").code == DONE
    set_clock(race, at)
    assert race.clash(*pair, level="read committed").code == DONE
    assert race.session().call(METER).code == DONE
    other = next(call for call in pair if call != METER)
    assert purse(race) == (settled, held[other])
    assert race.one(
        "select covered_until_at::text from tolsel_wallet.resource where resource_id = 1"
    ) == (race.one("select '2025-06-01 00:00+00'::timestamptz::text"))


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(
    ("at", "held"),
    [
        ("2025-04-30 23:30+00", {STOP: "0", RESIZE: "0"}),
        ("2025-05-01 00:00+00", {STOP: "0", RESIZE: "9.99"}),
    ],
    ids=["in the last hour", "at the turn"],
)
def test_a_price_whose_last_cent_came_before(
    race: Race, pair: tuple[str, str], at: str, held: dict[str, str]
) -> None:
    """Its hold has nothing since the middle of April, and is open to the end of the month."""
    fund(race, "100")
    assert race.session().call(PROVISION % "cent").code == DONE
    set_clock(race, "2025-04-20 00:00+00")
    assert race.session().call(METER).code == DONE
    assert purse(race) == ("99.99", "0")
    assert race.one("select is_open from tolsel_ledger.hold") is True
    set_clock(race, at)
    assert race.clash(*pair, level="read committed").code == DONE
    assert race.session().call(METER).code == DONE
    other = next(call for call in pair if call != METER)
    assert purse(race) == ("99.99", held[other])
    assert (
        race.one("select count(*) from tolsel_wallet.usage_hour")
        == {
            "2025-04-30 23:30+00": 719,
            "2025-05-01 00:00+00": 720,
        }[at]
    )


def test_funds_for_one_at_the_turn(race: Race) -> None:
    """A top-up meanwhile is taken into account, or is not; nothing is held twice."""
    fund(race, "80")
    for _ in range(2):
        assert race.session().call(PROVISION % "big").code == DONE
    set_clock(race, "2025-05-01 00:00+00")
    outcomes = all_at_once(
        lambda command: race.session().call(command), [METER, METER, TOP_UP % "40", TOP_UP % "40"]
    )
    assert {outcome.code for outcome in outcomes} == {DONE}
    running = race.one("select count(*) from tolsel_wallet.resource where status = 'active'")
    assert purse(race) == ("80", str(40 * running))
