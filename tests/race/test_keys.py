"""Equal request keys meet: one effect, equal answers.

Proves # A1, A2 and A3 under concurrency.
"""

import itertools

import pytest

from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, Outcome, Session, all_at_once

POST = """select (tolsel.post_journal('[{"account_code": "alice", "amount": 2},
    {"account_code": "sales", "amount": -2}]', %s, p_request_key => 'k')).journal_id"""
POST_HOT = """select (tolsel.post_journal('[{"account_code": "1050", "amount": 2},
    {"account_code": "4000", "amount": -2}]', %s, p_request_key => 'k')).journal_id"""
TRANSFER = """select (tolsel.post_transfer(
    (select account_id from tolsel.list_accounts('{sales}')),
    (select account_id from tolsel.list_accounts('{alice}')),
    2, %s, p_request_key => 'k')).journal_id"""
BATCH = """select array_agg(j.journal_id) from tolsel.post_journals(jsonb_build_array(
    '{"lines": [{"account_code": "alice", "amount": 2}, {"account_code": "sales", "amount": -2}],
        "request_key": "k"}'::jsonb || jsonb_build_object('description', %s::text),
    '{"lines": [{"account_code": "1050", "amount": 3}, {"account_code": "4000", "amount": -3}],
        "request_key": "l"}'::jsonb)) j"""
HOLD = """select (tolsel.place_hold((select account_id from tolsel.list_accounts('{alice}')), 2,
    p_description => %s, p_request_key => 'k')).hold_id"""
CAPTURE = """select (tolsel.capture_hold(1,
    (select account_id from tolsel.list_accounts('{sales}')), 2, %s,
    p_request_key => 'k')).journal_id"""
CAPTURE_ALL = CAPTURE.replace(", 2, %s", ", null, %s")
CAPTURE_HOT = CAPTURE.replace("sales", "4000")
REVERSE = "select (tolsel.reverse_journal(1, null, %s, p_request_key => 'k')).journal_id"
COMMANDS = {
    "post_journal": POST,
    "post_journal_hot": POST_HOT,
    "post_transfer": TRANSFER,
    "post_journals": BATCH,
    "place_hold": HOLD,
    "capture_hold": CAPTURE,
    "capture_hold_all": CAPTURE_ALL,
    "capture_hold_hot": CAPTURE_HOT,
    "reverse_journal": REVERSE,
}
# Journals there are after one effect; the books begin with one.
JOURNALS = {"place_hold": 1, "post_journals": 3}


def prepare(race: Race, command: str) -> None:
    if command.startswith("capture"):
        hold = race.session().call(
            HOLD.replace("'k'", "'before'").replace(" 2,", " 4,"), ["a hold"]
        )
        assert hold.code == DONE, hold


def check_one_effect(race: Race, command: str) -> None:
    assert race.one("select count(*) from tolsel_ledger.journal") == JOURNALS.get(command, 2)
    assert race.one("select count(*) from tolsel_ledger.hold") == int("hold" in command)


@pytest.mark.parametrize("command", COMMANDS)
def test_fifty_equal_calls_get_fifty_equal_replies(race: Race, command: str) -> None:
    prepare(race, command)
    sessions = [race.session() for _ in range(50)]

    def call(session: Session) -> Outcome:
        return session.call(COMMANDS[command], ["the same"])

    outcomes = all_at_once(call, sessions)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert len({str(outcome.value) for outcome in outcomes}) == 1
    check_one_effect(race, command)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("command", COMMANDS)
def test_twelve_equal_calls_at_each_level(race: Race, command: str, level: str) -> None:
    """# F9: a call that fails to serialize is repeated until it gets the reply of the first."""
    prepare(race, command)
    sessions = [race.session() for _ in range(12)]

    def call(session: Session) -> Outcome:
        return session.insist(COMMANDS[command], ["the same"], level=level)

    outcomes = all_at_once(call, sessions)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert len({str(outcome.value) for outcome in outcomes}) == 1
    check_one_effect(race, command)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_key_in_flight_is_waited_for(race: Race, command: str, level: str) -> None:
    prepare(race, command)
    query = COMMANDS[command].replace("%s", "'the same'", 1)
    assert race.clash(query, query, level=level).code == DONE
    check_one_effect(race, command)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("command", COMMANDS)
def test_other_content_under_a_key_in_flight_is_refused(
    race: Race, command: str, level: str
) -> None:
    prepare(race, command)
    query = COMMANDS[command]
    outcome = race.clash(
        query.replace("%s", "'one'", 1), query.replace("%s", "'other'", 1), level=level
    )
    assert outcome.code == "UC024", outcome
    check_one_effect(race, command)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_key_rolled_back_is_free(race: Race, command: str, level: str) -> None:
    prepare(race, command)
    query = COMMANDS[command]
    outcome = race.clash(
        query.replace("%s", "'one'", 1),
        query.replace("%s", "'other'", 1),
        level=level,
        end="rollback",
    )
    assert outcome.code == DONE, outcome
    check_one_effect(race, command)


def test_a_refused_call_does_not_burn_its_key(race: Race) -> None:
    """# A3: the same request succeeds once it can."""
    query = POST.replace("%s", "'later'").replace('"amount": 2', '"amount": 200')
    query = query.replace('"amount": -2', '"amount": -200')
    session = race.session()
    assert session.call(query).code == "UL005"
    assert session.call("select tolsel.set_credit_limit(%s, 100)", [race.account_id("alice")])
    first = session.call(query)
    assert first.code == DONE, first
    assert session.call(query).value == first.value


def test_a_hold_key_for_two_accounts_at_once(race: Race) -> None:
    """# A2: nobody waits for the other's account, so the key itself must decide."""
    other = HOLD.replace("alice", "bob").replace("%s", "'x'")
    session = race.session()
    assert session.call("select tolsel.set_credit_limit(%s, 9)", [race.account_id("bob")])
    outcome = race.clash(HOLD.replace("%s", "'x'"), other)
    assert outcome.code == "UC024", outcome


def test_another_tenants_equal_key_is_its_own(race: Race) -> None:
    """# A2: it neither waits nor learns anything."""
    one, twin = race.session().begin(), race.session("twin_app")
    query = POST_HOT.replace("%s", "'x'")
    assert one.call(query).code == DONE
    twin.call("set lock_timeout = '1s'")
    found = twin.call(query)
    assert found.code == DONE, found
    assert one.commit().code == DONE


CROSSED = {
    "post": POST.replace("%s", "'x'"),
    "capture": CAPTURE.replace("%s", "'x'"),
    "reverse": REVERSE.replace("%s", "'x'"),
}


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(CROSSED, 2)))
def test_one_key_for_two_commands_at_once(race: Race, first: str, second: str) -> None:
    """# A2: journals of every command share their keys."""
    prepare(race, "capture")
    assert (
        race.session()
        .call("select tolsel.set_credit_limit(%s, 100)", [race.account_id("alice")])
        .code
        == DONE
    )
    assert race.clash(CROSSED[first], CROSSED[second]).code == "UC024"


def test_a_capture_and_a_posting_under_one_key(race: Race) -> None:
    """# A2: a capture takes the account before the key, a posting the key before the account.

    A caller who gives one key to both may meet a deadlock, which is repeated as any is; the key
    still has one effect.
    """
    prepare(race, "capture")
    holder, one, two = race.session("postgres"), race.session(), race.session()
    alice = "select from tolsel_ledger.balance where account_id = %s for no key update"
    assert holder.begin().call(alice, [race.account_id("alice")]).code == DONE
    capturing = one.start(CROSSED["capture"]).wait_blocked(by=holder)
    posting = two.start(CROSSED["post"]).wait_blocked()
    assert holder.commit().code == DONE
    codes = {}
    for name, session, pending in (("capture", one, capturing), ("post", two, posting)):
        outcome = pending.outcome()
        if outcome.code == "40P01":
            posting.outcome()
            outcome = session.call(CROSSED[name])
        codes[name] = outcome.code
    assert sorted(codes.values()) == [DONE, "UC024"]
    assert race.one("select count(*) from tolsel_ledger.journal") == 2
