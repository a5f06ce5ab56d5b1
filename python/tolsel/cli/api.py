"""`tolsel api`."""

from __future__ import annotations

import click

from tolsel import public
from tolsel.cli.console import connection_of
from tolsel.cli.printer import echo
from tolsel.describing import page, programs, text, typescript

_SHAPES = {
    "text": text.render,
    "json": programs.render,
    "html": page.render,
    "typescript": typescript.render,
}


@click.command()
@click.option("--json", "shape", flag_value="json", help="Print all that is known, for programs.")
@click.option("--html", "shape", flag_value="html", help="Print one page, for a browser.")
@click.option("--typescript", "shape", flag_value="typescript", help="Print types for TypeScript.")
@click.option(
    "--node", "shape", flag_value="node", help="Print the caller that these types are of."
)
@click.pass_context
def api(ctx: click.Context, shape: str | None) -> None:
    """Print the public functions and views of this database: arguments, answers, refusals.

    \b
    tolsel api > llms.txt
    tolsel api --json | jq '.functions[] | select(.name == "tolsel.record_payment")'
    tolsel api --node > tolsel.mjs && tolsel api --typescript > tolsel.d.mts

    Arguments in brackets may be left out. In SQL the names of arguments begin with p_.
    """
    if shape == "node":
        printed = typescript.caller()
    else:
        with connection_of(ctx) as conn:
            printed = _SHAPES[shape or "text"](public.read_api(conn))
    for line in printed.removesuffix("\n").split("\n"):
        echo(line)
