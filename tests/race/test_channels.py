"""Channels under concurrency: days are closed while others move money, and channels meet crosswise.

Proves # C7 S15 G14: what a closing counts is what its day holds, and nothing comes after.
"""

import pytest

from tests.race.conftest import Race
from tests.race.interleave import (
    DONE,
    LEVELS,
    MODES,
    READ_COMMITTED,
    all_at_once,
)

DAY = "2025-01-31"
OFFICE = """
select tolsel.open_branch('Manila', 'Asia/Manila');
select tolsel.open_channel('a', 'cash'), tolsel.open_channel('b', 'cash', p_slots => 1);
select tolsel.open_channel('far', 'cash', 3);
select tolsel.open_vendor('v')"""
A = "(select channel_id from tolsel.list_channel_totals('2025-01-31') where name = 'a')"
B = A.replace("'a'", "'b'")
FAR = A.replace("'a'", "'far'")
OWNER = "(select account_id from tolsel.list_accounts('{sales}'))"
ENTER = f"select tolsel.record_daily_entry({A}, 'in', 5, {OWNER}, 'x', '{DAY}')"
ENTER_KEYED = f"""select (tolsel.record_daily_entry(
    {A}, 'in', 5, {OWNER}, 'x', '{DAY}', p_request_key => 'k')).daily_entry_id"""
PAY = f"select tolsel.pay_vendor((select 1), 5, 'cash', {A}, p_paid_on => '{DAY}')"
LEAVE = f"select tolsel.transfer_between_channels({A}, {B}, 5, '{DAY}')"
CLOSE = f"select tolsel.close_day({A}, '{DAY}', 100)"
CLOSE_LATER = f"select tolsel.close_day({A}, '2025-02-01', 100)"
CLOSE_BOOKS = f"select tolsel.close_period('{DAY}', 'january')"
REOPEN = f"select tolsel.reopen_day({A}, '{DAY}', 'x')"
VOID = "select tolsel.void_daily_entry(1, 'x', '2025-01-31')"

CLOSINGS = (CLOSE, CLOSE_LATER, CLOSE_BOOKS, REOPEN)

# The second waits for the first, and how it fares.
PAIRS = {
    "close_enter": (CLOSE, ENTER, "UL007"),
    "close_pay": (CLOSE, PAY, "UL007"),
    "close_leave": (CLOSE, LEAVE, "UL007"),
    "enter_close": (ENTER, CLOSE, DONE),
    "pay_close": (PAY, CLOSE, DONE),
    "leave_close": (LEAVE, CLOSE, DONE),
    "close_close": (CLOSE, CLOSE, "UH018"),
    "close_close_later": (CLOSE, CLOSE_LATER, DONE),
    "close_later_close": (CLOSE_LATER, CLOSE, "UH018"),
    "close_reopen": (CLOSE, REOPEN, DONE),
    "close_books": (CLOSE, CLOSE_BOOKS, DONE),
    "books_close": (CLOSE_BOOKS, CLOSE, "UL007"),
}


@pytest.fixture
def office(race: Race) -> Race:
    for statement in OFFICE.strip().split(";\n"):
        outcome = race.session("shop_admin").call(statement)
        assert outcome.code == DONE, outcome
    return race


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", PAIRS)
def test_a_closed_day_holds_what_was_counted(
    office: Race, pair: str, level: str, mode: str
) -> None:
    first, second, code = PAIRS[pair]
    if level != READ_COMMITTED and second in CLOSINGS:
        # What an old snapshot expects is not what the day holds.
        session = office.session("shop_admin").begin(level)
        assert session.call(second).code == "UL026"
        session.rollback()
        return
    meet = office.clash if mode == "clash" else office.overtake
    outcome = meet(first, second, level=level, login="shop_admin")
    assert outcome.code == code, outcome
    if pair.endswith("_close") and code == DONE:
        # The movement before was counted: 100 were found where the book expected it.
        expected = {"enter_close": 5, "pay_close": -5, "leave_close": -5}[pair]
        assert office.one("select expected_amount::int from tolsel_channel.day_close") == expected


@pytest.mark.parametrize("level", LEVELS)
def test_an_entry_is_voided_once(office: Race, level: str) -> None:
    assert office.session().call(ENTER).code == DONE
    outcome = office.clash(VOID, VOID, level=level)
    assert outcome.code == DONE, outcome
    assert (
        office.one("select count(*) from tolsel_ledger.journal where reverses_journal_id > 0") == 1
    )


@pytest.mark.parametrize(("there", "back"), [(B, B), (FAR, FAR), (B, FAR)])
def test_transfers_crosswise_wait_in_one_order(office: Race, there: str, back: str) -> None:
    """# F7: to and fro between two channels, within a branch and through cash in transit."""
    sessions = [office.session() for _ in range(8)]
    calls = [
        f"select tolsel.transfer_between_channels({A}, {there}, 1)",
        f"select tolsel.transfer_between_channels({back}, {A}, 1)",
    ]

    def run(number: int) -> list[str]:
        return [sessions[number].call(calls[number % 2]).code for _ in range(5)]

    codes = all_at_once(run, range(8))
    assert codes == [[DONE] * 5] * 8
    assert office.one("select count(*) from tolsel_channel.channel_transfer") == 40


def test_equal_entries_at_once_are_one(office: Race) -> None:
    """# A1"""
    sessions = [office.session() for _ in range(10)]
    outcomes = all_at_once(lambda s: s.call(ENTER_KEYED), sessions)
    assert {outcome.value for outcome in outcomes} == {outcomes[0].value}
    assert office.one("select count(*) from tolsel_channel.daily_entry") == 1


def test_one_key_for_two_channels_has_one_effect(office: Race) -> None:
    other = ENTER_KEYED.replace("'a'", "'b'")
    outcome = office.clash(ENTER_KEYED, other)
    assert outcome.code == "UC024", outcome
    assert office.one("select count(*) from tolsel_channel.daily_entry") == 1


@pytest.mark.parametrize("closes", [CLOSE, CLOSE_BOOKS])
def test_many_entries_of_one_day_while_it_is_closed(office: Race, closes: str) -> None:
    """# S15: every entry is in the day that was closed, or was refused; none is lost, none late."""
    sessions = [office.session("shop_admin") for _ in range(9)]

    def run(number: int) -> list[str]:
        if number == 8:
            return [sessions[8].call(closes).code]
        return [sessions[number].call(ENTER).code for _ in range(6)]

    *codes, closed = all_at_once(run, range(9))
    assert closed == [DONE]
    flat = [code for one in codes for code in one]
    assert set(flat) <= {DONE, "UL007"}
    entered = office.one("select count(*) from tolsel_channel.daily_entry")
    assert entered == flat.count(DONE)
    if closes == CLOSE:
        expected = office.one("select expected_amount::int from tolsel_channel.day_close")
        assert expected == 5 * entered


def test_channels_opened_at_once_share_the_accounts_of_a_currency(office: Race) -> None:
    sessions = [office.session() for _ in range(6)]
    outcomes = all_at_once(
        lambda n: sessions[n].call(
            f"select tolsel.open_channel('usd {n}', 'cash', p_currency => 'USD')"
        ),
        range(6),
    )
    assert {outcome.code for outcome in outcomes} == {DONE}
    count = """select count(*) from tolsel_ledger.account
        where purpose = 'over_short' and currency = 'USD'"""
    assert office.one(count) == 1


BILL = """select tolsel.record_vendor_bill(1, 'R-1', 100,
    (select account_id from tolsel.list_accounts('{6000}')))"""
PAY_60 = f"select tolsel.pay_vendor(1, 60, 'cash', {A}, 1)"
VOID_BILL = "select tolsel.void_vendor_bill(1, 'x')"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (PAY_60, PAY_60, "UH014"),
        (PAY_60, VOID_BILL, "UH015"),
        (VOID_BILL, PAY_60, "UH012"),
        (VOID_BILL, VOID_BILL, DONE),
    ],
)
def test_a_bill_is_paid_or_voided_once(
    office: Race, first: str, second: str, code: str, level: str
) -> None:
    assert office.session().call(BILL).code == DONE
    outcome = office.clash(first, second, level=level)
    assert outcome.code == code, outcome


def test_a_hundred_payments_of_one_bill_pay_it_once(office: Race) -> None:
    """# A5: of ten sessions that pay 60 of 100 ten times each, one is through."""
    assert office.session().call(BILL).code == DONE
    sessions = [office.session() for _ in range(10)]
    rounds = all_at_once(lambda s: [s.call(PAY_60).code for _ in range(10)], sessions)
    codes = [code for one in rounds for code in one]
    assert codes.count(DONE) == 1 and codes.count("UH014") == 99
    assert office.one("select paid_amount::int from tolsel_channel.vendor_bill") == 60
