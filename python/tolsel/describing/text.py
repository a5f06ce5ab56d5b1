"""The public functions and views as text, for people and for models that read text."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from tolsel.public import Api, Argument, Function, View

_WIDTH = 100


def render(api: Api) -> str:
    """Return each function with its arguments, its answer and its refusals, then each view."""
    names = {refusal.sqlstate: refusal.name for refusal in api.refusals}
    told = [_function(function, names) for function in api.functions]
    return "\n\n".join(told + [_view(view) for view in api.views])


def _function(function: Function, names: Mapping[str, str]) -> str:
    arguments = ", ".join(map(_argument, function.arguments))
    many = "setof " if function.is_set else ""
    told = [f"{function.name}({arguments}) returns {many}{_answer(function)}"]
    told += _indented(function.text)
    if function.raises:
        told += _indented("Refused as " + ", ".join(f"{c} {names[c]}" for c in function.raises))
    return "\n".join(told)


def _argument(argument: Argument) -> str:
    told = f"{argument.name} {argument.type}"
    return told if argument.default is None else f"[{told} = {argument.default}]"


def _answer(function: Function) -> str:
    if function.answer != "record":
        return function.answer
    return f"({', '.join(f'{column.name} {column.type}' for column in function.columns)})"


def _view(view: View) -> str:
    columns = ", ".join(f"{column.name} {column.type}" for column in view.columns)
    return "\n".join(
        [f"view {view.name}", *_indented(" ".join(view.comment.split())), *_indented(columns)]
    )


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
