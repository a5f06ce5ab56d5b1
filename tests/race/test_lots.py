"""Lots that end under holds, captures, releases and chargebacks: each amount leaves once.

Proves # W21 W31 W33 under concurrency.
"""

from decimal import Decimal

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, all_at_once
from tests.race.test_usage import one_slot
from tests.race.test_wallets import METER, purse, set_clock

GRANT = "select tolsel.grant_credit(1, 30, 'Welcome', '2025-04-01 06:00+00')"
STOP = "select tolsel.stop_resource(1)"
SMALLER = "select tolsel.resize_resource(1, 'tiny')"
PROVISION = "select tolsel.provision_resource(1, '%s', 'web')"
# What its payer has paid, and has charged back: out of the drawer.
TOP_UP = "select (tolsel.top_up_wallet(1, 100, 'cash', 1)).payment_id"
CHARGE_BACK = "select (tolsel.charge_back_top_up(1, 'stolen', p_channel_id => 1)).amount::text"
FATE = """
    select array[
        trim_scale(l.used_amount::numeric)::text, trim_scale(l.expired_amount::numeric)::text]
    from tolsel_wallet.lot l where l.kind = 'granted'"""
OWED = "select coalesce(trim_scale(sum(d.balance_amount))::text, '-') from tolsel.debt d"


def open_lots(race: Race, *, plan: str, top_up: bool) -> None:
    """Grant 30 for six hours, and hold what a resource costs to the end of the month."""
    race.one("select tolsel_core.arrange_test_clock(true)")
    set_clock(race, "2025-04-01 00:00+00")
    prices = "select tolsel.set_plan_price(p, a) from (values ('p', 72), ('small', 24), "
    prices += "('tiny', 12), ('ten', 10), ('big', 45)) v(p, a)"
    commands = [prices, "select tolsel.open_wallet(1)", GRANT, PROVISION % plan]
    for command in [*commands[:2], *([TOP_UP] if top_up else []), *commands[2:]]:
        outcome = race.session().call(command)
        assert outcome.code == DONE, outcome
    set_clock(race, "2025-04-01 06:00+00")


@pytest.mark.parametrize(
    ("first", "second", "code", "left", "debt"),
    [
        (METER, METER, DONE, ("100", "71.4"), "-"),
        (METER, CHARGE_BACK, DONE, ("71.4", "71.4"), "71.4"),
        (CHARGE_BACK, METER, DONE, ("71.4", "71.4"), "71.4"),
        (CHARGE_BACK, CHARGE_BACK, "UB009", ("71.4", "71.4"), "71.4"),
        (METER, STOP, DONE, ("100", "0.1"), "-"),
        (STOP, METER, DONE, ("100", "0.1"), "-"),
        (CHARGE_BACK, STOP, DONE, ("71.4", "0.1"), "71.4"),
        (STOP, CHARGE_BACK, DONE, ("0.1", "0.1"), "0.1"),
        # 58 were available before the grant ended, and 28.6 are.
        (METER, PROVISION % "big", "UW005", ("100", "71.4"), "-"),
        (PROVISION % "ten", METER, DONE, ("100", "81.32"), "-"),
        (CHARGE_BACK, PROVISION % "ten", "UW015", ("71.4", "71.4"), "71.4"),
        (PROVISION % "ten", CHARGE_BACK, DONE, ("81.32", "81.32"), "81.32"),
    ],
)  # fmt: skip
def test_a_chargeback_a_capture_and_an_expiry(
    race: Race, first: str, second: str, code: str, left: tuple[str, str], debt: str
) -> None:
    """Whoever comes first charges the hours and ends the lot; the other finds it so."""
    open_lots(race, plan="p", top_up=True)
    assert race.clash(first, second).code == code
    assert race.session().call(METER).code == DONE
    assert race.one(FATE) == ["0.6", "29.4"]
    assert purse(race) == left
    assert race.one(OWED) == debt


@pytest.mark.parametrize(
    ("first", "second", "left", "fate"),
    [
        # Six hours are 0.2; 23.8 of the rest are held, and kept.
        (METER, METER, ("23.8", "23.8"), ["0.2", "6"]),
        (METER, STOP, ("0.03", "0.03"), ["0.2", "29.77"]),
        (STOP, METER, ("0.03", "0.03"), ["0.2", "29.77"]),
        (STOP, STOP, ("0.03", "0.03"), ["0.2", "29.77"]),
        (METER, SMALLER, ("11.91", "11.91"), ["0.2", "17.89"]),
        (SMALLER, METER, ("11.91", "11.91"), ["0.2", "17.89"]),
        (SMALLER, STOP, ("0.03", "0.03"), ["0.2", "29.77"]),
    ],
)
def test_a_lot_ends_under_a_hold(
    race: Race, first: str, second: str, left: tuple[str, str], fate: list[str]
) -> None:
    """What the hold needs is kept, and what is released goes, whoever is first."""
    open_lots(race, plan="small", top_up=False)
    assert race.clash(first, second).code == DONE
    assert race.session().call(METER).code == DONE
    assert purse(race) == left
    assert race.one(FATE) == fate


def test_all_of_it_at_once(race: Race) -> None:
    """Each amount leaves once: what came in is what is left, was used, has expired or was taken."""
    open_lots(race, plan="p", top_up=True)
    commands = [METER, CHARGE_BACK, STOP, PROVISION % "ten"] * 4
    outcomes = all_at_once(lambda command: (command, race.session().call(command).code), commands)
    assert sorted(code for command, code in outcomes if command == CHARGE_BACK) == [
        DONE, "UB009", "UB009", "UB009",
    ]  # fmt: skip
    assert {code for command, code in outcomes if command in (METER, STOP)} == {DONE}
    assert {code for command, code in outcomes if command == PROVISION % "ten"} <= {
        DONE, "UW005", "UW015",
    }  # fmt: skip
    assert race.one(FATE) == ["0.6", "29.4"]
    settled, held = map(Decimal, purse(race))
    debt = race.one("select coalesce(sum(d.total_amount), 0) from tolsel.debt d")
    assert settled == debt
    assert 0 <= held <= settled


def test_a_top_up_that_ends_a_lot_meets_a_cash_sale(race: Race) -> None:
    """It locks where its money is with what the lot needs, in the one order: no deadlock."""
    open_lots(race, plan="p", top_up=True)
    first, second = one_slot(race)
    keeper = race.session("postgres").begin()
    breakage = """select from tolsel_ledger.balance b
        join tolsel_ledger.account a using (tenant_id, account_id)
        where a.purpose = 'breakage' for update of b"""
    assert keeper.call(breakage).code == DONE
    paid = first.start("select tolsel.top_up_wallet(1, 5, 'cash')").wait_blocked(by=keeper)
    sale = second.start(
        """select tolsel.post_journal('[{"account_code": "1050", "amount": 3},
            {"account_code": "4000", "amount": -3}]')"""
    ).wait_blocked(by=first)
    assert keeper.commit().code == DONE
    assert (paid.outcome().code, sale.outcome().code) == (DONE, DONE)
    assert race.one(FATE) == ["0.6", "29.4"]


RECUR = "select tolsel.set_recurring_grant(1, 'Free', 10, 'day')"
END = "select tolsel.stop_recurring_grant(1, 'Free')"
GRANTED = """
    select array_agg(to_char(l.valid_from_at at time zone 'UTC', 'MM-DD') order by l.lot_id)
    from tolsel_wallet.lot l where l.recurring_grant_id is not null"""


@pytest.mark.parametrize("other", [METER, RECUR, RECUR.replace("10", "20"), END, PROVISION % "ten"])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_recurs_comes_once(race: Race, other: str, is_first: bool) -> None:
    """W21: whoever comes first grants what two days have brought; the other finds it there."""
    open_lots(race, plan="p", top_up=True)
    assert race.session().call(RECUR).code == DONE
    set_clock(race, "2025-04-03 07:00+00")
    assert race.clash(*((METER, other) if is_first else (other, METER))).code == DONE
    assert race.one(GRANTED) == ["04-01", "04-02", "04-03"]


def test_what_recurs_comes_once_whoever_runs(race: Race) -> None:
    """W21: sessions that set it at once set it once, and after forty days all is there once."""
    open_lots(race, plan="p", top_up=True)
    commands = [METER, METER, RECUR, RECUR, RECUR.replace("Free", "Other")] * 2
    outcomes = all_at_once(lambda command: race.session().call(command), commands)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert race.one(GRANTED) == ["04-01", "04-01"]
    set_clock(race, "2025-05-11 06:00+00")
    commands = [METER, METER, TOP_UP, STOP] * 3
    outcomes = all_at_once(lambda command: race.session().call(command), commands)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert len(race.one(GRANTED)) == 2 * 41
