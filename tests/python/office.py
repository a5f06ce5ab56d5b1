"""A shop with a little of everything, for the tests of exports and reports."""

from typing import Any

import psycopg


def set_clock(superuser: psycopg.Connection[Any]) -> None:
    """Make it noon in Berlin on 2026-03-31."""
    superuser.execute("select bursar_core.arrange_test_clock(true)")
    superuser.execute("select bursar.set_clock('2026-03-31 12:00+02')")
    superuser.commit()


def furnish(superuser: psycopg.Connection[Any], app: psycopg.Connection[Any]) -> None:
    """Set the clock, and fill the books of tenant 1 through the door."""
    set_clock(superuser)
    for statement in BOOKS:
        app.execute(statement)
    superuser.execute(TWO_DAYS)
    superuser.commit()


BOOKS = (
    "select bursar.open_account('yen sales', 'Sales in yen', 'revenue', 'JPY')",
    "select bursar.open_account('rent', 'Rent', 'expense')",
    "select bursar.open_account('capital', 'Capital', 'equity')",
    # Names that mean something in plain text.
    "select bursar.open_account('odd:1', 'a:b ; c  d', 'expense')",
    "select bursar.open_account('odd:2', 'a-b , c d', 'expense')",
    "select bursar.open_account('odd,3', '(virtual) * !', 'asset', p_parent_account_id => "
    "(select account_id from bursar.list_accounts(array['1000'])))",
    "select bursar.open_channel('Till', 'cash')",
    "select bursar.open_channel('Bank', 'bank')",
    "select bursar.open_channel('Yen drawer', 'cash', p_currency => 'JPY')",
    "select bursar.open_customer('Ann', 'ann')",
    "select bursar.open_customer('Bob', 'bob')",
    "select bursar.open_customer('Bob')",
    "select bursar.open_customer('Yuki', 'yuki', p_currency => 'JPY')",
    "select bursar.issue_invoice(1, '[{\"amount\": \"1000\"}]', p_issued_on => '2026-01-10')",
    """select bursar.issue_invoice(1, '[{"amount": "1234.50", "description": "Lamp"},
           {"amount": "234.56", "account_code": "2200"}]',
           p_issued_on => '2026-03-10', p_due_on => '2026-03-24')""",
    "select bursar.issue_invoice(2, '[{\"amount\": \"300\"}]', p_issued_on => '2025-12-01')",
    """select bursar.issue_invoice(4, '[{"amount": "5000", "account_code": "yen sales"}]',
           p_issued_on => '2026-02-01')""",
    "select bursar.record_payment(1, 1400, 'bank_transfer', 2, p_paid_on => '2026-03-20')",
    "select bursar.record_payment(2, 120, 'cheque', 2, p_paid_on => '2026-03-02')",
    "select bursar.void_payment(2, 'bounced', '2026-03-05')",
    """select bursar.record_payment(3, 50, 'cash', 1, p_surplus => 'keep',
           p_paid_on => '2026-03-30')""",
    "select bursar.refund_payment(3, 1, 10.5, 'less bought', p_refunded_on => '2026-03-30')",
    "select bursar.record_payment(4, 3000, 'cash', 3, p_paid_on => '2026-03-30')",
    "select bursar.record_payment(2, 20, 'cash', p_paid_on => '2026-03-30')",
    "select bursar.adjust_customer_ledger(2, -30, 'goodwill', p_adjusted_on => '2026-03-15')",
    "select bursar.open_vendor('Mill')",
    "select bursar.record_vendor_bill(1, 'M-1', 80, (select account_id from "
    "bursar.list_accounts(array['rent'])), '2026-03-01', '2026-03-15')",
    "select bursar.pay_vendor(1, 2, 80, 'bank_transfer', 1, '2026-03-12')",
    "select bursar.record_daily_entry(1, 'in', 100, (select account_id from "
    "bursar.list_accounts(array['capital'])), 'float', '2026-03-01')",
    "select bursar.transfer_between_channels(2, 1, 40, '2026-03-30', '2026-03-31')",
    "select bursar.close_day(1, '2026-03-30', 138)",
    # A journal of a request, in words of the format.
    "select set_config('bursar.request_id', 'req, 1', false)",
    """select bursar.post_journal('[{"account_code": "odd:1", "amount": "1.25"},
           {"account_code": "odd,3", "amount": "-1.25"}]',
           '! (x) 2026-01-01 ; date:2020-01-01  | two
           lines', p_effective_on => '2026-03-01')""",
    """select bursar.post_journal('[{"account_code": "odd:2", "amount": "2"},
           {"account_code": "4000", "amount": "-2"}]', p_effective_on => '2026-03-01')""",
)

# The lines of a journal may count for days of their own.
TWO_DAYS = """
    select bursar_ledger.post(
        array[row(1, 'Two days', '{}', null, null, null)::bursar_ledger.head],
        array_agg(row(1, l.n, a.account_id, l.amount, l.on_day, null)::bursar_ledger.line
            order by a.account_id),
        false, 1)
    from (values (1, 'rent', 3, date '2026-03-01'), (2, 'capital', -3, '2026-03-02'))
        l(n, code, amount, on_day)
    join bursar_ledger.account a on a.tenant_id = 1 and a.code = l.code"""
