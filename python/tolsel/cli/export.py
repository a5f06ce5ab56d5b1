"""`tolsel export`."""

from __future__ import annotations

from contextlib import closing
from typing import TextIO

import click

from tolsel.accounts import list_accounts, select_tenant
from tolsel.cli.console import TENANT_OPTION, url_of
from tolsel.database import connect
from tolsel.plain_text import write_journal
from tolsel.reports import freeze, list_scales, read_general_journal


@click.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True, atomic=True))
@TENANT_OPTION
@click.pass_context
def export(ctx: click.Context, file: TextIO, tenant_id: int | None) -> None:
    """Write all books into FILE as plain text accounting, which hledger reads; - is the terminal.

    The books are of one moment. Accounts are named by their type and the accounts above them; each
    transaction has the number of its journal, and its document as a tag.
    """
    with closing(connect(url_of(ctx), application_name="tolsel export")) as conn:
        freeze(conn)
        tenant_id = select_tenant(conn, tenant_id=tenant_id)
        count = write_journal(
            file,
            list_accounts(conn, tenant_id=tenant_id),
            list_scales(conn),
            read_general_journal(conn, tenant_id=tenant_id),
        )
    click.echo(f"export: {count:,} journals", err=True)
