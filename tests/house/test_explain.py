"""The questions that are asked all day are answered by an index, on books of some size.

# S121: what one request did is found by its id in every table that keeps it.
"""

import json
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from tests import templates
from tests.conftest import ConnectAs, clones_of
from tests.house.catalog import Connection, column

JOURNALS = 4000
PER_CALL = 1000


def fill_books(database: templates.Database) -> None:
    """Post thousands of journals on a hundred of three thousand accounts, for two tenants."""
    for act in (_open, _post):
        for login in ("shop_app", "twin_app"):
            with psycopg.connect(database.url(login)) as app:
                act(app)
        # As autovacuum would: without the numbers of rows each journal walks the accounts.
        with psycopg.connect(database.url()) as superuser:
            superuser.execute("analyze")
    with psycopg.connect(database.url()) as superuser:
        _fill(superuser)


def _open(app: Connection) -> None:
    app.execute(
        """select count(tolsel.open_account('account-' || n, 'x', 'asset'))
           from generate_series(0, 2999) n"""
    )


def _post(app: Connection) -> None:
    for start in range(0, JOURNALS, PER_CALL):
        app.execute("select set_config('tolsel.request_id', %s, true)", [f"req-{start}"])
        items = [
            {
                "lines": [
                    {"account_code": f"account-{n % 100}", "amount": "1"},
                    {"account_code": "4000", "amount": "-1"},
                ],
                "request_key": f"key-{n}",
                "effective_on": f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}",
            }
            for n in range(start, start + PER_CALL)
        ]
        app.execute("select count(*) from tolsel.post_journals(%s)", [Jsonb(items)])
        app.commit()


def _fill(superuser: Connection) -> None:
    # Requests are small in life: one of them is looked for among many.
    for table in ("journal", "hold"):
        superuser.execute(f"alter table tolsel_ledger.{table} disable trigger user")
    superuser.execute(
        """update tolsel_ledger.journal
           set request_id = 'req-' || journal_id where journal_id % 3 = 0"""
    )
    superuser.execute(
        """insert into tolsel_ledger.hold (tenant_id, account_id, amount, request_key, request_id)
           select tenant_id, account_id, 1, 'h' || n || '-' || account_id,
               'req-' || n || '-' || account_id
           from tolsel_ledger.account, generate_series(1, 20) n
           where code ~ '^account-[0-9]{1,2}$'"""
    )
    superuser.execute(
        """insert into tolsel_ledger.period_close
               (tenant_id, account_id, closed_through_on, login, reason)
           select tenant_id, account_id, date '2025-01-01' + n, 'shop_app', 'x'
           from tolsel_ledger.account, generate_series(1, 20) n
           where code ~ '^account-[0-9]{1,2}$'"""
    )
    superuser.execute(
        """insert into tolsel_core.activity_log (tenant_id, login, request_id, action, subject)
           select t, 'shop_app', 'req-' || n, 'x', 'x' from generate_series(1, 2) t,
           generate_series(1, 3000) n"""
    )
    superuser.execute(
        """insert into tolsel_core.event (
               tenant_id, topic, document, document_id, sequence_no, payload, request_id)
           select t, 'a.b', 'a', n, 1, '{}', 'req-' || n from generate_series(1, 2) t,
           generate_series(1, 3000) n"""
    )
    for table in column(
        superuser,
        """select c.oid::regclass::text from pg_class c
           where c.relnamespace::regnamespace::text ~ '^tolsel_' and c.relkind = 'r'""",
    ):
        superuser.execute(f"analyze {table}")


# Three tests ask and change nothing: the books are filled once.
filled = templates.template("filled", fill_books, of="migrated")
postgresql = clones_of("filled")


QUESTIONS = {
    "journal_request_key_idx": "select * from tolsel_ledger.journal"
    " where tenant_id = 1 and request_key = 'key-77'",
    "journal_request_id_idx": "select * from tolsel_ledger.journal"
    " where tenant_id = 1 and request_id = 'req-30'",
    "journal_pkey": "select * from tolsel_ledger.journal where tenant_id = 1 and journal_id = 30",
    "journal_reverses_journal_id_idx": "select * from tolsel_ledger.journal"
    " where tenant_id = 1 and reverses_journal_id = 30",
    "journal_hold_id_idx": "select * from tolsel_ledger.journal"
    " where tenant_id = 1 and hold_id = 30",
    "entry_line_no_key": "select * from tolsel_ledger.entry"
    " where tenant_id = 1 and journal_id = 30",
    "entry_pkey": "select * from tolsel_ledger.entry where tenant_id = 1 and account_id ="
    " (select account_id from tolsel_ledger.account where tenant_id = 1 and code = 'account-7')"
    " and slot = 0 and version = 3",
    "entry_effective_on_idx": "select * from tolsel_ledger.entry where tenant_id = 1"
    " and account_id = (select account_id from tolsel_ledger.account"
    " where tenant_id = 1 and code = 'account-7') and effective_on between '2026-02-01'"
    " and '2026-02-05'",
    "account_code_idx": "select * from tolsel_ledger.account"
    " where tenant_id = 1 and code = 'account-7'",
    "balance_pkey": "select * from tolsel_ledger.balance where tenant_id = 1 and account_id = 30",
    "period_close_account_id_idx": "select closed_through_on from tolsel_ledger.period_close"
    " where tenant_id = 1 and account_id = 30 order by period_close_id desc limit 1",
    "hold_request_key_idx": "select * from tolsel_ledger.hold"
    " where tenant_id = 1 and request_key = 'h3-30'",
    "hold_request_id_idx": "select * from tolsel_ledger.hold"
    " where tenant_id = 1 and request_id = 'req-3-30'",
    "hold_account_id_idx": "select * from tolsel_ledger.hold"
    " where tenant_id = 1 and account_id = 30 and is_open",
    "activity_log_request_id_idx": "select * from tolsel_core.activity_log"
    " where tenant_id = 1 and request_id = 'req-77'",
    "event_request_id_idx": "select * from tolsel_core.event"
    " where tenant_id = 1 and request_id = 'req-77'",
}


def scans(plan: Any) -> tuple[set[str], set[str]]:
    """Return the indexes a plan uses, and the tables it walks through."""
    indexes = {plan["Index Name"]} if "Index Name" in plan else set()
    tables = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    for child in plan.get("Plans", []):
        more_indexes, more_tables = scans(child)
        indexes |= more_indexes
        tables |= more_tables
    return indexes, tables


def explain(conn: Connection, query: str) -> tuple[set[str], set[str]]:
    row = conn.execute(f"explain (format json) {query}").fetchone()
    assert row is not None
    plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
    return scans(plan[0]["Plan"])


def test_every_question_has_its_index(postgresql: Connection) -> None:
    wrong = {}
    for index, query in QUESTIONS.items():
        indexes, tables = explain(postgresql, query)
        if index not in indexes or tables:
            wrong[index] = (sorted(indexes), sorted(tables))
    assert not wrong


def test_every_index_has_its_question(postgresql: Connection) -> None:
    """An index that no question needs costs every posting."""
    unique_for_its_own_sake = {
        "account_pkey", "account_posting_key", "account_purpose_idx", "hold_pkey",
        "hold_is_open_key", "daily_total_pkey", "daily_total_pending_pkey", "period_close_pkey",
        "chart_template_pkey", "chart_template_code_key", "seal_pkey", "seal_from_version_key",
        "slot_mark_pkey", "due_slot_pkey", "year_close_pkey",
        "year_close_reopens_year_close_id_idx", "year_close_journal_id_idx",
    }  # fmt: skip
    indexes = column(
        postgresql,
        """select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
           where i.relnamespace = 'tolsel_ledger'::regnamespace""",
    )
    assert set(indexes) - unique_for_its_own_sake <= QUESTIONS.keys()


def test_a_table_that_keeps_the_request_has_an_index_on_it(postgresql: Connection) -> None:
    without = column(
        postgresql,
        """select c.oid::regclass::text from pg_class c
           join pg_namespace n on n.oid = c.relnamespace
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'request_id'
           where n.nspname ~ '^tolsel_' and c.relkind in ('r', 'p') and not exists (
               select from pg_index x where x.indrelid = c.oid and x.indkey[1] = a.attnum)""",
    )
    # A handful of rows a year.
    assert without == ["tolsel_ledger.period_close", "tolsel_ledger.year_close"]


def test_a_reader_uses_the_same_indexes(connect_as: ConnectAs) -> None:
    """Row security and the views in between do not hide the index from the planner."""
    reader = connect_as("shop_read")
    for query, index in (
        ("select * from tolsel.journal where tenant_id = 1 and request_id = 'req-30'",
         "journal_request_id_idx"),
        ("select * from tolsel.journal where tenant_id = 1 and request_key = 'key-77'",
         "journal_request_key_idx"),
        ("select * from tolsel.entry where tenant_id = 1 and journal_id = 30",
         "entry_line_no_key"),
        ("select * from tolsel.account where tenant_id = 1 and code = 'account-7'",
         "account_code_idx"),
    ):  # fmt: skip
        indexes, _ = explain(reader, query)
        assert index in indexes, query
