"""`tolsel cluster router`: the catalogue as one address for two shards, through PL/Proxy."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

import tolsel
from tests import harness, templates
from tests.python.clustered import add_both, execute, run

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        not harness.has_library(harness.bindir(), "plproxy"), reason="PL/Proxy is not installed"
    ),
]
LOGIN = "router_app"
SHOP, MILL = 1001, 1002  # on north and on south


@pytest.fixture
def router(urls: dict[str, str]) -> Iterator[psycopg.Connection[Any]]:
    """Two tenants on two shards, and the router: an application that acts for the Mill."""
    add_both(urls)
    for name in ("Shop", "Mill"):
        run(urls, "open", name, "EUR", "UTC")
    become_router(urls)
    # Roles belong to the whole server, on which other tests make it too.
    execute(
        templates.SERVER.url(),
        f"""do $$ begin
            perform pg_advisory_xact_lock(hashtextextended('tolsel.router_app', 0));
            if to_regrole('{LOGIN}') is null then
                create role {LOGIN} login in role tolsel_app;
            end if;
        end $$""",
    )
    execute(urls["north"], "select tolsel.grant_login(%s, %s)", LOGIN, SHOP)
    execute(urls["south"], "select tolsel.grant_login(%s, %s)", LOGIN, MILL)
    with psycopg.connect(
        urls["catalogue"].replace("postgres@", f"{LOGIN}@"), autocommit=True, row_factory=dict_row
    ) as conn:
        conn.execute(f"set tolsel.tenant_id = {MILL}")
        yield conn


def become_router(urls: dict[str, str]) -> None:
    made = run(urls, "router")
    assert made.exit_code == 0, made.output
    with psycopg.connect(urls["catalogue"], autocommit=True) as conn:
        conn.execute(made.stdout.encode())


def call(conn: psycopg.Connection[Any], text: str) -> list[dict[str, Any]]:
    return conn.execute(text.encode()).fetchall()


def test_calls_reach_the_shard_of_the_tenant(
    router: psycopg.Connection[Any], urls: dict[str, str]
) -> None:
    # By name, with defaults: the tenant is the one that the session of the router has selected.
    call(router, "select tolsel.open_customer(p_name => 'Ann', p_metadata => '{\"vip\": true}')")
    call(router, f"select tolsel.open_customer('Bob', p_tenant_id => {SHOP})")
    customers = "select tenant_id, name, metadata from tolsel_billing.customer"
    assert execute(urls["south"], customers) == [(MILL, "Ann", {"vip": True})]
    assert execute(urls["north"], customers) == [(SHOP, "Bob", {})]
    assert execute(urls["catalogue"], customers) == []

    # A row, whole and by its columns; jsonb, dates and amounts to the last digit.
    [invoice] = call(
        router,
        """select (i).tenant_id, (i).total_amount, (i).due_on::text, (i).metadata
           from tolsel.issue_invoice(1, '[{"amount": "12345678901.10"}]', '2100-02-28',
               p_metadata => '{"order": [1, null]}') i""",
    )
    assert invoice == {
        "tenant_id": MILL, "total_amount": Decimal("12345678901.10"), "due_on": "2100-02-28",
        "metadata": {"order": [1, None]},
    }  # fmt: skip
    # Many rows, a single value, and arrays of what is given.
    assert [row["name"] for row in call(router, "select * from tolsel.list_customers()")] == ["Ann"]
    [paid] = call(
        router,
        "select amount from tolsel.record_payment(1, 10.10, 'cash', p_invoice_ids => '{1}')",
    )
    assert paid["amount"] == Decimal("10.10")
    # The package calls it as it calls any database.
    assert tolsel.open_customer(name="Eve", tenant_id=SHOP).run(router).tenant_id == SHOP


def test_a_payment_under_its_key_is_recorded_once(
    router: psycopg.Connection[Any], urls: dict[str, str]
) -> None:
    call(router, "select tolsel.open_customer('Ann')")
    pay = """select payment_id, amount from tolsel.record_payment(
        1, 5.50, 'cash', p_surplus => 'keep', p_request_key => 'till-1')"""
    first = call(router, pay)
    assert call(router, pay) == first
    # Each call is committed on the shard by itself: the router's rollback does not undo it, and
    # the repeat under the same key makes that harmless.
    with router.transaction(force_rollback=True):
        assert call(router, pay) == first
        call(router, pay.replace("till-1", "till-2"))
    assert execute(urls["south"], "select request_key from tolsel_billing.payment order by 1") == [
        ("till-1",), ("till-2",),
    ]  # fmt: skip


def test_refusals_pass_with_code_figures_and_way_out(
    router: psycopg.Connection[Any], urls: dict[str, str]
) -> None:
    call(router, "select tolsel.open_customer('Ann')")
    pay = "select tolsel.record_payment(1, 5.50, 'cash'{})"
    execute(urls["south"], "select tolsel.grant_login(session_user, %s)", MILL)
    for statement in (pay.format(""), "select tolsel.issue_invoice(77, '[{\"amount\": 1}]')"):
        with pytest.raises(psycopg.Error) as routed:
            call(router, statement)
        with pytest.raises(psycopg.Error) as direct:
            execute(urls["south"], f"set tolsel.tenant_id = {MILL}; {statement}")
        told, known = routed.value.diag, direct.value.diag
        assert (told.sqlstate, told.message_detail, told.message_hint) == (
            known.sqlstate, f"Remote detail: {known.message_detail}",
            f"Remote hint: {known.message_hint}",
        )  # fmt: skip
        assert str(known.message_primary) in str(told.message_primary)
        assert told.sqlstate is not None and told.sqlstate.startswith("U") and told.message_hint

    # A tenant that is nowhere, one of somebody else, and none.
    with pytest.raises(psycopg.Error) as refused:
        call(router, pay.format(", p_tenant_id => 7"))
    assert (refused.value.sqlstate, refused.value.diag.message_detail) == ("US005", "Tenant 7.")
    execute(urls["north"], "select tolsel.open_tenant('Inn', 'EUR', 'UTC')")
    run(urls, "refresh")
    with pytest.raises(psycopg.Error) as refused:
        call(router, pay.format(", p_tenant_id => 2001"))
    # It is the caller's own login that acts on the shard.
    assert (refused.value.sqlstate, refused.value.diag.message_detail) == (
        "UC002", f"Remote detail: Login {LOGIN}, tenant 2001.",
    )  # fmt: skip
    router.execute("reset tolsel.tenant_id")
    with pytest.raises(psycopg.Error) as refused:
        call(router, pay.format(""))
    assert refused.value.sqlstate == "UC001"


def test_every_function_about_a_tenant_is_routed_with_its_rights(
    router: psycopg.Connection[Any], urls: dict[str, str]
) -> None:
    about_tenants = """
        select p.proname, l.lanname, p.proargnames, pg_get_function_arguments(p.oid),
            pg_get_function_result(p.oid), p.proacl::text, obj_description(p.oid)
        from pg_proc p
        join pg_language l on l.oid = p.prolang
        where p.pronamespace = 'tolsel'::regnamespace and p.prokind = 'f'
            and pg_get_function_arguments(p.oid) ~ 'p_tenant_id bigint DEFAULT' order by 1"""
    made, known = execute(urls["catalogue"], about_tenants), execute(urls["north"], about_tenants)
    assert {row[1] for row in made} == {"plproxy"}
    assert [row[:1] + row[2:] for row in made] == [row[:1] + row[2:] for row in known]
    # Each of them arrives: called with nulls, it answers or it is refused, on the shard.
    nulls = """
        select format('select * from tolsel.%I(%s%s)', p.proname, (
                select string_agg(format('null::%s, ', format_type(t, null)), '' order by n)
                from unnest(p.proargtypes::oid[]) with ordinality a (t, n)
                where n < p.pronargs), %s)
        from pg_proc p
        join pg_language l on l.oid = p.prolang and l.lanname = 'plproxy'
        where p.pronamespace = 'tolsel'::regnamespace
            and p.proargnames[p.pronargs] = 'p_tenant_id'
            and has_function_privilege(%s, p.oid, 'execute')
        order by p.proname""".replace("%I(%s%s)", "%%I(%%s%%s)").replace("'null::%s", "'null::%%s")
    odd = {}
    statements = execute(urls["catalogue"], nulls, MILL, LOGIN)
    for (statement,) in statements:
        try:
            router.execute(statement.encode())
        except psycopg.Error as refusal:
            if not str(refusal.sqlstate).startswith("U") or "REMOTE" not in str(refusal):
                odd[statement] = str(refusal)
    assert odd == {}
    assert len(statements) > 100


def test_it_is_made_again(router: psycopg.Connection[Any], urls: dict[str, str]) -> None:
    call(router, "select tolsel.open_customer('Ann')")
    become_router(urls)
    # A session that is open goes on; what a migration has put back is routed again.
    assert len(call(router, "select * from tolsel.list_customers()")) == 1
    assert run(urls, "migrate").exit_code == 0
    with pytest.raises(tolsel.errors.TolselError):
        tolsel.open_customer(name="Eve", tenant_id=MILL).run(router)
    become_router(urls)
    assert tolsel.open_customer(name="Eve", tenant_id=MILL).run(router).tenant_id == MILL


def test_a_tenant_of_a_new_shard_is_refused_until_it_is_made_again(urls: dict[str, str]) -> None:
    run(urls, "add", "north", urls["north"])
    become_router(urls)
    run(urls, "add", "south", urls["south"])
    assert run(urls, "open", "Mill", "EUR", "UTC", "--shard", "south").exit_code == 0
    execute(urls["south"], "select tolsel.grant_login(session_user, 1002)")
    ask = "select * from tolsel.open_customer('Ann', p_tenant_id => 1002)"
    with pytest.raises(psycopg.Error) as refused:
        execute(urls["catalogue"], ask)
    assert refused.value.sqlstate == "UC037"
    become_router(urls)
    assert execute(urls["catalogue"], ask)[0][0] == MILL


def test_what_cannot_be_a_router_is_told(urls: dict[str, str]) -> None:
    found = run(urls, "router")
    assert found.exit_code == 2 and "the catalogue has no shards" in found.stderr
    add_both(urls)
    execute(urls["catalogue"], "select tolsel.open_tenant('Shop', 'EUR', 'UTC')")
    found = run(urls, "router")
    assert found.exit_code == 2 and "has tenants of its own" in found.stderr
    assert "HINT" in found.stderr
