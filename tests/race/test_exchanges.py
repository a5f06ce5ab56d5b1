"""Exchanges at once: one effect a key, and two wallets both ways without a deadlock.

Proves # G10 A1 W27 under concurrency.
"""

import threading

from tests.race.conftest import Race
from tests.race.interleave import DONE, Outcome, Session, all_at_once
from tests.race.test_usage import one_slot
from tests.race.test_wallets import set_clock

MAKE = (
    "select tolsel.open_wallet(1), tolsel.open_wallet(1, 'JPY')",
    "select tolsel.top_up_wallet(1, 1000, 'cash')",
    "select tolsel.exchange_wallet(1, 2, 500, 100)",
)
SETTLED = """select string_agg(trim_scale(w.settled_amount)::text, ' ' order by w.wallet_id)
    from tolsel.wallet w where w.tenant_id = 1"""
WRONG = """select (select count(*) from tolsel_exchange.breach_wrong_exchange)
    + (select count(*) from tolsel_exchange.breach_wrong_clearing)
    + (select count(*) from tolsel_wallet.breach_wrong_lots)"""


def make(race: Race) -> None:
    for query in MAKE:
        outcome = race.session().call(query)
        assert outcome.code == DONE, outcome


def test_thirty_equal_calls_exchange_once(race: Race) -> None:
    make(race)
    sessions = [race.session() for _ in range(30)]

    def call(session: Session) -> Outcome:
        return session.call(
            "select (tolsel.exchange_wallet(1, 2, 10, 100, p_request_key => 'k')).exchange_id"
        )

    outcomes = all_at_once(call, sessions)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert len({str(outcome.value) for outcome in outcomes}) == 1
    assert (race.one(SETTLED), race.one(WRONG)) == ("490 51000", 0)


def test_both_ways_at_once_lose_nothing(race: Race) -> None:
    make(race)
    ways = [
        (race.session(), f"select tolsel.exchange_wallet({way})")
        for way in ["1, 2, 3, 100", "2, 1, 200, 0.01"] * 8
    ]

    def call(way: tuple[Session, str]) -> Outcome:
        return way[0].call(way[1])

    outcomes = all_at_once(call, ways)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert (race.one(SETTLED), race.one(WRONG)) == ("492 50800", 0)


# Of two owners, each with euro and dollars that have hours to pay and a grant that has expired.
OWNERS = (
    "select tolsel.set_plan_price('web', 72, p_currency => c) from unnest(array['EUR', 'USD']) c",
    "select tolsel.open_wallet(o, c) from unnest(array[1, 2]) o, unnest(array['EUR', 'USD']) c",
    "select tolsel.top_up_wallet(w, 1000, 'cash') from generate_series(1, 4) w",
    "select tolsel.grant_credit(w, 30, 'x', '2025-04-01 06:00+00') from generate_series(1, 4) w",
    "select tolsel.provision_resource(w, 'web', 'web') from generate_series(1, 4) w",
)
FORTH, BACK = (
    "select tolsel.exchange_wallet(1, 2, 10, 1)",
    "select tolsel.exchange_wallet(4, 3, 10, 1)",
)


def open_owners(race: Race) -> None:
    race.one("select tolsel_core.arrange_test_clock(true)")
    set_clock(race, "2025-04-01 00:00+00")
    for query in OWNERS:
        outcome = race.session().call(query)
        assert outcome.code == DONE, outcome


def test_two_owners_whose_lots_end_meanwhile(race: Race) -> None:
    """Both end lots in both currencies: the balances are locked in one order, whichever the way."""
    open_owners(race)
    set_clock(race, "2025-04-01 07:00+00")
    first, second = one_slot(race)
    breakage = """select from tolsel_ledger.balance b
        join tolsel_ledger.account a using (tenant_id, account_id)
        where a.purpose = 'breakage' and a.currency = 'EUR' for update of b"""
    keeper = race.session("postgres").begin()
    assert keeper.call(breakage).code == DONE
    forth = first.start(FORTH).wait_blocked(by=keeper)
    back = second.start(BACK).wait_blocked(by=first)
    assert keeper.commit().code == DONE
    assert (forth.outcome().code, back.outcome().code) == (DONE, DONE)
    assert race.one(SETTLED) == "989.9 1009.9 1009.9 989.9"
    assert race.one(WRONG) == 0


def test_exchanges_both_ways_beside_metering(race: Race) -> None:
    """In each round an hour passes, in one of them grants end; nobody waits for one who waits."""
    open_owners(race)
    for hour in range(5, 8):
        set_clock(race, f"2025-04-01 {hour:02}:00+00")
        line = threading.Barrier(10)

        def call(command: str, line: threading.Barrier = line) -> set[str]:
            session = race.session()
            line.wait()
            return {session.call(command).code for _ in range(5)}

        commands = [FORTH, BACK, FORTH.replace("1, 2", "2, 1"), BACK.replace("4, 3", "3, 4")]
        commands += [*commands, "select tolsel.meter_usage()", "select tolsel.meter_usage(1)"]
        assert set().union(*all_at_once(call, commands)) == {DONE}
    assert race.one(SETTLED) == "999.9 999.9 999.9 999.9"
    assert race.one(WRONG) == 0
