"""Write the generated parts of the README files: lists that the files in sql/ and the commands say.

Usage: python -m tests.tools.docs

A generated part stands between `<!-- make docs: NAME -->` and `<!-- end -->`. It asks no server:
every object has its comment in the file that makes it, which the catalog then holds word by word.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tolsel import cli

ROOT = Path(__file__).resolve().parents[2]
PART = re.compile(r"(<!-- make docs: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
WIDTH = 100
_TEXT = r"(?:\$\$(?P<dollars>.*?)\$\$|'(?P<quotes>(?:[^']|'')*)')"
_FUNCTION = re.compile(
    r"^create or replace (?:function|procedure) (?P<schema>\w+)\.(?P<name>\w+)\(", re.MULTILINE
)
_VIEW_COMMENT = re.compile(
    rf"^comment on view (?P<schema>\w+)\.(?P<name>\w+) is\s+{_TEXT};", re.MULTILINE | re.DOTALL
)
_REFUSAL = re.compile(r"^\('(?P<code>U[A-Z]\d{3})', '(?P<name>\w+)',\s+'(?P<message>.+?)',$", re.M)

_JOB = re.compile(
    r"register_job\(\s*'(?P<name>[\w.]+)', '[\w.]+',\s*"
    r"'(?P<text>(?:[^']|'')+)',(?P<options>.*?)\);",
    re.DOTALL,
)

# Names of objects and parameters that a comment mentions.
_NAME = re.compile(r"(?<![`\w./])((?:tolsel(?:_[a-z]+)?\.|p_)[a-z_]+(?:\(\))?)")
_EVENT = re.compile(r"perform tolsel_core\.emit_event\(.*?,\s*'\w+',", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Described:
    """A public function or view and the first sentence of its comment."""

    name: str
    sentence: str
    file: str
    roles: frozenset[str] = frozenset()
    is_stable: bool = False


def readme_files(root: Path = ROOT) -> list[Path]:
    """Return every README of the project, the top one first."""
    folders = ("findings", "migrations", "python", "sql", "tests")
    found = [path for folder in folders for path in (root / folder).rglob("README.md")]
    return [root / "README.md", *sorted(found)]


def render(path: Path) -> str:
    """Return a README as it should be: its generated parts anew, all else as it stands."""

    def renew(found: re.Match[str]) -> str:
        lines = "".join(f"{line}\n" for line in _PARTS[found[2]](path.parent))
        # A blank line ends the comment for Markdown, which reads a list or a table from there on.
        return f"{found[1]}\n{lines.rstrip()}\n{found[4]}"

    return PART.sub(renew, path.read_text())


def public_functions(domain: Path) -> Iterator[Described]:
    """Find the public functions of a domain, by name."""
    for path in sorted((domain / "functions").glob("*.sql")):
        text = path.read_text()
        kind = re.search(
            rf"^comment on (?:function|procedure) tolsel\.(?P<name>\w+) is\s+{_TEXT};",
            text,
            re.MULTILINE | re.DOTALL,
        )
        assert kind, f"{path} has a comment on its function"
        yield Described(
            name=kind["name"],
            sentence=first_sentence(_said(kind)),
            file=path.relative_to(domain).as_posix(),
            roles=frozenset(
                re.findall(r"tolsel_\w+", " ".join(re.findall(r"^grant .+? to (.+);", text, re.M)))
            ),
            is_stable="\nstable\n" in text,
        )


def public_views(domain: Path) -> Iterator[Described]:
    """Find the public views of a domain, in the order of the file."""
    path = domain / "views.sql"
    for found in _VIEW_COMMENT.finditer(path.read_text() if path.exists() else ""):
        if found["schema"] == "tolsel":
            yield Described(
                name=found["name"], sentence=first_sentence(_said(found)), file="views.sql"
            )


def first_sentence(comment: str) -> str:
    """Return the first sentence of a comment, in one line."""
    return re.split(r"(?<=\.)\s+(?=\S)", " ".join(comment.split()))[0]


def _said(found: re.Match[str]) -> str:
    quoted: str | None = found["quotes"]
    return found["dollars"] if quoted is None else quoted.replace("''", "'")


def _functions(domain: Path) -> Iterator[str]:
    groups: dict[str, list[Described]] = {
        "For applications": [],
        "For applications and readers": [],
        "For administrators": [],
        "For the owner": [],
    }
    titles = [*groups]
    for found in public_functions(domain):
        if "tolsel_read" in found.roles:
            title = titles[1]
        elif "tolsel_app" in found.roles:
            title = titles[0]
        else:
            title = titles[2] if found.roles else titles[3]
        groups[title].append(found)
    for title, functions in groups.items():
        if functions:
            yield f"{title}:"
            yield ""
            for found in functions:
                yield from _item(f"[`{found.name}`]({found.file}): {found.sentence}")
            yield ""


def _views(domain: Path) -> Iterator[str]:
    for found in public_views(domain):
        yield from _item(f"`tolsel.{found.name}`: {found.sentence}")


def _checks(domain: Path) -> Iterator[str]:
    for found in _VIEW_COMMENT.finditer((domain / "breaches.sql").read_text()):
        if found["name"].startswith(("breach_", "notice_")):
            yield from _item(f"`{found['name']}`: {first_sentence(_said(found))}")


def _helpers(domain: Path) -> Iterator[str]:
    for path in sorted((domain / "helpers").glob("*.sql")):
        text = path.read_text()
        head = re.match(r"(?:--[^\n]*\n)+", text)
        story = re.sub(r"^--\s?", "", head[0], flags=re.MULTILINE) if head else ""
        names = ", ".join(f"`{found['name']}`" for found in _FUNCTION.finditer(text))
        link = path.relative_to(domain).as_posix()
        yield from _item(f"[`{link}`]({link}): {first_sentence(story)} It holds {names}.")


def _refusals(domain: Path) -> Iterator[str]:
    places = _places(domain.parent)
    yield "| code | what is refused | where |"
    yield "|---|---|---|"
    for found in _REFUSAL.finditer((domain / "errors.sql").read_text()):
        message = found["message"].replace("''", "'")
        named = places.get(found["code"], [])
        here = [
            f"[`{name}`]({path.relative_to(domain).as_posix()})"
            for name, path in named
            if path.is_relative_to(domain)
        ]
        others = [
            other.name
            for other in _domains(domain.parent)
            if other != domain and any(path.is_relative_to(other) for _, path in named)
        ]
        where = ", ".join(here + ([f"in {', '.join(others)}"] if others else []))
        yield f"| `{found['code']}` {found['name']} | {message} | {where} |"


def _places(sql: Path) -> dict[str, list[tuple[str, Path]]]:
    """Find the functions that name each code, outside comments."""
    found: dict[str, list[tuple[str, Path]]] = {}
    for domain in _domains(sql):
        for path in sorted(domain.rglob("*.sql")):
            if path.name == "errors.sql":
                continue
            name = path.stem
            for line in path.read_text().splitlines():
                if made := _FUNCTION.match(line):
                    name = made["name"]
                for code in re.findall(r"'(U[A-Z]\d{3})'", line.partition("--")[0]):
                    places = found.setdefault(code, [])
                    if (name, path) not in places:
                        places.append((name, path))
    return found


def _domains(sql: Path) -> list[Path]:
    return [sql / name for name in (sql / "domains.txt").read_text().split()]


def _jobs(domain: Path) -> Iterator[str]:
    yield "| job | runs | what it does |"
    yield "|---|---|---|"
    for other in _domains(domain.parent):
        path = other / "jobs.sql"
        for found in _JOB.finditer(path.read_text() if path.exists() else ""):
            minutes = re.search(r"p_every_minutes => (\d+)", found["options"])
            often = f"every {minutes[1]} minutes" if minutes else "each business day"
            scope = re.search(r"p_scope => '(\w+)'", found["options"])
            where = {"database": "once", "tenant": "for each tenant", "branch": "in each branch"}
            assert scope
            yield f"| `{found['name']}` | {often}, {where[scope[1]]} | {found['text']} |"


def _topics(domain: Path) -> Iterator[str]:
    for other in _domains(domain.parent):
        topics = {
            topic
            for path in other.rglob("*.sql")
            for found in _EVENT.finditer(path.read_text())
            for topic in re.findall(r"'([a-z_]+\.[a-z_]+)'", found[0])
        }
        if topics:
            yield from _item(f"{other.name}: {', '.join(f'`{topic}`' for topic in sorted(topics))}")


def _commands(_: Path) -> Iterator[str]:
    yield "| command | what it does |"
    yield "|---|---|"
    for name in cli.COMMANDS:
        told = inspect.cleandoc(cli.command_of(name).help or "")
        code = re.search(r"^Exit code: .*?(?=\n\n|\Z)", told, re.MULTILINE | re.DOTALL)
        said = " ".join([first_sentence(told), *(code[0].split() if code else [])])
        yield f"| `tolsel {name}` | {said} |"


def _modules(folder: Path) -> Iterator[str]:
    package = folder / "tolsel"
    for path in sorted(package.rglob("*.py"), key=lambda path: (path.parent, path.name)):
        # A command is in the module that is named after it.
        if path.parent.name == "cli" and path.name not in (
            "__init__.py",
            "console.py",
            "printer.py",
            "report_tables.py",
        ):
            continue
        said = ast.get_docstring(ast.parse(path.read_text()))
        assert said, f"{path} says what it is"
        name = path.relative_to(folder).as_posix().removesuffix("/__init__.py")
        yield from _item(f"`{name}`: {first_sentence(said)}")


def _item(text: str) -> list[str]:
    return textwrap.wrap(
        _NAME.sub(r"`\1`", text),
        WIDTH,
        initial_indent="- ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


_PARTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "functions": _functions,
    "views": _views,
    "helpers": _helpers,
    "refusals": _refusals,
    "checks": _checks,
    "jobs": _jobs,
    "topics": _topics,
    "commands": _commands,
    "modules": _modules,
}


def main() -> None:
    for path in readme_files():
        text = render(path)
        if text != path.read_text():
            path.write_text(text)
            print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
