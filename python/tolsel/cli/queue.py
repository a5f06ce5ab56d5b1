"""`tolsel queue`."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import click

from tolsel import queues
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, moment, right, show
from tolsel.rows import Rows

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_BRANCH = click.option(
    "--branch", "branch_id", type=click.IntRange(1, 2**63 - 1), required=True, metavar="ID"
)
_FROM = click.option("--from", "from_at", type=_DAY, required=True, metavar="DAY")
_TO = click.option("--to", "to_at", type=_DAY, required=True, metavar="DAY")
_DRY_RUN = click.option(
    "--dry-run", "is_dry_run", is_flag=True, help="Only say what would be changed."
)


@click.group()
def queue() -> None:
    """Look at the walk-in queue of a branch, close its days, make its statistics anew."""


@queue.command()
@_BRANCH
@click.option("--after", "after_no", type=click.IntRange(0), default=0, metavar="NUMBER",
              help="Go on after this call.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True,
              metavar="ROWS")  # fmt: skip
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def board(
    ctx: click.Context,
    branch_id: int,
    after_no: int,
    limit: int,
    form: str,
    tenant_id: int | None,
) -> None:
    """List the calls of a branch, as its board shows them."""
    with office_of(ctx, tenant_id) as office:
        found = queues.list_calls(
            office.conn,
            branch_id=branch_id,
            after_no=after_no,
            limit=limit,
            tenant_id=office.tenant_id,
        )
    show(found, form, as_table=lambda: _echo_calls(found))


def _echo_calls(calls: Rows[queues.Call]) -> None:
    if calls:
        echo_table(
            [
                right("call", (c.call_no for c in calls)),
                left("token", (c.token for c in calls)),
                right("counter", (c.counter_id for c in calls)),
                left("at", (moment(c.called_at) for c in calls)),
                left("", ("again" if c.is_repeated else "" for c in calls)),
            ]
        )
    echo(f"calls: {len(calls)}")


@queue.command()
@_BRANCH
@_FROM
@_TO
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def dashboard(
    ctx: click.Context,
    branch_id: int,
    from_at: datetime,
    to_at: datetime,
    form: str,
    tenant_id: int | None,
) -> None:
    """Say what happened at a branch in some days; waits and services are seconds."""
    with office_of(ctx, tenant_id) as office:
        found = queues.get_dashboard(
            office.conn,
            branch_id=branch_id,
            from_on=from_at.date(),
            to_on=to_at.date(),
            tenant_id=office.tenant_id,
        )
    show(found, form, as_table=lambda: _echo_dashboard(found[0]))


def _echo_dashboard(found: queues.Dashboard) -> None:
    figures = {
        "joined": found.joined_count,
        "completed": found.completed_count,
        "cancelled": found.cancelled_count,
        "did not come": found.no_show_count,
        "ended by closings": found.reset_count,
        "average wait": _seconds(found.average_wait_s),
        "nine of ten waited at most": _seconds(found.p90_wait_s),
        "longest wait": _seconds(found.longest_wait_s),
        "average service": _seconds(found.average_service_s),
        "days with tickets": found.day_count,
        "closings": found.ok_reset_count,
        "closings that failed": found.failed_reset_count,
    }
    echo_table([left("figure", figures), right("", figures.values())])


def _seconds(value: Decimal | None) -> str:
    return "-" if value is None else f"{value:,.1f} s"


@queue.command()
@_BRANCH
@click.option("--day", "business_at", type=_DAY, required=True, metavar="DAY",
              help="A business day of the branch that is over.")  # fmt: skip
@_DRY_RUN
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def reset(
    ctx: click.Context,
    branch_id: int,
    business_at: datetime,
    is_dry_run: bool,
    form: str,
    tenant_id: int | None,
) -> None:
    """Close a day of a branch, as its job does; needs tolsel_admin.

    A dry run closes it for real, and undoes that.

    Exit code: 0 closed, 1 the closing failed, 2 could not run.
    """
    with office_of(ctx, tenant_id) as office:
        found = queues.reset_day(
            office.conn,
            branch_id=branch_id,
            business_on=business_at.date(),
            is_dry_run=is_dry_run,
            tenant_id=office.tenant_id,
        )
    show(found, form, as_table=lambda: echo(found[0].error or found[0].message))
    ctx.exit(0 if found[0].outcome == "ok" else 1)


@queue.command()
@_BRANCH
@_FROM
@_TO
@_DRY_RUN
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def rebuild(
    ctx: click.Context,
    branch_id: int,
    from_at: datetime,
    to_at: datetime,
    is_dry_run: bool,
    form: str,
    tenant_id: int | None,
) -> None:
    """Make hours and summaries of some days anew from what happened; needs tolsel_admin.

    Exit code: 0 all was right or is now, 1 a dry run found differences, 2 could not run.
    """
    with office_of(ctx, tenant_id) as office:
        found = queues.rebuild_stats(
            office.conn,
            branch_id=branch_id,
            from_on=from_at.date(),
            to_on=to_at.date(),
            is_dry_run=is_dry_run,
            tenant_id=office.tenant_id,
        )
    show(found, form, as_table=lambda: _echo_differences(found))
    ctx.exit(1 if found and is_dry_run else 0)


def _echo_differences(found: Rows[queues.Difference]) -> None:
    if found:
        echo_table(
            [
                left("day", (d.business_on for d in found)),
                left("hour", (moment(d.hour_at) for d in found)),
                right("service", (d.service_id for d in found)),
                right("counter", (d.counter_id for d in found)),
                left("figure", (d.figure for d in found)),
                right("was", (d.stored_amount for d in found)),
                right("is to be", (d.recounted_amount for d in found)),
            ]
        )
    echo(f"differences: {len(found)}")
