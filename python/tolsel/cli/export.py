"""`tolsel export`."""

from __future__ import annotations

from typing import TextIO

import click

from tolsel.accounts import list_accounts
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import echo
from tolsel.plain_text import write_journal
from tolsel.reports import list_scales, read_general_journal


@click.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True, atomic=True))
@TENANT_OPTION
@click.pass_context
def export(ctx: click.Context, file: TextIO, tenant_id: int | None) -> None:
    """Write all books into FILE as plain text accounting, which hledger reads; - is the terminal.

    The books are of one moment. Accounts are named by their type and the accounts above them; each
    transaction has the number of its journal, and its document as a tag.
    """
    with office_of(ctx, tenant_id, is_frozen=True) as office:
        count = write_journal(
            file,
            list_accounts(office.conn, tenant_id=office.tenant_id),
            list_scales(office.conn),
            read_general_journal(office.conn, tenant_id=office.tenant_id),
        )
    echo(f"export: {count:,} journals", err=True)
