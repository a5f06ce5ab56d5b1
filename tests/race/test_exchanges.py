"""Exchanges at once: one effect a key, and two wallets both ways without a deadlock.

Proves # G10 A1 under concurrency.
"""

from tests.race.conftest import Race
from tests.race.interleave import DONE, Outcome, Session, all_at_once

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
