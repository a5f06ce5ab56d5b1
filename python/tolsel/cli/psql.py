"""`tolsel psql`."""

from __future__ import annotations

import os
from typing import NoReturn

import click
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tolsel.cli.console import url_of
from tolsel.demo.pgprograms import PSQL_OPTIONS
from tolsel.errors import ReportedError


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def psql(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Open psql on the database; further arguments are psql's."""
    _exec_psql(url_of(ctx), arguments)


def _exec_psql(url: str | None, arguments: tuple[str, ...]) -> NoReturn:
    """Become psql. The password goes by the environment, because anybody can list arguments."""
    parts = {k: v for k, v in conninfo_to_dict(url or "").items() if v is not None}
    password = parts.pop("password", None)
    environment = dict(os.environ)
    if password is not None:
        environment["PGPASSWORD"] = str(password)
    try:
        target = ["-d", make_conninfo("", **parts)]
        os.execvpe("psql", ["psql", *PSQL_OPTIONS, *target, *arguments], environment)
    except FileNotFoundError:
        raise ReportedError(
            "psql is not on the PATH", hint="Install PostgreSQL's client programs."
        ) from None
