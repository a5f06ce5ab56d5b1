"""`tolsel api`."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

import click

from tolsel import public
from tolsel.cli.console import connection_of
from tolsel.cli.printer import echo
from tolsel.public import Api, Argument, Function

_WIDTH = 100


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print all that is known, for programs.")
@click.pass_context
def api(ctx: click.Context, as_json: bool) -> None:
    r"""Print the public functions of this database: arguments, answers, what is refused and how.

    \b
    tolsel api > llms.txt
    tolsel api --json | jq '.functions[] | select(.name == "record_payment")'

    Arguments in brackets may be left out. In SQL the names of arguments begin with p_.
    """
    with connection_of(ctx) as conn:
        found = public.read_api(conn)
    if as_json:
        text = json.dumps(describe(found), ensure_ascii=False, indent=2)
    else:
        names = {refusal.sqlstate: refusal.name for refusal in found.refusals}
        text = "\n\n".join(_told(function, names) for function in found.functions)
    for line in text.split("\n"):
        echo(line)


def describe(found: Api) -> dict[str, Any]:
    """Return what a program needs to call each function; names of arguments are as in SQL."""
    return {
        "functions": [
            {
                "name": f"tolsel.{function.name}",
                "comment": function.text,
                "arguments": [
                    {
                        "name": f"p_{argument.name}",
                        "type": argument.type,
                        "is_required": argument.default is None,
                        "default": argument.default,
                    }
                    for argument in function.arguments
                ],
                "answer": {
                    "type": function.answer,
                    "is_set": function.is_set,
                    "is_nullable": function.may_be_null,
                    "columns": [
                        {
                            "name": column.name,
                            "type": column.type,
                            "is_nullable": column.is_nullable,
                            "comment": column.comment,
                        }
                        for column in function.columns
                    ],
                },
                "refusals": function.raises,
            }
            for function in found.functions
        ],
        "refusals": [
            {"sqlstate": refusal.sqlstate, "name": refusal.name, "message": refusal.message}
            for refusal in found.refusals
        ],
    }


def _told(function: Function, names: Mapping[str, str]) -> str:
    arguments = ", ".join(map(_argument, function.arguments))
    many = "setof " if function.is_set else ""
    told = [f"{function.name}({arguments}) returns {many}{_answer(function)}"]
    told += textwrap.wrap(function.text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    if function.raises:
        refused = "Refused as " + ", ".join(f"{code} {names[code]}" for code in function.raises)
        told += textwrap.wrap(refused, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(told)


def _argument(argument: Argument) -> str:
    told = f"{argument.name} {argument.type}"
    return told if argument.default is None else f"[{told} = {argument.default}]"


def _answer(function: Function) -> str:
    if function.answer != "record":
        return function.answer
    return f"({', '.join(f'{column.name} {column.type}' for column in function.columns)})"
