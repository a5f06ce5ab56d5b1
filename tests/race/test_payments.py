"""Payments meet on one invoice, one customer and one drawer.

Proves # S21, S26, A4: an invoice is never paid twice, however many pay at once.
"""

import pytest

from tests.race import office as o
from tests.race.conftest import Race
from tests.race.interleave import DONE, LEVELS, MODES, READ_COMMITTED, all_at_once

# What a payment may be refused with because another one was faster.
TOO_LATE = {"UB004", "UB005", "UB006"}
NAMED = o.pay("60", invoices="array[1]", amounts="array[60]")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "query",
    [o.pay("60"), o.pay("60", invoices="array[1]"), NAMED],
    ids=["oldest first", "invoice named", "invoice and amount named"],
)
def test_of_a_hundred_payments_of_sixty_one_succeeds(office: Race, query: str, level: str) -> None:
    """Fifty clients try twice each."""
    o.done(office, o.issue("100"))
    tried = all_at_once(
        lambda session: [session.insist(query, level=level) for _ in range(2)],
        [office.session() for _ in range(50)],
    )
    codes = [outcome.code for outcomes in tried for outcome in outcomes]
    assert codes.count(DONE) == 1
    assert len(codes) == 100
    assert set(codes) <= {DONE} | TOO_LATE
    assert o.paid(office) == "60"
    assert o.count(office, "payment") == 1


@pytest.mark.parametrize("level", LEVELS)
def test_two_halves_at_once_pay_the_whole(office: Race, level: str) -> None:
    o.done(office, o.issue("100"))
    outcomes = all_at_once(
        lambda session: session.insist(o.pay("50"), level=level),
        [office.session() for _ in range(2)],
    )
    assert [outcome.code for outcome in outcomes] == [DONE] * 2
    assert o.paid(office) == "100"


@pytest.mark.parametrize("level", LEVELS)
def test_of_a_full_and_a_partial_payment_one_succeeds(office: Race, level: str) -> None:
    o.done(office, o.issue("100"))
    outcomes = all_at_once(
        lambda amount: office.session().insist(o.pay(amount), level=level), ["100", "0.01"]
    )
    codes = sorted(outcome.code for outcome in outcomes)
    assert codes == [DONE, "UB006"]


# The first commits. The code is that of the second, and what is paid in the end.
PAIRS = {
    "pay_pay": (o.pay("60"), o.pay("60"), "UB006", "60"),
    "pay_pay_named": (NAMED, NAMED, "UB005", "60"),
    "pay_all_pay_named": (
        o.pay("100", invoices="array[1]"),
        o.pay("60", invoices="array[1]"),
        "UB004",
        "100",
    ),
    "pay_pay_enough": (o.pay("60"), o.pay("40"), DONE, "100"),
    "pay_void": (o.pay("60"), o.VOID_INVOICE, "UB012", "60"),
    "void_pay": (o.VOID_INVOICE, o.pay("60"), "UB006", "0"),
    "void_pay_named": (o.VOID_INVOICE, o.pay("60", invoices="array[1]"), "UB004", "0"),
    "void_pay_keep": (o.VOID_INVOICE, o.pay("60", options=o.KEEP), DONE, "0"),
    "void_void": (o.VOID_INVOICE, o.VOID_INVOICE, DONE, "0"),
}


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", PAIRS)
def test_second_is_judged_by_what_the_first_left(
    office: Race, pair: str, mode: str, level: str
) -> None:
    first, second, code, paid = PAIRS[pair]
    o.done(office, o.issue("100"))
    meet = office.clash if mode == "clash" else office.overtake
    outcome = meet(first, second, level=level)
    assert outcome.code == code, outcome
    assert o.paid(office) == paid


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("pair", PAIRS)
def test_what_was_rolled_back_never_was(office: Race, pair: str, level: str) -> None:
    first, second, _, _ = PAIRS[pair]
    o.done(office, o.issue("100"))
    assert office.clash(first, second, level=level, end="rollback").code == DONE


@pytest.mark.parametrize("level", LEVELS)
def test_twelve_pay_while_one_voids(office: Race, level: str) -> None:
    """Either the invoice is void and nobody has paid, or somebody has and it is not."""
    o.done(office, o.issue("100"))
    queries = [o.VOID_INVOICE] + [o.pay("10", invoices="array[1]")] * 12
    outcomes = all_at_once(lambda query: office.session().insist(query, level=level), queries)
    void, *payments = [outcome.code for outcome in outcomes]
    if void == DONE:
        assert payments == ["UB004"] * 12
    else:
        assert void == "UB012"
        # The eleventh and the twelfth find the invoice paid.
        assert sorted(payments) == [DONE] * 10 + ["UB004"] * 2


@pytest.mark.parametrize("level", LEVELS)
def test_one_payment_over_two_invoices_in_both_orders(office: Race, level: str) -> None:
    """# F7: the customer is locked first, so that the order of the invoices does not matter."""
    o.done(office, o.issue("100"), o.issue("100"))
    halves = "array[10, 10]"
    queries = [
        o.pay("20", invoices=order, amounts=halves) for order in ("array[1, 2]", "array[2, 1]")
    ]
    outcomes = all_at_once(lambda query: office.session().insist(query, level=level), queries * 5)
    assert [outcome.code for outcome in outcomes] == [DONE] * 10
    assert [o.paid(office, invoice) for invoice in (1, 2)] == ["100", "100"]


@pytest.mark.parametrize("level", LEVELS)
def test_payments_divided_among_the_same_customers_wait_in_one_order(
    office: Race, level: str
) -> None:
    """# M5 F7: each locks its customers by id, whatever the order of its shares."""
    o.done(office, o.issue("100"), o.issue("100", customer=2))
    queries = [
        o.divide("10", "10"),
        o.divide("10", "10", customers=(2, 1)),
        o.pay("10", options=o.KEEP),
        o.pay("10", customer=2, options=o.KEEP),
    ]
    outcomes = all_at_once(lambda query: office.session().insist(query, level=level), queries * 5)
    assert [outcome.code for outcome in outcomes] == [DONE] * 20
    assert [o.paid(office, invoice) for invoice in (1, 2)] == ["100", "100"]
    assert o.count(office, "suspense") == 10 and o.count(office, "payment") == 30


# The first commits; payment 1 is the first share of one that has the key.
DIVIDED = o.divide("10", "10", options=", p_request_key => 'k'")
DIVIDED_PAIRS = {
    "void_repeat": (o.VOID_PAYMENT, DIVIDED, "UB032"),
    "repeat_void": (DIVIDED, o.VOID_PAYMENT, DONE),
    "divide_void_invoice": (o.divide("1", "1"), o.VOID_INVOICE, "UB012"),
}


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", DIVIDED_PAIRS)
def test_a_divided_payment_and_a_void(office: Race, pair: str, mode: str, level: str) -> None:
    """# M5"""
    first, second, code = DIVIDED_PAIRS[pair]
    o.done(office, DIVIDED, o.issue("100"))
    meet = office.clash if mode == "clash" else office.overtake
    assert meet(first, second, level=level).code == code
    assert o.count(office, "suspense") == (2 if pair == "divide_void_invoice" else 1)


@pytest.mark.parametrize("second_order", ["array[1, 2]", "array[2, 1]"])
def test_the_second_payment_over_two_invoices_waits(office: Race, second_order: str) -> None:
    o.done(office, o.issue("100"), o.issue("100"))
    one = o.pay("150", invoices="array[1, 2]")
    outcome = office.clash(one, o.pay("50", invoices=second_order, options=o.KEEP))
    # Of the order 1, 2 the first invoice is paid by now, and a paid one may not be named.
    assert outcome.code == ("UB004")


# The first commits; the payment of 100 has nothing allocated, the invoices are of 60 each.
CREDIT = {
    "both": (o.allocate("60"), o.allocate("60", invoice=2), "UB008", ["60", "0"]),
    "enough": (o.allocate("60"), o.allocate("40", invoice=2), DONE, ["60", "40"]),
    "rest": (o.allocate("60"), o.allocate("null", invoice=2), DONE, ["60", "40"]),
    "twice": (o.allocate("60"), o.allocate("60"), "UB004", ["60", "0"]),
    "apply": (
        "select tolsel.apply_credit(1)",
        "select tolsel.apply_credit(1)",
        DONE,
        ["60", "40"],
    ),
    "apply_one_each": (
        "select tolsel.apply_credit(1, 1)",
        "select tolsel.apply_credit(1, 2)",
        DONE,
        ["60", "40"],
    ),
    "apply_allocate": ("select tolsel.apply_credit(1)", o.allocate("1", invoice=2), "UB008", []),
    "void_allocate": (o.VOID_PAYMENT, o.allocate("60"), "UB007", ["0", "0"]),
    "allocate_void": (o.allocate("60"), o.VOID_PAYMENT, DONE, ["0", "0"]),
    "void_apply": (o.VOID_PAYMENT, "select tolsel.apply_credit(1)", DONE, ["0", "0"]),
    "refund_allocate": (o.refund("60"), o.allocate("60"), "UB008", ["0", "0"]),
    "allocate_refund": (o.allocate("60"), o.refund("60"), DONE, ["40", "0"]),
    "reverse_reverse": (
        "select tolsel.reverse_allocation(1)",
        "select tolsel.reverse_allocation(1)",
        "UB023",
        ["0", "0"],
    ),
}


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", CREDIT)
def test_credit_is_spent_once(office: Race, pair: str, mode: str, level: str) -> None:
    first, second, code, paid = CREDIT[pair]
    o.done(office, o.pay("100", options=o.KEEP), o.issue("60"), o.issue("60"))
    if pair == "reverse_reverse":
        o.done(office, o.allocate("60"))
    meet = office.clash if mode == "clash" else office.overtake
    outcome = meet(first, second, level=level)
    assert outcome.code == code, outcome
    if paid:
        assert [o.paid(office, invoice) for invoice in (1, 2)] == paid


@pytest.mark.parametrize("level", LEVELS)
def test_one_credit_for_twelve_invoices_at_once(office: Race, level: str) -> None:
    o.done(office, o.pay("100", options=o.KEEP), *[o.issue("30")] * 12)
    outcomes = all_at_once(
        lambda invoice: office.session().insist(o.allocate("30", invoice=invoice), level=level),
        range(1, 13),
    )
    codes = sorted(outcome.code for outcome in outcomes)
    assert codes == [DONE] * 3 + ["UB008"] * 9
    assert o.unapplied(office) == "10"


@pytest.mark.parametrize("level", LEVELS)
def test_of_ten_who_apply_the_credit_one_has_it(office: Race, level: str) -> None:
    o.done(office, o.pay("100", options=o.KEEP), o.issue("60"), o.issue("60"))
    outcomes = all_at_once(
        lambda session: session.insist("select tolsel.apply_credit(1)", level=level),
        [office.session() for _ in range(10)],
    )
    assert sorted(float(outcome.value) for outcome in outcomes) == [0.0] * 9 + [100.0]


@pytest.mark.parametrize("level", LEVELS)
def test_customers_and_drawers_crosswise(office: Race, level: str) -> None:
    """# F7: payments and refunds of two customers by two drawers, in opposite orders."""
    o.done(office, *[o.pay("100", customer=c, channel=c, options=o.KEEP) for c in (1, 2)])

    def work(worker: int) -> list[str]:
        session = office.session()
        one, other = (1, 2) if worker % 2 else (2, 1)
        return [
            session.insist(query, level=level).code
            for _ in range(5)
            for query in (
                o.pay("3", customer=one, channel=one, options=o.KEEP),
                o.refund("1", payment=one, channel=other),
                o.pay("3", customer=other, channel=one, options=o.KEEP),
                o.refund("1", payment=other, channel=one),
            )
        ]

    codes = all_at_once(work, range(8))
    assert {code for found in codes for code in found} == {DONE}
    assert o.count(office, "refund") == 80


PROVIDER = "select (tolsel.open_payment(1, 100, 'stripe', 1)).payment_id"
COMPLETE = "select (tolsel.complete_payment(1, 'ch_1')).payment_id"
FAIL = "select (tolsel.fail_payment(1, 'declined')).payment_id"
# The first commits. The code of the second, and the attempts there are in the end.
ANSWERS = {
    "complete_complete": (COMPLETE, COMPLETE, DONE, "completed", 1),
    "complete_other": (COMPLETE, COMPLETE.replace("ch_1", "ch_2"), "UB063", "completed", 1),
    "complete_fail": (COMPLETE, FAIL, "UB020", "completed", 1),
    # The provider has the money after all: an attempt of its own.
    "fail_complete": (FAIL, COMPLETE, DONE, "completed", 2),
    "fail_fail": (FAIL, FAIL, DONE, "failed", 1),
}


@pytest.mark.parametrize(("mode", "level"), MODES)
@pytest.mark.parametrize("pair", ANSWERS)
def test_a_provider_answers_twice_at_once(office: Race, pair: str, mode: str, level: str) -> None:
    """# S32, S33: one end an attempt, and the money once."""
    first, second, code, status, attempts = ANSWERS[pair]
    o.done(office, o.issue("100"), PROVIDER)
    meet = office.clash if mode == "clash" else office.overtake
    outcome = meet(first, second, level=level)
    assert outcome.code == code, outcome
    assert office.one("select status from tolsel_billing.payment") == status
    assert office.one("select max(attempt_no) from tolsel_billing.payment_tracking") == attempts
    assert o.count(office, "payment_tracking") == 2 * attempts
    assert o.paid(office) == ("100" if status == "completed" else "0")


@pytest.mark.parametrize("level", LEVELS)
def test_twenty_answers_of_a_provider_book_once(office: Race, level: str) -> None:
    o.done(office, o.issue("100"), PROVIDER)
    outcomes = all_at_once(
        lambda session: session.insist(COMPLETE, level=level),
        [office.session() for _ in range(20)],
    )
    assert {outcome.code for outcome in outcomes} == {DONE}
    assert o.paid(office) == "100"
    assert o.count(office, "payment_tracking") == 2


def test_a_correction_and_a_closing_do_not_wait_in_a_circle(office: Race) -> None:
    """# F7: a correction locks all its balances at once, in their order."""
    o.done(office, o.pay("100", channel=2, options=o.KEEP))
    with office.superuser.transaction():
        office.alter(
            """select from tolsel_ledger.balance b
            join tolsel_channel.payment_channel c using (tenant_id, account_id)
            where c.tenant_id = 1 and c.channel_id = 1 for no key update of b"""
        )
        closing = office.session("shop_admin").start(
            "select (tolsel.close_period('2024-12-31', 'the year')).period_close_id"
        )
        closing.wait_blocked()
        correcting = office.session().start(
            "select (tolsel.correct_payment(1, 'other drawer', p_channel_id => 1)).payment_id"
        )
        correcting.wait_blocked()
    assert (closing.outcome().code, correcting.outcome().code) == (DONE, DONE)


def test_a_client_that_goes_leaves_nothing(office: Race) -> None:
    """# F5: the payment that waited is taken."""
    o.done(office, o.issue("100"))
    for ending in ("close", "terminate"):
        one, two = office.session().begin(READ_COMMITTED), office.session()
        assert one.call(o.pay("30")).code == DONE
        waiting = two.start(o.pay("30")).wait_blocked(by=one)
        if ending == "close":
            one.conn.close()
        else:
            assert office.one("select pg_terminate_backend(%s)", one.pid) is True
        assert waiting.outcome().code == DONE
    assert o.paid(office) == "60"


def test_an_answer_that_comes_first_is_not_overwritten(office: Race) -> None:
    """Who marks attempts that nobody answered has waited for the one that was."""
    o.done(
        office,
        "select tolsel.open_payment(1, 5, 'stripe', p_invoice_ids => '{}')",
    )
    outcome = office.clash(
        "select tolsel.complete_payment(1)", "select tolsel.mark_unknown_payments('infinity')"
    )
    assert outcome.value == 0
    assert office.one("select status from tolsel_billing.payment") == "completed"
