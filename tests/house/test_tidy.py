"""Style is a test: names, order, comments, lengths. What it forbids has a better form beside it."""

import re
from pathlib import Path

import pytest

from tests.house.catalog import Connection, column

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
SQL = ROOT / "sql"
DOMAINS = (SQL / "domains.txt").read_text().split()
FUNCTION_FILES = sorted(SQL.glob("*/functions/*.sql"))
HELPER_FILES = sorted(SQL.glob("*/helpers/*.sql"))
SQL_FILES = sorted([*SQL.rglob("*.sql"), *(ROOT / "migrations").glob("*.sql")])
ENTRIES = {
    "functions", "helpers", "views.sql", "columns.sql", "triggers.sql", "breaches.sql",
    "quick.sql", "policies.sql", "errors.sql", "jobs.sql", "grants.sql", "README.md",
}  # fmt: skip
LINE_LENGTH = 100
FUNCTION_LENGTH = 120
HELPERS_LENGTH = 300
HELPERS_A_FILE = 10
# Of public functions; a helper is named for what it answers.
VERBS = [
    "acknowledge", "add", "adjust", "allocate", "apply", "assign", "attempt", "bank", "call",
    "cancel", "capture", "charge",
    "change", "claim", "close", "complete", "correct", "delete", "draft", "drain", "enforce",
    "exchange", "expire", "explain", "fail", "find", "forget", "get", "grant", "import", "issue",
    "join",
    "list", "mark", "match", "merge", "meter", "open", "park", "pay", "place", "post",
    "process", "provision", "prune", "quote", "rebuild", "recall", "reconcile", "record",
    "refund", "release", "reopen", "replay", "reset", "resize", "retry", "return",
    "revalue",
    "reverse", "revoke", "run",
    "save", "seal", "set", "start", "stop", "top", "transfer", "undo", "unfreeze",
    "validate", "verify", "void",
]  # fmt: skip
ALONE = {"help", "verify", "preview", "refuse", "repair", "post", "seal", "validate"}
NAMED_FOR_THE_ANSWER = {"current_tenant_id"}
# With the rights of the caller, and for the one without settings: no other procedure may commit.
INVOKERS = {"preview", "run_due_jobs"}

# Outside comments and texts: what is forbidden, and what to write in its place.
BANNED = {
    r"\bnow\(\)\s*::\s*date\b": "tolsel_core.branch_date: a business day belongs to a branch",
    r"\bcurrent_date\b": "tolsel_core.branch_date: a business day belongs to a branch",
    r"\blocaltime(stamp)?\b": "timestamptz",
    r"\btimestamp\s+without\b|\btimestamp\b(?!tz| with)": "timestamptz",
    r"\b(float|real|double precision|money)\b(?!_)": "numeric",
    r"\bvarchar\b": "text with a check",
    r"\bserial\b|\bbigserial\b": "generated always as identity",
    r"\bto\s+public\b": "a role: nothing is open to everybody",
    r"\bwhen others\b": "the conditions that are meant",
    r"\bon delete cascade\b": "restrict: money is never deleted along with something",
    r"\bselect \* from tolsel_\w+\.\w+\s*;": "the columns that are needed",
    r"\bforce row level security\b": "enable: forced, verify and repair are blind",
    r"\bcreate type \S+ as enum\b": "text with a check, or a table",
    r"\bnot in \(\s*select\b": "not exists: null makes it never true",
    r"\b(notify|listen)\b": "the outbox",
    r"\bunlogged\b": "a table that survives a crash",
    r"\braise\s+exception\b": "tolsel_core.refuse",
}
ALLOWED = {
    ("sql/core/helpers/context.sql", r"\braise\s+exception\b"),
    # The caller's own rights do not reach tolsel_core.refuse.
    ("sql/core/functions/preview.sql", r"\braise\s+exception\b"),
    # Whatever a job fails with, it fails alone.
    ("sql/core/functions/run_claimed_job.sql", r"\bwhen others\b"),
    # No class of SQLSTATEs can be named in a handler: it keeps tolsel's refusals, raises the rest.
    ("sql/billing/helpers/attempts.sql", r"\bwhen others\b"),
    ("sql/billing/helpers/items.sql", r"\bwhen others\b"),
    ("sql/bank/helpers/singly.sql", r"\bwhen others\b"),
    ("sql/bank/helpers/together.sql", r"\bwhen others\b"),
    # Whatever was tampered with so that a check stops is named, and the others are asked.
    ("sql/core/functions/verify.sql", r"\bwhen others\b"),
    ("sql/core/helpers/incidents.sql", r"\bwhen others\b"),
    # Whatever the closing of a day fails with is its outcome, which is kept.
    ("sql/queue/helpers/resetting.sql", r"\bwhen others\b"),
    # One wallet that is refused never stops the others: it is named, and what is no refusal raised.
    ("sql/wallet/helpers/metering.sql", r"\bwhen others\b"),
    ("sql/wallet/helpers/closing_months.sql", r"\bwhen others\b"),
}
KEYWORDS = (
    "SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|CREATE|REPLACE|FUNCTION|RETURNS|BEGIN|END|DECLARE|AND"
    "|OR|NOT|NULL|JOIN|LEFT|GROUP BY|ORDER BY|CASE|WHEN|THEN|ELSE|IF|TABLE|VIEW|GRANT|REVOKE|CHECK"
    "|PRIMARY|FOREIGN|UNIQUE|PERFORM|RAISE|RETURN|LOOP"
)
HEADER = re.compile(
    r"create or replace (?P<kind>function|procedure) (?P<schema>tolsel\w*)\.(?P<name>\w+)\("
    r"(?P<arguments>.*?)\)\n"
    r"(?:returns (?P<returns>.+?)\n)?"
    r"language (?P<language>sql|plpgsql)\n"
    r"(?:(?P<volatility>immutable|stable|volatile)\n)?"
    r"(?P<parallel>parallel safe\n)?"
    r"(?P<security>security definer\n)?"
    r"(?P<settings>(?:set \w+ = [^\n]+\n)*)"
    r"as \$(?P<tag>\w+)\$\n"
    r"(?P<body>.*?)\n\$(?P=tag)\$;\n"
    r"comment on (?P=kind) (?P<commented>[\w.]+) is(?P<comment>.+?);\n"
    r"(?P<rights>(?:(?:revoke|grant) [^;]+;\n)*)",
    re.DOTALL,
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_of(text: str) -> str:
    """Return SQL without its comments and its texts, line by line; function bodies are code."""
    # Whichever comes first: a comment may hold an apostrophe, and a text two hyphens.
    return re.sub(r"--[^\n]*|'(?:[^']|'')*'|\$\$.*?\$\$", _blank, text, flags=re.DOTALL)


def without_comments(text: str) -> str:
    """Return SQL without what stands behind two hyphens, in texts too."""
    return re.sub(r"--[^\n]*", "", text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def read_functions(path: Path) -> list[re.Match[str]]:
    """Read a file of functions: one where it is public, several below a head in helpers/."""
    text = path.read_text()
    if path in HELPER_FILES:
        head = re.match(r"(?:-- [^\n]+\n)+\n", text)
        assert head, f"{name_of(path)} does not begin with a comment that tells its story"
        texts = re.split(r"\n(?=create or replace )", text[head.end() :])
        # What separates two functions is a blank line, which the last one does not have.
        assert all(text.endswith(";\n") for text in texts)
    else:
        texts = [text]
    functions = []
    for text in texts:
        found = HEADER.fullmatch(text)
        assert found, (
            f"{name_of(path)}: {text.partition(chr(10))[0]} is not in the order of the template:"
            " language, volatility, parallel, security, set, as $name$, comment, revoke and grant"
        )
        functions.append(found)
    return functions


def check_function(found: re.Match[str]) -> None:
    """Judge what holds for public functions and helpers alike."""
    # A session that sets standard_conforming_strings off reads a backslash as an escape.
    texts = re.findall(r"(\b[Ee])?'((?:[^']|'')*)'", without_comments(found["body"]))
    escaped = [text for prefix, text in texts if "\\" in text and not prefix]
    assert "set standard_conforming_strings = on" in (found["settings"] or "") or not escaped, (
        f"a backslash in {escaped}: write [.] or [[:space:]], or E'...' with two of them"
    )
    name, schema = found["name"], found["schema"]
    assert name == found["tag"]
    assert found["commented"] == f"{schema}.{name}"
    is_function = found["kind"] == "function"
    assert bool(found["returns"]) == bool(found["volatility"]) == is_function
    assert "_" in name or name in ALONE
    if found["security"]:
        assert "set search_path = pg_catalog, pg_temp\n" in found["settings"]
        assert f"revoke all on function {schema}.{name} from public;" in found["rights"]
    assert all(a.startswith("p_") for a in arguments_of(found))
    assert found[0].count("\n") <= FUNCTION_LENGTH


def arguments_of(found: re.Match[str]) -> list[str]:
    return [a.split()[0] for a in _split(found["arguments"])]


# Calls the function once for every column of its result.
STAR = re.compile(r"\(\s*tolsel\w*\.\w+\s*\((?:[^()]|\([^()]*\))*\)\s*\)\s*\.\*")


def test_no_file_calls_once_for_every_column() -> None:
    own = [*SQL_FILES, *(ROOT / "python").rglob("*.py"), *ROOT.rglob("README.md")]
    own = [path for path in own if ".venv" not in path.parts]
    assert STAR.search("select (tolsel.post_journal(lines_of('a'), 'b')).*")
    starred = [path for path in own if STAR.search(path.read_text(encoding="utf-8"))]
    assert not starred, "select * from f() calls it once"


@pytest.mark.parametrize("path", FUNCTION_FILES, ids=name_of)
def test_public_function(path: Path) -> None:
    (found,) = read_functions(path)
    check_function(found)
    name = found["name"]
    assert (found["schema"], name) == ("tolsel", path.stem)
    if name not in ALONE | NAMED_FOR_THE_ANSWER:
        assert name.split("_")[0] in VERBS, "a public function is verb_noun"
    assert found["comment"].lstrip().startswith(("$$", "'"))
    assert found["rights"].startswith(f"revoke all on {found['kind']} tolsel.{name} from public;\n")
    assert found["security"] or name in INVOKERS
    arguments = arguments_of(found)
    if "p_tenant_id" in arguments and "login" not in name and name != "find_shard":
        assert arguments[-1] == "p_tenant_id"
        default = "p_tenant_id bigint default tolsel.current_tenant_id()"
        assert found["arguments"].rstrip().endswith(default)
    if "p_request_key" in arguments:
        assert arguments.index("p_request_key") == len(arguments) - 2


@pytest.mark.parametrize("path", HELPER_FILES, ids=name_of)
def test_helpers(path: Path) -> None:
    functions = read_functions(path)
    assert 2 <= len(functions) <= HELPERS_A_FILE
    assert path.read_text().count("\n") <= HELPERS_LENGTH
    for found in functions:
        check_function(found)
        assert found["schema"] == f"tolsel_{path.parts[-3]}"
        assert found["security"] or not found["rights"], "a helper has no grant"


def _split(arguments: str) -> list[str]:
    """Split an argument list at its commas outside parentheses."""
    parts, depth = [""], 0
    for letter in arguments:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


@pytest.mark.parametrize("path", SQL_FILES, ids=name_of)
def test_sql_file(path: Path) -> None:
    text = path.read_text()
    lines = text.splitlines()
    assert text.endswith("\n") and not text.endswith("\n\n")
    long = [n for n, line in enumerate(lines, 1) if len(line) > LINE_LENGTH]
    assert not long, f"lines longer than {LINE_LENGTH}: {long}"
    assert not [n for n, line in enumerate(lines, 1) if line != line.rstrip() or "\t" in line]
    code = code_of(text)
    shouted = [
        n for n, line in enumerate(code.splitlines(), 1) if re.search(rf"\b({KEYWORDS})\b", line)
    ]
    assert not shouted, f"keywords in capitals: {shouted}"
    for pattern, better in BANNED.items():
        if (name_of(path), pattern) in ALLOWED:
            continue
        found = re.search(pattern, code)
        assert not found, f"{found and found[0]!r}: write {better}"
    assert not re.search(r"(?i)\b(todo|fixme|xxx)\b", text)


def test_lines_of_pgtap_files_end() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{n}"
        for path in sorted((ROOT / "tests" / "sql").rglob("*.sql"))
        for n, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 120
    ]
    assert long == []


def test_domains_are_the_folders() -> None:
    assert [p.name for p in sorted(SQL.iterdir()) if p.is_dir()] == sorted(DOMAINS)
    for domain in DOMAINS:
        folder = SQL / domain
        assert {p.name for p in folder.iterdir()} <= ENTRIES, domain
        for entry in ("functions", "helpers"):
            assert all(p.suffix == ".sql" for p in (folder / entry).iterdir())


@pytest.mark.parametrize("path", [*FUNCTION_FILES, *HELPER_FILES], ids=name_of)
def test_a_domain_calls_only_those_before_it(path: Path) -> None:
    domain = path.parts[-3]
    later = DOMAINS[DOMAINS.index(domain) + 1 :]
    code = code_of(path.read_text())
    assert not [d for d in later if f"tolsel_{d}." in code]


def test_every_public_function_has_a_test() -> None:
    missing = [
        name_of(path)
        for path in FUNCTION_FILES
        if not (ROOT / f"tests/sql/{path.parts[-3]}/test_{path.stem}.sql").exists()
    ]
    assert not missing, f"no pgTAP file: {missing}"


def test_every_helper_is_used() -> None:
    """Nothing is dead: a helper is called somewhere in sql/, by the migrator or as a job."""
    # Texts count: some are made into SQL and run.
    code = "\n".join(without_comments(path.read_text()) for path in SQL.rglob("*.sql"))
    python = "\n".join(p.read_text() for p in (ROOT / "python").rglob("*.py"))
    jobs = "\n".join(path.read_text() for path in SQL.glob("*/jobs.sql"))
    dead = []
    for path in HELPER_FILES:
        for found in read_functions(path):
            full = f"{found['schema']}.{found['name']}("
            # Once is where it is made; one that calls itself is used by nobody either.
            calls = code.count(full) - without_comments(found[0]).count(full)
            if not (calls or full in python or f"'{full[:-1]}'" in jobs):
                dead.append(full[:-1])
    assert not dead


def test_every_migration_has_its_way_back_and_its_reason() -> None:
    folder = ROOT / "migrations"
    forward = [p for p in sorted(folder.glob("*.sql")) if ".rollback" not in p.name]
    assert [int(p.name[:4]) for p in forward] == list(range(1, len(forward) + 1))
    for path in forward:
        assert re.fullmatch(r"\d{4}_[a-z0-9_]+\.sql", path.name)
        assert path.name[5:].removesuffix(".sql").split("_")[0] in DOMAINS
        assert path.with_name(path.stem + ".rollback.sql").read_text().startswith("-- Undoes ")
        assert path.read_text().startswith("-- ")
    assert {p.name for p in folder.iterdir()} == {"SHA256SUMS", "README.md"} | {
        name for p in forward for name in (p.name, p.stem + ".rollback.sql")
    }


UNCOMMENTED = """
    select 'schema ' || n.nspname from pg_namespace n
    where n.nspname ~ '^tolsel' and obj_description(n.oid, 'pg_namespace') is null
    union all
    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^tolsel(_(?!meta)|$)' and c.relkind in ('r', 'p', 'v', 'm')
        and obj_description(c.oid, 'pg_class') is null
    union all
    select c.oid::regclass || '.' || a.attname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname ~ '^tolsel_(?!meta)' and c.relkind in ('r', 'p')
        and col_description(c.oid, a.attnum) is null
    union all
    select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname ~ '^tolsel' and obj_description(p.oid, 'pg_proc') is null
    union all
    select 'type ' || format_type(t.oid, null)
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
    left join pg_class c on c.oid = t.typrelid
    where n.nspname ~ '^tolsel_(?!meta)' and obj_description(t.oid, 'pg_type') is null
        and (t.typtype in ('d', 'e') or (t.typtype = 'c' and c.relkind = 'c'))"""


def test_everything_is_explained(postgresql: Connection) -> None:
    """# S90"""
    assert not column(postgresql, UNCOMMENTED)


def test_comments_are_sentences(postgresql: Connection) -> None:
    found = column(
        postgresql,
        """select c.oid::regclass || '.' || coalesce(a.attname, '') || ': ' || d.description
           from pg_description d
           join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
           join pg_namespace n on n.oid = c.relnamespace
           left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
           where n.nspname ~ '^tolsel(_(?!meta)|$)' and d.description !~ '\\.$'""",
    )
    assert not found


def test_keys_and_tenants(postgresql: Connection) -> None:
    """# S90 T1: a tenant's table has the tenant first in its key, and in every foreign key."""
    assert not column(
        postgresql,
        """select c.oid::regclass::text
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname ~ '^tolsel_(?!meta)' and c.relkind in ('r', 'p') and not exists (
               select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')""",
    )
    assert not column(
        postgresql,
        """select k.conrelid::regclass || '.' || k.conname
           from pg_constraint k
           join pg_namespace n on n.oid = k.connamespace
           join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'tenant_id'
           where n.nspname ~ '^tolsel_' and k.contype in ('p', 'u')
               and k.conrelid <> 'tolsel_core.tenant'::regclass and k.conkey[1] <> a.attnum""",
    )
    assert not column(
        postgresql,
        """select k.conrelid::regclass || '.' || k.conname from pg_constraint k
           join pg_namespace n on n.oid = k.connamespace
           where n.nspname ~ '^tolsel' and k.contype = 'f'
               and (k.confdeltype <> 'a' or k.confupdtype not in ('a', 'c'))""",
    )


# Names that are older than the rule, and that callers rely on. # S28 S29
REQUIRED_NAMES = {"check_paid_amount_non_negative", "check_paid_amount_not_exceeds_total"}
# Columns that read better so: a sum, a mode, and a number for people.
WELL_NAMED = {
    ("customer", "payment_total"),
    ("invoice", "uses_credit"),
    ("credit_note_line", "quantity"),
    ("credit_note_line", "tax_rate"),
    ("invoice_line", "tax_rate"),
    ("invoice_line", "quantity"),
}


def test_names_of_constraints_and_indexes(postgresql: Connection) -> None:
    ends = {"p": "_pkey", "u": "_key", "f": "_fkey", "c": "_check"}
    rows = postgresql.execute(
        """select c.relname, k.conname, k.contype::text from pg_constraint k
           join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
           where n.nspname ~ '^tolsel_(?!meta)' and k.contype in ('p', 'u', 'f', 'c')
               and k.coninhcount = 0"""
    ).fetchall()
    assert len(rows) > 50
    assert not [
        r for r in rows
        if not (r[1].startswith(r[0] + "_") and r[1].endswith(ends[r[2]]))
        and r[1] not in REQUIRED_NAMES
    ]  # fmt: skip
    indexes = postgresql.execute(
        """select c.relname, i.relname from pg_index x join pg_class c on c.oid = x.indrelid
           join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
           where n.nspname ~ '^tolsel_(?!meta)' and c.relkind in ('r', 'p') and not exists (
               select from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u'))"""
    ).fetchall()
    assert indexes
    assert not [i for i in indexes if not (i[1].startswith(i[0] + "_") and i[1].endswith("_idx"))]


def test_every_index_says_what_for() -> None:
    for path in sorted((ROOT / "migrations").glob("*.sql")):
        lines = path.read_text().splitlines()
        for n, line in enumerate(lines):
            if re.match(r"create (unique )?index", line):
                above = "\n".join(lines[max(0, n - 4) : n])
                assert "-- Usage:" in above, f"{path.name}:{n + 1} has no -- Usage: comment"


def test_names_of_triggers(postgresql: Connection) -> None:
    rows = postgresql.execute(
        """select n.nspname || '.' || c.relname, g.tgname, p.proname,
               case when g.tgtype & 2 = 2 then 'before' else 'after' end, g.tgtype & 60,
               g.tgtype & 1
           from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_proc p on p.oid = g.tgfoid
           join pg_namespace n on n.oid = c.relnamespace
           where n.nspname ~ '^tolsel' and not g.tgisinternal and g.tgparentid = 0"""
    ).fetchall()
    assert rows
    for table, name, function, timing, _, _ in rows:
        assert name.startswith(f"{table.partition('.')[2]}_{timing}_"), name
        assert function.startswith("_tg_"), name
    # At most one trigger for a table, timing and event: their order by name is a trap. A new tenant
    # gets rows from each domain, which do not look at each other's.
    places = [
        (r[0], r[3], event, r[5])
        for r in rows
        for event in (4, 8, 16, 32)
        if r[4] & event and not r[1].startswith("tenant_after_insert_")
    ]
    assert len(places) == len(set(places))


def test_names_of_columns(postgresql: Connection) -> None:
    rows = postgresql.execute(
        """select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
           from pg_attribute a join pg_class c on c.oid = a.attrelid
           join pg_namespace n on n.oid = c.relnamespace
           where n.nspname ~ '^tolsel_(?!meta)' and c.relkind in ('r', 'p') and a.attnum > 0
               and not a.attisdropped"""
    ).fetchall()
    wrong = []
    for table, name, kind in rows:
        if (table, name) in WELL_NAMED:
            continue
        if kind == "timestamp with time zone" and not name.endswith("_at"):
            wrong.append((table, name, "a time ends in _at"))
        if kind in ("date", "tolsel_core.calendar_date") and not name.endswith("_on"):
            wrong.append((table, name, "a date ends in _on"))
        if kind == "boolean" and not name.startswith(("is_", "has_")):
            wrong.append((table, name, "a truth begins with is_ or has_"))
        if kind in (
            "tolsel_core.money_amount",
            "tolsel_core.money_total",
            "tolsel_core.moved_amount",
            "tolsel_core.positive_amount",
            "tolsel_core.unsigned_amount",
            "tolsel_core.unsigned_total",
            "numeric",
        ) and not re.search(r"amount|balance|limit|available|_percent$", name):
            wrong.append((table, name, "money is an amount or a balance"))
        if kind in ("numeric(20,2)", "real", "double precision", "json", "character varying"):
            wrong.append((table, name, f"no {kind}"))
    assert not wrong
