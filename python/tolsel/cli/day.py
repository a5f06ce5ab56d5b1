"""`tolsel day`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import click

import tolsel
from tolsel import reports
from tolsel.cli import documents as shared
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION
from tolsel.rows import Rows

_COLUMNS = "channel_id closed_on expected_amount counted_amount difference_amount note"
_CHANNEL = click.argument("channel", metavar="CHANNEL")


@click.group()
def day() -> None:
    """Count and close the days of tills, banks and e-wallets, and open them again.

    CHANNEL is a name or a number; tolsel report channels lists them, with what each did on a day.

    \b
    tolsel day close "Front till" --counted 138.50 --dry-run
    tolsel day close "Front till" --counted 138.50 --note "a coin from Norway"
    tolsel day reopen "Front till" --from 2026-03-30 --reason "a slip was found"
    """


@day.command()
@_CHANNEL
@shared.ON_OPTION
@click.option("--counted", type=shared.amount, metavar="AMOUNT",
              help="What was counted; default: nobody has counted.")  # fmt: skip
@click.option("--note", metavar="TEXT")
@click.option("--dry-run", "is_dry_run", is_flag=True,
              help="Only say what is expected, and what is too much or too little.")  # fmt: skip
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def close(
    ctx: click.Context,
    channel: str,
    on: date | None,
    counted: Decimal | None,
    note: str | None,
    is_dry_run: bool,
    form: str,
    tenant_id: int | None,
) -> None:
    """Close a channel through a day; what is counted too much or too little is booked."""
    with office_of(ctx, tenant_id) as office:
        found = reports.get_channel(office.conn, search=channel, tenant_id=office.tenant_id)
        closing = tolsel.close_day(
            channel_id=found.channel_id,
            closed_on=on
            or tolsel.get_business_date(branch_id=found.branch_id, tenant_id=office.tenant_id).run(
                office.conn
            ),
            counted_amount=counted,
            note=note,
            tenant_id=office.tenant_id,
        )
        with office.conn.transaction(force_rollback=is_dry_run):
            closed = closing.run(office.conn)
        scale = reports.list_scales(office.conn)[found.currency]
    shared.show_one(closed, _COLUMNS, form, scale)


@day.command()
@_CHANNEL
@click.option("--from", "from_on", type=shared.day, required=True, metavar="DAY",
              help="This day, and all after it.")  # fmt: skip
@shared.REASON_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def reopen(
    ctx: click.Context,
    channel: str,
    from_on: date,
    reason: str,
    form: str,
    tenant_id: int | None,
) -> None:
    """Open days again; what was booked of their counts is reversed."""
    with office_of(ctx, tenant_id) as office:
        found = reports.get_channel(office.conn, search=channel, tenant_id=office.tenant_id)
        reopened = tolsel.reopen_day(
            channel_id=found.channel_id, from_on=from_on, reason=reason, tenant_id=office.tenant_id
        ).run(office.conn)
        scale = reports.list_scales(office.conn)[found.currency]
    shared.show_many(
        Rows(reopened, columns=_COLUMNS.split()), form, [scale] * len(reopened), noun="days"
    )
