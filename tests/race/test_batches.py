"""Batches over the same accounts and keys, in every order: nobody waits in a circle.

Proves # F7, and # G4 and G5 under concurrency.
"""

import json
import random

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, READ_COMMITTED, SERIALIZATION_FAILURE, all_at_once

CODES = ["till", "sales", "1050", "1060", "2200", "4000", "6900", "9999", "3000", "3900"]
BATCH = "select count(*) from tolsel.post_journals(%s)"
LOCK_NOW = """select account_id from tolsel_ledger.balance where account_id = %s
    for no key update nowait"""


def journal(debit: str, credit: str, amount: int = 1, key: str | None = None) -> dict[str, object]:
    lines = [
        {"account_code": debit, "amount": amount},
        {"account_code": credit, "amount": -amount},
    ]
    return {"lines": lines} | ({"request_key": key} if key else {})


def batch(*journals: dict[str, object]) -> str:
    return BATCH.replace("%s", f"$batch${json.dumps(journals)}$batch$::jsonb")


def alone(one: dict[str, object]) -> str:
    return f"select journal_id from tolsel.post_journal($lines${json.dumps(one['lines'])}$lines$)"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("debit, credit, amount", [("alice", "bob", 1), ("bob", "alice", -1)])
def test_a_transfer_takes_the_lesser_account_first(
    race: Race, debit: str, credit: str, amount: int, level: str
) -> None:
    """While it waits for the one, it holds nothing of the other."""
    ids = sorted(race.account_id(code) for code in ("alice", "bob"))
    one, two = race.session().begin(), race.session().begin(level)
    assert one.call("select tolsel.place_hold(%s, 1)", [race.account_id("alice")]).code == DONE
    assert race.account_id("alice") == ids[0]
    waiting = two.start(alone(journal(debit, credit, amount)), ends=True).wait_blocked(by=one)
    assert race.one(LOCK_NOW, ids[1]) == ids[1]
    assert one.rollback().code == DONE
    assert waiting.outcome().code == DONE


@pytest.mark.parametrize("level", LEVELS)
def test_opposite_orders_of_accounts(race: Race, level: str) -> None:
    there = batch(journal("till", "sales"), journal("1050", "till"))
    back = batch(journal("till", "1050"), journal("sales", "till"))
    assert race.clash(there, back, level=level).code == DONE


@pytest.mark.parametrize("level", [READ_COMMITTED, "repeatable read"])
def test_a_storm_of_batches_has_no_deadlock(race: Race, level: str) -> None:
    """Eight writers, random accounts in random order: 0 times 40P01."""

    def debit_and_credit(chance: random.Random) -> tuple[str, str]:
        debit, credit = chance.sample(CODES, 2)
        return debit, credit

    def write(seed: int) -> list[str]:
        chance, session, found = random.Random(seed), race.session(), []
        for _ in range(25):
            journals = [
                journal(*debit_and_credit(chance), chance.randint(1, 9))
                for _ in range(chance.randint(1, 8))
            ]
            for _ in range(200):
                session.begin(level)
                outcome = session.start(batch(*journals), ends=True).outcome()
                found.append(outcome.code)
                if outcome.code != SERIALIZATION_FAILURE:
                    break
        return found

    results = all_at_once(write, range(8))
    found = [code for result in results for code in result]
    allowed = {DONE} if level == READ_COMMITTED else {DONE, SERIALIZATION_FAILURE}
    assert set(found) <= allowed
    assert found.count(DONE) == 200


def test_a_storm_of_every_command_has_no_deadlock(race: Race) -> None:
    """Transfers, batches, holds, captures, reversals, expiry, limits and a closing, at once."""
    ids = {
        code: race.account_id(code) for code in ("alice", "bob", "till", "sales", "4000", "1050")
    }
    admin = race.session("shop_admin")
    for code in ("alice", "bob"):
        assert admin.call("select tolsel.set_credit_limit(%s, 100000)", [ids[code]]).code == DONE

    def write(seed: int) -> set[str]:
        chance, session, found = random.Random(seed), race.session(), set()
        for _ in range(30):
            who, other = chance.sample(["alice", "bob"], 2)
            hold = session.call(
                "select (tolsel.place_hold(%s, 5, now() + interval '1 ms')).hold_id", [ids[who]]
            )
            found.add(hold.code)
            to = chance.choice([ids[other], ids["4000"], ids["till"]])
            captured = session.call(
                "select (tolsel.capture_hold(%s, %s, 3)).journal_id", [hold.value, to]
            )
            found.add(captured.code)
            if captured.code == DONE:
                reverse = session.call("select tolsel.reverse_journal(%s)", [captured.value])
                found.add(reverse.code)
            found.add(session.call("select tolsel.expire_holds()").code)
            found.add(session.call(batch(journal("1050", who), journal(other, "till"))).code)
            found.add(session.call(alone(journal(who, other))).code)
            found.add(session.call("select tolsel.set_credit_limit(%s, 99999)", [ids[who]]).code)
        return found

    def close() -> set[str]:
        found = set()
        for day in range(1, 20):
            found.add(
                admin.call("select tolsel.close_period(%s, 'a day')", [f"2025-01-{day:02}"]).code
            )
            found.add(
                admin.call(
                    "select count(*) from tolsel.rebuild_daily_totals(%s, p_is_dry_run => false)",
                    [ids["till"]],
                ).code
            )
        return found

    results = all_at_once(lambda seed: write(seed) if seed else close(), range(8))
    # A hold may have expired, and been closed by another, before its own session captures it.
    assert set().union(*results) <= {DONE, "UL017"}


def test_opposite_orders_of_keys(race: Race) -> None:
    """Two batches of equal keys the other way round: the second answers with the first."""
    k, m, n = (journal("till", "sales", 1, key) for key in "kmn")
    holder, one, two = race.session().begin(), race.session(), race.session()
    assert holder.call(batch(m)).code == DONE
    first = one.start(batch(k, m, n)).wait_blocked(by=holder)
    second = two.start(batch(n, k)).wait_blocked(by=one)
    assert holder.rollback().code == DONE
    assert (first.outcome().code, second.outcome().code) == (DONE, DONE)
    assert race.one("select count(*) from tolsel_ledger.journal") == 4
