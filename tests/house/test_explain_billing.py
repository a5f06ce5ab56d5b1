"""The questions of the office are answered by an index, on books of some size.

# S22 S25 S83 S84 S86 S88: the functions themselves are asked, and which indexes they went through.
"""

from typing import Any

import pytest

from tests.house.catalog import Connection, column
from tests.house.test_explain import explain

# Ten thousand invoices and payments of a thousand customers, written without their commands.
BOOKS = """
    set session_replication_role = replica;
    select tolsel_core.arrange_test_clock(true);
    update tolsel_core.test_clock set set_to_at = '2026-03-31 12:00+02';
    insert into tolsel_ledger.account (tenant_id, account_id, code, name, type, currency, scale)
    overriding system value
    select 1, 10000 + n, 'customer:' || n, 'x', 'asset', 'EUR', 2 from generate_series(0, 1000) n;
    insert into tolsel_ledger.balance (tenant_id, account_id, slot, sign, slots, currency, scale,
        is_managed)
    select 1, 10000 + n, 0, 1, 1, 'EUR', 2, true from generate_series(0, 1000) n;
    insert into tolsel_channel.payment_channel (tenant_id, channel_id, name, kind, branch_id,
        account_id)
    overriding system value values (1, 1, 'Till', 'cash', 1, 10000);
    insert into tolsel_billing.customer (tenant_id, customer_id, name, code, account_id, currency,
        scale, merged_into_id, is_active)
    overriding system value
    select 1, n, 'Customer ' || n, 'C' || n, 10000 + n, 'EUR', 2, case when n % 50 = 8 then 1 end,
        n % 50 <> 8
    from generate_series(1, 1000) n;
    insert into tolsel_billing.invoice (tenant_id, invoice_id, customer_id, branch_id, series,
        number, issued_on, due_on, total_amount, paid_amount, payment_count, last_payment_on,
        journal_id, reference, request_key, request_id)
    overriding system value
    select 1, n, n % 1000 + 1, 1, 'INV', n, d, d + 14, 100, p, sign(p), case when p > 0 then d end,
        100000 + n, 'R-' || n, 'i' || n, 'req-' || n
    from (select n, date '2025-01-01' + n % 450 as d, case when n > 500 then 100 else n % 2 end as p
        from generate_series(1, 10000) n) i;
    insert into tolsel_billing.payment (tenant_id, payment_id, customer_id, status, method,
        channel_id, suspense_id, amount, allocated_amount, paid_on, has_unique_reference,
        provider_reference, processing_ms, retry_count, last_retry_at, next_retry_at, opened_at,
        completed_at, journal_id, corrects_payment_id, request_key, request_id)
    overriding system value
    select 1, n, n % 1000 + 1, s, 'cash', case when n % 10 <> 7 then 1 end,
        case when n % 10 = 7 then n end, 100,
        case when s = 'completed' and n % 50 > 0 then 100 else 0 end,
        case when s = 'completed' then d end, true, 'ref-' || n, n, n % 8,
        case when n % 8 > 0 then d end, case when s = 'failed' then d end, d,
        case when s = 'completed' then d end, case when s = 'completed' then 200000 + n end,
        case when n % 100 = 0 then n - 1 end, 'p' || n, 'req-' || n
    from (select n, date '2025-01-01' + n % 450 as d,
            case when n <= 9500 then 'completed' when n <= 9900 then 'failed' else 'open' end as s
        from generate_series(1, 10000) n) p;
    insert into tolsel_billing.payment_tracking (tenant_id, payment_id, attempt_no, status, login,
        request_id)
    select 1, n, 1, s, 'x', 'req-' || n
    from generate_series(1, 9500) n, unnest(array['initiated', 'completed']) s;
    insert into tolsel_billing.allocation (tenant_id, allocation_id, payment_id, invoice_id,
        customer_id, amount, allocated_on, reverses_allocation_id, request_key, request_id)
    overriding system value
    select 1, n, n, n, n % 1000 + 1, case when n % 90 = 0 then -1 else 100 end,
        date '2025-01-01' + n % 450,
        case when n % 90 = 0 then n - 1 end, 'a' || n, 'req-' || n
    from generate_series(1, 9500) n;
    insert into tolsel_billing.invoice_change (tenant_id, invoice_id, change_no, changed_on, reason,
        due_on, was_due_on, metadata, was_metadata)
    select 1, n, 1, date '2025-01-01' + n % 150, 'x', date '2025-09-01', date '2025-09-02',
        '{}', '{}'
    from generate_series(1, 3000) n;
    insert into tolsel_billing.row_seal (tenant_id, kind, seal_no, sealed_at, first_written_at,
        last_written_at, row_ids, hashes)
    select 1, 'event', n, d, d, d, array[n], array[sha256('x')]
    from (select n, timestamptz '2025-01-01Z' + n * interval '1 hour' as d
        from generate_series(1, 3000) n) n;
    insert into tolsel_billing.credit_note (tenant_id, credit_note_id, customer_id, branch_id,
        invoice_id, series, number, reason)
    select 1, n, n % 1000 + 1, 1, n, 'CN', n, 'x' from generate_series(1, 3000) n;
    insert into tolsel_billing.refund (tenant_id, refund_id, payment_id, customer_id, channel_id,
        method, amount, refunded_on, reason, journal_id, request_key, request_id)
    overriding system value
    select 1, n, n, n % 1000 + 1, 1, 'cash', 1, date '2025-01-01' + n % 450, 'x', 300000 + n,
        'r' || n, 'req-' || n
    from generate_series(1, 3000) n;
    insert into tolsel_billing.suspense (tenant_id, suspense_id, channel_id, method, amount,
        received_on, journal_id, login, request_key, request_id)
    overriding system value
    select 1, n, 1, 'cash', 1, date '2025-01-01' + n % 450, 400000 + n, 'x', 's' || n, 'req-' || n
    from generate_series(1, 3000) n;
    insert into tolsel_billing.cheque (tenant_id, payment_id, present_on, channel_transfer_id)
    select 1, n, date '2025-01-01' + n % 450, case when n % 10 > 0 then n end
    from generate_series(1, 3000) n;
    insert into tolsel_ledger.journal (tenant_id, journal_id) overriding system value
    select 1, base + n from unnest(array[100000, 200000]) base, generate_series(1, 10000) n;
    insert into tolsel_ledger.entry (tenant_id, account_id, slot, version, journal_id, line_no,
        booked_at, effective_on, amount, balance_after)
    select 1, case l when 1 then 10001 + n % 1000 when 2 then 10000 end, 0,
        base / 10000 * 10000 + n, base + n, l, now(), date '2025-01-01' + n % 450, 100, 100
    from unnest(array[100000, 200000]) base, generate_series(1, 10000) n, generate_series(1, 2) l
    where base = 200000 or l = 1;
    set session_replication_role = origin"""
TABLES = """
    select c.oid::regclass::text from pg_class c
    where c.relnamespace::regnamespace::text ~ '^tolsel_' and c.relkind = 'r'"""

# What each function must go through; no table of some size is walked.
CALLS = {
    "list_allocations(77)": {"allocation_invoice_id_idx"},
    "list_payments_of_request('req-77')": {"payment_request_id_idx"},
    "list_failed_payments(6)": {"payment_retry_idx"},
    "list_failed_payments(6, true)": {"payment_retry_idx"},
    "list_invoices_by_status('partial', 10)": {"invoice_status_idx"},
    "get_invoice_by_number('INV-77')": {"invoice_number_idx"},
    "list_customer_statement(77, '2026-01-01', '2026-03-31')": {
        "customer_pkey", "entry_effective_on_idx", "journal_pkey", "invoice_journal_id_idx",
        "payment_journal_id_idx", "refund_journal_id_idx",
    },
    "list_aging()": {"payment_unapplied_idx"},
    "list_aging(77)": {"invoice_open_idx", "payment_unapplied_idx"},
    "list_aging(p_on => '2026-03-24')": {
        "allocation_allocated_on_idx", "invoice_issued_on_idx", "payment_paid_on_idx",
        "refund_refunded_on_idx",
    },
    "get_collection_metrics('2026-03-22', '2026-03-24')": {
        "invoice_issued_on_idx", "payment_paid_on_idx", "refund_refunded_on_idx",
    },
    "list_processing_times('2025-06-01', '2025-06-03')": {"payment_paid_on_idx"},
    "list_method_totals('2025-06-01')": {
        "entry_effective_on_idx", "payment_journal_id_idx", "refund_journal_id_idx",
    },
    "list_customers('77')": {"customer_code_idx", "customer_name_idx", "customer_pkey"},
}  # fmt: skip

# What the commands ask, and what readers ask of the views.
QUESTIONS = {
    "invoice_reference_idx": "invoice where tenant_id = 1 and tolsel_bank.key_of(reference) = 'R77'"
    " and reference is not null and status in ('open', 'partial')",
    "invoice_request_key_idx": "invoice where tenant_id = 1 and request_key = 'i77'",
    "invoice_voided_on_idx": "invoice where tenant_id = 1 and voided_on > '2025-06-01'",
    "payment_voided_on_idx": "payment where tenant_id = 1 and voided_on > '2025-06-01'",
    "invoice_customer_id_idx": "invoice where tenant_id = 1 and customer_id = 77"
    " and issued_on >= '2026-01-01'",
    "payment_request_key_idx": "payment where tenant_id = 1 and request_key = 'p77'",
    "payment_customer_id_idx": "payment where tenant_id = 1 and customer_id = 77"
    " order by paid_on desc limit 1",
    "payment_provider_reference_idx": "payment where tenant_id = 1 and method = 'cash'"
    " and has_unique_reference and provider_reference = 'ref-77'"
    " and status in ('open', 'unknown', 'completed')",
    "payment_second_reference_idx": "payment where tenant_id = 1 and method = 'cash'"
    " and second_reference = 'ch-77' and status = 'completed'",
    "payment_tracking_provider_reference_idx": "payment_tracking where tenant_id = 1"
    " and provider_reference = 'ref-77'",
    "payment_open_idx": "payment where tenant_id = 1 and status = 'open'"
    " and opened_at < '2025-02-01'",
    "payment_suspense_id_idx": "payment where tenant_id = 1 and suspense_id = 77",
    "customer_merged_into_id_idx": "customer where tenant_id = 1 and merged_into_id = 99",
    "suspense_request_key_idx": "suspense where tenant_id = 1 and request_key = 's77'",
    "suspense_journal_id_idx": "suspense where tenant_id = 1 and journal_id = 400077",
    "cheque_present_on_idx": "cheque where tenant_id = 1 and present_on <= '2025-01-02'"
    " and channel_transfer_id is null",
    "cheque_channel_transfer_id_idx": "cheque where tenant_id = 1 and channel_transfer_id = 77",
    "payment_account_id_idx": "payment where tenant_id = 1 and account_id = 99",
    "payment_corrects_payment_id_idx": "payment where tenant_id = 1 and corrects_payment_id = 99",
    "payment_tracking_pkey": "payment_tracking where tenant_id = 1 and payment_id = 77",
    "allocation_paid_at_idx": "allocation where paid_at >= now() + interval '1 hour'",
    "payment_tracking_recorded_at_idx": "payment_tracking"
    " where recorded_at >= now() + interval '1 hour'",
    "allocation_request_key_idx": "allocation where tenant_id = 1 and request_key = 'a77'",
    "allocation_payment_id_idx": "allocation where tenant_id = 1 and payment_id = 77"
    " order by allocation_id desc",
    "allocation_reverses_allocation_id_idx": "allocation where tenant_id = 1"
    " and reverses_allocation_id = 89",
    "invoice_change_changed_on_idx": "invoice_change where tenant_id = 1"
    " and changed_on > '2025-06-01'",
    "row_seal_sealed_at_idx": "row_seal where sealed_at >= now() + interval '1 hour'",
    "invoice_change_changed_at_idx": "invoice_change where changed_at >= now() + interval '1 hour'",
    "invoice_change_pkey": "invoice_change where tenant_id = 1 and invoice_id = 77",
    "credit_note_number_idx": "credit_note where tenant_id = 1 and series = 'CN'"
    " order by number desc limit 1",
    "credit_note_invoice_id_idx": "credit_note where tenant_id = 1 and invoice_id = 77",
    "refund_request_key_idx": "refund where tenant_id = 1 and request_key = 'r77'",
    "refund_payment_id_idx": "refund where tenant_id = 1 and payment_id = 77",
    "refund_voided_on_idx": "refund where tenant_id = 1 and voided_on > '2025-06-01'",
    "refund_refunded_on_idx": "refund where tenant_id = 1 and refunded_on = '2025-06-01'",
}
UNIQUE_FOR_ITS_OWN_SAKE = {
    "document_seal_pkey", "row_seal_pkey", "customer_currency_key",
    "customer_account_id_idx", "number_series_pkey", "invoice_customer_id_key", "invoice_line_pkey",
    "invoice_pkey", "payment_pkey", "payment_customer_id_key", "allocation_pkey",
    "allocation_reversal_key", "refund_pkey", "daily_report_pkey", "credit_note_pkey",
    "credit_note_line_pkey", "retention_pkey", "cash_rounding_pkey", "suspense_pkey", "cheque_pkey",
}  # fmt: skip


@pytest.fixture
def books(postgresql: Connection) -> Connection:
    postgresql.execute(BOOKS)
    for table in column(postgresql, TABLES):
        postgresql.execute(f"analyze {table}")
    postgresql.commit()
    return postgresql


def scanned(conn: Connection) -> dict[str, int]:
    """Return how often this transaction went through each index, and walked each table."""
    return dict(
        conn.execute(
            """select c.relname, pg_stat_get_xact_numscans(c.oid) from pg_class c
               where c.relnamespace::regnamespace::text ~ '^tolsel_'
                   and (c.relkind = 'i' or c.relkind = 'r' and c.reltuples > 2000)"""
        ).fetchall()
    )


def went_through(conn: Connection, query: str) -> set[str]:
    conn.rollback()
    before = scanned(conn)
    conn.execute(query)
    after = scanned(conn)
    return {name for name, count in after.items() if count > before[name]}


def test_every_function_has_its_index(books: Connection) -> None:
    books.execute("set role shop_app")
    books.commit()
    tables = set(column(books, TABLES))
    names = {table.partition(".")[2] for table in tables}
    wrong: dict[str, Any] = {}
    for call, indexes in CALLS.items():
        found = went_through(books, f"select * from tolsel.{call}")
        if not indexes <= found or found & names:
            wrong[call] = {"missing": indexes - found, "walked": found & names}
    assert not wrong


def test_every_question_has_its_index(books: Connection) -> None:
    wrong = {}
    for index, question in QUESTIONS.items():
        indexes, tables = explain(books, f"select * from tolsel_billing.{question}")
        if index not in indexes or tables:
            wrong[index] = (indexes, tables)
    assert not wrong


def test_a_request_is_found_in_every_table(books: Connection) -> None:
    indexes, tables = explain(
        books,
        "select * from tolsel.request_document where tenant_id = 1 and request_id = 'req-77'",
    )
    assert {
        f"{table}_request_id_idx"
        for table in ("invoice", "payment", "payment_tracking", "allocation", "refund", "journal")
    } <= indexes
    assert not tables & {"invoice", "payment", "payment_tracking", "allocation", "refund"}


def test_every_index_has_its_question(books: Connection) -> None:
    asked = {index for indexes in CALLS.values() for index in indexes} | QUESTIONS.keys()
    asked |= {index for index in column(books, INDEXES) if index.endswith("_request_id_idx")}
    assert set(column(books, INDEXES)) - UNIQUE_FOR_ITS_OWN_SAKE - asked == set()


INDEXES = """
    select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
    where i.relnamespace = 'tolsel_billing'::regnamespace"""
