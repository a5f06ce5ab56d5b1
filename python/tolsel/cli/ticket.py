"""`tolsel ticket`."""

from __future__ import annotations

import click

import tolsel
from tolsel import documents
from tolsel.api.queue import Ticket
from tolsel.calls import Call
from tolsel.cli import documents as shared
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION, echo
from tolsel.rows import Rows

_COLUMNS = "ticket_id token state counter_id customer_name joined_at called_at ended_at outcome"
_POSITION = "ticket_id token state before_count last_token estimate_minutes reason"
_TICKET = click.argument("ticket_id", type=shared.ID, metavar="TICKET")
_COUNTER = click.option(
    "--counter", "counter_id", type=shared.ID, required=True, metavar="ID", help="Where it is."
)


@click.group()
def ticket() -> None:
    """Give tickets of a walk-in queue, call and serve them.

    TICKET is the number of a ticket, not its token; tolsel ticket list has both.

    \b
    tolsel ticket join --branch 1 --service 1 --name Frida
    tolsel ticket call 1
    tolsel ticket start 17 --counter 1
    tolsel ticket complete 17 --counter 1 --outcome served
    """


@ticket.command("list")
@click.option("--branch", "branch_id", type=shared.ID, metavar="ID", help="Default: all.")
@click.option("--state", metavar="STATE", help="Such as waiting, called or serving.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def list_command(
    ctx: click.Context,
    branch_id: int | None,
    state: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """List the tickets of days that are not closed, in their order; needs tolsel_read."""
    with office_of(ctx, tenant_id) as office:
        found = documents.list_tickets(
            office.conn, branch_id=branch_id, state=state, tenant_id=office.tenant_id
        )
    shared.show_many(found, form, [0] * len(found), noun="tickets")


@ticket.command()
@_TICKET
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def show(ctx: click.Context, ticket_id: int, form: str, tenant_id: int | None) -> None:
    """Say how many are called before a ticket, and in how many minutes its turn may come."""
    with office_of(ctx, tenant_id) as office:
        (found,) = tolsel.get_ticket_position(ticket_id=ticket_id, tenant_id=office.tenant_id).run(
            office.conn
        )
    shared.show_one(found, _POSITION, form, 0)


@ticket.command()
@click.option("--branch", "branch_id", type=shared.ID, required=True, metavar="ID")
@click.option("--service", "service_id", type=shared.ID, required=True, metavar="ID")
@click.option("--priority", metavar="NAME", help="Default: that of the service.")
@click.option("--name", metavar="TEXT", help="Who waits.")
@click.option("--phone", metavar="TEXT")
@shared.customer_option()
@shared.REQUEST_KEY_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def join(
    ctx: click.Context,
    branch_id: int,
    service_id: int,
    priority: str | None,
    name: str | None,
    phone: str | None,
    customer: str | None,
    request_key: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Give somebody a ticket for a service of a branch."""
    with office_of(ctx, tenant_id) as office:
        joined = tolsel.join_queue(
            branch_id=branch_id,
            service_id=service_id,
            priority=priority,
            customer_name=name,
            phone=phone,
            customer_id=shared.customer_id_of(office, customer),
            request_key=request_key,
            tenant_id=office.tenant_id,
        ).run(office.conn)
    shared.show_one(joined, _COLUMNS, form, 0)


@ticket.command()
@click.argument("counter_id", type=shared.ID, metavar="COUNTER")
@shared.REQUEST_KEY_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def call(
    ctx: click.Context,
    counter_id: int,
    request_key: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Call the next one in line to a counter.

    Exit code: 0 called, 1 nobody waits for this counter, 2 could not run.
    """
    with office_of(ctx, tenant_id) as office:
        called = tolsel.call_next_ticket(
            counter_id=counter_id, request_key=request_key, tenant_id=office.tenant_id
        ).run(office.conn)
    if called is not None:
        shared.show_one(called, _COLUMNS, form, 0)
    elif form == "table":
        echo(f"Nobody waits for counter {counter_id}.")
    else:
        shared.show_many(Rows([], columns=_COLUMNS.split()), form, [], noun="tickets")
    ctx.exit(0 if called is not None else 1)


@ticket.command()
@_TICKET
@_COUNTER
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def start(
    ctx: click.Context, ticket_id: int, counter_id: int, form: str, tenant_id: int | None
) -> None:
    """Say that who was called has come, and is being served."""
    act = tolsel.start_service(ticket_id=ticket_id, counter_id=counter_id, tenant_id=tenant_id)
    _do(ctx, act, form, tenant_id)


@ticket.command()
@_TICKET
@click.option("--counter", "counter_id", type=shared.ID, metavar="ID",
              help="Where it is; default: at none any more.")  # fmt: skip
@click.option("--outcome", metavar="WORD", help="served, or nothing.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def complete(
    ctx: click.Context,
    ticket_id: int,
    counter_id: int | None,
    outcome: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Complete the service of a ticket."""
    act = tolsel.complete_ticket(
        ticket_id=ticket_id, counter_id=counter_id, outcome=outcome, tenant_id=tenant_id
    )
    _do(ctx, act, form, tenant_id)


@ticket.command()
@_TICKET
@click.option("--reason", metavar="TEXT")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def cancel(
    ctx: click.Context, ticket_id: int, reason: str | None, form: str, tenant_id: int | None
) -> None:
    """Take somebody off the line who leaves."""
    act = tolsel.cancel_ticket(ticket_id=ticket_id, reason=reason, tenant_id=tenant_id)
    _do(ctx, act, form, tenant_id)


@ticket.command("no-show")
@_TICKET
@_COUNTER
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def no_show(
    ctx: click.Context, ticket_id: int, counter_id: int, form: str, tenant_id: int | None
) -> None:
    """Say that nobody came: the ticket is called again, until its calls are used up."""
    act = tolsel.mark_no_show(ticket_id=ticket_id, counter_id=counter_id, tenant_id=tenant_id)
    _do(ctx, act, form, tenant_id)


def _do(ctx: click.Context, act: Call[Ticket], form: str, tenant_id: int | None) -> None:
    """Make a call that answers with a ticket, and print it."""
    with office_of(ctx, tenant_id) as office:
        done = act.run(office.conn)
    shared.show_one(done, _COLUMNS, form, 0)
