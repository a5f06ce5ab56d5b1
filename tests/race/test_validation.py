"""Validations, seals and repairs beside postings: neither waits where it must not, none is missed.

# S66 S70 S69: whatever commits late is judged by the next run, and postings never wait for one.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, READ_COMMITTED, SERIALIZATION_FAILURE

LINES = '[{"account_code": "till", "amount": 5}, {"account_code": "sales", "amount": -5}]'
HOT = '[{"account_code": "1050", "amount": 5}, {"account_code": "4000", "amount": -5}]'
POST = f"select (tolsel.post_journal('{LINES}')).journal_id"
POST_HOT = f"select (tolsel.post_journal('{HOT}')).journal_id"
VALIDATE = "select (tolsel.validate_books()).entry_count"
VALIDATE_ALL = "select (tolsel.validate_books(true)).entry_count"
SEAL = "select tolsel.seal_entries()"
REPAIR = "select outcome from tolsel.repair(false)"


@pytest.mark.parametrize(("run", "first"), [(VALIDATE, 2), (VALIDATE_ALL, 2), (SEAL, 2)])
def test_what_commits_late_is_not_missed(race: Race, run: str, first: int) -> None:
    admin, slow, fast = race.session("shop_admin"), race.session(), race.session()
    assert admin.call(run).value == first
    # The journal with the lower number commits after a run that has seen the higher one.
    slow.begin()
    early = slow.call(POST).value
    assert fast.call(POST_HOT).value > early
    assert admin.call(run).value == 2
    assert slow.call("commit").code == DONE
    assert admin.call(run).value == 2
    assert admin.call(run).value == 0


@pytest.mark.parametrize("run", [VALIDATE, VALIDATE_ALL, SEAL])
def test_no_posting_waits_for_the_proof(race: Race, run: str) -> None:
    admin, writer = race.session("shop_admin"), race.session()
    admin.begin()
    assert admin.call(run).code == DONE
    assert writer.call(POST).code == DONE
    assert writer.call(POST_HOT).code == DONE
    assert admin.call("commit").code == DONE


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("first", "second"), [(VALIDATE, SEAL), (SEAL, VALIDATE), (SEAL, SEAL)])
def test_one_proof_at_a_time(race: Race, first: str, second: str, level: str) -> None:
    one, two = race.session("shop_admin"), race.session("shop_admin")
    one.begin()
    assert one.call(first).code == DONE
    two.begin(level)
    waiting = two.start(second, ends=True).wait_blocked(by=one)
    assert one.call("commit").code == DONE
    outcome = waiting.outcome()
    if outcome.code == SERIALIZATION_FAILURE and level != READ_COMMITTED:
        outcome = two.call(second)
    assert outcome.value == (0 if first == second else 2)


@pytest.mark.parametrize("login", ["shop_app", "shop_read", "shop_admin"])
@pytest.mark.parametrize("run", [VALIDATE, SEAL])
def test_no_login_can_keep_the_proof_waiting(race: Race, login: str, run: str) -> None:
    """# S70: what it locks is only the owner's to lock."""
    stranger, admin = race.session(login), race.session("shop_admin")
    stranger.begin()
    for lock in (
        "select pg_advisory_xact_lock(hashtextextended('tolsel.proof', 0))",
        "select from tolsel_core.release for key share",
        "select from tolsel_core.release for update",
        "lock table tolsel_core.release in access share mode",
        "lock table tolsel_core.release in exclusive mode",
    ):
        stranger.call("savepoint tried")
        if stranger.call(lock).code != DONE:
            stranger.call("rollback to savepoint tried")
    admin.call("set lock_timeout = '1s'")
    assert admin.call(run).code == DONE
    assert stranger.rollback().code == DONE


def test_two_runs_seal_no_entry_twice(race: Race) -> None:
    one, two = race.session("shop_admin").begin(), race.session("shop_admin")
    assert one.call(SEAL).code == DONE
    assert race.session().call(POST).code == DONE
    waiting = two.start(SEAL).wait_blocked(by=one)
    assert one.call("commit").code == DONE
    assert waiting.outcome().value == 2
    assert race.one("select count(*) from tolsel_ledger.breach_broken_seal") == 0


def test_a_repair_waits_for_the_writer_and_judges_again(race: Race) -> None:
    till = race.account_id("till")
    race.alter("set session_replication_role = replica")
    race.alter(f"update tolsel_ledger.balance set held_amount = 7 where account_id = {till}")
    race.alter("reset session_replication_role")
    writer, admin = race.session(), race.session("shop_admin")
    writer.begin()
    assert writer.call(POST).code == DONE
    waiting = admin.start(REPAIR).wait_blocked(by=writer)
    assert writer.call("commit").code == DONE
    assert waiting.outcome().rows == [("repaired",)]
    assert admin.call(REPAIR).rows == []
    assert race.one("select balance from tolsel_ledger.balance where account_id = %s", till) == 105


def test_two_repairs_repair_once(race: Race) -> None:
    till = race.account_id("till")
    race.alter(f"update tolsel_ledger.balance set held_amount = 7 where account_id = {till}")
    one, two = race.session("shop_admin"), race.session("shop_admin")
    one.begin()
    assert one.call(REPAIR).rows == [("repaired",)]
    waiting = two.start(REPAIR).wait_blocked(by=one)
    assert one.call("commit").code == DONE
    assert waiting.outcome().rows == []
    assert race.one("select count(*) from tolsel_core.incident") == 1
