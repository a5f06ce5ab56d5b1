"""Write the Python client: a typed function for each public SQL function, a class for each refusal.

It reads a migrated database, and the folders of sql/ for the domain of a function. `make guards`
calls it, as it has such a database at hand; tests/house/test_api.py holds the files against it.
"""

import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from tolsel.public import Api, Argument, Column, Function, Refusal, class_name

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "python" / "tolsel" / "api"
WIDTH = 94
WRITTEN = "Written by `make guards` from the catalog: change the SQL, not this file."
TYPES = {
    "bigint": "int", "boolean": "bool", "date": "date", "integer": "int", "jsonb": "Json",
    "numeric": "Decimal", "regrole": "str", "smallint": "int", "text": "str",
    "time without time zone": "time", "timestamp with time zone": "datetime",
}  # fmt: skip
IMPORTS = {
    "collections.abc": ("Sequence",),
    "dataclasses": ("dataclass",),
    "datetime": ("date", "datetime", "time"),
    "decimal": ("Decimal",),
    "tolsel.calls": (
        "Call", "Json", "as_nothing", "as_row", "as_row_or_none", "as_rows", "as_value",
        "as_values", "chosen",
    ),
}  # fmt: skip


def domains() -> list[str]:
    """Return the domains in their order: what one answers with, it or one before it has."""
    return (ROOT / "sql" / "domains.txt").read_text().split()


def render(api: Api) -> dict[str, str]:
    """Return the files of the client by name, as they should be."""
    domain_of = {
        path.stem: path.parents[1].name for path in (ROOT / "sql").glob("*/functions/*.sql")
    }
    files = {"refusals.py": _refusals(api.refusals)}
    modules = [name for name in domains() if name in domain_of.values()]
    home_of: dict[str, str] = {}
    for name in modules:
        functions = [f for f in api.functions if domain_of[f.name] == name]
        files[f"{name}.py"] = _module(name, functions, api, home_of)
    exports = "\n".join(f"from tolsel.api.{name} import *" for name in [*modules, "refusals"])
    files["__init__.py"] = (
        f'"""Every public SQL function as a typed call, every refusal as a class.\n\n{WRITTEN}\n'
        '"""\n\n'
        f"{exports}\nfrom tolsel.calls import Call as Call\n"
        "from tolsel.errors import RetryableError as RetryableError, TolselError as TolselError\n"
        "from tolsel.retrying import retried as retried\n"
        "from tolsel.shards import connect as connect\n"
    )
    return {name: _formatted(text) for name, text in files.items()}


def _module(domain: str, functions: Sequence[Function], api: Api, home_of: dict[str, str]) -> str:
    error_of = {refusal.sqlstate: class_name(refusal.name) for refusal in api.refusals}
    own: list[str] = []
    imported: dict[str, set[str]] = {}
    classes: list[str] = []
    calls: list[str] = []
    for function in functions:
        kind = function.row_class
        if kind is not None:
            key = function.answer if function.answer != "record" else kind
            if key in home_of:
                if home_of[key] != domain:
                    imported.setdefault(home_of[key], set()).add(kind)
            else:
                home_of[key] = domain
                assert kind not in own, f"two classes are called {kind}"
                own.append(kind)
                classes.append("".join(_class(kind, function)))
        calls.append("".join(_function(domain, function, kind, error_of)))
    names = sorted([*own, *(function.name for function in functions)])
    listed = ", ".join(f'"{name}"' for name in names)
    body = "\n\n".join([*classes, *calls])
    wanted = {
        module: {name for name in names_there if re.search(rf"\b{name}\b", _code(body))}
        for module, names_there in IMPORTS.items()
    } | {f"tolsel.api.{home}": kinds for home, kinds in imported.items()}
    imports = [
        f"from {module} import {', '.join(sorted(found))}"
        for module, found in wanted.items()
        if found
    ]
    told = [
        sorted(line for line in imports if ("tolsel" in line) is ours) for ours in (False, True)
    ]
    return (
        f'"""Calls of the domain {domain}: see sql/{domain}/README.md.\n\n{WRITTEN}\n"""\n\n'
        "from __future__ import annotations\n\n"
        + "\n\n".join("\n".join(lines) for lines in told)
        + f"\n\n__all__ = [{listed}]\n\n\n{body}"
    )


def _code(text: str) -> str:
    return re.sub(r'""".*?"""|"[^"\n]*"|\'[^\'\n]*\'', "", text, flags=re.DOTALL)


def _class(kind: str, function: Function) -> Iterator[str]:
    source = function.answer if function.answer != "record" else f"tolsel.{function.name}"
    yield "@dataclass(frozen=True, slots=True, kw_only=True)\n"
    yield f'class {kind}:\n    """A row of `{source}`."""\n\n'
    for one in function.columns:
        yield f"    {one.name}: {_type_of(one)}\n"
        if one.comment:
            yield _docstring(one.comment, indent=4)


def _type_of(one: Column) -> str:
    kind = _python_type(one.type, of_many="list")
    return f"{kind} | None" if one.is_nullable else kind


def _python_type(kind: str, *, of_many: str) -> str:
    if kind.endswith("[]"):
        return f"{of_many}[{_python_type(kind[:-2], of_many=of_many)}]"
    return TYPES[kind]


def _function(
    domain: str, function: Function, kind: str | None, error_of: dict[str, str]
) -> Iterator[str]:
    answer, read = _answer(function, kind)
    arguments = sorted(function.arguments, key=lambda a: a.default is not None)
    star = "*, " if arguments else ""
    given = ", ".join(map(_parameter, arguments))
    yield f"def {function.name}({star}{given}) -> Call[{answer}]:\n"
    raised = ", ".join(error_of[code] for code in function.raises)
    text = function.text + (f"\n\nRaises: {raised}." if raised else "")
    text += f"\n\nSource: sql/{domain}/functions/{function.name}.sql."
    yield _docstring(text, indent=4)
    needed = [a for a in arguments if a.default is None]
    optional = [a for a in arguments if a.default is not None]
    parts = [f"{a.name!r}: ({a.name}, {a.type!r})" for a in needed]
    if optional:
        told = ", ".join(f"{a.name}=({a.name}, {a.type!r})" for a in optional)
        parts.append(f"**chosen({told})")
    yield f"    return Call({function.name!r}, {{{', '.join(parts)}}}, {read})\n"


def _parameter(argument: Argument) -> str:
    kind = _python_type(argument.type, of_many="Sequence")
    if argument.default is None:
        return f"{argument.name}: {kind}{' | None' if argument.is_nullable else ''}"
    literal = _literal(argument)
    return (
        f"{argument.name}: {kind} | None = None"
        if literal is None
        else (f"{argument.name}: {kind} = {literal}")
    )


def _literal(argument: Argument) -> str | None:
    """Return a default that Python can write; None leaves it to the database."""
    text = (argument.default or "").removesuffix(f"::{argument.type}").strip("()")
    if argument.type == "boolean" and text in ("true", "false"):
        return text.title()
    if argument.type in ("integer", "smallint", "bigint") and text.isdigit():
        return text
    if argument.type == "text" and text[:1] == "'" == text[-1:]:
        return repr(text[1:-1].replace("''", "'"))
    return None


def _answer(function: Function, kind: str | None) -> tuple[str, str]:
    if function.answer == "void":
        return "None", "as_nothing"
    if kind is not None and function.is_set:
        return f"list[{kind}]", f"as_rows({kind})"
    if kind is not None and function.may_be_null:
        return f"{kind} | None", f"as_row_or_none({kind})"
    if kind is not None:
        return kind, f"as_row({kind})"
    scalar = _python_type(function.answer, of_many="list")
    if function.is_set:
        return f"list[{scalar}]", "as_values"
    return (f"{scalar} | None" if function.may_be_null else scalar), "as_value"


def _refusals(refusals: Sequence[Refusal]) -> str:
    names = ", ".join(f'"{class_name(r.name)}"' for r in sorted(refusals, key=lambda r: r.name))
    text = (
        f'"""A class for each registered error; a handler of TolselError catches them all.\n\n'
        f'{WRITTEN}\n"""\n\nfrom tolsel.errors import TolselError\n\n__all__ = [{names}]\n'
    )
    for refusal in refusals:
        text += f"\n\nclass {class_name(refusal.name)}(TolselError):\n"
        text += _docstring(f"{refusal.message[0].upper()}{refusal.message[1:]}.", indent=4)
        text += f'\n    sqlstate = "{refusal.sqlstate}"\n    name = "{refusal.name}"\n'
    return text


def _docstring(text: str, *, indent: int) -> str:
    """Return a docstring whose first sentence is its first line, if that fits."""
    pad = " " * indent
    paragraphs = [
        textwrap.fill(part, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        for part in text.replace("\\", "\\\\").split("\n\n")
    ]
    body = "\n\n".join(paragraphs)
    end = "\n" if "\n" in body else ""
    return textwrap.indent(f'"""{body}{end}"""', pad) + "\n"


def _formatted(text: str) -> str:
    ruff = [str(Path(sys.executable).with_name("ruff")), "format", "--stdin-filename", "a.py", "-"]
    return subprocess.run(
        ruff, input=text, check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout


def write(api: Api) -> list[str]:
    """Write the files that are not as they should be, and return their names."""
    files = render(api)
    changed = [
        name
        for name, text in files.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text
    ]
    for name in changed:
        (FOLDER / name).write_text(files[name])
    return changed
