"""A bank's statements come in twice at once, and payments are matched by two at once.

Proves # G11 under concurrency: an entry comes once, a payment has one match, a day is closed whole.
"""

import json

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, READ_COMMITTED

CHANNEL = "(select min(channel_id) from tolsel_bank.bank_account)"


def statement(*amounts: str) -> str:
    told = {
        "format": "CSV", "account": "B1", "currency": "EUR",
        "entries": [
            {"amount": a, "booked_on": "2026-01-05", "reference": f"R{a}"} for a in amounts
        ],
    }  # fmt: skip
    return f"select (tolsel.import_statement('{json.dumps(told)}')).statement_id"


@pytest.fixture
def bank(office: Race) -> Race:
    """Channel 3 is a bank that has told of 10 and of 20."""
    o.done(
        office,
        "select (tolsel.set_bank_account(c.channel_id, array['B1'], true)).channel_id"
        " from tolsel.open_channel('Bank', 'bank') c",
        statement("10", "20"),
    )
    return office


def place(race: Race, amount: int) -> int:
    found: int = race.one(
        "select detail_id from tolsel_bank.entry_detail where amount = %s", amount
    )
    return found


def entries(race: Race) -> str:
    return str(
        race.one(
            "select string_agg(trim_scale(amount)::text, ' ' order by amount)"
            " from tolsel_bank.entry"
        )
    )


@pytest.mark.parametrize("level", LEVELS)
def test_overlapping_statements_bring_each_entry_once(bank: Race, level: str) -> None:
    """# M8: each entry comes once, whichever of both comes first."""
    outcome = bank.clash(statement("20", "30"), statement("20", "30", "40"), level=level)
    assert outcome.code in (DONE, "40001"), outcome
    if outcome.code != DONE:
        o.done(bank, statement("20", "30", "40"))
    assert entries(bank) == "10 20 30 40"


@pytest.mark.parametrize("level", LEVELS)
def test_a_payment_is_matched_once(bank: Race, level: str) -> None:
    call = f"select (tolsel.match_invoices({place(bank, 10)}, 1)).match_id"
    outcome = bank.clash(call, call, level=level)
    assert outcome.code in ("UK013", "40001"), outcome
    assert bank.one("select count(*) from tolsel_bank.match") == 1
    assert o.count(bank, "payment") == 1


def test_a_posting_is_matched_once(bank: Race) -> None:
    o.done(bank, o.pay("10", channel=3, options=o.KEEP))
    o.done(bank, statement("10", "20", "10.00"))
    journal = bank.one("select journal_id from tolsel_billing.payment")
    details = bank.one(
        "select array_agg(detail_id) from tolsel_bank.entry_detail where amount = 10"
    )
    calls = [
        f"select (tolsel.match_postings(array[{d}]::bigint[], array[{journal}]::bigint[])).match_id"
        for d in (details * 2)[:2]
    ]
    outcome = bank.clash(*calls, level=READ_COMMITTED)
    assert outcome.code in ("UK013", "UK015"), outcome
    assert bank.one("select count(*) from tolsel_bank.match") == 1


def test_a_payment_that_is_voided_meanwhile(bank: Race) -> None:
    """What the bank has told of stays matched with what was posted; the void is another posting."""
    o.done(bank, o.pay("10", channel=3, options=o.KEEP))
    journal = bank.one("select journal_id from tolsel_billing.payment")
    match = (
        f"select (tolsel.match_postings(array[{place(bank, 10)}]::bigint[],"
        f" array[{journal}]::bigint[])).match_id"
    )
    one, two = bank.session().begin(), bank.session()
    assert one.call(o.VOID_PAYMENT).code == DONE
    assert two.call(match).code == DONE
    assert one.commit().code == DONE
    assert (
        bank.one(
            f"select trim_scale(r.in_transit_amount) from tolsel_bank.bank_account a"
            f" cross join lateral tolsel_bank.reconcile_day(a, date '2200-01-01' - 1) r"
            f" where a.channel_id = {CHANNEL}"
        )
        == -10
    )


def test_a_day_that_is_closed_meanwhile(bank: Race) -> None:
    """The match waits for the closing, and counts for the first day that is open."""
    close = "select (tolsel.close_day(3, '2026-01-05')).expected_amount"
    match = f"select (tolsel.match_invoices({place(bank, 10)}, 1)).match_id"
    assert bank.clash(close, match, level=READ_COMMITTED, login="shop_admin").code in (
        DONE, "UL007",
    )  # fmt: skip
    assert (
        bank.one("select count(*) from tolsel_billing.payment where paid_on <= '2026-01-05'") == 0
    )


def test_a_match_is_undone_once(bank: Race) -> None:
    """The second waits before it reads anything, and is told what the first has said."""
    o.done(bank, f"select (tolsel.match_invoices({place(bank, 10)}, 1)).match_id")
    outcome = bank.clash(
        "select (tolsel.undo_match(1, 'mine')).match_id",
        "select (tolsel.undo_match(1, 'other')).match_id",
        level=READ_COMMITTED,
    )
    assert outcome.code == "UK017", outcome
    told = "select count(*) from tolsel_core.event where topic = 'bank_match.undone'"
    assert bank.one(told) == 1


MATCH = "select (tolsel.match_bank_entries(3)).matched"


@pytest.fixture
def named(bank: Race) -> Race:
    """The bank tells of 25 for an invoice of 25, and rules may match alone."""
    o.done(bank, o.issue("25"))
    told = bank.one(
        "select jsonb_build_object('format', 'CSV', 'account', 'B1', 'currency', 'EUR', 'entries',"
        " jsonb_build_array(jsonb_build_object('amount', '25', 'booked_on', '2026-01-06',"
        " 'text', i.series || '-' || i.number)))::text from tolsel_billing.invoice i"
        " where i.tenant_id = 1 and i.total_amount = 25 order by i.invoice_id desc limit 1"
    )
    o.done(bank, f"select (tolsel.import_statement('{told}')).statement_id")
    return bank


def last_invoice(race: Race) -> int:
    found: int = race.one("select max(invoice_id) from tolsel_billing.invoice where tenant_id = 1")
    return found


@pytest.mark.parametrize("level", LEVELS)
def test_two_runs_of_the_rules_match_once(named: Race, level: str) -> None:
    outcome = named.clash(MATCH, MATCH, level=level)
    assert outcome.code in (DONE, "40001"), outcome
    assert o.paid(named, last_invoice(named)) == "25"
    assert named.one("select count(*) from tolsel_bank.match") == 1


def test_rules_against_a_payment_at_the_desk(named: Race) -> None:
    """What was paid meanwhile is not paid again: the money of the bank stays for people."""
    invoice = last_invoice(named)
    outcome = named.clash(o.pay("25", invoices=f"array[{invoice}]::bigint[]"), MATCH)
    assert outcome.code == DONE, outcome
    assert o.paid(named, invoice) == "25"
    assert named.one("select count(*) from tolsel_bank.match") == 0


def test_rules_against_a_void(named: Race) -> None:
    """An invoice that is voided meanwhile is not paid."""
    invoice = last_invoice(named)
    outcome = named.clash(f"select (tolsel.void_invoice({invoice}, 'wrong')).invoice_id", MATCH)
    assert outcome.code == DONE, outcome
    assert o.paid(named, invoice) == "0"
    assert named.one("select count(*) from tolsel_bank.match") == 0
