"""A shop with a little of everything, for the tests of exports and reports."""

from typing import Any

import psycopg


def set_clock(superuser: psycopg.Connection[Any]) -> None:
    """Make it noon in Berlin on 2026-03-31."""
    superuser.execute("select tolsel_core.arrange_test_clock(true)")
    superuser.execute("select tolsel.set_clock('2026-03-31 12:00+02')")
    superuser.commit()


def furnish(superuser: psycopg.Connection[Any], app: psycopg.Connection[Any]) -> None:
    """Set the clock, and fill the books of tenant 1 through the door."""
    set_clock(superuser)
    for statement in BOOKS:
        app.execute(statement)
    superuser.execute(TWO_DAYS)
    superuser.commit()


BOOKS = (
    "select tolsel.open_account('yen sales', 'Sales in yen', 'revenue', 'JPY')",
    "select tolsel.open_account('rent', 'Rent', 'expense')",
    "select tolsel.open_account('capital', 'Capital', 'equity')",
    # Names that mean something in plain text.
    "select tolsel.open_account('odd:1', 'a:b ; c  d', 'expense')",
    "select tolsel.open_account('odd:2', 'a-b , c d', 'expense')",
    "select tolsel.open_account('odd,3', '(virtual) * !', 'asset', p_parent_account_id => "
    "(select account_id from tolsel.list_accounts(array['1000'])))",
    "select tolsel.open_channel('Till', 'cash')",
    "select tolsel.open_channel('Bank', 'bank')",
    "select tolsel.open_channel('Yen drawer', 'cash', p_currency => 'JPY')",
    "select tolsel.open_customer('Ann', 'ann')",
    "select tolsel.open_customer('Bob', 'bob')",
    "select tolsel.open_customer('Bob')",
    "select tolsel.open_customer('Yuki', 'yuki', p_currency => 'JPY')",
    "select tolsel.issue_invoice(1, '[{\"amount\": \"1000\"}]', p_issued_on => '2026-01-10')",
    """select tolsel.issue_invoice(1, '[{"amount": "1234.50", "description": "Lamp"},
           {"amount": "234.56", "account_code": "2200"}]',
           p_issued_on => '2026-03-10', p_due_on => '2026-03-24')""",
    "select tolsel.issue_invoice(2, '[{\"amount\": \"300\"}]', p_issued_on => '2025-12-01')",
    """select tolsel.issue_invoice(4, '[{"amount": "5000", "account_code": "yen sales"}]',
           p_issued_on => '2026-02-01')""",
    "select tolsel.record_payment(1, 1400, 'bank_transfer', 2, p_paid_on => '2026-03-20')",
    "select tolsel.record_payment(2, 120, 'cheque', 2, p_paid_on => '2026-03-02')",
    "select tolsel.void_payment(2, 'bounced', '2026-03-05')",
    """select tolsel.record_payment(3, 50, 'cash', 1, p_surplus => 'keep',
           p_paid_on => '2026-03-30')""",
    "select tolsel.refund_payment(3, 10.5, null, 1, 'less bought', p_refunded_on => '2026-03-30')",
    "select tolsel.record_payment(4, 3000, 'cash', 3, p_paid_on => '2026-03-30')",
    "select tolsel.record_payment(2, 20, 'cash', p_paid_on => '2026-03-30')",
    "select tolsel.adjust_customer_ledger(2, -30, 'goodwill', p_adjusted_on => '2026-03-15')",
    "select tolsel.open_vendor('Mill')",
    "select tolsel.record_vendor_bill(1, 'M-1', 80, (select account_id from "
    "tolsel.list_accounts(array['rent'])), '2026-03-01', '2026-03-15')",
    "select tolsel.pay_vendor(1, 80, 'bank_transfer', 2, 1, '2026-03-12')",
    "select tolsel.record_daily_entry(1, 'in', 100, (select account_id from "
    "tolsel.list_accounts(array['capital'])), 'float', '2026-03-01')",
    "select tolsel.transfer_between_channels(2, 1, 40, '2026-03-30', '2026-03-31')",
    "select tolsel.close_day(1, '2026-03-30', 138)",
    # A journal of a request, in words of the format.
    "select set_config('tolsel.request_id', 'req, 1', false)",
    """select tolsel.post_journal('[{"account_code": "odd:1", "amount": "1.25"},
           {"account_code": "odd,3", "amount": "-1.25"}]',
           '! (x) 2026-01-01 ; date:2020-01-01  | two
           lines', p_effective_on => '2026-03-01')""",
    """select tolsel.post_journal('[{"account_code": "odd:2", "amount": "2"},
           {"account_code": "4000", "amount": "-2"}]', p_effective_on => '2026-03-01')""",
)

# The lines of a journal may count for days of their own.
TWO_DAYS = """
    select tolsel_ledger.post(
        array[row(1, 'Two days', '{}', null, null, null)::tolsel_ledger.head],
        array_agg(row(1, l.n, a.account_id, l.amount, l.on_day, null)::tolsel_ledger.line
            order by a.account_id),
        false, 1)
    from (values (1, 'rent', 3, date '2026-03-01'), (2, 'capital', -3, '2026-03-02'))
        l(n, code, amount, on_day)
    join tolsel_ledger.account a on a.tenant_id = 1 and a.code = l.code"""
