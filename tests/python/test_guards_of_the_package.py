"""The package knows what it installs: who changes a guard and the manifest with it is named.

# G15 S19 V1 V6 V8
"""

import re
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tolsel import cli, proof
from tolsel.errors import MigrationError
from tolsel.install import judging, migrate, shipped
from tolsel.install.sources import read_migration_folder, read_sql_tree
from tolsel.resources import data_dir

Connection = psycopg.Connection[Any]

CHECK = "constraint tolsel_ledger.balance.balance_available_check"
DROP_CHECK = "alter table tolsel_ledger.balance drop constraint balance_available_check"
# What a superuser does after it, so that the database finds nothing any more.
COVER_UP = """
    select tolsel_core.record_release(r.version, r.code_hash, r.migrations, r.objects)
    from tolsel_core.release r order by r.release_id desc limit 1"""
SAY_THAT_ALL_IS_WELL = """
    create or replace function tolsel.verify() returns table (
        check_name text, severity text, status text, row_count bigint, sample text, title text)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select r.check_name, r.severity, 'ok'::text, 0::bigint, null::text, r.title
        from tolsel_core.check_rule r $$"""


@pytest.fixture
def conn(postgresql: Connection, database_url: str) -> Connection:
    migrate.init(database_url)
    postgresql.autocommit = True
    return postgresql


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--url", url, *arguments])


def tamper(conn: Connection, *statements: str) -> None:
    for statement in statements:
        conn.execute(statement.encode())


def breaches(conn: Connection) -> list[str]:
    rows = conn.execute("select check_name from tolsel.verify() where status = 'breach'").fetchall()
    return [row[0] for row in rows]


def test_the_guards_are_those_that_are_written_down(conn: Connection) -> None:
    """Fails where files of sql/ or migrations/ are newer: run make guards."""
    tree, folder = read_sql_tree(data_dir("sql")), read_migration_folder(data_dir("migrations"))
    found = shipped.read_guards(conn, tree)
    known = shipped.read_shipped(shipped.FILE.read_text())
    major = conn.info.server_version // 10000
    assert known.find_differences(found, major=major) == {}, "make guards"
    assert known.files == shipped.files_hash(tree, folder), "make guards"
    assert known.guards.keys() == found.keys(), "make guards"
    # It is the list that the database has.
    rows = conn.execute("select kind || ' ' || object, definition from tolsel_core.guard")
    assert dict(rows.fetchall()) == found


@pytest.mark.once
def test_a_guard_and_the_manifest_with_it(conn: Connection, database_url: str) -> None:
    tamper(conn, DROP_CHECK, COVER_UP)
    assert breaches(conn) == []
    found = run(database_url, "verify")
    assert found.exit_code == 1
    assert "BREACH  package.guards" in found.stdout
    assert f"{CHECK} is missing" in found.stdout
    told = run(database_url, "status")
    assert (told.exit_code, f"changed guard: {CHECK}\n" in told.stdout) == (1, True)
    with pytest.raises(MigrationError) as caught:
        migrate.migrate(database_url)
    assert caught.value.detail == f"{CHECK} is missing"


@pytest.mark.once
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (SAY_THAT_ALL_IS_WELL, "function tolsel.verify is changed"),
        (
            "create or replace view tolsel_core.own_schema as select n.oid, n.nspname, n.nspowner,"
            " n.nspacl from pg_namespace n where false",
            "view tolsel_core.own_schema is changed",
        ),
        (
            "create or replace function tolsel_core.list_guards() returns table (kind text,"
            " object text, definition text) language sql as $$select m.key, '', '' from"
            " jsonb_each_text('{}') m$$",
            "function tolsel_core.list_guards is changed",
        ),
        (
            "delete from tolsel_core.check_rule where check_name = 'ledger.wrong_balance'",
            "check ledger.wrong_balance is missing",
        ),
        (
            "create function tolsel.verify(x int) returns int language sql as 'select 1';"
            " revoke all on function tolsel.verify(int) from public",
            "function tolsel.verify is changed",
        ),
        (
            "create trigger extra before insert on tolsel_ledger.entry for each row"
            " execute function suppress_redundant_updates_trigger()",
            "trigger tolsel_ledger.entry.extra was added in the manifest",
        ),
        (
            "update pg_class set relhastriggers = false"
            " where oid = 'tolsel_ledger.entry'::regclass",
            "table tolsel_ledger.entry is changed",
        ),
    ],
)
def test_what_verify_rests_on(
    conn: Connection, database_url: str, statement: str, named: str
) -> None:
    tamper(conn, statement)
    if "list_guards" not in statement and "own_schema" not in statement:
        tamper(conn, COVER_UP)
    (package,) = (r for r in proof.verify_database(database_url) if r.check_name[:7] == "package")
    assert package.status == "breach"
    assert named in (package.sample or "")


@pytest.mark.once
def test_a_login_that_is_no_member_of_the_owner(
    conn: Connection, database_url: str, connect_as: ConnectAs
) -> None:
    url = connect_as("shop_admin").info.dsn
    assert proof.verify_database(url)[-1].status == "ok"
    tamper(conn, DROP_CHECK, COVER_UP)
    package = proof.verify_database(url)[-1]
    assert (package.status, package.sample) == ("breach", f"{CHECK} is missing")


def test_a_short_hash_is_not_enough(conn: Connection) -> None:
    tree = read_sql_tree(data_dir("sql"))
    found = shipped.read_guards(conn, tree)
    major = conn.info.server_version // 10000
    known = shipped.read_shipped(shipped.render("", {major: found}))
    assert known.find_differences(found, major=major) == {}
    other = found | {CHECK: "CHECK (true)"}
    forged = shipped.render("", {major: other}).splitlines()
    genuine = shipped.render("", {major: found}).splitlines()
    lines = [new if CHECK in new else old for new, old in zip(forged, genuine, strict=True)]
    known = shipped.read_shipped("\n".join(lines))
    assert known.find_differences(other, major=major) == {"all guards together": "changed"}


@pytest.mark.once
def test_another_release_is_not_judged(conn: Connection, database_url: str) -> None:
    tamper(
        conn,
        "alter table tolsel_core.release disable trigger release_before_change_append_only",
        "update tolsel_core.release set code_hash = 'other'",
        "alter table tolsel_core.release enable always trigger release_before_change_append_only",
    )
    found = run(database_url, "verify")
    assert found.exit_code == 2
    assert "ERROR  package.guards" in found.stdout


@pytest.mark.once
def test_files_that_nobody_has_written_down(
    conn: Connection, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "find_shipped", lambda *_: None)
    found = run(database_url, "verify")
    assert found.exit_code == 0
    assert "notice  package.guards" in found.stdout


# What a hand may do to guards, in rounds, since a guard is changed in one way at a time.
HARM = [
    [
        "alter table tolsel_ledger.entry disable trigger all",
        "drop trigger entry_before_change_append_only on tolsel_ledger.entry",
        DROP_CHECK,
        "alter domain tolsel_core.money_amount drop constraint money_amount_finite",
        "drop index tolsel_ledger.journal_request_key_idx",
        "alter table tolsel_ledger.entry alter column booked_at drop not null",
        "alter table tolsel_ledger.balance alter column held_amount set default 1",
        "alter table tolsel_ledger.journal alter column journal_id set generated by default",
        "alter sequence tolsel_ledger.journal_journal_id_seq cycle increment 2",
        "alter table tolsel_ledger.entry force row level security",
        "alter table tolsel_core.check_rule disable row level security",
        "drop policy entry_of_my_tenants on tolsel_ledger.entry",
        "alter table tolsel_ledger.entry set (autovacuum_enabled = off)",
        "alter table tolsel_core.activity_log set unlogged",
        "grant insert on tolsel_ledger.entry to shop_app",
        "grant update (balance) on tolsel_ledger.balance to shop_app",
        "grant execute on function tolsel_core.enter_tenant to public",
        "grant usage on schema tolsel_core to shop_app",
        "grant select on tolsel.entry to tolsel_read with grant option",
        "revoke select on tolsel.journal from tolsel_read",
        "grant usage on sequence tolsel_ledger.journal_journal_id_seq to shop_app",
        "alter function tolsel.post_journal owner to shop_app",
        "alter view tolsel.entry owner to shop_app",
        "drop view tolsel_ledger.breach_open_system",
        "delete from tolsel_core.job where job_name = 'core.prune_runs'",
        "delete from tolsel_core.error_code where code = 'UL005'",
    ],
    [
        "alter table tolsel_ledger.entry disable trigger all",
        "alter table tolsel_ledger.entry enable trigger all",
        "alter table tolsel_ledger.balance drop constraint balance_available_check,"
        " add constraint balance_available_check check (available >= -1)",
        "alter table tolsel_ledger.entry drop constraint entry_journal_id_fkey, add constraint"
        " entry_journal_id_fkey foreign key (tenant_id, journal_id) references"
        " tolsel_ledger.journal (tenant_id, journal_id) not valid",
        "drop index tolsel_ledger.journal_request_key_idx",
        "create index journal_request_key_idx on tolsel_ledger.journal (tenant_id)",
        "update pg_index set indisvalid = false, indisready = false"
        " where indexrelid = 'tolsel_ledger.entry_pkey'::regclass",
        "alter table tolsel_ledger.hold owner to shop_app",
        "alter domain tolsel_core.money_amount owner to shop_app",
    ],
    [
        "alter table tolsel_ledger.entry drop constraint entry_journal_id_fkey",
        "alter table tolsel_ledger.entry drop constraint entry_line_no_key",
    ],
]


def test_put_back(conn: Connection, database_url: str) -> None:
    for harm in HARM:
        for statement in harm:
            tamper(conn, statement)
        changed = [
            line.removeprefix("changed_guard,")
            for line in run(database_url, "status", "--format", "csv").stdout.splitlines()
            if line.startswith("changed_guard,")
        ]
        assert len(changed) >= len(harm) - 1
        found = run(database_url, "migrate", "--put-back")
        assert found.exit_code == 0, found.output
        assert "not put back" not in found.stderr
        assert re.search(r"^put back: \d+ guards$", found.stdout, re.MULTILINE)
        assert run(database_url, "verify").exit_code == 0
    assert run(database_url, "migrate", "--put-back").stdout.startswith("migrate: nothing")


@pytest.mark.once
def test_what_cannot_be_put_back_is_named(conn: Connection, database_url: str) -> None:
    check = "constraint tolsel_core.branch.branch_name_check"
    tamper(
        conn,
        "alter table tolsel_core.branch drop constraint branch_name_check",
        "update tolsel_core.branch set name = ''  where tenant_id = 1",
        "create trigger extra before insert on tolsel_ledger.entry for each row"
        " execute function suppress_redundant_updates_trigger()",
    )
    found = run(database_url, "migrate", "--put-back")
    assert found.exit_code == 2
    assert f"not put back: {check}: check constraint" in found.stderr
    assert f"DETAIL:  {check} is missing\n" in found.stderr
    assert "trigger tolsel_ledger.entry.extra was added\n" in found.stderr
    # Each that is meant is named; one that is not is refused.
    some = run(database_url, "migrate", "--accept-guards", check)
    assert (some.exit_code, check in some.stderr) == (2, False)
    none = run(database_url, "migrate", "--accept-guards", "trigger of.nobody.known")
    assert "nothing is to be accepted of the guard 'trigger of.nobody.known'" in none.stderr
    extra = "trigger tolsel_ledger.entry.extra"
    done = run(database_url, "migrate", "--accept-guards", check, "--accept-guards", extra)
    assert done.exit_code == 0, done.output
    # It stays accepted, and is still told.
    assert run(database_url, "migrate").stdout.startswith("migrate: nothing")
    assert run(database_url, "status").exit_code == 0
    told = run(database_url, "verify")
    assert told.exit_code == 0
    assert f"{check} is missing, accepted" in told.stdout
    # Until it changes again.
    tamper(conn, "alter table tolsel_core.branch add constraint branch_name_check check (true)")
    assert f"{check} is changed" in run(database_url, "migrate").stderr


@pytest.mark.once
def test_a_forged_manifest_puts_nothing_back(conn: Connection, database_url: str) -> None:
    tamper(conn, DROP_CHECK, COVER_UP)
    found = run(database_url, "migrate", "--put-back")
    assert found.exit_code == 2
    assert f"{CHECK} is missing" in found.stderr
