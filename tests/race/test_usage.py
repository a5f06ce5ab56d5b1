"""Usage that is refunded, corrected or told from outside, by several sessions at once."""

from decimal import Decimal

from tests.race.conftest import Race
from tests.race.interleave import DONE, Session, all_at_once
from tests.race.test_wallets import METER, PROVISION, fund, purse, set_clock


def meter_a_month(race: Race) -> None:
    """Let one resource run through April, at 10.00."""
    fund(race, "100")
    assert race.session().call(PROVISION % "small").code == DONE
    set_clock(race, "2025-05-01 00:00+00")
    assert race.session().call(METER).code == DONE


def test_refunds_at_once_stop_at_the_cap(race: Race) -> None:
    """S109: whoever comes when, no more than 95 % of the month goes back."""
    meter_a_month(race)
    command = "select tolsel.refund_usage(1, '2025-04-01', 1, 'Slow')"
    codes = [o.code for o in all_at_once(lambda c: race.session().call(c), [command] * 16)]
    assert sorted(codes) == [DONE] * 9 + ["UW017"] * 7
    assert purse(race) == ("99", "10")


def test_two_refunds_that_fit_one_by_one(race: Race) -> None:
    meter_a_month(race)
    command = "select tolsel.refund_usage(1, '2025-04-01', 5, 'Slow')"
    assert race.clash(command, command).code == "UW017"
    assert purse(race) == ("95", "10")


def test_an_hour_reversed_at_once_is_given_back_once(race: Race) -> None:
    meter_a_month(race)
    command = "select (tolsel.reverse_usage_hour(1, '2025-04-07 12:00+00', 'Down')).journal_id"
    outcomes = all_at_once(lambda c: race.session().call(c), [command] * 16)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert len({outcome.value for outcome in outcomes}) == 1
    assert purse(race) == ("90.01", "10")


def test_a_reversal_and_a_refund_that_exclude_each_other(race: Race) -> None:
    """The refund takes all that may be refunded; the reversal would undercut it."""
    meter_a_month(race)
    reverse = "select tolsel.reverse_usage_hour(1, '2025-04-07 12:00+00', 'Down')"
    refund = "select tolsel.refund_usage(1, '2025-04-01', 9.5, 'Slow')"
    assert race.clash(refund, reverse).code == "UW017"
    assert purse(race) == ("99.5", "10")


def test_the_same_events_at_once_count_once(race: Race) -> None:
    """S116: sixteen tellers of the same ten events; the hours cost what the larger plan does."""
    fund(race, "100")
    assert race.session().call(PROVISION % "small").code == DONE
    set_clock(race, "2025-04-01 10:00+00")
    events = """select tolsel.record_usage('vcenter', (
        select jsonb_agg(jsonb_build_object('event_id', n::text, 'resource_id', 1, 'plan', 'big',
            'at', format('2025-04-01T0%s:30:00Z', n)))
        from generate_series(0, 9) n))"""
    outcomes = all_at_once(lambda c: race.session().call(c), [events] * 16)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert sorted(int(str(outcome.value)) for outcome in outcomes) == [0] * 15 + [10]
    outcomes = all_at_once(lambda c: race.session().call(c), [METER] * 8)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert race.one("select sum(extra_amount) from tolsel_wallet.usage_event") == Decimal("0.42")
    assert race.one("select count(*) from tolsel_wallet.charge") == 2


def test_a_month_closed_at_once_is_invoiced_once(race: Race) -> None:
    fund(race, "1")
    assert race.session().call("select tolsel.set_wallet_limit(1, 100)").code == DONE
    assert race.session().call(PROVISION % "big").code == DONE
    set_clock(race, "2025-05-02 00:00+00")
    assert race.session().call(METER).code == DONE
    close = "select (tolsel.close_wallet_month(1, '2025-04-01')).invoice_id"
    outcomes = all_at_once(lambda c: race.session().call(c), [close] * 16)
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert len({outcome.value for outcome in outcomes}) == 1
    assert race.one("select total_amount from tolsel_billing.invoice") == 39
    assert purse(race) == ("-1.29", "38.71")


def test_a_top_up_of_a_month_that_is_being_closed(race: Race) -> None:
    """Whoever comes first: it is in the statement, or it is refused."""
    fund(race, "50")
    assert race.session().call(PROVISION % "big").code == DONE
    set_clock(race, "2025-05-02 00:00+00")
    assert race.session().call(METER).code == DONE
    close = "select tolsel.close_wallet_month(1, '2025-04-01')"
    top_up = "select tolsel.top_up_wallet(1, 7, 'cash', p_paid_on => '2025-04-30')"
    assert race.clash(close, top_up).code == "UL007"
    assert race.one("select closing_amount from tolsel_wallet.month_statement") == 10


def one_slot(race: Race) -> list[Session]:
    """Return two sessions that post to the same slots."""
    sessions: dict[int, Session] = {}
    while True:
        session = race.session()
        slot = session.pid % 8
        if slot in sessions:
            return [sessions[slot], session]
        sessions[slot] = session


def owe_late_usage(race: Race) -> None:
    """Let a second wallet use an hour, charge it, and tell of more than it has."""
    fund(race, "10")
    for command in (
        "select tolsel.open_wallet(2)",
        "select tolsel.top_up_wallet(2, 10, 'cash', p_channel_id => 1)",
        PROVISION % "small",
        "select tolsel.provision_resource(2, 'small', 'web')",
    ):
        assert race.session().call(command).code == DONE
    set_clock(race, "2025-04-01 01:00+00")
    assert race.session().call("select tolsel.meter_usage(5000, 1)").code == DONE
    told = """select tolsel.record_usage('vcenter', '[{"event_id": "1", "resource_id": 2,
        "plan": "big", "at": "2025-04-01T00:30:00Z"}]')"""
    assert race.session().call(told).code == DONE


def test_late_usage_that_is_owed_takes_its_number_behind_revenue(race: Race) -> None:
    """Whoever has the number waits for nobody who wants it: no deadlock."""
    owe_late_usage(race)
    first, second = one_slot(race)
    first.begin()
    assert first.call("select tolsel.meter_usage(1, 0)").code == DONE
    pending = second.start("select tolsel.meter_usage(5000, 1)").wait_blocked(by=first)
    # Held for the month to come: all that is charged back is owed, by a number of the same series.
    outcome = first.call("select tolsel.charge_back_top_up(1, 'stolen', p_channel_id => 1)")
    assert outcome.code == DONE, outcome
    assert first.commit().code == DONE
    assert pending.outcome().code == DONE
    numbers = "select array_agg(number order by number) from tolsel_billing.invoice"
    assert race.one(f"{numbers} where kind = 'debit_note'") == [1, 2]


def test_a_chargeback_keeps_no_number_of_other_debit_notes(race: Race) -> None:
    """It has revenue locked, which whoever takes such a number may want next."""
    owe_late_usage(race)
    first, second = one_slot(race)
    first.begin()
    outcome = first.call("select tolsel.charge_back_top_up(1, 'stolen', p_channel_id => 1)")
    assert outcome.code == DONE, outcome
    sales = race.account_id("sales")
    second.conn.execute("set lock_timeout = '2s'")
    adjust = f"select tolsel.adjust_customer_ledger(2, 5, 'Late fee', {sales})"
    assert second.call(adjust).code == DONE
    assert first.commit().code == DONE
