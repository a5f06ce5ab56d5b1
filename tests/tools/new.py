"""Begin a public function with its test, or a migration with its way back.

Usage: python -m tests.tools.new function ledger.void_journal
       python -m tests.tools.new migration ledger_add_note
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FUNCTION = """\
create or replace function tolsel.{name}(
    p_request_key text default null, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_{domain}.{table}
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as ${name}$
declare
    v_{table} tolsel_{domain}.{table};
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: in the one order of locks, before anything is judged.
    -- Repeat: the same key and content answer with the first row; other content is refused.
    -- Refuse: every refusal stands above the first write.
    -- Write: this domain's own tables only.
    -- Hand on: other domains are reached through their functions.
    return v_{table};
end
${name}$;
comment on function tolsel.{name} is $$One sentence in the third person.
raises: none$$;
revoke all on function tolsel.{name} from public;
grant execute on function tolsel.{name} to tolsel_app;
"""

TEST = """\
begin;
select plan(1);
set local role shop_app;

select fail('tolsel.{name} has a test');

select * from finish();
rollback;
"""

MIGRATION = """\
-- Why:
-- Lock taken, and for how long:
set local lock_timeout = '2s';
"""

ROLLBACK = """\
-- Undoes {name}.
set local lock_timeout = '2s';
"""


def new_function(root: Path, qualified: str) -> list[Path]:
    """Write the function and the test that fails until somebody writes a real one."""
    parts = re.fullmatch(r"([a-z]+)\.([a-z]+(?:_[a-z0-9]+)+)", qualified)
    if not parts:
        raise SystemExit(f"{qualified!r}: write F=domain.verb_noun, such as F=ledger.void_journal")
    domain, name = parts.groups()
    if domain not in (root / "sql" / "domains.txt").read_text().split():
        raise SystemExit(f"{domain!r} is not in sql/domains.txt")
    table = name.partition("_")[2]
    return _write(
        {
            root / f"sql/{domain}/functions/{name}.sql": FUNCTION,
            root / f"tests/sql/{domain}/test_{name}.sql": TEST,
        },
        domain=domain,
        name=name,
        table=table,
    )


def new_migration(root: Path, name: str) -> list[Path]:
    """Write the next migration, which runs after all others, and its rollback."""
    if not re.fullmatch(r"[a-z]+_[a-z0-9_]+", name):
        raise SystemExit(f"{name!r}: write N=domain_what_it_does, such as N=ledger_add_note")
    folder = root / "migrations"
    names = sorted(p.stem for p in folder.glob("[0-9]*.sql") if ".rollback" not in p.name)
    full = f"{int(names[-1][:4]) + 1 if names else 1:04}_{name}"
    return _write(
        {
            folder / f"{full}.sql": MIGRATION,
            folder / f"{full}.rollback.sql": ROLLBACK,
        },
        name=full,
    )


def _write(files: dict[Path, str], **words: str) -> list[Path]:
    if there := [path for path in files if path.exists()]:
        raise SystemExit(f"{there[0]} is there already")
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.format(**words))
    return list(files)


def main() -> None:
    makers = {"function": new_function, "migration": new_migration}
    if len(sys.argv) != 3 or sys.argv[1] not in makers:
        raise SystemExit("usage: make new-function F=domain.verb_noun, make new-migration N=name")
    for path in makers[sys.argv[1]](ROOT, sys.argv[2]):
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
