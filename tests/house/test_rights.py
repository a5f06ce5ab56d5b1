"""Who may do what, asked of the catalog, and tried.

# T2 T3 S94 A13: nobody but the owner touches a table, and no function is open to everybody.
"""

import itertools
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests.conftest import ConnectAs
from tests.house.catalog import TABLES, VIEWS, Connection, column, fingerprint, public_functions

DENIED = "42501"
VERBS = {
    "select": "select from {}",
    "insert": "insert into {} default values",
    "insert overriding": "insert into {} ({}) overriding system value values (default)",
    "update": "update {} set {} = default",
    "delete": "delete from {}",
    "truncate": "truncate {} cascade",
    "copy from": "copy {} from stdin",
    "copy to": "copy {} to stdout",
    "lock": "lock table {} in access exclusive mode",
    "alter": "alter table {} disable trigger all",
    "drop": "drop table {} cascade",
    "index": "create index on {} ({})",
    "trigger": "create trigger x before insert on {} for each row execute function "
    "suppress_redundant_updates_trigger()",
    "reindex": "reindex table {}",
    "rule": "create rule x as on insert to {} do instead nothing",
    "policy": "create policy x on {}",
}
OTHERS = (
    "set role tolsel_owner",
    "set session_replication_role = replica",
    "set session authorization tolsel_owner",
    "alter role shop_app superuser",
    "grant tolsel_owner to shop_app",
    "grant all on schema tolsel_ledger to shop_app",
    "create table tolsel.note (x int)",
    "create function tolsel.note() returns int language sql as 'select 1'",
    "create or replace function tolsel.current_tenant_id() returns bigint language sql as"
    " 'select 2::bigint'",
    "alter function tolsel.post_journal security invoker",
    "drop schema tolsel cascade",
    "select setval('tolsel_ledger.journal_journal_id_seq', 1)",
    "select nextval('tolsel_ledger.journal_journal_id_seq')",
    "select last_value from tolsel_ledger.journal_journal_id_seq",
    "select tolsel_ledger.post('{}', '{}', false, 1)",
    "select tolsel_core.enter_tenant(1)",
    "select pg_read_file('/etc/passwd')",
    "copy (select 1) to program 'true'",
    "do $$begin perform 1 from tolsel_ledger.entry; end$$",
    "create event trigger x on ddl_command_start execute function pg_catalog.now()",
)


def state_of(conn: Connection, statement: sql.Composable | str) -> str | None:
    """Return the SQLSTATE with which a statement is refused, None if it is not; undo it."""
    conn.execute("begin")
    try:
        with conn.cursor() as cur:
            text = statement if isinstance(statement, str) else statement.as_string(conn)
            if text.startswith("copy "):
                with cur.copy(text) as copy:
                    if text.endswith("stdout"):
                        copy.read()
            else:
                cur.execute(text)
    except psycopg.Error as error:
        return error.sqlstate
    finally:
        conn.execute("rollback")
    return None


def attempts(conn: Connection) -> Iterator[tuple[str, str]]:
    """Every table with every verb."""
    for table, (verb, template) in itertools.product(column(conn, TABLES), VERBS.items()):
        row = conn.execute(
            """select quote_ident(attname) from pg_attribute
               where attrelid = %s::regclass and attnum > 0 order by attnum limit 1""",
            [table],
        ).fetchone()
        assert row is not None
        yield f"{verb} {table}", template.format(table, row[0])


@pytest.mark.parametrize("login", ["shop_app", "shop_admin", "twin_app"])
def test_no_application_touches_a_table(
    postgresql: Connection, connect_as: ConnectAs, login: str
) -> None:
    conn = connect_as(login)
    tried = dict(attempts(postgresql))
    assert len(tried) > 20 * len(VERBS)
    wrong = {
        name: state
        for name, statement in tried.items()
        if (state := state_of(conn, statement)) != DENIED
    }
    assert not wrong


def test_a_reader_only_reads(postgresql: Connection, connect_as: ConnectAs) -> None:
    conn = connect_as("shop_read")
    reading = ("select ", "copy to ")
    wrong = {
        name: state
        for name, statement in attempts(postgresql)
        if not name.startswith(reading) and (state := state_of(conn, statement)) != DENIED
    }
    assert not wrong


@pytest.mark.parametrize("login", ["shop_app", "shop_read", "shop_admin", "twin_app"])
def test_no_way_around(connect_as: ConnectAs, login: str) -> None:
    conn = connect_as(login)
    assert {statement: state_of(conn, statement) for statement in OTHERS} == dict.fromkeys(
        OTHERS, DENIED
    )


def test_only_readers_see_the_views(postgresql: Connection, connect_as: ConnectAs) -> None:
    public = [view for view in column(postgresql, VIEWS) if view.startswith("tolsel.")]
    assert public
    reader, app = connect_as("shop_read"), connect_as("shop_app")
    for view in public:
        statement = f"select * from {view}"
        assert state_of(reader, statement) is None, view
        expected = None if view == "tolsel.error_code" else DENIED
        assert state_of(app, statement) == expected, view


def test_no_view_and_no_right_is_unguarded(postgresql: Connection) -> None:
    unguarded = column(
        postgresql,
        """select c.oid::regclass::text from pg_class c
           join pg_namespace n on n.oid = c.relnamespace
           where n.nspname ~ '^tolsel' and c.relkind in ('v', 'm')
               and exists (
                   select from tolsel_core.own_role o
                   where o.role_name <> 'tolsel_owner'
                       and has_table_privilege(o.oid, c.oid, 'select'))
               and (c.relkind = 'm'
                   or not coalesce(c.reloptions @> array['security_invoker=true'], false))""",
    )
    assert not unguarded
    written = column(
        postgresql,
        """select c.oid::regclass || ' ' || r || ' ' || p from pg_class c
           join pg_namespace n on n.oid = c.relnamespace,
           (select o.role_name from tolsel_core.own_role o where o.role_name <> 'tolsel_owner'
               union all select 'public') r(r),
           unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
           where n.nspname ~ '^tolsel' and c.relkind in ('r', 'p', 'v', 'm')
               and (has_table_privilege(r, c.oid, p)
                   or (p in ('insert', 'update', 'references')
                       and has_any_column_privilege(r, c.oid, p)))""",
    )
    assert not written
    sequences = column(
        postgresql,
        """select c.oid::regclass || ' ' || r from pg_class c
           join pg_namespace n on n.oid = c.relnamespace,
           (select o.role_name from tolsel_core.own_role o where o.role_name <> 'tolsel_owner'
               union all select 'public') r(r)
           where n.nspname ~ '^tolsel' and c.relkind = 'S'
               and has_sequence_privilege(r, c.oid, 'usage, select, update')""",
    )
    assert not sequences


def test_every_tenants_table_has_the_one_policy(postgresql: Connection) -> None:
    rows = postgresql.execute(
        """select c.oid::regclass::text, c.relrowsecurity, array_agg(concat_ws(' ',
               p.polcmd, p.polpermissive, p.polroles::regrole[]::text,
               pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)))
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
           left join pg_policy p on p.polrelid = c.oid
           where n.nspname ~ '^tolsel_' and c.relkind in ('r', 'p') and not c.relispartition
           group by c.oid"""
    ).fetchall()
    policy = (
        "r t {tolsel_read}"
        " (tenant_id = ANY (( SELECT tolsel_core.my_tenant_ids() AS my_tenant_ids)::bigint[]))"
    )
    assert len(rows) > 10
    assert [row for row in rows if row[1:] != (True, [policy])] == []


def test_nothing_is_open_to_everybody(postgresql: Connection) -> None:
    functions = column(
        postgresql,
        """select p.oid::regprocedure::text
           from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
           aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
           where n.nspname ~ '^tolsel' and a.grantee = 0""",
    )
    assert not functions
    schemas = column(
        postgresql,
        """select n.nspname || ' ' || r from pg_namespace n,
           (select o.role_name from tolsel_core.own_role o where o.role_name <> 'tolsel_owner'
               union all select 'public') r(r)
           where n.nspname ~ '^tolsel_' and has_schema_privilege(r, n.oid, 'usage, create')""",
    )
    assert not schemas
    assert not column(
        postgresql,
        """select r from (select o.role_name from tolsel_core.own_role o
               where o.role_name <> 'tolsel_owner' union all select 'public') r(r)
           where has_schema_privilege(r, 'tolsel', 'create')""",
    )


def test_private_functions_stay_private(postgresql: Connection) -> None:
    callable_ones = column(
        postgresql,
        """select p.oid::regprocedure || ' ' || r
           from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
           (select o.role_name from tolsel_core.own_role o where o.role_name <> 'tolsel_owner') r(r)
           where n.nspname ~ '^tolsel_' and has_function_privilege(r, p.oid, 'execute')
               and n.nspname || '.' || p.proname <> 'tolsel_core.my_tenant_ids'""",
    )
    assert not callable_ones


def test_definers_pin_their_search_path(postgresql: Connection) -> None:
    loose = column(
        postgresql,
        """select p.oid::regprocedure::text
           from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname ~ '^tolsel' and p.prosecdef
               and not coalesce(p.proconfig @> array['search_path=pg_catalog, pg_temp'], false)""",
    )
    assert not loose
    # A helper runs inside a definer function, so it needs neither.
    assert not column(
        postgresql,
        """select p.oid::regprocedure::text
           from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname ~ '^tolsel_' and p.prosecdef
               and p.prorettype <> 'trigger'::regtype and p.proname <> 'my_tenant_ids'""",
    )


def test_one_owner_and_one_function_a_name(postgresql: Connection) -> None:
    assert not column(
        postgresql,
        """select c.oid::regclass::text from pg_class c
           join pg_namespace n on n.oid = c.relnamespace
           where n.nspname ~ '^tolsel_(?!meta)|^tolsel$'
               and pg_get_userbyid(c.relowner) <> 'tolsel_owner'
           union all
           select p.oid::regprocedure::text from pg_proc p
           join pg_namespace n on n.oid = p.pronamespace
           where n.nspname ~ '^tolsel' and pg_get_userbyid(p.proowner) <> 'tolsel_owner'""",
    )
    assert not column(
        postgresql,
        """select n.nspname || '.' || p.proname from pg_proc p
           join pg_namespace n on n.oid = p.pronamespace
           where n.nspname ~ '^tolsel' group by 1 having count(*) > 1""",
    )


def test_public_stays_empty(postgresql: Connection) -> None:
    assert not column(
        postgresql,
        """select c.oid::regclass::text from pg_class c
           where c.relnamespace = 'public'::regnamespace
           union all select p.oid::regprocedure::text from pg_proc p
           where p.pronamespace = 'public'::regnamespace
           union all select t.typname::text from pg_type t
           where t.typnamespace = 'public'::regnamespace""",
    )


def test_every_definer_with_a_tenant_enters_it(postgresql: Connection) -> None:
    """The last argument is the tenant, and the first statement asks whether the login may."""
    rows = postgresql.execute(
        """select p.proname, p.proargnames[1:p.pronargs], p.prosrc, p.prolang
           from pg_proc p where p.pronamespace = 'tolsel'::regnamespace"""
    ).fetchall()
    administrative = {"find_shard", "grant_login", "revoke_login"}
    for name, arguments, source, _ in rows:
        if "p_tenant_id" not in (arguments or []) or name in administrative:
            continue
        assert arguments[-1] == "p_tenant_id", name
        body = source.partition("begin")[2] if "begin" in source else source
        first = " ".join(body.split())
        calls_another = "tolsel.list_printed_balances(p_source, p_tenant_id)" in first
        assert first.startswith("perform tolsel_core.enter_tenant(p_tenant_id);") or calls_another


def test_every_other_definer_that_writes_judges_the_session(postgresql: Connection) -> None:
    """# V7: where foreign keys are off nothing is written, whatever the function is about."""
    rows = postgresql.execute(
        """select p.proname, p.prosrc from pg_proc p
           where p.pronamespace = 'tolsel'::regnamespace and p.prosecdef and p.provolatile = 'v'
               and p.prosrc !~ 'tolsel_core[.]enter_tenant[(]'"""
    ).fetchall()
    assert len(rows) > 10
    # One hands on to two others; one writes what it has found, and nothing that follows from it.
    exceptions = {"run_next_job", "validate_books"}
    wrong = [
        name
        for name, source in rows
        if name not in exceptions
        and not " ".join(source.partition("begin")[2].split()).startswith(
            "perform tolsel_core.check_session();"
        )
    ]
    assert not wrong


def test_every_trigger_fires_always(postgresql: Connection) -> None:
    """# V7"""
    sleeping = column(
        postgresql,
        """select g.tgrelid::regclass || ' ' || g.tgname from pg_trigger g
           join pg_class c on c.oid = g.tgrelid
           where c.relnamespace::regnamespace::text ~ '^tolsel' and not g.tgisinternal
               and g.tgenabled <> 'A'""",
    )
    assert not sleeping


def test_every_trigger_knows_what_is_copied(postgresql: Connection) -> None:
    """# V7: it asks whether rows come as they are, or judges a row by itself as it comes."""
    deaf = column(
        postgresql,
        """select p.oid::regproc::text from pg_proc p
           where p.pronamespace::regnamespace::text ~ '^tolsel'
               and p.prorettype = 'trigger'::regtype
               and p.prosrc !~ 'tolsel_core[.]is_(applying|copying)[(]'""",
    )
    assert sorted(deaf) == ["tolsel_core._tg_branch_day", "tolsel_monitor._tg_day_truncate"]


def test_an_invokers_function_is_the_exception(postgresql: Connection) -> None:
    assert {f.name for f in public_functions(postgresql) if not f.is_definer} == {"preview"}


# Whose work each function is: the roles that may execute it. What a role of people may call an
# application may, too, or else an operator; what nobody is named for is a program's, or the
# operator's own. A new function is added to the kind of work that it is.
WORK = {
    "tolsel_clerk": """
        allocate_payment apply_credit apply_credit_note attempt_payment call_next_ticket
        issue_invoices record_payments
        record_cheque record_divided_payment record_suspense set_invoice_note
        call_ticket cancel_ticket change_customer change_invoice complete_payment complete_ticket
        draft_invoice fail_payment issue_draft issue_invoice join_queue mark_no_show
        provision_resource resize_resource stop_resource
        complete_top_up fail_top_up open_top_up retry_top_up
        open_customer open_payment park_ticket process_ticket recall_ticket
        record_payment retry_payment return_ticket set_sms_opt_out
        set_ticket_invoice start_service top_up_wallet transfer_ticket""",
    "tolsel_supervisor": """
        assign_suspense bank_cheque merge_customers void_suspense
        adjust_customer_ledger close_day correct_payment delete_daily_report record_daily_entry
        refund_payment reopen_day reset_day reverse_allocation save_daily_report set_owed_limit
        transfer_between_channels void_channel_transfer void_daily_entry void_invoice
        void_payment void_refund
        charge_back_payment issue_credit_note refund_credit_note void_credit_note
        close_wallet open_wallet set_customer_active set_wallet_limit set_wallet_rule refund_top_up
        charge_back_top_up exchange_wallet grant_credit void_top_up refund_usage
        stop_recurring_grant set_recurring_grant
        reverse_usage_hour""",
    "tolsel_accountant": """
        allocate_vendor_payment record_vendor_credit_note record_vendor_refund
        close_wallet_month exchange_money record_exchange_rates
        revalue_currencies void_exchange
        reverse_vendor_allocation void_vendor_refund change_vendor set_vendor_active
        add_statement_lines close_period close_year import_customer import_invoice
        import_statement match_account match_bank_entries match_invoices match_postings
        match_return match_transfer match_vendor open_account open_vendor pay_vendor
        post_journal post_journals post_transfer record_bank_difference record_vendor_bill
        reopen_period reopen_year reverse_journal save_bank_profile set_bank_account
        set_credit_limit set_daily_totals set_match_rule undo_match void_vendor_bill
        void_vendor_payment""",
    "tolsel_manager": """
        change_counter change_queue_service forget_tickets open_branch open_channel open_counter
        open_queue_service open_user_account rebuild_daily_ledger rebuild_queue_stats
        replay_event set_cash_rounding set_channel_active set_channel_guarded set_payment_method
        set_queue_line set_queue_priority
        set_sms_template unfreeze_account
        forget_customer set_kept_years set_plan_price set_usage_setting""",
}
OF_PROGRAMS = """
    acknowledge_events capture_hold claim_events drain_daily_totals enforce_balance_consistency
    expire_holds fail_event get_notification mark_unknown_payments meter_usage place_hold
    record_usage record_api_metric record_delivery record_log record_notification
    record_query_metric release_hold"""
OF_THE_OPERATOR = """
    add_check add_shard change_shard claim_next_job grant_login join_cluster list_incidents
    list_jobs list_placements list_shards list_tenants open_tenant place_tenants prune_events
    rebuild_balances rebuild_daily_totals repair revoke_login run_claimed_job run_due_jobs
    run_next_job seal_entries set_check_freezing set_clock set_job set_log_retention
    validate_books verify"""
# Read by readers, and by clerks at their work.
READ_BY_CLERKS = """
    get_exchange_rate get_invoice_by_number get_queue_dashboard get_ticket_position get_wallet
    list_allocations list_calls list_lots list_wallet_statement
    list_customer_statement list_customers list_failed_payments list_invoices_by_status
    explain_funds quote_plan reconcile_month
    list_payment_methods list_payments_of_request list_queue_state"""
OF_EVERYBODY = (
    "current_tenant_id find_shard get_business_date help list_currencies preview set_context"
)


# What writes nothing, and is no reader's all the same: it tells of other tenants, or of telephones.
NOT_READ = {
    "get_notification", "list_incidents", "list_jobs", "list_placements", "list_shards",
    "list_tenants", "verify",
}  # fmt: skip


def test_a_reader_calls_all_that_writes_nothing_and_nothing_else(postgresql: Connection) -> None:
    found = postgresql.execute(
        """select p.proname, p.provolatile <> 'v', has_function_privilege('tolsel_read', p.oid,
               'execute')
           from pg_proc p where p.pronamespace = 'tolsel'::regnamespace"""
    ).fetchall()
    assert {name for name, _, is_read in found if is_read} == {
        name for name, writes_nothing, _ in found if writes_nothing and name not in NOT_READ
    }


def test_each_function_is_somebodys_work(postgresql: Connection) -> None:
    """# T4: who may do what is who may execute which function, in the database itself."""
    found = {
        name: set(roles)
        for name, roles in postgresql.execute(
            """select p.proname, array(
                   select o.role_name from tolsel_core.own_role o
                   where o.role_name <> 'tolsel_owner'
                       and has_function_privilege(o.oid, p.oid, 'execute'))
               from pg_proc p where p.pronamespace = 'tolsel'::regnamespace"""
        ).fetchall()
    }
    works = {"tolsel_app", "tolsel_admin", "tolsel_read"}
    expected = {name: {role} for role, names in WORK.items() for name in names.split()}
    assert sum(len(names.split()) for names in WORK.values()) == len(expected)
    expected |= {name: set() for name in (OF_PROGRAMS + OF_THE_OPERATOR).split()}
    expected |= {name: {*WORK} for name in OF_EVERYBODY.split()}
    readers = {name for name, roles in found.items() if "tolsel_read" in roles} - {*expected}
    expected |= {name: {"tolsel_clerk"} & found[name] for name in readers}
    assert {n for n in readers if "tolsel_clerk" in found[n]} == {*READ_BY_CLERKS.split()}
    assert found.keys() == expected.keys(), "say in WORK whose work a new function is"
    assert {name: roles - works for name, roles in found.items()} == expected
    # An application may do what its people may; closing and setting up is the operator's, too.
    assert all(found[n] & {"tolsel_app", "tolsel_admin"} for n in expected if n != "add_check")
    assert {n for n in OF_PROGRAMS.split() if "tolsel_app" not in found[n]} == set()
    assert {n for n in OF_THE_OPERATOR.split() if found[n] - {"tolsel_admin"}} == set()


HIJACK = """
    create temp table tenant (tenant_id bigint, currency text);
    create temp table login_tenant (tenant_id bigint, login text, is_default boolean);
    insert into login_tenant values (2, 'shop_app', true);
    create temp table balance (like pg_class);
    create temp table entry (x int);
    create temp table pg_proc (x int);
    create temp table error_code (code text);
    create schema evil;
    create function evil.always(numeric, numeric) returns boolean language sql as 'select true';
    create operator evil.= (leftarg = numeric, rightarg = numeric, function = evil.always);
    create operator evil.<= (leftarg = numeric, rightarg = numeric, function = evil.always);
    create function evil.never(bigint, bigint) returns boolean language sql as 'select false';
    create operator evil.= (leftarg = bigint, rightarg = bigint, function = evil.never);
    create function evil.now() returns timestamptz language sql
        as $$select timestamptz '1999-01-01Z'$$;
    create function evil.clock_timestamp() returns timestamptz language sql
        as $$select timestamptz '1999-01-01Z'$$;
    create function evil.abs(numeric) returns numeric language sql as 'select 0';
    create function evil.scale(numeric) returns integer language sql as 'select 0';
    create function evil.current_setting(text) returns text language sql as $$select 'twin_app'$$;
    create function evil.jsonb_typeof(jsonb) returns text language sql as $$select 'array'$$;
    create function evil.format(text, variadic text[]) returns text language sql
        as $$select 'hijacked'$$;
    create domain evil.numeric as text;
    set search_path = evil, pg_temp, pg_catalog, tolsel_core, tolsel_ledger, tolsel;
"""

CALLS = (
    "select tolsel.current_tenant_id()::text",
    "select (tolsel.get_business_date() > '2020-01-01')::text",
    """select tolsel.post_journal('[{"account_code": "1050", "amount": "5"},
        {"account_code": "4000", "amount": "-4"}]')::text""",
    """select tolsel.post_journal('[{"account_code": "1050", "amount": "0.001"},
        {"account_code": "4000", "amount": "-0.001"}]')::text""",
    """select (tolsel.post_journal('[{"account_code": "1050", "amount": "5"},
        {"account_code": "4000", "amount": "-5"}]')).tenant_id::text""",
    "select (tolsel.open_account('x', 'x', 'asset')).code::text",
    "select (tolsel.open_account('y', 'y', 'asset', p_credit_limit => 0)).code::text",
    """select tolsel.post_journal('[{"account_code": "y", "amount": "-5"},
        {"account_code": "4000", "amount": "5"}]')::text""",
    "select tolsel.get_business_date(p_tenant_id => 2)::text",
    "select jsonb_array_length(tolsel.preview('list_accounts'))::text",
)


def test_a_search_path_hijacks_nothing(postgresql: Connection, connect_as: ConnectAs) -> None:
    """# A12: temp tables, functions and operators named like ours change no answer."""
    database = postgresql.info.dbname
    postgresql.execute(sql.SQL("grant create on database {} to shop_app").format(
        sql.Identifier(database)))  # fmt: skip
    postgresql.commit()
    honest = connect_as("shop_app", autocommit=False)
    before = fingerprint(postgresql)
    plain = _answers_unwound(honest)
    hijacked = connect_as("shop_app", autocommit=False)
    hijacked.execute(HIJACK)
    hijacked.commit()
    assert _answers_unwound(hijacked) == plain
    assert [a for a in plain if a and a.startswith("U")] != []
    assert fingerprint(postgresql) == before


def _answers_unwound(conn: Connection) -> list[str | None]:
    """Make every call in one transaction, each in a savepoint, and undo them."""
    found: list[str | None] = []
    for call in CALLS:
        conn.execute("savepoint one")
        try:
            row = conn.execute(call).fetchone()
            found.append(row[0] if row else None)
            conn.execute("release savepoint one")
        except psycopg.Error as error:
            conn.execute("rollback to savepoint one")
            found.append(f"{error.sqlstate} {error.diag.message_primary}")
    conn.rollback()
    return found
