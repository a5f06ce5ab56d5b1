"""A small sql/ and migrations/ of its own, so that the migrator is judged by itself."""

import os
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tolsel.install import migrate as migrator

CORE = """
create schema tolsel;
create schema tolsel_core;
create table tolsel_core.release (
    release_id bigint generated always as identity primary key, version text, code_hash text,
    migrations jsonb, objects jsonb, guards jsonb, accepted text[],
    loaded_at timestamptz default now());
create table tolsel_core.item (item_id bigint primary key, name text not null);
insert into tolsel_core.item values (1, 'a;b'), (2, $$begin; commit;$$);
select count(*) from tolsel_core.item;
"""
SHOP = """
-- depends: 0001_core
create schema tolsel_shop;
create table tolsel_shop.sale (
    sale_id bigint constraint sale_pkey primary key, amount numeric,
    constraint sale_amount_check check (amount > 0));
"""
# Uses a function in a default and a type whose files come later in the alphabet.
ADD = """
create or replace function tolsel.add_sale(p_amount numeric, p_at bigint default tolsel.one())
returns bigint language sql as $add_sale$ select p_at + p_amount::bigint $add_sale$;
"""
ONE = """
create or replace function tolsel.one() returns bigint
language sql as $one$ select 1::bigint $one$;
"""
RECORD = """
create or replace function tolsel_core.record_release(
    p_version text, p_code_hash text, p_migrations jsonb, p_objects jsonb, p_accepted text[])
returns tolsel_core.release language sql as $record_release$
    insert into tolsel_core.release (version, code_hash, migrations, objects, accepted, guards)
    select p_version, p_code_hash, p_migrations, p_objects, p_accepted,
        (select jsonb_object_agg(kind || ' ' || object, definition) from tolsel_core.guard)
    returning *;
$record_release$;
"""
WRONG = """
create or replace function tolsel_core.judge_addition(p_guard text, p_definition text)
returns text language sql as $judge_addition$
    select case when p_guard ~ '^trigger ' then 'breach' else 'notice' end;
$judge_addition$;
"""
VIEWS = """
create or replace view tolsel.item as
select i.item_id, i.name, tolsel.one() as one from tolsel_core.item i;
create or replace view tolsel.item_name as select i.name from tolsel.item i;
create or replace view tolsel_core.guard as
select 'constraint' as kind, k.conname::text as object, pg_get_constraintdef(k.oid) as definition
from pg_constraint k join pg_namespace n on n.oid = k.connamespace where n.nspname ~ '^tolsel_'
union all
select 'index', c.oid::regclass::text, c.relkind::text
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname ~ '^tolsel_' and n.nspname <> 'tolsel_meta' and c.relkind = 'i'
union all
select 'trigger', t.tgname::text, pg_get_triggerdef(t.oid) || t.tgenabled::text
from pg_trigger t where not t.tgisinternal;
"""
TRIGGERS = """
create or replace function tolsel_core._tg_refuse() returns trigger
language plpgsql as $_tg_refuse$ begin raise exception 'no'; end $_tg_refuse$;
create trigger item_before_delete_refuse before delete on tolsel_core.item
for each row execute function tolsel_core._tg_refuse();
alter table tolsel_core.item enable always trigger item_before_delete_refuse;
"""
POLICIES = """
alter table tolsel_core.item enable row level security;
create policy item_all on tolsel_core.item for select to tolsel_read using (item_id > 0);
"""
SHOP_TRIGGERS = """
create trigger sale_before_delete_refuse before delete on tolsel_shop.sale
for each row execute function tolsel_core._tg_refuse();
create trigger item_before_truncate_refuse before truncate on tolsel_core.item
execute function tolsel_core._tg_refuse();
"""


@dataclass
class Tree:
    """The two folders, with changes made by writing files."""

    root: Path
    files: dict[str, str] = field(default_factory=dict)

    @property
    def sql(self) -> Path:
        return self.root / "sql"

    @property
    def migrations(self) -> Path:
        return self.root / "migrations"

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def delete(self, name: str) -> None:
        (self.root / name).unlink()

    def migrate(self, url: str, **options: Any) -> migrator.MigrationReport:
        return migrator.migrate(url, sql_dir=self.sql, migrations_dir=self.migrations, **options)

    def rollback(self, url: str, *, to: str | None) -> migrator.RollbackReport:
        return migrator.rollback(url, to=to, migrations_dir=self.migrations)

    def status(self, url: str) -> migrator.Status:
        return migrator.status(url, sql_dir=self.sql, migrations_dir=self.migrations)


def make_tree(root: Path) -> Tree:
    tree = Tree(root)
    for name, text in {
        "migrations/0001_core.sql": CORE,
        "migrations/0001_core.rollback.sql": """
            drop table tolsel_core.item; drop table tolsel_core.release;
            drop schema tolsel_core; drop schema tolsel;""",
        "migrations/0002_shop.sql": SHOP,
        "migrations/0002_shop.rollback.sql": """
            drop table tolsel_shop.sale; drop schema tolsel_shop;""",
        "migrations/SHA256SUMS": "",
        "sql/domains.txt": "core\nshop\n",
        "sql/core/functions/add_sale.sql": ADD,
        "sql/core/functions/one.sql": ONE,
        "sql/core/functions/record_release.sql": RECORD,
        "sql/core/functions/judge_addition.sql": WRONG,
        "sql/core/views.sql": VIEWS,
        "sql/core/triggers.sql": TRIGGERS,
        "sql/core/policies.sql": POLICIES,
        "sql/core/grants.sql": "grant usage on schema tolsel to tolsel_app;",
        "sql/shop/triggers.sql": SHOP_TRIGGERS,
    }.items():
        tree.write(name, text)
    return tree


def upgrade(tree: Tree) -> None:
    """Change something of every kind: a migration, a body, a signature, a view, triggers."""
    tree.write(
        "migrations/0003_shop_note.sql",
        "alter table tolsel_shop.sale add note text; "
        "alter table tolsel_core.item alter name type varchar(100);",
    )
    tree.write(
        "migrations/0003_shop_note.rollback.sql",
        "alter table tolsel_core.item alter name type text; "
        "alter table tolsel_shop.sale drop note;",
    )
    tree.edit("sql/core/functions/one.sql", "select 1::bigint", "select 2::bigint - 1")
    tree.edit("sql/core/functions/add_sale.sql", "p_amount numeric", "p_amount bigint")
    tree.edit("sql/core/views.sql", "i.item_id, i.name", "i.name, i.item_id")
    tree.edit("sql/core/triggers.sql", "before delete on", "before delete or update on")
    tree.edit("sql/core/policies.sql", "item_id > 0", "item_id > 1")


def digest(url: str) -> list[tuple[Any, ...]]:
    """Return everything in tolsel's schemas, and which migrations count as applied."""
    with psycopg.connect(url) as conn:
        found = conn.execute(
            """with own as (select oid from pg_namespace
                   where nspname ~ '^tolsel' and nspname <> 'tolsel_meta')
            select 'column', c.oid::regclass::text, a.attname::text,
                format_type(a.atttypid, a.atttypmod)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                and not a.attisdropped
            where c.relnamespace in (select oid from own)
            union all select 'row security', c.oid::regclass::text, '', c.relrowsecurity::text
            from pg_class c where c.relnamespace in (select oid from own)
            union all select 'trigger', tgrelid::regclass::text, tgname::text,
                pg_get_triggerdef(oid) || tgenabled::text from pg_trigger where not tgisinternal
            union all select 'policy', polrelid::regclass::text, polname::text,
                pg_get_expr(polqual, polrelid) from pg_policy
            union all select 'function', oid::regprocedure::text, '', prosrc from pg_proc
            where pronamespace in (select oid from own)
            order by 1, 2, 3"""
        ).fetchall()
        for table, what in (
            ("tolsel_meta._yoyo_migration", "migration_id"),
            ("tolsel_core.release", "code_hash"),
        ):
            if conn.execute("select to_regclass(%s)", [table]).fetchone() != (None,):
                query = f"select '{table}', {what} from {table} order by 2"
                found += conn.execute(query.encode()).fetchall()
    return found


def migrate_and_die(url: str, root: Path, at_statement: int) -> None:
    """Migrate, but kill this process before its n-th statement; for a process of its own."""
    execute = psycopg.Cursor.execute
    count = 0

    def dying(self: Any, *args: Any, **options: Any) -> Any:
        nonlocal count
        count += 1
        if count == at_statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(self, *args, **options)

    psycopg.Cursor.execute = dying  # type: ignore[method-assign]
    Tree(root).migrate(url)


def migrate_in_process(url: str, root: Path) -> tuple[str, ...]:
    """Migrate and return the ids applied; for a process of its own."""
    return Tree(root).migrate(url).applied


def init_in_process(url: str) -> None:
    """Run init; for a process of its own."""
    migrator.init(url)
