"""The public functions and views as one HTML page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from string import Template

from tolsel.public import Api, Column, Function, Refusal, View


def render(api: Api) -> str:
    """Return the page: a list with a filter, and a section for each function, view and refusal."""
    names = {refusal.sqlstate: refusal.name for refusal in api.refusals}
    sections = [
        *(_function(function, names) for function in api.functions),
        *(_view(view) for view in api.views),
        _refusals(api.refusals),
    ]
    frame = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    return frame.substitute(
        functions=_links(function.name for function in api.functions),
        views=_links(view.name for view in api.views),
        sections="\n".join(sections),
    )


def _links(names: Iterable[str]) -> str:
    return "\n".join(f'<li><a href="#{escape(name)}">{escape(name)}</a></li>' for name in names)


def _function(function: Function, names: Mapping[str, str]) -> str:
    rows = [
        (argument.name, argument.type, "required" if argument.default is None else argument.default)
        for argument in function.arguments
    ]
    refused = ", ".join(
        f'<a href="#{code}"><code>{code}</code> {escape(names[code])}</a>'
        for code in function.raises
    )
    return _section(
        function.name,
        f"<p>{escape(function.text)}</p>",
        _table(("argument", "type", "default"), rows),
        f"<p>Answers with {_answer(function)}{', or null' if function.may_be_null else ''}.</p>",
        _columns(function.columns),
        f"<p>Refused as {refused}.</p>" if refused else "",
    )


def _answer(function: Function) -> str:
    if function.answer == "void":
        return "nothing"
    of = "" if not function.columns else "of its own" if function.answer == "record" else "of "
    kind = "" if function.answer == "record" else escape(function.answer)
    many = "rows" if function.is_set else "a row"
    return f"{many} {of}{kind}" if function.columns else f"{'each a ' * function.is_set}{kind}"


def _view(view: View) -> str:
    return _section(view.name, f"<p>{escape(view.comment)}</p>", _columns(view.columns))


def _refusals(refusals: Iterable[Refusal]) -> str:
    rows = "\n".join(
        f'<tr id="{refusal.sqlstate}"><td><code>{refusal.sqlstate}</code></td>'
        f"<td><code>{escape(refusal.name)}</code></td><td>{escape(refusal.message)}</td></tr>"
        for refusal in refusals
    )
    return _section("refusals", f"<div class=wide><table>{rows}</table></div>")


def _columns(columns: Iterable[Column]) -> str:
    return _table(
        ("column", "type", "meaning"), [(c.name, c.type, c.comment or "") for c in columns]
    )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    return f"<div class=wide><table><tr>{head}</tr>{body}</table></div>" if body else ""


def _section(name: str, *parts: str) -> str:
    inner = "\n".join(part for part in parts if part)
    return f'<section id="{escape(name)}"><h2>{escape(name)}</h2>\n{inner}\n</section>'
