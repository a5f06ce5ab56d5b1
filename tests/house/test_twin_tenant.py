"""A second tenant with the very same ids changes nothing, sees nothing and is not seen.

# T1 A14: wherever a statement forgot its tenant, two rows would answer instead of one.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.conftest import ConnectAs
from tests.house.catalog import VIEWS, Connection, Function, column, public_functions
from tests.house.shop import (
    ADMIN,
    DATABASE_WIDE,
    NEEDS_AN_ADMIN,
    Shop,
    call,
    good_calls,
    meter,
    open_shop,
)

pytestmark = pytest.mark.once

MARKER = "TWIN-MARKER"
TWIN = 3
RANDOM = 987654321
OF_NO_TENANT = [
    "tolsel.error_code",
    "tolsel.job",
    "tolsel.log_retention",
    "tolsel.metric",
    "tolsel.ticket_transition",
    "tolsel.validation",
]
# What the shop has nothing for: nothing here shows whether these ask for the tenant.
LISTS_NOTHING = {
    "list_imported_lines", "list_channel_totals", "list_match_proposals", "list_method_totals",
    "list_payments_of_request", "list_printed_balance_differences", "list_printed_balances",
    "list_query_errors", "list_request_logs",
}  # fmt: skip
NEW_IDS = 10**9  # Ids above are made by the calls that are compared.

# Rows of tenant 1, once more for the twin: three times the money, and names that would show.
COLUMNS = """
    select a.attname, format_type(a.atttypid, null), a.attgenerated <> ''
    from pg_attribute a
    where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped
    order by a.attnum"""
TENANT_TABLES = """
    select c.oid::regclass::text from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where n.nspname ~ '^tolsel_' and c.relkind in ('r', 'p') and not c.relispartition
    order by 1"""

PLAIN_TABLES = TENANT_TABLES.replace("in ('r', 'p')", "= 'r'")


def copy_tenant(conn: Connection) -> None:
    """Give the twin a copy of every row that tenant 1 has."""
    conn.execute("set session_replication_role = replica")
    for table in column(conn, TENANT_TABLES):
        targets, values = [], []
        for name, kind, is_generated in conn.execute(COLUMNS, [table]).fetchall():
            if is_generated:
                continue
            targets.append(name)
            if name == "tenant_id":
                values.append(str(TWIN))
            elif re.fullmatch(r"tolsel_core\.(money|moved|positive|unsigned)_(amount|total)", kind):
                values.append(f"3 * {name}::numeric")
            elif name in ("name", "description", "reason", "fault", "subject", "message"):
                values.append(f"case when {name} is not null then '{MARKER} ' || {name} end")
            elif name == "login":
                values.append("'twin_app'")
            elif name == "is_default":
                values.append("false")
            else:
                values.append(name)
        if table == "tolsel_core.login_tenant":
            continue
        conn.execute(
            f"insert into {table} ({', '.join(targets)}) overriding system value "
            f"select {', '.join(values)} from {table} where tenant_id = 1"
        )
    conn.execute("reset session_replication_role")
    # Who forgets the tenant and takes the first row that comes takes the twin's.
    for table in column(conn, PLAIN_TABLES):
        conn.execute(f"create index twins_first on {table} ((-tenant_id))")
        conn.execute(f"cluster {table} using twins_first")
        conn.execute(f"drop index {table.partition('.')[0]}.twins_first")
    conn.execute("select setval('tolsel_core.tenant_tenant_id_seq', %s)", [TWIN])
    conn.execute("select tolsel.grant_login('twin_app', %s, true)", [TWIN])
    conn.commit()


def steady(answer: Any) -> Any:
    """Return an answer without what differs from call to call: new ids and the wall clock."""
    if isinstance(answer, list | tuple):
        return [steady(item) for item in answer]
    if isinstance(answer, int) and answer > NEW_IDS:
        return "#"
    if isinstance(answer, str):
        return re.sub(rf"\b{str(NEW_IDS)[:-3]}\d{{3}}\b", "#", answer)
    if isinstance(answer, dict):
        return {
            key: steady(value)
            for key, value in answer.items()
            if not key.endswith(("_at", "_ms"))
            and not (key.endswith("_id") and isinstance(value, int) and value > NEW_IDS)
        }
    return answer


@pytest.fixture
def shop(postgresql: Connection, connect_as: ConnectAs) -> Shop:
    app, admin = connect_as("shop_app"), connect_as("shop_admin")
    made = meter(postgresql, app, open_shop(app, admin, tenant_id=1))
    _close_day_with_ticket(postgresql, app, admin, made)
    for name in column(
        postgresql,
        """select format('%I.%I', schemaname, sequencename) from pg_sequences
           where schemaname ~ '^tolsel_' and sequencename !~ 'tenant_id|release'""",
    ):
        postgresql.execute("select setval(%s, %s)", [name, NEW_IDS])
    postgresql.commit()
    return made


def _close_day_with_ticket(
    postgresql: Connection, app: Connection, admin: Connection, shop: Shop
) -> None:
    """Let somebody have queued yesterday, so that the history of tickets holds one."""
    postgresql.execute("select tolsel_core.arrange_test_clock(true)")
    postgresql.execute("select tolsel.set_clock(now() - interval '1 day')")
    postgresql.commit()
    service = call(
        app,
        "open_queue_service",
        p_name="Old",
        p_prefix="O",
    )["service_id"]
    call(app, "join_queue", p_branch_id=shop.branch, p_service_id=service)
    postgresql.execute("select tolsel.set_clock(null)")
    postgresql.execute(
        """insert into tolsel_wallet.metering_fault
           select 1, %s, 'usage', now(), 'UL027', 'account_frozen'""",
        [shop.metered_wallet],
    )
    postgresql.commit()
    day = call(app, "get_business_date", p_branch_id=shop.branch)
    admin.execute("select tolsel.reset_day(%s, %s::date - 1)", [shop.branch, day])


def login_for(function: Function) -> str:
    return "shop_app" if "tolsel_app" in function.roles else "shop_admin"


def preview(
    conn: Connection, function: str, arguments: dict[str, Any]
) -> tuple[str, Any, str | None]:
    """Preview a call; return its answer, or code, message and detail of the refusal."""
    if function in NEEDS_AN_ADMIN:
        conn.execute("select set_config('tolsel.user_id', %s, false)", [ADMIN])
    try:
        row = conn.execute("select tolsel.preview(%s, %s)", [function, Jsonb(arguments)]).fetchone()
    except psycopg.Error as error:
        return error.sqlstate or "?", error.diag.message_primary, error.diag.message_detail
    assert row is not None
    return "ok", row[0], None


def tenant_functions(conn: Connection) -> Iterator[Function]:
    for function in public_functions(conn):
        if function.name not in DATABASE_WIDE:
            yield function


def test_every_function_has_a_good_call(
    postgresql: Connection, connect_as: ConnectAs, shop: Shop
) -> None:
    connected = functools.cache(connect_as)
    calls = good_calls(shop)
    functions = {f.name: f for f in tenant_functions(postgresql)}
    assert calls.keys() == functions.keys()
    for name, arguments in calls.items():
        state, answer, detail = preview(connected(login_for(functions[name])), name, arguments)
        assert state == "ok", f"{name}: {state} {answer} {detail}"


def test_a_twin_changes_no_answer(
    postgresql: Connection, connect_as: ConnectAs, shop: Shop
) -> None:
    calls = good_calls(shop)
    functions = {f.name: f for f in tenant_functions(postgresql)}

    def answers() -> dict[str, Any]:
        connected = functools.cache(connect_as)  # a context is left in its session
        return {
            name: steady(preview(connected(login_for(functions[name])), name, arguments))
            for name, arguments in calls.items()
        }

    before = answers()
    # A listing that lists nothing would not show whom it forgets to leave out.
    empty = {name for name, found in before.items() if name.startswith("list_") and not found[1]}
    assert empty - LISTS_NOTHING == set()
    copy_tenant(postgresql)
    after = answers()
    for name in calls:
        assert after[name] == before[name], name
    assert MARKER not in repr(after)
    # The twin itself is a tenant like any other, with the same ids and three times the money.
    twin = connect_as("twin_app").execute("select tolsel.get_balance_at(%s)", [shop.till])
    ours = connect_as("shop_app").execute("select tolsel.get_balance_at(%s)", [shop.till])
    assert twin.fetchone() == (114,) and ours.fetchone() == (38,)
    state = connect_as("shop_admin").execute(
        "select * from tolsel.verify() where status = 'breach'"
    )
    assert state.fetchall() == []


def test_a_twin_shows_in_no_view(postgresql: Connection, connect_as: ConnectAs, shop: Shop) -> None:
    reader = connect_as("shop_read")
    views = [v for v in column(postgresql, VIEWS) if v.startswith("tolsel.")]
    # The clock stands, or a job that is due would be later each second.
    postgresql.execute("select tolsel_core.arrange_test_clock(true), tolsel.set_clock(now())")
    postgresql.execute("select tolsel.validate_books()")
    postgresql.commit()
    # What tells how old something is, is older each time.
    still = {"tolsel.metric": "where name !~ '_seconds$'"}

    def rows() -> dict[str, Any]:
        return {
            view: sorted(
                map(repr, reader.execute(f"select * from {view} {still.get(view, '')}").fetchall())
            )
            for view in views
        }

    before = rows()
    assert all(before.values()), [view for view, found in before.items() if not found]
    copy_tenant(postgresql)
    assert rows() == before
    assert MARKER not in repr(before)
    # A setting narrows what a reader sees, and never widens it.
    reader.execute(f"set tolsel.tenant_id = '{TWIN}'")
    assert [v for v, found in rows().items() if found] == OF_NO_TENANT
    reader.execute("set tolsel.tenant_id = '1'")
    assert rows() == before


def test_a_twin_shows_in_no_table(
    postgresql: Connection, connect_as: ConnectAs, shop: Shop
) -> None:
    """Even a reader who is let into the private schemas sees the rows of its own tenant."""
    copy_tenant(postgresql)
    for schema in column(postgresql, "select nspname from pg_namespace where nspname ~ '^tolsel_'"):
        postgresql.execute(f"grant usage on schema {schema} to shop_read")
    postgresql.commit()
    reader = connect_as("shop_read")
    seen = 0
    for table in column(postgresql, TENANT_TABLES):
        if reader.execute("select has_table_privilege(%s, 'select')", [table]).fetchone() == (
            True,
        ):
            found = reader.execute(f"select distinct tenant_id from {table}").fetchall()
            assert found in ([(1,)], []), table
            seen += len(found)
    assert seen > 7


def test_a_cheap_function_in_a_filter_sees_no_other_row(
    postgresql: Connection, connect_as: ConnectAs, shop: Shop
) -> None:
    """# A15: row security comes before a function that tells what it is given."""
    copy_tenant(postgresql)
    reader = connect_as("shop_read")
    heard: list[str] = []
    reader.add_notice_handler(lambda notice: heard.append(notice.message_primary or ""))
    reader.execute(
        """create function pg_temp.tell(t text) returns boolean language plpgsql cost 0.0000001 as
           $$begin raise notice '%', t; return true; end$$"""
    )
    for view in column(postgresql, VIEWS):
        if view.startswith("tolsel.") and view not in OF_NO_TENANT:
            name = view.split(".")[1]
            reader.execute(f"select count(*) from {view} {name} where pg_temp.tell({name}::text)")
    assert heard and not [text for text in heard if MARKER in text]


def test_a_setting_lets_nobody_in(
    postgresql: Connection, connect_as: ConnectAs, shop: Shop
) -> None:
    copy_tenant(postgresql)
    connected = functools.cache(connect_as)
    calls = good_calls(shop)
    for function in tenant_functions(postgresql):
        if function.name in ("current_tenant_id", "preview"):
            continue
        conn = connected(login_for(function))
        conn.execute(f"set tolsel.tenant_id = '{TWIN}'")
        state, message, _ = preview(conn, function.name, calls[function.name])
        assert (state, function.name) == ("UC002", function.name), message


def test_what_is_another_tenants_is_nobodys(
    postgresql: Connection, connect_as: ConnectAs, shop: Shop
) -> None:
    """Ids that only the other tenant has, in every argument, are refused as random ones."""
    postgresql.execute("select tolsel.grant_login('shop_admin', 2, false)")
    postgresql.commit()
    other = open_shop(connect_as("twin_app"), connect_as("shop_admin"), tenant_id=2)
    postgresql.execute("select tolsel.revoke_login('shop_admin', 2)")
    postgresql.commit()
    foreign = asdict(other)
    kinds = {
        "p_account_id": "till", "p_parent_account_id": "till", "p_to_account_id": "till",
        "p_hold_id": "hold", "p_journal_id": "journal", "p_branch_id": "branch",
        "p_user_id": "user", "p_event_id": "event", "p_claim_id": "claim",
        "p_channel_id": "channel", "p_from_channel_id": "channel",
        "p_to_channel_id": "channel", "p_vendor_id": "vendor", "p_vendor_bill_id": "bill",
        "p_vendor_payment_id": "paid", "p_vendor_allocation_id": "applied",
        "p_vendor_refund_id": "given_back", "p_daily_entry_id": "counted",
        "p_channel_transfer_id": "moved", "p_expense_account_id": "till",
        "p_customer_id": "customer", "p_invoice_id": "invoice", "p_payment_id": "payment",
        "p_allocation_id": "allocation", "p_refund_id": "refund",
        "p_credit_note_id": "note", "p_suspense_id": "suspense",
        "p_into_customer_id": "customer", "p_detail_id": "came",
        "p_other_channel_id": "channel", "p_charge_account_id": "till",
        "p_fee_account_id": "till",
        "p_discount_account_id": "till", "p_match_id": "match",
        "p_service_id": "service", "p_counter_id": "counter",
        "p_from_account_id": "till", "p_exchange_id": "exchange",
        "p_from_wallet_id": "wallet", "p_to_wallet_id": "wallet",
        "p_owner_customer_id": "customer", "p_wallet_id": "wallet", "p_resource_id": "resource",
        "p_to_counter_id": "counter", "p_ticket_id": "waiting", "p_notification_id": "message",
    }  # fmt: skip
    connected = functools.cache(connect_as)
    calls = good_calls(shop)
    tried = 0
    for function in tenant_functions(postgresql):
        conn = connected(login_for(function))
        for argument, kind in function.arguments.items():
            if kind != "bigint" and not argument.endswith("_id"):
                continue
            # Where a list goes on is no row that must be there.
            if argument in ("p_request_id", "p_after_detail_id", "p_after_wallet_id"):
                continue
            kind = "top_up" if function.name.endswith("_top_up") else kinds.get(argument, "")
            foreign_id = 2 if argument == "p_tenant_id" else foreign[kind]
            results = []
            for value in (foreign_id, RANDOM):
                state, message, detail = preview(
                    conn, function.name, calls[function.name] | {argument: value}
                )
                results.append((state, message, (detail or "").replace(str(value), "#")))
            where = f"{function.name}({argument})"
            assert results[0] == results[1], where
            # Who has logged nothing is not told from who does not exist.
            expected = "ok" if where == "list_logs(p_user_id)" else "U"
            assert results[0][0].startswith(expected), f"{where}: {results[0]}"
            tried += 1
    assert tried > 30
