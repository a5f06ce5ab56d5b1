import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.python import small_tree
from tests.python.small_tree import Tree
from tolsel import resources
from tolsel.errors import MigrationError
from tolsel.install import migrate, sources
from tolsel.install.sqltext import find_transaction_control, function_headers, view_names

pytestmark = pytest.mark.once

GUARD_HELPERS = "sql/" + sources.GUARD_HELPERS


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree.make_tree(tmp_path)


@pytest.fixture
def url(empty_database_url: str, tree: Tree) -> str:
    """A database into which the small tree was migrated."""
    migrate.init(empty_database_url)
    tree.migrate(empty_database_url)
    return empty_database_url


def ask(url: str, query: str, *values: object) -> list[Any]:
    with psycopg.connect(url, autocommit=True) as conn:
        cursor = conn.execute(query.encode(), values or None)
        return cursor.fetchall() if cursor.description else []


def functions(url: str) -> list[str]:
    return [
        row[0]
        for row in ask(
            url,
            """select p.oid::regprocedure::text from pg_proc p
               where pronamespace in ('tolsel'::regnamespace, 'tolsel_core'::regnamespace)
               order by 1""",
        )
    ]


def guarding_oids(url: str) -> dict[str, int]:
    return dict(
        ask(
            url,
            "select tgname, oid from pg_trigger where not tgisinternal "
            "union all select polname, oid from pg_policy",
        )
    )


@contextlib.contextmanager
def writing_everywhere(url: str) -> Iterator[None]:
    """Hold the locks of a transaction that has written to each table."""
    with psycopg.connect(url) as conn:
        tables = conn.execute(
            "select c.oid::regclass::text from pg_class c where c.relkind in ('r', 'p') and "
            "c.relnamespace::regnamespace::text ~ '^tolsel'"
        ).fetchall()
        assert tables
        for (table,) in tables:
            conn.execute(f"lock table {table} in row exclusive mode".encode())
        yield
        conn.rollback()


def test_functions_in_any_order_of_their_defaults(url: str) -> None:
    assert ask(url, "select tolsel.add_sale(4)") == [(5,)]


def test_vanished_function_is_dropped(url: str, tree: Tree) -> None:
    tree.delete("sql/core/functions/add_sale.sql")
    report = tree.migrate(url)
    assert report.dropped == ("function tolsel.add_sale(numeric,bigint)",)
    assert not [name for name in functions(url) if "add_sale" in name]


def test_changed_signature_leaves_one_function(url: str, tree: Tree) -> None:
    tree.edit("sql/core/functions/add_sale.sql", "p_amount numeric", "p_sum int")
    tree.migrate(url)
    assert [name for name in functions(url) if "add_sale" in name] == [
        "tolsel.add_sale(integer,bigint)"
    ]


def test_changed_signature_takes_our_own_dependents_along(url: str, tree: Tree) -> None:
    """A default, two views and a view on a view need tolsel.one()."""
    tree.edit("sql/core/functions/one.sql", "one() returns", "one(p_x int default 1) returns")
    report = tree.migrate(url)
    assert report.dropped[-1] == "function tolsel.one()"
    assert "view tolsel.item_name" in report.dropped
    assert ask(url, "select one from tolsel.item where item_id = 1") == [(1,)]
    assert ask(url, "select tolsel.add_sale(1)") == [(2,)]


def test_new_body_drops_nothing(url: str, tree: Tree) -> None:
    tree.edit("sql/core/functions/one.sql", "1::bigint", "7::bigint")
    report = tree.migrate(url)
    assert (report.dropped, report.release_id) == ((), 2)
    assert ask(url, "select tolsel.one()") == [(7,)]


def test_dependent_object_of_the_user_is_named(url: str, tree: Tree) -> None:
    ask(url, "create view public.mine as select tolsel.add_sale(1)")
    before = small_tree.digest(url)
    tree.edit("sql/core/functions/add_sale.sql", "p_amount numeric", "p_sum int")
    with pytest.raises(MigrationError) as caught:
        tree.migrate(url)
    assert "function tolsel.add_sale(numeric,bigint)" in caught.value.message
    assert "view public.mine depends on" in (caught.value.detail or "")
    assert caught.value.hint
    assert small_tree.digest(url) == before


def test_view_of_the_user_on_a_reshaped_view_is_named(url: str, tree: Tree) -> None:
    ask(url, "create view public.mine as select name from tolsel.item")
    tree.edit("sql/core/functions/one.sql", "1::bigint", "7::bigint")
    tree.migrate(url)  # views as they were: nobody is in the way
    tree.edit("sql/core/views.sql", "i.item_id, i.name", "i.name, i.item_id")
    with pytest.raises(MigrationError, match=r"view tolsel\.item .*not tolsel's") as caught:
        tree.migrate(url)
    assert "view public.mine" in (caught.value.detail or "")


def test_reshaped_views_are_made_anew(url: str, tree: Tree) -> None:
    tree.edit("sql/core/views.sql", "i.item_id, i.name", "i.name, i.item_id")
    tree.migrate(url)
    assert ask(url, "select * from tolsel.item where item_id = 1") == [("a;b", 1, 1)]


def test_vanished_view_is_dropped(url: str, tree: Tree) -> None:
    tree.edit(
        "sql/core/views.sql", "create or replace view tolsel.item_name as select i.name", "--"
    )
    tree.migrate(url)
    assert ask(url, "select to_regclass('tolsel.item_name')") == [(None,)]


def test_code_only_reload_leaves_triggers_and_policies(url: str, tree: Tree) -> None:
    before = guarding_oids(url)
    assert len(before) == 4
    tree.edit("sql/core/functions/one.sql", "1::bigint", "7::bigint")
    tree.edit("sql/core/views.sql", "i.item_id, i.name", "i.name, i.item_id")
    with writing_everywhere(url):
        assert tree.migrate(url).release_id == 2
    assert guarding_oids(url) == before


def test_code_only_reload_of_the_product_locks_no_table(database_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "sql"
    shutil.copytree(resources.data_dir("sql"), copy)
    for path in copy.rglob("*.sql"):
        if path.name not in {"triggers.sql", "policies.sql", Path(GUARD_HELPERS).name}:
            path.write_text(path.read_text() + "\n-- changed\n")
    with writing_everywhere(database_url):
        assert migrate.migrate(database_url, sql_dir=copy).release_id == 2
    assert not migrate.migrate(database_url, sql_dir=copy).loaded


def test_changed_helper_makes_triggers_anew(url: str, tree: Tree) -> None:
    tree.write(
        GUARD_HELPERS,
        """create or replace function tolsel_core.guard(p_table regclass) returns void
        language plpgsql as $guard$ begin
            execute format('create trigger sale_before_delete_refuse before delete on %s
                for each row execute function tolsel_core._tg_refuse()', p_table);
        end $guard$;""",
    )
    tree.write("sql/shop/triggers.sql", "select tolsel_core.guard('tolsel_shop.sale');")
    tree.migrate(url)
    before = guarding_oids(url)
    tree.edit(GUARD_HELPERS, "before delete on", "before delete or update on")
    report = tree.migrate(url)
    assert "trigger sale_before_delete_refuse on tolsel_shop.sale" in report.dropped
    assert guarding_oids(url)["sale_before_delete_refuse"] != before["sale_before_delete_refuse"]
    # What the file made is still known to be its own.
    tree.write("sql/shop/triggers.sql", "select 1;")
    tree.migrate(url)
    assert "sale_before_delete_refuse" not in guarding_oids(url)


def test_changed_trigger_file_replaces_what_it_made_and_no_more(url: str, tree: Tree) -> None:
    before = guarding_oids(url)
    tree.edit("sql/shop/triggers.sql", "before truncate on", "after truncate on")
    report = tree.migrate(url)
    assert set(report.dropped) == {
        "trigger sale_before_delete_refuse on tolsel_shop.sale",
        "trigger item_before_truncate_refuse on tolsel_core.item",
    }
    after = guarding_oids(url)
    assert after["item_before_delete_refuse"] == before["item_before_delete_refuse"]
    assert after["item_before_truncate_refuse"] != before["item_before_truncate_refuse"]


def test_vanished_files_take_triggers_and_policies_along(url: str, tree: Tree) -> None:
    tree.delete("sql/core/triggers.sql")
    tree.delete("sql/core/policies.sql")
    tree.delete("sql/shop/triggers.sql")
    tree.migrate(url)
    assert guarding_oids(url) == {}
    assert "tolsel_core._tg_refuse()" not in functions(url)
    query = "select relrowsecurity from pg_class where oid = 'tolsel_core.item'::regclass"
    assert ask(url, query) == [(False,)]


@pytest.mark.parametrize(
    "harm",
    [
        "drop trigger item_before_delete_refuse on tolsel_core.item",
        "alter table tolsel_core.item disable trigger item_before_delete_refuse",
        "drop policy item_all on tolsel_core.item",
        "alter policy item_all on tolsel_core.item using (true)",
        "alter table tolsel_core.item disable row level security",
        "create or replace function tolsel.one() returns bigint language sql as 'select 99::int8'",
        "drop view tolsel.item_name",
        "create or replace view tolsel.item_name as select 'x'::text as name, 1 as more",
        "drop function tolsel.add_sale",
    ],
)
def test_harm_to_code_is_undone(url: str, tree: Tree, harm: str) -> None:
    before = small_tree.digest(url)
    ask(url, harm)
    assert small_tree.digest(url) != before
    tree.edit("sql/core/grants.sql", ";", " ;")
    tree.migrate(url)
    ask(url, "delete from tolsel_core.release where release_id = 2")
    assert small_tree.digest(url) == before


def test_dropped_trigger_alone_is_reason_enough(url: str, tree: Tree) -> None:
    ask(url, "drop trigger item_before_delete_refuse on tolsel_core.item")
    assert tree.status(url).changed_guards == ("trigger item_before_delete_refuse",)
    report = tree.migrate(url)
    assert report.loaded
    assert report.release_id is None
    assert tree.status(url).is_current


def test_changed_constraint_is_not_made_the_new_truth(url: str, tree: Tree) -> None:
    ask(url, "alter table tolsel_shop.sale drop constraint sale_amount_check")
    for _ in range(2):
        with pytest.raises(MigrationError) as caught:
            tree.migrate(url)
        assert "constraint sale_amount_check is missing" in (caught.value.detail or "")
        tree.edit("sql/core/functions/one.sql", "1::bigint", "7::bigint - 6 + 1::bigint - 1")
    accepted = ["constraint sale_amount_check"]
    assert tree.migrate(url, accept_guards=accepted).release_id == 2
    assert not tree.migrate(url).loaded


def test_additional_index_is_recorded(url: str, tree: Tree) -> None:
    ask(url, "create index mine on tolsel_shop.sale (amount)")
    assert tree.migrate(url).release_id == 2
    assert not tree.migrate(url).loaded


def test_one_function_per_name(url: str, tree: Tree) -> None:
    ask(url, "create function tolsel.one(int) returns int language sql as 'select 1'")
    tree.edit("sql/core/functions/one.sql", "1::bigint", "7::bigint")
    with pytest.raises(MigrationError, match=r"2 functions named tolsel\.one") as caught:
        tree.migrate(url)
    assert caught.value.detail == "tolsel.one(), tolsel.one(integer)"


def test_no_function_is_public(url: str, tree: Tree) -> None:
    query = (
        "select proname from pg_proc where pronamespace = 'tolsel'::regnamespace and proacl is null"
    )
    assert ask(url, query) == []
    tree.write(
        "sql/core/grants.sql", "grant usage on schema tolsel to tolsel_app; "
        "grant execute on function tolsel.one to public;"
    )  # fmt: skip
    with pytest.raises(MigrationError, match="PUBLIC") as caught:
        tree.migrate(url)
    assert caught.value.detail == "tolsel.one()"


def test_error_names_file_and_line(url: str, tree: Tree) -> None:
    tree.write("sql/shop/views.sql", "-- one\n\ncreate view tolsel.x as\nselect nothing_there;\n")
    with pytest.raises(MigrationError, match=r"sql/shop/views\.sql line 4: column"):
        tree.migrate(url)


def test_function_that_misses_a_table_is_named(url: str, tree: Tree) -> None:
    tree.write(
        "sql/shop/functions/bad.sql",
        "create function tolsel.bad() returns tolsel.nothing language sql as 'select 1';",
    )
    with pytest.raises(MigrationError, match=r"sql/shop/functions/bad\.sql: type .*nothing"):
        tree.migrate(url)


@pytest.mark.parametrize("stray", ["sql/core/extra.sql", "sql/other/views.sql", "sql/top.sql"])
def test_file_that_would_not_be_loaded_is_refused(url: str, tree: Tree, stray: str) -> None:
    tree.write(stray, "select 1;")
    with pytest.raises(MigrationError, match="would never be loaded"):
        tree.migrate(url)


def test_jobs_are_loaded_with_their_domain_and_planned_at_the_end(url: str, tree: Tree) -> None:
    """# S66: a job starts with the system."""
    tree.write("sql/shop/jobs.sql", "insert into tolsel_core.item values (7, 'a job of the shop');")
    tree.write(
        "sql/core/functions/plan_jobs.sql",
        "create or replace function tolsel_core.plan_jobs() returns void language sql as "
        "$plan_jobs$ insert into tolsel_core.item select 8, 'planned after ' || name"
        " from tolsel_core.item where item_id = 7 $plan_jobs$;",
    )
    tree.migrate(url)
    assert ask(url, "select name from tolsel_core.item where item_id > 6 order by item_id") == [
        ("a job of the shop",),
        ("planned after a job of the shop",),
    ]


def test_function_in_two_files_is_refused(url: str, tree: Tree) -> None:
    tree.write("sql/shop/functions/again.sql", small_tree.ONE)
    with pytest.raises(MigrationError, match=r"tolsel\.one is created twice"):
        tree.migrate(url)


@pytest.mark.parametrize(
    "text",
    [
        "begin;",
        "select 1; COMMIT",
        "/* a */ -- b\n commit;",
        "create table t (begin int); commit;",
        "select $a$ x $a$; end;",
        "start  transaction",
        "select 'it''s'; rollback to x;",
        "select E'\\''; abort;",
        "create function f() returns int begin atomic; select 1; end; end;",
        "prepare transaction 'x'",
        "/* a /* b */ */ savepoint x",
        'create table "it""s;" (); release x',
    ],
)
def test_transaction_control_is_seen(text: str) -> None:
    assert find_transaction_control(text)


@pytest.mark.parametrize(
    "text",
    [
        "do $$ begin; commit; end $$;",
        "create function f() as $f$ begin null; end; $f$;",
        "select ';commit;'; select E'\\'; commit; ';",
        "-- ; commit;\n/* ; commit; /* ; commit; */ ; commit; */ select 1",
        'alter table t rename "; commit;" to begin;',
        "create function f() returns int begin atomic; select case 1 when 1 then 2 end; end;",
        "create table t (commit int, rollback int, x text default 'a');",
        "select $1; select a$b$c; select 1",
    ],
)
def test_transaction_control_is_not_imagined(text: str) -> None:
    assert find_transaction_control(text) is None


def test_line_of_transaction_control() -> None:
    assert find_transaction_control("select 1;\n\n  start\n transaction;") == (
        3,
        "start transaction",
    )


def test_headers() -> None:
    text = """
        -- create function no.no() returns int
        create or replace function tolsel.Add(  -- the sum
            p_a numeric ( 3 , 1 ), p_b text default ') as $x$'
        )
        returns table (a int, language text)
        language sql as $add$ create function no.no() $add$;
        create procedure tolsel.run() as $$ $$;
        create function tolsel.set() returns setof tolsel.t set search_path = '' begin atomic; end;
    """
    assert function_headers(text) == {
        "tolsel.add": "tolsel.add(p_a numeric(3,1),p_b text default ')as $x$')"
        "returns table(a int,language text)",
        "tolsel.run": "tolsel.run()",
        "tolsel.set": "tolsel.set()returns setof tolsel.t",
    }


def test_view_names() -> None:
    text = "create view tolsel.b as select 1; -- create view x.y\nCREATE OR REPLACE VIEW tolsel.a"
    assert view_names(text) == ["tolsel.b", "tolsel.a"]
