"""`tolsel export`."""

from __future__ import annotations

from datetime import date
from typing import TextIO

import click

from tolsel.accounts import list_accounts
from tolsel.beancount import write_beancount
from tolsel.cli import documents as shared
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import echo
from tolsel.flat_journal import write_flat_journal
from tolsel.plain_text import write_journal
from tolsel.reports import list_scales, read_general_journal

_WRITERS = {"hledger": write_journal, "beancount": write_beancount, "csv": write_flat_journal}


@click.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True, atomic=True))
@click.option("--as", "kind", type=click.Choice([*_WRITERS]), default="hledger", show_default=True,
              help="Who reads it; csv is a flat journal, a row a line.")  # fmt: skip
@shared.FROM_OPTION
@shared.TO_OPTION
@TENANT_OPTION
@click.pass_context
def export(
    ctx: click.Context,
    file: TextIO,
    kind: str,
    from_on: date | None,
    to_on: date | None,
    tenant_id: int | None,
) -> None:
    """Write all books into FILE for hledger, beancount or as a flat CSV; - is the terminal.

    \b
    tolsel export books.journal
    tolsel export books.beancount --as beancount
    tolsel export 2026.csv --as csv --from 2026-01-01 --to 2026-12-31

    The books are of one moment. Accounts are named by their type and the accounts above them; each
    transaction has the number of its journal, and its document. In a CSV, of some days where they
    are named, journals are numbered by day without a gap, from the first one in the books.
    """
    days = {"from_on": from_on, "to_on": to_on} if kind == "csv" else {}
    if kind != "csv" and (from_on or to_on):
        raise click.UsageError("--from and --to are for --as csv: other books are whole.")
    with office_of(ctx, tenant_id, is_frozen=True) as office:
        count = _WRITERS[kind](
            file,
            list_accounts(office.conn, tenant_id=office.tenant_id),
            list_scales(office.conn),
            read_general_journal(office.conn, tenant_id=office.tenant_id),
            **days,
        )
    echo(f"export: {count:,} journals", err=True)
