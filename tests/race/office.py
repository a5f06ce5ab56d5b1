"""The calls of billing that the races are made of, by customers and drawers 1 and 2."""

from tests.race.conftest import Race
from tests.race.interleave import DONE

KEEP = ", p_surplus => 'keep'"


def pay(
    amount: str,
    *,
    customer: int = 1,
    channel: int = 1,
    invoices: str = "null",
    amounts: str = "null",
    options: str = "",
    function: str = "record_payment",
) -> str:
    """Pay into a drawer, by default for what is open, the oldest first."""
    return (
        f"select (p).payment_id, (p).status from (select tolsel.{function}({customer}, {amount},"
        f" 'cash', {channel}, {invoices}, {amounts}{options}) p offset 0) call"
    )


def divide(*amounts: str, customers: tuple[int, ...] = (1, 2), options: str = "") -> str:
    """Pay into the first drawer what is for several customers; the last may have credit of it."""
    shares = ", ".join(
        f'{{"customer_id": {customer}, "amount": {amount}}}'
        for customer, amount in zip(customers, amounts, strict=True)
    )
    return (
        f"select p.payment_id, p.status from tolsel.record_divided_payment({' + '.join(amounts)},"
        f" 'cash', 1, '[{shares}]'{KEEP}{options}) p"
    )


def issue(amount: str, *, customer: int = 1, options: str = "") -> str:
    """Issue an invoice of one line."""
    return (
        f"select (i).invoice_id, (i).number from (select tolsel.issue_invoice({customer},"
        f""" '[{{"amount": {amount}}}]'{options}) i offset 0) call"""
    )


def refund(amount: str, *, payment: int = 1, channel: int = 1, options: str = "") -> str:
    """Give back money of a payment out of a drawer."""
    return (
        f"select (r).refund_id from (select tolsel.refund_payment({payment}, {amount}, 'cash',"
        f" {channel}, 'broken'{options}) r offset 0) call"
    )


def allocate(amount: str, *, payment: int = 1, invoice: int = 1) -> str:
    """Give a part of a payment to an invoice."""
    return f"select (tolsel.allocate_payment({payment}, {invoice}, {amount})).allocation_id"


VOID_INVOICE = "select (tolsel.void_invoice(1, 'wrong')).invoice_id"
VOID_PAYMENT = "select (tolsel.void_payment(1, 'bounced')).payment_id"


def done(race: Race, *queries: str) -> None:
    """Run what must succeed before the race."""
    for query in queries:
        outcome = race.session().call(query)
        assert outcome.code == DONE, outcome


def paid(race: Race, invoice: int = 1) -> str:
    """Answer what an invoice says is paid, which must be the sum of its allocations."""
    found, allocated = race.superuser.execute(
        """select trim_scale(i.paid_amount)::text, trim_scale(coalesce(sum(a.amount), 0))::text
        from tolsel_billing.invoice i
        left join tolsel_billing.allocation a using (tenant_id, invoice_id)
        where i.tenant_id = 1 and i.invoice_id = %s group by i.paid_amount""",
        [invoice],
    ).fetchone() or (None, None)
    assert found == allocated
    return str(found)


def count(race: Race, table: str) -> int:
    """Count the rows of one of billing's tables."""
    found: int = race.one(f"select count(*) from tolsel_billing.{table}")
    return found


def unapplied(race: Race, payment: int = 1) -> str:
    """Answer what of a payment is credit."""
    return str(
        race.one(
            """select trim_scale(unapplied_amount) from tolsel_billing.payment
            where tenant_id = 1 and payment_id = %s""",
            payment,
        )
    )
