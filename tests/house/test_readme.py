"""What the README files name exists, what exists is named, and what is generated is current."""

import re
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests.bench.__main__ import PROGRAMS
from tests.harness import ROOT
from tests.tools import docs
from tolsel import cli

pytestmark = pytest.mark.once

FILES = docs.readme_files()
TEXTS = {path: path.read_text() for path in FILES}
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = {
    path: [
        *(line for block in FENCE.findall(text) for line in block.splitlines()[1:-1]),
        *re.findall(r"`([^`\n]+)`", FENCE.sub("", text)),
    ]
    for path, text in TEXTS.items()
}
ALL_CODE = [code for codes in CODE.values() for code in codes]
DOMAINS = (ROOT / "sql" / "domains.txt").read_text().split()

SETTINGS = {"tolsel.tenant_id", "synchronous_standby_names"}
OF_PYTHON = {"tolsel.retried"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_first_one_is_short_and_in_order() -> None:
    text = TEXTS[ROOT / "README.md"]
    assert len(text.splitlines()) <= 200
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "First run, in 60 seconds",
        "One payment, one refusal, one repeat",
        "From your application",
        "Where does a rule live?",
        "The domains",
        "The command line",
        "Install and upgrade",
        "Limits",
        "Changes",
    ]


def test_every_folder_has_one() -> None:
    folders = ["", "migrations", "python", "sql", "tests", "tests/bench"]
    folders += [f"sql/{domain}" for domain in DOMAINS]
    # The source archive has no findings.
    folders += ["findings"] if (ROOT / "findings").exists() else []
    assert sorted(FILES) == sorted(ROOT / folder / "README.md" for folder in folders)


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_tells_the_same_things_in_the_same_order(domain: str) -> None:
    text = TEXTS[ROOT / "sql" / domain / "README.md"]
    files = {"views": "views.sql", "checks": "breaches.sql"}
    parts = [
        part
        for part in ("functions", "views", "refusals", "helpers", "checks")
        if part not in files or (ROOT / "sql" / domain / files[part]).exists()
    ]
    assert [found[2] for found in docs.PART.finditer(text)][: len(parts)] == parts
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [title.lower() for title in titles if title.lower() in parts] == parts
    story = text.partition("\nOn this page:")[0]
    assert 10 <= len(story.splitlines()) <= 40


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_is_generated_is_current(path: Path) -> None:
    assert docs.render(path) == TEXTS[path], "make docs"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[path]):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.+)$", FENCE.sub("", found.read_text()), re.MULTILINE)
            assert anchor in {anchor_of(title) for title in titles}, target


def anchor_of(title: str) -> str:
    """What GitHub makes of a heading: small letters, hyphens, nothing else."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_folders_and_files_exist() -> None:
    named = {
        word
        for code in ALL_CODE
        for word in re.findall(r"\b(?:sql|python|tests|migrations|findings)/[\w./]*", code)
    }
    assert {"migrations/", "python/tolsel/", "tests/race"} <= named
    patterns = {"findings/NAME.sh", "sql/"}
    assert [name for name in sorted(named - patterns) if not (ROOT / name).exists()] == []


def test_commands_are_not_repeated_by_hand() -> None:
    listed = re.findall(r"^\| `tolsel (\S+)` \|", TEXTS[ROOT / "README.md"], re.MULTILINE)
    assert listed == [*cli.COMMANDS]


@pytest.mark.parametrize(
    "call", sorted({found for code in ALL_CODE for found in re.findall(r"\btolsel [a-z].*", code)})
)
def test_commands_and_options_exist(call: str) -> None:
    words = call.partition("#")[0].split()
    helped = CliRunner().invoke(cli.main, [words[1], "--help"], prog_name="tolsel")
    assert helped.exit_code == 0, call
    for option in (word for word in words[2:] if word.startswith("--")):
        assert option in helped.stdout, call


def test_options_of_import_exist() -> None:
    helped = CliRunner().invoke(cli.main, ["import", "--help"]).stdout
    text = TEXTS[ROOT / "python" / "README.md"].partition("## Importing")[2]
    named = re.findall(r"`(--[a-z-]+)`", text)
    assert named
    assert [option for option in named if option not in helped] == []


def test_make_targets_exist() -> None:
    listed = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    targets = set(re.findall(r"^  make ([a-z-]+)", listed, re.MULTILINE))
    named = {found for code in ALL_CODE for found in re.findall(r"\bmake ([a-z-]+)", code)}
    assert {"demo", "docs", "test"} <= named
    assert named - targets == set()


def test_what_is_measured_can_be_measured() -> None:
    asked = {
        found
        for code in ALL_CODE
        for found in re.findall(r'\bmake bench T="?(\w+)(?: ([\w ]+))?', code)
    }
    assert len(asked) > 5
    for program, title in sorted(asked):
        assert program in PROGRAMS
        assert title in (ROOT / "tests" / "bench" / f"{program}.py").read_text(), title


@pytest.fixture
def described(postgresql: psycopg.Connection[Any]) -> dict[str, str]:
    """The comment of each public function and view, by its name."""
    return dict(
        postgresql.execute(
            """select p.proname::text, obj_description(p.oid, 'pg_proc') from pg_proc p
               where p.pronamespace = 'tolsel'::regnamespace
               union all
               select c.relname, obj_description(c.oid, 'pg_class') from pg_class c
               where c.relnamespace = 'tolsel'::regnamespace and c.relkind = 'v'"""
        ).fetchall()
    )


def test_the_lists_are_the_catalog(described: dict[str, str]) -> None:
    listed = [
        found
        for domain in DOMAINS
        for found in (
            *docs.public_functions(ROOT / "sql" / domain),
            *docs.public_views(ROOT / "sql" / domain),
        )
    ]
    assert sorted(found.name for found in listed) == sorted(described)
    for found in listed:
        assert found.sentence == docs.first_sentence(described[found.name])


def test_every_object_named_exists(postgresql: psycopg.Connection[Any]) -> None:
    named = {
        found
        for code in ALL_CODE
        for found in re.findall(
            rf"(?<![\w.])(tolsel(?:_(?:{'|'.join(DOMAINS)}))?\.(?!mjs|d\.mts)[a-z_]+)(?![\w*])",
            code,
        )
    }
    modules = {
        path.relative_to(ROOT / "python")
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix(".__init__")
        for path in (ROOT / "python").rglob("*.py")
    }
    assert len(named) > 50
    for name in sorted(named - SETTINGS - OF_PYTHON - modules):
        found = postgresql.execute(
            """select to_regclass(%(name)s) is not null or to_regtype(%(name)s) is not null
                   or exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                              where n.nspname || '.' || p.proname = %(name)s)""",
            {"name": name},
        ).fetchone()
        assert found == (True,), name


def test_names_are_those_of_the_code() -> None:
    """A function, column or constraint that the folders of sql/ name by its bare name."""
    written = {
        word
        for folder in ("sql", "migrations")
        for path in (ROOT / folder).rglob("*.sql")
        for word in re.findall(r"\w+", path.read_text())
    }
    named = {
        name
        for path, text in TEXTS.items()
        if path.is_relative_to(ROOT / "sql")
        for name in re.findall(
            r"`([a-z]+(?:_[a-z]+)+)`", FENCE.sub("", text).partition("## Names from elsewhere")[0]
        )
    }
    assert len(named) > 100
    assert sorted(named - written - SETTINGS) == []


def test_what_holds_a_rule_exists(postgresql: psycopg.Connection[Any]) -> None:
    """The constraints, triggers and views that the tables `Where to look` name."""
    text = TEXTS[ROOT / "sql" / "billing" / "README.md"]
    table = text.partition("## Where to look")[2].partition("## ")[0]
    named = re.findall(r"(constraint|trigger|view) `(\w+)`", table)
    assert len(named) > 5
    for kind, name in named:
        found = postgresql.execute(
            {
                "constraint": "select count(*) from pg_constraint where conname = %s",
                "trigger": "select count(*) from pg_trigger where tgname = %s",
                "view": "select count(*) from pg_class where relname = %s",
            }[kind],
            [name],
        ).fetchone()
        assert found and found[0] > 0, name
    for row in re.findall(r"^\| [^|]+\| ([^|]+) \|", table, re.MULTILINE):
        for code in re.findall(r"`(U[A-Z]\d{3})`", row):
            said = [line for line in text.splitlines() if line.startswith(f"| `{code}`")]
            assert any(f"`{name}`" in said[0] for name in re.findall(r"`(\w+)`", row)), code


def test_every_verb_of_the_helpers_is_explained() -> None:
    text = TEXTS[ROOT / "sql" / "README.md"].partition("## Verbs of private functions")[2]
    table, _, rest = text.partition("## ")[0].partition("\nA helper without a verb")
    verbs = {
        verb.rstrip("_")
        for row in re.findall(r"^\| (`[^|]+`) \|", table, re.MULTILINE)
        for verb in re.findall(r"`(\w+)`", row)
    }
    answers = {name.partition("_")[0] for name in re.findall(r"`(\w+)`", rest)}
    words = [
        name.partition("_")[0]
        for path in (ROOT / "sql").rglob("*.sql")
        for name in re.findall(
            r"^create or replace function tolsel_\w+\.([a-z]\w*)\(", path.read_text(), re.MULTILINE
        )
    ]
    assert verbs and answers
    assert sorted(verbs - set(words)) == [], "no private function has this verb"
    often = {word for word in words if words.count(word) > 1}
    assert sorted(often - verbs - answers) == [], "a verb of several functions, not explained"


def test_what_the_queue_leaves_out_is_said() -> None:
    """# Q7"""
    assert "Appointments are out of scope" in TEXTS[ROOT / "sql" / "queue" / "README.md"]
